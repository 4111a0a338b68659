"""Somebody else is asked, somebody stands in, or a link is sent anew: about one activity."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.plans.models import Person
from livskraft.plans.services.editing import BulkChange, change_many
from livskraft.plans.services.people import FIELDS, Contact, save_person
from livskraft.reporting.links import revoke
from livskraft.reporting.mail.outbox import post
from livskraft.reporting.models import Assignment, MailKind, OutgoingMail
from livskraft.reporting.services.letters import letter_about, whom_to_ask
from livskraft.reporting.services.people import refresh_people
from livskraft.reporting.services.permissions import require
from livskraft.reporting.services.rounds import locked, require_open


@transaction.atomic
def ask_another(*, assignment: Assignment, person: Person, reason: str, by: Any) -> None:
    """Let somebody else answer for the activity, now and in later rounds; earlier links cease to hold.

    It is a change of the plan, with its history. Raises PermissionDenied, and ValidationError with
    what stands in the way.
    """
    require(by, "reporting.manage_round")
    result = change_many(
        activities=[assignment.activity_id],
        changes=BulkChange(responsible=person),
        reason=reason,
        by=by,
    )
    if result.refused:
        raise ValidationError([one.message for one in result.refused])
    refresh_people(round_=assignment.round, by=by)


@transaction.atomic
def let_stand_in(
    *, person: Person, substitute: Person | None, away_until: date | None, round_: Any, by: Any
) -> None:
    """Keep until when somebody is away, and who is asked meanwhile about all that they answer for.

    Raises PermissionDenied, and ValidationError by field.
    """
    require(by, "reporting.manage_round")
    contact = Contact(**{name: getattr(person, name) for name in FIELDS})
    away = replace(contact, substitute=substitute, away_until=away_until)
    save_person(person=person, contact=away, by=by)
    refresh_people(round_=round_, by=by)


@transaction.atomic
def send_new_link(
    *, assignment: Assignment, by: Any, seen: int = 0, root: str = ""
) -> OutgoingMail | None:
    """End the links to an answer and mail a new one to who is asked, at once; None if that was done.

    `seen` is the key of the newest link that the sender knew of: the same request sent twice sends
    one mail. `root` is the site's address. Raises PermissionDenied, RoundStateError, and
    ValidationError where there is no address.
    """
    require(by, "reporting.manage_round")
    round_ = locked(assignment.round)
    require_open(round_)
    person = whom_to_ask(assignment)
    if person is None or not person.email or person.erased_at is not None:
        raise ValidationError(_("There is no address to send the link to."))
    key = f"link:{assignment.pk}:{seen}"
    if OutgoingMail.objects.filter(key=key).exists():
        return None
    revoke(assignment=assignment, by=by)
    letter = letter_about(assignment, kind=MailKind.INVITATION, person=person, root=root, key=key)
    return post([letter])[0]
