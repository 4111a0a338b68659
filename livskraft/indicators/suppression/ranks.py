"""Places among areas: never one alone where margins of error overlap."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Rank:
    """The places, counted from 1 for the best, that an area may have; `of` areas in all."""

    first: int
    last: int
    of: int

    @property
    def is_certain(self) -> bool:
        return self.first == self.last


def ranks(
    values: Sequence[tuple[float, float | None, float | None]],
    *,
    is_higher_better: bool,
) -> list[Rank | None]:
    """Return the places of values with the ends of their intervals: (value, low, high).

    None where an interval is not known: how much of a place is chance cannot be said then, and
    for few people it is much. Equal places are shared.
    """
    spans = [
        None if low is None or high is None else (min(low, value), max(high, value))
        for value, low, high in values
    ]
    if not is_higher_better:
        spans = [span and (-span[1], -span[0]) for span in spans]
    known = [span for span in spans if span]
    return [span and _rank(span, known) for span in spans]


def _rank(span: tuple[float, float], known: Sequence[tuple[float, float]]) -> Rank:
    low, high = span
    better = sum(other_low > high for other_low, _high in known)
    worse = sum(other_high < low for _low, other_high in known)
    return Rank(better + 1, len(known) - worse, len(known))
