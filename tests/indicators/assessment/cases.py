"""Cases for the rules: written short, and made up by Hypothesis."""

from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from livskraft.indicators.assessment import Aim, Case, Milestone, Outcome, Point, outcomes

TODAY = 2024.5


def series(values: dict[float, float], margin: float | None = None) -> tuple[Point, ...]:
    """Return yearly points; with a margin each has an interval of twice its width."""
    return tuple(
        Point(
            f"{int(time)}",
            float(time),
            value,
            None if margin is None else value - margin,
            None if margin is None else value + margin,
        )
        for time, value in values.items()
    )


def case(values: dict[float, float], direction: Any = "increase", **more: Any) -> Case:
    """Return a case; `target` and `year` make its aim, `margin` is that of each value."""
    aim = more.pop("aim", None)
    if "target" in more:
        aim = Aim(more.pop("target"), more.pop("year", None))
    today = more.pop("today", max(values, default=2020) + 1.5)
    points = series(values, more.pop("margin_of_each", None))
    return Case(points, direction, today, aim, **more)


def by_rule(one: Case) -> dict[str, Outcome]:
    return {outcome.rule: outcome for outcome in outcomes(one)}


def scaled(one: Case, factor: float) -> Case:
    """Return the same case in another unit, or with a negative factor its mirror image."""

    def times(value: float | None) -> float | None:
        return None if value is None else value * factor

    def ends(low: float | None, high: float | None) -> tuple[float | None, float | None]:
        both = times(low), times(high)
        return both if factor > 0 else both[::-1]

    mirrored = {"increase": "decrease", "decrease": "increase"}
    aim = one.aim and Aim(
        times(one.aim.value),
        one.aim.time,
        *ends(one.aim.low, one.aim.high),
        tuple(Milestone(step.time, step.value * factor) for step in one.aim.milestones),
    )
    return replace(
        one,
        points=tuple(
            Point(
                point.period,
                point.time,
                point.value * factor,
                *ends(point.low, point.high),
                point.is_provisional,
            )
            for point in one.points
        ),
        direction=one.direction if factor > 0 else mirrored.get(one.direction, one.direction),
        aim=aim,
        bounds=ends(*one.bounds),
        margin=None if one.margin is None else one.margin * abs(factor),
    )


a_few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""So many examples find what they can in a second; more were tried when the rules were written."""

_FIRST_YEAR, _MOST_YEARS = 2000, 16
_years = st.integers(_FIRST_YEAR, 2030).map(float)
_directions = st.sampled_from(["increase", "decrease", "band", ""])


def _quarters(low: int, high: int) -> st.SearchStrategy[float]:
    """Numbers that a machine holds exactly, so that sums of them are exact too."""
    return st.integers(low * 4, high * 4).map(lambda number: number / 4)


def _point(year: int, number: int, low: int, high: int, *, has_margin: bool) -> Point:
    """Return a point whose value, margin and status are all in one number."""
    number, value = divmod(number, (high - low) * 4 + 1)
    value, half = low + value / 4, (number % 24) / 4
    ends = (value - half, value + half) if has_margin else (None, None)
    return Point(str(year), float(year), value, *ends, number % 5 == 0)


@st.composite
def likely_cases(draw: st.DrawFn, *, low: int = -60, high: int = 120) -> Case:
    """Cases as they come in life: years, moderate values, now and then a target, breaks, margins."""
    values = _quarters(low, high)
    has_margin, has_year = draw(st.booleans()), draw(st.integers(0, 2**_MOST_YEARS - 1))
    numbers = draw(st.lists(st.integers(0, 2**20), min_size=_MOST_YEARS, max_size=_MOST_YEARS))
    points = tuple(
        _point(_FIRST_YEAR + place, number, low, high, has_margin=has_margin)
        for place, number in enumerate(numbers)
        if has_year >> place & 1
    )
    lower, upper = sorted((draw(values), draw(values)))
    aim = st.builds(
        Aim,
        st.none() | values,
        st.none() | _years,
        st.sampled_from([None, lower]),
        st.sampled_from([None, upper]),
        st.lists(st.builds(Milestone, _years, values), max_size=3).map(tuple),
    )
    return Case(
        points=points,
        direction=draw(_directions),
        today=draw(st.integers(2012, 2030).map(float)),
        aim=draw(st.none() | aim),
        base=draw(st.none() | _years),
        breaks=tuple(draw(st.lists(_years, max_size=2))),
        bounds=draw(st.sampled_from([(None, None), (0.0, 100.0), (-50.0, None), (None, 64.0)])),
        is_rate=draw(st.integers(0, 9)) == 9,
        margin=draw(st.none() | _quarters(0, 5)),
    )


_numbers = st.floats(allow_nan=True, allow_infinity=True)
_times = _numbers | st.floats(1990, 2040) | _years
_values = _numbers | st.floats(-100, 100) | st.sampled_from([0.0, -0.0, 5e-324, -5e-324, 1.0])
_maybe = st.none() | _values
_periods = st.sampled_from(
    ["2019", "2019Q3", "2019M05", "2018/2019", "2018-2021", "", "x", "20xxQ"]
)


def wild_cases() -> st.SearchStrategy[Case]:
    """Whatever the types allow, and numbers that are none."""
    milestone = st.builds(Milestone, _times, _values)
    steps = st.lists(milestone, max_size=3).map(tuple)
    aim = st.builds(Aim, _maybe, st.none() | _times, _maybe, _maybe, steps)
    point = st.builds(Point, _periods, _times, _values, _maybe, _maybe, st.booleans())
    return st.builds(
        Case,
        st.lists(point, max_size=12).map(tuple),
        _directions,
        _times,
        st.none() | aim,
        st.none() | _times,
        st.lists(_times, max_size=3).map(tuple),
        st.tuples(_maybe, _maybe),
        st.booleans(),
        _maybe,
    )
