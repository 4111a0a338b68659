from hypothesis import given, settings
from hypothesis import strategies as st

from livskraft.shared.charts.callouts import Callout, Side, room_above

ABOVE = Side(100, 0, 300, is_above=True)
BELOW = Side(100, 0, 300, is_above=False)
CALLOUTS = st.lists(
    st.builds(
        Callout,
        st.floats(0, 300),
        st.text("aiW ", min_size=1, max_size=30).map(str.strip),
        st.just(""),
        st.booleans(),
    ),
    max_size=6,
)


def place(side: Side, *wanted: tuple[float, str]) -> list[tuple[str, bool]]:
    placed = side.place([Callout(x, words, "") for x, words in wanted])
    return [(each.label.lines[0], each.tie is None) for each in placed]


def test_words_with_room_stand_over_their_places_on_one_line():
    placed = ABOVE.place([Callout(60, "Sala", ""), Callout(200, "riket 88", "")])
    assert [each.label.x for each in placed] == [60, 200]
    assert len({each.label.y for each in placed}) == 1
    assert all(each.label.box.bottom <= 100 for each in placed)


def test_neighbours_share_the_line_by_moving_aside():
    placed = ABOVE.place([Callout(140, "Riket 31", ""), Callout(150, "Norrbotten 33", "")])
    assert {each.tie for each in placed} == {None}
    assert not placed[0].label.box.overlaps(placed[1].label.box)


def test_words_that_find_no_room_on_the_line_are_tied_to_their_place_from_further_out():
    names = ["Västmanland 19", "Riket 31", "Västra Götaland 33", "Stockholm 57"]
    placed = ABOVE.place(
        [Callout(x, name, "") for x, name in zip((90, 147, 156, 270), names, strict=True)]
    )
    ties = {each.label.lines[0]: each.tie for each in placed}
    assert sum(tie is not None for tie in ties.values()) >= 1
    assert all(tie[0] == (tie[1][0], 100) for tie in ties.values() if tie)


def test_below_an_axis_everything_is_turned_around():
    (placed,) = BELOW.place([Callout(60, "länet 85", "")])
    assert placed.label.box.top >= 100
    assert BELOW.far_end([placed]) == placed.label.box.bottom
    assert BELOW.far_end([]) == 100


def test_words_near_an_end_stay_inside():
    (first,) = ABOVE.place([Callout(2, "Stockholm 57", "")])
    assert first.label.box.left >= 0


def test_nothing_takes_no_room():
    assert ABOVE.place([]) == ()
    assert ABOVE.place([Callout(5, "", "")]) == ()
    assert room_above([], 0, 300) == 0


@settings(max_examples=30, deadline=None)
@given(CALLOUTS, st.booleans())
def test_no_words_lie_over_others_outside_or_across_the_axis(wanted, is_above):
    side = ABOVE if is_above else BELOW
    placed = side.place(wanted)
    assert len(placed) == len([each for each in wanted if each.words])
    boxes = [each.label.box for each in placed]
    for index, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[index + 1 :])
        assert box.left >= -0.01
        assert box.right <= 300.01
        assert box.bottom <= 100 if is_above else box.top >= 100


@settings(max_examples=30, deadline=None)
@given(CALLOUTS)
def test_no_tie_crosses_words(wanted):
    placed = ABOVE.place(wanted)
    for each in placed:
        if each.tie:
            others = [other.label.box for other in placed if other is not each]
            assert not any(box.meets(each.tie) for box in others)
