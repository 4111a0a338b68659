"""Changing many activities at once: first what would change, then all of it or nothing."""

import re
from datetime import date

import pytest
from django.utils import timezone

from livskraft.plans.models import Activity
from livskraft.shared.history import Author, write_history
from tests.factories import make_person

pytestmark = pytest.mark.django_db
LIST = "/arbeta/aktiviteter/"
CHANGE = "/arbeta/aktiviteter/andra/"


@pytest.fixture
def client(strategist, sign_in):
    return sign_in(strategist)


def sent(activities, **fields):
    return {"aktivitet": [one.pk for one in activities], "reason": "Ny ordning", **fields}


def confirmed(client, page):
    """Send what the page of the preview would send."""
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.text)
    return client.post(CHANGE, dict(fields))


def test_a_thousand_are_changed_at_once(client, goal, unit, django_assert_max_num_queries):
    Activity.objects.bulk_create(
        Activity(
            plan=goal.plan,
            primary_goal=goal,
            title=f"Nummer {number}",
            slug=f"nummer-{number}",
            address=f"nummer-{number}",
        )
        for number in range(1000)
    )
    write_history(Activity.objects.all(), "+", Author("Läst"))
    data = {"vilka": "alla", "lead": "folkhalsa", "reason": "Alla"}
    with django_assert_max_num_queries(90):
        page = client.post(CHANGE, data)
    assert "Det här ändras i 1000 aktiviteter" in page.text
    assert confirmed(client, page).status_code == 302
    assert Activity.objects.filter(lead=unit).count() == 1000
    assert "1000 aktiviteter ändrades" in client.get("/arbeta/historik/").text


def test_nothing_is_changed_before_it_is_confirmed(client, activities):
    data = sent(activities, lead="folkhalsa", ends="2023-12-31")
    page = client.post(CHANGE, data)
    assert "Det här ändras i 3 aktiviteter" in page.text
    assert "<del>Sala kommun</del>" in page.text
    assert '<ins class="changed">31 december 2023</ins>' in page.text
    assert Activity.objects.filter(ends=date(2023, 12, 31)).count() == 0
    answer = confirmed(client, page)
    assert answer["Location"] == LIST
    assert Activity.objects.filter(ends=date(2023, 12, 31), lead__slug="folkhalsa").count() == 3
    text = client.get(LIST).text
    assert "3 aktiviteter är ändrade." in text
    assert "Se eller ångra i historiken</a>" in text
    history = client.get("/arbeta/historik/").text
    assert "3 aktiviteter ändrades" in history
    assert "Ny ordning" in history


def test_all_of_the_list_is_all_that_the_filters_leave(client, activities):
    data = {"vilka": "alla", "tillbaka": "lage=ongoing", "ends": "2024-01-01", "reason": "Alla"}
    page = client.post(CHANGE, data)
    assert "Det här ändras i 2 aktiviteter" in page.text
    confirmed(client, page)
    assert set(Activity.objects.filter(ends=date(2024, 1, 1)).values_list("slug", flat=True)) == {
        "lampor",
        "torg",
    }


def test_what_cannot_be_changed_is_named_and_left_out(client, activities):
    data = sent(activities, ends="2022-12-31")
    page = client.post(CHANGE, data)
    assert "Kan inte ändras så" in page.text
    assert "Det här ändras i 2 aktiviteter" in page.text
    assert confirmed(client, page).status_code == 302
    assert Activity.objects.get(slug="torg").ends is None


def test_what_was_changed_meanwhile_is_shown_again(client, activities, strategist):
    data = sent(activities, ends="2024-01-01")
    page = client.post(CHANGE, data)
    Activity.objects.filter(slug="lampor").update(title="Tända fler", changed_at=timezone.now())
    again = confirmed(client, page)
    assert again.status_code == 200
    assert "Någon har ändrat en av aktiviteterna" in again.text
    assert Activity.objects.filter(ends=date(2024, 1, 1)).count() == 0
    assert confirmed(client, again).status_code == 302


def test_a_pause_keeps_its_day_and_its_reason(client, activities):
    data = sent(activities[:1], status="paused", since="2023-01-10")
    page = client.post(CHANGE, data)
    assert "Pausad sedan 10 januari 2023: Ny ordning" in page.text
    confirmed(client, page)
    assert activities[0].status_changes.last().reason == "Ny ordning"


def test_fields_are_emptied_when_that_is_asked_for(client, activities):
    person = make_person("Kim Påhittad")
    Activity.objects.update(responsible=person)
    data = sent(activities, lead="-", responsible="-", no_start="on", no_end="on")
    confirmed(client, client.post(CHANGE, data))
    left = {"lead": None, "responsible": None, "starts": None, "ends": None}
    assert Activity.objects.filter(**left).count() == 3


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "Välj vad som ska ändras."),
        ({"ends": "i fjol"}, "Skriv dagen som i 2023-01-26."),
        ({"ends": "2024-01-01", "no_end": "on"}, "Skriv en dag eller ta bort den, inte båda."),
        ({"since": "2024-01-01"}, "Välj det läge som dagen gäller."),
        ({"ends": "2024-01-01", "reason": ""}, "Skriv varför, med några ord."),
        ({"ends": "2024-01-01", "aktivitet": []}, "Ingen aktivitet är vald."),
        ({"ends": "2024-01-01", "aktivitet": ["x"]}, "Ingen aktivitet är vald."),
    ],
)
def test_what_is_not_right_is_said_and_nothing_is_changed(client, activities, fields, message):
    answer = client.post(CHANGE, {**sent(activities), **fields})
    assert answer.status_code == 422
    assert message in answer.text
    assert Activity.objects.filter(ends=date(2024, 1, 1)).count() == 0


def test_the_page_of_changes_opened_by_itself_leads_to_the_list(client):
    assert client.get(CHANGE)["Location"] == LIST


def test_editors_change_only_what_their_unit_leads(sign_in, make_user, activities, unit):
    editor = sign_in(make_user("editor", organisation=unit))
    page = editor.post(CHANGE, sent(activities, ends="2024-01-01"))
    assert "Det här ändras i 1 aktivitet<" in page.text
    assert page.text.count("Den hör till en annan enhet.") == 2
    everything = {"vilka": "alla", "ends": "2024-01-01", "reason": "Alla"}
    page = editor.post(CHANGE, everything)
    assert "Det här ändras i 1 aktivitet<" in page.text
    assert "Kan inte ändras så" not in page.text
    confirmed(editor, page)
    assert [one.slug for one in Activity.objects.filter(ends=date(2024, 1, 1))] == ["lampor"]


def test_those_who_may_change_nothing_are_refused(sign_in, make_user, activities):
    for role in ("reader", "evaluator", "elected", "partner"):
        other = sign_in(make_user(role))
        assert other.get(CHANGE).status_code == 403
        assert other.post(CHANGE, sent(activities, ends="2024-01-01")).status_code == 403
