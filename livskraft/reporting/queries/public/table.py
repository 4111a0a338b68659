"""All that has been reported, for those who read it with programs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from livskraft.plans.models import Activity
from livskraft.plans.queries.plan import today
from livskraft.reporting.models import ReportingRound
from livskraft.reporting.queries.public.activities import (
    ActivityRound,
    activity_round,
    assignments_of,
)
from livskraft.reporting.queries.public.pieces import SHOWN

_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class ReportRecord:
    """One activity in one round, with what was reported or how it stands without a report."""

    address: str
    title: str
    plan: str
    goal_address: str
    goal: str
    actor_slug: str
    actor: str
    round: ActivityRound

    @property
    def is_example(self) -> bool:
        report = self.round.report
        return self.round.round.is_example or bool(report and report.is_example)


def report_records(*, round_: str = "", activity: str = "") -> Iterator[ReportRecord] | None:
    """Return what all activities, or one, have reported in all rounds, or in one; newest first.

    Rounds and activities are named by address; None where one stands for nothing. Six queries, and
    three more for each further 500 records.
    """
    rounds = ReportingRound.objects.filter(state__in=SHOWN, plan__archived_at=None)
    activities = Activity.objects.filter(plan__archived_at=None)
    asked: dict[str, str | None] = {"round__plan__archived_at": None}
    if round_:
        if not rounds.filter(address=round_).exists():
            return None
        asked["round__address"] = round_
    if activity:
        if not activities.filter(address=activity).exists():
            return None
        asked["activity__address"] = activity
    return _records(asked)


def _records(asked: dict[str, str | None]) -> Iterator[ReportRecord]:
    """Yield one record for each activity in a round."""
    found = assignments_of(**asked).select_related(
        "round__plan", "activity__primary_goal", "organisation"
    )
    in_order = found.order_by("-round__period_to", "-round", "activity__position", "pk")
    days: dict[int, date] = {}
    for one in in_order.iterator(chunk_size=_AT_A_TIME):
        plan, goal, actor = one.round.plan, one.activity.primary_goal, one.organisation
        yield ReportRecord(
            address=one.activity.address,
            title=one.activity.title,
            plan=plan.title,
            goal_address=goal.address,
            goal=f"{goal.number} {goal.title}".strip(),
            actor_slug=actor.slug if actor else "",
            actor=actor.title if actor else "",
            round=activity_round(one, days.setdefault(plan.pk, today(plan))),
        )
