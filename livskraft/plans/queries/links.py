"""How goals hang together: with frames, with other plans, with what they were and became."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q
from django.utils.translation import get_language, gettext

from livskraft.plans.models import GoalLink, Plan
from livskraft.plans.models.goals import LinkKind
from livskraft.plans.models.plan import Level, PlanKind
from livskraft.plans.queries.goals import GOAL_FIELDS, GoalBrief, goal_brief

_PLAN = ("slug", "title", "title_en", "kind", "level")
_NAMED = [
    f"{end}__{field}"
    for end in ("from_goal", "to_goal")
    for field in ("plan", *GOAL_FIELDS, *(f"plan__{field}" for field in _PLAN))
]
LEVELS = [level.value for level in Level]


@dataclass(frozen=True)
class PlanName:
    """What a mention of a plan needs; `level` says which level of society it belongs to."""

    slug: str
    title: str
    is_translated: bool
    is_frame: bool
    level: str
    level_word: str


@dataclass(frozen=True)
class LinkedGoal:
    """A goal at the other end of a link, with what it is to this one ("contributes to").

    `through` are the goals above or below that bear the link; none where it is the goal's own.
    """

    goal: GoalBrief
    plan: PlanName
    phrase: str
    note: str
    through: tuple[GoalBrief, ...]


@dataclass(frozen=True)
class LinkedPlan:
    """A plan or frame with those of its goals that a goal hangs together with."""

    plan: PlanName
    links: tuple[LinkedGoal, ...]


@dataclass(frozen=True)
class GoalLinks:
    """All that a goal hangs together with, from the international level down to the local."""

    plans: tuple[LinkedPlan, ...]
    predecessors: tuple[LinkedGoal, ...]
    successors: tuple[LinkedGoal, ...]

    @property
    def shared_note(self) -> str:
        """The note that all links have, "" where they differ."""
        linked = [link for plan in self.plans for link in plan.links]
        notes = {link.note for link in (*linked, *self.predecessors, *self.successors)}
        return notes.pop() if len(notes) == 1 else ""

    def __bool__(self) -> bool:
        return bool(self.plans or self.predecessors or self.successors)


def plan_name(plan: Plan) -> PlanName:
    """Return a plan's name in the page's language where there is one. No query."""
    in_english = bool(plan.title_en) and (get_language() or "sv").startswith("en")
    return PlanName(
        slug=plan.slug,
        title=plan.title_en if in_english else plan.title,
        is_translated=in_english,
        is_frame=plan.kind == PlanKind.FRAME,
        level=plan.level,
        level_word=str(Level(plan.level).label),
    )


def goal_links(goal: GoalBrief, around: Sequence[GoalBrief]) -> GoalLinks:
    """Return what a goal hangs together with. One query.

    `around` are the goals above and below it: what they are linked to, it is linked to through them.
    """
    near_goals = {each.pk: each for each in (goal, *around)}
    became: dict[bool, list[LinkedGoal]] = {True: [], False: []}
    others: dict[tuple[int, str], LinkedGoal] = {}
    for link, is_outward in _links(near_goals):
        near = near_goals[link.from_goal_id if is_outward else link.to_goal_id]
        linked = _linked(link, near=near, own=goal, is_outward=is_outward)
        if link.kind != LinkKind.BECAME:
            key = linked.goal.pk, linked.phrase
            others[key] = _joined(others[key], linked) if key in others else linked
        elif not linked.through:
            became[is_outward].append(linked)
    return GoalLinks(_by_plan(others.values()), tuple(became[False]), tuple(became[True]))


def _linked(link: GoalLink, *, near: GoalBrief, own: GoalBrief, is_outward: bool) -> LinkedGoal:
    far = link.to_goal if is_outward else link.from_goal
    return LinkedGoal(
        goal=goal_brief(far),
        plan=plan_name(far.plan),
        phrase=_phrase(link.kind, is_outward=is_outward),
        note=link.note,
        through=() if near == own else (near,),
    )


def _joined(first: LinkedGoal, second: LinkedGoal) -> LinkedGoal:
    """Make one of two links to the same goal; a link of the goal's own needs no others."""
    is_own = not (first.through and second.through)
    return replace(first, through=() if is_own else (*first.through, *second.through))


def _links(goals: Iterable[int]) -> list[tuple[GoalLink, bool]]:
    """Return the links that lead from or to the goals, and whether they lead from them.

    They are in the order of the goals at the other end; archived ones are left out.
    """
    goals = set(goals)
    links = (
        GoalLink.objects.filter(
            Q(from_goal__in=goals, to_goal__archived_at=None)
            | Q(to_goal__in=goals, from_goal__archived_at=None)
        )
        .exclude(from_goal__in=goals, to_goal__in=goals)
        .select_related("from_goal__plan", "to_goal__plan")
        .only("kind", "note", *_NAMED)
    )
    found = [(link, link.from_goal_id in goals) for link in links]
    return sorted(
        found,
        key=lambda each: ((each[0].to_goal if each[1] else each[0].from_goal).position, each[0].pk),
    )


def _phrase(kind: str, *, is_outward: bool) -> str:
    if kind == LinkKind.CORRESPONDS:
        return gettext("corresponds to")
    if kind == LinkKind.CONTRIBUTES:
        return gettext("contributes to") if is_outward else gettext("gets contributions from")
    return gettext("became") if is_outward else gettext("was before")


def _by_plan(links: Iterable[LinkedGoal]) -> tuple[LinkedPlan, ...]:
    by_slug: dict[str, list[LinkedGoal]] = {}
    for link in links:
        by_slug.setdefault(link.plan.slug, []).append(link)
    found = [LinkedPlan(links[0].plan, tuple(links)) for links in by_slug.values()]
    return tuple(
        sorted(found, key=lambda linked: (LEVELS.index(linked.plan.level), linked.plan.title))
    )


def former_goals(goals: Iterable[int]) -> tuple[int, ...]:
    """Return the keys of all goals that became these, however many versions ago. One query."""
    before: dict[int, list[int]] = {}
    for older, newer in GoalLink.objects.filter(kind=LinkKind.BECAME).values_list(
        "from_goal", "to_goal"
    ):
        before.setdefault(newer, []).append(older)
    found = set(goals)
    own = frozenset(found)
    waiting = list(found)
    while waiting:
        for older in before.get(waiting.pop(), []):
            if older not in found:
                found.add(older)
                waiting.append(older)
    return tuple(sorted(found - own))
