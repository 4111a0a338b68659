"""Frames: others' goals that a plan is held against, such as Agenda 2030."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F

from livskraft.plans.models import Activity, GoalLink, Plan
from livskraft.plans.models.goals import LinkKind
from livskraft.plans.models.plan import PlanKind
from livskraft.plans.queries.activity_choices import public_activities
from livskraft.plans.queries.goals import GoalBrief, descendants, plan_goals
from livskraft.plans.queries.links import LEVELS, PlanName, plan_name


@dataclass(frozen=True)
class FrameGoal:
    """A goal of a frame, with the plan's goals that lead to it.

    `activity_count` counts each activity once that serves any of those goals or one below them.
    """

    goal: GoalBrief
    linked: tuple[GoalBrief, ...]
    activity_count: int


@dataclass(frozen=True)
class FrameBrief:
    """A frame in a list; `linked_count` is how many of its goals a plan's goals lead to."""

    name: PlanName
    period_from: int | None
    period_to: int | None
    goal_count: int
    linked_count: int


@dataclass(frozen=True)
class FramePage:
    """A frame held against one plan. `activity_count` counts each activity of the plan once."""

    frame: FrameBrief
    plan: PlanName | None
    summary: str
    goals: tuple[FrameGoal, ...]
    linked_goal_count: int
    activity_count: int
    total_activities: int


def frame_list(plan: Plan | None) -> tuple[FrameBrief, ...]:
    """Return the frames that a plan is held against, from international to local. Two queries per
    frame and two more; a plan has a handful of frames.
    """
    frames = Plan.objects.filter(kind=PlanKind.FRAME, archived_at=None)
    if plan is not None:
        frames = frames.filter(framed_plans=plan)
    links = _links(plan)
    return tuple(
        _brief(frame, plan_goals(frame), links)
        for frame in sorted(frames, key=lambda frame: (LEVELS.index(frame.level), frame.title))
    )


def frame_page(slug: str, plan: Plan | None) -> FramePage | None:
    """Return a frame's goals with what a plan does towards each; None if there is no such frame.

    Six queries.
    """
    frame = Plan.objects.filter(slug=slug, kind=PlanKind.FRAME, archived_at=None).first()
    if frame is None:
        return None
    goals = plan_goals(frame)
    links = _links(plan)
    own = plan_goals(plan) if plan else ()
    served = _activities_by_goal(plan)
    found = tuple(_frame_goal(goal, goals, own, links, served) for goal in goals)
    reached = {goal.pk for each in found for goal in each.linked}
    return FramePage(
        frame=_brief(frame, goals, links),
        plan=plan_name(plan) if plan else None,
        summary=frame.summary,
        goals=found,
        linked_goal_count=len(reached),
        activity_count=len(_served_by(reached, own, served)),
        total_activities=len(set().union(*served.values())) if served else 0,
    )


def _frame_goal(
    goal: GoalBrief,
    goals: Iterable[GoalBrief],
    own: tuple[GoalBrief, ...],
    links: dict[int, set[int]],
    served: dict[int, set[int]],
) -> FrameGoal:
    branch = {goal.pk, *(below.pk for below in descendants(goals, goal.pk))}
    linked = {pk for each in branch for pk in links.get(each, ())}
    return FrameGoal(
        goal,
        tuple(each for each in own if each.pk in linked),
        len(_served_by(linked, own, served)),
    )


def _served_by(
    linked: Iterable[int], own: tuple[GoalBrief, ...], served: dict[int, set[int]]
) -> set[int]:
    """Return the activities that serve any of the goals, or one below them."""
    branches = set(linked)
    for pk in linked:
        branches.update(goal.pk for goal in descendants(own, pk))
    return set().union(*(served.get(pk, set()) for pk in branches))


def _links(plan: Plan | None) -> dict[int, set[int]]:
    """Return for each goal of a frame the plan's goals that lead to it. One query."""
    rows = GoalLink.objects.filter(
        from_goal__plan=plan, from_goal__archived_at=None, to_goal__plan__kind=PlanKind.FRAME
    ).exclude(kind=LinkKind.BECAME)
    found: dict[int, set[int]] = defaultdict(set)
    for from_goal, to_goal in rows.values_list("from_goal", "to_goal"):
        found[to_goal].add(from_goal)
    return found


def _activities_by_goal(plan: Plan | None) -> dict[int, set[int]]:
    """Return for each goal of a plan the activities that serve it. Two queries."""
    found: dict[int, set[int]] = defaultdict(set)
    primary = public_activities().filter(plan=plan).order_by().values_list("primary_goal", "pk")
    through = Activity.secondary_goals.through.objects
    secondary = through.filter(
        activity__plan=plan, activity__archived_at=None, activity__plan__archived_at=None
    ).values_list("goal", F("activity"))
    for goal, activity in [*primary, *secondary]:
        found[goal].add(activity)
    return found


def _brief(frame: Plan, goals: tuple[GoalBrief, ...], links: dict[int, set[int]]) -> FrameBrief:
    return FrameBrief(
        name=plan_name(frame),
        period_from=frame.period_from,
        period_to=frame.period_to,
        goal_count=sum(1 for goal in goals if goal.depth == 0),
        linked_count=sum(
            any(
                links.get(pk)
                for pk in [goal.pk, *(below.pk for below in descendants(goals, goal.pk))]
            )
            for goal in goals
            if goal.depth == 0
        ),
    )
