"""What a form begins with: the draft, the answer that was returned, or what was said last time."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from livskraft.reporting.errors import Version
from livskraft.reporting.models import (
    Assignment,
    AssignmentState,
    Evidence,
    ReportDraft,
    ReportState,
    RoundState,
    StatusReport,
)
from livskraft.reporting.queries.last_time import accepted_before
from livskraft.reporting.questions import Question, questions_of

Origin = Literal["draft", "sent", "last_time", "plan"]


@dataclass(frozen=True)
class ReportForm:
    """The form of one assignment.

    `version` goes along with what is sent. `answers` is what the form begins with, `origin` where
    from: a draft, what was sent in this round, an earlier round, or the plan alone; `origin_at` when
    that was. `question` is what the reviewer asks, "" where nothing is. `can_answer` is False once
    the answer is accepted or the round is closed.
    """

    version: int
    questions: tuple[Question, ...]
    answers: Mapping[str, Any]
    origin: Origin
    origin_at: datetime | None
    question: str
    can_answer: bool
    evidence: tuple[Evidence, ...]

    @property
    def comes_first(self) -> bool:
        """Whether the form is what to show: nothing is sent, or it was returned with a question."""
        return self.can_answer and (self.origin != "sent" or bool(self.question))


def report_form(assignment: Assignment) -> ReportForm:
    """Return the form. At most four queries; the assignment with its round and its activity."""
    questions = questions_of(assignment.round)
    draft = ReportDraft.objects.filter(assignment=assignment).first()
    sent = newest_report(assignment)
    answers, origin, at = beginning(
        assignment, questions, draft, sent, lambda: last_accepted(assignment)
    )
    kept: Iterable[Evidence] = ()
    if draft is not None:
        kept = draft.evidence.all()
    elif sent is not None:
        kept = sent.evidence.all()
    return ReportForm(
        version=assignment.version,
        questions=questions,
        answers=answers,
        origin=origin,
        origin_at=at,
        question=sent.question if sent and sent.state == ReportState.RETURNED else "",
        can_answer=assignment.round.state == RoundState.OPEN
        and assignment.state != AssignmentState.ACCEPTED,
        evidence=tuple(kept),
    )


def beginning(
    assignment: Assignment,
    questions: Iterable[Question],
    draft: ReportDraft | None,
    sent: StatusReport | None,
    last_time: Callable[[], StatusReport | None],
) -> tuple[dict[str, Any], Origin, datetime | None]:
    """Return the answers that a form begins with, where they are from, and when that was.

    `last_time` gives the accepted answer of another round; it is asked only where that matters.
    """
    if draft is not None:
        return draft.answers, "draft", draft.saved_at
    if sent is not None:
        return sent.answers, "sent", sent.sent_at
    earlier = last_time()
    before = earlier.answers if earlier else {}
    carried = {one.key: one.kind for one in questions if one.is_carried}
    answers = {key: before[key] for key in carried if key in before}
    for key, kind in carried.items():
        if kind == "status":
            answers[key] = assignment.activity.status
    return answers, "last_time" if earlier else "plan", earlier.sent_at if earlier else None


def newest_report(assignment: Assignment) -> StatusReport | None:
    """Return what was sent last in this round. One query."""
    return StatusReport.objects.filter(assignment=assignment).order_by("number").last()


def last_accepted(assignment: Assignment) -> StatusReport | None:
    """Return the newest accepted answer about the activity in a round before this one. One query."""
    before = accepted_before(assignment.round)
    return before.filter(assignment__activity=assignment.activity_id).last()


def standing_version(assignment: Assignment) -> Version:
    """Return the answer as it stands now: a draft, what was sent last, or nothing. Two queries."""
    draft = (
        ReportDraft.objects.filter(assignment=assignment)
        .select_related("by_user", "by_person")
        .first()
    )
    if draft is not None:
        by = draft.by_user or draft.by_person
        return Version(assignment.version, draft.answers, draft.saved_at, str(by or ""), False)
    sent = StatusReport.objects.filter(assignment=assignment)
    last = sent.select_related("by_user", "by_person").order_by("number").last()
    if last is None:
        return Version(assignment.version, {}, None, "", False)
    by = last.by_user or last.by_person
    return Version(assignment.version, last.answers, last.sent_at, str(by or ""), True)
