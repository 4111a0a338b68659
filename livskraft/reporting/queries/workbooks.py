"""What goes into the workbooks of a round, and what stands when one comes back."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from livskraft.plans.queries.ownership import activity_ownerships
from livskraft.reporting.models import (
    Assignment,
    AssignmentState,
    Channel,
    Evidence,
    ReportDraft,
    ReportingRound,
    ReportState,
    RoundState,
    StatusReport,
    WorkbookUpload,
)
from livskraft.reporting.models.rounds import AWAITED
from livskraft.reporting.queries.forms import Origin, beginning
from livskraft.reporting.queries.last_time import accepted_before
from livskraft.reporting.questions import Question, questions_of
from livskraft.reporting.workbook.layout import ActivityRow, Workbook
from livskraft.reporting.workbook.preview import Standing
from livskraft.shared.site import local_site

NOBODY = "-"
"""Stands for the actor of activities that nobody leads."""


@dataclass(frozen=True)
class ActorBook:
    """An actor's workbook in a list: `waiting` of its `number` activities await an answer."""

    slug: str
    title: str
    number: int
    waiting: int


def may_answer(round_: ReportingRound, user: Any) -> list[Assignment]:
    """Return what somebody may answer in a round, in the order of the plan; None is a command.

    Three queries at most, and one for each 500 activities.
    """
    found = list(
        round_.assignments.filter(activity__archived_at=None)
        .select_related("activity__primary_goal", "organisation")
        .order_by("activity__position", "pk")
    )
    if user is None or user.has_perm("reporting.report"):
        return found
    owned = activity_ownerships(one.activity for one in found)
    return [one for one in found if user.has_perm("reporting.report", owned[one.activity_id])]


def actor_books(assignments: Iterable[Assignment]) -> list[ActorBook]:
    """Return the actors that some assignments are of, those that nobody leads last. No query."""
    numbers: Counter[str] = Counter()
    waiting: Counter[str] = Counter()
    titles: dict[str, tuple[bool, str, str]] = {}
    for one in assignments:
        slug = actor_of(one)
        numbers[slug] += 1
        waiting[slug] += one.state in AWAITED and not one.excused_reason
        actor = one.organisation
        titles[slug] = (
            (False, actor.sort_key, actor.title) if actor else (True, "", _("Without an actor"))
        )
    return [
        ActorBook(slug, titles[slug][-1], numbers[slug], waiting[slug])
        for slug in sorted(titles, key=lambda slug: titles[slug])
    ]


def actor_of(assignment: Assignment) -> str:
    """Return the slug of an assignment's actor."""
    return assignment.organisation.slug if assignment.organisation else NOBODY


def workbook_of(
    round_: ReportingRound, actor: str, user: Any, address: str = ""
) -> Workbook | None:
    """Return what somebody's workbook for an actor holds; None where there is nothing to answer.

    `address` is where it is uploaded. Eight queries at most.
    """
    own = [one for one in may_answer(round_, user) if actor_of(one) == actor]
    if not own:
        return None
    [book] = actor_books(own)
    standing = _Standings(round_, own)
    with override(settings.LANGUAGE_CODE):
        return Workbook(
            round_address=round_.address,
            round_title=round_.title,
            actor=book.title if actor != NOBODY else _("Without an actor"),
            closes_on=round_.closes_on,
            questions=standing.questions,
            rows=tuple(standing.row(one) for one in own),
            site_name=local_site().name,
            address=address,
            is_example=round_.is_example,
        )


def standings(round_: ReportingRound, user: Any) -> list[Standing]:
    """Return how everything stands that somebody may answer in a round. Eight queries at most."""
    own = may_answer(round_, user)
    standing = _Standings(round_, own)
    return [standing.standing(one, user) for one in own]


class _Standings:
    """Drafts, answers and last times of some assignments: five queries for all of them."""

    def __init__(self, round_: ReportingRound, assignments: Sequence[Assignment]) -> None:
        self.questions: tuple[Question, ...] = questions_of(round_)
        self._is_open = round_.state == RoundState.OPEN
        drafts = ReportDraft.objects.filter(assignment__round=round_).select_related(
            "by_user", "by_person"
        )
        self._drafts = {one.assignment_id: one for one in drafts}
        sent = StatusReport.objects.filter(assignment__round=round_).select_related(
            "by_user", "by_person"
        )
        self._sent = {one.assignment_id: one for one in sent.order_by("number")}
        self._last = _last_accepted(round_, assignments)
        of_drafts = Evidence.objects.filter(draft__assignment__round=round_)
        self._drafts_with_evidence = set(of_drafts.values_list("draft", flat=True))
        of_reports = Evidence.objects.filter(report__assignment__round=round_)
        self._reports_with_evidence = set(of_reports.values_list("report", flat=True))

    def row(self, assignment: Assignment) -> ActivityRow:
        answers, origin, at = self._beginning(assignment)
        return ActivityRow(
            address=assignment.activity.address,
            title=assignment.activity.title,
            goal=assignment.activity.primary_goal.title,
            state=self._state(assignment, origin, at),
            version=assignment.version,
            answers=answers,
            is_locked=not self._can_answer(assignment),
        )

    def standing(self, assignment: Assignment, user: Any) -> Standing:
        answers, _origin, _at = self._beginning(assignment)
        draft, sent = self._drafts.get(assignment.pk), self._sent.get(assignment.pk)
        newest = draft or sent
        is_own = sent is not None and sent.channel == Channel.WORKBOOK and draft is None
        return Standing(
            pk=assignment.pk,
            address=assignment.activity.address,
            title=assignment.activity.title,
            version=assignment.version,
            answers=answers,
            can_answer=self._can_answer(assignment),
            is_awaited=assignment.state in AWAITED,
            is_begun=draft is not None,
            is_answered=newest is not None,
            is_own_workbook=is_own and sent is not None and sent.by_user == user,
            has_evidence=draft.pk in self._drafts_with_evidence
            if draft
            else sent is not None and sent.pk in self._reports_with_evidence,
            by=str((newest.by_user or newest.by_person or "") if newest else ""),
        )

    def _beginning(self, assignment: Assignment) -> tuple[dict[str, Any], Origin, datetime | None]:
        return beginning(
            assignment,
            self.questions,
            self._drafts.get(assignment.pk),
            self._sent.get(assignment.pk),
            lambda: self._last.get(assignment.activity_id),
        )

    def _can_answer(self, assignment: Assignment) -> bool:
        return self._is_open and assignment.state != AssignmentState.ACCEPTED

    def _state(self, assignment: Assignment, origin: Origin, at: datetime | None) -> str:
        """Return in words how far an answer is, and where what stands is from."""
        day = date_format(timezone.localtime(at), "j F") if at else ""
        if assignment.state == AssignmentState.ACCEPTED:
            return _("Accepted. The answer stands and is not changed here.")
        sent = self._sent.get(assignment.pk)
        if sent is not None and sent.state == ReportState.RETURNED:
            return _("Returned with a question: %(question)s") % {"question": sent.question}
        if origin == "draft":
            return _("Begun on %(day)s, not sent.") % {"day": day}
        if origin == "sent":
            return _("Sent on %(day)s.") % {"day": day}
        if assignment.excused_reason:
            return _("Need not answer")
        last = self._last.get(assignment.activity_id)
        if last is not None:
            title = last.assignment.round.title
            return _("Not answered. What stands is from %(round)s.") % {"round": title}
        return _("Not answered.")


def _last_accepted(
    round_: ReportingRound, assignments: Sequence[Assignment]
) -> Mapping[int, StatusReport]:
    """Return the newest accepted answer of a round before this one, by activity. One query."""
    activities = [one.activity_id for one in assignments]
    reports = accepted_before(round_).filter(assignment__activity__in=activities)
    return {one.assignment.activity_id: one for one in reports}


def uploads(round_: ReportingRound, user: Any) -> list[WorkbookUpload]:
    """Return what was uploaded in a round, one's own or, for who leads it, all. One query."""
    found = WorkbookUpload.objects.filter(round=round_).select_related("by")
    if not user.has_perm("reporting.manage_round"):
        found = found.filter(by=user)
    rows = list(found)
    for one in rows:
        one.round = round_
    return rows


def find_upload(round_: ReportingRound, pk: int, user: Any) -> WorkbookUpload | None:
    """Return an upload that somebody may see. One query."""
    return next((one for one in uploads(round_, user) if one.pk == pk), None)
