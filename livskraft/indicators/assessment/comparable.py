"""Which points of a series may be compared, and which two of them progress is counted between."""

from collections.abc import Sequence
from math import isfinite
from typing import NamedTuple

from livskraft.indicators.assessment.case import Case, Point, end_of
from livskraft.indicators.sources.errors import Message, _

MOST_YEARS_OLD = 2
LARGEST = 1e100
"""Whatever is as large as this is no figure; below it nothing that is computed overflows."""
LAST_YEAR = 1e5
_SAME_PART = 0.01
_LENGTH_OF_YEAR = len("2024")

NO_VALUE = Message(_("no value"))
SINGLE_VALUE = Message(_("a single value"))
_SINGLE_SINCE_BREAK = _("a single value since the break in the series in %(year)d")
_SINGLE_SINCE_BASE = _("no value after the base year %(year)d")
_SINCE_BREAK = _("counted since the break in the series in %(year)d")
_SINCE_OTHER_BASE = _("no value for the base year %(year)d, counted from the first one after it")


class Span(NamedTuple):
    """From where to where progress is counted.

    `points` may be compared with each other, oldest first, the base somewhere among them and the
    newest last. `broken_at` is the break that moved the base; `note` tells what moved it.
    """

    points: Sequence[Point]
    base: Point
    newest: Point
    broken_at: float | None
    note: Message | None


def span_of(case: Case, points: Sequence[Point]) -> Span | Message:
    """Return what of the usable points can be compared, or why nothing can."""
    if not points:
        return NO_VALUE
    first, newest, wanted = points[0], points[-1], case.base
    if wanted is not None and not -LAST_YEAR < wanted < LAST_YEAR:
        wanted = None
    start = first.time if wanted is None else max(wanted, first.time)
    broken_at = _last_break(case.breaks, start, newest.time)
    since = points if broken_at is None else [one for one in points if one.time >= broken_at]
    note: Message | None
    if broken_at is not None:
        base, single, note = since[0], _SINGLE_SINCE_BREAK, _message(_SINCE_BREAK, broken_at)
        wanted = broken_at
    elif wanted is not None:
        single = _SINGLE_SINCE_BASE
        base = next((one for one in points if one.time >= wanted - _SAME_PART), newest)
        is_there = base.time < wanted + 1 - _SAME_PART
        note = None if is_there else _message(_SINCE_OTHER_BASE, wanted)
    else:
        base, single, note = first, "", None
    if base is newest:
        is_named = wanted is not None and len(points) > 1
        return _message(single, wanted or 0.0) if is_named else SINGLE_VALUE
    return Span(points_since_break(case, since), base, newest, broken_at, note)


def _message(template: str, year: float) -> Message:
    return Message(template, {"year": int(year)})


def _last_break(breaks: Sequence[float], base: float, newest: float) -> float | None:
    """Return the last break after the base and no later than the newest value."""
    return max((time for time in breaks if base < time <= newest), default=None)


def points_since_break(case: Case, points: Sequence[Point]) -> Sequence[Point]:
    """Return the points after the last break, in which they may be compared."""
    if not points:
        return points
    broken_at = _last_break(case.breaks, points[0].time, points[-1].time)
    return points if broken_at is None else [one for one in points if one.time >= broken_at]


def usable_points(points: Sequence[Point]) -> Sequence[Point]:
    """Return the points that may be compared with the newest, oldest first, one for each time.

    Left out: what is no number or too large for one, and other parts of the year than that of the
    newest, since spring is no autumn.
    """
    if not points:
        return points
    periods, times, values, *_rest = zip(*points, strict=True)
    if _are_in_order(times) and _are_figures(values) and max(map(len, periods)) == _LENGTH_OF_YEAR:
        return points
    by_time = {
        point.time: point
        for point in points
        if -LARGEST < point.value < LARGEST and -LAST_YEAR < point.time < LAST_YEAR
    }
    return _like_the_newest([by_time[time] for time in sorted(by_time)])


def _are_in_order(times: Sequence[float]) -> bool:
    """Whether times are finite and each is later than the one before."""
    is_sorted = list(times) == sorted(times) and len(set(times)) == len(times)
    return is_sorted and -LAST_YEAR < times[0] <= times[-1] < LAST_YEAR


def _are_figures(values: Sequence[float]) -> bool:
    """Whether no value is too large or no number, which would make their sum no number."""
    return min(values) > -LARGEST and max(values) < LARGEST and isfinite(sum(values))


def _like_the_newest(points: Sequence[Point]) -> Sequence[Point]:
    if not points:
        return points
    newest = points[-1]
    mark = newest.period[4:5]
    return [
        point
        for point in points
        if point.period[4:5] == mark and _is_whole(newest.time - point.time)
    ]


def _is_whole(years: float) -> bool:
    return abs(years - round(years)) < _SAME_PART


def is_old(point: Point, today: float) -> bool:
    """Whether a point's period ended more than 24 months ago."""
    return today - end_of(point) > MOST_YEARS_OLD
