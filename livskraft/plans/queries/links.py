"""How goals hang together: with frames, with other plans, with what they were and became."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import get_language, gettext

from livskraft.plans.models import GoalLink, Plan
from livskraft.plans.models.goals import LinkKind
from livskraft.plans.models.plan import Level, PlanKind
from livskraft.plans.queries.goals import GoalBrief, goal_brief

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

    `through` is the goal above this one that bears the link, None where it is its own.
    """

    goal: GoalBrief
    plan: PlanName
    phrase: str
    note: str
    through: GoalBrief | None


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


def goal_links(chain: Sequence[GoalBrief]) -> GoalLinks:
    """Return what a goal hangs together with. One query.

    `chain` ends with the goal; before it stand the goals above, whose links hold for it too.
    """
    own = chain[-1]
    by_pk = {goal.pk: goal for goal in chain}
    became: dict[bool, list[LinkedGoal]] = {True: [], False: []}
    others: dict[tuple[int, str], LinkedGoal] = {}
    for link in sorted(
        _links(by_pk), key=lambda link: own.pk not in (link.from_goal_id, link.to_goal_id)
    ):
        is_outward = link.from_goal_id in by_pk
        near, far = (
            (link.from_goal_id, link.to_goal) if is_outward else (link.to_goal_id, link.from_goal)
        )
        through = None if near == own.pk else by_pk[near]
        linked = LinkedGoal(
            goal_brief(far),
            plan_name(far.plan),
            _phrase(link.kind, is_outward=is_outward),
            link.note,
            through,
        )
        if link.kind != LinkKind.BECAME:
            others.setdefault((far.pk, linked.phrase), linked)
        elif through is None:
            became[is_outward].append(linked)
    return GoalLinks(_by_plan(others.values()), tuple(became[False]), tuple(became[True]))


def _links(goals: Iterable[int]) -> list[GoalLink]:
    """Return the links that lead from or to one of the goals, the other end not archived."""
    goals = list(goals)
    return list(
        GoalLink.objects.filter(
            Q(from_goal__in=goals, to_goal__archived_at=None)
            | Q(to_goal__in=goals, from_goal__archived_at=None)
        )
        .exclude(from_goal__in=goals, to_goal__in=goals)
        .select_related("from_goal__plan", "to_goal__plan")
        .order_by("from_goal__position", "to_goal__position", "pk")
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
