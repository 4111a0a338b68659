"""The indicators that one works with, and asking for their figures."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from livskraft.indicators.queries.working import indicator_rows
from livskraft.indicators.services.jobs import request_update
from livskraft.indicators.sources.errors import SourceError
from livskraft.plans.models.plan import PlanKind
from livskraft.plans.queries.working_records import plan_rows
from livskraft.workspace.indicators.access import indicator_or_404, needs
from livskraft.workspace.sections import section_by_key

STATES = {
    "fresh": gettext_lazy("Fresh"),
    "stale": gettext_lazy("The last update failed"),
    "none": gettext_lazy("No figures"),
    "file": gettext_lazy("From a file"),
    "example": gettext_lazy("Example data"),
}


@needs("workspace.view_changes")
@require_safe
def indicator_list(request: HttpRequest) -> HttpResponse:
    """List the indicators of all plans: what they follow up, their source and how fresh they are."""
    words, state = request.GET.get("q", "").strip(), request.GET.get("lage", "")
    state = state if state in STATES else ""
    rows = indicator_rows(words, state)
    user: Any = request.user
    context = {
        "menu": "administration",
        "section": section_by_key("indicators"),
        "plans": [
            (plan, list(of_plan))
            for plan, of_plan in groupby(rows, key=lambda row: row.indicator.plan)
        ],
        "count": len(rows),
        "words": words,
        "state": state,
        "states": STATES,
        "may_draft": user.has_perm("plans.draft_record"),
        "may_update": user.has_perm("indicators.update"),
        "may_define": user.has_perm("indicators.define"),
        "new_in": _plans_to_add_to() if user.has_perm("plans.draft_record") else [],
    }
    return render(request, "workspace/indicators/list.html", context)


def _plans_to_add_to() -> list[Any]:
    """Return the plans that a new indicator can belong to."""
    return [
        row.plan
        for row in plan_rows()
        if row.plan.archived_at is None and row.plan.kind != PlanKind.FRAME
    ]


@needs("indicators.update")
@require_POST
def update_indicator(request: HttpRequest, plan: str, slug: str) -> HttpResponse:
    """Let a worker fetch the indicator's figures; nothing is fetched while somebody waits."""
    indicator = indicator_or_404(plan, slug)
    try:
        request_update(indicator=indicator)
        messages.success(
            request,
            _("%(title)s is being fetched. It takes a minute or two; open the list again then.")
            % {"title": indicator.title},
        )
    except SourceError as error:
        messages.error(request, error.text(_))
    return redirect(f"{reverse('indicator-list')}#{plan}-{slug}")
