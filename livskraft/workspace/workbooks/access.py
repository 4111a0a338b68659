"""Who may open the pages of workbooks, and which round an address means."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import never_cache

from livskraft.accounts.policies import may_somewhere
from livskraft.reporting.models import ReportingRound
from livskraft.reporting.queries.rounds import rounds
from livskraft.shared.context import page_addresses

View = Callable[..., HttpResponseBase]


def for_reporters(view: View) -> View:
    """Let in those who may answer for some activity, and give the view the round of the address."""

    @never_cache
    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, slug: str, **named: Any) -> HttpResponseBase:
        if not may_somewhere(request.user, "reporting.report"):
            raise PermissionDenied
        found = rounds().filter(address=slug).first()
        if found is None:
            raise Http404(slug)
        return view(request, found, **named)

    return guarded


def upload_address(request: HttpRequest, round_: ReportingRound) -> str:
    """Return the whole address of the page where workbooks are uploaded."""
    return page_addresses(request).root + reverse("workbooks", args=[round_.address])
