"""The plans, and all that belongs to one of them."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from livskraft.plans.models import Plan
from livskraft.plans.queries.working_records import plan_content, plan_rows


@never_cache
@login_required
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """List all plans and frames."""
    if not request.user.has_perm("workspace.view_changes"):
        raise PermissionDenied
    rows = plan_rows()
    context = {
        "menu": "workspace-plans",
        "plans": [row for row in rows if row.plan.kind != "frame" and row.plan.archived_at is None],
        "frames": [
            row for row in rows if row.plan.kind == "frame" and row.plan.archived_at is None
        ],
        "archived": [row for row in rows if row.plan.archived_at is not None],
        "may_edit": request.user.has_perm("plans.draft_record"),
    }
    return render(request, "workspace/records/plans.html", context)


@never_cache
@login_required
@require_safe
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a plan's goals, links, documents and frames, with ways to change each."""
    if not request.user.has_perm("workspace.view_changes"):
        raise PermissionDenied
    found = get_object_or_404(Plan.objects.select_related("document"), slug=slug)
    context = {
        "menu": "workspace-plans",
        "content": plan_content(found),
        "may_edit": request.user.has_perm("plans.draft_record"),
        "may_archive": request.user.has_perm("plans.archive_record"),
    }
    return render(request, "workspace/records/plan.html", context)
