"""What the rules are asked: a series, where it should go, and what must be known of it."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

Direction = Literal["increase", "decrease", "band", ""]
"""Where the values should go; "" where nobody has said."""

_LENGTHS = {"H": 1 / 2, "Q": 1 / 4, "M": 1 / 12}


class Point(NamedTuple):
    """One value of a series.

    `period` is written as in sources/periods.py, `time` is its place in years (`time_of`);
    `low` and `high` are the ends of the publisher's 95 % interval.
    """

    period: str
    time: float
    value: float
    low: float | None = None
    high: float | None = None
    is_provisional: bool = False


class Milestone(NamedTuple):
    """A value decided for a year on the way to the target."""

    time: float
    value: float


@dataclass(frozen=True)
class Aim:
    """A target: a value, or for a band its ends, to be there in a year.

    `time` is None where no year is decided.
    """

    value: float | None = None
    time: float | None = None
    low: float | None = None
    high: float | None = None
    milestones: tuple[Milestone, ...] = ()


@dataclass(frozen=True)
class Case:
    """One series to be judged.

    `points` are those known on the day `today`, oldest first. `base` is the year that progress is
    counted from, fixed when the target was decided; None means the first value. From each of
    `breaks` on, values are counted otherwise than before. `bounds` are the natural limits of the
    values, such as (0, 100). `is_rate`: the values are themselves changes, or may be negative, so
    that growth in percent says nothing of them. `margin` is the measurement error in the unit of
    the values, where points have no interval of their own.
    """

    points: tuple[Point, ...]
    direction: Direction
    today: float
    aim: Aim | None = None
    base: float | None = None
    breaks: tuple[float, ...] = ()
    bounds: tuple[float | None, float | None] = (None, None)
    is_rate: bool = False
    margin: float | None = None


@lru_cache(maxsize=20_000)
def time_of(period: str) -> float:
    """Return where a period lies, in years: 2019 for "2019", 2021.25 for "2021Q2".

    School years and spans lie in the year in which they end, as breaks are counted.
    """
    mark, rest = period[4:5], period[5:]
    if mark in _LENGTHS:
        return int(period[:4]) + (int(rest) - 1) * _LENGTHS[mark]
    return float(int(rest if mark else period[:4]))


@lru_cache(maxsize=100)
def moment(day: date) -> float:
    """Return a day as a time in years: 2023.07 for 26 January 2023."""
    first, after = date(day.year, 1, 1), date(day.year, 12, 31)
    return day.year + (day - first).days / ((after - first).days + 1)


def end_of(point: Point) -> float:
    """Return when a point's period is over, in years; a school year is in June."""
    period = point.period
    mark, rest = period[4:5], period[5:]
    try:
        if mark in _LENGTHS:
            return int(period[:4]) + int(rest) * _LENGTHS[mark]
        if mark == "/":
            return int(rest) + 0.5
        return int(rest if mark else period) + 1.0
    except ValueError:
        return point.time + 1
