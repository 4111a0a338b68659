"""Operations as people are told them: which records, what was done to each, which words differ."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from django.utils.text import capfirst

from livskraft.plans.planfile.compare import ARCHIVED
from livskraft.plans.queries.changes import sentences
from livskraft.plans.queries.changes.operations import (
    Group,
    RecordKey,
    Scope,
    newest_change,
    operations,
)
from livskraft.plans.queries.changes.sentences import KINDS, Kind
from livskraft.plans.queries.changes.states import States
from livskraft.plans.queries.changes.subjects import Subject, subjects
from livskraft.plans.queries.changes.words import (
    Difference,
    FieldChange,
    OwnTitles,
    differences,
    in_words,
)
from livskraft.plans.queries.planfile.tables import table_of
from livskraft.shared.listing import listed

# How far back the latest changes are looked for, until there are enough.
_DAYS_BACK = (30, 365, None)
SHOWN = 100
# An operation is over within this time.
_LONGEST = timedelta(minutes=10)


@dataclass(frozen=True)
class Change:
    """What one operation did to one record; `fields` is empty unless it was changed."""

    subject: Subject
    kind: Kind
    fields: tuple[FieldChange, ...] = ()

    @property
    def what(self) -> str:
        """Return "Activity changed"."""
        return sentences.what(self.kind, sentences.one(self.subject.section))


@dataclass(frozen=True)
class Operation:
    """What one person, or one command (`by` is ""), wrote together at `at`."""

    at: datetime
    first: datetime
    by: str
    by_pk: int | None
    reason: str
    changes: tuple[Change, ...]

    @cached_property
    def what(self) -> str:
        """Return "Activity changed", or of several records "65 activities and 25 goals added"."""
        if len(self.changes) == 1:
            return self.changes[0].what
        told = (
            sentences.what(kind, sentences.nouns(sections))
            for kind, sections in sections_by_kind(self.changes).items()
        )
        return capfirst(listed(told))

    @property
    def number(self) -> int:
        return len(self.changes)

    @property
    def is_change_of_many(self) -> bool:
        """Whether it changed several records and did nothing else: then it can be undone as one."""
        return self.number > 1 and all(one.kind == "changed" for one in self.changes)

    @cached_property
    def groups(self) -> list["ChangeGroup"]:
        return grouped(self.changes)

    @property
    def moment(self) -> str:
        """Return when it was over, as an address has it."""
        return self.at.isoformat()

    @property
    def mark(self) -> str:
        """Return what names the operation on a page."""
        return f"andring-{int(self.at.timestamp() * 1_000_000)}"


def latest_changes(limit: int = 30, *, is_internal: bool = False) -> list[Operation]:
    """Return the latest operations in all plans, newest first; see `changes_between`.

    Some of the `limit` may be missing where they changed only what colleagues see.
    """
    newest = newest_change()
    if newest is None:
        return []
    groups: list[Group] = []
    for days in _DAYS_BACK:
        since = newest - timedelta(days=days) if days else None
        groups = operations(Scope(since=since))
        if len(groups) >= limit:
            break
    return _told(groups[:limit], None, is_internal=is_internal)


def changes_between(scope: Scope, *, is_internal: bool = False) -> list[Operation]:
    """Return the operations in the scope, newest first.

    With `is_internal` also what only colleagues may see. The number of queries depends on which
    kinds of record were changed, never on how many: at most 45.
    """
    return _told(operations(scope), scope.until, is_internal=is_internal)


def operation_at(at: datetime) -> Operation | None:
    """Return the operation that was over at this very moment, with what only colleagues may see.

    Queries as `changes_between`.
    """
    scope = Scope(since=at - _LONGEST, until=at + timedelta(microseconds=1))
    found = changes_between(scope, is_internal=True)
    return next((operation for operation in found if operation.at == at), None)


def touched_since(operation: Operation) -> set[RecordKey]:
    """Return the records that were written after an operation. One query."""
    later = operations(Scope(since=operation.at + timedelta(microseconds=1)))
    return {key for group in later for key in group.kinds}


def record_changes(key: RecordKey, *, is_internal: bool = False) -> list[Operation]:
    """Return all that was done to one record, newest first. At most 20 queries."""
    return changes_between(Scope(record=key), is_internal=is_internal)


def net_changes(scope: Scope, *, is_internal: bool = False) -> tuple[Change, ...]:
    """Return how the records differ between the beginning and the end of the scope.

    What was changed and changed back is not there. Queries as `changes_between`.
    """
    groups = operations(scope)
    if not groups:
        return ()
    whole = Group(None, "", "", groups[-1].first, groups[0].last)
    for group in reversed(groups):
        for key, kinds in group.kinds.items():
            whole.kinds[key] += kinds
    told = _told([whole], scope.until, is_internal=is_internal)
    return told[0].changes if told else ()


def record_difference(
    key: RecordKey, at: datetime, *, is_internal: bool = False
) -> tuple[FieldChange, ...]:
    """Return what a record is now and was at a moment: `before` is now, `after` is then.

    A removed record is nothing now. At most 20 queries.
    """
    table = table_of(key.section)
    states = States(table, [key.pk], None)
    now, then = states.newest(key.pk), states.after(key.pk, at)
    if then is None:
        return ()
    titles = OwnTitles()
    found = differences(table, now or {}, then, is_internal=is_internal)
    return tuple(in_words(difference, titles) for difference in found)


@dataclass(frozen=True)
class ChangeGroup:
    """Records of one section to which the same was done; of very many only some are `shown`."""

    what: str
    shown: tuple[Change, ...]
    more: int


def grouped(changes: Sequence[Change]) -> list[ChangeGroup]:
    """Return the changes by what was done and to what kind of record, in their order."""
    groups = []
    for (kind, section), found in groupby(changes, key=lambda one: (one.kind, one.subject.section)):
        alike = tuple(found)
        what = sentences.what(kind, sentences.nouns([section] * len(alike)))
        groups.append(ChangeGroup(capfirst(what), alike[:SHOWN], max(0, len(alike) - SHOWN)))
    return groups


def sections_by_kind(changes: Iterable[Change]) -> dict[Kind, list[str]]:
    """Return the section of each record by what was done to it, once for each record."""
    of_record: dict[RecordKey, Kind] = {}
    for change in changes:
        known = of_record.get(change.subject.key, change.kind)
        of_record[change.subject.key] = min(known, change.kind, key=KINDS.index)
    by_kind: dict[Kind, list[str]] = {}
    for kind in KINDS:
        found = [key.section for key, of_key in of_record.items() if of_key == kind]
        if found:
            by_kind[kind] = found
    return by_kind


class _Raw(NamedTuple):
    group: int
    key: RecordKey
    kind: Kind
    differences: tuple[Difference, ...]


def _told(groups: Sequence[Group], until: datetime | None, *, is_internal: bool) -> list[Operation]:
    raw = list(_raw_changes(groups, until, is_internal=is_internal))
    titles = OwnTitles()
    found = subjects({change.key for change in raw})
    of_group: dict[int, list[Change]] = defaultdict(list)
    for change in raw:
        if change.key in found:
            fields = tuple(in_words(one, titles) for one in change.differences)
            of_group[change.group].append(Change(found[change.key], change.kind, fields))
    return [
        Operation(
            group.last, group.first, group.name, group.by, group.reason, _ordered(of_group[place])
        )
        for place, group in enumerate(groups)
        if place in of_group
    ]


def _ordered(changes: list[Change]) -> tuple[Change, ...]:
    return tuple(
        sorted(
            changes,
            key=lambda change: (
                KINDS.index(change.kind),
                sentences.place(change.subject.section),
                change.subject.key.pk,
            ),
        )
    )


def _raw_changes(
    groups: Sequence[Group], until: datetime | None, *, is_internal: bool
) -> Iterator[_Raw]:
    states = _states(groups, until)
    for place, group in enumerate(groups):
        for key, kinds in group.kinds.items():
            whole = _whole(kinds)
            if whole == "changed":
                yield from _changed(states[key.section], group, place, key, is_internal=is_internal)
            elif whole is not None:
                yield _Raw(place, key, whole, ())


def _whole(kinds: Sequence[str]) -> Kind | None:
    """Return whether the record came, went or was changed; None if it came and went again."""
    if kinds and kinds[-1] == "-":
        return None if "+" in kinds else "removed"
    return "added" if kinds and kinds[0] == "+" else "changed"


def _states(groups: Sequence[Group], until: datetime | None) -> dict[str, States]:
    wanted: dict[str, set[int]] = defaultdict(set)
    for group in groups:
        for (section, pk), kinds in group.kinds.items():
            if _whole(kinds) == "changed":
                wanted[section].add(pk)
    return {section: States(table_of(section), pks, until) for section, pks in wanted.items()}


def _changed(
    states: States, group: Group, place: int, key: RecordKey, *, is_internal: bool
) -> Iterator[_Raw]:
    before, after = states.before(key.pk, group.first), states.after(key.pk, group.last)
    if before is None or after is None:
        return
    found = differences(table_of(key.section), before, after, is_internal=is_internal)
    kind: Kind = "changed"
    if (ARCHIVED in before) != (ARCHIVED in after):
        kind = "archived" if ARCHIVED in after else "restored"
    if found or kind != "changed":
        yield _Raw(place, key, kind, found)
