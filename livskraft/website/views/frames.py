"""Frames: others' goals, and what the plan does towards them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from livskraft.plans.queries.frames import frame_list, frame_page
from livskraft.plans.queries.plan import leading_plan


@require_safe
def frames(request: HttpRequest) -> HttpResponse:
    """List the frames that the plan is held against."""
    plan = leading_plan()
    context = {"menu": "goals", "leading_plan": plan, "frames": frame_list(plan)}
    return render(request, "website/frames.html", context)


@require_safe
def frame(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one frame's goals with the plan's goals and activities at each."""
    plan = leading_plan()
    page = frame_page(slug, plan)
    if page is None:
        raise Http404(_("There is no frame here with that address."))
    context = {"menu": "goals", "leading_plan": plan, "page": page}
    return render(request, "website/frame.html", context)
