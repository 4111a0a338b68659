"""Putting mails into the outbox."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from livskraft.plans.models import Person
from livskraft.reporting.mail.handover import hand_over, sender
from livskraft.reporting.models import MailKind, OutgoingMail, ReportingRound


@dataclass(frozen=True)
class Letter:
    """A mail to be stored. `key` says what it is for: a second one with it is not stored.

    `secrets` are the parts of the texts that only its reader may see, such as the token of a link.
    """

    key: str
    kind: MailKind
    person: Person
    round: ReportingRound
    day: date
    subject: str
    text: str
    html: str = ""
    secrets: tuple[str, ...] = ()
    void_after: datetime | None = None


@transaction.atomic
def post(letters: Sequence[Letter]) -> list[OutgoingMail]:
    """Store mails in the caller's transaction; return those whose key was not there before.

    Two callers with the same key must take turns, with a lock; else the later one fails whole.
    """
    keys = [letter.key for letter in letters]
    known = set(OutgoingMail.objects.filter(key__in=keys).values_list("key", flat=True))
    mails = [_row(letter) for letter in letters if letter.key not in known]
    if mails:
        OutgoingMail.objects.bulk_create(mails)
        hand_over_what_waits.enqueue()
    return mails


@task()
def hand_over_what_waits() -> None:
    """Hand the waiting mails to the mail server, in a worker."""
    hand_over(timezone.now())


def _row(letter: Letter) -> OutgoingMail:
    now = timezone.now()
    return OutgoingMail(
        key=letter.key,
        kind=letter.kind,
        recipient=letter.person.email,
        person=letter.person,
        round=letter.round,
        day=letter.day,
        subject=" ".join(letter.subject.split())[:300],
        text=letter.text,
        html=letter.html,
        secrets=list(letter.secrets),
        message_id=make_msgid(domain=_domain()),
        created_at=now,
        next_attempt_at=now,
        void_after=letter.void_after,
    )


def _domain() -> str:
    """Return what a Message-ID ends with: the host of the site, or that of the sender."""
    return urlsplit(settings.LIVSKRAFT_PUBLIC_URL).hostname or sender().rpartition("@")[2].strip(
        "> "
    )
