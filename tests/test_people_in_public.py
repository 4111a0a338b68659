"""No public address and no plan file names anybody who has not consented to it."""

import pytest
from django.test import Client
from django.urls import reverse

from livskraft.cli.example import FOLDER, PEOPLE_FILE
from livskraft.cli.example_people import load_people
from livskraft.plans.models import Activity, Person, Plan
from livskraft.plans.services.planfile import save_plan


def addresses_of(text: str) -> list[str]:
    """Return what the site map lists, without the host."""
    return ["/" + part.split("<")[0].split("/", 3)[3] for part in text.split("<loc>")[1:]]


# Neither the database nor the language decides who is named: once is enough.
@pytest.mark.pure
def test_no_public_address_of_the_example_names_anybody_without_consent(
    example_region: None, client: Client
) -> None:
    load_people(FOLDER / PEOPLE_FILE)
    people = list(Person.objects.all())
    shown = [one for one in people if one.is_public]
    hidden = [mark for one in people if not one.is_public for mark in (one.name, one.email) if mark]
    hidden += [one.phone for one in people if one.phone]
    assert (len(shown), len(people)) == (1, 17)
    listed = addresses_of(client.get(reverse("site-map")).text)
    paths = [path for path in listed if not path.startswith("/en/")]
    paths += [reverse("activities-csv"), reverse("site-map")]
    paths += [f"/sok/?q={one.name.split()[1].lower()}" for one in people]
    assert len(paths) > 100
    naming = set()
    for path in paths:
        text = client.get(path).text
        assert [mark for mark in hidden if mark in text] == [], path
        if shown[0].name in text:
            naming.add(path)
    expected = Activity.objects.filter(responsible=shown[0]).values_list("address", flat=True)
    assert naming == {reverse("activity", args=[address]) for address in expected}


def test_plan_files_name_nobody(example_region: None) -> None:
    load_people(FOLDER / PEOPLE_FILE)
    marks = [mark for one in Person.objects.all() for mark in (one.name, one.email) if mark]
    for slug in Plan.objects.values_list("slug", flat=True):
        for is_public in (True, False):
            text = save_plan(slug, is_public=is_public)
            assert [mark for mark in marks if mark in text] == []


def test_the_examples_people_are_stored_once_and_stay_as_they_were_changed(
    example_region: None,
) -> None:
    load_people(FOLDER / PEOPLE_FILE)
    anna = Person.objects.get(name="Anna Exempel")
    anna.is_public = False
    anna.save()
    load_people(FOLDER / PEOPLE_FILE)
    assert Person.objects.count() == 17
    assert not Person.objects.get(pk=anna.pk).is_public
