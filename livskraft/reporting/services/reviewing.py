"""What a reviewer says of an answer, and what is decided about the activity."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.plans.models.activities import Status
from livskraft.plans.services.activities import change_status
from livskraft.plans.services.locking import lock_plans
from livskraft.reporting.errors import AnsweredError, RoundStateError
from livskraft.reporting.models import (
    Assignment,
    AssignmentState,
    ReportDraft,
    ReportState,
    RoundState,
    StatusReport,
    Verdict,
)
from livskraft.reporting.queries.forms import newest_report
from livskraft.reporting.questions import Question, questions_of
from livskraft.reporting.services.keeping import as_content, change
from livskraft.reporting.services.permissions import require_for
from livskraft.reporting.services.telling import tell_returned
from livskraft.shared.history import Author


@dataclass(frozen=True)
class Accepted:
    """An accepted answer; `has_new_status` is whether the activity's status changed by it."""

    report: StatusReport
    has_new_status: bool


@transaction.atomic
def accept_report(*, report: StatusReport, by: Any, now: datetime | None = None) -> Accepted:
    """Accept an answer: it stands, and its public part is published.

    The activity gets the reported status through the plan's own service, from the day the answer
    was sent on, unless the plan tells of a later change. The verdict that the answer proposes is
    kept where none is given yet. Raises PermissionDenied, RoundStateError, AnsweredError for an
    answer that is not the newest or was reviewed already, and ValidationError where a gate keeps
    the activity from that status.
    """
    lock_plans()
    now = now or timezone.now()
    report, assignment = _to_review(report, by)
    questions = questions_of(assignment.round)
    has_new_status = _pass_on_status(report, assignment, questions, by)
    report.state, report.reviewed_by, report.reviewed_at = ReportState.ACCEPTED, by, now
    report.save(update_fields=["state", "reviewed_by", "reviewed_at"])
    ReportDraft.objects.filter(assignment=assignment).delete()
    proposed = _proposed_verdict(report, assignment, questions, now)
    change(assignment, Author("", by, now), state=AssignmentState.ACCEPTED, **proposed)
    return Accepted(report, has_new_status)


@transaction.atomic
def accept_reports(
    *, reports: Iterable[StatusReport], by: Any, now: datetime | None = None
) -> list[Accepted]:
    """Accept several answers, all of them or none. Raises as `accept_report`, naming the activity."""
    accepted = []
    for report in reports:
        try:
            accepted.append(accept_report(report=report, by=by, now=now))
        except ValidationError as error:
            title = report.assignment.activity.title
            raise ValidationError([f"{title}: {one}" for one in error.messages]) from None
    return accepted


def _to_review(report: StatusReport, by: Any) -> tuple[StatusReport, Assignment]:
    """Return the answer and its assignment as they are now, kept from others."""
    assignment: Assignment = (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("round__plan", "activity", "person", "substitute")
        .get(pk=report.assignment_id)
    )
    require_for(by, "reporting.review", assignment.activity)
    if assignment.round.state != RoundState.OPEN:
        raise RoundStateError(
            _("%(round)s is not open for review.") % {"round": assignment.round.title}
        )
    newest = newest_report(assignment)
    if newest is None or newest.pk != report.pk:
        raise AnsweredError(_("A newer answer has come meanwhile. Read that one."))
    if newest.state != ReportState.SENT:
        raise AnsweredError(_("Somebody has reviewed it already."))
    return newest, assignment


def _pass_on_status(
    report: StatusReport, assignment: Assignment, questions: Sequence[Question], by: Any
) -> bool:
    """Give the activity the reported status; leave it where the plan tells of something later.

    An activity's status and its reason are public, so an internal answer never becomes one.
    """
    public = (one for one in questions if not one.is_internal)
    question = next((one for one in public if one.kind == "status"), None)
    status = report.answers.get(question.key) if question else None
    activity = assignment.activity
    if question is None or status is None or status == activity.status:
        return False
    since = timezone.localdate(report.sent_at)
    if activity.status_since is not None and activity.status_since > since:
        return False
    why = str(report.answers.get(question.why_key, ""))
    template = as_content(lambda: _("Reported in %(round)s."))
    named = template % {"round": assignment.round.title}
    reason = f"{why} {named}".strip() if why else named
    change_status(activity=activity, status=Status(status), since=since, reason=reason, by=by)
    return True


def _proposed_verdict(
    report: StatusReport, assignment: Assignment, questions: Sequence[Question], now: datetime
) -> dict[str, Any]:
    question = next((one for one in questions if one.kind == "verdict"), None)
    verdict = report.answers.get(question.key) if question else None
    if question is None or verdict is None or assignment.verdict:
        return {}
    reason = str(report.answers.get(question.why_key, ""))
    return {"verdict": verdict, "verdict_reason": reason, "decided_at": now}


@transaction.atomic
def return_report(
    *, report: StatusReport, question: str, by: Any, root: str = "", now: datetime | None = None
) -> StatusReport:
    """Return an answer with a question; the reporter sees it, gets it by mail, and answers again.

    `root` is the site's address. Raises PermissionDenied, RoundStateError, AnsweredError, and
    ValidationError without a question.
    """
    report = mark_returned(report=report, question=question, by=by, now=now)
    tell_returned(report=report, root=root)
    return report


def mark_returned(
    *, report: StatusReport, question: str, by: Any, now: datetime | None = None
) -> StatusReport:
    """Return an answer without telling anybody, within the caller's transaction."""
    now = now or timezone.now()
    report, assignment = _to_review(report, by)
    if not question.strip():
        raise ValidationError({"question": _("Write what you want to know.")})
    report.state, report.question = ReportState.RETURNED, question.strip()
    report.reviewed_by, report.reviewed_at = by, now
    report.save(update_fields=["state", "question", "reviewed_by", "reviewed_at"])
    change(assignment, Author("", by, now), state=AssignmentState.RETURNED)
    report.assignment = assignment
    return report


@transaction.atomic
def excuse(
    *, assignment: Assignment, reason: str, by: Any, now: datetime | None = None
) -> Assignment:
    """Say why no answer is needed; an empty reason takes that back. Raises PermissionDenied,
    RoundStateError.
    """
    assignment = _undecided(assignment, by, "reporting.manage_round")
    author = Author(reason.strip(), by, now or timezone.now())
    change(assignment, author, excused_reason=reason.strip())
    return assignment


@transaction.atomic
def give_verdict(
    *,
    assignment: Assignment,
    verdict: str,
    reason: str = "",
    by: Any,
    now: datetime | None = None,
) -> Assignment:
    """Decide that an activity continues, changes or ends; or with "" and a reason, why it is open.

    Raises PermissionDenied, RoundStateError once the round is closed, and ValidationError by field:
    an unknown verdict, a change, an end or no verdict without a reason.
    """
    assignment = _undecided(assignment, by, "reporting.review")
    reason = reason.strip()
    if verdict and verdict not in Verdict.values:
        raise ValidationError({"verdict": _("Choose continue, change or end.")})
    if verdict != Verdict.CONTINUE and not reason:
        raise ValidationError({"reason": _("Say why.")})
    now = now or timezone.now()
    change(
        assignment,
        Author(reason, by, now),
        verdict=verdict,
        verdict_reason=reason,
        decided_at=now,
    )
    return assignment


@transaction.atomic
def give_verdicts(
    *,
    assignments: Iterable[Assignment],
    verdict: str,
    reason: str = "",
    by: Any,
    now: datetime | None = None,
) -> list[Assignment]:
    """Decide the same about several activities, all of them or none. Raises as `give_verdict`."""
    now = now or timezone.now()
    return [
        give_verdict(assignment=one, verdict=verdict, reason=reason, by=by, now=now)
        for one in assignments
    ]


def _undecided(assignment: Assignment, by: Any, permission: str) -> Assignment:
    found: Assignment = (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("round__plan", "activity")
        .get(pk=assignment.pk)
    )
    require_for(by, permission, found.activity)
    if found.round.state != RoundState.OPEN:
        raise RoundStateError(
            _("%(round)s is closed. Write an addendum.") % {"round": found.round.title}
        )
    return found
