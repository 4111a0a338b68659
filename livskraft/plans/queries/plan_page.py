"""What a plan is, who decided it, whom it binds and what it costs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext

from livskraft.plans.models import BudgetLine, Plan
from livskraft.plans.models.forums import Mandate
from livskraft.plans.models.plan import PlanKind
from livskraft.plans.queries.bindings import BindingGroup, plan_bindings
from livskraft.plans.queries.forums import ForumBrief, all_forums
from livskraft.plans.queries.frames import FrameBrief, frame_list
from livskraft.plans.queries.goals import GoalOverview, goal_overview
from livskraft.plans.queries.links import PlanName, plan_name
from livskraft.plans.queries.plan import today
from livskraft.plans.queries.sources import Origin, origin, plan_documents


@dataclass(frozen=True)
class PlanBrief:
    """A plan in a list."""

    name: PlanName
    kind: str
    period: str
    goal_count: int


@dataclass(frozen=True)
class Money:
    """One line of a plan's budget in whole kronor; `parts_sum` is None where it has no parts."""

    title: str
    organisation: str
    year: int
    amount: int
    note: str
    depth: int
    parts_sum: int | None

    @property
    def is_uneven(self) -> bool:
        """Whether the parts do not add up to the line."""
        return self.parts_sum is not None and self.parts_sum != self.amount


@dataclass(frozen=True)
class ForumStep:
    """A forum on a matter's way, with those that report to it."""

    slug: str
    title: str
    mandate_word: str
    cadence: str
    below: tuple["ForumStep", ...]


@dataclass(frozen=True)
class PlanPage:
    """A plan in one version. `earlier` and `later` are its other versions, the nearest first."""

    name: PlanName
    kind: str
    is_leading: bool
    today: date
    period: str
    decision_body: str
    decision_date: date | None
    decision_reference: str
    vision: str
    summary: str
    level_names: tuple[str, ...]
    origin: Origin | None
    overview: GoalOverview
    bindings: tuple[BindingGroup, ...]
    frames: tuple[FrameBrief, ...]
    budget: tuple[Money, ...]
    documents: tuple[Origin, ...]
    forums: tuple[ForumStep, ...]
    earlier: tuple[PlanName, ...]
    later: tuple[PlanName, ...]
    others: tuple[PlanBrief, ...]
    is_archived: bool


def plan_years(plan: Plan) -> str:
    """Return "2021–2030", "from 2021", "until 2030" or ""."""
    if plan.period_from and plan.period_to:
        return f"{plan.period_from}–{plan.period_to}"
    if plan.period_from:
        return gettext("from %(year)d") % {"year": plan.period_from}
    return gettext("until %(year)d") % {"year": plan.period_to} if plan.period_to else ""


def kind_word(kind: str) -> str:
    """Return what a plan of this kind is called, as the first word of a sentence."""
    return {
        PlanKind.STRATEGY: gettext("The strategy"),
        PlanKind.OPERATIONAL: gettext("The operational plan"),
        PlanKind.PROGRAMME: gettext("The programme"),
        PlanKind.FRAME: gettext("The frame"),
    }[PlanKind(kind)]


def plan_page(slug: str, leading: Plan | None) -> PlanPage | None:
    """Return a plan, None if there is none of the name. At most 18 queries and two per frame."""
    plan = Plan.objects.select_related("document").filter(slug=slug).first()
    if plan is None:
        return None
    earlier, later = _versions(plan)
    return PlanPage(
        name=plan_name(plan),
        kind=str(PlanKind(plan.kind).label),
        is_leading=leading is not None and leading.pk == plan.pk,
        today=today(plan),
        period=plan_years(plan),
        decision_body=plan.decision_body,
        decision_date=plan.decision_date,
        decision_reference=plan.decision_reference,
        vision=plan.vision,
        summary=plan.summary,
        level_names=tuple(plan.level_names),
        origin=origin(plan.document, plan.place),
        overview=goal_overview(plan),
        bindings=plan_bindings(plan),
        frames=frame_list(plan),
        budget=_budget(plan),
        documents=plan_documents(plan),
        forums=forum_chains(),
        earlier=earlier,
        later=later,
        others=other_plans(plan),
        is_archived=plan.archived_at is not None,
    )


def other_plans(plan: Plan | None) -> tuple[PlanBrief, ...]:
    """Return the other plans in force, frames not among them. One query."""
    plans = (
        Plan.objects.filter(archived_at=None, successors=None)
        .exclude(kind=PlanKind.FRAME)
        .exclude(pk=plan.pk if plan else 0)
        .annotate(number=Count("goals", filter=Q(goals__archived_at=None)))
        .order_by("title")
    )
    return tuple(
        PlanBrief(plan_name(each), str(PlanKind(each.kind).label), plan_years(each), each.number)
        for each in plans
    )


def forum_chains() -> tuple[ForumStep, ...]:
    """Return the forums that report to none but have others that report to them. One query."""
    forums = all_forums()
    below: dict[int | None, list[ForumBrief]] = {}
    for forum in forums.values():
        above = forum.reports_to if forum.reports_to in forums else None
        below.setdefault(above, []).append(forum)

    def steps(above: int | None) -> tuple[ForumStep, ...]:
        return tuple(
            ForumStep(
                each.slug,
                each.title,
                str(Mandate(each.mandate).label),
                each.cadence,
                steps(each.pk),
            )
            for each in below.get(above, ())
        )

    return tuple(step for step in steps(None) if step.below)


def _versions(plan: Plan) -> tuple[tuple[PlanName, ...], tuple[PlanName, ...]]:
    """Return the versions before and after a plan. One query."""
    plans = {each.pk: each for each in Plan.objects.exclude(kind=PlanKind.FRAME)}
    after = {each.successor_of_id: each for each in plans.values() if each.archived_at is None}
    earlier: list[Plan] = []
    later: list[Plan] = []
    step = plans.get(plan.successor_of_id or 0)
    while step is not None and step not in [plan, *earlier]:
        earlier.append(step)
        step = plans.get(step.successor_of_id or 0)
    step = after.get(plan.pk)
    while step is not None and step not in [plan, *later]:
        later.append(step)
        step = after.get(step.pk)
    return tuple(map(plan_name, earlier)), tuple(map(plan_name, later))


def _budget(plan: Plan) -> tuple[Money, ...]:
    """Return the budget's lines, each before its parts. One query."""
    lines = list(
        BudgetLine.objects.filter(plan=plan, archived_at=None).select_related("organisation")
    )
    known = {line.pk for line in lines}
    parts: dict[int | None, list[BudgetLine]] = {}
    for line in lines:
        parts.setdefault(line.parent_id if line.parent_id in known else None, []).append(line)

    def walk(above: int | None, depth: int) -> Iterable[Money]:
        for line in parts.get(above, ()):
            below = parts.get(line.pk)
            yield Money(
                line.title,
                line.organisation.title if line.organisation else "",
                line.year,
                line.amount,
                line.note,
                depth,
                sum(part.amount for part in below) if below else None,
            )
            yield from walk(line.pk, depth + 1)

    return tuple(walk(None, 0))
