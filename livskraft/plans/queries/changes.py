"""What has changed in the plans, in words: who, when, which record and field, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Count, Max
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy, ngettext_lazy

from livskraft.plans.models import (
    Activity,
    Forum,
    Goal,
    Milestone,
    Organisation,
    Plan,
    StatusChange,
)

SHOWN = 30
NAMES = {
    Plan: ngettext_lazy("%(number)d plan", "%(number)d plans", "number"),
    Goal: ngettext_lazy("%(number)d goal", "%(number)d goals", "number"),
    Activity: ngettext_lazy("%(number)d activity", "%(number)d activities", "number"),
    StatusChange: ngettext_lazy("%(number)d status", "%(number)d statuses", "number"),
    Milestone: ngettext_lazy("%(number)d milestone", "%(number)d milestones", "number"),
    Organisation: ngettext_lazy("%(number)d actor", "%(number)d actors", "number"),
    Forum: ngettext_lazy("%(number)d forum", "%(number)d forums", "number"),
}
ONE = {
    Plan: gettext_lazy("Plan"),
    Goal: gettext_lazy("Goal"),
    Activity: gettext_lazy("Activity"),
    StatusChange: gettext_lazy("Status"),
    Milestone: gettext_lazy("Milestone"),
    Organisation: gettext_lazy("Actor"),
    Forum: gettext_lazy("Forum"),
}
# Model → name of its kind of page and the column that ends the address.
PAGES: dict[type[models.Model], tuple[str, str]] = {
    Goal: ("goal", "address"),
    Activity: ("activity", "address"),
    Organisation: ("actor", "slug"),
    Forum: ("forum", "slug"),
}
DERIVED = {
    "id",
    "sort_key",
    "search_text",
    "changed_at",
    "loaded_at",
    "depth",
    "position",
    "address",
}
LABELS = {
    "title": gettext_lazy("title"),
    "title_en": gettext_lazy("title in English"),
    "number": gettext_lazy("number"),
    "slug": gettext_lazy("short name"),
    "summary": gettext_lazy("summary"),
    "description": gettext_lazy("description"),
    "status": gettext_lazy("status"),
    "status_since": gettext_lazy("status since"),
    "starts": gettext_lazy("starts"),
    "ends": gettext_lazy("ends"),
    "lead": gettext_lazy("lead"),
    "primary_goal": gettext_lazy("primary goal"),
    "parent": gettext_lazy("belongs to"),
    "contact": gettext_lazy("contact"),
    "is_priority": gettext_lazy("priority"),
    "internal_note": gettext_lazy("internal note"),
    "archived_at": gettext_lazy("archived"),
    "reason": gettext_lazy("reason"),
    "since": gettext_lazy("since"),
    "date": gettext_lazy("date"),
    "document": gettext_lazy("source"),
    "place": gettext_lazy("place in the source"),
    "example_fields": gettext_lazy("marked as example"),
    "cadence": gettext_lazy("how often it meets"),
    "vision": gettext_lazy("vision"),
    "as_of": gettext_lazy("counts as today"),
}


@dataclass(frozen=True)
class FieldChange:
    """What a field was and became; both empty where only the fact is told."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangeRow:
    """One change, or several of the same kind made at once (`number` above 1, no `fields` then).

    `what` is "Activity changed" or "65 activities added"; `url_name` is "" where there is no page.
    """

    at: datetime
    by: str
    what: str
    number: int
    reason: str
    title: str = ""
    url_name: str = ""
    address: str = ""
    fields: tuple[FieldChange, ...] = ()


def latest_changes() -> list[ChangeRow]:
    """Return the latest changes of plans and what is in them, newest first. At most 15 queries."""
    rows = [row for model in NAMES for row in _changes_of(model)]
    return sorted(rows, key=lambda row: row.at, reverse=True)[:SHOWN]


def _changes_of(model: type[models.Model]) -> list[ChangeRow]:
    history: Any = model.history  # type: ignore[attr-defined]
    groups = list(
        history.order_by("-history_date")
        .values("history_date", "history_type", "history_change_reason", "history_user__name")
        .annotate(number=Count("history_id"), newest=Max("history_id"))[:SHOWN]
    )
    single = [group["newest"] for group in groups if group["number"] == 1]
    versions = _versions(history, single) if single else {}
    return [_row(model, group, versions.get(group["newest"], ())) for group in groups]


def _versions(history: Any, newest: Iterable[int]) -> dict[int, tuple[Any, ...]]:
    """Return by version the version itself and, if there is one, the one before it. One query."""
    wanted = set(newest)
    records = history.filter(history_id__in=wanted).values("id")
    found: dict[int, tuple[Any, ...]] = {}
    last: dict[int, Any] = {}
    for version in history.filter(id__in=records).order_by("history_date", "history_id"):
        if version.history_id in wanted:
            before = last.get(version.id)
            found[version.history_id] = (version, before) if before else (version,)
        last[version.id] = version
    return found


def _row(
    model: type[models.Model], group: Mapping[str, Any], versions: tuple[Any, ...]
) -> ChangeRow:
    url_name, column = PAGES.get(model, ("", ""))
    common = {
        "at": group["history_date"],
        "by": group["history_user__name"] or "",
        "what": _what(model, group["history_type"], group["number"]),
        "number": group["number"],
        "reason": group["history_change_reason"] or "",
    }
    if not versions:
        return ChangeRow(**common)
    version = versions[0]
    is_shown = url_name and version.archived_at is None and group["history_type"] != "-"
    return ChangeRow(
        **common,
        title=_title(version),
        url_name=url_name if is_shown else "",
        address=getattr(version, column, "") if is_shown else "",
        fields=_differences(model, *versions) if len(versions) == 2 else (),
    )


def _title(version: Any) -> str:
    if isinstance(version, StatusChange.history.model):
        return str(version.get_status_display())
    return str(version.title)


def _what(model: type[models.Model], kind: str, number: int) -> str:
    noun = str(NAMES[model] % {"number": number}) if number > 1 else str(ONE[model])
    sentence = {
        "+": gettext("%(noun)s added"),
        "~": gettext("%(noun)s changed"),
        "-": gettext("%(noun)s removed"),
    }[kind]
    return sentence % {"noun": noun}


def _differences(model: type[models.Model], after: Any, before: Any) -> tuple[FieldChange, ...]:
    changed = (
        field
        for field in after.tracked_fields
        if field.name not in DERIVED
        and getattr(before, field.attname) != getattr(after, field.attname)
    )
    return tuple(
        FieldChange(_label(field), _words(field, before), _words(field, after)) for field in changed
    )


def _label(field: Any) -> str:
    return capfirst(str(LABELS.get(field.name, field.verbose_name)))


def _words(field: Any, version: Any) -> str:
    """Return a value as a person would say it; a reference to another record is only a fact."""
    value = getattr(version, field.attname)
    if field.is_relation or value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(dict(field.flatchoices or ()).get(value, value))
