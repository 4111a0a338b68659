import re

from livskraft.shared.charts.axis import Axis
from livskraft.shared.charts.scatter import ScatterChart, ScatterSpot, draw_scatter
from tests.shared.drawings import parse, words
from tests.shared.gallery_places import figures, scatter

WARNING = "Det ena orsakar inte det andra."


def draw(*spots: ScatterSpot, width: float = 820) -> str:
    axis = Axis(figures)
    return draw_scatter(
        ScatterChart("k", "T", "D", spots, axis, axis, "vågrätt", "lodrätt", WARNING), width
    )


def dots(svg: str) -> list[tuple[float, float]]:
    found = re.findall(r'<circle class="chart-dot \w+" cx="([\d.]+)" cy="([\d.]+)"', svg)
    return [(float(x), float(y)) for x, y in found]


def test_higher_is_up_and_more_is_to_the_right():
    low, high = dots(draw(ScatterSpot("A", 1, 1), ScatterSpot("B", 2, 2)))
    assert low[0] < high[0]
    assert low[1] > high[1]


def test_the_warning_about_cause_is_part_of_the_drawing():
    for width in (820, 300):
        said = " ".join(each.text for each in words(draw(ScatterSpot("A", 1, 1), width=width)))
        assert WARNING in said


def test_all_ten_municipalities_are_named_in_both_widths():
    for width in (820, 300):
        said = {each.text for each in words(draw_scatter(scatter("k"), width))}
        assert {"Sala", "Västerås", "Surahammar", "Skinnskatteberg", "Arboga", "Fagersta"} <= said


def test_no_name_lies_over_a_dot():
    for width in (820, 300):
        svg = draw_scatter(scatter("k"), width)
        names = [each.box for each in words(svg) if each.classes in (("ink",), ())]
        for x, y in dots(svg):
            assert not any(box.left < x < box.right and box.top < y < box.bottom for box in names)


def test_our_own_area_is_named_even_in_a_crowd():
    spots = [ScatterSpot(f"K{index}", index % 17, index % 13) for index in range(220)]
    svg = draw(*spots, ScatterSpot("Sala", 8, 6, is_own=True))
    assert "Sala" in [each.text for each in words(svg)]
    assert svg.rindex("chart-dot own") > svg.rindex("chart-dot quiet")


def test_an_area_without_one_of_the_values_is_named_with_the_reason():
    svg = draw(ScatterSpot("A", 1, 1), ScatterSpot("B", None, 2, reason="För få svar"))
    assert len(dots(svg)) == 1
    assert "För få svar: B" in [each.text for each in words(svg)]


def test_nothing_and_equal_values_are_drawn():
    assert parse(draw()).attrib["role"] == "img"
    assert len(dots(draw(ScatterSpot("A", 5, 5), ScatterSpot("B", 5, 5), width=300))) == 2
