"""What plans mean for an organisation: steering, guiding or inspiring, as a whole or by goal."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from livskraft.plans.models import Binding, Goal
from livskraft.plans.models.goals import Strength
from livskraft.plans.models.plan import PlanKind
from livskraft.plans.queries.goals import GoalBrief, goal_brief


@dataclass(frozen=True, slots=True)
class BoundGoals:
    """The goals of a plan that bind with one strength, the topmost ones that say so."""

    strength: str
    goals: tuple[GoalBrief, ...]

    @property
    def word(self) -> str:
        return str(Strength(self.strength).label)


@dataclass(frozen=True, slots=True)
class PlanBinding:
    """What one plan means for `whom`, strongest first.

    `holds_for_all` is whether one strength holds for the whole plan, so that no goal need be named.
    """

    plan: str
    plan_kind: str
    whom: str
    strengths: tuple[BoundGoals, ...]
    holds_for_all: bool

    @property
    def subject(self) -> str:
        """Return "The strategy" in the page's language."""
        return {
            PlanKind.STRATEGY: gettext("The strategy"),
            PlanKind.OPERATIONAL: gettext("The plan"),
            PlanKind.PROGRAMME: gettext("The programme"),
            PlanKind.FRAME: gettext("The frame"),
        }[PlanKind(self.plan_kind)]


def organisation_bindings(chain: Sequence[int]) -> tuple[PlanBinding, ...]:
    """Return what plans mean for an organisation, the leading kind of plan first. Two queries.

    `chain` is its key and then those it belongs to, nearest first: what binds a region binds its
    units, unless they have a binding of their own in the same plan.
    """
    found: defaultdict[int, dict[int, list[Binding]]] = defaultdict(lambda: defaultdict(list))
    bindings = (
        Binding.objects.filter(
            organisation__in=list(chain), goal__archived_at=None, goal__plan__archived_at=None
        )
        .select_related("goal__plan", "organisation")
        .order_by("goal__plan", "goal__position", "pk")
    )
    for binding in bindings:
        found[binding.goal.plan_id][binding.organisation_id].append(binding)
    tops: defaultdict[int, set[int]] = defaultdict(set)
    roots = Goal.objects.filter(plan__in=list(found), parent=None, archived_at=None).order_by()
    for plan, goal in roots.values_list("plan", "pk"):
        tops[plan].add(goal)
    result = [
        _plan_binding(next(by[each] for each in chain if each in by), tops[plan])
        for plan, by in found.items()
    ]
    return tuple(sorted(result, key=lambda each: list(PlanKind.values).index(each.plan_kind)))


def _plan_binding(bindings: list[Binding], tops: set[int]) -> PlanBinding:
    by_strength: defaultdict[str, list[GoalBrief]] = defaultdict(list)
    for binding in bindings:
        by_strength[binding.strength].append(goal_brief(binding.goal))
    plan = bindings[0].goal.plan
    return PlanBinding(
        plan=plan.title,
        plan_kind=plan.kind,
        whom=bindings[0].organisation.title,
        strengths=tuple(
            BoundGoals(strength, tuple(by_strength[strength]))
            for strength in Strength.values
            if strength in by_strength
        ),
        holds_for_all=len(by_strength) == 1 and tops <= {binding.goal_id for binding in bindings},
    )
