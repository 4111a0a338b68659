"""How an activity has been edited over time, in the fields that the public may see."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.utils.translation import get_language, gettext

from livskraft.plans.models import Activity, Area, Goal, Organisation
from livskraft.plans.queries.daily_versions import last_of_each_day
from livskraft.plans.visibility import public_fields
from livskraft.shared.periods import day

SHOWN = 10
FIELDS = ("title", "summary", "starts", "ends", "primary_goal", "lead", "parent", "contact")
LISTS = ("secondary_goals", "areas")


@dataclass(frozen=True, slots=True)
class FieldEdit:
    """What a field was and became, in words; "" where it had no content."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Edit:
    """One day's edit; without `fields` it is when the activity was entered.

    Changes of status are no edits: they stand in the activity's own history of status.
    """

    on: date
    fields: tuple[FieldEdit, ...]


def activity_edits(activity: int) -> tuple[Edit, ...]:
    """Return the latest edits that the public may see, newest first. At most seven queries, one where
    it was never edited.

    Who made an edit, and the reason as written for colleagues, stay inside.
    """
    shown = [field for field in FIELDS if field in public_fields("plans.Activity")]
    versions = last_of_each_day(
        Activity.history.filter(id=activity)
        .order_by("-history_date", "-history_id")
        .values("history_id", "history_date", "history_type", *shown)[: 5 * SHOWN]
    )
    for field in LISTS if len(versions) > 1 else ():
        if field in public_fields("plans.Activity"):
            shown.append(field)
            _add_list(field, versions)
    titles = _titles(versions)
    edits = []
    for version, earlier in zip(versions, [*versions[1:], None], strict=True):
        if earlier is None:
            if version["is_entry"]:
                edits.append(Edit(version["on"], ()))
        elif fields := _differences(earlier, version, shown, titles):
            edits.append(Edit(version["on"], fields))
    return tuple(edits[:SHOWN])


def _add_list(field: str, versions: list[dict[str, Any]]) -> None:
    """Give every version what its list held, as a sorted tuple of keys. One query."""
    through = apps.get_model("plans", f"HistoricalActivity_{field}")
    target = {"secondary_goals": "goal", "areas": "area"}[field]
    held: dict[int, list[int]] = {}
    rows = through.objects.filter(history__in=[version["history_id"] for version in versions])
    for version, key in rows.values_list("history", target):
        held.setdefault(version, []).append(key)
    for version in versions:
        version[field] = tuple(sorted(held.get(version["history_id"], ())))


def _titles(versions: list[dict[str, Any]]) -> dict[str, dict[int, str]]:
    """Return the titles of what the versions refer to, by field. At most four queries.

    Only where versions differ is anything looked up.
    """
    references = {
        "primary_goal": Goal,
        "secondary_goals": Goal,
        "lead": Organisation,
        "parent": Activity,
        "areas": Area,
    }
    wanted: dict[Any, set[int]] = {}
    for field, model in references.items():
        values = {version.get(field) for version in versions}
        if len(values) > 1:
            wanted.setdefault(model, set()).update(_keys(values))
    found = {
        model: dict(model.objects.filter(pk__in=keys).values_list("pk", "title"))
        for model, keys in wanted.items()
        if keys
    }
    return {field: found.get(model, {}) for field, model in references.items()}


def _keys(values: Iterable[Any]) -> set[int]:
    found: set[int] = set()
    for value in values:
        if isinstance(value, tuple):
            found.update(value)
        elif value is not None:
            found.add(value)
    return found


def _differences(
    earlier: Mapping[str, Any],
    later: Mapping[str, Any],
    shown: Iterable[str],
    titles: Mapping[str, Mapping[int, str]],
) -> tuple[FieldEdit, ...]:
    labels = {
        "title": gettext("title"),
        "summary": gettext("description"),
        "starts": gettext("first day"),
        "ends": gettext("last day"),
        "primary_goal": gettext("primary goal"),
        "secondary_goals": gettext("secondary goals"),
        "lead": gettext("lead"),
        "parent": gettext("part of"),
        "contact": gettext("contact"),
        "areas": gettext("places"),
    }
    return tuple(
        FieldEdit(
            labels[field],
            _words(earlier[field], titles.get(field)),
            _words(later[field], titles.get(field)),
        )
        for field in shown
        if earlier[field] != later[field]
    )


def _words(value: Any, titles: Mapping[int, str] | None) -> str:
    if isinstance(value, date):
        return day(value, get_language() or "sv")
    if isinstance(value, tuple):
        return ", ".join(titles[key] for key in value if titles and key in titles)
    if isinstance(value, int):
        return (titles or {}).get(value, "")
    return value or ""
