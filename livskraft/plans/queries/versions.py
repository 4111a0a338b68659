"""One record in the form of the plan file: as it is now, and as it was at a moment."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet

from livskraft.plans.models import Plan
from livskraft.plans.planfile.compare import ARCHIVED
from livskraft.plans.planfile.content import Record, canonical, link_ends
from livskraft.plans.queries.planfile.keys import Keys
from livskraft.plans.queries.planfile.stored import (
    Stored,
    item_of,
    read_table,
    record_of,
    rows_of,
)
from livskraft.plans.queries.planfile.tables import Members, Part, Table, all_tables, table_of


def record_now(section: str, plan: Plan | None, slug: str) -> Record | None:
    """Return a record as it stands, None if there is none; an archived one has the key `archived`.

    `plan` is None for plans themselves and for what plans share. The same number of queries
    whatever the size of the plan: one for the record, for each list, kind of part and section
    that it refers to; at most 13.
    """
    return read_one(section, plan, slug).content[section].get(slug)


def read_one(
    section: str, plan: Plan | None, slug: str, keys: Keys | None = None, *, is_locked: bool = False
) -> Stored:
    """Return one record with its rows; `is_locked` keeps others from writing them meanwhile.

    Queries as `record_now`.
    """
    table = table_of(section)
    stored = Stored()
    rows = rows_named(table, plan, [slug])
    if is_locked:
        list(rows.select_for_update(of=("self",)).order_by("pk"))
    read_table(stored, table, rows, keys or Keys(all_tables(), plan))
    return stored


def rows_named(table: Table, plan: Plan | None, slugs: Iterable[str]) -> QuerySet[Any]:
    """Return the rows of a section with these slugs; links have theirs in their ends and kind."""
    if table.section == "plan":
        return table.model._default_manager.filter(slug__in=slugs).order_by("pk")
    rows = rows_of(table, plan)
    if table.section != "links":
        return rows.filter(slug__in=slugs)
    (slug,) = slugs
    ends = link_ends(slug)
    if ends is None:
        return rows.none()
    (from_plan, from_goal), kind, (to_plan, to_goal) = ends
    return rows.filter(
        from_goal__plan__slug=from_plan,
        from_goal__slug=from_goal,
        kind=kind,
        to_goal__plan__slug=to_plan,
        to_goal__slug=to_goal,
    )


def record_at(section: str, plan: Plan | None, slug: str, at: datetime) -> Record | None:
    """Return a record as it was at a moment; None if it did not exist, or was deleted, then.

    `slug` is the one that it has now, or had last. References are given by the slugs that records
    have now; one to a record that is gone is "?". Queries as `record_now`.
    """
    table = table_of(section)
    pk = primary_key(table, plan, slug)
    history: Any = table.model.history  # type: ignore[attr-defined]
    version = (
        history.filter(id=pk, history_date__lte=at).order_by("history_date", "history_id").last()
        if pk
        else None
    )
    if version is None or version.history_type == "-":
        return None
    keys = _AllKeys(all_tables(), plan)
    record = record_of(version, table.columns, table.references, keys)
    if getattr(version, "archived_at", None):
        record[ARCHIVED] = True
    for members in table.members:
        record[members.key] = _members_at(table, members, version, keys)
    for part in table.parts:
        record[part.key] = part.pack(list(_items_at(part, pk, at, keys)))
    return canonical(section, record)


class _AllKeys(Keys):
    """Keys that name a record that is gone too, so that nobody takes a reference for absent."""

    def name(self, section: str, pk: Any) -> str | None:
        return None if pk is None else super().name(section, pk) or "?"


def primary_key(table: Table, plan: Plan | None, slug: str) -> Any:
    """Return the key of the record that has the slug, or had it last; None if none ever had it."""
    row = rows_named(table, plan, [slug]).values_list("pk", flat=True).first()
    if row is not None:
        return row
    history: Any = table.model.history  # type: ignore[attr-defined]
    if table.section == "links":
        return _pk_of_lost_link(history, plan, slug)
    versions = history.filter(slug=slug)
    if not table.is_shared and table.section != "plan":
        versions = versions.filter(plan_id=plan.pk if plan else None)
    return versions.order_by("history_date", "history_id").values_list("id", flat=True).last()


def _pk_of_lost_link(history: Any, plan: Plan | None, slug: str) -> Any:
    ends = link_ends(slug)
    if ends is None:
        return None
    (from_plan, from_goal), kind, (to_plan, to_goal) = ends
    keys = Keys(all_tables(), plan)
    goals = [f"{from_plan}/{from_goal}", f"{to_plan}/{to_goal}"]
    if not all(keys.knows("all goals", goal) for goal in goals):
        return None
    first, second = (keys.pk("all goals", goal) for goal in goals)
    versions = history.filter(from_goal_id=first, to_goal_id=second, kind=kind)
    return versions.order_by("history_date", "history_id").values_list("id", flat=True).last()


def _members_at(table: Table, members: Members, version: Any, keys: Keys) -> list[str]:
    field: Any = table.model._meta.get_field(members.field)
    kept = getattr(version, members.field).model.objects.filter(history=version)
    joined = kept.values_list(field.m2m_reverse_name(), flat=True)
    return [keys.name(members.section, pk) or "?" for pk in joined]


def _items_at(part: Part, owner: Any, at: datetime, keys: Keys) -> Iterable[Record]:
    """Yield the items of a part as they were, in order. One query."""
    model: type[Model] = part.model
    history: Any = model.history  # type: ignore[attr-defined]
    versions = history.filter(**{f"{part.owner}_id": owner}, history_date__lte=at)
    newest = {row.id: row for row in versions.order_by("history_date", "history_id")}
    present = [
        row
        for row in newest.values()
        if row.history_type != "-" and not (part.is_archived and row.archived_at)
    ]
    order = (lambda row: (row.position, row.id)) if part.is_ordered else (lambda row: row.id)
    for row in sorted(present, key=order):
        yield item_of(row, part, keys)
