"""What stands in the way of closing a round."""

from collections.abc import Iterable

from django.db.models import QuerySet

from livskraft.reporting.models import (
    Assignment,
    AssignmentState,
    ReportingRound,
    StatusReport,
    Verdict,
)
from livskraft.reporting.questions import questions_of


def unreviewed(round_: ReportingRound) -> QuerySet[Assignment]:
    """Return the assignments whose answer nobody has accepted or returned yet. One query."""
    return round_.assignments.filter(state=AssignmentState.ANSWERED)


def undecided(round_: ReportingRound) -> QuerySet[Assignment]:
    """Return the assignments with neither a verdict nor a reason why there is none. One query."""
    return round_.assignments.filter(verdict="", verdict_reason="", excused_reason="")


def in_the_way(round_: ReportingRound) -> tuple[int, int]:
    """Return how many answers wait for review, and how many activities for a verdict. Two queries."""
    return unreviewed(round_).count(), undecided(round_).count()


def verdicts_of(round_: ReportingRound, *, only_open: bool) -> QuerySet[Assignment]:
    """Return the activities of a round, or those without a verdict, as they are decided about.

    In the order of the plan, each with its activity, goal and actor. One query.
    """
    chosen = undecided(round_) if only_open else round_.assignments.all()
    return chosen.select_related("activity__primary_goal", "organisation").order_by(
        "activity__position", "pk"
    )


def proposals(assignments: Iterable[Assignment], round_: ReportingRound) -> dict[int, str]:
    """Return by assignment the verdict that its newest answer proposes. One query."""
    keys = [one.key for one in questions_of(round_) if one.kind == "verdict"]
    reports = StatusReport.objects.filter(assignment__in=list(assignments)).order_by("number")
    answered = dict(reports.values_list("assignment", "answers"))
    return {
        pk: str(answers[key])
        for pk, answers in answered.items()
        for key in keys
        if answers.get(key) in Verdict.values
    }
