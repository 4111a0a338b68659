"""Who may open the pages of workbooks, and which round an address means."""

from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from livskraft.reporting.models import ReportingRound
from livskraft.shared.context import page_addresses
from livskraft.workspace.reviewing.access import REPORT, View, needs_somewhere
from livskraft.workspace.rounds.access import round_or_404


def for_reporters(view: View) -> View:
    """Let in those who may answer for some activity, and give the view the round of the address."""

    @needs_somewhere(REPORT)
    @wraps(view)
    def guarded(request: HttpRequest, slug: str, **named: Any) -> HttpResponseBase:
        return view(request, round_or_404(slug), **named)

    return guarded


def upload_address(request: HttpRequest, round_: ReportingRound) -> str:
    """Return the whole address of the page where workbooks are uploaded."""
    return page_addresses(request).root + reverse("workbooks", args=[round_.address])
