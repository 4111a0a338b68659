"""A plan in the database → its content, in the form of the plan file."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q, QuerySet

from livskraft.plans.models import LoadedFile, Plan
from livskraft.plans.planfile.compare import ARCHIVED
from livskraft.plans.planfile.content import Content, Record, canonical, link_key
from livskraft.plans.queries.planfile.keys import Keys
from livskraft.plans.queries.planfile.tables import Column, Part, Reference, Table


@dataclass
class Stored:
    """Records of a plan: their content, their rows, and the rows of their parts by owner."""

    content: Content = field(default_factory=dict)
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    parts: dict[type[Model], dict[int, list[Any]]] = field(default_factory=dict)


def read_stored(plan: Plan | None, tables: list[Table], keys: Keys) -> Stored:
    """Return all records of a plan, and all of the sections that plans share.

    Archived ones are among them, with the key `archived`. About two queries for each table and
    each kind of part, whatever the size of the plan.
    """
    stored = Stored()
    for table in tables:
        read_table(stored, table, rows_of(table, plan), keys)
    return stored


def rows_of(table: Table, plan: Plan | None) -> QuerySet[Any]:
    """Return a section's rows that a plan's file holds, archived ones too, in the file's order."""
    rows = table.model._default_manager.all()
    if table.is_shared:
        return rows.order_by("pk")
    if plan is None:
        return rows.none()
    if table.section == "plan":
        return rows.filter(pk=plan.pk)
    if table.section == "links":
        is_becoming = Q(kind="became")
        own = Q(from_goal__plan=plan) & ~is_becoming | Q(to_goal__plan=plan) & is_becoming
        return rows.filter(own, from_goal__archived_at=None, to_goal__archived_at=None).order_by(
            "pk"
        )
    return rows.filter(plan=plan).order_by("position", "pk")


def read_table(stored: Stored, table: Table, rows: QuerySet[Any], keys: Keys) -> None:
    """Add these rows of a section to `stored`: a query for them, one for each list and part."""
    records: dict[int, Record] = {}
    found = {row.pk: row for row in rows}
    for pk, row in found.items():
        records[pk] = record_of(row, table.columns, table.references, keys)
        if getattr(row, "archived_at", None):
            records[pk][ARCHIVED] = True
    for members in table.members:
        through = getattr(table.model, members.field).through
        owner = table.model._meta.get_field(members.field)
        columns = owner.m2m_column_name(), owner.m2m_reverse_name()  # type: ignore[union-attr]
        joined = through.objects.filter(**{f"{columns[0]}__in": rows.values("pk").order_by()})
        for pk, other in joined.values_list(*columns):
            name = keys.name(members.section, other)
            if name is not None:
                records[pk].setdefault(members.key, []).append(name)
    for part in table.parts:
        _read_parts(stored, part, records, rows, keys)
    stored.content[table.section] = {}
    stored.rows[table.section] = {}
    for pk, row in found.items():
        key = link_key(records[pk]) if table.section == "links" else row.slug
        stored.content[table.section][key] = canonical(table.section, records[pk])
        stored.rows[table.section][key] = row


def _read_parts(
    stored: Stored, part: Part, records: dict[int, Record], owners: QuerySet[Any], keys: Keys
) -> None:
    rows = part.model._default_manager.filter(
        **{f"{part.owner}__in": owners.values("pk").order_by()}
    )
    by_owner: dict[int, list[Any]] = defaultdict(list)
    for row in rows.order_by("position", "pk") if part.is_ordered else rows.order_by("pk"):
        by_owner[getattr(row, f"{part.owner}_id")].append(row)
    stored.parts[part.model] = by_owner
    for pk, of_owner in by_owner.items():
        present = [row for row in of_owner if not (part.is_archived and row.archived_at)]
        items = [item_of(row, part, keys) for row in present]
        records[pk][part.key] = part.pack(items)


def item_of(row: Any, part: Part, keys: Keys) -> Record:
    """Return a row of a part, or a version of it, as an item of the file."""
    record = record_of(row, part.columns, part.references, keys)
    return {key: value for key, value in record.items() if value not in (None, "", False)}


def record_of(
    row: Any, columns: tuple[Column, ...], references: tuple[Reference, ...], keys: Keys
) -> Record:
    """Return what a row, or a version of it, holds in columns of its own."""
    record: Record = {}
    for column in columns:
        value = column.written(getattr(row, column.field))
        if column.kind == "rest":
            record.update(value)
        else:
            _put(record, column.path, value)
    for reference in references:
        name = keys.name(reference.section, getattr(row, f"{reference.field}_id"))
        _put(record, reference.path, name)
    return record


def _put(record: Record, path: tuple[str, ...], value: Any) -> None:
    for step in path[:-1]:
        record = record.setdefault(step, {})
    record[path[-1]] = value


def loaded_content(plan: Plan | None) -> Content:
    """Return what the last load of the plan's file wrote; empty if there was none."""
    loaded = LoadedFile.objects.filter(plan=plan).first() if plan else None
    return loaded.content if loaded else {}
