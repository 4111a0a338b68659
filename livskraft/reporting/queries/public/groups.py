"""How many activities of a goal or of an actor have reported in the newest round, and which have not."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from livskraft.plans.models import Goal
from livskraft.reporting.models import Assignment, AssignmentState, Duty, ReportingRound
from livskraft.reporting.models.rounds import ANSWERED
from livskraft.reporting.queries.public.pieces import SHOWN, PublicRound, round_piece

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReportedActivity:
    """An activity in a round, and who was asked about it."""

    address: str
    title: str
    actor: str


@dataclass(frozen=True, slots=True)
class GroupReporting:
    """What a group of activities has reported in the plan's newest round.

    `reported` of `asked` activities have; of the rest `in_review` have sent an answer. `missing`
    names those that must report and have not; who only may report is never missing.
    """

    round: PublicRound
    asked: int
    in_review: int
    done: tuple[ReportedActivity, ...]
    missing: tuple[ReportedActivity, ...]

    @property
    def reported(self) -> int:
        return len(self.done)


def goal_reporting(goals: Iterable[int]) -> dict[int, GroupReporting]:
    """Return for each goal what was reported in its plan's newest round; none where there is none.

    Counted are activities with the goal, or one below it, as their primary goal. Three queries.
    """
    wanted = list(goals)
    rounds = _newest_rounds(plan__goals__in=wanted)
    if not rounds:
        return {}
    above = dict(Goal.objects.filter(plan__in=list(rounds)).values_list("pk", "parent"))
    plans: dict[int, int] = {}
    of_goal: defaultdict[int, list[Row]] = defaultdict(list)
    for row in _rows(round__in=[one.pk for one in rounds.values()]):
        step, seen = row["activity__primary_goal"], set()
        while step is not None and step not in seen:
            seen.add(step)
            of_goal[step].append(row)
            plans[step] = row["activity__plan"]
            step = above.get(step)
    return {goal: _group(rounds[plans[goal]], of_goal[goal]) for goal in wanted if goal in plans}


def actor_reporting(organisations: Iterable[int], plan: int) -> GroupReporting | None:
    """Return what some organisations were asked for in a plan's newest round; None if nothing.

    Two queries.
    """
    round_ = _newest_rounds(plan=plan).get(plan)
    if round_ is None:
        return None
    rows = _rows(round=round_, organisation__in=list(organisations))
    return _group(round_, rows) if rows else None


def _newest_rounds(**of: Any) -> dict[int, ReportingRound]:
    """Return by plan its newest round that has been opened. One query."""
    rounds = ReportingRound.objects.filter(**of, state__in=SHOWN).distinct()
    rounds = rounds.defer("content", "internal_content", "questions")
    return {one.plan_id: one for one in rounds.order_by("period_to", "opens_on", "pk")}


def _rows(**of: Any) -> list[Row]:
    found = Assignment.objects.filter(**of, activity__archived_at=None)
    return list(
        found.order_by("activity__position", "pk").values(
            *("state", "duty", "excused_reason", "activity__primary_goal", "activity__plan"),
            *("activity__address", "activity__title", "organisation__title"),
        )
    )


def _group(round_: ReportingRound, rows: list[Row]) -> GroupReporting:
    counted = [row for row in rows if _counts(row)]
    states = [row["state"] for row in counted]
    return GroupReporting(
        round=round_piece(round_),
        asked=len(counted),
        in_review=states.count(AssignmentState.ANSWERED),
        done=tuple(_activity(row) for row in counted if row["state"] == AssignmentState.ACCEPTED),
        missing=tuple(_activity(row) for row in counted if row["state"] not in ANSWERED),
    )


def _counts(row: Row) -> bool:
    """Whether a report is expected, or has come anyway."""
    is_expected = row["duty"] == Duty.ASKED and not row["excused_reason"]
    return is_expected or row["state"] in ANSWERED


def _activity(row: Row) -> ReportedActivity:
    return ReportedActivity(
        address=row["activity__address"],
        title=row["activity__title"],
        actor=row["organisation__title"] or "",
    )
