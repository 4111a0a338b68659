"""The list of activities that colleagues work from: filters, order, and whose each activity is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.db.models import Case, F, Q, QuerySet, Value, When

from livskraft.plans.models import Activity, Draft, Goal, Organisation, Person, Plan
from livskraft.plans.models.activities import Status
from livskraft.plans.models.drafts import OPEN_STATES
from livskraft.plans.models.plan import PlanKind
from livskraft.plans.queries.activities import is_overdue
from livskraft.plans.queries.people import has_left
from livskraft.plans.queries.plan import today
from livskraft.plans.queries.record_choices import Choice, RecordChoices
from livskraft.shared.swedish import search_terms

Order = Literal["plan", "title", "lead", "starts", "ends", "status"]
ARCHIVED = "archived"
"""In place of a status: those that are archived; all other questions leave them out."""
NOBODY = -1
"""In place of a person: activities that nobody answers for."""


@dataclass(frozen=True)
class Question:
    """What is asked for; empty means everything. A lead is named by its slug, others by their keys.

    A goal takes in those below it, as primary goal; a lead takes in the actors below it. The days
    are those between which an activity ends, both included.
    """

    words: str = ""
    plan: int | None = None
    goal: int | None = None
    lead: str = ""
    responsible: int | None = None
    status: str = ""
    ends_from: date | None = None
    ends_until: date | None = None
    without_lead: bool = False
    without_dates: bool = False


@dataclass(frozen=True)
class WorkingRow:
    """An activity in the list. `drafts` counts the open drafts of it."""

    activity: Activity
    goal: str
    drafts: int
    is_overdue: bool


def working_activities(question: Question, order: Order = "plan") -> QuerySet[Activity]:
    """Return the activities asked for, in order.

    Three queries at most, for what lies below the goal and the lead.
    """
    found = Activity.objects.filter(plan__archived_at=None).filter(
        archived_at__isnull=question.status != ARCHIVED
    )
    for term in search_terms(question.words):
        found = found.filter(search_text__contains=term)
    found = found.filter(**dict(_fields(question)))
    if question.goal is not None:
        found = found.filter(primary_goal__in=_below(Goal, question.goal))
    if question.lead:
        top = Organisation.objects.filter(slug=question.lead).values_list("pk", flat=True).first()
        found = found.filter(lead__in=_below(Organisation, top) if top else [])
    if question.without_dates:
        found = found.filter(Q(starts=None) | Q(ends=None))
    return found.order_by(*_ORDERS[order], "plan", "position", "pk")


def _fields(question: Question) -> Iterable[tuple[str, Any]]:
    if question.plan is not None:
        yield "plan", question.plan
    if question.responsible is not None:
        is_nobody = question.responsible == NOBODY
        yield ("responsible__isnull", True) if is_nobody else ("responsible", question.responsible)
    if question.status and question.status != ARCHIVED:
        yield "status", question.status
    if question.ends_from:
        yield "ends__gte", question.ends_from
    if question.ends_until:
        yield "ends__lte", question.ends_until
    if question.without_lead:
        yield "lead__isnull", True


_STATUS_PLACE = Case(
    *(When(status=status, then=Value(place)) for place, status in enumerate(Status.values))
)
_ORDERS: dict[Order, tuple[Any, ...]] = {
    "plan": (),
    "title": ("sort_key",),
    "lead": (F("lead__sort_key").asc(nulls_last=True),),
    "starts": (F("starts").asc(nulls_last=True),),
    "ends": (F("ends").asc(nulls_last=True),),
    "status": (_STATUS_PLACE,),
}


def _below(model: type[Goal] | type[Organisation], top: int) -> set[int]:
    """Return a record and those below it. One query."""
    children: dict[int | None, list[int]] = {}
    for pk, parent in model._default_manager.order_by().values_list("pk", "parent"):
        children.setdefault(parent, []).append(pk)
    found: set[int] = set()
    waiting = [top]
    while waiting:
        pk = waiting.pop()
        if pk not in found:
            found.add(pk)
            waiting += children.get(pk, ())
    return found


def working_rows(activities: QuerySet[Activity]) -> list[WorkingRow]:
    """Return a page of activities with what a row says. Two queries."""
    joined = activities.select_related("plan", "primary_goal", "lead", "responsible")
    rows = list(joined)
    drafts = Draft.objects.filter(
        section="activities", slug__in=[row.slug for row in rows], state__in=OPEN_STATES
    )
    numbers: dict[tuple[int | None, str], int] = {}
    for plan, slug in drafts.values_list("plan", "slug"):
        numbers[plan, slug] = numbers.get((plan, slug), 0) + 1
    return [
        WorkingRow(
            activity=row,
            goal=f"{row.primary_goal.number} {row.primary_goal.title}".strip(),
            drafts=numbers.get((row.plan_id, row.slug), 0),
            is_overdue=is_overdue(row.status, row.ends, today(row.plan)),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class WorkingChoices:
    """What the list can be asked for: (primary key, words) in the order that people look for it.

    Of goals also how deep they lie; actors are named by slug. `people_here` have not left.
    """

    plans: list[tuple[int, str]]
    goals: list[tuple[int, str, int]]
    actors: list[Choice]
    people: list[tuple[int, str]]
    people_here: list[tuple[int, str]]


def working_choices() -> WorkingChoices:
    """Return the plans that are no frames, their goals with their depth, and the people who answer
    for activities. Five queries.
    """
    plans = Plan.objects.filter(archived_at=None).exclude(kind=PlanKind.FRAME).order_by("pk")
    goals = Goal.objects.filter(archived_at=None, plan__in=plans.values("pk"))
    rows = goals.order_by("plan", "position", "pk").values_list("pk", "number", "title", "depth")
    people = Person.objects.filter(erased_at=None)
    leavers = set(people.filter(has_left()).order_by().values_list("pk", flat=True))
    names = list(people.values_list("pk", "name"))
    return WorkingChoices(
        plans=list(plans.values_list("pk", "title")),
        goals=[(pk, f"{number} {title}".strip(), depth) for pk, number, title, depth in rows],
        actors=RecordChoices(None).organisations,
        people=names,
        people_here=[(pk, name) for pk, name in names if pk not in leavers],
    )
