"""What may be asked of whoever leads an activity: after what its goal means for that actor."""

from collections.abc import Iterable, Iterator, Mapping

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
    organisations = Organisation.objects.only("pk", "parent", "kind", "area")
    above: Tree = {one.pk: one.parent_id for one in organisations}
    of_region = _own(organisations, plan)
    goals: Tree = dict(Goal.objects.filter(plan=plan).values_list("pk", "parent"))
    bindings = Binding.objects.filter(goal__plan=plan).values_list(
        "organisation", "goal", "strength"
    )
    strengths = {(actor, goal): strength for actor, goal, strength in bindings}

    def duty(activity: Activity) -> Duty:
        if activity.lead_id is None:
            return Duty.ASKED
        for actor in _upwards(above, activity.lead_id):
            for goal in _upwards(goals, activity.primary_goal_id):
                if strength := strengths.get((actor, goal)):
                    return _OF_STRENGTH[Strength(strength)]
        return Duty.ASKED if activity.lead_id in of_region else Duty.INVITED

    return {activity.pk: duty(activity) for activity in activities}


def own_actors(plan: Plan) -> set[int]:
    """Return the keys of the region whose plan it is, and of its units. Two queries."""
    return _own(Organisation.objects.only("pk", "kind", "area"), plan)


def _own(organisations: Iterable[Organisation], plan: Plan) -> set[int]:
    """Return those of a plan's own region. One query beside the organisations."""
    areas = set(plan.areas.values_list("pk", flat=True))
    return {
        one.pk
        for one in organisations
        if one.kind in _PARTS
        or (one.kind == OrganisationKind.REGION and (not areas or one.area_id in areas))
    }


def _upwards(tree: Tree, start: int | None) -> Iterator[int]:
    """Yield a key and those above it, each once."""
    seen: set[int] = set()
    while start is not None and start not in seen:
        seen.add(start)
        yield start
        start = tree.get(start)
