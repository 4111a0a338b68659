"""Bulk writes that keep the history of every record: who, when and why, with its many-to-many rows.

Django's own bulk writes and `queryset.update` leave no history; use them for derived columns only.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from django.db import models
from django.utils import timezone

Kind = Literal["+", "~", "-"]
BATCH = 500


@dataclass(frozen=True)
class Author:
    """Who makes a change, when, and why. `by` is None when a command does.

    All rows that one author writes get the same `at`: so they are told as one change.
    """

    reason: str
    by: Any = None
    at: datetime = field(default_factory=timezone.now)


def write_history(rows: Iterable[models.Model], kind: Kind, author: Author) -> None:
    """Keep the rows as they are now: "+" new, "~" changed, "-" about to be deleted.

    All rows are of one model that has a history. Many-to-many rows are read from the database.
    """
    rows = list(rows)
    if not rows:
        return
    history: Any = type(rows[0]).history.model  # type: ignore[attr-defined]
    kept = history.objects.bulk_create(
        [
            history(
                history_date=author.at,
                history_type=kind,
                history_user=author.by,
                history_change_reason=author.reason,
                **{one.attname: getattr(row, one.attname) for one in history.tracked_fields},
            )
            for row in rows
        ],
        batch_size=BATCH,
    )
    of_row = {row.pk: version for row, version in zip(rows, kept, strict=True)}
    for members in history._history_m2m_fields:
        _write_members(members, of_row)


def _write_members(field: Any, versions: Mapping[int, Any]) -> None:
    """Keep which rows a many-to-many field joins to each of the versions."""
    through = field.remote_field.through
    owner = field.m2m_column_name()
    sample = next(iter(versions.values()))
    kept: Any = getattr(sample, field.name).model
    columns = [column.attname for column in through._meta.fields]
    joined = [
        row
        for pks in _batches(list(versions))
        for row in through.objects.filter(**{f"{owner}__in": pks}).order_by("pk")
    ]
    kept.objects.bulk_create(
        [
            kept(
                history=versions[getattr(row, owner)],
                **{column: getattr(row, column) for column in columns},
            )
            for row in joined
        ],
        batch_size=BATCH,
    )


def set_members(
    field: Any, wanted: Mapping[int, Iterable[int]], *, are_new: bool = False
) -> set[int]:
    """Make a many-to-many field of several rows join exactly these; return the rows that changed.

    `wanted` gives the joined keys by the row's key. Writes no history: do so once all is written.
    """
    through = field.remote_field.through
    owner, other = field.m2m_column_name(), field.m2m_reverse_name()
    present: dict[tuple[int, int], int] = {}
    for pks in [] if are_new else _batches(list(wanted)):
        rows = through.objects.filter(**{f"{owner}__in": pks}).values_list(owner, other, "pk")
        present.update({(row, joined): pk for row, joined, pk in rows})
    pairs = {(row, joined) for row, keys in wanted.items() for joined in keys}
    lost = [pk for pair, pk in present.items() if pair not in pairs]
    for pks in _batches(lost):
        through.objects.filter(pk__in=pks).delete()
    gained = sorted(pairs - present.keys())
    through.objects.bulk_create(
        [through(**{owner: row, other: joined}) for row, joined in gained], batch_size=BATCH
    )
    return {row for row, _joined in gained} | {row for row, _joined in present.keys() - pairs}


def delete_rows(rows: Iterable[Any], author: Author) -> None:
    """Delete rows that are parts of a record, leaving their history."""
    for row in rows:
        row._change_reason, row._history_user = author.reason, author.by
        row._history_date = author.at
        row.delete()


def _batches(keys: list[Any]) -> Iterable[list[Any]]:
    """Yield the keys in lists that fit into one SQL statement."""
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]
