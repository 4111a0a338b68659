"""What may be asked of whoever leads an activity: after what its goal means for that actor."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from livskraft.plans.models import Activity, Binding, Goal, Organisation, Plan
from livskraft.plans.models.goals import Strength
from livskraft.plans.models.organisations import OrganisationKind
from livskraft.reporting.models import Duty

_OF_STRENGTH = {
    Strength.STEERING: Duty.ASKED,
    Strength.GUIDING: Duty.INVITED,
    Strength.INSPIRING: Duty.NOT_CHASED,
}
_PARTS = (OrganisationKind.UNIT, OrganisationKind.ADMINISTRATION)

Tree = Mapping[int, int | None]


def duties(plan: Plan, activities: Iterable[Activity]) -> dict[int, Duty]:
    """Return what may be asked about each activity, by its key. Four queries.

    The nearest binding holds: first of the lead itself, then of what it belongs to; for each, first
    of the primary goal, then of the goals above. Where nothing is bound, the region's own units are
    asked, since the plan is theirs, and others are invited.
    """
    organisations = {
        one.pk: one for one in Organisation.objects.only("pk", "parent", "kind", "area")
    }
    above: Tree = {pk: one.parent_id for pk, one in organisations.items()}
    goals: Tree = dict(Goal.objects.filter(plan=plan).values_list("pk", "parent"))
    bindings = Binding.objects.filter(goal__plan=plan).values_list(
        "organisation", "goal", "strength"
    )
    strengths = {(actor, goal): strength for actor, goal, strength in bindings}
    own_areas = set(plan.areas.values_list("pk", flat=True))

    def duty(activity: Activity) -> Duty:
        if activity.lead_id is None:
            return Duty.ASKED
        for actor in _upwards(above, activity.lead_id):
            for goal in _upwards(goals, activity.primary_goal_id):
                if strength := strengths.get((actor, goal)):
                    return _OF_STRENGTH[Strength(strength)]
        is_own = _is_own(organisations[activity.lead_id], own_areas)
        return Duty.ASKED if is_own else Duty.INVITED

    return {activity.pk: duty(activity) for activity in activities}


def _is_own(actor: Any, own_areas: set[int]) -> bool:
    if actor.kind in _PARTS:
        return True
    return actor.kind == OrganisationKind.REGION and (not own_areas or actor.area_id in own_areas)


def _upwards(tree: Tree, start: int | None) -> Iterator[int]:
    """Yield a key and those above it, each once."""
    seen: set[int] = set()
    while start is not None and start not in seen:
        seen.add(start)
        yield start
        start = tree.get(start)
