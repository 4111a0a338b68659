"""What is stored about people: shown, handed out, erased without a trace, cleaned in time."""

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.db.models import EmailField, Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from simple_history.models import HistoricalChanges

from livskraft.accounts.erasing import erase_person
from livskraft.accounts.models import Erasure, User
from livskraft.intake.models import Message
from livskraft.plans.models import Activity, Draft, Person
from livskraft.plans.services.people import Contact, save_person
from livskraft.shared.mentions import pattern
from livskraft.shared.personal import (
    clean_expired,
    everything_mentioned,
    find_people,
    find_subject,
    named_subject,
    parts,
)
from tests.factories import make_activity, make_goal, make_organisation, make_person, make_plan
from tests.strict_client import StrictClient

ADDRESS = "kim.ek@region.se"
#: Models that hold personal data without a field that tells so.
NAMED = {"sessions.Session", "plans.LoadedFile", "plans.HistoricalPerson"}


# Every model is a decision ----------------------------------------------------------------------


def looks_personal(model: type[Model]) -> bool:
    """Whether the model has an e-mail address, or points at an account or a person."""
    fields = model._meta.concrete_fields
    if issubclass(model, HistoricalChanges):  # who changed a record stays, as an account
        fields = [field for field in fields if field.name != "history_user"]
        fields = [field for field in fields if field.related_model is not Person]
    return model._meta.label in NAMED or any(
        isinstance(field, EmailField) or field.related_model in (User, Person) for field in fields
    )


def test_every_model_with_personal_data_is_covered_or_exempt_with_a_reason():
    personal = {one._meta.label for one in apps.get_models() if looks_personal(one)}
    covered = [label for part in parts() for label in part.covers]
    exempt = {label: reason for part in parts() for label, reason in part.exempt.items()}
    assert personal - set(covered) - set(exempt) == set()
    assert set(covered) & set(exempt) == set()
    assert len(covered) == len(set(covered)), "each model has one owner"
    assert all(exempt.values())


def test_no_model_is_covered_that_does_not_exist():
    known = {model._meta.label for model in apps.get_models()}
    named = {label for part in parts() for label in (*part.covers, *part.exempt)}
    assert named - known == set()


# A person with a trace in every part ------------------------------------------------------------


@pytest.fixture
def administrator(db):
    return User.objects.create_user(
        "admin@example.org", "hemligt", name="Ada", role="administrator"
    )


@pytest.fixture
def kim(administrator):
    """Kim Ek: account, session, person, drafts, changes, messages, and texts with the name."""
    user = User.objects.create_user(ADDRESS, "hemligt", name="Kim Ek", role="strategist")
    Client().force_login(user)
    unit = make_organisation("Folkhälsa", contact="Kim Ek, 021-17 00 00")
    activity = make_activity(make_goal(make_plan()), "Bygga", contact=f"Fråga {ADDRESS}")
    person = save_person(
        person=None,
        contact=Contact("Kim Ek", ADDRESS, "021-17 00 00", "strateg", unit),
        by=administrator,
        reason="Kim Ek har börjat.",
    )
    activity.responsible = person
    activity._history_user = user
    activity.save()
    draft = {"by": user, "content": {"title": "Kim Eks idé"}, "section": "activities"}
    Draft.objects.create(**draft, slug="a")
    Draft.objects.create(**draft, slug="b", state="published", closed_at=timezone.now())
    Draft.objects.create(**draft, slug="c", state="submitted")
    Message.objects.create(kind="question", text="Jag är Kim Ek.", sender=ADDRESS.upper())
    return find_people(ADDRESS)[0]


def stored_anywhere(*words: str) -> list[str]:
    """Return each table and column of the whole database that holds one of the words."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    if any(word.casefold() in str(value).casefold() for word in words):
                        found.append(f"{table}.{name}")
    return sorted(found)


def erase(subject, by, reason="Begärde det med e-post."):
    return erase_person(subject=subject, reason=reason, by=by)


# Found ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", ["kim", "Kim Ek", "KIM.EK@region.se", "021-17 00 00"])
def test_a_person_is_found_once_by_name_address_or_telephone(kim, asked):
    assert [one.names for one in find_people(asked)] == [("Kim Ek",)]


def test_everything_in_all_parts_is_shown(kim, administrator):
    client = StrictClient()
    client.force_login(administrator)
    answer = client.post(reverse("personal-data"), {"q": "kim ek"})
    assert answer["Location"] == reverse("personal-data"), "no address holds the name"
    address = reverse("personal-data-of", args=[kim.key])
    assert f'href="{address}"' in client.get(answer["Location"]).text
    text = client.get(address).text
    for title in ("Konto", "Ansvarig för aktiviteter", "Utkast", "Ändringar i planer"):
        assert f">{title}</h2>" in text
    assert "Jag är Kim Ek." in text
    assert "Kim Ek, 021-17 00 00" in text, "the contact of the organisation"
    assert client.get("/en" + address).status_code == 200


def test_people_of_the_same_name_are_kept_apart(kim):
    make_person("Kim Ek", email="kim.ek@sala.se")
    make_person("Kim Ek")
    found = find_people("Kim Ek")
    assert {one.email for one in found} == {ADDRESS, "kim.ek@sala.se", ""}


def test_the_file_holds_the_same_in_a_form_for_machines(kim, administrator):
    client = StrictClient()
    client.force_login(administrator)
    answer = client.get(reverse("personal-data-file", args=[kim.key]))
    assert "kim" not in answer["Content-Disposition"].casefold()
    document = json.loads(answer.content)
    assert document["person"] == {"email": ADDRESS, "names": ["Kim Ek"]}
    [account] = document["stored"]["account"]
    assert (account["email"], account["role"]) == (ADDRESS, "Strateg")
    assert [one["text"] for one in document["stored"]["messages"]] == ["Jag är Kim Ek."]
    assert document["stored"]["people"][0]["activities"] == ["Bygga"]
    assert {"Kim Ek, 021-17 00 00", f"Fråga {ADDRESS}"} <= {
        one["text"] for one in document["mentions"]
    }


def test_everybody_sees_and_saves_their_own_and_nobody_elses(kim):
    client = StrictClient()
    client.force_login(User.objects.get(email=ADDRESS))
    text = client.get(reverse("own-data")).text
    assert "Ansvarig för aktiviteter" in text
    assert "Jag är Kim Ek." in text
    document = json.loads(client.get(reverse("own-data-file")).content)
    assert document["stored"]["people"][0]["phone"] == "021-17 00 00"
    assert document["mentions"] == [], "what others write is not handed out by itself"
    for name in ("personal-data-of", "personal-data-file", "erase-person"):
        assert client.get(reverse(name, args=[kim.key])).status_code == 403
    assert client.get(reverse("personal-data")).status_code == 403


# Erased -----------------------------------------------------------------------------------------


def test_after_erasing_nothing_in_the_database_names_the_person(kim, administrator):
    """All tables are read: what is left are only texts that somebody must change by hand."""
    for mention in everything_mentioned(kim):
        assert mention.record or mention.url
    Activity.objects.update(contact="Enheten")
    make_organisation_contacts("Enheten")
    Draft.objects.filter(state="submitted").update(content={"title": "En idé"})
    assert stored_anywhere("Kim Ek", ADDRESS, "021-17 00 00")
    erase(kim, administrator)
    assert stored_anywhere("Kim Ek", ADDRESS, "021-17 00 00") == []


def make_organisation_contacts(words):
    apps.get_model("plans.Organisation").objects.update(contact=words)


def test_the_record_keeps_that_a_removed_person_changed_it(kim, administrator):
    activity = Activity.objects.get()
    versions = activity.history.count()
    erase(kim, administrator)
    activity.refresh_from_db()
    assert activity.history.count() == versions
    assert activity.history.first().history_user.name == "Borttagen person"
    assert activity.responsible.name == "Borttagen person"
    assert activity.responsible.erased_at
    assert Message.objects.get().text == "Jag är Borttagen person."


def test_an_erased_account_opens_nothing(kim, administrator):
    session = Session.objects.get()
    user = User.objects.get(email=ADDRESS)
    erase(kim, administrator)
    user.refresh_from_db()
    assert not user.is_active
    assert not user.has_usable_password()
    assert user.email.endswith("@borttagen.invalid")
    assert not Session.objects.filter(pk=session.pk).exists()


def test_only_drafts_that_nobody_else_has_seen_are_discarded(kim, administrator):
    erase(kim, administrator)
    states = dict(Draft.objects.values_list("slug", "state"))
    assert states == {"a": "discarded", "b": "published", "c": "submitted"}


def test_texts_of_today_are_left_to_be_changed_by_hand(kim, administrator):
    erase(kim, administrator)
    assert Activity.objects.get().contact == f"Fråga {ADDRESS}"


def test_the_log_says_when_who_why_and_how_much_but_not_whose(kim, administrator):
    erasure = erase(kim, administrator)
    assert (erasure.by, erasure.reason) == (administrator, "Begärde det med e-post.")
    counts = erasure.counts
    assert (counts["account"], counts["people"], counts["senders"]) == (1, 1, 1)
    assert (counts["sessions"], counts["drafts"]) == (1, 1)
    client = StrictClient()
    client.force_login(administrator)
    text = client.get(reverse("personal-data")).text
    assert "Begärde det med e-post." in text
    assert "konton: 1" in text
    assert find_people("Kim Ek") == []
    assert find_subject(kim.key) is None


def test_the_page_shows_what_goes_what_stays_and_asks_why(kim, administrator):
    client = StrictClient()
    client.force_login(administrator)
    address = reverse("erase-person", args=[kim.key])
    text = client.get(address).text
    for words in ("Raderas", "Blir kvar", "Ändra de här för hand först"):
        assert f">{words}</h2>" in text
    edit = reverse("edit-record", kwargs={"plan": "plan", "word": "aktiviteter", "slug": "post-"})
    assert edit.rstrip("/").rsplit("/", 1)[0] in text
    refused = client.post(address, {"reason": "Kim Ek vill det."})
    assert refused.status_code == 422
    assert "Skriv skälet utan personens namn" in refused.text
    assert client.post(address, {"reason": ""}).status_code == 422
    assert User.objects.filter(email=ADDRESS).exists()
    assert client.post(address, {"reason": "Begärt."})["Location"] == reverse("personal-data")
    assert not User.objects.filter(email=ADDRESS).exists()


def test_erasing_is_done_whole_or_not_at_all(kim, administrator, monkeypatch):
    def fail(*_arguments):
        raise RuntimeError

    monkeypatch.setattr(type(parts()[0]), "erase", fail)
    with pytest.raises(RuntimeError):
        erase(kim, administrator)
    assert User.objects.filter(email=ADDRESS).exists()
    assert Person.objects.get().name == "Kim Ek"
    assert not Erasure.objects.exists()


def test_the_last_administrator_and_oneself_cannot_be_erased(administrator, django_user_model):
    ada = find_people(administrator.email)[0]
    with pytest.raises(ValidationError, match="sista aktiva administratören"):
        erase(ada, administrator)
    other = django_user_model.objects.create_user(
        "bo@example.org", "hemligt", name="Bo", role="administrator"
    )
    with pytest.raises(ValidationError, match="annan administratör"):
        erase(ada, administrator)
    assert erase(ada, other).counts["account"] == 1


def test_only_administrators_erase(kim, django_user_model):
    strategist = django_user_model.objects.create_user("s@x.se", name="S", role="strategist")
    with pytest.raises(PermissionDenied):
        erase(kim, strategist)


def test_somebody_without_an_address_is_erased_alone(administrator):
    person, other = make_person("Kim Ek"), make_person("Kim Ek")
    erase(find_subject(f"person-{person.pk}"), administrator)
    assert [one.name for one in Person.objects.order_by("pk")] == ["Borttagen person", "Kim Ek"]
    assert other.history.get().name == "Kim Ek"


def test_somebody_who_only_stands_in_texts_is_taken_out_of_earlier_versions(administrator):
    activity = make_activity(make_goal(make_plan()), contact="Kim Ek")
    client = StrictClient()
    client.force_login(administrator)
    client.post(reverse("personal-data"), {"q": "Kim Ek"})
    assert "1 text där ”Kim Ek” står" in client.get(reverse("personal-data")).text
    address = reverse("personal-data-of", args=["sokt"])
    assert "Kim Ek" in client.get(address).text
    activity.contact = "Enheten"
    activity.save()
    client.post(reverse("erase-person", args=["sokt"]), {"reason": "Begärt."})
    assert [one.contact for one in activity.history.all()] == ["Enheten", "Borttagen person"]


def test_a_single_name_is_never_replaced_everywhere(administrator):
    activity = make_activity(make_goal(make_plan()), contact="Bo")
    with pytest.raises(ValidationError, match="hela namnet"):
        erase(named_subject("Bo"), administrator)
    assert activity.history.first().contact == "Bo"


# Texts ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mark", "text", "is_found"),
    [
        ("Kim Ek", "Fråga Kim  Ek.", True),
        ("Kim Ek", "kim eks förslag", True),
        ("Kim Ek", "Kim Eklund", False),
        ("Kim Ek", "Joakim Ek", False),
        ("Åsa Öst", "ÅSA ÖST, tfn", True),
        ("a@b.se", "(A@B.se)", True),
        ("a@b.se", "a@b.se.", True),
        ("a@b.se", "x.a@b.se", False),
        ("a@b.se", "a@b.se.example", False),
    ],
)
def test_whole_names_and_addresses_are_found(mark, text, is_found):
    assert bool(pattern([mark]).search(text)) is is_found


@given(st.lists(st.text(min_size=1), max_size=4), st.text())
def test_any_text_can_be_searched_for_any_marks(marks, text):
    found = pattern(marks).search(text)
    assert found is None or found[0] in text


# Cleaned in time --------------------------------------------------------------------------------


def test_what_is_no_longer_needed_goes_and_the_rest_stays(administrator):
    now = timezone.now()
    Client().force_login(administrator)
    Client().force_login(administrator)
    Session.objects.filter(pk=Session.objects.first().pk).update(
        expire_date=now - timedelta(days=1)
    )
    for days in (10, 400):
        Message.objects.create(
            kind="question",
            text="Hej",
            sender="a@b.se",
            handled_at=now - timedelta(days=days),
        )
    Message.objects.create(kind="question", text="Hej", sender="a@b.se")
    old, new = now - timedelta(days=500), now - timedelta(days=5)
    for slug, state, closed in (
        ("a", "published", old),
        ("b", "discarded", new),
        ("c", "draft", None),
    ):
        Draft.objects.create(
            section="goals", slug=slug, state=state, closed_at=closed, by=administrator
        )
    assert clean_expired() == {"sessions": 1, "drafts": 1, "senders": 1}
    assert clean_expired() == {}
    assert sorted(Draft.objects.values_list("slug", flat=True)) == ["b", "c"]
