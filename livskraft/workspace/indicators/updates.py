"""What is stuck: updates that wait, run or have failed, and notices that nobody has read."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from livskraft.indicators.models import Indicator
from livskraft.indicators.queries.watching import awaited_files
from livskraft.indicators.queries.working import (
    failed_updates,
    notice_text,
    open_updates,
    unread_notices,
)
from livskraft.indicators.services.catalogue import ask_for_catalogue
from livskraft.indicators.services.jobs import request_update
from livskraft.indicators.services.notices import read_notices
from livskraft.indicators.sources.errors import SourceError
from livskraft.workspace.indicators.access import needs
from livskraft.workspace.sent import key_of, keys_of


@needs("indicators.update")
@require_safe
def stuck_jobs(request: HttpRequest) -> HttpResponse:
    """Show what has failed and why, what is under way, and what publishers have changed."""
    context = {
        "menu": "administration",
        "failed": failed_updates(),
        "open": open_updates(),
        "awaited": awaited_files(timezone.now()),
        "notices": [(notice, notice_text(notice)) for notice in unread_notices()],
    }
    return render(request, "workspace/indicators/stuck.html", context)


@needs("indicators.update")
@require_POST
def retry_update(request: HttpRequest) -> HttpResponse:
    """Let a worker try again: an indicator's figures, or a publisher's catalogue."""
    try:
        if publisher := request.POST.get("publisher", ""):
            ask_for_catalogue(publisher=publisher)
        else:
            request_update(indicator=_indicator(request.POST.get("indicator", "")))
        messages.success(request, _("It is being tried again. Open the page anew in a while."))
    except SourceError as error:
        messages.error(request, error.text(_))
    return redirect("stuck-jobs")


def _indicator(key: str) -> Indicator:
    return get_object_or_404(Indicator, pk=key_of(key), archived_at=None)


@needs("indicators.update")
@require_POST
def read_notice(request: HttpRequest) -> HttpResponse:
    """Put away the notices that are sent."""
    if count := read_notices(notices=keys_of(request, "notice"), by=request.user):
        text = ngettext("%(count)d notice put away.", "%(count)d notices put away.", count)
        messages.success(request, text % {"count": count})
    return redirect("stuck-jobs")
