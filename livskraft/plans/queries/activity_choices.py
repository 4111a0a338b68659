"""What the list of activities can be asked for, and how that is understood."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, QuerySet

from livskraft.plans.models import Activity, Area, Goal, Organisation, Partnership, Plan
from livskraft.plans.models.activities import PartnerRole, Status
from livskraft.plans.models.areas import AreaKind
from livskraft.plans.models.organisations import OrganisationKind
from livskraft.plans.models.plan import PlanKind
from livskraft.plans.queries.goals import GoalBrief, goal_brief, level_name
from livskraft.shared.periods import parse_years
from livskraft.shared.swedish import search_terms

LEAD = "lead"
PARTNER = "partner"
ROLES = (LEAD, PARTNER, *PartnerRole.values)


@dataclass(frozen=True, slots=True)
class Selection:
    """What a reader asks for; empty means everything.

    `goal` is an address and takes in the goals below it, as primary or secondary goal; `actor` is a
    slug and takes in the organisations below it; `area` is a slug or a code; `period` is "2022" or
    "2021–2022"; `plan` is a slug.
    """

    words: str = ""
    goal: str = ""
    statuses: tuple[str, ...] = ()
    actor: str = ""
    role: str = ""
    area: str = ""
    period: str = ""
    plan: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can be chosen in a filter; `depth` is how far it stands in."""

    value: str
    title: str
    depth: int = 0

    @property
    def label(self) -> str:
        """The title, after one space of the width of a letter for each step."""
        return "\u2003" * self.depth + self.title


@dataclass(frozen=True)
class Choices:
    """Everything that filters can name."""

    plans: tuple[Plan, ...]
    goals: Mapping[int, GoalBrief]
    plan_of_goal: Mapping[int, int]
    archived_goals: frozenset[int]
    organisations: tuple[Organisation, ...]
    active: frozenset[int]
    areas: tuple[Area, ...]
    county: Area | None

    @cached_property
    def goal_addresses(self) -> dict[str, int]:
        return {goal.address: pk for pk, goal in self.goals.items()}

    @cached_property
    def tops(self) -> dict[int, GoalBrief]:
        """For each goal the one at the top of its branch."""
        tops: dict[int, GoalBrief] = {}
        for pk, goal in self.goals.items():
            tops[pk] = tops.get(goal.parent or 0, goal)
        return tops

    @cached_property
    def goal_options(self) -> tuple[Option, ...]:
        """Goals in the plan's order; a plan's own goals stand together."""
        return tuple(
            Option(goal.address, f"{goal.number} {goal.title}".strip(), goal.depth)
            for pk, goal in self.goals.items()
            if pk not in self.archived_goals
        )

    def area(self, value: str) -> Area | None:
        """Return the area of a slug or a code."""
        known = (*self.areas, self.county) if self.county else self.areas
        return next((area for area in known if value in (area.slug, area.code)), None)

    @cached_property
    def actor_options(self) -> tuple[Option, ...]:
        """Organisations that do something, each below the one it belongs to, in Swedish order."""
        by_pk = {organisation.pk: organisation for organisation in self.organisations}
        wanted: set[int] = set()
        for organisation in self.organisations:
            step = organisation if organisation.pk in self.active else None
            while step is not None and step.pk not in wanted:
                wanted.add(step.pk)
                step = by_pk.get(step.parent_id or 0)
        below: dict[int | None, list[Organisation]] = {}
        for organisation in self.organisations:
            if organisation.pk in wanted:
                parent = organisation.parent_id if organisation.parent_id in by_pk else None
                below.setdefault(parent, []).append(organisation)

        def walk(parent: int | None, depth: int) -> Iterable[Option]:
            for organisation in below.get(parent, ()):
                yield Option(organisation.slug, organisation.title, depth)
                yield from walk(organisation.pk, depth + 1)

        return tuple(walk(None, 0))


def public_activities() -> QuerySet[Activity]:
    """Return the activities that the public site counts: neither they nor their plan archived."""
    return (
        Activity.objects.filter(archived_at=None, plan__archived_at=None)
        .exclude(plan__kind=PlanKind.FRAME)
        .order_by()
    )


def choices() -> Choices:
    """Return everything that filters can name. Four queries."""
    plans = tuple(
        Plan.objects.filter(Exists(public_activities().filter(plan=OuterRef("pk")))).order_by("pk")
    )
    goals = list(
        Goal.objects.filter(plan__in=plans)
        .only(
            *("plan", "address", "number", "title", "title_en", "is_priority", "is_horizontal"),
            *("depth", "position", "parent", "archived_at"),
        )
        .order_by("plan", "position", "pk")
    )
    by_pk = {plan.pk: plan for plan in plans}
    levels = {plan.pk: 1 for plan in plans}
    for goal in goals:
        levels[goal.plan_id] = max(levels[goal.plan_id], goal.depth + 1)
    names = {
        goal.pk: goal_brief(goal, level_name(by_pk[goal.plan_id], goal, levels[goal.plan_id]))
        for goal in goals
    }
    leads = Exists(public_activities().filter(lead=OuterRef("pk")))
    helps = Exists(Partnership.objects.filter(organisation=OuterRef("pk")))
    organisations = tuple(
        Organisation.objects.filter(archived_at=None)
        .annotate(is_active=leads | helps)
        .only("slug", "title", "parent")
        .order_by("sort_key", "pk")
    )
    named = Exists(Activity.areas.through.objects.filter(area=OuterRef("pk")))
    planned = Plan.areas.through.objects.filter(plan__in=plans).values("area")
    areas = Area.objects.filter(named | Q(pk__in=planned) | Q(parent__in=planned))
    areas = areas.exclude(kind=AreaKind.NATION).only("slug", "code", "title", "kind")
    return Choices(
        plans=plans,
        goals=names,
        plan_of_goal={goal.pk: goal.plan_id for goal in goals},
        archived_goals=frozenset(goal.pk for goal in goals if goal.archived_at),
        organisations=organisations,
        active=frozenset(each.pk for each in organisations if each.is_active),
        areas=tuple(area for area in areas if area.kind == AreaKind.MUNICIPALITY),
        county=next((area for area in areas if area.kind == AreaKind.COUNTY), None),
    )


def understood(selection: Selection, known: Choices) -> tuple[Selection, tuple[str, ...]]:
    """Return the selection without what stands for nothing, and the names of what was dropped."""
    is_known = {
        "goal": selection.goal in known.goal_addresses,
        "actor": any(each.slug == selection.actor for each in known.organisations),
        "role": selection.role in ROLES,
        "area": known.area(selection.area) is not None,
        "period": parse_years(selection.period) is not None,
        "plan": any(plan.slug == selection.plan for plan in known.plans),
    }
    unknown = [name for name, found in is_known.items() if getattr(selection, name) and not found]
    statuses = tuple(status for status in Status.values if status in selection.statuses)
    result = replace(selection, statuses=statuses, **dict.fromkeys(unknown, ""))
    if set(selection.statuses) - set(statuses):
        unknown.append("statuses")
    return result, tuple(unknown)


def condition(selection: Selection, known: Choices) -> Q:
    """Return what an activity must fulfil, all but its status. The selection must be understood."""
    result = Q()
    for term in search_terms(selection.words):
        result &= Q(search_text__contains=term)
    if selection.goal:
        result &= serves(branch(known, known.goal_addresses[selection.goal]))
    if selection.actor:
        result &= takes_part(_organisations_below(known, selection.actor), selection.role)
    if selection.area:
        area = known.area(selection.area)
        assert area is not None
        result &= concerns(area.pk)
    if selection.period:
        period = parse_years(selection.period)
        assert period is not None
        result &= _goes_on_during(*period)
    if selection.plan:
        result &= Q(plan__slug=selection.plan)
    return result


def serves(goals: Iterable[int]) -> Q:
    """Activities that have one of the goals as primary or secondary goal."""
    goals = list(goals)
    secondary = Activity.secondary_goals.through.objects.filter(goal__in=goals)
    return Q(primary_goal__in=goals) | Q(pk__in=secondary.values("activity"))


def takes_part(organisations: Iterable[int], role: str = "") -> Q:
    """Activities that one of the organisations leads or is a partner of, or only in one role."""
    organisations = list(organisations)
    partnerships = Partnership.objects.filter(organisation__in=organisations)
    if role in PartnerRole.values:
        partnerships = partnerships.filter(role=role)
    leads, partners = Q(lead__in=organisations), Q(pk__in=partnerships.values("activity"))
    if role == LEAD:
        return leads
    return partners if role else leads | partners


def happens_in(area: int) -> Q:
    """Activities that name the area itself."""
    return Q(pk__in=Activity.areas.through.objects.filter(area=area).values("activity"))


def concerns(area: int) -> Q:
    """Activities that name the area, or that its municipality leads or is a partner of."""
    municipality = Organisation.objects.filter(
        kind=OrganisationKind.MUNICIPALITY, archived_at=None, area=area
    ).values("pk")
    partnerships = Partnership.objects.filter(organisation__in=municipality).values("activity")
    return happens_in(area) | Q(lead__in=municipality) | Q(pk__in=partnerships)


def branch(known: Choices, top: int) -> list[int]:
    """Return a goal and the goals below it."""
    inside = {top}
    for pk, goal in known.goals.items():
        if goal.parent in inside:
            inside.add(pk)
    return sorted(inside)


def _organisations_below(known: Choices, slug: str) -> list[int]:
    children: dict[int | None, list[int]] = {}
    for organisation in known.organisations:
        children.setdefault(organisation.parent_id, []).append(organisation.pk)
    found = [organisation.pk for organisation in known.organisations if organisation.slug == slug]
    for pk in found:
        found.extend(children.get(pk, ()))
    return found


def _goes_on_during(first: int, last: int) -> Q:
    """Activities that have some day in the years; one without any date has none."""
    begun = Q(starts__lte=date(last, 12, 31)) | Q(starts=None, ends__isnull=False)
    not_over = Q(ends__gte=date(first, 1, 1)) | Q(ends=None, starts__isnull=False)
    return begun & not_over
