"""What records were at a moment, read from their history; many records at once."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from livskraft.plans.planfile.compare import ARCHIVED
from livskraft.plans.planfile.content import Record, canonical
from livskraft.plans.queries.planfile.keys import Keys
from livskraft.plans.queries.planfile.stored import item_of, record_of
from livskraft.plans.queries.planfile.tables import Part, Table

RESPONSIBLE = "responsible"
"""Key of who answers for an activity, which no plan file holds."""
_BATCH = 5000
_OF_VERSION = ("id", "history_id", "history_date", "history_type")


class OwnKeys(Keys):
    """Names records by their primary keys, so that nothing must be looked up to compare them."""

    def __init__(self) -> None:
        super().__init__([], None)

    def name(self, section: str, pk: Any) -> str | None:
        return None if pk is None else str(pk)


class States:
    """The states of some records of one section, in the form of the plan file, up to a moment.

    What they refer to stands there by its primary key. One query, one for each list and one for
    each kind of part, and as many again for each 5,000 records.
    """

    def __init__(self, table: Table, records: Collection[int], until: datetime | None) -> None:
        self._table = table
        self._until = until
        self._keys = OwnKeys()
        self._versions: dict[int, list[Any]] = defaultdict(list)
        self._members: dict[str, dict[int, list[str]]] = {}
        self._parts: dict[str, dict[int, dict[int, list[Any]]]] = {}
        ordered = sorted(records)
        for start in range(0, len(ordered), _BATCH):
            self._read(ordered[start : start + _BATCH])

    def before(self, pk: int, at: datetime) -> Record | None:
        """Return what a record was just before a moment; None if it was not there."""
        return self._record(pk, at, bisect_left)

    def after(self, pk: int, at: datetime) -> Record | None:
        """Return what a record was from a moment on; None if it was not there."""
        return self._record(pk, at, bisect_right)

    def newest(self, pk: int) -> Record | None:
        """Return what a record is now; None if it is not there."""
        return self.after(pk, datetime.max.replace(tzinfo=UTC))

    def _read(self, pks: list[int]) -> None:
        table = self._table
        fields = _fields(table) + [name for name in ("archived_at", RESPONSIBLE) if table.has(name)]
        for version in self._read_versions(table.model, "id", pks, fields):
            self._versions[version.id].append(version)
        for members in table.members:
            of_version = self._members.setdefault(members.key, defaultdict(list))
            for version, other in self._read_members(members.field, pks):
                of_version[version].append(str(other))
        for part in table.parts:
            fields = [*_fields(part), *(["archived_at"] if part.is_archived else [])]
            of_owner = self._parts.setdefault(part.key, defaultdict(lambda: defaultdict(list)))
            owner = f"{part.owner}_id"
            for version in self._read_versions(part.model, owner, pks, fields):
                of_owner[getattr(version, owner)][version.id].append(version)

    def _read_versions(
        self, model: Any, owner: str, pks: Iterable[int], fields: list[str]
    ) -> Iterator[Any]:
        """Yield the versions, oldest first."""
        names = list(dict.fromkeys([*_OF_VERSION, owner, *fields]))
        rows = self._up_to(model.history.filter(**{f"{owner}__in": pks}), "history_date")
        for values in rows.order_by("history_date", "history_id").values_list(*names):
            yield SimpleNamespace(**dict(zip(names, values, strict=True)))

    def _read_members(self, name: str, pks: Iterable[int]) -> Iterable[tuple[int, int]]:
        field: Any = self._table.model._meta.get_field(name)
        versions: Any = self._table.model.history.model  # type: ignore[attr-defined]
        kept = getattr(versions, name).model.objects.filter(history__id__in=pks)
        rows = self._up_to(kept, "history__history_date")
        found: Iterable[tuple[int, int]] = rows.values_list("history_id", field.m2m_reverse_name())
        return found

    def _up_to(self, rows: Any, when: str) -> Any:
        return rows if self._until is None else rows.filter(**{f"{when}__lt": self._until})

    def _record(self, pk: int, at: datetime, bisect: Any) -> Record | None:
        version = _version_at(self._versions.get(pk, []), at, bisect)
        if version is None or version.history_type == "-":
            return None
        table = self._table
        record = record_of(version, table.columns, table.references, self._keys)
        for key, of_version in self._members.items():
            record[key] = of_version.get(version.history_id, [])
        for part in table.parts:
            record[part.key] = part.pack(list(self._items(part, pk, at, bisect)))
        if table.has(RESPONSIBLE):
            record[RESPONSIBLE] = self._keys.name("people", version.responsible)
        if getattr(version, "archived_at", None):
            record[ARCHIVED] = True
        return canonical(table.section, record)

    def _items(self, part: Part, owner: int, at: datetime, bisect: Any) -> Iterator[Record]:
        versions = self._parts[part.key].get(owner, {})
        for pk in sorted(versions):
            version = _version_at(versions[pk], at, bisect)
            is_there = version is not None and version.history_type != "-"
            if is_there and not (part.is_archived and version.archived_at):
                yield item_of(version, part, self._keys)


def _version_at(versions: Sequence[Any], at: datetime, bisect: Any) -> Any:
    place = bisect(versions, at, key=lambda version: version.history_date)
    return versions[place - 1] if place else None


def _fields(kept: Table | Part) -> list[str]:
    """Return the names of the columns, and of the foreign keys as they stand in a row."""
    columns = [column.field for column in kept.columns]
    return columns + [f"{reference.field}_id" for reference in kept.references]
