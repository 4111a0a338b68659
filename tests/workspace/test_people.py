"""People who answer for activities: kept, shown only with a consent, and followed when they leave."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.timezone import localdate

from livskraft.plans.models import Activity, Person
from livskraft.plans.queries.people import handovers, public_person
from livskraft.plans.services.people import Contact, hand_over, save_person
from tests.factories import (
    make_activity,
    make_goal,
    make_organisation,
    make_person,
    make_plan,
)
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db
YESTERDAY = localdate() - timedelta(days=1)
TOMORROW = localdate() + timedelta(days=1)


@pytest.fixture
def make_user(django_user_model):
    def make(role, **fields):
        return django_user_model.objects.create_user(
            f"{role}@example.org", name=role.title(), role=role, **fields
        )

    return make


@pytest.fixture
def strategist(make_user):
    return make_user("strategist")


@pytest.fixture
def client(strategist):
    return signed_in(strategist)


@pytest.fixture
def goal():
    return make_goal(make_plan())


def signed_in(user):
    client = StrictClient()
    client.force_login(user)
    return client


def answers_for(activity):
    return Activity.objects.get(pk=activity.pk).responsible


# The form ------------------------------------------------------------------------------------


def test_a_person_is_added_and_changed_and_the_history_says_by_whom(client, strategist):
    unit = make_organisation("Folkhälsa")
    sent = {"name": "Åsa Ek", "email": "asa@example.org", "organisation": unit.pk}
    assert client.post(reverse("person-new"), sent).status_code == 302
    person = Person.objects.get()
    assert (person.name, person.organisation, person.is_public) == ("Åsa Ek", unit, False)
    client.post(reverse("person-edit", args=[person.pk]), {**sent, "function": "strateg"})
    first, second = person.history.order_by("history_id")
    assert (first.history_type, second.history_type) == ("+", "~")
    assert {first.history_user, second.history_user} == {strategist}
    page = client.get(reverse("person", args=[person.pk])).text
    assert "strateg" in page
    assert "Folkhälsa" in page


def test_saving_what_has_not_changed_leaves_no_version(client):
    person = make_person("Åsa Ek")
    client.post(reverse("person-edit", args=[person.pk]), {"name": "Åsa Ek"})
    assert person.history.count() == 1


def test_nobody_is_shown_publicly_without_the_day_and_the_way_of_the_consent(client):
    answer = client.post(reverse("person-new"), {"name": "Åsa Ek", "is_public": "on"})
    assert answer.status_code == 422
    assert "Skriv vilken dag samtycket lämnades" in answer.text
    assert "Skriv hur samtycket lämnades" in answer.text
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ({"name": ""}, "Skriv personens namn."),
        ({"email": "åsa"}, "Skriv en hel e-postadress"),
        ({"email": "BO@example.org"}, "Bo Al har redan den adressen."),
        ({"consent_on": TOMORROW.isoformat()}, "Samtycket kan inte ha lämnats en kommande dag."),
        ({"consent_on": "i går"}, "Skriv dagen som år, månad och dag"),
    ],
)
def test_a_fault_is_told_at_its_field_and_nothing_is_lost(client, fault, message):
    make_person("Bo Al", email="bo@example.org")
    sent = {"name": "Åsa Ek", "function": "strateg", **fault}
    answer = client.post(reverse("person-new"), sent)
    assert answer.status_code == 422
    assert message in answer.text
    assert 'value="strateg"' in answer.text


# Rights --------------------------------------------------------------------------------------


def test_an_editor_keeps_the_people_of_the_own_unit_only(make_user):
    own = make_organisation("Folkhälsa", "folkhalsa")
    below = make_organisation("Suicidprevention", "sui", parent=own)
    other = make_organisation("Kultur", "kultur")
    editor = make_user("editor", organisation=own)
    client = signed_in(editor)
    form = client.get(reverse("person-new")).text
    assert ("Suicidprevention" in form, "Kultur" in form) == (True, False)
    for organisation in (own, below):
        save_person(person=None, contact=Contact("Åsa Ek", organisation=organisation), by=editor)
    for organisation in (other, None):
        with pytest.raises(PermissionDenied):
            save_person(person=None, contact=Contact("Bo Al", organisation=organisation), by=editor)
    stranger = make_person("Bo Al", organisation=other)
    assert client.get(reverse("person", args=[stranger.pk])).status_code == 200
    assert client.get(reverse("person-edit", args=[stranger.pk])).status_code == 403
    assert client.get(reverse("person-leave", args=[stranger.pk])).status_code == 403


def test_nobody_takes_a_person_over_from_another_unit(make_user):
    own, other = make_organisation("Folkhälsa"), make_organisation("Kultur")
    editor = make_user("editor", organisation=own)
    with pytest.raises(PermissionDenied):
        save_person(
            person=make_person("Bo Al", organisation=other),
            contact=Contact("Bo Al", organisation=own),
            by=editor,
        )


@pytest.mark.parametrize("role", ["reader", "partner", "elected", "evaluator"])
def test_people_are_closed_to_others(make_user, role):
    client = signed_in(make_user(role))
    person = make_person()
    for address in (reverse("people"), reverse("person", args=[person.pk]), reverse("person-new")):
        assert client.get(address).status_code == 403


# The list ------------------------------------------------------------------------------------


def test_activities_whose_responsible_has_left_are_listed_first(client, goal):
    activities = [make_activity(goal, title) for title in ("Bygga", "Mäta", "Odla")]
    make_person("Bo Al", *activities, left_on=YESTERDAY)
    make_person("Åsa Ek", make_activity(goal, "Vandra"))
    text = client.get(reverse("people")).text
    assert "3 aktiviteter har en ansvarig som slutat" in text
    assert text.index("Odla") < text.index("Åsa Ek")
    assert text.index("Åsa Ek") < text.rindex("Bo Al"), "those who have left stand last"
    assert "Vandra" not in text


def test_somebody_who_leaves_later_is_still_there(client, goal):
    make_person("Bo Al", make_activity(goal), left_on=TOMORROW)
    assert "har en ansvarig som slutat" not in client.get(reverse("people")).text


def test_an_empty_list_says_what_to_do(client):
    assert "Ingen är inlagd än." in client.get(reverse("people")).text
    assert client.get("/en" + reverse("people")).status_code == 200


def test_the_list_makes_as_many_queries_for_many_as_for_few(
    client, goal, django_assert_max_num_queries
):
    for number in range(30):
        make_person(f"Person {number}", make_activity(goal), left_on=YESTERDAY)
    with django_assert_max_num_queries(8):
        client.get(reverse("people"))


# Leaving -------------------------------------------------------------------------------------


@pytest.fixture
def leaver(goal):
    activities = [make_activity(goal, title) for title in ("Bygga", "Mäta", "Odla")]
    person = make_person("Bo Al", *activities, is_public=True, email="bo@example.org")
    person.own = activities
    return person


def sent(leaver, **more):
    return {
        "left_on": localdate().isoformat(),
        "reason": "Byter arbete.",
        "step": "check",
        **{key.replace("activity_", "activity-"): value for key, value in more.items()},
    }


def test_leaving_shows_before_and_after_and_changes_nothing_yet(client, leaver):
    taker = make_person("Åsa Ek")
    address = reverse("person-leave", args=[leaver.pk])
    assert "3 aktiviteter behöver någon annan" in client.get(address).text
    text = client.post(address, sent(leaver, taker=taker.pk)).text
    assert text.count('<ins class="changed"><span translate="no">Åsa Ek</span></ins>') == 3
    assert "De öppna sidorna slutar genast att nämna personen." in text
    assert [answers_for(one) for one in leaver.own] == [leaver] * 3
    assert Person.objects.get(pk=leaver.pk).left_on is None


def test_leaving_hands_over_to_one_for_all_and_others_for_some(client, leaver, strategist):
    taker, other = make_person("Åsa Ek"), make_person("Cia Ro")
    build, measure, grow = leaver.own
    choices = {f"activity_{measure.pk}": other.pk, f"activity_{grow.pk}": "kvar"}
    answer = client.post(
        reverse("person-leave", args=[leaver.pk]),
        sent(leaver, taker=taker.pk, **choices) | {"step": "do"},
    )
    assert answer["Location"] == reverse("person", args=[leaver.pk])
    assert [answers_for(one) for one in leaver.own] == [taker, other, leaver]
    person = Person.objects.get(pk=leaver.pk)
    assert (person.left_on, person.is_public) == (localdate(), False)
    newest = build.history.first()
    assert (newest.history_user, newest.history_change_reason) == (strategist, "Byter arbete.")
    [handover] = handovers(taker)
    assert (handover.before, handover.after) == ("Bo Al", "Åsa Ek")
    page = client.get(reverse("person", args=[taker.pk])).text
    assert "<del>Bo Al</del>" in page
    assert "1 aktivitet har en ansvarig som slutat" in client.get(reverse("people")).text


def test_going_back_from_the_check_keeps_the_choices(client, leaver):
    taker = make_person("Åsa Ek")
    choices = sent(leaver, taker=taker.pk) | {"step": "edit"}
    answer = client.post(reverse("person-leave", args=[leaver.pk]), choices)
    assert answer.status_code == 200
    assert f'<option value="{taker.pk}" selected>' in answer.text


def test_handing_over_is_done_whole_or_not_at_all(leaver, goal, make_user):
    """An editor may not move an activity of another unit: then nothing moves, and nobody leaves."""
    own, other = make_organisation("Folkhälsa"), make_organisation("Kultur")
    editor = make_user("editor", organisation=own)
    Activity.objects.filter(pk__in=[one.pk for one in leaver.own[:2]]).update(lead=own)
    Activity.objects.filter(pk=leaver.own[2].pk).update(lead=other)
    Person.objects.filter(pk=leaver.pk).update(organisation=own)
    takers = dict(zip([one.pk for one in leaver.own], map(make_person, "ABC"), strict=True))
    with pytest.raises(ValidationError, match="Odla"):
        hand_over(person=leaver, takers=takers, reason="Slutar.", by=editor, left_on=localdate())
    assert [answers_for(one) for one in leaver.own] == [leaver] * 3
    assert Person.objects.get(pk=leaver.pk).left_on is None


def test_nobody_takes_over_who_has_left(leaver, strategist):
    gone = make_person("Åsa Ek", left_on=YESTERDAY)
    for taker in (gone, leaver):
        with pytest.raises(ValidationError):
            hand_over(
                person=leaver,
                takers={leaver.own[0].pk: taker},
                reason="Slutar.",
                by=strategist,
                left_on=None,
            )


def test_an_activity_that_somebody_else_got_meanwhile_is_not_taken_back(leaver, strategist):
    other = make_person("Åsa Ek", leaver.own[0])
    with pytest.raises(ValidationError, match="under tiden"):
        hand_over(
            person=leaver,
            takers={leaver.own[0].pk: make_person("Cia Ro")},
            reason="Slutar.",
            by=strategist,
            left_on=localdate(),
        )
    assert answers_for(leaver.own[0]) == other


def test_an_open_account_with_the_same_address_is_named(client, leaver, make_user, strategist):
    account = make_user("reader")
    Person.objects.filter(pk=leaver.pk).update(email=account.email.upper())
    address = reverse("person-leave", args=[leaver.pk])
    text = client.post(address, sent(leaver)).text
    assert "Be en administratör att stänga det." in text
    text = signed_in(make_user("administrator")).post(address, sent(leaver)).text
    assert f'href="{reverse("user", args=[account.pk])}"' in text


def test_somebody_who_has_not_left_after_all_is_taken_back_but_not_shown(client, leaver):
    Person.objects.filter(pk=leaver.pk).update(left_on=YESTERDAY, is_public=False)
    client.post(reverse("person-stay", args=[leaver.pk]))
    person = Person.objects.get(pk=leaver.pk)
    assert (person.left_on, person.is_public) == (None, False)


# What the public sees ------------------------------------------------------------------------


def test_an_activity_names_who_has_consented(strict_client, goal):
    activity = make_activity(goal, "Bygga", contact="Enheten folkhälsa")
    make_person(
        "Åsa Ek", activity, is_public=True, function="strateg", email="asa@ek.se", phone="1"
    )
    text = strict_client.get(reverse("activity", args=[activity.address])).text
    assert "Åsa Ek, strateg" in text
    assert 'href="mailto:asa@ek.se"' in text
    assert "Enheten folkhälsa" in text


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"is_public": True, "consent_form": ""},
        {"is_public": True, "consent_on": TOMORROW},
        {"is_public": True, "left_on": YESTERDAY},
        {"is_public": True, "left_on": localdate()},
        {"consent_on": date(2022, 3, 1), "consent_form": "e-post"},
    ],
    ids=["no consent", "no form", "later", "left", "leaves today", "not wanted"],
)
def test_an_activity_names_nobody_else(fields, strict_client, goal):
    activity = make_activity(goal, "Bygga", contact="Enheten folkhälsa")
    person = make_person("Åsa Ek", activity, email="asa@ek.se", **fields)
    text = strict_client.get(reverse("activity", args=[activity.address])).text
    assert "Åsa" not in text
    assert "asa@ek.se" not in text
    assert "Enheten folkhälsa" in text
    assert public_person(person.pk) is None


def test_an_address_that_is_kept_for_examples_is_marked_as_such(strict_client, goal):
    activity = make_activity(goal)
    make_person("Anna Exempel", activity, is_public=True, email="anna@example.org")
    row = strict_client.get(reverse("activity", args=[activity.address])).text
    row = row[row.index("Anna Exempel") :][:200]
    assert "exempel" in row
