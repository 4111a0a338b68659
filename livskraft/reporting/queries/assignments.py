"""One activity in a round, as its reviewer and its reporter see it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from livskraft.accounts.policies import Ownership
from livskraft.plans.queries.ownership import activity_ownerships, organisations_below
from livskraft.reporting.answers import Answer, answers_in_words
from livskraft.reporting.models import (
    Addendum,
    Assignment,
    AssignmentState,
    Evidence,
    Gate,
    PartnerView,
    ReportingRound,
    RoundState,
    StatusReport,
)
from livskraft.reporting.models.rounds import STANDS
from livskraft.reporting.queries.forms import last_accepted
from livskraft.reporting.questions import Question, questions_of


@dataclass(frozen=True)
class ReportShown:
    """An answer with its words; `by` is who sent it, "" where nobody is known."""

    pk: int
    number: int
    state: str
    state_word: str
    sent_at: datetime
    by: str
    channel_word: str
    answers: tuple[Answer, ...]
    evidence: tuple[Evidence, ...]
    question: str
    reviewed_by: str
    reviewed_at: datetime | None
    is_example: bool


@dataclass(frozen=True)
class AssignmentPage:
    """An activity in a round.

    `reports` are what was sent, newest first; `before` is the accepted answer of the round before,
    None for none; `partner_views` what partners say of the region's role.
    """

    assignment: Assignment
    questions: tuple[Question, ...]
    reports: tuple[ReportShown, ...]
    before: ReportShown | None
    before_round: str
    gates: tuple[Gate, ...]
    partner_views: tuple[PartnerView, ...]
    addenda: tuple[Addendum, ...]

    @property
    def newest(self) -> ReportShown | None:
        return self.reports[0] if self.reports else None

    @property
    def can_review(self) -> bool:
        """Whether the newest answer waits for somebody to accept or return it."""
        is_open = self.assignment.round.state == RoundState.OPEN
        return is_open and self.assignment.state == AssignmentState.ANSWERED

    @property
    def can_decide(self) -> bool:
        return self.assignment.round.state == RoundState.OPEN


def _whole() -> QuerySet[Assignment]:
    return Assignment.objects.select_related(
        *("round__plan", "activity__primary_goal", "activity__lead", "organisation"),
        *("person", "substitute"),
    ).defer("round__content", "round__internal_content")


def assignment_page(assignment: Assignment, *, with_internal: bool = True) -> AssignmentPage:
    """Return what is known of an activity in a round. Six queries, the assignment with its round.

    Without `with_internal` answers to internal questions and internal evidence are left out.
    """
    questions = questions_of(assignment.round)
    reports = whole_reports().filter(assignment=assignment).order_by("-number")
    before = last_accepted(assignment)
    before_questions = questions_of(before.assignment.round) if before else ()
    return AssignmentPage(
        assignment=assignment,
        questions=questions,
        reports=tuple(shown_report(one, questions, with_internal) for one in reports),
        before=shown_report(before, before_questions, with_internal) if before else None,
        before_round=before.assignment.round.title if before else "",
        gates=tuple(Gate.objects.filter(activity=assignment.activity_id)),
        partner_views=tuple(_partner_views(assignment)),
        addenda=tuple(Addendum.objects.filter(assignment=assignment).select_related("by")),
    )


def whole_reports() -> QuerySet[StatusReport]:
    """Return answers with what `shown_report` reads of them. Two queries."""
    people = ("by_user", "by_person", "reviewed_by")
    return StatusReport.objects.select_related(*people).prefetch_related("evidence")


def _partner_views(assignment: Assignment) -> QuerySet[PartnerView]:
    views = PartnerView.objects.filter(round=assignment.round_id, activity=assignment.activity_id)
    return views.select_related("organisation").order_by("organisation__sort_key")


def shown_report(
    report: StatusReport, questions: Iterable[Question], with_internal: bool
) -> ReportShown:
    """Return an answer with its words."""
    by = report.by_user or report.by_person
    evidence = [one for one in report.evidence.all() if with_internal or not one.is_internal]
    return ReportShown(
        pk=report.pk,
        number=report.number,
        state=report.state,
        state_word=str(report.get_state_display()),
        sent_at=report.sent_at,
        by=str(by or ""),
        channel_word=str(report.get_channel_display()),
        answers=answers_in_words(questions, report.answers, with_internal=with_internal),
        evidence=tuple(evidence),
        question=report.question,
        reviewed_by=str(report.reviewed_by or ""),
        reviewed_at=report.reviewed_at,
        is_example=report.is_example,
    )


def assignments_to_report(user: Any, states: Sequence[str] | None = None) -> list[Assignment]:
    """Return what somebody who is signed in may answer in open rounds; soonest first. Four queries."""
    return _allowed(user, "reporting.report", states)


def own_assignments(user: Any, states: Sequence[str] | None = None) -> list[Assignment]:
    """Return what the organisation of somebody signed in is to answer in open rounds. Two queries.

    As `assignments_to_report`, without what the person may answer for others.
    """
    own = Ownership(leads=frozenset(filter(None, [user.organisation_id])))
    if not own.leads or not user.has_perm("reporting.report", own):
        return []
    return list(_open(states).filter(activity__lead__in=organisations_below(user.organisation_id)))


def decided_assignments(user: Any, *, most: int = 20) -> list[Assignment]:
    """Return what the organisation answered in the newest rounds that are closed, newest first.

    Each with what was decided. Three queries.
    """
    if user.organisation_id is None:
        return []
    closed = (
        _whole()
        .filter(round__in=newest_closed(), round__plan__archived_at=None)
        .filter(activity__lead__in=organisations_below(user.organisation_id))
        .exclude(answered_at=None)
        .order_by("-round__period_to", "-round", "activity__position", "pk")
    )
    return list(closed[:most])


def newest_closed() -> list[int]:
    """Return by plan the key of the newest round that is closed. One query."""
    closed = ReportingRound.objects.filter(state__in=STANDS).order_by("period_to", "pk")
    return list(dict(closed.values_list("plan", "pk")).values())


def assignments_to_review(user: Any) -> list[Assignment]:
    """Return the answers that wait for somebody's review, longest waiting first. Four queries."""
    waiting = _allowed(user, "reporting.review", [AssignmentState.ANSWERED])
    return sorted(waiting, key=lambda one: (one.answered_at is None, one.answered_at))


def _allowed(user: Any, permission: str, states: Sequence[str] | None) -> list[Assignment]:
    rows = list(_open(states))
    if user.has_perm(permission):
        return rows
    owned: dict[Any, Ownership] = activity_ownerships(one.activity for one in rows)
    return [one for one in rows if user.has_perm(permission, owned[one.activity_id])]


def _open(states: Sequence[str] | None) -> QuerySet[Assignment]:
    """Return the activities in open rounds, those that close first at the top."""
    found = _whole().filter(round__state=RoundState.OPEN, round__plan__archived_at=None)
    if states is not None:
        found = found.filter(state__in=states)
    return found.order_by("round__closes_on", "round", "activity__position", "pk")
