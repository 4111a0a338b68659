"""How a new round may look: what is due to be followed up, and the usual days of the year."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import override

from livskraft.plans.models import Plan
from livskraft.reporting.models import RoundKind
from livskraft.reporting.services.rounds import DAYS_OPEN, usual_slug, usual_title

EARLY = timedelta(days=30)
"""So long before its last day a period can be followed up."""
_FRIDAY = 4


@dataclass(frozen=True)
class Proposal:
    """A round as it would usually be."""

    kind: str
    title: str
    period_from: date
    period_to: date
    opens_on: date
    closes_on: date


def proposals(plan: Plan, day: date) -> dict[str, Proposal]:
    """Return a round of each kind that the plan does not have yet, by kind. One query."""
    taken = set(plan.rounds.values_list("slug", flat=True))
    half_year = _first_free(RoundKind.HALF_YEAR, day.year, taken)
    year_end = _first_free(
        RoundKind.YEAR_END, day.year - (day < date(day.year, 12, 31) - EARLY), taken
    )
    return {
        RoundKind.HALF_YEAR: _half_year(half_year, day),
        RoundKind.YEAR_END: _year_end(year_end, day),
        RoundKind.OWN: _own(plan, day),
    }


def due(proposed: dict[str, Proposal], day: date) -> Proposal:
    """Return the proposal whose time has come, the latest period first; else one of its own."""
    usual = [proposed[RoundKind.HALF_YEAR], proposed[RoundKind.YEAR_END]]
    ready = [one for one in usual if one.period_to - EARLY <= day]
    return max(ready, key=lambda one: one.period_to, default=proposed[RoundKind.OWN])


def _first_free(kind: str, year: int, taken: set[str]) -> int:
    while usual_slug(kind, year) in taken:
        year += 1
    return year


def _half_year(year: int, day: date) -> Proposal:
    """Asked about in June, before people leave for the summer; the last day is in August."""
    first, last = date(year, 1, 1), date(year, 6, 30)
    opens, closes = _weekday(date(year, 6, 7)), _friday(date(year, 8, 31))
    return _timed(RoundKind.HALF_YEAR, first, last, opens, closes, day)


def _year_end(year: int, day: date) -> Proposal:
    """Asked about after Epiphany; the last day is in the middle of February."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    opens, closes = _weekday(date(year + 1, 1, 9)), _friday(date(year + 1, 2, 14))
    return _timed(RoundKind.YEAR_END, first, last, opens, closes, day)


def _timed(kind: str, first: date, last: date, opens: date, closes: date, day: date) -> Proposal:
    """Return a proposal that opens at its usual time, or today where the period is due."""
    if last - EARLY <= day:
        opens = day
    closes = max(closes, _friday(opens + DAYS_OPEN + timedelta(days=4)))
    return Proposal(kind, usual_title(kind, last.year), first, last, opens, closes)


def _own(plan: Plan, day: date) -> Proposal:
    """Ask how it goes today, since the new year."""
    with override("sv"):
        title = f"Lägesrapport {date_format(day, 'F Y')}"
        if plan.rounds.filter(title=title).exists():
            title = f"Lägesrapport {date_format(day, 'j F Y')}"
    first = date(day.year, 1, 1)
    closes = _friday(day + DAYS_OPEN + timedelta(days=4))
    return Proposal(RoundKind.OWN, title, first, day, day, closes)


def _weekday(day: date) -> date:
    """Return the day, or the Monday after it where it is a day off."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > _FRIDAY else day


def _friday(day: date) -> date:
    """Return the last Friday until that day."""
    return day - timedelta(days=(day.weekday() - _FRIDAY) % 7)
