from hypothesis import given
from hypothesis import strategies as st

from livskraft.shared.charts.outlines import Outline, cut, fitted, rooms

SQUARE = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))
PLACES = st.tuples(st.integers(-20, 30).map(float), st.integers(-20, 30).map(float))


def outline(west: float, south: float, size: float = 0.5) -> Outline:
    east, north = west + size, south + size
    ring = ((west, south), (east, south), (east, north), (west, north), (west, south))
    return Outline("x", "X", (ring,))


def test_east_is_right_and_north_is_up_on_both_sides_of_the_middle_of_sweden():
    for west in (12.0, 18.0):
        sheet = fitted([outline(west, 58)], width=200, height=400)
        (ring,) = sheet.rings(outline(west, 58))
        corner_south_west, corner_south_east, corner_north_east, _ = ring
        assert corner_south_east[0] > corner_south_west[0] + 50
        assert corner_north_east[1] < corner_south_east[1] - 50


def test_the_north_is_not_drawn_larger_than_the_south():
    south, north = outline(15, 55.5), outline(15, 68.5)
    sheet = fitted([south, north], width=2000, height=2000)
    heights = [
        max(y for _, y in ring) - min(y for _, y in ring)
        for each in (south, north)
        for ring in sheet.rings(each)
    ]
    assert abs(heights[0] / heights[1] - 1) < 0.01


def test_the_sheet_is_no_larger_than_its_box():
    sheet = fitted([outline(15, 58)], width=200, height=90)
    assert (sheet.height, sheet.width <= 200) == (90, True)
    assert fitted([], width=200, height=90) is None


def test_what_is_too_small_to_be_seen_is_left_out_unless_it_is_all_there_is():
    mainland, islet = outline(15, 58), outline(15.6, 58, 0.0005)
    both = Outline("x", "X", (*mainland.rings, *islet.rings))
    sheet = fitted([both], width=400, height=400)
    assert len(sheet.rings(both)) == 1
    country = fitted([outline(12, 56, 8)], width=400, height=400)
    assert len(country.rings(outline(15, 58, 0.03))) == 1


def test_what_lies_beside_the_sheet_is_cut_off():
    assert set(cut(((-5.0, 2.0), (5.0, 2.0), (5.0, 4.0), (-5.0, 4.0)), width=10, height=10)) == {
        (0.0, 2.0),
        (5.0, 2.0),
        (5.0, 4.0),
        (0.0, 4.0),
    }
    assert cut(((-5.0, 2.0), (-2.0, 2.0), (-2.0, 4.0)), width=10, height=10) == ()
    assert set(cut(SQUARE, width=20, height=20)) == set(SQUARE)


@given(st.lists(PLACES, min_size=3, max_size=8))
def test_nothing_that_is_cut_leaves_the_sheet(ring):
    for x, y in cut(tuple(ring), width=12, height=9):
        assert 0 <= x <= 12
        assert 0 <= y <= 9


def test_the_roomiest_place_of_a_square_is_its_middle():
    (room, (x, y)), *others = rooms([SQUARE], half_width=2, half_height=1, inside=(0, 10))
    assert abs(x - 5) < 0.6
    assert abs(y - 5) < 0.6
    assert all(other <= room for other, _ in others)


def test_a_place_with_less_room_than_is_needed_is_none():
    assert rooms([SQUARE], half_width=1, half_height=1, inside=(0, 10), least=6) == []
    assert rooms([], half_width=1, half_height=1, inside=(0, 10)) == []
