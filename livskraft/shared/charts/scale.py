"""From values and times to places: round figures for an axis, and which years it names."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10

# Returns a value of an axis as it is written, with so many decimals: (12.5, 1) -> "12,5".
Figures = Callable[[float, int], str]

MOST_TICKS = 5
_STEPS = (1, 2, 2.5, 5, 10)
_FINEST = 1e-9  # No axis has finer steps; values are never that close.


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale from values to pixels; `start` may be the larger pixel, as upwards."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        span = self.high - self.low
        share = (value - self.low) / span if span else 0.5
        return self.start + share * (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Ticks:
    """The round values of an axis, lowest first, and how many decimals they need."""

    values: tuple[float, ...]
    decimals: int

    @property
    def low(self) -> float:
        return self.values[0]

    @property
    def high(self) -> float:
        return self.values[-1]

    def figures(self, figures: Figures) -> tuple[tuple[float, str], ...]:
        return tuple((value, figures(value, self.decimals)) for value in self.values)


def ticks(values: Iterable[float], *, with_zero: bool = False, most: int = MOST_TICKS) -> Ticks:
    """Return 2 to `most` round values that reach around all values, as tightly as they can.

    `with_zero` lets the axis hold zero even where that leaves room empty, as shares demand. Whole
    numbers get an axis of whole numbers.
    """
    found = [value for value in values if isfinite(value)]
    if with_zero or not found:
        found.append(0.0)
    low, high = min(found), max(found)
    are_whole = all(value == round(value) for value in found)
    if high - low < _FINEST * max(1.0, abs(high), abs(low)):
        around = abs(high) * 0.1 or 1.0
        low, high = (low, high + around) if with_zero else (low - around, high + around)
    power = floor(log10((high - low) / max(1, most - 1))) - 1
    while True:
        for step in _STEPS:
            size = step * 10.0**power
            if are_whole and size != round(size):
                continue
            first, last = floor(low / size + _FINEST), ceil(high / size - _FINEST)
            if last - first + 1 <= most:
                return _round_values(first, last, step, power)
        power += 1


def _round_values(first: int, last: int, step: float, power: int) -> Ticks:
    decimals = max(0, -power + (1 if step == 2.5 else 0) - (1 if step == 10 else 0))
    size = step * 10.0**power
    if first == last:
        last += 1
    values = (round(size * count, decimals + 2) + 0.0 for count in range(first, last + 1))
    return Ticks(tuple(values), decimals)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time on the axis (in years: 2021.25 is the second quarter of 2021) and its label."""

    time: float
    label: str


def moments(
    wanted: Sequence[Moment], scale: Scale, width: Callable[[str], float], *, gap: float = 14
) -> tuple[Moment, ...]:
    """Return the moments whose labels find room beside each other, in order of time.

    The first and the last always stand; the others in the order in which they are wanted, each
    `gap` pixels from its neighbours.
    """
    if not wanted:
        return ()
    ends = [min(wanted, key=_time), max(wanted, key=_time)]
    kept: dict[float, Moment] = {}
    for moment in (*ends, *wanted):
        place, half = scale.at(moment.time), width(moment.label) / 2 + gap / 2
        has_room = all(
            abs(scale.at(other.time) - place) >= half + width(other.label) / 2 + gap / 2
            for other in kept.values()
        )
        if has_room:
            kept[moment.time] = moment
    return tuple(sorted(kept.values(), key=_time))


def years_between(first: float, last: float, most: int) -> tuple[int, ...]:
    """Return at most `most` whole years at even steps from the first to the last."""
    low, high = ceil(first), floor(last)
    steps = (count * 10**power for power in range(5) for count in (1, 2, 5))
    step = next(step for step in steps if (high - low) // step < most)
    return tuple(range(low + -low % step, high + 1, step))


def _time(moment: Moment) -> float:
    return moment.time
