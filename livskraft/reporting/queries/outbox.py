"""The outbox as an administrator sees it."""

from dataclasses import dataclass

from livskraft.reporting.models import MailState, OutgoingMail
from livskraft.reporting.models.mail import ABOUT_TO_LEAVE, TROUBLED

SHOWN = 50


@dataclass(frozen=True)
class Outbox:
    """Mails that somebody must look at, those about to leave, and the last that left."""

    troubled: tuple[OutgoingMail, ...]
    waiting: tuple[OutgoingMail, ...]
    waiting_count: int
    left: tuple[OutgoingMail, ...]


def outbox() -> Outbox:
    """Return the outbox, newest first, at most so many of each. Four queries."""
    mails = OutgoingMail.objects.defer("text", "html")
    waiting = mails.filter(state__in=ABOUT_TO_LEAVE)
    return Outbox(
        troubled=tuple(mails.filter(state__in=TROUBLED)[:SHOWN]),
        waiting=tuple(waiting[:SHOWN]),
        waiting_count=waiting.count(),
        left=tuple(mails.filter(state__in=(MailState.SENT, MailState.WITHDRAWN))[:SHOWN]),
    )
