"""What is done for a goal and the goals below it: counts, the first rows, and what came before."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

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


def goal_activities(branch: Sequence[int], *, shown: int) -> GoalActivities:
    """Return what is done for the goals, at most `shown` rows of each kind.

    Eleven queries at most.
    """
    numbers = list(
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
    total = Counter({row["status"]: row["number"] for row in numbers})
    primary = sum(row["primary"] for row in numbers)
    keys = _first(public_activities().filter(primary_goal__in=branch), shown)
    if len(keys) < shown and primary < total.total():
        only_secondary = public_activities().filter(serves(branch)).exclude(primary_goal__in=branch)
        keys += _first(only_secondary, shown - len(keys))
    earlier = former_goals(branch)
    former = public_activities().filter(serves(earlier)).exclude(serves(branch))
    former_keys = _first(former, shown) if earlier else []
    rows = _rows([*keys, *former_keys])
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


def _first(activities: QuerySet[Activity], shown: int) -> list[int]:
    return list(activities.order_by("plan", "position", "pk").values_list("pk", flat=True)[:shown])


def _rows(keys: list[int]) -> list[ActivityRow]:
    """Return the rows with every goal that they name, those of other plans too. Five queries."""
    if not keys:
        return []
    secondary = Activity.secondary_goals.through.objects.filter(activity__in=keys)
    primary = Activity.objects.filter(pk__in=keys)
    named = Goal.objects.filter(
        Q(pk__in=primary.values("primary_goal")) | Q(pk__in=secondary.values("goal"))
    ).only(*GOAL_FIELDS)
    goals: dict[int, GoalBrief] = {goal.pk: goal_brief(goal) for goal in named}
    return activity_rows(keys, goals)
