"""Records of a plan file → rows of the database, in bulk and with history."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import Model
from django.utils import timezone

from livskraft.plans.models import Plan
from livskraft.plans.planfile.compare import ARCHIVED
from livskraft.plans.planfile.content import Record
from livskraft.plans.queries.planfile.keys import Keys
from livskraft.plans.queries.planfile.stored import Stored
from livskraft.plans.queries.planfile.tables import Part, Reference, Table
from livskraft.plans.services.planfile.derived import derive
from livskraft.shared.history import BATCH, Author, delete_rows, set_members, write_history


@dataclass
class Writer:
    """Writes the sections of one plan, each after those that it refers to."""

    stored: Stored
    keys: Keys
    author: Author
    plan: Plan | None = None
    _new: list[Any] = field(default_factory=list)
    _changed: list[Any] = field(default_factory=list)

    def write(self, table: Table, records: Mapping[str, Record], changed: Collection[str]) -> None:
        """Write a section's records as they will be; `changed` names those that exist and differ.

        Their order becomes that of the section.
        """
        self.write_rows(table, records, changed)
        self._reorder(table, records, self.stored.rows[table.section])

    def write_rows(
        self,
        table: Table,
        records: Mapping[str, Record],
        changed: Collection[str],
        *,
        first_position: int = 0,
    ) -> None:
        """Do what `write` does, but leave the order alone; new ones count from `first_position`."""
        rows = self.stored.rows.setdefault(table.section, {})
        self._new = [self._create(table, slug) for slug in records if slug not in rows]
        new = {row.slug_in_file: row for row in self._new}
        self._changed = [rows[slug] for slug in changed]
        rows.update(new)
        touched = {**new, **{slug: rows[slug] for slug in changed}}
        inner = [one for one in table.references if one.section == table.section]
        outer = [one for one in table.references if one.section != table.section]
        for slug, row in touched.items():
            self._fill(table, row, records[slug], outer)
        derive(table, records, rows, touched, self.plan, first_position)
        self._insert(table, new)
        self._link_and_update(table, records, touched, inner, is_new=set(new))
        self._write_members(table, records, new, touched)
        for part in table.parts:
            self._write_part(part, {row.pk: records[slug] for slug, row in touched.items()})
        write_history(self._new, "+", self.author)
        write_history(self._changed, "~", self.author)

    def _create(self, table: Table, slug: str) -> Any:
        row: Any = table.model()
        row.slug_in_file = slug
        if table.section != "links":
            row.slug = slug
        if not table.is_shared and table.section not in ("plan", "links"):
            row.plan = self.plan
        return row

    def _fill(self, table: Table, row: Any, record: Record, outer: list[Reference]) -> None:
        for column in table.columns:
            if column.kind == "rest":
                value: Any = {key: record[key] for key in record if key not in _taken(table)}
            else:
                value = _get(record, column.path)
            setattr(row, column.field, column.stored(value))
        for reference in outer:
            name = _get(record, reference.path)
            setattr(row, f"{reference.field}_id", self.keys.pk(reference.section, name))
        if table.has("archived_at"):
            row.archived_at = row.archived_at if ARCHIVED in record else None
        if table.has("changed_at"):
            row.changed_at = timezone.now()

    def _insert(self, table: Table, new: Mapping[str, Any]) -> None:
        table.model._default_manager.bulk_create(new.values(), batch_size=BATCH)
        for slug, row in new.items():
            self.keys.add(table.section, slug, row.pk)
            if table.section == "goals" and self.plan:
                self.keys.add("all goals", f"{self.plan.slug}/{slug}", row.pk)

    def _link_and_update(
        self,
        table: Table,
        records: Mapping[str, Record],
        touched: Mapping[str, Any],
        inner: list[Reference],
        *,
        is_new: set[str],
    ) -> None:
        """Set what points to records of the same section, now that all of them have keys."""
        pointing = []
        for slug, row in touched.items():
            for reference in inner:
                name = _get(records[slug], reference.path)
                setattr(row, f"{reference.field}_id", self.keys.pk(reference.section, name))
                if name is not None and slug in is_new:
                    pointing.append(row)
        fields = [one.name for one in table.model._meta.concrete_fields if not one.primary_key]
        manager = table.model._default_manager
        if pointing:
            manager.bulk_update(pointing, [one.field for one in inner], batch_size=BATCH)
        changed = [row for slug, row in touched.items() if slug not in is_new]
        if changed:
            manager.bulk_update(changed, fields, batch_size=50)

    def _write_members(
        self,
        table: Table,
        records: Mapping[str, Record],
        new: Mapping[str, Any],
        touched: Mapping[str, Any],
    ) -> None:
        for members in table.members:
            for are_new in (True, False):
                wanted = {
                    row.pk: [
                        self.keys.pk(members.section, name)
                        for name in records[slug].get(members.key, [])
                    ]
                    for slug, row in touched.items()
                    if (slug in new) is are_new
                }
                field_ = table.model._meta.get_field(members.field)
                set_members(field_, wanted, are_new=are_new)  # type: ignore[arg-type]

    def _write_part(self, part: Part, owners: Mapping[int, Record]) -> None:
        """Make the rows of a part equal the lists in the file; equal rows are left alone."""
        created, updated, deleted = [], [], []
        for owner, record in owners.items():
            rows = self.stored.parts.get(part.model, {}).get(owner, [])
            present = _by_match(part, rows)
            items = part.unpack(record[part.key]) if part.key in record else ()
            for position, item in enumerate(items):
                values = self._part_values(part, item, position)
                equal = present.get(_match(part, values, position))
                row = equal.pop(0) if equal else None
                if row is None:
                    created.append(part.model(**{f"{part.owner}_id": owner}, **values))
                elif any(getattr(row, name) != value for name, value in values.items()):
                    for name, value in values.items():
                        setattr(row, name, value)
                    updated.append(row)
            deleted += [row for left in present.values() for row in left]
        manager = part.model._default_manager
        if part.is_archived:
            updated += _archive([row for row in deleted if row.archived_at is None])
        else:
            delete_rows(deleted, self.author)
        manager.bulk_create(created, batch_size=BATCH)
        write_history(created, "+", self.author)
        if updated:
            fields = [one.name for one in part.model._meta.concrete_fields if not one.primary_key]
            manager.bulk_update(updated, fields, batch_size=100)
            write_history(updated, "~", self.author)

    def _part_values(self, part: Part, item: Record, position: int) -> dict[str, Any]:
        values = {column.field: column.stored(_get(item, column.path)) for column in part.columns}
        for reference in part.references:
            name = _get(item, reference.path)
            values[f"{reference.field}_id"] = self.keys.pk(reference.section, name)
        if part.is_ordered:
            values["position"] = position
        if part.is_archived:
            values["archived_at"] = None
        return values

    def _reorder(
        self, table: Table, records: Mapping[str, Record], rows: Mapping[str, Any]
    ) -> None:
        """Keep the order of the file, records that it lacks last. An order leaves no history."""
        if not table.has("position"):
            return
        rest = [slug for slug in rows if slug not in records]
        moved = []
        for position, slug in enumerate([*records, *rest]):
            if rows[slug].position != position:
                rows[slug].position = position
                moved.append(rows[slug])
        table.model._default_manager.bulk_update(moved, ["position"], batch_size=BATCH)


def _archive(rows: list[Any]) -> list[Any]:
    for row in rows:
        row.archived_at = timezone.now()
    return rows


def archive_rows(rows: Iterable[Any], author: Author) -> None:
    """Archive records, or delete rows of models that know no archive; their history stays."""
    for model, of_model in groupby(rows, key=_model):
        listed = list(of_model)
        if not any(one.name == "archived_at" for one in model._meta.get_fields()):
            delete_rows(listed, author)
            continue
        model._default_manager.bulk_update(_archive(listed), ["archived_at"], batch_size=BATCH)
        write_history(listed, "~", author)


def _model(row: Any) -> type[Model]:
    return type(row)


def _get(record: Record, path: tuple[str, ...]) -> Any:
    value: Any = record
    for step in path:
        value = (value or {}).get(step)
    return value


def _taken(table: Table) -> set[str]:
    """Return the keys of the file that have a place of their own."""
    paths = [one.path for one in table.columns if one.path]
    paths += [one.path for one in table.references]
    return (
        {path[0] for path in paths}
        | {one.key for one in table.members}
        | {one.key for one in table.parts}
        | {ARCHIVED}
    )


def _by_match(part: Part, rows: list[Any]) -> dict[Any, list[Any]]:
    matching: dict[Any, list[Any]] = {}
    for position, row in enumerate(rows):
        values = {name: getattr(row, name) for name in part.match}
        matching.setdefault(_match(part, values, position), []).append(row)
    return matching


def _match(part: Part, values: Mapping[str, Any], position: int) -> Any:
    return tuple(values[name] for name in part.match) if part.match else position
