"""Invented people who answer for activities of the example region."""

from pathlib import Path
from typing import Any

import yaml

from livskraft.plans.models import Activity, Organisation, Person
from livskraft.shared.history import Author, write_history
from livskraft.shared.swedish import sort_key


def load_people(path: Path) -> None:
    """Store the people of the file and let them answer for its activities, the first time only.

    Whoever was changed or erased since stays so.
    """
    if Person.objects.exists():
        return
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    author = Author("Påhittade personer i exempelregionen.")
    slugs = {one.get("organisation") for one in document["people"]}
    organisations = {one.slug: one for one in Organisation.objects.filter(slug__in=slugs)}
    people = [_person(one, organisations) for one in document["people"]]
    Person.objects.bulk_create(people)
    _name_substitutes(document["people"], people)
    write_history(people, "+", author)
    responsible = {
        slug: person
        for one, person in zip(document["people"], people, strict=True)
        for slug in one["activities"]
    }
    activities = Activity.objects.filter(plan__slug=document["plan"], slug__in=responsible)
    for activity in activities:
        activity.responsible = responsible[activity.slug]
    Activity.objects.bulk_update(activities, ["responsible"])
    write_history(activities, "~", author)


def _name_substitutes(document: list[dict[str, Any]], people: list[Person]) -> None:
    """Let those who are away name who stands in, now that all have a row."""
    named = {person.name: person for person in people}
    away = []
    for one, person in zip(document, people, strict=True):
        if "substitute" in one:
            person.away_until, person.substitute = one["away_until"], named[one["substitute"]]
            away.append(person)
    Person.objects.bulk_update(away, ["away_until", "substitute"])


def _person(one: dict[str, Any], organisations: dict[str, Organisation]) -> Person:
    consent = one.get("consent", {})
    return Person(
        name=one["name"],
        email=one.get("email", ""),
        phone=one.get("phone", ""),
        function=one.get("function", ""),
        organisation=organisations.get(one.get("organisation", "")),
        is_public=bool(consent),
        consent_on=consent.get("day"),
        consent_form=consent.get("form", ""),
        left_on=one.get("left_on"),
        sort_key=sort_key(one["name"]),
    )
