"""What drawings over time are made of: series, and all that must be said about their years.

All times are in years: 2019 for the year 2019, 2021.25 for its second quarter. All words and all
values as written come from the caller, in the reader's language.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from livskraft.shared.charts.reading import Reading
from livskraft.shared.charts.scale import Figures

Role = Literal["own", "nation", "peer", "women", "men"]
ROLES: tuple[Role, ...] = ("peer", "nation", "men", "women", "own")  # In the order of drawing.


@dataclass(frozen=True, slots=True)
class Value:
    """A measured value, as written ("19") in its period ("2019"); `low` and `high` its margin.

    `tip` is what a reader who points at it is told; without it, the value as written.
    """

    time: float
    value: float
    shown: str
    period: str
    low: float | None = None
    high: float | None = None
    is_preliminary: bool = False
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """From `time` on, values are not comparable with those before; a word says why."""

    time: float
    words: str


@dataclass(frozen=True, slots=True)
class Gap:
    """No values from `start` to `end`; `words` give the reason. No line crosses it."""

    start: float
    end: float
    words: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """What happened around the series, drawn as a band: a pandemic, a reform."""

    start: float
    end: float
    words: str


@dataclass(frozen=True, slots=True)
class Series:
    """One line; `label` stands at its end, "Västmanland 19 %". `key` is unique in the chart.

    Gaps and breaks are its own; those of all series belong to the chart.
    """

    key: str
    name: str
    role: Role
    label: str
    values: tuple[Value, ...]
    gaps: tuple[Gap, ...] = ()
    breaks: tuple[Break, ...] = ()


@dataclass(frozen=True, slots=True)
class Forecast:
    """What somebody expects: drawn apart from every outcome and never joined to one."""

    name: str
    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Milestone:
    """A value to reach on the way; `label` as it is written beside its diamond."""

    time: float
    value: float
    label: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """The value that a target is counted from, with its word: "basår"."""

    time: float
    value: float
    words: str


@dataclass(frozen=True, slots=True)
class Target:
    """A value to reach at a time, or a level to hold at all times when `time` is None.

    The path begins at `start`, a time and a value, and goes by the milestones; without a start
    only the diamond is drawn. `period` names the time on the axis. With `low` and `high` any value
    between them is good.
    """

    value: float
    label: str
    time: float | None = None
    period: str = ""
    start: tuple[float, float] | None = None
    path_words: str = ""
    milestones: tuple[Milestone, ...] = ()
    baseline: Baseline | None = None
    low: float | None = None
    high: float | None = None

    @property
    def path(self) -> tuple[tuple[float, float], ...]:
        """The corners of the way to the target, (time, value); empty when there is none."""
        if self.time is None or self.start is None:
            return ()
        steps = ((each.time, each.value) for each in self.milestones)
        return (self.start, *steps, (self.time, self.value))

    @property
    def times(self) -> Iterator[float]:
        yield from (time for time, _ in self.path)
        yield from (each.time for each in self.milestones)
        if self.time is not None:
            yield self.time
        if self.baseline is not None:
            yield self.baseline.time

    @property
    def values(self) -> Iterator[float]:
        yield from (value for _, value in self.path)
        yield from (each.value for each in self.milestones)
        yield from (each for each in (self.value, self.low, self.high) if each is not None)
        if self.baseline is not None:
            yield self.baseline.value


@dataclass(frozen=True, slots=True)
class LineChart:
    """Lines over time. `key` is unique on the page; `figures` writes the values of the axis.

    `title` and `description` are for those who do not see it. `with_zero` belongs to shares.
    """

    key: str
    title: str
    description: str
    series: tuple[Series, ...]
    figures: Figures
    with_zero: bool = False
    target: Target | None = None
    forecasts: tuple[Forecast, ...] = ()
    events: tuple[Event, ...] = ()
    breaks: tuple[Break, ...] = ()
    gaps: tuple[Gap, ...] = ()
    reading: Reading = field(default_factory=Reading)

    @property
    def values(self) -> Iterator[Value]:
        """All values, forecasts among them."""
        for series in self.series:
            yield from series.values
        for forecast in self.forecasts:
            yield from forecast.values

    @property
    def all_gaps(self) -> tuple[Gap, ...]:
        own = [gap for series in self.series for gap in series.gaps]
        return tuple(dict.fromkeys([*self.gaps, *own]))

    @property
    def all_breaks(self) -> tuple[Break, ...]:
        own = [each for series in self.series for each in series.breaks]
        return tuple(dict.fromkeys([*self.breaks, *own]))

    def runs(self, series: Series) -> list[tuple[Value, ...]]:
        """Return the values that a line of the series may join."""
        return runs(series.values, (*self.gaps, *series.gaps), (*self.breaks, *series.breaks))


def runs(
    values: Iterable[Value], gaps: Iterable[Gap], breaks: Iterable[Break]
) -> list[tuple[Value, ...]]:
    """Return the values that a line may join, in order of time; a run may be a single value."""
    ordered = sorted(values, key=lambda each: each.time)
    gaps, breaks = tuple(gaps), tuple(breaks)
    if not ordered:
        return []
    found = [[ordered[0]]]
    for before, after in pairwise(ordered):
        is_parted = any(before.time < each.time <= after.time for each in breaks) or any(
            each.start < after.time and each.end > before.time for each in gaps
        )
        if is_parted:
            found.append([])
        found[-1].append(after)
    return [tuple(run) for run in found]


def turning_points(values: Iterable[Value], least: float) -> list[tuple[Value, bool]]:
    """Return the values where the series turns by at least `least`, and whether each is a top."""
    ordered = sorted(values, key=lambda each: each.time)
    if not ordered:
        return []
    found: list[tuple[Value, bool]] = []
    low = high = ordered[0]
    for each in ordered[1:]:
        if each.value > high.value:
            high = each
        if each.value < low.value:
            low = each
        is_rising = not found or not found[-1][1]
        is_falling = not found or found[-1][1]
        if is_rising and high.value - each.value >= least:
            found.append((high, True))
            low = high = each
        elif is_falling and each.value - low.value >= least:
            found.append((low, False))
            low = high = each
    return [turn for turn in found if turn[0] not in (ordered[0], ordered[-1])]
