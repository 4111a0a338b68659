"""Undo of a change of many records: each goes back to what it was just before, all or none."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.plans.models import Plan
from livskraft.plans.queries.changes import Subject, operation_at, touched_since
from livskraft.plans.services.editing.restoring import restore_record

_JUST_BEFORE = timedelta(microseconds=1)


@dataclass(frozen=True)
class Undone:
    """The records that went back, and those `left` as they are since they were changed again."""

    records: tuple[Subject, ...]
    left: tuple[Subject, ...]


@transaction.atomic
def undo_operation(*, at: datetime, reason: str, by: Any) -> Undone:
    """Undo what was written together at a moment, whole or not at all.

    Raises PermissionDenied unless the person may restore each of the records, and ValidationError
    as `restore_record`, and where there is no such operation or nothing of it is left to undo.
    """
    operation = operation_at(at)
    if operation is None or not operation.is_change_of_many:
        raise ValidationError(_("There is no change of many records at that moment."))
    touched = touched_since(operation)
    subjects = [change.subject for change in operation.changes]
    records = [subject for subject in subjects if subject.key not in touched]
    if not records:
        raise ValidationError(_("All of the records have been changed again since then."))
    plans = {plan.slug: plan for plan in Plan.objects.all()}
    for subject in records:
        restore_record(
            section=subject.section,
            plan=plans.get(subject.plan),
            slug=subject.slug,
            at=operation.first - _JUST_BEFORE,
            reason=reason,
            by=by,
        )
    left = (subject for subject in subjects if subject.key in touched)
    return Undone(tuple(records), tuple(left))
