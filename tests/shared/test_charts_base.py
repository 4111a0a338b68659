"""The modules beneath all drawings: SVG as text, scales, widths of words, places of labels."""

from itertools import pairwise
from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from livskraft.shared.charts.drawing import drawing, element, number, path, text
from livskraft.shared.charts.labels import Box, Label, Space, spread
from livskraft.shared.charts.lettering import BOLD, text_width, wrap
from livskraft.shared.charts.scale import MOST_TICKS, Moment, Scale, moments, ticks, years_between
from tests.shared.drawings import parse

PLACES = st.floats(-1000, 1000, allow_nan=False)


def test_places_have_one_decimal_and_no_minus_before_zero():
    assert [number(each) for each in (12, 12.34, -0.01, 1234567.89)] == [
        "12",
        "12.3",
        "0",
        "1234567.9",
    ]


def test_elements_leave_out_what_is_empty_and_escape_the_rest():
    assert element("g", class_='a"<', x=None, y="") == '<g class="a&quot;&lt;"/>'
    assert text(1, 2, "a < b & c", anchor="end") == (
        '<text x="1" y="2" text-anchor="end">a &lt; b &amp; c</text>'
    )
    assert path([(0, 0), (1.26, 2)], "own", is_closed=True) == '<path class="own" d="M0 0L1.3 2Z"/>'


def test_a_drawing_without_description_names_its_title_only():
    found = parse(drawing("line", "k", (10, 20), "Titel", ""))
    assert found.attrib["aria-labelledby"] == "k-title"
    assert found.attrib["viewBox"] == "0 0 10 20"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([9, 31, 30], [0, 10, 20, 30, 40]),
        ([97, 99.5], [97, 98, 99, 100]),
        ([0.1, 0.34], [0.1, 0.2, 0.3, 0.4]),
        ([-3, 4], [-4, -2, 0, 2, 4]),
        ([5, 5], [4, 5, 6]),
        ([5.5, 5.5], [4.5, 5, 5.5, 6, 6.5]),
        ([], [-1, 0, 1]),
        ([float("nan"), 1, 2], [1, 2]),
    ],
)
def test_an_axis_has_round_values(values, expected):
    assert list(ticks(values).values) == expected


def test_shares_begin_at_zero():
    assert ticks([55, 93], with_zero=True).values == (0, 25, 50, 75, 100)
    assert ticks([0], with_zero=True).low == 0
    assert ticks([-5, -3], with_zero=True).high == 0


def test_figures_have_the_decimals_that_the_steps_need():
    found = ticks([0.1, 0.34])
    assert found.figures(lambda value, decimals: f"{value:.{decimals}f}")[0] == (0.1, "0.1")


@given(st.lists(st.floats(-1e12, 1e12, allow_nan=False), max_size=20), st.booleans())
def test_an_axis_reaches_around_all_values_at_even_steps(values, with_zero):
    found = ticks(values, with_zero=with_zero)
    assert 2 <= len(found.values) <= MOST_TICKS
    spans = [after - before for before, after in pairwise(found.values)]
    assert all(isclose(span, spans[0], rel_tol=1e-6) for span in spans)
    slack = 1e-6 * max(1, *(abs(value) for value in found.values))
    assert all(found.low - slack <= value <= found.high + slack for value in values)


def test_a_scale_may_run_upwards():
    upwards = Scale(0, 40, 300, 100)
    assert [upwards.at(value) for value in (0, 20, 40)] == [300, 200, 100]
    assert Scale(5, 5, 0, 10).at(5) == 5


def test_years_between_are_even_and_no_more_than_wanted():
    assert years_between(2010, 2030, 6) == (2010, 2015, 2020, 2025, 2030)
    assert years_between(2010.5, 2013.2, 10) == (2011, 2012, 2013)
    assert len(years_between(1800, 2023, 4)) <= 4


def test_the_first_and_the_last_moment_always_stand():
    wanted = [Moment(2010 + at, str(2010 + at)) for at in range(11)]
    found = moments(wanted, Scale(2010, 2020, 0, 200), text_width)
    assert (found[0].label, found[-1].label) == ("2010", "2020")
    assert all(after.time - before.time > 1 for before, after in pairwise(found))
    assert moments([], Scale(0, 1, 0, 1), text_width) == ()


def test_words_are_measured_letter_by_letter_in_the_typeface_of_the_pages():
    assert text_width("m") > 2 * text_width("i")
    assert text_width("Sala", weight=BOLD) > text_width("Sala")
    assert text_width("Sala", size=30) == 2 * text_width("Sala")
    assert text_width("") == 0
    assert text_width("漢") > 0


def test_lines_break_at_spaces_and_at_soft_hyphens_but_not_at_hard_ones():
    assert wrap("inga värden efter 2019", 90) == ("inga värden", "efter 2019")
    assert wrap("Sala 19\u00a0%", text_width("Sala 19")) == ("Sala", "19\u00a0%")
    assert wrap("bostads\u00admarknad", 80) == ("bostads-", "marknad")
    assert wrap("bostads\u00admarknad", 800) == ("bostadsmarknad",)
    assert wrap("  ", 10) == ()


@given(st.text("abcåäöWi \u00ad-", max_size=60), st.integers(30, 300))
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(words, room):
    lines = wrap(words, room)
    assert all(text_width(line) <= room + 0.01 for line in lines)
    kept = [letter for letter in words if letter not in " \u00ad-"]
    assert [letter for line in lines for letter in line if letter not in " -"] == kept


def test_a_box_knows_what_passes_through_it():
    box = Box(10, 10, 20, 20)
    assert box.meets(((0, 15), (30, 15)))
    assert box.meets(((0, 0), (30, 30)))
    assert not box.meets(((0, 0), (30, 0)))
    assert not box.meets(((0, 15), (9, 15)))
    assert box.meets(((0, 9), (30, 9)), air=2)


def test_a_label_takes_the_first_place_that_is_free_and_clear():
    space = Space(Box(0, 0, 200, 100), lines=[((0, 50), (200, 50))], boxes=[Box(0, 60, 200, 100)])
    places = [Label(("Sala",), 10, y) for y in (52, 90, 200, 30, 20)]
    assert space.place(places) == places[3]
    assert space.place(places[:4]) is None
    assert space.place([places[0]], may_cross=True) == places[0]


@settings(max_examples=200)
@given(st.lists(st.tuples(PLACES, st.floats(1, 60)), max_size=20))
def test_a_column_keeps_its_order_and_nothing_lies_on_anything(wanted):
    middles, sizes = [middle for middle, _ in wanted], [size for _, size in wanted]
    low, high = -1000.0, -1000.0 + max(2500.0, sum(sizes))
    found = spread(middles, sizes, low, high)
    order = sorted(range(len(wanted)), key=lambda at: (middles[at], at))
    for before, after in pairwise(order):
        assert found[after] - found[before] >= (sizes[after] + sizes[before]) / 2 - 1e-6
    for middle, size in zip(found, sizes, strict=True):
        assert low - 1e-6 <= middle - size / 2
        assert middle + size / 2 <= high + 1e-6


def test_a_column_moves_no_more_than_it_must():
    assert spread([10, 100], [20, 20], 0, 200) == [10, 100]
    assert spread([50, 50], [20, 20], 0, 200) == [40, 60]
    assert spread([0, 0], [20, 20], 0, 200) == [10, 30]
    assert spread([200, 100, 199], [20, 20, 20], 0, 200) == [190, 100, 170]
