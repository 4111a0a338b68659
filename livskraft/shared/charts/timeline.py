"""The timeline: one drawing per activity on a shared axis; "i dag" is one line through them all.

Places along the axis are percentages and sizes are pixels, so a row may have any width and any
height without its marks being stretched. The drawings hold no text that a reader needs: dates
stand in words beside them, so they are hidden from screen readers. Colours come from the classes
in `timeline.css`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import escape

LONGEST_AXIS = 15  # Years; a longer plan shows those nearest to today.
MOST_LABELS = 6
_BEYOND = 1.2  # How far a bar that is longer than the axis sticks out, in percent.
_TALL = 10  # The height of a bar.
_STUB = 14  # How far a bar whose end is not known is drawn, dashed.
_HATCHED = 'bar-paused" fill="url(#hatching)'  # A class and the fill that it needs.
_HATCHING = (
    '<defs><pattern id="hatching" width="6" height="6" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)"><path class="hatch-ground" d="M0 0H6V6H0Z"/>'
    '<path class="hatch-line" d="M0 0V6"/></pattern></defs>'
)
_DIAMOND = '<path d="M0-7 7 0 0 7-7 0Z"/>'
_DRAWING = '<svg class="axis" aria-hidden="true" focusable="false">'


@dataclass(frozen=True, slots=True)
class Step:
    """A change of status; `since` is None where the plan does not say when."""

    status: str
    since: date | None


@dataclass(frozen=True, slots=True)
class Bar:
    """What one row draws. `steps` are oldest first; the last one is the status of today."""

    status: str
    starts: date | None = None
    ends: date | None = None
    steps: Sequence[Step] = ()
    milestones: Sequence[date] = ()


@dataclass(frozen=True, slots=True)
class Axis:
    """Whole years, both included. `today` outside of them draws no line."""

    first_year: int
    last_year: int
    today: date

    def at(self, when: date) -> float:
        """Return the place of a day in percent; a day outside stands just beyond the end."""
        start, length = _days(self.first_year, self.last_year)
        return min(max((when.toordinal() - start) * 100 / length, -_BEYOND), 100 + _BEYOND)

    def shows(self, when: date) -> bool:
        return self.first_year <= when.year <= self.last_year

    @property
    def shows_today(self) -> bool:
        return self.shows(self.today)

    @property
    def labelled_years(self) -> range:
        """The years that have a line and a figure, at most six."""
        count = self.last_year - self.first_year + 1
        return range(self.first_year, self.last_year + 1, -(-count // MOST_LABELS))


@lru_cache(maxsize=32)
def _days(first_year: int, last_year: int) -> tuple[int, int]:
    """Return the number of the first day of the years, and how many days there are."""
    start = date(first_year, 1, 1).toordinal()
    return start, date(last_year + 1, 1, 1).toordinal() - start


def axis_for(days: Iterable[date | None], today: date) -> Axis:
    """Return the axis that holds all days, and today if that is at most a year away."""
    known = [when.year for when in days if when is not None] or [today.year]
    first, last = min(known), max(known)
    if first - 1 <= today.year <= last + 1:
        first, last = min(first, today.year), max(last, today.year)
    if last - first >= LONGEST_AXIS:
        middle = min(max(today.year, first), last)
        first = min(max(middle - LONGEST_AXIS // 2, first), last - LONGEST_AXIS + 1)
        last = first + LONGEST_AXIS - 1
    return Axis(first, last, today)


def axis_svg(axis: Axis, today_label: str = "i dag", *, has_hatching: bool = True) -> str:
    """Return the drawing above the rows: years, "i dag", and the hatching that rows refer to.

    A page may have the hatching only once.
    """
    years = "".join(
        f'<text x="{axis.at(date(year, 1, 1)):.2f}%" dx="6" y="14">{year}</text>'
        for year in axis.labelled_years
    )
    label = ""
    if axis.shows_today:
        place = axis.at(axis.today)
        is_late = place > 82
        label = (
            f'<text class="today-word" x="{place:.2f}%" dx="{-7 if is_late else 7}" y="34"'
            f' text-anchor="{"end" if is_late else "start"}">{escape(today_label)}</text>'
        )
    return f"{_DRAWING}{_HATCHING if has_hatching else ''}{years}{label}</svg>"


def row_svg(axis: Axis, bar: Bar) -> str:
    """Return one row's drawing."""
    grid, today = _lines(axis)
    milestones = "".join(
        f'<svg class="milestone" overflow="visible" x="{axis.at(when):.2f}%" y="5">{_DIAMOND}</svg>'
        for when in bar.milestones
        if axis.shows(when)
    )
    above = f'<g class="bars">{milestones}</g>' if milestones else ""
    return f'{_DRAWING}{grid}<g class="bars">{_bar(axis, bar)}</g>{today}{above}</svg>'


@lru_cache(maxsize=32)
def _lines(axis: Axis) -> tuple[str, str]:
    """Return the lines of the years, and that of today; they run over the row's whole height."""
    edges = [axis.at(date(year, 1, 1)) for year in axis.labelled_years] + [100.0]
    grid = "".join(f'<line x1="{x:.2f}%" x2="{x:.2f}%" y2="100%"/>' for x in edges)
    today = ""
    if axis.shows_today:
        x = f"{axis.at(axis.today):.2f}%"
        today = f'<line class="today-line" x1="{x}" x2="{x}" y2="100%"/>'
    return f'<g class="year-line">{grid}</g>', today


def _bar(axis: Axis, bar: Bar) -> str:
    """Return the bar by itself: outline first, then what has passed and what was paused."""
    starts, ends = bar.starts, _last_day(bar)
    if starts is None or ends is None:
        return _half_known(axis, bar, starts, ends)
    left, right = axis.at(starts), axis.at(ends)
    if bar.status == "paused" and bar.steps and bar.steps[-1].since is None:
        middle = min(max(axis.at(axis.today), left + 2), max(right - 2, left + 2))
        return _rect("bar-left", left, middle - 1) + _rect("bar-left", middle + 1, right)
    outline = _rect("bar-idea" if bar.status == "idea" else "bar-left", left, right)
    limit = ends if bar.status == "done" else min(ends, axis.today)
    return outline + _spent(axis, bar, starts, limit) + _cross(bar, right)


def _half_known(axis: Axis, bar: Bar, starts: date | None, ends: date | None) -> str:
    """Return a bar that lacks an end: dashed a little way from where knowledge stops."""
    if ends is not None:
        right = axis.at(ends)
        return _stub(right, -_STUB) + _cross(bar, right)
    if starts is None:
        return ""
    spent = _spent(axis, bar, starts, axis.today)
    return spent + _stub(axis.at(axis.today if spent else starts), _STUB)


def _last_day(bar: Bar) -> date | None:
    """Return the day it was finished or cancelled if that is known, else its planned end."""
    if bar.status in ("done", "cancelled") and bar.steps:
        stopped = bar.steps[-1].since
        if stopped is not None and (bar.starts is None or stopped >= bar.starts):
            return stopped
    return bar.ends


def _spent(axis: Axis, bar: Bar, starts: date, limit: date) -> str:
    """Return what is filled (under way) and hatched (paused) between two days."""
    pieces = []
    for status, begins, stops in _spells(bar, starts, limit):
        begins, stops = max(begins, starts), min(stops, limit)
        if begins < stops:
            kind = "bar-passed" if status == "ongoing" else _HATCHED
            pieces.append(_rect(kind, axis.at(begins), axis.at(stops)))
    return "".join(pieces)


def _spells(bar: Bar, starts: date, limit: date) -> list[tuple[str, date, date]]:
    """Return (ongoing or paused, first day, last day), oldest first.

    Only steps with a date have a place on the axis. What has been under way, paused or finished is
    taken to have begun on its first day, so that the filled part is the time gone.
    """
    dated = [(step.status, step.since) for step in bar.steps if step.since is not None]
    if not dated:
        return [("ongoing", starts, limit)] if bar.status in ("ongoing", "done") else []
    if dated[0][0] in ("paused", "done"):
        dated.insert(0, ("ongoing", starts))
    elif dated[0][0] == "ongoing":
        dated[0] = ("ongoing", starts)
    days = [since for _, since in dated[1:]] + [limit]
    return [
        (status, since, until)
        for (status, since), until in zip(dated, days, strict=True)
        if status in ("ongoing", "paused")
    ]


def _rect(kind: str, left: float, right: float) -> str:
    width = max(right - left, 0.6)
    return f'<rect class="{kind}" x="{left:.2f}%" width="{width:.2f}%" height="{_TALL}"/>'


def _stub(place: float, length: int) -> str:
    return (
        f'<svg class="bar-open" overflow="visible" x="{place:.2f}%">'
        f'<path d="M0 .75H{length}M0 {_TALL - 0.75}H{length}M0 0V{_TALL}"/></svg>'
    )


def _cross(bar: Bar, place: float) -> str:
    if bar.status != "cancelled":
        return ""
    return (
        f'<svg class="bar-cross" overflow="visible" x="{place:.2f}%">'
        '<path d="M6 1 14 9M14 1 6 9"/></svg>'
    )
