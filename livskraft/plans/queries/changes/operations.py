"""Rows of the history → operations: what one person, or one command, wrote together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import CharField, Max, Q, QuerySet, TextField, Value
from django.db.models.functions import Coalesce

from livskraft.plans.queries.planfile.tables import Part, Table, all_tables

# Loads before every row of an operation got the same time differ by so much.
TOGETHER = timedelta(seconds=1)


class RecordKey(NamedTuple):
    """A record: its section of the plan file and its primary key."""

    section: str
    pk: int


@dataclass(frozen=True)
class Scope:
    """Which changes are asked for; None means all.

    With a plan those of what only belongs to it: itself, its goals, activities, links …
    `by` is the key of a person, or COMMAND for what no person did.
    """

    since: datetime | None = None
    until: datetime | None = None
    plan: int | None = None
    by: int | None = None
    record: RecordKey | None = None


COMMAND = 0


class Row(NamedTuple):
    """One row of the history. `part` is "" for the record itself; `kind` is "+", "~" or "-"."""

    section: str
    part: str
    pk: int
    at: datetime
    kind: str
    by: int | None
    name: str | None
    reason: str


@dataclass
class Group:
    """Rows that were written together, by record. `kinds` are those of the record's own rows."""

    by: int | None
    name: str
    reason: str
    first: datetime
    last: datetime
    kinds: dict[RecordKey, list[str]] = field(default_factory=lambda: defaultdict(list))


def operations(scope: Scope) -> list[Group]:
    """Return what was written, newest first. One query, whatever there is."""
    found: list[Group] = []
    open_groups: dict[tuple[int | None, str], Group] = {}
    for row in sorted(_rows(scope), key=lambda row: row.at):
        author = (row.by, row.reason)
        group = open_groups.get(author)
        if group is None or not _is_together(group, row):
            group = Group(row.by, row.name or "", row.reason, row.at, row.at)
            open_groups[author] = group
            found.append(group)
        group.last = row.at
        kinds = group.kinds[RecordKey(row.section, row.pk)]
        if not row.part:
            kinds.append(row.kind)
    return sorted(found, key=lambda group: group.last, reverse=True)


def _is_together(group: Group, row: Row) -> bool:
    is_signed = row.by is not None or row.reason
    return row.at == group.last or bool(is_signed and row.at - group.last <= TOGETHER)


def newest_change() -> datetime | None:
    """Return when something was changed last; None if never. One query."""
    newest = [
        history.order_by()
        .annotate(one=Value(1))
        .values("one")
        .annotate(newest=Max("history_date"))
        .values_list("newest")
        for history, _table, _part in _histories()
    ]
    first, *others = newest
    return max((at for (at,) in first.union(*others, all=True) if at), default=None)


def _rows(scope: Scope) -> Iterator[Row]:
    listed = [
        _row_values(history.filter(_condition(scope, table, part)), table, part)
        for history, table, part in _histories()
        if _is_in_scope(scope, table)
    ]
    first, *others = listed
    return (Row(*values) for values in first.union(*others, all=True))


def _histories() -> Iterable[tuple[Any, Table, Part | None]]:
    """Yield the history of each kind of record, and of each of their parts."""
    for table in all_tables():
        yield table.model.history, table, None  # type: ignore[attr-defined]
        for part in table.parts:
            yield part.model.history, table, part  # type: ignore[attr-defined]


def _is_in_scope(scope: Scope, table: Table) -> bool:
    if scope.record is not None:
        return table.section == scope.record.section
    return scope.plan is None or not table.is_shared


def _row_values(rows: QuerySet[Any], table: Table, part: Part | None) -> QuerySet[Any]:
    return rows.order_by().values_list(
        Value(table.section, output_field=CharField()),
        Value(part.key if part else "", output_field=CharField()),
        f"{part.owner}_id" if part else "id",
        "history_date",
        "history_type",
        "history_user_id",
        "history_user__name",
        Coalesce("history_change_reason", Value(""), output_field=TextField()),
    )


def _condition(scope: Scope, table: Table, part: Part | None) -> Q:
    asked = Q()
    if scope.since is not None:
        asked &= Q(history_date__gte=scope.since)
    if scope.until is not None:
        asked &= Q(history_date__lt=scope.until)
    if scope.by is not None:
        asked &= Q(history_user=None if scope.by == COMMAND else scope.by)
    if scope.record is not None:
        asked &= Q(**{f"{part.owner}_id" if part else "id": scope.record.pk})
    if scope.plan is not None:
        asked &= _of_plan(scope.plan, table, f"{part.owner}__" if part else "")
    return asked


def _of_plan(plan: int, table: Table, owner: str) -> Q:
    if table.section == "plan":
        return Q(id=plan)
    if table.section == "links":
        is_becoming = Q(kind="became")
        return Q(from_goal__plan=plan) & ~is_becoming | Q(to_goal__plan=plan) & is_becoming
    return Q(**{f"{owner}plan": plan})
