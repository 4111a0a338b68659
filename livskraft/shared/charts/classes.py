"""Classes of a map: round breaks by a rule that can be said in one sentence.

Equal steps: every step between two breaks is the same round figure, and the outermost classes are
open. Where that puts more than two thirds of the areas in one class, fifths: as many areas in each
class as can be, and each break the roundest figure between two areas.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10
from typing import Literal

MOST = 5
_STEPS = (5, 2, 1)
_FULLEST = 2 / 3
_SAME = 1e-9


@dataclass(frozen=True)
class Classes:
    """Where classes part, lowest first; a value that equals a break belongs to the class above."""

    breaks: tuple[float, ...]
    rule: Literal["equal", "fifths"]

    def of(self, value: float) -> int:
        """Return the number of a value's class, the lowest being 0."""
        return bisect_right(self.breaks, value)

    def bounds(self, decimals: int) -> tuple[tuple[float | None, float | None], ...]:
        """Return the lowest and the highest value of each class, as values with so many decimals.

        None where a class is open: (None, 9), (9, 11), (12, None). That of the lowest class is
        the break that it lies under.
        """
        if not self.breaks:
            return ((None, None),)
        least = 10.0**-decimals
        uppers = [round(each - least, decimals) for each in self.breaks[1:]]
        inner = zip(self.breaks, uppers, strict=False)
        return ((None, self.breaks[0]), *inner, (self.breaks[-1], None))


def classes(values: Iterable[float], *, decimals: int) -> Classes:
    """Return at most five classes of values that are written with so many decimals.

    Fewer where there are fewer values, or where they lie too near each other for their decimals;
    no break at all where all values are the same.
    """
    found = sorted(round(value, decimals) for value in values if isfinite(value))
    if not found or found[-1] - found[0] < _SAME:
        return Classes((), "equal")
    equal = Classes(_equal_steps(found, decimals), "equal")
    if len(found) > MOST and _fullest(found, equal.breaks) > _FULLEST * len(found):
        fifths = Classes(_fifths(found, decimals), "fifths")
        if _fullest(found, fifths.breaks) < _fullest(found, equal.breaks):
            return fifths
    return equal


def _equal_steps(values: Sequence[float], decimals: int) -> tuple[float, ...]:
    """Return multiples of the largest round step that parts the values into five classes.

    Of more than four such multiples those whose fullest class has fewest values.
    """
    low, high = values[0], values[-1]
    power = ceil(log10(high - low))
    multiples: list[float] = []
    while len(multiples) < MOST - 1 and power >= -decimals:
        for step in _STEPS:
            size = step * 10.0**power
            first, last = floor(low / size + _SAME) + 1, floor(high / size + _SAME)
            multiples = [round(count * size, max(0, decimals)) for count in range(first, last + 1)]
            if len(multiples) >= MOST - 1:
                break
        power -= 1
    wanted = min(len(multiples), MOST - 1)
    choices = [
        tuple(multiples[start : start + wanted]) for start in range(len(multiples) - wanted + 1)
    ]
    return min(choices, key=lambda breaks: (_fullest(values, breaks), breaks))


def _fullest(values: Sequence[float], breaks: Sequence[float]) -> int:
    return max(Counter(bisect_right(breaks, value) for value in values).values())


def _fifths(values: Sequence[float], decimals: int) -> tuple[float, ...]:
    breaks: list[float] = []
    for fifth in range(1, MOST):
        place = round(len(values) * fifth / MOST)
        if 0 < place < len(values) and values[place] - values[place - 1] > _SAME:
            breaks.append(_roundest(values[place - 1], values[place], decimals))
    return tuple(dict.fromkeys(breaks))


def _roundest(low: float, high: float, decimals: int) -> float:
    """Return the figure above `low`, at most `high`, that ends with most zeros."""
    power = ceil(log10(max(abs(low), abs(high))))
    while power > -decimals:
        for step in _STEPS:
            size = step * 10.0**power
            multiple = floor(high / size + _SAME) * size
            if multiple > low + _SAME:
                return round(multiple, max(0, decimals))
        power -= 1
    return high
