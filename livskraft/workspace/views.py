"""The first page after signing in, and the page that leads to what administrators keep."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from livskraft.plans.queries.changes import latest_changes
from livskraft.workspace.todo import open_rounds, tasks

LATEST = 8


@never_cache
@login_required
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person, what is under way, and what has changed in the plans lately."""
    if not request.user.has_perm("workspace.view_changes"):
        raise PermissionDenied
    context = {
        "menu": "workspace",
        "tasks": tasks(request.user),
        "rounds": open_rounds(request.user),
        "changes": latest_changes(
            limit=LATEST, is_internal=request.user.has_perm("workspace.view_internal")
        ),
    }
    return render(request, "workspace/start.html", context)


@never_cache
@login_required
@require_safe
def administration(request: HttpRequest) -> HttpResponse:
    """Lead to messages, people, accounts and personal data: what the person may open."""
    if not request.user.has_perm("workspace.enter"):
        raise PermissionDenied
    return render(request, "workspace/administration.html", {"menu": "administration"})
