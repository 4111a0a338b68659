"""Figures and what is declared of them → what the rules are asked. Knows nothing of Django."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache, partial
from operator import attrgetter, not_
from typing import Any

from livskraft.indicators.assessment import (
    Aim,
    Case,
    Milestone,
    Outcome,
    Point,
    comparison,
    gap,
    moment,
    reach,
    time_of,
)
from livskraft.indicators.sources.observation import Figures, Observation, Value
from livskraft.indicators.sources.periods import period_days
from livskraft.indicators.targets import Target

ALL, WOMEN, MEN = "T", "K", "M"
Series = dict[tuple[str, str], list[Point]]

_PRELIMINARY = ("preliminary", "preliminär", "preliminar")
_FLAGS = frozenset("pesrbduf")
_INTERVAL = ("lower", "upper", "margin")
_time = attrgetter("time")
_made: Any = partial(tuple.__new__, Point)  # See `Figures`.


@dataclass(frozen=True)
class Definition:
    """What of an indicator decides how it is assessed."""

    direction: str
    declaration: Mapping[str, Any]
    targets: tuple[Target, ...]
    main: str
    today: date
    known_by: date | None

    @cached_property
    def live_targets(self) -> tuple[Target, ...]:
        """The targets that figures are held against: neither replaced nor closed."""
        return tuple(one for one in self.targets if one.holds_on(self.today) and not one.final)


@dataclass(frozen=True)
class Question:
    """One series, and the target that it is held against; None where there is none."""

    area: str
    sex: str
    target: Target | None
    case: Case


def series_of(figures: Figures, known_by: date | None) -> Series:
    """Return the points of each area and sex, oldest first.

    Left out: further dimensions, groups of municipalities, forecasts, and periods that had not
    ended on `known_by`.
    """
    counted = figures.which(
        area=lambda area: not area.startswith("G"),
        period=lambda period: not known_by or period_days(period)[1] <= known_by,
        value=lambda value: value is not None,
        status=lambda status: "f" not in flags(status),
        dimensions=not_,
    )
    points = _points(counted)
    found: Series = {}
    for key, start, end in counted.series():
        found.setdefault(key, []).extend(points[start:end])
    for of_key in found.values():
        of_key.sort(key=_time)
    return found


def _points(figures: Figures) -> list[Point]:
    """Return figures that have a value as points. See `point` for one."""
    periods, values, statuses = map(figures.column, ("period", "value", "status"))
    times = {period: time_of(period) for period in set(periods)}
    is_provisional = {status: "p" in flags(status) for status in set(statuses)}
    ends: tuple[Iterable[float | None], ...] = ([None] * len(values), [None] * len(values))
    if values and any(map(figures.has, _INTERVAL)):
        limits = map(figures.column, _INTERVAL)
        ends = tuple(zip(*map(_interval, values, *limits), strict=True))
    columns: tuple[Iterable[Any], ...] = (
        *(periods, map(times.__getitem__, periods), map(float, values), *ends),
        map(is_provisional.__getitem__, statuses),
    )
    return list(map(_made, zip(*columns, strict=True)))


@lru_cache(maxsize=1000)
def flags(status: str | None) -> frozenset[str]:
    """Return the publisher's symbol beside a value as flags: p for preliminary, b for a break."""
    text = (status or "").casefold()
    if text in _PRELIMINARY:
        return frozenset("p")
    return frozenset(text) if set(text) <= _FLAGS else frozenset()


def point(one: Observation) -> Point:
    """Return a figure that has a value with the ends of its interval."""
    assert one.value is not None
    ends = _interval(one.value, one.lower, one.upper, one.margin)
    is_provisional = "p" in flags(one.status)
    return Point(one.period, time_of(one.period), float(one.value), *ends, is_provisional)


def _interval(
    value: float, low: Value, high: Value, margin: Value
) -> tuple[float | None, float | None]:
    """Return the ends of a figure's interval, None where they are not known."""
    if margin is not None and (low is None or high is None):
        low, high = value - margin, value + margin
    return None if low is None else float(low), None if high is None else float(high)


def questions(series: Series, definition: Definition, flagged: Collection[float]) -> list[Question]:
    """Return what the rules are asked: each series by each of its targets, or without one.

    `flagged` are the times at which the publisher itself marks a break.
    """
    asked = []
    for (area, sex), points in series.items():
        targets: list[Target | None] = [
            one
            for one in definition.live_targets
            if one.kind == "level" and one.area == area and _is_for(one, sex, area, series)
        ]
        for target in targets or [None]:
            case = case_of(points, area, sex, target, definition, flagged)
            asked.append(Question(area, sex, target, case))
    return asked


def relations(series: Series, definition: Definition) -> Iterator[tuple[Target, Outcome]]:
    """Yield what the rules say of targets that rest on several series."""

    def case(area: str, sex: str) -> Case:
        return case_of(series.get((area, sex), ()), area, sex, None, definition)

    for target in definition.live_targets:
        aim = _aim(target)
        if target.kind == "reach":
            counted = {area: case(area, target.sex) for area in target.against}
            yield target, reach(counted, aim, target.needed)
        elif target.kind == "gap":
            first, second = _gap_series(target)
            yield target, gap(case(*first), case(*second), aim)
        elif target.kind == "comparison":
            others = [case(area, target.sex) for area in target.against]
            wanted = None if target.value is None and target.year is None else aim
            yield target, comparison(case(target.area, target.sex), others, wanted)


def _gap_series(target: Target) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return between which two series a gap lies, as (area, sex)."""
    if len(target.against) == 2:
        first, second = target.against
        return (first, target.sex), (second, target.sex)
    return (target.area, WOMEN), (target.area, MEN)


def _is_for(target: Target, sex: str, area: str, series: Series) -> bool:
    """Whether a target is for a series; one for all holds for women and men who stand alone."""
    return target.sex == sex or (target.sex == ALL and (area, ALL) not in series)


def case_of(
    points: Sequence[Point],
    area: str,
    sex: str,
    target: Target | None,
    definition: Definition,
    flagged: Collection[float] = (),
) -> Case:
    """Return one series as the rules take it."""
    declared = definition.declaration
    points, base = _with_baseline(points, area, sex, target, definition)
    breaks = {float(one["year"]) for one in declared.get("breaks") or ()}
    bounds = declared.get("bounds") or {}
    direction: Any = definition.direction
    return Case(
        points=tuple(points),
        direction=direction,
        today=moment(definition.today),
        aim=_aim(target) if target else None,
        base=base,
        breaks=tuple(sorted(breaks | set(flagged))),
        bounds=(bounds.get("low"), bounds.get("high")),
        is_rate=bool(declared.get("rate_of_change")),
        margin=declared.get("margin"),
    )


def _aim(target: Target) -> Aim:
    way = target.path if len(target.path) > 1 else ()
    return Aim(
        value=target.value,
        time=float(target.year) if target.year else None,
        low=target.low,
        high=target.high,
        milestones=tuple(Milestone(float(year), value) for year, value in way),
    )


def _with_baseline(
    points: Sequence[Point], area: str, sex: str, target: Target | None, definition: Definition
) -> tuple[Sequence[Point], float | None]:
    """Return the points, and the year that progress is counted from; None for the first value.

    That is the declared baseline, else the last value that was known when the target was decided.
    A baseline with a value of its own is a figure of the area that the plan leads with.
    """
    declared = definition.declaration.get("baseline") or {}
    year, value = declared.get("year"), declared.get("value")
    if not isinstance(year, int):
        return points, _known_at(points, target.decided_on if target else None)
    is_there = any(int(one.time) == year for one in points)
    is_main = (area, sex) == (definition.main, ALL)
    if isinstance(value, int | float) and is_main and not is_there:
        stated = Point(str(year), float(year), float(value))
        points = sorted([*points, stated], key=lambda one: one.time)
    return points, float(year)


def _known_at(points: Sequence[Point], decided_on: date | None) -> float | None:
    """Return the time of the last value whose period was over on a day."""
    if decided_on is None:
        return None
    known = [one.time for one in points if period_days(one.period)[1] <= decided_on]
    return known[-1] if known else None


def flagged_breaks(figures: Figures) -> set[float]:
    """Return the times at which the publisher marks a break in the series."""
    marked = set(zip(figures.column("period"), figures.column("status"), strict=True))
    return {time_of(period) for period, status in marked if "b" in flags(status)}
