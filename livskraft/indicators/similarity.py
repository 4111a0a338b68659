"""Which municipalities are like one, by stated characteristics. Knows nothing of Django.

Each characteristic is put on a scale of its own: how many standard deviations, over all that have
it, two municipalities are apart. Numbers of people are compared by their logarithm, so that twice as
many is as far everywhere. The distance is the square mean over the characteristics, each as weighty
as the other.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import log
from statistics import fmean, pstdev
from typing import Literal

FEWEST = 5
"""So many others must have every characteristic for any of them to be called the most alike."""

Nearness = Literal["near", "fairly", "far"]
_NEAR, _FAIRLY = 0.5, 1.0


@dataclass(frozen=True)
class Characteristic:
    """Values by area, all of one period. `is_number`: of people, or anything else that is counted."""

    values: Mapping[str, float]
    is_number: bool = False


@dataclass(frozen=True)
class Similar:
    """An area and how many standard deviations it is away, by all characteristics together."""

    area: str
    distance: float

    @property
    def nearness(self) -> Nearness:
        if self.distance <= _NEAR:
            return "near"
        return "fairly" if self.distance <= _FAIRLY else "far"


Lack = Literal["", "no_characteristics", "own_is_missing", "too_few", "no_difference"]


@dataclass(frozen=True)
class Likeness:
    """The areas that are most alike, the nearest first; none where `lack` says why.

    `missing` are the places of the characteristics that the area itself has no value for.
    """

    similar: tuple[Similar, ...]
    lack: Lack
    missing: tuple[int, ...] = ()


def likeness(
    own: str,
    characteristics: Sequence[Characteristic],
    *,
    among: Collection[str],
    most: int = 4,
) -> Likeness:
    """Return which of some areas are most like one, by all the characteristics together."""
    if not characteristics:
        return Likeness((), "no_characteristics")
    scales = [_scaled(one, [own, *among]) for one in characteristics]
    missing = tuple(place for place, scale in enumerate(scales) if own not in scale)
    if missing:
        return Likeness((), "own_is_missing", missing)
    others = [area for area in sorted(set(among) - {own}) if all(area in scale for scale in scales)]
    if len(others) < FEWEST:
        return Likeness((), "too_few")
    if all(len(set(scale.values())) == 1 for scale in scales):
        return Likeness((), "no_difference")
    found = [_similar(own, area, scales) for area in others]
    return Likeness(
        tuple(sorted(found, key=lambda one: (round(one.distance, 9), one.area))[:most]), ""
    )


def _scaled(characteristic: Characteristic, areas: Collection[str]) -> dict[str, float]:
    """Return the values of these areas in standard deviations from their mean."""
    values = {area: characteristic.values[area] for area in areas if area in characteristic.values}
    if characteristic.is_number and all(value > 0 for value in values.values()):
        values = {area: log(value) for area, value in values.items()}
    deviation = pstdev(values.values()) if values else 0
    if not deviation:
        return dict.fromkeys(values, 0.0)
    mean = fmean(values.values())
    return {area: (value - mean) / deviation for area, value in values.items()}


def _similar(own: str, area: str, scales: Sequence[Mapping[str, float]]) -> Similar:
    return Similar(area, fmean((scale[area] - scale[own]) ** 2 for scale in scales) ** 0.5)
