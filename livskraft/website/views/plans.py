"""A plan: what it is, who decided it, whom it binds and what it costs."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from livskraft.plans.queries.plan import leading_plan
from livskraft.plans.queries.plan_page import plan_page


@require_safe
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one plan; a frame has a page of its own kind."""
    leading = leading_plan()
    page = plan_page(slug, leading)
    if page is None:
        raise Http404(_("There is no plan here with that address."))
    if page.name.is_frame:
        return redirect("frame", slug, permanent=True)
    context = {"menu": "goals", "leading_plan": leading, "page": page}
    return render(request, "website/plan.html", context)
