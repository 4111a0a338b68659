import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from livskraft.shared.charts.line import (
    MOST_SERIES,
    Break,
    Event,
    Forecast,
    Gap,
    LineChart,
    Series,
    Target,
    Value,
    draw_line,
)
from livskraft.shared.charts.series import Baseline, Milestone
from tests.shared.drawings import SVG, collisions, outside, parse, words
from tests.shared.gallery import chart, figures, series, transit, values

WIDTHS = (820, 300)


def texts(drawn: LineChart, width: float = 820) -> list[str]:
    return [each.text for each in words(draw_line(drawn, width))]


def lines(
    drawn: LineChart, role: str = "own", width: float = 820
) -> list[list[tuple[float, float]]]:
    """The places of each stroke of a role."""
    found = re.findall(rf'class="chart-line {role}[^"]*" d="M([^"]+)"', draw_line(drawn, width))
    return [
        [(float(x), float(y)) for x, y in (place.split() for place in path.split("L"))]
        for path in found
    ]


def own(numbers: str, **more: float) -> Series:
    return series("Sala", "own", values(2015, numbers, **more))


def test_a_chart_says_what_it_shows_to_those_who_do_not_see_it():
    drawing = parse(draw_line(replace(transit(), title="T & <u>", description="D"), 820))
    named = drawing.attrib["aria-labelledby"].split()
    found = {each.attrib["id"]: each.text for each in drawing if "id" in each.attrib}
    assert [found[name] for name in named] == ["T & <u>", "D"]
    assert drawing.attrib["role"] == "img"


def test_words_with_signs_of_xml_stand_as_they_are():
    name = 'A<b> & "c"'
    drawn = chart("k", Series('"<&', name, "own", name, values(2019, "1 2")))
    assert name in texts(drawn)


def test_the_same_chart_gives_the_same_bytes():
    assert draw_line(transit(), 820) == draw_line(transit(), 820)
    assert draw_line(transit(), 820) != draw_line(transit(), 300)


def test_two_widths_on_one_page_share_no_id():
    ids = [set(re.findall(r' id="([^"]+)"', draw_line(transit(), width))) for width in WIDTHS]
    assert ids[0]
    assert not ids[0] & ids[1]


def test_our_own_shows_each_measured_value_the_nation_only_its_ends():
    drawn = chart("k", own("1 2 3 4 5 6"), series("Riket", "nation", values(2015, "2 3 4 5 6 7")))
    svg = draw_line(drawn, 820)
    assert svg.count('class="chart-dot own"') == 6
    assert svg.count("chart-dot nation") == 2


def test_first_and_last_values_and_turns_are_written():
    found = texts(chart("k", own("10 12 14 30 20 5 9 10 11")))
    assert {"10", "30", "5", "Sala 11\u00a0%"} <= set(found)
    assert "12" not in found


def test_a_line_stops_at_a_break_and_the_word_stands_above():
    drawn = chart("k", own("1 2 3 4"), breaks=(Break(2017, "ny metod"),))
    assert [len(stroke) for stroke in lines(drawn)] == [2, 2]
    assert "ny metod" in texts(drawn)


def test_a_line_never_crosses_a_gap_and_a_lonely_value_keeps_its_dot():
    drawn = chart("k", own("1 2 - 4"), gaps=(Gap(2016.5, 2017.5, "ingen enkät"),))
    assert [len(stroke) for stroke in lines(drawn)] == [2]
    assert draw_line(drawn, 820).count('class="chart-dot own"') == 3
    assert "ingen enkät" in texts(drawn)
    assert "k-820-hatching" in draw_line(drawn, 820)


def test_without_a_gap_a_line_joins_the_values_that_were_measured():
    assert [len(stroke) for stroke in lines(chart("k", own("1 2 - 4")))] == [3]


def test_a_break_of_one_series_leaves_the_others_whole():
    broken = replace(own("1 2 3 4"), breaks=(Break(2017, "ny metod"),))
    drawn = chart("k", broken, series("Riket", "nation", values(2015, "2 3 4 5")))
    assert len(lines(drawn)) == 2
    assert len(lines(drawn, "nation")) == 1


def test_the_way_to_a_preliminary_value_is_dashed_and_its_dot_open():
    svg = draw_line(chart("k", own("1 2 3", preliminary=1)), 820)
    assert svg.count("is-preliminary") == 1
    assert svg.count("chart-ring own") == 1


def test_a_target_has_a_path_and_a_diamond_with_its_word():
    svg = draw_line(transit(), 820)
    assert svg.count("chart-path") == 1
    assert svg.count("chart-diamond") == 1
    assert {"Mål 30 %", "målbana"} <= set(texts(transit()))


def test_a_target_without_a_year_is_a_level_over_all_years():
    drawn = chart("k", own("1 2 3"), target=Target(2.5, "Mål minst 2,5"))
    svg = draw_line(drawn, 820)
    assert "chart-diamond" not in svg
    assert '<line class="chart-path target"' in svg


def test_milestones_and_the_base_year_are_marked():
    target = Target(
        9,
        "Mål 9",
        2030,
        "2030",
        start=(2015, 1),
        milestones=(Milestone(2022, 5, "5 till 2022"),),
        baseline=Baseline(2015, 1, "basår"),
    )
    drawn = chart("k", own("1 1 3"), target=target)
    svg = draw_line(drawn, 820)
    assert svg.count("chart-diamond") == 2
    assert svg.count("chart-path target") == 2
    assert {"basår", "5 till 2022"} <= set(texts(drawn))


def test_a_forecast_is_never_joined_to_an_outcome():
    forecast = Forecast("Prognos", "Prognos 5 %", values(2018, "4 5"))
    drawn = chart("k", own("1 2 3"), forecasts=(forecast,))
    assert [len(stroke) for stroke in lines(drawn)] == [3]
    assert [len(stroke) for stroke in lines(drawn, "forecast")] == [2]
    assert draw_line(drawn, 820).count('class="chart-dot own"') == 3
    assert "Prognos 5 %" in texts(drawn)


def test_an_event_outside_of_the_years_is_left_out():
    drawn = chart("k", own("1 2 3"), events=(Event(2020, 2022, "pandemin"),))
    assert "pandemin" not in texts(drawn)


def test_margins_of_error_are_bars():
    assert draw_line(chart("k", own("10 12 14", margin=2)), 820).count("chart-margin") == 3


def test_shares_begin_at_zero_and_no_axis_has_more_than_five_lines():
    svg = draw_line(chart("k", own("60 64 70")), 820)
    assert "0" in [each.text for each in words(svg)]
    assert svg.count("chart-grid") <= 5


def test_the_axis_names_the_ends_and_quarters_only_by_their_years():
    found = texts(chart("k", own("1 2 3 4 5 6 7 8 9", step=0.25)))
    assert {"2015", "2016", "2017"} <= set(found)
    assert "2015.25" not in found


def test_school_years_stand_as_they_are_written():
    numbers = tuple(
        Value(2019 + at, 50 + at, str(50 + at), f"{2019 + at}/{20 + at}") for at in range(4)
    )
    found = texts(chart("k", Series("a", "Sala", "own", "Sala 53", numbers)))
    assert {"2019/20", "2022/23"} <= set(found)
    assert "2019" not in found


def test_too_many_series_and_none_at_all_are_refused():
    many = [series(f"Kommun {at}", "peer", values(2015, "1 2")) for at in range(MOST_SERIES + 1)]
    with pytest.raises(ValueError, match="small multiples"):
        draw_line(chart("k", *many), 820)
    with pytest.raises(ValueError, match="no value"):
        draw_line(chart("k"), 820)


NUMBERS = st.one_of(
    st.floats(-1e7, 1e7, allow_nan=False), st.integers(0, 100).map(float), st.just(50.0)
)
NAMES = st.sampled_from(
    ["Västmanland", "Sala", "Upplands Väsby kommun", "Skinnskatteberg", "Riket", "R"]
) | st.text("abcåäö XW", min_size=1, max_size=40).filter(str.strip)


@st.composite
def some_values(draw: st.DrawFn, *, least: int = 1) -> tuple[Value, ...]:
    step = draw(st.sampled_from([1.0, 1.0, 0.25, 1 / 12]))
    first = draw(st.integers(1998, 2022))
    places = draw(st.lists(st.integers(0, 24), min_size=least, max_size=25, unique=True))
    return tuple(
        Value(
            first + place * step,
            number := draw(NUMBERS),
            figures(number, 1),
            f"{first + int(place * step)}",
            is_preliminary=draw(st.booleans()),
        )
        for place in places
    )


@st.composite
def charts(draw: st.DrawFn) -> LineChart:
    names = draw(st.lists(NAMES, min_size=1, max_size=MOST_SERIES))
    roles = st.sampled_from(["own", "nation", "peer", "peer", "women", "men"])
    found = []
    for at, name in enumerate(names):
        numbers = draw(some_values())
        found.append(Series(f"s{at}", name, draw(roles), f"{name} {numbers[-1].shown}", numbers))
    last = max(each.time for one in found for each in one.values)
    target = None
    if draw(st.booleans()):
        target = Target(
            draw(NUMBERS),
            draw(NAMES),
            draw(st.sampled_from([None, last, last + 8])),
            str(int(last + 8)),
            start=draw(st.sampled_from([None, (last, 3.0)])),
            path_words="målbana",
            milestones=draw(st.sampled_from([(), (Milestone(last + 4, 4.0, "4 på vägen"),)])),
            baseline=draw(st.sampled_from([None, Baseline(last, 3.0, "basår")])),
        )
    times = st.integers(1995, 2030)
    return LineChart(
        "k",
        "T",
        "",
        tuple(found),
        figures,
        with_zero=draw(st.booleans()),
        target=target,
        events=tuple(Event(at, at + 2, draw(NAMES)) for at in draw(st.lists(times, max_size=2))),
        breaks=tuple(Break(at, draw(NAMES)) for at in draw(st.lists(times, max_size=2))),
        gaps=tuple(Gap(at, at + 1.5, draw(NAMES)) for at in draw(st.lists(times, max_size=2))),
        forecasts=draw(
            st.just(()) | some_values().map(lambda given: (Forecast("P", "Prognos", given),))
        ),
    )


@settings(max_examples=60, deadline=None)
@given(charts(), st.sampled_from([820, 560, 300, 280]))
def test_no_label_lies_on_another_or_leaves_the_drawing(drawn, width):
    svg = draw_line(drawn, width)
    assert collisions(svg) == []
    assert outside(svg) == []
    written = bare(" ".join(each.text for each in words(svg)))
    assert all(bare(one.label) in written for one in drawn.series)


def bare(text: str) -> str:
    """The letters alone: a long name stands on several lines, with hyphens where it broke."""
    return re.sub(r"[\s-]", "", text)


def test_every_mark_stays_inside_of_the_drawing():
    for width in WIDTHS:
        drawing = parse(draw_line(transit(), width))
        for dot in drawing.iter(f"{SVG}circle"):
            assert 0 <= float(dot.attrib["cx"]) <= width
