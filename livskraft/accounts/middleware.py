"""What happens on every page of those who are signed in: being seen, and the second step."""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache
from typing import Any

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from livskraft.accounts.second_step import lacks_demanded_step
from livskraft.accounts.sessions import has_signed_in

GetResponse = Callable[[HttpRequest], HttpResponse]
SECONDS_BETWEEN = 600
#: What somebody may still open who has to set up a second step first.
ALLOWED_BEFORE = {"mfa_activate_totp", "account_reauthenticate", "account_logout"}


def _is_signed_in_page(request: HttpRequest) -> bool:
    try:
        workspace = reverse("workspace")
    except NoReverseMatch:  # other addresses than those of the site, as tests have them
        return False
    return request.path.startswith(workspace) and request.user.is_authenticated


class LastSeenMiddleware:
    """Keep when a session was last used, to the nearest ten minutes."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _is_signed_in_page(request) and has_signed_in(request.session):
            _note(str(request.session.session_key), int(time.time() // SECONDS_BETWEEN))
        return self.get_response(request)


@lru_cache(maxsize=4096)
def _note(session_key: str, period: int) -> None:
    """Note that the session is used. The cache lets each process do so once in a period."""
    now = timezone.now()
    stale = UserSession.objects.filter(
        session_key=session_key, last_seen_at__lt=now - timedelta(seconds=SECONDS_BETWEEN)
    )
    if stale.exists():  # most often not, and then nothing is written
        stale.update(last_seen_at=now)


class SecondStepMiddleware:
    """Lead those who must have a second step to setting it up, before anything else."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Return the way to the set-up, None where the person may go on."""
        name = request.resolver_match and request.resolver_match.url_name
        if name in ALLOWED_BEFORE or not _is_signed_in_page(request):
            return None
        return redirect("mfa_activate_totp") if lacks_demanded_step(request.user) else None
