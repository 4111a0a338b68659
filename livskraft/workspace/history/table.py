"""Changes as a table for a spreadsheet."""

from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.plans.queries.changes import Change, Operation, sentences
from livskraft.shared.tables import as_csv


def changes_as_csv(operations: Iterable[Operation]) -> str:
    """Return a row for each field that was changed, and for each record that came or went."""
    head = [
        _("When"),
        _("Who"),
        _("Why"),
        _("Kind"),
        _("Plan"),
        _("Record"),
        _("Title"),
        _("What"),
        _("Field"),
        _("Before"),
        _("After"),
    ]
    return as_csv(head, (row for operation in operations for row in _rows(operation)))


def _rows(operation: Operation) -> Iterator[list[str]]:
    when = timezone.localtime(operation.at).isoformat(timespec="seconds")
    for change in operation.changes:
        row = [when, operation.by, operation.reason, *_record(change)]
        for field in change.fields:
            yield [*row, field.label, field.before, field.after]
        if not change.fields:
            yield [*row, "", "", ""]


def _record(change: Change) -> list[str]:
    subject = change.subject
    plan = "" if subject.plan == "-" else subject.plan
    return [sentences.one(subject.section), plan, subject.slug, subject.title, change.what]
