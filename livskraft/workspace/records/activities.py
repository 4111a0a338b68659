"""The list of activities that one works from, and which of them a person may change."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from livskraft.accounts.policies import may_somewhere
from livskraft.plans.models import Activity
from livskraft.plans.queries.ownership import activity_ownerships
from livskraft.plans.queries.working_lists import (
    ARCHIVED,
    WorkingChoices,
    working_activities,
    working_choices,
    working_rows,
)
from livskraft.workspace.records.forms import ORDERS, BulkForm, QuestionForm

ON_A_PAGE = 100
CHANGE_MANY = "plans.change_many"
# Each column's headings: the order that each sorts by, and its words.
COLUMNS = (
    ("title", (("titel", _("Activity")),)),
    ("lead", (("ansvarig", _("Lead")),)),
    ("days", (("start", _("Start")), ("slut", _("End")))),
    ("status", (("lage", _("Status")),)),
)


@never_cache
@login_required
@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    """List the activities asked for, with the form that changes many of them."""
    user: Any = request.user
    if not user.has_perm("workspace.view_changes"):
        raise PermissionDenied
    choices = working_choices()
    sees_people = user.has_perm("plans.view_person")
    form = QuestionForm(request.GET, choices=choices, sees_people=sees_people)
    order = request.GET.get("ordning", "")
    found = working_activities(form.question(), ORDERS.get(order, "plan"))
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("sida"))
    rows = working_rows(page.object_list)  # type: ignore[arg-type]
    listed = [row.activity for row in rows]
    owners = activity_ownerships(listed) if may_somewhere(user, "plans.draft_record") else {}
    context = {
        "menu": "workspace-activities",
        "form": form,
        "filters": filters_made(form),
        "page": page,
        "rows": rows,
        "columns": _columns(request.GET, order),
        "order": order if order in ORDERS else "",
        "query": _query(request.GET, order),
        "editable": {pk for pk in owners if user.has_perm("plans.draft_record", owners[pk])},
        "has_several_plans": len({activity.plan_id for activity in listed}) > 1,
        "sees_people": sees_people,
        **_changing(request, found, listed, choices),
    }
    return render(request, "workspace/records/activities.html", context)


def _columns(parameters: QueryDict, order: str) -> list[dict[str, Any]]:
    """Return the columns with the addresses that sort by them."""
    return [
        {
            "name": name,
            "headings": [(key == order, label, _query(parameters, key)) for key, label in headings],
            "is_sorted": order in dict(headings),
        }
        for name, headings in COLUMNS
    ]


def filters_made(form: QuestionForm) -> int:
    """Return how many filters choose something."""
    return sum(bool(value) for value in form.cleaned_data.values())


def _changing(
    request: HttpRequest, found: Any, listed: list[Activity], choices: WorkingChoices
) -> dict[str, Any]:
    """Return what the template needs where the person may change some activity at all."""
    user = request.user
    if request.GET.get("lage") == ARCHIVED or not may_somewhere(user, CHANGE_MANY):
        return {"changeable": set()}
    changeable = may_change(user, listed)
    return {
        "changeable": changeable,
        "changeable_in_all": len(may_change(user, found)) if changeable else 0,
        "is_limited": not user.has_perm(CHANGE_MANY),
        "bulk": BulkForm(choices=choices, sees_people=user.has_perm("plans.view_person")),
    }


def may_change(user: Any, activities: Iterable[Activity]) -> set[int]:
    """Return the keys of the activities that the person may change together with others."""
    if user.has_perm(CHANGE_MANY):
        if isinstance(activities, list):
            return {activity.pk for activity in activities}
        return set(activities.values_list("pk", flat=True))  # type: ignore[attr-defined]
    owners = activity_ownerships(activities)
    return {pk for pk, of_activity in owners.items() if user.has_perm(CHANGE_MANY, of_activity)}


def _query(parameters: QueryDict, order: str) -> str:
    """Return the choices of an address with another order, on the first page."""
    kept = parameters.copy()
    kept.pop("sida", None)
    kept.pop("ordning", None)
    if order:
        kept["ordning"] = order
    return kept.urlencode()
