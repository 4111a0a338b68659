"""Plans, actors and forums as colleagues work with them: archived ones too, with open drafts."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from livskraft.plans.models import Activity, Draft, Forum, Goal, GoalLink, Organisation, Plan
from livskraft.plans.models.drafts import OPEN_STATES
from livskraft.plans.planfile.content import link_key
from livskraft.plans.queries.plan_page import plan_years
from livskraft.plans.queries.sources import Origin, plan_documents


@dataclass(frozen=True)
class PlanRow:
    """A plan in the list; numbers of what is not archived, and of open drafts of anything in it."""

    plan: Plan
    kind: str
    period: str
    goals: int
    activities: int
    drafts: int


@dataclass(frozen=True)
class GoalRow:
    """A goal in its plan's tree; `activities` has it as primary goal."""

    goal: Goal
    activities: int
    drafts: int


@dataclass(frozen=True)
class LinkRow:
    """A link between goals; `slug` is its key in the plan file."""

    slug: str
    from_goal: Goal
    kind: str
    to_goal: Goal
    note: str


@dataclass(frozen=True)
class PlanContent:
    """All that belongs to a plan."""

    plan: Plan
    kind: str
    period: str
    goals: tuple[GoalRow, ...]
    archived_goals: tuple[Goal, ...]
    links: tuple[LinkRow, ...]
    documents: tuple[Origin, ...]
    frames: tuple[Plan, ...]
    activities: int
    drafts: int


@dataclass(frozen=True)
class RecordRow:
    """An actor or a forum; `about` says what it is, `number` counts what it leads or its meetings."""

    record: Organisation | Forum
    about: str
    above: str
    number: int
    drafts: int

    @property
    def is_archived(self) -> bool:
        return self.record.archived_at is not None


def plan_rows() -> list[PlanRow]:
    """Return all plans, living ones first, frames after the others. Four queries."""
    goals = Counter(_living(Goal))
    activities = Counter(_living(Activity))
    drafts = Counter(_open_drafts().exclude(plan=None).values_list("plan", flat=True))
    drafts_of_plans = Counter(_open_drafts().filter(section="plan").values_list("slug", flat=True))
    rows = [
        PlanRow(
            plan=plan,
            kind=str(plan.get_kind_display()),
            period=plan_years(plan),
            goals=goals[plan.pk],
            activities=activities[plan.pk],
            drafts=drafts[plan.pk] + drafts_of_plans[plan.slug],
        )
        for plan in Plan.objects.order_by("pk")
    ]
    return sorted(
        rows, key=lambda row: (row.plan.archived_at is not None, row.plan.kind == "frame")
    )


def _living(model: type[Goal] | type[Activity]) -> Mapping[int, int]:
    rows = model._default_manager.filter(archived_at=None).order_by().values("plan")
    return dict(rows.annotate(number=Count("pk")).values_list("plan", "number"))


def _open_drafts() -> QuerySet[Draft]:
    return Draft.objects.filter(state__in=OPEN_STATES).order_by()


def plan_content(plan: Plan) -> PlanContent:
    """Return all that belongs to a plan. Seven queries."""
    rows = list(Goal.objects.filter(plan=plan).order_by("position", "pk"))
    activities = Activity.objects.filter(plan=plan, archived_at=None).order_by()
    of_goal = Counter(activities.values_list("primary_goal", flat=True))
    drafts = Counter(
        _open_drafts()
        .filter(Q(plan=plan) | Q(section="plan", slug=plan.slug))
        .values_list("section", "slug")
    )
    return PlanContent(
        plan=plan,
        kind=str(plan.get_kind_display()),
        period=plan_years(plan),
        goals=tuple(
            GoalRow(goal, of_goal[goal.pk], drafts["goals", goal.slug])
            for goal in rows
            if goal.archived_at is None
        ),
        archived_goals=tuple(goal for goal in rows if goal.archived_at is not None),
        links=_links(plan),
        documents=plan_documents(plan),
        frames=tuple(plan.frames.order_by("pk")),
        activities=sum(of_goal.values()),
        drafts=sum(drafts.values()),
    )


def _links(plan: Plan) -> tuple[LinkRow, ...]:
    is_becoming = Q(kind="became")
    own = Q(from_goal__plan=plan) & ~is_becoming | Q(to_goal__plan=plan) & is_becoming
    rows = GoalLink.objects.filter(own).select_related("from_goal__plan", "to_goal__plan")
    return tuple(
        LinkRow(
            slug=link_key(
                {"from": _full(link.from_goal), "kind": link.kind, "to": _full(link.to_goal)}
            ),
            from_goal=link.from_goal,
            kind=str(link.get_kind_display()),
            to_goal=link.to_goal,
            note=link.note,
        )
        for link in rows.order_by("from_goal__position", "to_goal__plan", "to_goal__position", "pk")
    )


def _full(goal: Goal) -> str:
    return f"{goal.plan.slug}/{goal.slug}"


def actor_rows() -> list[RecordRow]:
    """Return the actors with how many living activities each leads, archived ones last. Two queries."""
    is_living = Q(led_activities__archived_at=None, led_activities__isnull=False)
    rows = (
        Organisation.objects.select_related("parent")
        .annotate(number=Count("led_activities", filter=is_living))
        .order_by(F("archived_at").asc(nulls_first=True), "sort_key", "pk")
    )
    drafts = _drafts_of("organisations")
    return [
        RecordRow(
            record=row,
            about=str(row.get_kind_display()),
            above=row.parent.title if row.parent else "",
            number=row.number,
            drafts=drafts[row.slug],
        )
        for row in rows
    ]


def forum_rows() -> list[RecordRow]:
    """Return the forums with how many meetings each has, archived ones last. Two queries."""
    rows = (
        Forum.objects.select_related("reports_to")
        .annotate(number=Count("meetings", filter=Q(meetings__archived_at=None)))
        .order_by(F("archived_at").asc(nulls_first=True), "sort_key", "pk")
    )
    drafts = _drafts_of("forums")
    return [
        RecordRow(
            record=row,
            about=str(row.get_mandate_display()),
            above=row.reports_to.title if row.reports_to else "",
            number=row.number,
            drafts=drafts[row.slug],
        )
        for row in rows
    ]


def _drafts_of(section: str) -> Counter[str]:
    return Counter(_open_drafts().filter(section=section).values_list("slug", flat=True))
