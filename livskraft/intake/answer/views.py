"""The page of a link. Opening it writes a line to the log and nothing else."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from livskraft.intake.answer.receiving import receive
from livskraft.intake.answer.showing import show
from livskraft.intake.limits import take_turn_by_link
from livskraft.reporting.answering.showing import file_response
from livskraft.reporting.links import LinkError, Opened, log_opening, opened
from livskraft.reporting.queries.attached import attached_file

GONE = 410
TOO_MANY = 429
_View = Callable[..., HttpResponseBase]


def _by_link(view: _View) -> Callable[..., HttpResponseBase]:
    """Give the view what its link leads to; a link that does not hold gets the same answer always.

    The address is a secret: no search engine keeps it, no cache, and no other page is told it. The
    site's own forms need to know where they come from, so it is the site, without the address.
    """

    @wraps(view)
    @never_cache
    def wrapped(request: HttpRequest, token: str, **more: int) -> HttpResponseBase:
        try:
            response = view(request, token, opened(token), **more)
        except (LinkError, PermissionDenied):
            response = render(request, "intake/answer/gone.html", status=GONE)
        response.headers["Referrer-Policy"] = "strict-origin"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return wrapped


@_by_link
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str, found: Opened) -> HttpResponseBase:
    """Show the form or what was sent, or receive something."""
    if request.method != "POST":
        log_opening(found.link)
        return show(request, token, found)
    if not take_turn_by_link(found.link.pk):
        return render(request, "intake/answer/too_many.html", status=TOO_MANY)
    return receive(request, token, found)


@_by_link
@require_safe
def attached(request: HttpRequest, token: str, found: Opened, pk: int) -> HttpResponseBase:
    """Hand back a file that was attached to this answer."""
    evidence = attached_file(found.assignment, pk)
    if evidence is None:
        raise LinkError
    return file_response(evidence)
