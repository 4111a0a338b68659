"""The first page after signing in."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from livskraft.plans.queries.changes import latest_changes


@never_cache
@login_required
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show what has changed in the plan, and what waits."""
    if not request.user.has_perm("workspace.view_changes"):
        raise PermissionDenied
    return render(
        request, "workspace/start.html", {"menu": "workspace", "changes": latest_changes()}
    )
