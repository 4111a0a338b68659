import re

from livskraft.shared.charts.axis import Reference
from livskraft.shared.charts.strip import Peer, StripChart, draw_strip
from tests.shared.drawings import words
from tests.shared.gallery_places import NEAR, all_municipalities, comparison, empty, peers


def strip(*found: Peer, references: tuple[Reference, ...] = (), axis: object = None) -> StripChart:
    return StripChart("k", "T", "D", found, references, axis)  # type: ignore[arg-type]


def xs(svg: str, mark: str) -> list[float]:
    return [float(x) for x in re.findall(rf'<circle class="{mark}" cx="([\d.]+)"', svg)]


def said(svg: str) -> list[str]:
    return [each.text for each in words(svg)]


def test_only_our_own_area_and_what_it_is_compared_with_are_named():
    svg = draw_strip(peers("k", "74 75 76 78 81 82 87 88 90", 84, 85, 88), 410)
    assert said(svg) == ["Sala 84", "länet 85", "riket 88"]
    assert len(xs(svg, "chart-ring chart-ring--thin quiet")) == 9
    assert len(xs(svg, "chart-dot own")) == 1


def test_our_own_area_lies_above_all_others():
    svg = draw_strip(peers("k", "84 84 84 84 84 84 84 84 84", 84, 85, 88), 410)
    assert svg.rindex("chart-dot own") > svg.rindex("chart-ring")


def test_without_an_axis_a_small_difference_stays_small():
    svg = draw_strip(strip(Peer("A", 90.0), Peer("B", 91.0)), 410)
    left, right = xs(svg, "chart-ring chart-ring--thin quiet")
    assert abs(right - left) < 60


def test_with_an_axis_its_figures_stand_below_and_all_words_above():
    svg = draw_strip(comparison(), 820)
    found = {each.text: each.box for each in words(svg)}
    axis = found["20"].top
    assert all(found[name].bottom < axis for name in ("Västmanland 19", "Riket 31", "Stockholm 57"))


def test_what_is_missing_is_said_with_its_reason():
    svg = draw_strip(peers("k", "0 0 76 78 81 82 87 88 90", 84, 85, 88, missing=2), 410)
    assert "För få svar: Västerås, Köping" in said(svg)
    assert "chart-missing" in svg


def test_a_strip_without_any_value_is_hatched_and_says_why():
    svg = draw_strip(empty(), 410)
    assert said(svg) == ["Källan redovisar bara länet"]
    assert re.search(r'<rect class="chart-missing" x="0.5" y="0.5" width="409" height="43"', svg)
    assert "chart-axis" not in svg


def test_all_municipalities_lie_beside_each_other():
    svg = draw_strip(all_municipalities(), 820)
    found = re.findall(r'<circle class="chart-speck nation" cx="([\d.]+)" cy="([\d.]+)" r="3"', svg)
    places = sorted((float(x), float(y)) for x, y in found)
    assert len(places) == 289
    for index, (x, y) in enumerate(places):
        for other_x, other_y in places[index + 1 :]:
            if other_x - x > 6:
                break
            assert (other_x - x) ** 2 + (other_y - y) ** 2 > 33


def test_one_area_alone_has_a_scale_of_its_own():
    for value in (0.0, 7.0, -3.0):
        assert xs(draw_strip(strip(Peer("A", value)), 300), "chart-ring chart-ring--thin quiet")
        assert xs(
            draw_strip(strip(Peer("A", value), axis=NEAR), 300), "chart-ring chart-ring--thin quiet"
        )
