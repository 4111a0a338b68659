"""Who may open these pages: some may do a thing with some records only."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache

from livskraft.accounts.policies import may_somewhere
from livskraft.plans.models import Activity
from livskraft.plans.queries.ownership import activity_ownerships

REVIEW, REPORT, GIVE_VIEW = "reporting.review", "reporting.report", "reporting.give_view"
UNREADABLE = 422
"""The status of a form that is shown again, with what is to be mended."""

View = Callable[..., HttpResponseBase]


def needs_somewhere(permission: str) -> Callable[[View], View]:
    """Let in those who may do this with any record at all; which ones, the view says."""

    def guard(view: View) -> View:
        @never_cache
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
            if not may_somewhere(request.user, permission):
                raise PermissionDenied
            return view(request, *arguments, **named)

        return guarded

    return guard


def may(user: Any, permission: str, activity: Activity) -> bool:
    """Return whether a person may do this with an activity. At most two queries."""
    if user.has_perm(permission):
        return True
    return bool(user.has_perm(permission, activity_ownerships([activity])[activity.pk]))
