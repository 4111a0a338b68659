"""How a goal has changed over time, in the fields that the public may see."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from livskraft.plans.models import Goal
from livskraft.plans.queries.daily_versions import last_of_each_day

SHOWN = 10
FIELDS = ("number", "title", "description", "is_priority", "is_horizontal", "slug")


@dataclass(frozen=True)
class FieldChange:
    """What a field was and became, in words; empty where it had no content."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One day's change of a goal; without `fields` it is when the goal was entered."""

    on: date
    fields: tuple[FieldChange, ...]


def goal_changes(goal: int) -> tuple[Change, ...]:
    """Return the latest changes of a goal that the public may see, newest first. One query.

    Who made a change, and the reason as written for colleagues, stay inside.
    """
    versions = last_of_each_day(
        Goal.history.filter(id=goal)
        .order_by("-history_date", "-history_id")
        .values("history_date", "history_type", *FIELDS)[: 5 * SHOWN]
    )
    found = []
    for version, earlier in zip(versions, [*versions[1:], None], strict=True):
        if earlier is not None:
            fields = _differences(earlier, version)
            if fields:
                found.append(Change(version["on"], fields))
        elif version["is_entry"]:
            found.append(Change(version["on"], ()))
    return tuple(found[:SHOWN])


def _differences(earlier: dict[str, Any], later: dict[str, Any]) -> tuple[FieldChange, ...]:
    labels = {
        "number": gettext("number"),
        "title": gettext("title"),
        "description": gettext("description"),
        "is_priority": gettext("priority"),
        "is_horizontal": gettext("cuts across all goals"),
        "slug": gettext("address"),
    }
    return tuple(
        FieldChange(labels[field], _words(earlier[field]), _words(later[field]))
        for field in FIELDS
        if earlier[field] != later[field]
    )


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return str(value)
