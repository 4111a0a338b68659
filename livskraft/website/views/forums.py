"""Forums: all of them by mandate, and one with its members, its meetings and its matters' path."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from livskraft.plans.queries.forums import former_forum, forum_groups, forum_page
from livskraft.plans.queries.plan import leading_plan


@require_safe
def forums(request: HttpRequest) -> HttpResponse:
    """All forums by mandate."""
    plan = leading_plan()
    groups = forum_groups(plan)
    context = {
        "menu": "forums",
        "leading_plan": plan,
        "groups": groups,
        "number": sum(len(group.rows) for group in groups),
    }
    return render(request, "website/forums.html", context)


@require_safe
def forum(request: HttpRequest, slug: str) -> HttpResponse:
    """One forum; an earlier address leads to the one it has now."""
    plan = leading_plan()
    page = forum_page(slug, plan)
    if page is None:
        now = former_forum(slug)
        if now is None:
            raise Http404(_("There is no forum here with that address."))
        return redirect("forum", now, permanent=True)
    context = {"menu": "forums", "leading_plan": plan, "page": page}
    return render(request, "website/forum.html", context)
