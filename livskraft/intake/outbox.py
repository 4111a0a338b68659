"""The page where an administrator sees which mails left, and what to do about the others."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from livskraft.accounts.mail import is_set_up
from livskraft.accounts.models import User
from livskraft.reporting.mail.looking_after import mark_arrived, mark_bounced, send_again
from livskraft.reporting.models import OutgoingMail
from livskraft.reporting.queries.outbox import outbox

_ACTIONS: dict[str, Callable[..., Any]] = {
    "again": send_again,
    "arrived": mark_arrived,
    "bounced": mark_bounced,
}


@never_cache
@login_required
@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """List the mails: those with trouble, those that wait, those that left."""
    if not request.user.has_perm("reporting.look_after_mail"):
        raise PermissionDenied
    context = {"outbox": outbox(), "is_set_up": is_set_up(), "menu": "administration"}
    return render(request, "intake/outbox.html", context)


@login_required
@require_POST
def look_after(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a mail again, or say that it arrived or came back."""
    if not request.user.has_perm("reporting.look_after_mail"):
        raise PermissionDenied
    mail = get_object_or_404(OutgoingMail, pk=pk)
    action = _ACTIONS.get(request.POST.get("do", ""))
    if action is None:
        raise BadRequest
    try:
        action(mail=mail, by=cast("User", request.user))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("mails")
