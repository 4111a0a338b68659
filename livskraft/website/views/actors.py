"""Actors: all of them by kind, and one with what it does and decides in."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from livskraft.plans.queries.activities import ActivityRow
from livskraft.plans.queries.organisations import (
    RoleGroup,
    actor_groups,
    actor_page,
    former_organisation,
)
from livskraft.plans.queries.plan import leading_plan, today
from livskraft.reporting.queries.public import actor_reporting
from livskraft.website.parts import role_words, timeline_of
from livskraft.website.timeline import Timeline, goal_words


@require_safe
def actors(request: HttpRequest) -> HttpResponse:
    """All actors by kind."""
    groups = actor_groups()
    context = {
        "menu": "actors",
        "leading_plan": leading_plan(),
        "groups": groups,
        "number": sum(len(group.rows) for group in groups),
    }
    return render(request, "website/actors.html", context)


@require_safe
def actor(request: HttpRequest, slug: str) -> HttpResponse:
    """One actor; an earlier address leads to the one it has now."""
    page = actor_page(slug)
    if page is None:
        now = former_organisation(slug)
        if now is None:
            raise Http404(_("There is no actor here with that address."))
        return redirect("actor", now, permanent=True)
    plan = leading_plan()
    context = {
        "menu": "actors",
        "leading_plan": plan,
        "page": page,
        "roles": [
            (role, _timeline(role, today(plan), is_first=place == 0))
            for place, role in enumerate(page.roles)
        ],
        "reporting": actor_reporting(page.family, plan.pk) if plan else None,
    }
    return render(request, "website/actor.html", context)


def _timeline(role: RoleGroup, on: date, *, is_first: bool) -> Timeline:
    """Draw the activities, each with the unit that has it."""
    units = {task.activity.pk: task.unit for task in role.tasks}

    def words(row: ActivityRow) -> str:
        unit = units[row.pk]
        if unit is None or unit.title == row.lead:
            return goal_words(row)
        return format_html("{} · {}", goal_words(row), role_words(role.role, unit.title))

    rows = [task.activity for task in role.tasks]
    return timeline_of(rows, on=on, words=words, is_first=is_first)
