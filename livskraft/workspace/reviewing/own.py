"""What somebody signed in is to answer, what was sent, and what came of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from livskraft.plans.queries.plan import leading_plan, today
from livskraft.reporting.models.rounds import ANSWERED, AWAITED
from livskraft.reporting.queries.assignments import decided_assignments, own_assignments
from livskraft.reporting.queries.partner_views import views_to_give
from livskraft.workspace.indicators.access import needs
from livskraft.workspace.rounds.access import VIEW


@needs("workspace.enter")
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """List the activities of the person's organisation in open rounds, and what was decided lately."""
    user: Any = request.user
    found = own_assignments(user)
    context = {
        "menu": "workspace",
        "on": today(leading_plan()),
        "awaited": [one for one in found if one.state in AWAITED],
        "sent": [one for one in found if one.state in ANSWERED],
        "views": views_to_give(user),
        "decided": decided_assignments(user),
        "sees_board": user.has_perm(VIEW),
    }
    return render(request, "workspace/reviewing/reports.html", context)
