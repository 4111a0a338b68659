"""Mails about accounts: plain text, in Swedish, through Django's mail. Never in a transaction."""

import logging
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from livskraft.accounts.links import INVITATION_HOLDS, RESET_HOLDS
from livskraft.accounts.models import AccountChange, User
from livskraft.shared.site import local_site

HOUR = timedelta(hours=1)
logger = logging.getLogger(__name__)


def is_set_up() -> bool:
    """Return whether mails leave this machine, and do not just become files."""
    return bool(settings.EMAIL_URL)


def send_invitation(user: User, link: str, *, by: User | None) -> bool:
    """Invite somebody to set a password; `by` None is a command. Return whether the mail left."""
    content = {"link": link, "by": by, "holds": INVITATION_HOLDS.days}
    return _send(user, "invitation", _subject_of_invitation, content)


def send_new_link(user: User, link: str, *, by: User | None = None) -> bool:
    """Send a link for a new password; `by` is the administrator who sends it, if any did."""
    content = {"link": link, "by": by, "holds": RESET_HOLDS // HOUR}
    return _send(user, "new_link", lambda: gettext("A new password"), content)


def send_unknown(email: str) -> bool:
    """Tell somebody who asked for a new password that the address has no open account."""
    nobody = User(email=email)
    return _send(nobody, "unknown", lambda: gettext("No account with this address"), {})


def send_notice(user: User, change: AccountChange, *, root: str) -> bool:
    """Tell somebody what was changed in their account, so that a stranger's change is noticed."""
    content = {"change": change.label, "root": root}
    return _send(user, "notice", lambda: gettext("Your account was changed"), content)


def _subject_of_invitation() -> str:
    return gettext("You are invited to %(site)s") % {"site": local_site().name}


def _send(user: User, name: str, subject: Any, content: dict[str, Any]) -> bool:
    with override(settings.LANGUAGE_CODE):
        site = local_site()
        context = {"user": user, "site": site, **content}
        mail = EmailMessage(
            subject=" ".join(subject().split()),
            body=render_to_string(f"account/mail/{name}.txt", context).strip() + "\n",
            from_email=settings.DEFAULT_FROM_EMAIL or site.contact or "livskraft@localhost",
            to=[user.email],
        )
    try:
        mail.send()
    except OSError:
        logger.exception("A mail could not be sent")
        return False
    return is_set_up()
