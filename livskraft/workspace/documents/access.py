"""Who may open these pages, and which reading an address means."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache

from livskraft.plans.models import DocumentReading
from livskraft.plans.queries.readings import find_reading

View = Callable[..., HttpResponseBase]


def for_readers_of_documents(view: View) -> View:
    """Let in those who may read documents into plans; others are refused, visitors sign in."""

    @never_cache
    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
        if not request.user.has_perm("plans.read_document"):
            raise PermissionDenied
        return view(request, *arguments, **named)

    return guarded


def reading_or_404(pk: int) -> DocumentReading:
    reading = find_reading(pk)
    if reading is None:
        raise Http404
    return reading
