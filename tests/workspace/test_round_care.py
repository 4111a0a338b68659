"""Rounds as a strategist looks after them: reminding, changing, and one activity at a time."""

from datetime import date

import pytest
from django.utils import timezone

from livskraft.reporting.links import LinkError, link_for, opened
from livskraft.reporting.models import OutgoingMail, ReportingRound, ReportLink
from livskraft.reporting.services.reviewing import return_report
from tests.factories import make_person
from tests.workspace.following import (  # noqa: F401 (fixtures)
    BOARD,
    NEW,
    answer,
    assignment_of,
    small_region,
    strategist_client,
)

# Reminding ----------------------------------------------------------------------------------------


def test_all_who_are_due_are_reminded_with_one_click_and_not_twice_a_day(client, region):
    region.open()
    page = client.post(f"{BOARD}paminn/", follow=True)
    assert "Ett mejl till 1 person är på väg." in page.text
    assert "För en aktivitet gick ett mejl i dag." in page.text
    assert "Senast påminda 26 januari" in page.text
    assert "Påminn om" not in page.text
    again = client.post(f"{BOARD}paminn/", follow=True).text
    assert "den som svarar har fått ett mejl i dag, och ingen får två" in again
    assert [mail.recipient for mail in OutgoingMail.objects.all()] == ["vandring@x.example"]
    region.later()
    assert "Påminn en som inte har svarat" in client.get(BOARD).text


def test_one_is_reminded_and_who_is_not_bound_never(client, region):
    region.add("mer")
    round_ = region.open()
    key = assignment_of(round_, "mer").pk
    page = client.post(f"{BOARD}paminn/", {"uppdrag": key, "tillbaka": "svar=inte-svarat"})
    assert page["Location"] == f"{BOARD}?svar=inte-svarat"
    key = assignment_of(round_, "bokbuss").pk
    page = client.post(f"{BOARD}paminn/", {"uppdrag": key}, follow=True)
    assert "aktören är inte bunden att svara och påminns aldrig" in page.text
    assert [mail.recipient for mail in OutgoingMail.objects.all()] == ["mer@x.example"]


def test_what_is_no_activity_of_the_round_reminds_nobody(client, region):
    region.open()
    for key in ("", "x", "²", "9" * 30, "999"):
        page = client.post(f"{BOARD}paminn/", {"uppdrag": key, "tillbaka": "//x.example"})
        assert page["Location"].startswith(BOARD)
    assert not OutgoingMail.objects.exists()


def test_a_round_that_is_not_open_reminds_nobody(client, region):
    region.open(opens_on=date(2023, 2, 1))
    assert "är inte öppen" in client.post(f"{BOARD}paminn/", follow=True).text
    assert not OutgoingMail.objects.exists()


# Changing -----------------------------------------------------------------------------------------


def test_days_and_reminders_are_changed(client, region):
    round_ = region.open()
    there = f"{BOARD}andra/"
    sent = {"title": "Årsbokslut", "closes_on": "2023-02-17", "reminders": "3", "reason": "Vinter."}
    assert client.post(there, {**sent, "reminders": "-1"}).status_code == 422
    assert client.post(there, {**sent, "closes_on": "2023-01-01"}).status_code == 422
    assert client.post(there, sent)["Location"] == BOARD
    round_.refresh_from_db()
    kept = (round_.title, round_.closes_on, round_.reminders, round_.opens_on)
    assert kept == ("Årsbokslut", date(2023, 2, 17), [3], date(2023, 1, 9))
    assert round_.history.first().history_change_reason == "Vinter."
    ReportingRound.objects.update(state="closed", closed_at=timezone.now())
    assert "<form class=" not in client.get(there).text
    assert client.post(there, sent).status_code == 422


# One activity -------------------------------------------------------------------------------------


@pytest.fixture
def there(region):
    """The address of an activity in an open round, and what is behind it."""
    found = assignment_of(region.open(), "vandring")
    return f"/arbeta/omgangar/uppdrag/{found.pk}/", found


def test_somebody_else_is_asked_and_earlier_links_end(client, there):
    address, found = there
    token = link_for(found, found.person)
    other = make_person("Siv Al", email="siv@x.example")
    sent = {"gor": "person", "person": other.pk, "reason": ""}
    assert "Skriv varför." in client.post(address, sent).text
    page = client.post(address, {**sent, "reason": "Byter enhet."}, follow=True)
    assert "Siv Al</span> tillfrågas." in page.text
    found.activity.refresh_from_db()
    assert found.activity.responsible == other
    assert [mail.recipient for mail in OutgoingMail.objects.all()] == ["siv@x.example"]
    with pytest.raises(LinkError):
        opened(token)


def test_somebody_stands_in_while_the_person_is_away(client, there):
    address, found = there
    other = make_person("Siv Al", email="siv@x.example")
    sent = {"gor": "borta", "away_until": "2023-03-01", "substitute": other.pk}
    page = client.post(address, sent, follow=True)
    assert "Siv Al</span> tillfrågas, i stället för" in page.text
    found.refresh_from_db()
    assert (found.person.name, found.substitute) == ("Vandring Ek", other)
    client.post(address, {"gor": "borta", "away_until": "", "substitute": ""})
    found.refresh_from_db()
    assert found.substitute is None


def test_no_answer_is_needed_and_then_it_is(client, there):
    address, found = there
    assert client.post(address, {"gor": "ursakta", "reason": " "}).status_code == 422
    page = client.post(address, {"gor": "ursakta", "reason": "Vilar till våren."}, follow=True)
    assert "Vilar till våren." in page.text
    assert "Vilar till våren." in client.get(f"{BOARD}?svar=behover-inte").text
    client.post(address, {"gor": "behovs"})
    found.refresh_from_db()
    assert found.excused_reason == ""


def test_a_link_is_revoked_and_a_new_one_is_sent_once(client, there):
    address, found = there
    token = link_for(found, found.person)
    assert "1 länk gäller." in client.get(address).text
    assert "1 länk är återkallad." in client.post(address, {"gor": "aterkalla"}, follow=True).text
    newest = client.get(address).context["newest"]
    for _twice in range(2):
        client.post(address, {"gor": "skicka", "sedd": newest})
    assert OutgoingMail.objects.count() == 1
    held = ReportLink.objects.filter(revoked_at=None)
    assert held.count() == 1
    assert token not in OutgoingMail.objects.get().text


def test_one_is_reminded_from_its_own_page(client, there):
    address, _found = there
    assert "Ett mejl till 1 person" in client.post(address, {"gor": "paminn"}, follow=True).text
    page = client.post(address, {"gor": "paminn"}, follow=True)
    assert "ingen får två" in page.text
    assert "Ett mejl gick i dag." in page.text


def test_without_an_address_nothing_can_be_sent(client, there):
    address, found = there
    found.person.email = ""
    found.person.save()
    assert "har ingen adress." in client.get(address).text
    page = client.post(address, {"gor": "skicka", "sedd": "0"}, follow=True)
    assert "Det finns ingen adress att skicka länken till." in page.text


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_page_keeps_the_rules_in_both_languages(client, there, region, language):
    address, found = there
    return_report(report=answer(found.round, "vandring"), question="Vilka byar?", by=None)
    more = [BOARD, f"{BOARD}?svar=alla&ord=a", f"{BOARD}?visa=mal", f"{BOARD}andra/", NEW]
    for page in ["/arbeta/omgangar/", address, *more]:
        assert client.get(f"{language}{page}").status_code == 200


def test_what_is_not_there_is_not_found(client, region):
    assert client.get("/arbeta/omgangar/finns-inte/").status_code == 404
    assert client.get("/arbeta/omgangar/uppdrag/999/").status_code == 404


# Who ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["editor", "evaluator"])
def test_colleagues_see_the_board_and_change_nothing(make_user, sign_in, region, role):
    found = assignment_of(region.open(), "vandring")
    client = sign_in(make_user(role))
    text = client.get(BOARD).text
    assert "paminn" not in text
    assert "Öppna omgång" not in client.get("/arbeta/omgangar/").text
    assert ("Vandring Ek" in client.get(f"{BOARD}?svar=alla").text) == (role == "editor")
    assert client.get(NEW).status_code == 403
    assert client.get(f"{BOARD}andra/").status_code == 403
    assert client.post(f"{BOARD}paminn/").status_code == 403
    assert client.post(f"{BOARD}oppna/").status_code == 403
    assert client.get(f"/arbeta/omgangar/uppdrag/{found.pk}/").status_code == 403
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("role", ["partner", "elected", "reader"])
def test_others_see_no_rounds(make_user, sign_in, region, role):
    region.open()
    client = sign_in(make_user(role))
    assert client.get("/arbeta/omgangar/").status_code == 403
    assert client.get(BOARD).status_code == 403
    assert "/arbeta/omgangar/" not in client.get("/arbeta/").text


def test_an_open_round_is_under_way_and_no_task_of_its_own(client, region):
    region.open()
    text = client.get("/arbeta/").text
    assert "0 av 1 har svarat · öppen till och med 10 februari 2023" in text
    assert "Inget väntar på dig." in text
