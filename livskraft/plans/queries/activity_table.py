"""The list of activities with all that a table of them holds."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from livskraft.plans.models import Activity, Milestone, Partnership
from livskraft.plans.models.activities import PartnerRole, Status
from livskraft.plans.queries.activities import found_keys
from livskraft.plans.queries.activity_choices import Choices, Selection, choices, understood
from livskraft.plans.queries.plan import leading_plan


@dataclass(frozen=True, slots=True)
class ActivityRecord:
    """One activity as a row of a table. `goal` is "7 Öka …"; lists are in the plan's order."""

    pk: int
    title: str
    address: str
    summary: str
    plan: str
    status: str
    status_since: date | None
    starts: date | None
    ends: date | None
    target_area: str
    goal: str
    secondary_goals: tuple[str, ...]
    lead: str
    partners: tuple[tuple[str, str], ...]
    areas: tuple[str, ...]
    milestones: tuple[tuple[date, str], ...]
    parent: str
    document: str
    place: str
    example_fields: tuple[str, ...]


def activity_records(
    selection: Selection,
) -> tuple[tuple[ActivityRecord, ...], tuple[str, ...]]:
    """Return all activities asked for, in the order of the list, and what was not understood.

    The latter are names of filters whose value stands for nothing. Eleven queries.
    """
    known = choices()
    selection, unknown = understood(selection, known)
    keys = found_keys(selection, known, leading_plan())
    if selection.statuses:
        keys = [key for key in keys if key.status in selection.statuses]
    return _records([key.pk for key in keys], known), unknown


def _records(pks: list[int], known: Choices) -> tuple[ActivityRecord, ...]:
    """Return the activities in the given order. Five queries."""
    child = {"activity__in": pks}
    goals: defaultdict[int, list[str]] = defaultdict(list)
    through = Activity.secondary_goals.through.objects.filter(**child)
    for pk, number, title in through.order_by("goal__position").values_list(
        "activity", "goal__number", "goal__title"
    ):
        goals[pk].append(f"{number} {title}".strip())
    partners: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    labels = {role.value: str(role.label) for role in PartnerRole}
    partnerships = Partnership.objects.filter(**child).order_by("position", "pk")
    for pk, title, role in partnerships.values_list("activity", "organisation__title", "role"):
        partners[pk].append((title, labels[role]))
    areas: defaultdict[int, list[str]] = defaultdict(list)
    named = Activity.areas.through.objects.filter(**child).order_by("area__sort_key")
    for pk, title in named.values_list("activity", "area__title"):
        areas[pk].append(title)
    milestones: defaultdict[int, list[tuple[date, str]]] = defaultdict(list)
    dated = Milestone.objects.filter(**child).values_list("activity", "date", "title")
    for pk, on, title in dated:
        milestones[pk].append((on, title))
    statuses = {status.value: str(status.label) for status in Status}
    rows: dict[int, ActivityRecord] = {}
    for row in Activity.objects.filter(pk__in=pks).order_by().values(*_FIELDS):
        pk, goal = row["pk"], known.goals[row["primary_goal"]]
        rows[pk] = ActivityRecord(
            pk=pk,
            target_area=known.tops[goal.pk].title,
            goal=f"{goal.number} {goal.title}".strip(),
            secondary_goals=tuple(goals[pk]),
            partners=tuple(partners[pk]),
            areas=tuple(areas[pk]),
            milestones=tuple(milestones[pk]),
            **_plain(row, statuses),
        )
    return tuple(rows[pk] for pk in pks)


_FIELDS = (
    *("pk", "title", "address", "summary", "plan__title", "status", "status_since", "starts"),
    *("ends", "primary_goal", "lead__title", "parent__title", "document__title", "place"),
    "example_fields",
)


def _plain(row: dict[str, Any], statuses: dict[str, str]) -> dict[str, Any]:
    return {
        "title": row["title"],
        "address": row["address"],
        "summary": row["summary"],
        "plan": row["plan__title"],
        "status": statuses[row["status"]],
        "status_since": row["status_since"],
        "starts": row["starts"],
        "ends": row["ends"],
        "lead": row["lead__title"] or "",
        "parent": row["parent__title"] or "",
        "document": row["document__title"] or "",
        "place": row["place"],
        "example_fields": tuple(row["example_fields"]),
    }
