"""Everything that a plan knows about one goal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from livskraft.plans.models import Goal, Plan
from livskraft.plans.models.plan import PlanKind
from livskraft.plans.queries.bindings import BindingGroup, goal_bindings
from livskraft.plans.queries.goal_activities import GoalActivities, goal_activities
from livskraft.plans.queries.goal_history import Change, goal_changes
from livskraft.plans.queries.goals import (
    GoalBrief,
    GoalRow,
    ancestors,
    count_rows,
    descendants,
    goal_brief,
    level_name,
    plan_goals,
)
from livskraft.plans.queries.links import GoalLinks, PlanName, goal_links, plan_name
from livskraft.plans.queries.plan import today
from livskraft.plans.queries.sources import Origin, origin


@dataclass(frozen=True)
class GoalPage:
    """One goal with what surrounds it. `above` begins at the top, `below` is in the plan's order.

    `same_number` are goals of the plan that bear the same printed number.
    """

    goal: GoalBrief
    plan: PlanName
    today: date
    description: str
    above: tuple[GoalBrief, ...]
    below: tuple[GoalRow, ...]
    bindings: tuple[BindingGroup, ...]
    activities: GoalActivities
    links: GoalLinks
    same_number: tuple[GoalBrief, ...]
    origin: Origin | None
    example_fields: tuple[str, ...]
    is_archived: bool
    changes: tuple[Change, ...]

    @property
    def branch(self) -> frozenset[int]:
        """The keys of the goal and of those below it."""
        return frozenset([self.goal.pk, *(row.goal.pk for row in self.below)])

    @property
    def is_example(self) -> bool:
        return bool(self.example_fields)


@dataclass(frozen=True)
class GoalMove:
    """Where a goal is to be found now: an address of its own, or a place on its frame's page."""

    address: str
    frame: str = ""


def goal_page(address: str, *, shown: int) -> GoalPage | None:
    """Return the goal at an address; None if there is none, or if it is a frame's.

    At most `shown` of its activities. 18 queries at most, whatever the size of the plan.
    """
    goal = _goals().filter(address=address).exclude(plan__kind=PlanKind.FRAME).first()
    if goal is None:
        return None
    plan = goal.plan
    goals = plan_goals(plan)
    own = _own_brief(goal, plan, goals)
    above = ancestors(goals, own)
    below = descendants(goals, own.pk)
    branch = [own.pk, *(each.pk for each in below)]
    return GoalPage(
        goal=own,
        plan=plan_name(plan),
        today=today(plan),
        description=goal.description,
        above=above,
        below=count_rows(below) if below else (),
        bindings=goal_bindings(plan, [each.pk for each in (*above, own)]),
        activities=goal_activities(branch, goals, shown=shown),
        links=goal_links(own, (*above, *below)),
        same_number=tuple(
            other for other in goals if own.number and other.number == own.number and other != own
        ),
        origin=origin(goal.document, goal.place),
        example_fields=tuple(goal.example_fields),
        is_archived=goal.archived_at is not None,
        changes=goal_changes(own.pk),
    )


def goal_moved_to(address: str) -> GoalMove | None:
    """Return where the goal that once had an address is now, None if none had it. Two queries."""
    framed = Goal.objects.filter(address=address, plan__kind=PlanKind.FRAME).select_related("plan")
    if goal := framed.first():
        return GoalMove(goal.address, goal.plan.slug)
    for current, plan, former in (
        Goal.objects.exclude(former_slugs=[])
        .exclude(plan__kind=PlanKind.FRAME)
        .order_by("archived_at", "-pk")
        .values_list("address", "plan__slug", "former_slugs")
    ):
        if address in former or address in [f"{slug}-{plan}" for slug in former]:
            return GoalMove(current)
    return None


def _goals() -> QuerySet[Goal]:
    return Goal.objects.select_related("plan", "document").filter(plan__archived_at=None)


def _own_brief(goal: Goal, plan: Plan, goals: Sequence[GoalBrief]) -> GoalBrief:
    """Return the goal as its plan lists it; an archived one is in no list."""
    for each in goals:
        if each.pk == goal.pk:
            return each
    levels = 1 + max([each.depth for each in goals] + [goal.depth])
    return goal_brief(goal, level_name(plan, goal, levels))
