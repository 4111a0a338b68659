"""A form that was sent after its sender had been signed out: it waits until they sign in again.

Only a form that the site gave to somebody who was signed in waits: it brings a signature of the
address it goes to. What waits is the last one, for an hour, in the session of that browser.
"""

import time
from typing import Any

from django.core import signing
from django.http import HttpRequest, QueryDict
from django.utils.crypto import constant_time_compare

_WAITING = "unsaved_form"
_SECONDS = 60 * 60
_MOST_BYTES = 200_000
_SIGNER = signing.Signer(salt="livskraft.accounts.unsaved")
_SIGNATURE = "form_signature"


def signature(address: str) -> str:
    """Return what a form sent to the address brings in its field `form_signature`, so that it waits."""
    return _SIGNER.signature(address)


def keep(request: HttpRequest) -> None:
    """Let the sent form wait, unless it is too large or is none of ours."""
    form = request.POST.copy()
    form.pop("csrfmiddlewaretoken", None)
    given = str(form.pop(_SIGNATURE, [""])[-1])
    sent = form.urlencode()
    if len(sent) > _MOST_BYTES or not constant_time_compare(given, signature(request.path)):
        return
    request.session[_WAITING] = {"address": request.path, "sent": sent, "at": time.time()}
    request.session.set_expiry(_SECONDS)  # until somebody signs in


def is_waiting(session: Any) -> bool:
    """Return whether a form waits for somebody to sign in."""
    waiting = session.get(_WAITING)
    return bool(waiting) and time.time() - waiting["at"] < _SECONDS


def waiting_for(request: HttpRequest) -> QueryDict | None:
    """Return what was sent to the address of the request and waits. Nothing is changed by it."""
    if not is_waiting(request.session):
        return None
    waiting = request.session[_WAITING]
    return QueryDict(waiting["sent"]) if waiting["address"] == request.path else None


def forget(request: HttpRequest) -> None:
    """Drop what waits for the address of the request, and whatever has waited too long."""
    waiting = request.session.get(_WAITING)
    if waiting and (waiting["address"] == request.path or not is_waiting(request.session)):
        del request.session[_WAITING]
