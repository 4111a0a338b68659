"""What plans hold about people: who answers for activities, who wrote drafts, who changed what."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count, Max, Min, Q
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from livskraft.accounts.models import User
from livskraft.accounts.personal import account_of
from livskraft.plans.models import DocumentReading, Draft, LoadedFile, Person
from livskraft.plans.models.drafts import OPEN_STATES, DraftState
from livskraft.plans.queries.mentions import (
    KINDS,
    mention_in_draft,
    mention_in_file,
    mention_in_reading,
    mention_in_record,
)
from livskraft.plans.queries.people import activities_of
from livskraft.plans.services.editing import clear_drafts
from livskraft.shared.history import Author
from livskraft.shared.mentions import replace_in, rows_with
from livskraft.shared.personal import Mention, Part, Stored, Subject, Text, Value, removed_person


class PlansPart(Part):
    """People lose what identifies them, in every version; the records keep that somebody was there."""

    name = "person"
    covers = frozenset(
        {
            "plans.Activity",
            "plans.DocumentReading",
            "plans.Draft",
            "plans.HistoricalPerson",
            "plans.LoadedFile",
            "plans.Person",
        }
    )
    kinds: Mapping[str, Text] = {
        "people": _("people who answer for activities"),
        "person_versions": _("earlier versions of people"),
        "text_versions": _("earlier versions of texts that named the person"),
        "drafts": _("drafts"),
    }

    def subjects(self) -> Iterator[Subject]:
        """Yield everybody who answers, or has answered, for activities."""
        people = Person.objects.filter(erased_at=None)
        for pk, email, name, phone in people.values_list("pk", "email", "name", "phone"):
            yield Subject(f"{self.name}-{pk}", email.lower(), (name,), (phone,) if phone else ())

    def stored(self, subject: Subject) -> Iterator[Stored]:
        """Yield the person, the person's drafts, and how much the person has changed."""
        for person in people_of(subject):
            yield _person(person)
        user = account_of(subject)
        if user is None:
            return
        for draft in Draft.objects.filter(by=user).select_related("plan"):
            yield _draft(draft)
        for reading in DocumentReading.objects.filter(by=user):
            yield _reading(reading)
        if number := Draft.objects.filter(reviewed_by=user).count():
            yield Stored(
                "reviews",
                _("Drafts of others that the person reviewed"),
                (Value("number", _("Number"), number),),
                _("Stay, as reviewed by a removed person."),
                stays=True,
            )
        if changes := _changes_by(user):
            yield changes

    def mentions(self, subject: Subject) -> Iterator[Mention]:
        """Yield texts of records, of open drafts and of the last loaded files."""
        for model in models_with_history():
            for row, found in rows_with(model, subject.marks):
                for field, text in found.items():
                    yield mention_in_record(row, field, text)
        own = account_of(subject)
        for draft, found in rows_with(Draft, subject.marks, ["content", "reason", "comment"]):
            if draft.state in OPEN_STATES and not _is_discarded_with(draft, own):
                yield mention_in_draft(draft, next(iter(found.values())))
        for file, found in rows_with(LoadedFile, subject.marks, ["content"]):
            yield mention_in_file(file, found["content"])
        for reading, found in rows_with(DocumentReading, subject.marks, ["file_name", "found"]):
            yield mention_in_reading(reading, next(iter(found.values())))

    def erase(self, subject: Subject, author: Author) -> Mapping[str, int]:
        """Take away names and addresses, in the versions too, and drafts that nobody else has seen.

        Texts as they stand now are left for somebody to change by hand.
        """
        counts = _erase_people(subject, author)
        user = account_of(subject)
        if user is not None:
            begun = Draft.objects.filter(by=user, state=DraftState.DRAFT)
            counts["drafts"] = begun.update(state=DraftState.DISCARDED, closed_at=timezone.now())
        marks, words = subject.certain_marks, removed_person()
        closed = ~Q(state__in=OPEN_STATES)
        versions: list[Any] = [one.history.model for one in models_with_history()]
        counts["text_versions"] = replace_in(Draft, marks, words, closed)
        counts["text_versions"] += sum(replace_in(one, marks, words) for one in versions)
        return counts

    def clean(self, now: datetime) -> Mapping[str, int]:
        """Delete drafts that were published or discarded long ago."""
        return {"drafts": clear_drafts()}


def people_of(subject: Subject) -> models.QuerySet[Person]:
    """Return the person's rows: those with the address, or without one the row that is named."""
    people = Person.objects.filter(erased_at=None).select_related("organisation")
    if subject.email:
        return people.filter(email__iexact=subject.email)
    name, _hyphen, number = subject.key.rpartition("-")
    return people.filter(pk=number) if name == PlansPart.name else people.none()


def models_with_history() -> list[Any]:
    """Return the models of all packages that keep their versions, but for people themselves."""
    kept = [
        one for one in apps.get_models() if hasattr(one._meta, "simple_history_manager_attribute")
    ]
    return [model for model in kept if model != Person]


def _erase_people(subject: Subject, author: Author) -> dict[str, int]:
    people = list(people_of(subject).select_for_update(of=("self",)))
    history: Any = Person.history
    nothing = {
        **dict.fromkeys(("email", "phone", "function", "consent_form", "sort_key"), ""),
        **dict.fromkeys(("organisation", "consent_on", "away_until", "substitute"), None),
        "name": removed_person(),
        "is_public": False,
    }
    for person in people:
        for field, value in nothing.items():
            setattr(person, field, value)
        person.erased_at = author.at
        person.left_on = person.left_on or localdate(author.at)
        written: Any = person
        written._change_reason, written._history_user = author.reason, author.by
        written._history_date = author.at
        person.save()
    versions = history.filter(id__in=[person.pk for person in people])
    number = versions.update(**nothing)
    versions.exclude(history_date=author.at).update(history_change_reason="")
    return {"people": len(people), "person_versions": number}


def _person(person: Person) -> Stored:
    history: Any = Person.history
    activities = [str(one) for one in activities_of(person)]
    fate = (
        _("All is removed but that somebody answered for the activities. Hand them over first.")
        if activities
        else _("All is removed but that somebody answered for activities.")
    )
    return Stored(
        "people",
        _("Responsible for activities"),
        (
            Value("name", _("Name"), person.name),
            Value("email", _("E-mail address"), person.email),
            Value("phone", _("Telephone"), person.phone),
            Value("function", _("Function"), person.function),
            Value("organisation", _("Organisation"), str(person.organisation or "")),
            Value("is_public", _("Shown on public pages"), person.is_public),
            Value("consent_on", _("Consent given on"), person.consent_on),
            Value("consent_form", _("How the consent was given"), person.consent_form),
            Value("left_on", _("Left on"), person.left_on),
            Value("away_until", _("Away until"), person.away_until),
            Value("substitute", _("Substitute"), str(person.substitute or "")),
            Value("activities", _("Activities"), activities),
            Value("versions", _("Versions kept"), history.filter(id=person.pk).count()),
        ),
        fate,
    )


def _draft(draft: Draft) -> Stored:
    is_open = draft.state == DraftState.DRAFT
    fate = (
        _("Is discarded: nobody else has seen it.")
        if is_open
        else _("Stays, as written by a removed person.")
    )
    return Stored(
        "drafts",
        _("Draft"),
        (
            Value("title", _("Of"), str(draft.content.get("title") or draft)),
            Value("state", _("State"), str(draft.get_state_display())),
            Value("reason", _("Why"), draft.reason),
            Value("begun_at", _("Begun"), draft.created_at),
            Value("changed_at", _("Last changed"), draft.changed_at),
        ),
        fate,
        stays=not is_open,
    )


def _reading(reading: DocumentReading) -> Stored:
    return Stored(
        "documents",
        _("Uploaded document"),
        (
            Value("file_name", _("File"), reading.file_name),
            Value("uploaded_at", _("Uploaded"), reading.created_at),
            Value("state", _("State"), str(reading.get_state_display())),
        ),
        _("Stays, as uploaded by a removed person."),
        stays=True,
    )


def _is_discarded_with(draft: Draft, user: User | None) -> bool:
    return user is not None and draft.by_id == user.pk and draft.state == DraftState.DRAFT


def _changes_by(user: User) -> Stored | None:
    """Return how many versions of which records the person has written. One query for each model."""
    words, numbers, days = [], [], []
    other = 0
    for model in [*models_with_history(), Person]:
        history: Any = model.history
        found = history.filter(history_user=user).aggregate(
            number=Count("pk"), first=Min("history_date"), last=Max("history_date")
        )
        if not found["number"]:
            continue
        numbers.append(found["number"])
        days += [found["first"], found["last"]]
        if model in KINDS:
            words.append(f"{KINDS[model]}: {found['number']}")
        else:
            other += found["number"]
    if not numbers:
        return None
    if other:
        words.append(gettext("Other: %(number)d") % {"number": other})
    return Stored(
        "changes",
        _("Changes in plans"),
        (
            Value("number", _("Number"), sum(numbers)),
            Value("of", _("Of"), words),
            Value("first_at", _("First"), min(days)),
            Value("last_at", _("Last"), max(days)),
        ),
        _("Stay, as made by a removed person: what a report cites must be explainable."),
        stays=True,
    )
