"""Short makers of records for tests; every argument may be left out."""

from datetime import date
from itertools import count
from typing import Any

from livskraft.plans.models import (
    Activity,
    Area,
    Forum,
    Goal,
    GoalLink,
    Milestone,
    Organisation,
    Person,
    Plan,
    StatusChange,
)
from livskraft.shared.swedish import search_text, sort_key

_numbers = count(1)


def _named(title: str, slug: str | None, **fields: Any) -> dict[str, Any]:
    slug = slug or f"post-{next(_numbers)}"
    texts = {"sort_key": sort_key(title), "search_text": search_text(title)}
    return {"title": title, "slug": slug, **texts, **fields}


def make_plan(slug: str = "plan", **fields: Any) -> Plan:
    fields = {"title": "Strategi 2030", "kind": "strategy", "period_to": 2030, **fields}
    return Plan.objects.create(slug=slug, **fields)


def make_goal(plan: Plan, title: str = "Ett mål", slug: str | None = None, **fields: Any) -> Goal:
    """A goal after those that exist; give `parent` for one below another."""
    parent = fields.get("parent")
    fields.setdefault("depth", parent.depth + 1 if parent else 0)
    fields.setdefault("position", plan.goals.count())
    named = _named(title, slug, **fields)
    return Goal.objects.create(plan=plan, **{"address": named["slug"], **named})


def make_link(
    from_goal: Goal, to_goal: Goal, kind: str = "contributes", note: str = ""
) -> GoalLink:
    return GoalLink.objects.create(from_goal=from_goal, to_goal=to_goal, kind=kind, note=note)


def make_activity(
    goal: Goal,
    title: str = "En aktivitet",
    slug: str | None = None,
    *,
    secondary: tuple[Goal, ...] = (),
    areas: tuple[Area, ...] = (),
    **fields: Any,
) -> Activity:
    """An activity of the goal's plan, with one status change that equals its status."""
    fields = {"status": "ongoing", "position": goal.plan.activities.count(), **fields}
    named = _named(title, slug, **fields)
    activity = Activity.objects.create(
        plan=goal.plan, primary_goal=goal, **{"address": named["slug"], **named}
    )
    activity.secondary_goals.set(secondary)
    activity.areas.set(areas)
    StatusChange.objects.create(
        activity=activity,
        status=activity.status,
        since=activity.status_since,
        reason="Väntar på beslut." if activity.status in ("paused", "cancelled") else "",
    )
    return activity


def make_milestone(activity: Activity, title: str, on: date, **fields: Any) -> Milestone:
    return Milestone.objects.create(activity=activity, title=title, date=on, **fields)


def make_organisation(
    title: str = "Regionen", slug: str | None = None, kind: str = "region", **fields: Any
) -> Organisation:
    return Organisation.objects.create(**_named(title, slug, kind=kind, **fields))


def make_forum(
    title: str = "Strategisk beredning", slug: str | None = None, **fields: Any
) -> Forum:
    return Forum.objects.create(**_named(title, slug, **{"mandate": "prepares", **fields}))


def make_area(
    code: str = "1981", title: str = "Sala", kind: str = "municipality", **fields: Any
) -> Area:
    named = _named(title, fields.pop("slug", title.lower()), **fields)
    return Area.objects.create(code=code, kind=kind, **named)


def make_person(name: str = "Kim Exempel", *activities: Activity, **fields: Any) -> Person:
    """A person who answers for these activities; shown publicly with `is_public=True`."""
    if fields.get("is_public"):
        fields = {"consent_on": date(2022, 3, 1), "consent_form": "e-post", **fields}
    person = Person.objects.create(name=name, sort_key=sort_key(name), **fields)
    for activity in activities:
        activity.responsible = person
        activity.save()
    return person
