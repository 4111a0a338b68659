import re
from datetime import date

import pytest

from livskraft.shared.charts.timeline import Axis, Bar, Step, axis_for, axis_svg, row_svg

TODAY = date(2023, 1, 26)
AXIS = Axis(2021, 2023, TODAY)


def pieces(bar: Bar, axis: Axis = AXIS) -> list[tuple[str, float, float]]:
    """(class, left, right) of each piece of a bar, in percent."""
    found = re.findall(
        r'<rect class="(\S+)"[^>]*? x="([\d.-]+)%" width="([\d.]+)%"', row_svg(axis, bar)
    )
    return [(kind, float(left), float(left) + float(width)) for kind, left, width in found]


def kinds(bar: Bar) -> list[str]:
    return [kind for kind, _, _ in pieces(bar)]


def test_an_axis_holds_all_days_and_a_today_that_is_near():
    assert axis_for([date(2021, 5, 1), None, date(2022, 3, 1)], TODAY) == Axis(2021, 2023, TODAY)
    assert axis_for([date(2010, 1, 1), date(2012, 1, 1)], TODAY) == Axis(2010, 2012, TODAY)
    assert axis_for([], TODAY) == Axis(2023, 2023, TODAY)


def test_a_long_axis_shows_the_years_around_today_and_labels_six_at_most():
    axis = axis_for([date(1990, 1, 1), date(2060, 1, 1)], TODAY)
    assert (axis.first_year, axis.last_year) == (2016, 2030)
    assert len(axis.labelled_years) <= 6


def test_a_day_stands_where_it_belongs():
    assert AXIS.at(date(2021, 1, 1)) == 0
    assert AXIS.at(date(2022, 1, 1)) == pytest.approx(100 / 3, abs=0.1)
    assert -2 < AXIS.at(date(1990, 1, 1)) < 0
    assert 100 < AXIS.at(date(2090, 1, 1)) < 102


def test_what_goes_on_is_filled_to_today_and_empty_after():
    bar = Bar("ongoing", date(2021, 1, 1), date(2023, 12, 31), [Step("ongoing", date(2021, 3, 1))])
    (outline, left, right), (filled, begun, reached) = pieces(bar)
    assert (outline, filled) == ("bar-left", "bar-passed")
    assert (left, begun) == (0, 0)
    assert right == pytest.approx(100, abs=0.2)
    assert reached == pytest.approx(AXIS.at(TODAY), abs=0.02)


def test_what_goes_on_past_its_last_day_is_filled_to_that_day():
    bar = Bar("ongoing", date(2021, 1, 1), date(2022, 12, 31))
    assert pieces(bar)[1][2] == pytest.approx(AXIS.at(date(2022, 12, 31)), abs=0.02)


def test_a_pause_is_hatched_between_two_filled_pieces():
    steps = [
        Step("ongoing", date(2021, 1, 1)),
        Step("paused", date(2022, 1, 1)),
        Step("ongoing", date(2022, 7, 1)),
    ]
    bar = Bar("ongoing", date(2021, 1, 1), date(2023, 12, 31), steps)
    assert kinds(bar) == ["bar-left", "bar-passed", "bar-paused", "bar-passed"]
    assert 'fill="url(#hatching)"' in row_svg(AXIS, bar)


def test_a_pause_without_a_date_breaks_the_bar():
    steps = [Step("ongoing", date(2021, 1, 1)), Step("paused", None)]
    bar = Bar("paused", date(2021, 1, 1), date(2023, 12, 31), steps)
    assert kinds(bar) == ["bar-left", "bar-left"]
    (_, _, first_ends), (_, second_begins, _) = pieces(bar)
    assert first_ends < second_begins


def test_what_is_done_is_full_until_the_day_it_was_done():
    steps = [Step("ongoing", date(2021, 1, 1)), Step("done", date(2022, 1, 1))]
    bar = Bar("done", date(2021, 1, 1), date(2023, 12, 31), steps)
    assert [right for _, _, right in pieces(bar)] == pytest.approx([100 / 3] * 2, abs=0.1)
    assert kinds(Bar("done", date(2021, 1, 1), date(2023, 12, 31))) == ["bar-left", "bar-passed"]


def test_what_is_cancelled_ends_in_a_cross():
    steps = [Step("planned", None), Step("cancelled", date(2022, 1, 1))]
    bar = Bar("cancelled", date(2021, 1, 1), date(2023, 12, 31), steps)
    assert kinds(bar) == ["bar-left"]
    assert "bar-cross" in row_svg(AXIS, bar)


@pytest.mark.parametrize(("status", "kind"), [("idea", "bar-idea"), ("planned", "bar-left")])
def test_what_has_not_begun_is_only_an_outline(status, kind):
    assert kinds(Bar(status, date(2021, 1, 1), date(2023, 12, 31))) == [kind]


def test_a_missing_end_is_drawn_open_and_missing_dates_not_at_all():
    assert "bar-open" in row_svg(AXIS, Bar("ongoing", date(2021, 1, 1), None))
    assert "bar-open" in row_svg(AXIS, Bar("ongoing", None, date(2022, 1, 1)))
    nothing = row_svg(AXIS, Bar("planned"))
    assert "bar-open" not in nothing
    assert "<rect" not in nothing


def test_milestones_are_diamonds_within_the_axis():
    bar = Bar("planned", milestones=[date(2022, 1, 1), date(1999, 1, 1)])
    assert row_svg(AXIS, bar).count('class="milestone"') == 1


def test_every_row_has_the_line_of_today_over_its_whole_height():
    for bar in (Bar("planned"), Bar("ongoing", date(2021, 1, 1), date(2021, 2, 1))):
        assert re.search(
            r'class="today-line" x1="68\.95%" x2="68\.95%" y2="100%"', row_svg(AXIS, bar)
        )
    assert "today-line" not in row_svg(Axis(2010, 2012, TODAY), Bar("planned"))


def test_a_drawing_is_hidden_from_screen_readers_and_has_no_inline_style():
    head = axis_svg(AXIS, "i <dag>")
    assert "i &lt;dag&gt;" in head
    for drawing in (head, row_svg(AXIS, Bar("idea", TODAY, TODAY))):
        assert drawing.startswith("<svg")
        assert 'aria-hidden="true"' in drawing
        assert "style=" not in drawing
    assert "hatching" not in axis_svg(AXIS, has_hatching=False)
