"""Links that let somebody set a password: signed, good for one time, and for a while.

A link holds until the password is set, somebody signs in, or its time is out. An invitation holds
longer than a link for somebody who has a password already.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import override

from livskraft.accounts.models import User

INVITATION_HOLDS = timedelta(days=14)
RESET_HOLDS = timedelta(hours=24)
_SALT = "livskraft.accounts.links"


def how_long(user: User) -> timedelta:
    """Return how long a link for this person holds."""
    return RESET_HOLDS if user.has_usable_password() else INVITATION_HOLDS


def link_for(user: User, *, root: str) -> str:
    """Return the whole address, in Swedish; `root` is that of the site."""
    key = signing.dumps([user.pk, _state(user)], salt=_SALT)
    with override(settings.LANGUAGE_CODE):
        return root + reverse("set-password", kwargs={"key": key})


def owner_of(key: str) -> User | None:
    """Return whose link it is; None when it does not hold, or the account is closed."""
    try:
        pk, state = signing.loads(key, salt=_SALT)
        user = User.objects.filter(pk=pk, is_active=True).first()
        if user is None or state != _state(user):
            return None
        signing.loads(key, salt=_SALT, max_age=how_long(user))
    except signing.BadSignature:
        return None
    return user


def _state(user: Any) -> str:
    """Return what changes when the password is set or somebody signs in."""
    moment = user.last_login.isoformat() if user.last_login else ""
    return salted_hmac(_SALT, f"{user.password}|{moment}|{user.email}").hexdigest()
