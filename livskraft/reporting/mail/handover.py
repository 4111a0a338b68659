"""Handing waiting mails to the mail server, each once, whenever a process ends."""

import logging
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext

from livskraft.reporting.mail.server import Answer, Said, Server, ServerError
from livskraft.reporting.models import MailState, OutgoingMail
from livskraft.shared.site import local_site

_log = logging.getLogger(__name__)

SILENT = timedelta(minutes=15)
"""After so long a mail that is being handed over belongs to a process that is gone."""

AT_MOST = 500
"""So many mails in one go."""

WAITS = [timedelta(minutes=minutes) for minutes in (5, 30, 120, 360, 720, 1440)]
"""How long a mail waits after each time that the server said "later"; then it is given up."""

_SETTLED = {
    Answer.TAKEN: MailState.SENT,
    Answer.REFUSED: MailState.REFUSED,
    Answer.UNCERTAIN: MailState.UNCERTAIN,
}


def tick(now: datetime) -> list[str]:
    """Hand over what waits; return what was done, in lines. Safe to run twice at once."""
    return hand_over(now)


def hand_over(now: datetime) -> list[str]:
    """Hand over the mails that are due; return what was done, in lines.

    Where the server cannot be reached they wait, however long that takes.
    """
    lines = [
        (gettext("mails that may have left, for somebody to look at: %(count)d"), _doubt(now)),
        (gettext("mails too late to be sent: %(count)d"), _void(now)),
    ]
    taken, trouble = 0, []
    if "@" not in parseaddr(sender())[1]:
        return [
            gettext("mails have no sender: set LIVSKRAFT_MAIL_FROM to an address that may send")
        ]
    try:
        with Server() as server:
            for key in _due(now):
                taken += _hand_over_one(key, server)
    except ServerError as error:
        _log.error("The mail server cannot be reached: %s", error)
        trouble = [gettext("the mail server cannot be reached: %(reason)s") % {"reason": error}]
    lines.append((gettext("mails handed over: %(count)d"), taken))
    return [line % {"count": count} for line, count in lines if count] + trouble


def _due(now: datetime) -> list[int]:
    waiting = OutgoingMail.objects.filter(state=MailState.WAITING, next_attempt_at__lte=now)
    keys = waiting.order_by("next_attempt_at", "pk").values_list("pk", flat=True)
    return list(keys[:AT_MOST])


def sender() -> str:
    """Return the address that mails come from."""
    return settings.DEFAULT_FROM_EMAIL or local_site().contact or "livskraft@localhost"


def _hand_over_one(key: int, server: Server) -> bool:
    """Hand over a mail unless another worker was first; return whether the server took it.

    Raises ServerError while the mail still waits.
    """
    server.connect()
    claimed = OutgoingMail.objects.filter(pk=key, state=MailState.WAITING).update(
        state=MailState.SENDING, sending_since=timezone.now(), attempts=F("attempts") + 1
    )
    if not claimed:
        return False
    mail = OutgoingMail.objects.get(pk=key)
    said = server.take(_message(mail))
    _keep(mail, said)
    return said.answer == Answer.TAKEN


def _message(mail: OutgoingMail) -> EmailMultiAlternatives:
    contact = local_site().contact
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=sender(),
        to=[mail.recipient],
        reply_to=[contact] if contact else None,
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def _keep(mail: OutgoingMail, said: Said) -> None:
    """Keep what became of a mail; what has left for certain keeps no secrets."""
    now = timezone.now()
    mail.problem = said.words
    if said.answer == Answer.LATER and mail.attempts <= len(WAITS):
        mail.state, mail.next_attempt_at = MailState.WAITING, now + WAITS[mail.attempts - 1]
    else:
        mail.state, mail.settled_at = _SETTLED.get(said.answer, MailState.REFUSED), now
    if mail.state in (MailState.SENT, MailState.REFUSED):
        remove_secrets(mail)
    mail.save()


def remove_secrets(mail: OutgoingMail) -> None:
    """Take out of the texts what gave their reader access."""
    for secret in mail.secrets:
        mail.text, mail.html = mail.text.replace(secret, "…"), mail.html.replace(secret, "…")
    mail.secrets = []


def _doubt(now: datetime) -> int:
    """Mark the mails of processes that ended in the middle of it."""
    left = Q(state=MailState.SENDING, sending_since__lt=now - SILENT)
    return OutgoingMail.objects.filter(left).update(state=MailState.UNCERTAIN, settled_at=now)


def _void(now: datetime) -> int:
    """Withdraw the mails that come too late to be of use."""
    late = OutgoingMail.objects.filter(state=MailState.WAITING, void_after__lt=now)
    return sum(withdraw(mail, now) for mail in late)


def withdraw(mail: OutgoingMail, now: datetime) -> bool:
    """Take a waiting mail back; return False where it is no longer there to be taken."""
    remove_secrets(mail)
    return bool(
        OutgoingMail.objects.filter(pk=mail.pk, state=MailState.WAITING).update(
            state=MailState.WITHDRAWN,
            settled_at=now,
            text=mail.text,
            html=mail.html,
            secrets=[],
        )
    )
