"""What anybody may see of rounds: accepted answers to public questions, and who has not reported.

Only this module hands reports to public pages. An answer is public once it is accepted; a verdict
once its round is closed; an internal question never.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from livskraft.plans.models import Goal
from livskraft.plans.models.activities import Status
from livskraft.reporting.answers import Answer, answers_in_words
from livskraft.reporting.models import (
    Addendum,
    Assignment,
    Duty,
    Evidence,
    ReportingRound,
    ReportState,
    RoundState,
    StatusReport,
    Verdict,
)
from livskraft.reporting.models.rounds import ANSWERED
from livskraft.reporting.questions import questions_of

_SHOWN = (RoundState.OPEN, RoundState.CLOSED, RoundState.FROZEN)
_STANDS = (RoundState.CLOSED, RoundState.FROZEN)


@dataclass(frozen=True, slots=True)
class PublicRound:
    """A round as anybody may know it; `sha256` is "" until it is frozen."""

    address: str
    title: str
    state: str
    closes_on: date
    sha256: str
    is_example: bool


@dataclass(frozen=True, slots=True)
class PublicAddendum:
    """What was added afterwards. Who wrote it stays inside."""

    text: str
    reason: str
    on: date
    is_example: bool


@dataclass(frozen=True, slots=True)
class PublicEvidence:
    """Something that shows what an answer says; a file is told of by its name and size."""

    kind: str
    kind_word: str
    text: str
    url: str
    number: Any
    unit: str
    file_name: str
    size: int | None


@dataclass(frozen=True, slots=True)
class PublicReport:
    """An accepted answer about an activity. `answers` are to public questions, in their order.

    `status` is the reported one, "" where the round did not ask; `verdict` the decision, "" until
    the round is closed. Texts are in the language they were written in.
    """

    round: PublicRound
    on: date
    status: str
    answers: tuple[Answer, ...]
    evidence: tuple[PublicEvidence, ...]
    addenda: tuple[PublicAddendum, ...]
    verdict: str
    is_example: bool

    @property
    def status_word(self) -> str:
        return str(Status(self.status).label) if self.status in Status.values else ""

    @property
    def verdict_word(self) -> str:
        return str(Verdict(self.verdict).label) if self.verdict else ""


def activity_reports(activity: int) -> tuple[PublicReport, ...]:
    """Return what has been reported about an activity, newest first. Four queries, one where nothing is."""
    found = _accepted().filter(assignment__activity=activity)
    addenda = Addendum.objects.filter(assignment__activity=activity)
    kept = list(found.prefetch_related(_public_evidence()).order_by("-sent_at", "-pk"))
    if not kept:
        return ()
    of_assignment: defaultdict[int | None, list[Addendum]] = defaultdict(list)
    for one in addenda:
        of_assignment[one.assignment_id].append(one)
    return tuple(_report(one, of_assignment[one.assignment_id]) for one in kept)


def _accepted() -> Any:
    reports = StatusReport.objects.filter(
        state=ReportState.ACCEPTED, assignment__round__state__in=_SHOWN
    )
    return reports.select_related("assignment__round").defer(
        "assignment__round__content", "assignment__round__internal_content"
    )


def _public_evidence() -> Prefetch:
    return Prefetch("evidence", Evidence.objects.filter(is_internal=False))


def _report(report: StatusReport, addenda: Iterable[Addendum]) -> PublicReport:
    round_, assignment = report.assignment.round, report.assignment
    answers = answers_in_words(questions_of(round_), report.answers, with_internal=False)
    status = next((str(one.value) for one in answers if one.kind == "status"), "")
    return PublicReport(
        round=_round(round_),
        on=localdate(report.sent_at),
        status=status,
        answers=answers,
        evidence=tuple(_evidence(one) for one in report.evidence.all()),
        addenda=tuple(_addendum(one) for one in addenda),
        verdict=assignment.verdict if round_.state in _STANDS else "",
        is_example=report.is_example,
    )


def _round(round_: ReportingRound) -> PublicRound:
    return PublicRound(
        address=round_.address,
        title=round_.title,
        state=round_.state,
        closes_on=round_.closes_on,
        sha256=round_.content_sha256,
        is_example=round_.is_example,
    )


def _addendum(one: Addendum) -> PublicAddendum:
    return PublicAddendum(one.text, one.reason, localdate(one.at), one.is_example)


def _evidence(one: Evidence) -> PublicEvidence:
    return PublicEvidence(
        kind=one.kind,
        kind_word=str(one.get_kind_display()),
        text=one.text,
        url=one.url,
        number=one.number,
        unit=one.unit,
        file_name=one.file_name,
        size=one.size,
    )


@dataclass(frozen=True, slots=True)
class LastReport:
    """When an activity was last reported on; `days` before the day that counts as today."""

    on: date
    days: int
    status: str
    round_title: str
    is_example: bool

    @property
    def age(self) -> str:
        """As in "12 days ago"."""
        if self.days < 1:
            return _("today")
        if self.days < 60:
            return ngettext("%(number)d day ago", "%(number)d days ago", self.days) % {
                "number": self.days
            }
        months = round(self.days / 30.44)
        return ngettext("%(number)d month ago", "%(number)d months ago", months) % {
            "number": months
        }


def last_reports(activities: Iterable[int], *, on: date) -> dict[int, LastReport]:
    """Return by activity when it was last reported on; none for those that never were. One query.

    `on` is the day that counts as today: see `plans.queries.plan.today`.
    """
    rows = (
        _accepted()
        .filter(assignment__activity__in=list(activities))
        .order_by("sent_at", "pk")
        .values_list(
            *("assignment__activity", "sent_at", "answers", "assignment__round__questions"),
            *("assignment__round__title", "is_example"),
        )
    )
    return {
        activity: LastReport(
            on=localdate(sent_at),
            days=max((on - localdate(sent_at)).days, 0),
            status=_status(answers, questions),
            round_title=title,
            is_example=is_example,
        )
        for activity, sent_at, answers, questions, title, is_example in rows
    }


def _status(answers: Mapping[str, Any], questions: Iterable[Mapping[str, Any]]) -> str:
    """Return the reported status, "" where it is none or the question is internal."""
    keys = [one["key"] for one in questions if one["kind"] == "status" and not one["is_internal"]]
    return str(answers.get(keys[0], "")) if keys else ""


@dataclass(frozen=True, slots=True)
class ReportedActivity:
    """An activity of a goal in a round; `has_reported` is whether its answer is accepted."""

    address: str
    title: str
    actor: str
    has_reported: bool


@dataclass(frozen=True, slots=True)
class GoalReporting:
    """What a goal's activities have reported in the plan's newest round.

    `reported` of `asked` activities, the goal's own as primary goal and those of goals below it;
    `missing` names those that must report and have not; who only may report is never missing.
    """

    round: PublicRound
    asked: int
    reported: int
    missing: tuple[ReportedActivity, ...]

    @property
    def sentence(self) -> str:
        """As in "4 of 6 activities have reported."."""
        return ngettext(
            "%(reported)d of %(asked)d activity has reported.",
            "%(reported)d of %(asked)d activities have reported.",
            self.asked,
        ) % {"reported": self.reported, "asked": self.asked}


def goal_reporting(goals: Iterable[int]) -> dict[int, GoalReporting]:
    """Return for each goal what was reported in its plan's newest round; none where there is none.

    Three queries.
    """
    wanted = list(goals)
    rounds = _newest_rounds(wanted)
    if not rounds:
        return {}
    above = dict(Goal.objects.filter(plan__in=list(rounds)).values_list("pk", "parent"))
    plans: dict[int, int] = {}
    of_goal: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in _assignments([one.pk for one in rounds.values()]):
        step, seen = row["activity__primary_goal"], set()
        while step is not None and step not in seen:
            seen.add(step)
            of_goal[step].append(row)
            plans[step] = row["activity__plan"]
            step = above.get(step)
    return {
        goal: _goal_reporting(rounds[plans[goal]], of_goal[goal])
        for goal in wanted
        if goal in plans
    }


def _newest_rounds(goals: list[int]) -> dict[int, ReportingRound]:
    """Return by plan its newest round that has been opened. One query."""
    rounds = ReportingRound.objects.filter(plan__goals__in=goals, state__in=_SHOWN).distinct()
    rounds = rounds.defer("content", "internal_content", "questions")
    return {one.plan_id: one for one in rounds.order_by("period_to", "opens_on", "pk")}


def _assignments(rounds: list[int]) -> Iterable[dict[str, Any]]:
    return (
        Assignment.objects.filter(round__in=rounds, activity__archived_at=None)
        .order_by("activity__position", "pk")
        .values(
            *("state", "duty", "excused_reason", "activity__primary_goal", "activity__plan"),
            *("activity__address", "activity__title", "organisation__title"),
        )
    )


def _goal_reporting(round_: ReportingRound, rows: list[dict[str, Any]]) -> GoalReporting:
    reported = [row for row in rows if row["state"] == "accepted"]
    counted = [row for row in rows if _counts(row)]
    return GoalReporting(
        round=_round(round_),
        asked=len(counted),
        reported=len(reported),
        missing=tuple(
            ReportedActivity(
                address=row["activity__address"],
                title=row["activity__title"],
                actor=row["organisation__title"] or "",
                has_reported=False,
            )
            for row in counted
            if row["duty"] == Duty.ASKED and row["state"] not in ANSWERED
        ),
    )


def _counts(row: Mapping[str, Any]) -> bool:
    """Whether a report is expected, or has come anyway."""
    is_expected = row["duty"] == Duty.ASKED and not row["excused_reason"]
    return is_expected or row["state"] == "accepted"


@dataclass(frozen=True, slots=True)
class ChainedRound:
    """A frozen round with what verifies it; `previous` is the hash of the round before, "" for none."""

    round: PublicRound
    frozen_at: datetime | None
    previous: str
    addenda: tuple[PublicAddendum, ...]


def frozen_rounds(plan: int) -> tuple[ChainedRound, ...]:
    """Return a plan's frozen rounds, newest first, with what was added to them as wholes. Two queries."""
    rounds = ReportingRound.objects.filter(plan=plan, state=RoundState.FROZEN)
    general = Prefetch("addenda", Addendum.objects.filter(assignment=None))
    kept = (
        rounds.select_related("previous")
        .prefetch_related(general)
        .defer(*("content", "internal_content", "previous__content", "previous__internal_content"))
    )
    return tuple(
        ChainedRound(
            round=_round(one),
            frozen_at=one.frozen_at,
            previous=one.previous.content_sha256 if one.previous else "",
            addenda=tuple(_addendum(each) for each in one.addenda.all()),
        )
        for one in kept.order_by("-frozen_at", "-pk")
    )


def frozen_document(address: str) -> str | None:
    """Return a frozen round's public content as canonical JSON, None if there is none. One query."""
    found = ReportingRound.objects.filter(address=address, state=RoundState.FROZEN)
    return found.values_list("content", flat=True).first()
