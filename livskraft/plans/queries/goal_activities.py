"""What is done for a goal and the goals below it: counts, the first rows, and what came before."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet

from livskraft.plans.models import Activity, Goal
from livskraft.plans.queries.activities import ActivityRow, activity_rows
from livskraft.plans.queries.activity_choices import public_activities, serves
from livskraft.plans.queries.goals import GOAL_FIELDS, GoalBrief, StatusCount, by_status, goal_brief
from livskraft.plans.queries.links import former_goals


@dataclass(frozen=True)
class GoalActivities:
    """The activities of a branch of goals, each counted once.

    `primary` have their primary goal in the branch, `secondary` only a secondary one. `rows` are
    the first of them in the plan's order, primary before secondary. `former` are activities of
    goals that became these, `former_total` all of those. `undated` lack a first or last day,
    `unled` have nobody who leads them.
    """

    primary: int
    secondary: int
    statuses: tuple[StatusCount, ...]
    undated: int
    unled: int
    rows: tuple[ActivityRow, ...]
    former: tuple[ActivityRow, ...]
    former_total: int
    first_day: date | None
    last_day: date | None

    @property
    def total(self) -> int:
        return self.primary + self.secondary

    @property
    def not_shown(self) -> int:
        return self.total - len(self.rows)


def goal_activities(
    branch: Sequence[int], known: Iterable[GoalBrief], *, shown: int
) -> GoalActivities:
    """Return what is done for the goals, at most `shown` rows of each kind.

    `known` are goals at hand, so that they need not be asked for again. Ten queries at most.
    """
    numbers = _numbers(branch)
    total = Counter({row["status"]: row["number"] for row in numbers})
    primary = sum(row["primary"] for row in numbers)
    keys = _first(public_activities().filter(primary_goal__in=branch), shown)
    if len(keys) < shown and primary < total.total():
        only_secondary = public_activities().filter(serves(branch)).exclude(primary_goal__in=branch)
        keys |= _first(only_secondary, shown - len(keys))
    earlier = former_goals(branch)
    former = public_activities().filter(serves(earlier)).exclude(serves(branch))
    former_keys = _first(former, shown) if earlier else {}
    rows = _rows({**keys, **former_keys}, known)
    return GoalActivities(
        primary=primary,
        secondary=total.total() - primary,
        statuses=by_status(total),
        undated=sum(row["undated"] for row in numbers),
        unled=sum(row["unled"] for row in numbers),
        rows=tuple(rows[: len(keys)]),
        former=tuple(rows[len(keys) :]),
        former_total=former.count() if len(former_keys) == shown else len(former_keys),
        first_day=min((row["first"] for row in numbers if row["first"]), default=None),
        last_day=max((row["last"] for row in numbers if row["last"]), default=None),
    )


def _numbers(branch: Sequence[int]) -> list[Any]:
    """Count the activities of the goals by status, as one dictionary each. One query."""
    return list(
        public_activities()
        .filter(serves(branch))
        .values("status")
        .annotate(
            number=Count("pk"),
            primary=Count("pk", filter=Q(primary_goal__in=branch)),
            undated=Count("pk", filter=Q(starts=None) | Q(ends=None)),
            unled=Count("pk", filter=Q(lead=None)),
            first=Min("starts"),
            last=Max("ends"),
        )
    )


def _first(activities: QuerySet[Activity], shown: int) -> dict[int, int]:
    """Return the first activities in the plan's order, each with its primary goal. One query."""
    ordered = activities.order_by("plan", "position", "pk")
    return dict(ordered.values_list("pk", "primary_goal")[:shown])


def _rows(keys: dict[int, int], known: Iterable[GoalBrief]) -> list[ActivityRow]:
    """Return the rows of activities. Four queries, and one where a primary goal is not known."""
    if not keys:
        return []
    goals = {goal.pk: goal for goal in known}
    missing = set(keys.values()) - goals.keys()
    if missing:
        others = Goal.objects.filter(pk__in=missing).only(*GOAL_FIELDS)
        goals |= {goal.pk: goal_brief(goal) for goal in others}
    return activity_rows(list(keys), goals)
