"""Mails that tell a reporter what came of the answer: a reviewer's question, and what was decided."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.plans.models import Person
from livskraft.reporting.mail.outbox import post
from livskraft.reporting.models import (
    Assignment,
    MailKind,
    OutgoingMail,
    ReportingRound,
    StatusReport,
)
from livskraft.reporting.models.rounds import STANDS
from livskraft.reporting.services.letters import letter_about, letters_to, whom_to_ask
from livskraft.reporting.services.rounds import locked

_NEWS = timedelta(days=14)
"""So long after a round was closed `tick` tells of it."""


def tell_returned(*, report: StatusReport, root: str = "") -> list[OutgoingMail]:
    """Ask the reporter the reviewer's question, once, with a link to the answer.

    Call it in the transaction that returns the answer. Nothing happens without an address.
    """
    person = _reader(report.assignment, report.by_person)
    key = f"returned:{report.pk}"
    if person is None or OutgoingMail.objects.filter(key=key).exists():
        return []
    letter = letter_about(
        report.assignment,
        kind=MailKind.RETURNED,
        person=person,
        root=root,
        key=key,
        question=report.question,
    )
    return post([letter])


@transaction.atomic
def tell_decisions(*, round_: ReportingRound, root: str = "") -> list[OutgoingMail]:
    """Tell everybody who answered what was decided about their activities, once, in one mail each.

    Nothing happens before the round is closed.
    """
    round_ = locked(round_)
    if round_.state not in STANDS:
        return []
    told = set(
        OutgoingMail.objects.filter(round=round_, kind=MailKind.DECIDED).values_list(
            "person", flat=True
        )
    )
    people: dict[Person, list[Assignment]] = defaultdict(list)
    for assignment, reporter in _answered(round_):
        person = _reader(assignment, reporter)
        if person is not None and person.pk not in told:
            people[person].append(assignment)

    def key(person: Person, _assignments: Sequence[Assignment]) -> str:
        return f"decided:{round_.pk}:{person.pk}"

    return post(letters_to(people, kind=MailKind.DECIDED, round_=round_, root=root, key=key))


def tick(now: datetime) -> list[str]:
    """Tell what was decided in rounds that were closed lately; return what was done, in lines.

    Rounds that the example came with are left as they are. Safe to run twice at once.
    """
    closed = ReportingRound.objects.filter(
        state__in=STANDS, closed_at__gt=now - _NEWS, is_example=False
    )
    lines = []
    for round_ in closed:
        if number := len(tell_decisions(round_=round_)):
            lines.append(
                _("%(round)s: told what was decided, mails: %(number)d")
                % {"round": round_, "number": number}
            )
    return lines


def _answered(round_: ReportingRound) -> list[tuple[Assignment, Person | None]]:
    """Return the activities that were answered and decided about, each with who answered last."""
    reports = (
        StatusReport.objects.filter(assignment__round=round_)
        .exclude(assignment__verdict="")
        .select_related(
            *("assignment__round__plan", "assignment__activity", "assignment__person"),
            *("assignment__substitute", "by_person"),
        )
        .order_by("assignment__activity__position", "assignment", "number")
    )
    newest = {report.assignment_id: report for report in reports}
    return [(report.assignment, report.by_person) for report in newest.values()]


def _reader(assignment: Assignment, reporter: Person | None) -> Person | None:
    """Return who sent the answer, if the activity's link still is theirs; else who is asked now."""
    asked = (assignment.person_id, assignment.substitute_id)
    person = reporter if reporter and reporter.pk in asked else whom_to_ask(assignment)
    return person if person and person.email and person.erased_at is None else None
