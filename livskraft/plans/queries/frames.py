"""Frames: others' goals that a plan is held against, such as Agenda 2030."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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
    goal_count: int
    linked_count: int


@dataclass(frozen=True)
class FramePage:
    """A frame held against one plan.

    `activity_count` is how many of the plan's `total_activities` are linked, each counted once.
    `shared_note` is what all links say of themselves, "" where they differ.
    """

    frame: FrameBrief
    plan: PlanName | None
    summary: str
    goals: tuple[FrameGoal, ...]
    activity_count: int
    total_activities: int
    shared_note: str


@dataclass(frozen=True)
class _Links:
    """For each goal of a frame the plan's goals that lead to it; `notes` are all that is noted."""

    by_goal: Mapping[int, set[int]]
    notes: frozenset[str]

    def into(self, branch: Iterable[int]) -> set[int]:
        return {goal for each in branch for goal in self.by_goal.get(each, ())}


@dataclass(frozen=True)
class _Own:
    """A plan's goals, and for each the activities that serve it."""

    goals: tuple[GoalBrief, ...]
    activities: Mapping[int, set[int]]

    def serving(self, goals: Iterable[int]) -> set[int]:
        """Return the activities that serve any of the goals, or one below them."""
        branches = {pk for goal in goals for pk in _branch(self.goals, goal)}
        return {activity for pk in branches for activity in self.activities.get(pk, ())}


def frame_list(plan: Plan | None) -> tuple[FrameBrief, ...]:
    """Return the frames that a plan is held against, from international to local.

    Two queries and one per frame; a plan has a handful of frames.
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
    own = _Own(plan_goals(plan) if plan else (), _activities_by_goal(plan))
    found = tuple(_frame_goal(goal, goals, own, links) for goal in goals)
    reached = {goal.pk for each in found for goal in each.linked}
    return FramePage(
        frame=_brief(frame, goals, links),
        plan=plan_name(plan) if plan else None,
        summary=frame.summary,
        goals=found,
        activity_count=len(own.serving(reached)),
        total_activities=len(own.serving(goal.pk for goal in own.goals)),
        shared_note=next(iter(links.notes)) if len(links.notes) == 1 else "",
    )


def _frame_goal(goal: GoalBrief, goals: Iterable[GoalBrief], own: _Own, links: _Links) -> FrameGoal:
    linked = links.into(_branch(goals, goal.pk))
    return FrameGoal(
        goal, tuple(each for each in own.goals if each.pk in linked), len(own.serving(linked))
    )


def _branch(goals: Iterable[GoalBrief], top: int) -> list[int]:
    return [top, *(goal.pk for goal in descendants(goals, top))]


def _links(plan: Plan | None) -> _Links:
    """Return what leads from a plan's goals to any frame. One query."""
    rows = GoalLink.objects.filter(
        from_goal__plan=plan, from_goal__archived_at=None, to_goal__plan__kind=PlanKind.FRAME
    ).exclude(kind=LinkKind.BECAME)
    found: dict[int, set[int]] = defaultdict(set)
    notes = set()
    for from_goal, to_goal, note in rows.values_list("from_goal", "to_goal", "note"):
        found[to_goal].add(from_goal)
        notes.add(note)
    return _Links(found, frozenset(notes))


def _activities_by_goal(plan: Plan | None) -> dict[int, set[int]]:
    """Return for each goal of a plan the activities that serve it. Two queries."""
    found: dict[int, set[int]] = defaultdict(set)
    primary = public_activities().filter(primary_goal__plan=plan).values_list("primary_goal", "pk")
    through = Activity.secondary_goals.through.objects
    secondary = through.filter(
        goal__plan=plan, activity__archived_at=None, activity__plan__archived_at=None
    ).values_list("goal", "activity")
    for goal, activity in [*primary, *secondary]:
        found[goal].add(activity)
    return found


def _brief(frame: Plan, goals: tuple[GoalBrief, ...], links: _Links) -> FrameBrief:
    tops = [goal for goal in goals if goal.depth == 0]
    return FrameBrief(
        name=plan_name(frame),
        goal_count=len(tops),
        linked_count=sum(bool(links.into(_branch(goals, goal.pk))) for goal in tops),
    )
