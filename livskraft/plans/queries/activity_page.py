"""Everything that the public may know of one activity."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.timezone import localdate

from livskraft.plans.models import (
    Activity,
    Area,
    Binding,
    Goal,
    Milestone,
    Organisation,
    Partnership,
    Plan,
    StatusChange,
)
from livskraft.plans.models.activities import PartnerRole
from livskraft.plans.queries.activities import is_overdue
from livskraft.plans.queries.activity_history import Edit, activity_edits
from livskraft.plans.queries.bindings import strength_phrase
from livskraft.plans.queries.goals import (
    GoalBrief,
    StatusCount,
    ancestors,
    by_status,
    goal_brief,
    level_name,
)
from livskraft.plans.queries.links import PlanName, plan_name
from livskraft.plans.queries.people import PublicPerson, public_person
from livskraft.plans.queries.plan import today
from livskraft.plans.queries.sources import Origin, origin
from livskraft.shared.charts.timeline import Bar, Step


@dataclass(frozen=True, slots=True)
class ServedGoal:
    """A goal that the activity serves, what stands above it, and what it means for the lead.

    `binding` is as in "steering for Region Västmanland", "" where the plan says nothing.
    """

    goal: GoalBrief
    above: tuple[GoalBrief, ...]
    binding: str


@dataclass(frozen=True, slots=True)
class Actor:
    """An organisation with its role in words; "" for the lead."""

    slug: str
    title: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """An area; `is_municipality` says that it has a page of its own."""

    slug: str
    title: str
    is_municipality: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """A milestone, `is_past` as of today."""

    title: str
    date: date
    is_example: bool
    is_past: bool


@dataclass(frozen=True, slots=True)
class StatusStep:
    """A change of status with its reason; `since` is None where the plan does not say when."""

    status: str
    since: date | None
    reason: str
    is_example: bool


@dataclass(frozen=True, slots=True)
class Relative:
    """The activity that this one is part of, or one that is part of it."""

    title: str
    address: str
    status: str


@dataclass(frozen=True, slots=True)
class ActivityPage:
    """One activity. `steps` are oldest first; `counts` are of its `parts`, by status.

    `example_fields` names the fields whose content is invented. `contact` is a function in words;
    `responsible` is who answers for it, None without that person's consent.
    """

    title: str
    address: str
    summary: str
    plan: PlanName
    bar: Bar
    steps: tuple[StatusStep, ...]
    milestones: tuple[Moment, ...]
    primary: ServedGoal
    secondary: tuple[ServedGoal, ...]
    lead: Actor | None
    partners: tuple[Actor, ...]
    areas: tuple[Place, ...]
    contact: str
    responsible: PublicPerson | None
    parent: Relative | None
    parts: tuple[Relative, ...]
    counts: tuple[StatusCount, ...]
    origin: Origin | None
    changed_on: date
    archived_on: date | None
    edits: tuple[Edit, ...]
    example_fields: tuple[str, ...]
    today: date

    @property
    def status(self) -> str:
        return self.bar.status

    @property
    def is_overdue(self) -> bool:
        return is_overdue(self.bar.status, self.bar.ends, self.today)

    @property
    def is_example(self) -> bool:
        invented: list[StatusStep | Moment] = [*self.steps, *self.milestones]
        return bool(self.example_fields) or any(each.is_example for each in invented)


def activity_page(address: str) -> ActivityPage | None:
    """Return the activity at an address, archived ones too; None if there is none.

    At most 19 queries, whatever the size of the plan.
    """
    activity = (
        Activity.objects.filter(address=address, plan__archived_at=None)
        .select_related("plan", "document", "lead", "parent")
        .first()
    )
    if activity is None:
        return None
    on = today(activity.plan)
    steps, milestones = _steps(activity), _milestones(activity, on)
    primary, *secondary = _served_goals(activity)
    parts = _parts(activity)
    return ActivityPage(
        title=activity.title,
        address=activity.address,
        summary=activity.summary,
        plan=plan_name(activity.plan),
        bar=Bar(
            activity.status,
            activity.starts,
            activity.ends,
            tuple(Step(step.status, step.since) for step in steps),
            tuple(moment.date for moment in milestones),
        ),
        steps=steps,
        milestones=milestones,
        primary=primary,
        secondary=tuple(secondary),
        lead=Actor(activity.lead.slug, activity.lead.title) if activity.lead else None,
        partners=_partners(activity),
        areas=_places(activity),
        contact=activity.contact,
        responsible=public_person(activity.responsible_id),
        parent=_relative(activity.parent),
        parts=parts,
        counts=by_status(Counter(part.status for part in parts)),
        origin=origin(activity.document, activity.place),
        changed_on=localdate(activity.changed_at),
        archived_on=localdate(activity.archived_at) if activity.archived_at else None,
        edits=activity_edits(activity.pk),
        example_fields=tuple(activity.example_fields),
        today=on,
    )


def _steps(activity: Activity) -> tuple[StatusStep, ...]:
    rows = StatusChange.objects.filter(activity=activity).order_by("position", "pk")
    return tuple(
        StatusStep(*row) for row in rows.values_list("status", "since", "reason", "is_example")
    )


def _milestones(activity: Activity, on: date) -> tuple[Moment, ...]:
    """Return the activity's milestones, and of each whether it is past."""
    rows = Milestone.objects.filter(activity=activity).values_list("title", "date", "is_example")
    return tuple(Moment(*row, row[1] < on) for row in rows)


def activity_moved_to(address: str) -> str | None:
    """Return the address of the activity that once had this one, None if none had it. One query."""
    rows = (
        Activity.objects.filter(plan__archived_at=None)
        .exclude(former_slugs=[])
        .order_by("archived_at", "-pk")
        .values_list("address", "plan__slug", "former_slugs")
    )
    for current, plan, former in rows:
        if address in former or address in [f"{slug}-{plan}" for slug in former]:
            return current
    return None


def _served_goals(activity: Activity) -> list[ServedGoal]:
    """Return the primary goal, then the secondary ones in the plan's order. Four queries."""
    secondary = list(
        activity.secondary_goals.through.objects.filter(activity=activity).values_list(
            "goal", flat=True
        )
    )
    wanted = {activity.primary_goal_id, *secondary}
    goals = list(
        Goal.objects.filter(plan__in=Goal.objects.filter(pk__in=wanted).values("plan"))
        .only(
            *("plan", "address", "number", "title", "title_en", "is_priority", "is_horizontal"),
            *("depth", "position", "parent"),
        )
        .order_by("position", "pk")
    )
    plans = Plan.objects.in_bulk({goal.plan_id for goal in goals} - {activity.plan_id})
    plans[activity.plan_id] = activity.plan
    levels = dict.fromkeys(plans, 1)
    for goal in goals:
        levels[goal.plan_id] = max(levels[goal.plan_id], goal.depth + 1)
    briefs = {
        goal.pk: goal_brief(goal, level_name(plans[goal.plan_id], goal, levels[goal.plan_id]))
        for goal in goals
    }
    chains = {
        pk: ancestors(briefs.values(), briefs[pk])
        for pk in (activity.primary_goal_id, *(pk for pk in briefs if pk in set(secondary)))
    }
    words = _bindings(activity, {each.pk for chain in chains.values() for each in chain} | wanted)
    return [
        ServedGoal(briefs[pk], chain, _nearest(words, (*chain, briefs[pk])))
        for pk, chain in chains.items()
    ]


def _bindings(activity: Activity, goals: Iterable[int]) -> dict[int, str]:
    """Return for each goal what it means for the lead, or for what the lead belongs to.

    Two queries.
    """
    if activity.lead is None:
        return {}
    parents = dict(Organisation.objects.order_by().values_list("pk", "parent"))
    chain: list[int | None] = [activity.lead.pk]
    while chain[-1] is not None:
        chain.append(parents.get(chain[-1]))
    rows = sorted(
        Binding.objects.filter(goal__in=list(goals), organisation__in=chain[:-1]).values_list(
            "organisation", "goal", "strength", "organisation__title"
        ),
        key=lambda row: -chain.index(row[0]),
    )
    return {goal: strength_phrase(strength) % {"whom": title} for _, goal, strength, title in rows}


def _nearest(words: dict[int, str], chain: Sequence[GoalBrief]) -> str:
    return next((words[goal.pk] for goal in reversed(chain) if goal.pk in words), "")


def _partners(activity: Activity) -> tuple[Actor, ...]:
    """Return who takes part beside the lead, each role in words. One query."""
    roles: dict[tuple[str, str], list[str]] = {}
    rows = (
        Partnership.objects.filter(activity=activity)
        .order_by("position", "pk")
        .values_list("organisation__slug", "organisation__title", "role")
    )
    for slug, title, role in rows:
        roles.setdefault((slug, title), []).append(str(PartnerRole(role).label))
    return tuple(Actor(*who, ", ".join(words)) for who, words in roles.items())


def _places(activity: Activity) -> tuple[Place, ...]:
    """Return where it takes place, in Swedish order. One query."""
    rows = Area.objects.filter(activities=activity).values_list("slug", "title", "kind")
    return tuple(Place(slug, title, kind == "municipality") for slug, title, kind in rows)


def _parts(activity: Activity) -> tuple[Relative, ...]:
    """Return the activities that are part of this one. One query."""
    rows = (
        Activity.objects.filter(Q(parent=activity), archived_at=None)
        .order_by("position", "pk")
        .values_list("title", "address", "status")
    )
    return tuple(Relative(*row) for row in rows)


def _relative(activity: Activity | None) -> Relative | None:
    if activity is None or activity.archived_at:
        return None
    return Relative(activity.title, activity.address, activity.status)
