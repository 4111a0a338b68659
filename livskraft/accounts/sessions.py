"""Where somebody is signed in: the sessions of a person, in words."""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.translation import gettext as _

_SIGNED_IN_AT = "signed_in_at"
# The first that is found counts: most browsers also name those that they resemble.
_BROWSERS = {
    "Edge": r"Edg(e|A|iOS)?/",
    "Opera": r"OPR/",
    "Samsung Internet": r"SamsungBrowser/",
    "Vivaldi": r"Vivaldi/",
    "Firefox": r"(Firefox|FxiOS)/",
    "Chrome": r"(Chrome|CriOS|Chromium)/",
    "Safari": r"Safari/",
}
_SYSTEMS = {
    "iPhone": r"iPhone",
    "iPad": r"iPad",
    "Android": r"Android",
    "Windows": r"Windows",
    "Mac": r"Macintosh",
    "Chromebook": r"CrOS",
    "Linux": r"Linux",
}


@dataclass(frozen=True)
class SignedIn:
    """One session of a person."""

    pk: int
    device: str
    since: datetime
    last_seen: datetime
    is_this_one: bool


def sessions_of(user: Any, this_one: str | None = None) -> list[SignedIn]:
    """Return where the person is signed in, last seen first. Two queries.

    `this_one` is the key of the session that asks.
    """
    known = {one.session_key: one for one in UserSession.objects.filter(user_id=user.pk)}
    alive = Session.objects.filter(session_key__in=list(known), expire_date__gt=timezone.now())
    found = [
        SignedIn(
            pk=known[key].pk,
            device=device_in_words(known[key].user_agent),
            since=known[key].created_at,
            last_seen=known[key].last_seen_at,
            is_this_one=key == this_one,
        )
        for key in alive.values_list("session_key", flat=True)
    ]
    return sorted(found, key=lambda one: one.last_seen, reverse=True)


def end_sessions(user: Any, *, only: int | None = None, keep: str | None = None) -> int:
    """Sign the person out, and return in how many places.

    `only` is the one session to end; `keep` the key of one that stays.
    """
    ending = UserSession.objects.filter(user_id=user.pk).exclude(session_key=keep or "")
    if only is not None:
        ending = ending.filter(pk=only)
    keys = list(ending.values_list("session_key", flat=True))
    ended, _by_model = Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
    return ended


def device_in_words(user_agent: str) -> str:
    """Return for example "Firefox på Windows"."""
    browser = _first(_BROWSERS, user_agent)
    system = _first(_SYSTEMS, user_agent)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("An unknown device")


def _first(patterns: Mapping[str, str], text: str) -> str:
    return next((name for name, pattern in patterns.items() if re.search(pattern, text)), "")


def note_sign_in(session: Any) -> None:
    """Keep in the session when its person showed who they are."""
    session[_SIGNED_IN_AT] = time.time()


def has_signed_in(session: Any) -> bool:
    """Return whether the session began on our page for signing in."""
    return _SIGNED_IN_AT in session


def seconds_since_sign_in(session: Any) -> float:
    """Return how long ago that was; infinity where it is not known."""
    return time.time() - float(session.get(_SIGNED_IN_AT, float("-inf")))
