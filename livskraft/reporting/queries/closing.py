"""What stands in the way of closing a round."""

from django.db.models import QuerySet

from livskraft.reporting.models import Assignment, AssignmentState, ReportingRound


def unreviewed(round_: ReportingRound) -> QuerySet[Assignment]:
    """Return the assignments whose answer nobody has accepted or returned yet. One query."""
    return round_.assignments.filter(state=AssignmentState.ANSWERED)


def undecided(round_: ReportingRound) -> QuerySet[Assignment]:
    """Return the assignments with neither a verdict nor a reason why there is none. One query."""
    return round_.assignments.filter(verdict="", verdict_reason="", excused_reason="")
