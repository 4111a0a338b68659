"""What an activity has reported, round by round, and when it last did."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from livskraft.reporting.models import Assignment, Duty, ReportState, RoundState, StatusReport
from livskraft.reporting.models.rounds import ANSWERED, STANDS
from livskraft.reporting.queries.public.pieces import (
    SHOWN,
    PublicAddendum,
    PublicReport,
    PublicRound,
    addendum_piece,
    public_evidence,
    report_piece,
    round_piece,
    status_word,
    verdict_word,
)
from livskraft.shared.periods import day

REPORTED, IN_REVIEW, AWAITED, MISSING, EXCUSED, MAY = (
    *("reported", "in_review", "awaited", "missing", "excused", "may"),
)


@dataclass(frozen=True, slots=True)
class ActivityRound:
    """An activity in one round: its accepted report, or how it stands without one.

    `standing` is "reported", "in_review", "awaited", "missing", "excused", or "may" for those that
    may report and have not. `verdict` is "" until the round is closed.
    """

    round: PublicRound
    standing: str
    report: PublicReport | None
    addenda: tuple[PublicAddendum, ...]
    verdict: str

    @property
    def verdict_word(self) -> str:
        return verdict_word(self.verdict)

    @property
    def standing_word(self) -> str:
        """As in "has not reported"."""
        return {
            REPORTED: _("has reported"),
            IN_REVIEW: _("in review"),
            AWAITED: _("has not reported yet"),
            MISSING: _("has not reported"),
            EXCUSED: _("did not have to report"),
            MAY: _("was free to report"),
        }[self.standing]

    @property
    def sentence(self) -> str:
        """What stands where there is no report; "" where there is one."""
        words = {"day": day(self.round.closes_on, get_language() or "sv")}
        return {
            REPORTED: "",
            IN_REVIEW: _("An answer has come. It stands here once it is accepted."),
            AWAITED: _("Has not reported yet. The last day to answer is %(day)s.") % words,
            MISSING: _("Has not reported."),
            EXCUSED: _("Did not have to report in this round."),
            MAY: _("Was free to report, and has not."),
        }[self.standing]


@dataclass(frozen=True, slots=True)
class LastReport:
    """When an activity was last reported on; `days` before the day that counts as today."""

    on: date
    days: int
    status: str
    round_title: str
    is_example: bool

    @property
    def status_word(self) -> str:
        return status_word(self.status)

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

    @property
    def sentence(self) -> str:
        """As in "Last reported 12 days ago."."""
        return _("Last reported %(age)s.") % {"age": self.age}


@dataclass(frozen=True, slots=True)
class ActivityReporting:
    """All rounds that an activity is in, newest first; `last` is None where it never reported."""

    rounds: tuple[ActivityRound, ...]
    last: LastReport | None

    @property
    def had_to(self) -> bool:
        """Whether any round asked for a report, not only invited to one."""
        return any(one.standing != MAY for one in self.rounds)


def activity_reporting(address: str, *, on: date) -> ActivityReporting:
    """Return what has been reported about the activity at an address, and where nothing was.

    `on` is the day that counts as today. Four queries, one where there is no round.
    """
    found = assignments_of(activity__address=address)
    rounds = tuple(activity_round(one, on) for one in found)
    reports = [one.report for one in rounds if one.report]
    newest = max(reports, key=lambda one: one.on, default=None)
    return ActivityReporting(rounds, _last(newest, on) if newest else None)


def _last(report: PublicReport, on: date) -> LastReport:
    return LastReport(
        on=report.on,
        days=max((on - report.on).days, 0),
        status=report.status,
        round_title=report.round.title,
        is_example=report.is_example,
    )


def activity_reports(activity: int) -> tuple[PublicReport, ...]:
    """Return what has been reported about an activity, by round, newest first.

    Four queries, one where there is no round.
    """
    found = (_report(one) for one in assignments_of(activity=activity))
    return tuple(one for one in found if one)


def assignments_of(**of: Any) -> QuerySet[Assignment]:
    """Return activities in rounds, newest rounds first, with accepted reports and addenda."""
    reports = StatusReport.objects.filter(state=ReportState.ACCEPTED)
    return (
        Assignment.objects.filter(round__state__in=SHOWN, **of)
        .select_related("round")
        .defer("round__content", "round__internal_content")
        .prefetch_related(
            Prefetch("reports", reports.prefetch_related(public_evidence())), "addenda"
        )
        .order_by("-round__period_to", "-round__opens_on", "-pk")
    )


def _report(assignment: Assignment) -> PublicReport | None:
    for report in assignment.reports.all():
        addenda = assignment.addenda.all()
        return report_piece(report, assignment.round, assignment.verdict, addenda)
    return None


def activity_round(assignment: Assignment, on: date) -> ActivityRound:
    """Return one of `assignments_of` as anybody may see it."""
    round_ = assignment.round
    return ActivityRound(
        round=round_piece(round_),
        standing=_standing(assignment, on),
        report=_report(assignment),
        addenda=tuple(addendum_piece(one) for one in assignment.addenda.all()),
        verdict=assignment.verdict if round_.state in STANDS else "",
    )


def _standing(assignment: Assignment, on: date) -> str:
    if assignment.reports.all():
        return REPORTED
    if assignment.state in ANSWERED:
        return IN_REVIEW
    if assignment.excused_reason:
        return EXCUSED
    if assignment.duty != Duty.ASKED:
        return MAY
    is_open = assignment.round.state == RoundState.OPEN and on <= assignment.round.closes_on
    return AWAITED if is_open else MISSING


def last_reports(activities: Iterable[int], *, on: date) -> dict[int, LastReport]:
    """Return by activity when it was last reported on; none for those that never were. One query.

    `on` is the day that counts as today: see `plans.queries.plan.today`.
    """
    rows = (
        StatusReport.objects.filter(
            state=ReportState.ACCEPTED,
            assignment__round__state__in=SHOWN,
            assignment__activity__in=list(activities),
        )
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
