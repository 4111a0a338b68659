"""Keeping the people who answer for activities, and moving what they answer for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from livskraft.accounts.models import User
from livskraft.accounts.policies import Ownership
from livskraft.plans.models import Activity, Organisation, Person
from livskraft.plans.queries.ownership import organisation_ownership
from livskraft.plans.queries.people import is_there
from livskraft.plans.services.editing import BulkChange, change_many
from livskraft.plans.services.locking import lock_plans
from livskraft.shared.history import Author
from livskraft.shared.swedish import sort_key

FIELDS = (
    "name",
    "email",
    "phone",
    "function",
    "organisation",
    "is_public",
    "consent_on",
    "consent_form",
    "away_until",
    "substitute",
)


@dataclass(frozen=True)
class Contact:
    """A person as the form has it."""

    name: str
    email: str = ""
    phone: str = ""
    function: str = ""
    organisation: Organisation | None = None
    is_public: bool = False
    consent_on: date | None = None
    consent_form: str = ""
    away_until: date | None = None
    substitute: Person | None = None


def may_change(by: User, organisation: Organisation | None) -> bool:
    """Return whether somebody may keep the people of an organisation; None: of no organisation."""
    ownership = organisation_ownership(organisation.pk) if organisation else Ownership()
    asked: Any = by
    return bool(asked.has_perm("plans.change_person", ownership))


@transaction.atomic
def save_person(*, person: Person | None, contact: Contact, by: User, reason: str = "") -> Person:
    """Store a new person (None) or what has changed of one; the history says who did it.

    Raises PermissionDenied, and ValidationError by field: no name, shown publicly without the day
    and the form of the consent, a day to come, an address that another person has, a substitute who
    has left.
    """
    if person is None:
        person = Person()
    else:
        person = Person.objects.select_for_update().get(pk=person.pk)
        if person.erased_at or not may_change(by, person.organisation):
            raise PermissionDenied
    if not may_change(by, contact.organisation):
        raise PermissionDenied
    _check(person, contact)
    if person.pk and all(getattr(person, name) == getattr(contact, name) for name in FIELDS):
        return person
    for name in FIELDS:
        setattr(person, name, getattr(contact, name))
    _save(person, Author(reason.strip(), by))
    return person


def _check(person: Person, contact: Contact) -> None:
    errors: dict[str, str] = {}
    if not contact.name.strip():
        errors["name"] = _("Write the person’s name.")
    if contact.is_public and not contact.consent_on:
        errors["consent_on"] = _(
            "Write the day of the consent: without it nobody is shown publicly."
        )
    if contact.consent_on and contact.consent_on > localdate():
        errors["consent_on"] = _("A consent cannot have been given on a day to come.")
    if contact.is_public and not contact.consent_form.strip():
        errors["consent_form"] = _(
            "Write how the consent was given, such as an e-mail on that day."
        )
    if contact.is_public and person.left_on and person.left_on <= localdate():
        errors["is_public"] = _("Somebody who has left is not shown publicly.")
    if contact.substitute and not _can_stand_in(contact.substitute, person):
        errors["substitute"] = _("Choose somebody else who is still there to stand in.")
    same = Person.objects.filter(email__iexact=contact.email).exclude(pk=person.pk)
    if contact.email and (other := same.first()):
        errors["email"] = _("%(name)s has this address already.") % {"name": other.name}
    if errors:
        raise ValidationError(errors)


def _can_stand_in(substitute: Person, person: Person) -> bool:
    return substitute != person and is_there(substitute, localdate())


def _save(person: Person, author: Author) -> None:
    person.name = person.name.strip()
    person.sort_key = sort_key(person.name)
    written: Any = person
    written._change_reason, written._history_user = author.reason, author.by
    written._history_date = author.at
    person.save()


@transaction.atomic
def hand_over(
    *, person: Person, takers: Mapping[Any, Person], reason: str, by: User, left_on: date | None
) -> Person:
    """Give activities of a person, by their keys, to others; all of them or none.

    With `left_on` the person leaves that day, and public pages stop naming them at once. Raises
    PermissionDenied, and ValidationError with what stands in the way of each activity.
    """
    lock_plans()
    person = Person.objects.select_for_update().get(pk=person.pk)
    if not may_change(by, person.organisation):
        raise PermissionDenied
    _check_takers(person, takers)
    by_taker: dict[Person, list[Any]] = {}
    for activity, taker in takers.items():
        by_taker.setdefault(taker, []).append(activity)
    for taker, activities in by_taker.items():
        result = change_many(
            activities=activities, changes=BulkChange(responsible=taker), reason=reason, by=by
        )
        if result.refused:
            raise ValidationError([f"{one.title}: {one.message}" for one in result.refused])
    if left_on is not None and (person.left_on != left_on or person.is_public):
        person.left_on, person.is_public = left_on, False
        _save(person, Author(reason, by))
    return person


def _check_takers(person: Person, takers: Mapping[Any, Person]) -> None:
    on = localdate()
    for taker in set(takers.values()):
        if taker == person or taker.erased_at or (taker.left_on and taker.left_on <= on):
            raise ValidationError(_("Choose somebody who is still there to take over."))
    own = set(Activity.objects.filter(responsible=person).values_list("pk", flat=True))
    if set(takers) - own:
        raise ValidationError(
            _("Some of the activities have got another responsible person meanwhile. Look again.")
        )


@transaction.atomic
def take_back(*, person: Person, by: User, reason: str = "") -> Person:
    """Say that a person has not left after all; they are not shown publicly by it."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.erased_at or not may_change(by, person.organisation):
        raise PermissionDenied
    person.left_on = None
    _save(person, Author(reason.strip(), by))
    return person
