import re

from livskraft.shared.charts.axis import Axis, Reference
from livskraft.shared.charts.spread import Spot, SpreadChart, draw_spread
from tests.shared.drawings import parse, words
from tests.shared.gallery_places import figures, spread


def chart(*spots: Spot, references: tuple[Reference, ...] = ()) -> SpreadChart:
    return SpreadChart("k", "T", "D", spots, Axis(figures, "\u00a0%", with_zero=True), references)


def spot(name: str, value: float | None, margin: float = 0, **more: object) -> Spot:
    low, high = (None, None) if value is None else (value - margin, value + margin)
    return Spot(name, value, f"{value}\u00a0%", low, high, **more)  # type: ignore[arg-type]


def places(svg: str, mark: str) -> list[tuple[float, float]]:
    return [
        (float(x), float(y))
        for x, y in re.findall(rf'<circle class="{mark}" cx="([\d.]+)" cy="([\d.]+)"', svg)
    ]


def test_the_highest_value_stands_first_and_those_without_one_last():
    drawn = chart(spot("Sala", None, reason="För få svar"), spot("Arboga", 3), spot("Köping", 9))
    said = [each.text for each in words(draw_spread(drawn, 820)) if each.box.left == 0]
    assert said[-3:] == ["Köping", "Arboga", "Sala"]


def test_the_first_and_the_last_and_our_own_value_are_written_and_no_other():
    said = {each.text for each in words(draw_spread(spread("k", own="Arboga"), 820))}
    assert {"25\u00a0%", "14\u00a0%", "7\u00a0%"} <= said
    assert not {"17\u00a0%", "16\u00a0%"} & said


def test_no_row_has_a_rank():
    said = [each.text for each in words(draw_spread(spread("k"), 820))]
    assert not [each for each in said if re.match(r"\d+\.", each)]


def test_a_margin_of_error_reaches_from_its_low_end_to_its_high():
    svg = draw_spread(chart(spot("Sala", 50, 10)), 820)
    ends = re.search(r'<line class="chart-margin" x1="([\d.]+)" y1="[\d.]+" x2="([\d.]+)"', svg)
    ((x, _),) = places(svg, "chart-dot own")
    left, right = float(ends[1]), float(ends[2])
    assert left < x < right
    assert abs((x - left) - (right - x)) < 0.2


def test_our_own_area_is_larger_and_coloured_and_the_others_are_not():
    svg = draw_spread(spread("k", own="Sala"), 820)
    assert len(places(svg, "chart-dot own")) == 1
    assert len(places(svg, "chart-dot quiet")) == 9
    assert len(places(draw_spread(spread("k"), 820), "chart-dot own")) == 10


def test_what_is_missing_is_hatched_with_its_reason():
    svg = draw_spread(chart(spot("Sala", None, reason="För få svar"), spot("Arboga", 1)), 300)
    assert "För få svar" in [each.text for each in words(svg)]
    fill = re.search(r'class="chart-missing"[^>]*fill="url\(#([^)]+)\)"', svg)[1]
    assert fill in {each.attrib.get("id") for each in parse(svg).iter()}
    assert "hatching" not in draw_spread(chart(spot("Arboga", 1)), 300)


def test_references_run_through_all_rows_with_their_words_below():
    svg = draw_spread(chart(spot("A", 1), references=(Reference(2, "länet 2", "own"),)), 820)
    (label,) = [each for each in words(svg) if each.text == "länet 2"]
    reference = re.search(
        r'chart-reference own" x1="([\d.]+)" y1="22" x2="[\d.]+" y2="([\d.]+)"', svg
    )
    assert label.box.top >= float(reference[2])
    assert abs((label.box.left + label.box.right) / 2 - float(reference[1])) < 12


def test_one_area_and_equal_values_have_a_scale():
    for spots in ([spot("A", 7)], [spot("A", 7), spot("B", 7)], [spot("A", -3), spot("B", 0)], []):
        svg = draw_spread(chart(*spots), 300)
        assert len(places(svg, "chart-dot own")) == len(spots)


def test_an_own_area_without_a_value_is_named_in_its_colour():
    svg = draw_spread(chart(spot("Sala", None, is_own=True), spot("Arboga", 1)), 820)
    assert [each.classes for each in words(svg) if each.text == "Sala"] == [("chart-label", "own")]
