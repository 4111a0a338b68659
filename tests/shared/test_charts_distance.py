import re
from dataclasses import replace

from livskraft.shared.charts.distance import DistanceChart, Stage, draw_distance
from tests.shared.drawings import words
from tests.shared.gallery_places import distances

ON_THE_WAY = distances()["Avstånd till mål"]


def boxes(chart: DistanceChart, width: float = 820) -> dict[str, tuple[float, float]]:
    """Where words stand, from left to right."""
    return {
        each.text: (each.box.left, each.box.right) for each in words(draw_distance(chart, width))
    }


def bar(chart: DistanceChart) -> tuple[float, float] | None:
    found = re.search(
        r'<rect class="chart-bar own" x="([\d.]+)" y="\d+" width="([\d.]+)"',
        draw_distance(chart, 820),
    )
    return found and (float(found[1]), float(found[1]) + float(found[2]))


def target(chart: DistanceChart) -> float:
    return float(
        re.search(r'chart-target-mark target" x1="([\d.]+)"', draw_distance(chart, 820))[1]
    )


def test_it_says_where_it_began_where_it_is_what_is_left_and_to_where():
    found = boxes(ON_THE_WAY)
    order = sorted(found, key=lambda each: found[each])
    assert [each for each in order if not each.startswith("20")] == ["9", "19", "11 kvar", "mål 30"]


def test_the_bar_is_as_long_as_the_value_where_it_begins_at_zero():
    start, end = bar(ON_THE_WAY)
    assert abs((end - start) / (target(ON_THE_WAY) - start) - 19 / 30) < 0.01


def test_the_way_runs_to_the_right_also_where_the_value_is_to_become_lower():
    chart = distances()["Ska minska"]
    start, end = bar(chart)
    assert start < end < target(chart)
    assert abs((end - start) / (target(chart) - start) - (14.1 - 11.2) / (14.1 - 8)) < 0.01


def test_what_was_lost_is_an_outline_and_nothing_of_it_is_filled():
    svg = draw_distance(distances()["Fel riktning"], 820)
    lost = re.search(r'chart-bar-lost own" x="([\d.]+)"', svg)
    assert abs(float(lost[1]) - bar(distances()["Fel riktning"])[1]) < 0.2
    back = replace(ON_THE_WAY, now=Stage(7, "7"), from_zero=False)
    assert bar(back) is None
    assert "chart-bar-end own" in draw_distance(back, 820)


def test_where_the_target_is_reached_nothing_is_left():
    chart = distances()["Nått"]
    assert "chart-left" not in draw_distance(chart, 820)
    assert bar(chart)[1] > target(chart)


def test_a_range_is_drawn_from_its_first_value_to_its_last():
    svg = draw_distance(distances()["Nära mål, intervall"], 820)
    assert "chart-target-range" in svg
    assert svg.count("chart-target-mark") == 2


def test_a_long_target_finds_room_above_where_there_is_none_beside():
    words_of_target = "mål högst 8 procent av alla unga"
    chart = replace(ON_THE_WAY, target=Stage(30, words_of_target))
    assert boxes(chart, 300)[words_of_target][1] <= 300


def test_a_way_of_no_length_is_drawn():
    same = Stage(5, "5")
    assert "chart-target-mark" in draw_distance(
        replace(ON_THE_WAY, now=same, target=same, base=same), 300
    )
    assert "chart-target-mark" in draw_distance(DistanceChart("k", "T", "D", same, same), 300)
