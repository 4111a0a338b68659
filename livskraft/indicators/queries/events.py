"""What happened around the figures: shown as bands in graphs, never as an explanation of ours."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from livskraft.indicators.assessment import moment
from livskraft.indicators.models import Indicator

PANDEMIC = (2020, 2021)


@dataclass(frozen=True)
class Event:
    """Something that lasted from `starts` to `ends`, in years: 2020 to 2022 is two whole years.

    `is_content`: its title is the plan's own, in Swedish.
    """

    title: str
    starts: float
    ends: float
    note: str
    is_content: bool


def events_of(indicator: Indicator) -> tuple[Event, ...]:
    """Return what happened around an indicator, the earliest first. No query if its plan is read.

    What its plan and itself declare, and the pandemic unless one of these is called so.
    """
    declared = [*indicator.plan.events, *(indicator.declaration.get("events") or [])]
    found = [_event(one) for one in declared if isinstance(one, Mapping)]
    if not any("pandemi" in one.title.casefold() for one in found):
        first, last = PANDEMIC
        found.append(Event(gettext("pandemic"), first, last + 1, "", is_content=False))
    return tuple(sorted(found, key=lambda one: (one.starts, one.ends)))


def _event(declared: Mapping[str, Any]) -> Event:
    starts = _time(declared["from"], is_end=False)
    ends = _time(declared.get("to") or declared["from"], is_end=True)
    note = str(declared.get("note") or "")
    return Event(str(declared["title"]), starts, max(starts, ends), note, is_content=True)


def _time(when: Any, *, is_end: bool) -> float:
    """Return a year or a day as a time; an end is when the year, or the day, is over."""
    if isinstance(when, int):
        return float(when + is_end)
    return moment(date.fromisoformat(str(when))) + is_end / 365
