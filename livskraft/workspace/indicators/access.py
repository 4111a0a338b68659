"""Who may open these pages, and which indicator an address means."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache

from livskraft.indicators.models import Indicator

View = Callable[..., HttpResponseBase]


def needs(permission: str) -> Callable[[View], View]:
    """Let in those who have the permission; others are refused, visitors sign in."""

    def guard(view: View) -> View:
        @never_cache
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
            if not request.user.has_perm(permission):
                raise PermissionDenied
            return view(request, *arguments, **named)

        return guarded

    return guard


def indicator_or_404(plan: str, slug: str) -> Indicator:
    """Return an indicator that is not archived."""
    known = Indicator.objects.filter(archived_at=None, plan__archived_at=None)
    found = known.filter(plan__slug=plan, slug=slug).select_related("plan").first()
    if found is None:
        raise Http404(slug)
    return found
