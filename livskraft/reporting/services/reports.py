"""Answers are saved as drafts, sent once, and never changed after that: a new one replaces them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.reporting.answers import checked, drafted
from livskraft.reporting.errors import AnsweredError, DraftConflict, RoundStateError
from livskraft.reporting.models import (
    Assignment,
    AssignmentState,
    Channel,
    Evidence,
    ReportDraft,
    RoundState,
    StatusReport,
)
from livskraft.reporting.queries.forms import newest_report, standing_version
from livskraft.reporting.questions import Question, questions_of
from livskraft.reporting.services.keeping import change
from livskraft.reporting.services.permissions import require_reporter
from livskraft.reporting.who import Who
from livskraft.shared.history import Author


@transaction.atomic
def save_report_draft(
    *,
    assignment: Assignment,
    answers: Mapping[str, Any],
    version: int,
    who: Who,
    now: datetime | None = None,
) -> ReportDraft:
    """Keep what is written so far, right or not. `version` is that of the form: see `report_form`.

    The new version is `assignment.version`, of the assignment that the draft has. Raises
    PermissionDenied, RoundStateError, AnsweredError, ValidationError by key for what is too long,
    and DraftConflict where somebody else saved or sent something else meanwhile; then nothing is
    written. Seven queries.
    """
    assignment = answerable(assignment, who)
    kept = drafted(questions_of(assignment.round), answers)
    draft = ReportDraft.objects.filter(assignment=assignment).first()
    if draft is not None and draft.answers == kept:
        draft.assignment = assignment
        return draft
    _refuse_overwriting(assignment, version)
    now = now or timezone.now()
    if draft is None:
        draft = begun_draft(assignment, who, now)
    draft.answers, draft.saved_at = kept, now
    draft.by_user, draft.by_person = who.user, who.person
    draft.save()
    count_version(assignment)
    return draft


def answerable(assignment: Assignment, who: Who) -> Assignment:
    """Return the assignment as it is now, kept from others, if this person may answer it.

    Raises PermissionDenied, RoundStateError and AnsweredError.
    """
    found: Assignment = (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("round__plan", "activity")
        .get(pk=assignment.pk)
    )
    require_reporter(who, found)
    if found.round.state != RoundState.OPEN:
        raise RoundStateError(
            _("%(round)s is not open for answers.") % {"round": found.round.title}
        )
    if found.state == AssignmentState.ACCEPTED:
        raise AnsweredError(_("The answer is accepted and stands. Nothing was changed."))
    return found


def begun_draft(assignment: Assignment, who: Who, now: datetime) -> ReportDraft:
    """Store a new draft: it begins with what was sent in this round, and what showed that."""
    sent = newest_report(assignment)
    draft = ReportDraft.objects.create(
        assignment=assignment,
        answers=sent.answers if sent else {},
        saved_at=now,
        by_user=who.user,
        by_person=who.person,
    )
    for one in sent.evidence.all() if sent else ():
        one.pk, one.report, one.draft = None, None, draft
        one.save(force_insert=True)
    if assignment.state == AssignmentState.WAITING:
        change(assignment, Author("", who.user, now), state=AssignmentState.DRAFT)
    return draft


def count_version(assignment: Assignment) -> None:
    """Count a save or a send. The history does not: who wrote what stands in the drafts and reports."""
    assignment.version += 1
    Assignment.objects.filter(pk=assignment.pk).update(version=assignment.version)


def _refuse_overwriting(assignment: Assignment, version: int | None) -> None:
    if version is not None and version != assignment.version:
        raise DraftConflict(standing_version(assignment))


@transaction.atomic
def send_report(
    *,
    assignment: Assignment,
    answers: Mapping[str, Any],
    who: Who,
    channel: str,
    version: int | None = None,
    is_example: bool = False,
    now: datetime | None = None,
) -> StatusReport:
    """Send an answer: it gets the next number and is never changed again.

    `version` is that of the form; None where there is none to compare with. The same answer sent
    twice, as by two clicks, is kept once. Evidence of the draft goes with it. Raises
    PermissionDenied, RoundStateError, AnsweredError, ValidationError by the question's key, and
    DraftConflict. Some twelve queries.
    """
    assignment = answerable(assignment, who)
    if channel not in Channel.values:
        raise ValueError(channel)
    questions = questions_of(assignment.round)
    kept = checked(questions, answers)
    draft = ReportDraft.objects.filter(assignment=assignment).first()
    last = newest_report(assignment)
    if last and draft is None and last.answers == kept and is_unreviewed(assignment):
        return last
    if draft is None or draft.answers != drafted(questions, answers):
        _refuse_overwriting(assignment, version)
    evidence = _evidence_that_goes_along(draft, last)
    _require_evidence(questions, evidence)
    now = now or timezone.now()
    report = StatusReport.objects.create(
        assignment=assignment,
        number=last.number + 1 if last else 1,
        answers=kept,
        channel=channel,
        by_user=who.user,
        by_person=who.person,
        sent_at=now,
        is_example=is_example,
    )
    _give(evidence, report)
    if draft is not None:
        draft.delete()
    count_version(assignment)
    change(
        assignment,
        Author("", who.user, now),
        state=AssignmentState.ANSWERED,
        answered_at=now,
    )
    return report


def is_unreviewed(assignment: Assignment) -> bool:
    """Return whether an answer is there that nobody has looked at."""
    return assignment.state == AssignmentState.ANSWERED


def _evidence_that_goes_along(
    draft: ReportDraft | None, last: StatusReport | None
) -> list[Evidence]:
    """Return the draft's evidence; without a draft that of the answer that is replaced."""
    if draft is not None:
        return list(draft.evidence.all())
    return list(last.evidence.all()) if last else []


def _require_evidence(questions: Iterable[Question], evidence: list[Evidence]) -> None:
    for one in questions:
        if one.kind == "evidence" and one.is_required and not evidence:
            raise ValidationError({one.key: _("Add something that shows it.")})


def _give(evidence: list[Evidence], report: StatusReport) -> None:
    """Make evidence that of a report: a draft's is moved, that of an earlier report is copied."""
    for one in evidence:
        is_copied = one.report_id is not None
        if is_copied:
            one.pk = None
        one.report, one.draft = report, None
        one.save(force_insert=is_copied)


@transaction.atomic
def discard_draft(*, assignment: Assignment, version: int, who: Who) -> None:
    """Throw away what was written and not sent. Raises as `save_report_draft`."""
    assignment = answerable(assignment, who)
    _refuse_overwriting(assignment, version)
    if not ReportDraft.objects.filter(assignment=assignment).delete()[0]:
        return
    count_version(assignment)
    if assignment.state == AssignmentState.DRAFT:
        change(assignment, Author("", who.user), state=AssignmentState.WAITING)
