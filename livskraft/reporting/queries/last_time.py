"""What was answered in the round before, in a few words: for mails and for the top of a form."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.text import Truncator

from livskraft.reporting.answers import answers_in_words
from livskraft.reporting.models import ReportingRound, ReportState, StatusReport
from livskraft.reporting.questions import questions_of

_LONGEST = 160


@dataclass(frozen=True)
class LastTime:
    """The last answer about an activity: of which round, and its public part in short."""

    round_title: str
    words: str


def accepted_before(round_: ReportingRound) -> QuerySet[StatusReport]:
    """Return accepted answers of other rounds whose period ended no later, the oldest first.

    Each with its round, without what that froze.
    """
    return (
        StatusReport.objects.filter(
            assignment__round__period_to__lte=round_.period_to, state=ReportState.ACCEPTED
        )
        .exclude(assignment__round=round_)
        .select_related("assignment__round")
        .defer("assignment__round__content", "assignment__round__internal_content")
        .order_by("assignment__round__period_to", "sent_at", "pk")
    )


def last_times(round_: ReportingRound, activities: Iterable[int]) -> dict[int, LastTime]:
    """Return the last accepted answer about each activity, by its key, from other rounds. One query."""
    reports = accepted_before(round_).filter(assignment__activity__in=list(activities))
    newest = {report.assignment.activity_id: report for report in reports}
    return {
        activity: LastTime(report.assignment.round.title, _in_short(report))
        for activity, report in newest.items()
    }


def _in_short(report: StatusReport) -> str:
    """Return the status, and what was written first: "Pågår. ”Nätverket har träffats.”"."""
    questions = questions_of(report.assignment.round)
    answers = answers_in_words(questions, report.answers, with_internal=False)
    status = next((one.words for one in answers if one.kind == "status"), "")
    text = next((one.words for one in answers if one.kind == "text"), "")
    quoted = f"”{Truncator(' '.join(text.split())).chars(_LONGEST)}”" if text else ""
    return " ".join(part for part in (f"{status}." if status else "", quoted) if part)
