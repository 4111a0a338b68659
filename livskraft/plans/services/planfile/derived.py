"""Columns that no file holds: order and search texts, addresses, depths, the day of a status."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from livskraft.plans.models import Plan
from livskraft.plans.models.plan import PlanKind
from livskraft.plans.planfile.content import Record
from livskraft.plans.queries.planfile.tables import Table
from livskraft.shared.swedish import search_text, sort_key

# Public texts that the search looks into, beside the title.
_SEARCHED = ("title_en", "number", "summary", "description", "membership")


def derive(
    table: Table,
    records: Mapping[str, Record],
    rows: Mapping[str, Any],
    touched: Mapping[str, Any],
    plan: Plan | None,
    first_position: int = 0,
) -> None:
    """Set the derived columns of a section's rows; new ones are counted from `first_position`.

    Rows that are not `touched` are written here, without history: what they derive from has moved,
    or the rule is a newer one than when they were stored.
    """
    if table.has("address"):
        assert plan is not None
        _set_addresses(table, touched, plan)
    stale = []
    fields: set[str] = set()
    for position, slug in enumerate(records, first_position):
        row = rows[slug]
        derived = _derived(table, records, slug, row)
        if table.has("position") and row.pk is None:
            row.position = position
        if slug not in touched and any(getattr(row, name) != derived[name] for name in derived):
            stale.append(row)
        fields |= derived.keys()
        for name, value in derived.items():
            setattr(row, name, value)
    if stale:
        table.model._default_manager.bulk_update(stale, sorted(fields), batch_size=100)


def _derived(
    table: Table, records: Mapping[str, Record], slug: str, row: Any
) -> dict[str, str | int | date | None]:
    derived: dict[str, str | int | date | None] = {}
    if table.has("sort_key"):
        texts = (getattr(row, name, "") for name in _SEARCHED)
        derived["sort_key"] = sort_key(row.title)
        derived["search_text"] = search_text(row.title, *texts)
    if table.section == "goals":
        derived["depth"] = _depth(records, slug)
    if table.section == "activities":
        derived["status_since"] = _since(records[slug])
    return derived


def _depth(records: Mapping[str, Record], slug: str) -> int:
    depth = 0
    while "parent" in records[slug]:
        slug = records[slug]["parent"]
        depth += 1
    return depth


def _since(record: Record) -> date | None:
    """Return the day of the newest status change."""
    since = record["status_history"][-1].get("since")
    return date.fromisoformat(since) if since else None


def _set_addresses(table: Table, touched: Mapping[str, Any], plan: Plan) -> None:
    """Give each new or renamed row an address that no other row has or had.

    `naming.rename_rows` has marked a renamed row's address with a space.
    """
    waiting = [row for row in touched.values() if not row.address or " " in row.address]
    if not waiting:
        return
    others = table.model._default_manager.exclude(pk__in=[row.pk for row in waiting if row.pk])
    taken: set[str] = set()
    for address, former, of_plan in others.values_list("address", "former_slugs", "plan__slug"):
        taken |= {address, *former, *(f"{slug}-{of_plan}" for slug in former)}
    for row in waiting:
        row.address = _free_address(row.slug, plan, taken)
        taken.add(row.address)


def _free_address(slug: str, plan: Plan, taken: set[str]) -> str:
    """Return the slug where it is free, else with the plan's; a frame's goals begin with the frame."""
    is_frame = plan.kind == PlanKind.FRAME
    choices = [f"{plan.slug}-{slug}"] if is_frame else [slug, f"{slug}-{plan.slug}"]
    for choice in choices:
        if choice not in taken:
            return choice
    number = 2
    while f"{choices[-1]}-{number}" in taken:
        number += 1
    return f"{choices[-1]}-{number}"
