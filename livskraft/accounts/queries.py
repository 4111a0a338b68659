"""Accounts as the pages for administrators show them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from livskraft.accounts.models import AccountChange, AccountEvent, Role, User
from livskraft.shared.swedish import sort_key


@dataclass(frozen=True)
class Event:
    """One change of an account, in words; `by` None is a command."""

    what: str | Promise
    by: User | None
    at: Any
    before: str | Promise
    after: str | Promise
    is_content: bool
    """Whether before and after are titles, written in the plan's own language."""


def accounts(role: str = "") -> list[User]:
    """Return all accounts, or those of one role, with `has_second_step`; closed ones last.

    One query.
    """
    second_steps = Authenticator.objects.filter(
        user_id=OuterRef("pk"), type=Authenticator.Type.TOTP
    )
    found = User.objects.select_related("organisation").annotate(
        has_second_step=Exists(second_steps)
    )
    wanted = found.filter(role=role) if role else found
    return sorted(
        wanted, key=lambda user: (not user.is_active, sort_key(user.name or user.email), user.email)
    )


def state(user: User) -> tuple[str, str]:
    """Return a key and a word: invited (no password yet), active or closed."""
    if not user.is_active:
        return "closed", _("closed")
    if not user.has_usable_password():
        return "invited", _("invited")
    return "active", _("active")


def events_of(user: User) -> Iterator[Event]:
    """Yield what was changed in the account, newest first. One query."""
    for event in AccountEvent.objects.filter(user=user).select_related("by"):
        is_role = event.change in (AccountChange.ROLE, AccountChange.INVITED)
        yield Event(
            what=event.get_change_display(),
            by=event.by,
            at=event.at,
            before=_role(event.before) if is_role else event.before,
            after=_role(event.after) if is_role else event.after,
            is_content=not is_role,
        )


def _role(value: str) -> str | Promise:
    return Role(value).label if value in Role.values else value
