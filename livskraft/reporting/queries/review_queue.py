"""The answers of a round that wait for somebody's review, each with what is new in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from livskraft.reporting.models import (
    Assignment,
    ReportingRound,
    ReportState,
    StatusReport,
    Verdict,
)
from livskraft.reporting.queries.assignments import (
    ReportShown,
    assignments_to_review,
    shown_report,
    whole_reports,
)
from livskraft.reporting.queries.last_time import LastTime, last_times
from livskraft.reporting.questions import questions_of

_DEVIATION = "deviation"


@dataclass(frozen=True)
class WaitingAnswer:
    """An answer to accept or return; `news` are sentences on what differs from what was planned."""

    assignment: Assignment
    report: ReportShown
    last_time: LastTime | None
    news: tuple[str, ...]

    @property
    def said(self) -> str:
        """What was written first."""
        return next((one.words for one in self.report.answers if one.kind == "text"), "")

    @property
    def status(self) -> str:
        """The reported status, "" where the round does not ask."""
        return next((str(one.value) for one in self.report.answers if one.kind == "status"), "")


def answers_to_review(round_: ReportingRound, user: Any) -> list[Assignment]:
    """Return what waits for the person's review in a round, longest waiting first. Four queries."""
    return [one for one in assignments_to_review(user) if one.round_id == round_.pk]


def with_answers(assignments: Sequence[Assignment]) -> list[WaitingAnswer]:
    """Return the answers that these assignments of one round wait with. Three queries."""
    if not assignments:
        return []
    round_ = assignments[0].round
    questions = questions_of(round_)
    newest: Mapping[int, StatusReport] = {
        report.assignment_id: report
        for report in whole_reports()
        .filter(assignment__in=assignments, state=ReportState.SENT)
        .order_by("number")
    }
    before = last_times(round_, [one.activity_id for one in assignments])
    found = []
    for one in assignments:
        if report := newest.get(one.pk):
            shown = shown_report(report, questions, with_internal=True)
            news = tuple(_news(one, shown))
            found.append(WaitingAnswer(one, shown, before.get(one.activity_id), news))
    return found


def _news(assignment: Assignment, report: ReportShown) -> Iterator[str]:
    for answer in report.answers:
        if answer.kind == "status" and answer.value != assignment.activity.status:
            yield _("The status changes from %(before)s to %(after)s.") % {
                "before": str(assignment.activity.get_status_display()).lower(),
                "after": answer.words.lower(),
            }
        if answer.key == _DEVIATION:
            yield _("Something did not go as planned.")
        if answer.kind == "verdict" and answer.value == Verdict.CHANGE:
            yield _("The proposal is to change.")
        if answer.kind == "verdict" and answer.value == Verdict.END:
            yield _("The proposal is to end.")


def newest_reports_to_review(assignments: Sequence[Assignment]) -> list[StatusReport]:
    """Return the answers to accept of these assignments, in their order. One query."""
    reports = StatusReport.objects.filter(assignment__in=assignments, state=ReportState.SENT)
    newest = {
        one.assignment_id: one
        for one in reports.select_related("assignment__activity").order_by("number")
    }
    return [newest[one.pk] for one in assignments if one.pk in newest]
