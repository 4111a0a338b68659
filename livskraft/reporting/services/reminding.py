"""Mails that ask for an answer: the invitation to a round, and reminders.

Nobody gets more than one such mail a day about a round, however many activities they answer for;
nobody is reminded of what they need not do; and nobody is told twice that a round is open.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from livskraft.plans.models import Person
from livskraft.plans.queries.people import is_there
from livskraft.plans.queries.plan import today
from livskraft.reporting.mail.outbox import post
from livskraft.reporting.models import (
    Assignment,
    Duty,
    MailKind,
    OutgoingMail,
    ReportingRound,
    ReportLink,
)
from livskraft.reporting.models.mail import FAILED
from livskraft.reporting.models.rounds import AWAITED
from livskraft.reporting.queries.asking import asking_mails
from livskraft.reporting.services.letters import by_person, letters_to, whom_to_ask
from livskraft.reporting.services.permissions import require
from livskraft.reporting.services.rounds import locked, require_open

_AT_ONCE = 100
"""People whose mails are stored together, so that others can save meanwhile."""

_FAILS_FOR = timedelta(days=30)
"""So long nothing is sent to an address that refused a mail, unless it is changed."""

Asked = dict[Person, list[Assignment]]


@dataclass(frozen=True)
class Mailed:
    """Whom mails were written to, and about whom not, by the reason."""

    mails: tuple[OutgoingMail, ...] = ()
    had_one_today: tuple[Assignment, ...] = ()
    without_address: tuple[Assignment, ...] = ()
    address_fails: tuple[Assignment, ...] = ()
    not_bound: tuple[Assignment, ...] = ()

    @property
    def people(self) -> int:
        """How many got a mail."""
        return len(self.mails)


def invite(
    *,
    round_: ReportingRound,
    by: Any = None,
    assignments: Collection[Assignment] | None = None,
    root: str = "",
) -> Mailed:
    """Tell those who are asked or invited that the round is open, once for each activity.

    With `assignments` only about these. `root` is the site's address; `by` None is a command or the
    clock. Raises PermissionDenied, and RoundStateError for a round that is not open.
    """
    _check(round_, by)
    told = set(
        ReportLink.objects.filter(assignment__round=round_).values_list("assignment", "person")
    )
    waiting = [
        one
        for one in _waiting(round_, assignments)
        if one.duty != Duty.NOT_CHASED and (one.pk, _key_of_asked(one)) not in told
    ]
    return _mail(round_, MailKind.INVITATION, waiting, root)


def remind(
    *,
    round_: ReportingRound,
    by: Any = None,
    assignments: Collection[Assignment] | None = None,
    root: str = "",
) -> Mailed:
    """Remind those who must answer and have not.

    With `assignments` only about these; among them those who are not bound are left out and told
    of. `root` is the site's address; `by` None is a command or the clock. Raises PermissionDenied,
    and RoundStateError for a round that is not open.
    """
    _check(round_, by)
    waiting = _waiting(round_, assignments)
    bound = [one for one in waiting if one.duty == Duty.ASKED]
    free = [one for one in waiting if one.duty != Duty.ASKED] if assignments is not None else []
    return _mail(round_, MailKind.REMINDER, bound, root, not_bound=tuple(free))


def _check(round_: ReportingRound, by: Any) -> None:
    require(by, "reporting.manage_round")
    require_open(round_)


def _waiting(
    round_: ReportingRound, assignments: Collection[Assignment] | None
) -> list[Assignment]:
    """Return where it is the reporter's turn, in the order of the plan."""
    found = Assignment.objects.filter(
        round=round_, state__in=AWAITED, excused_reason="", activity__archived_at=None
    )
    if assignments is not None:
        found = found.filter(pk__in=[one.pk for one in assignments])
    return list(found.select_related("activity", "person", "substitute", "round__plan"))


def _key_of_asked(assignment: Assignment) -> int | None:
    return assignment.substitute_id or assignment.person_id


def _mail(
    round_: ReportingRound,
    kind: MailKind,
    waiting: Sequence[Assignment],
    root: str,
    not_bound: tuple[Assignment, ...] = (),
) -> Mailed:
    """Store the letters, some people at a time, and sort out who cannot be written to."""
    day = today(round_.plan)
    people = by_person(waiting)
    failing = _failing_addresses(people)
    reachable = {one: own for one, own in people.items() if one.email and is_there(one, day)}
    willing = {one: own for one, own in reachable.items() if one.email.lower() not in failing}
    mails: list[OutgoingMail] = []
    late: list[Assignment] = []
    for some in _parts(willing):
        written, already = _store(round_, kind, some, root)
        mails += written
        late += already
    nobody = [one for one in waiting if whom_to_ask(one) not in reachable]
    failed = [
        one for one in waiting if (who := whom_to_ask(one)) in reachable and who not in willing
    ]
    return Mailed(tuple(mails), tuple(late), tuple(nobody), tuple(failed), not_bound)


@transaction.atomic
def _store(
    round_: ReportingRound, kind: MailKind, people: Asked, root: str
) -> tuple[list[OutgoingMail], list[Assignment]]:
    """Store letters to people who have had none today; return them, and what the others wait with."""
    round_ = locked(round_)
    day = today(round_.plan)
    had = set(asking_mails(round_).filter(day=day).values_list("person", flat=True))
    new = {person: own for person, own in people.items() if person.pk not in had}

    def key(person: Person, own: Sequence[Assignment]) -> str:
        return f"{kind}:{round_.pk}:{person.pk}:{day}"

    mails = post(letters_to(new, kind=kind, round_=round_, root=root, key=key))
    return mails, [one for person, own in people.items() if person.pk in had for one in own]


def _failing_addresses(people: Iterable[Person]) -> set[str]:
    """Return the addresses whose last mail was refused or came back, in small letters. One query."""
    settled = OutgoingMail.objects.filter(
        person__in=list(people), settled_at__gt=timezone.now() - _FAILS_FOR
    ).order_by("settled_at")
    last: Mapping[str, str] = {
        recipient.lower(): state for recipient, state in settled.values_list("recipient", "state")
    }
    return {recipient for recipient, state in last.items() if state in FAILED}


def _parts(people: Asked) -> Iterator[Asked]:
    rest = iter(people.items())
    while some := dict(islice(rest, _AT_ONCE)):
        yield some
