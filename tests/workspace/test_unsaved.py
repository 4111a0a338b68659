"""What somebody wrote in a form is not lost although they were signed out before they saved it."""

import html
import re
import time
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from livskraft.accounts import unsaved
from livskraft.accounts.models import User
from livskraft.plans.models import Activity, Draft, Organisation
from livskraft.workspace.forms.record import sent
from tests.accounts.people import PASSWORD
from tests.factories import make_activity, make_goal, make_organisation, make_plan
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db

ADDRESS = "/arbeta/redigera/strategi/aktiviteter/cykelvag/"
STILL_THERE = "Det du skrev är kvar. Logga in, så går du vidare där du var."


@pytest.fixture
def unit() -> Organisation:
    return make_organisation("Enheten folkhälsa", "folkhalsa", "unit")


@pytest.fixture
def activity(unit: Organisation) -> Activity:
    goal = make_goal(make_plan("strategi"), "Ökad trygghet", "trygghet", number="3")
    return make_activity(goal, "Bygga cykelväg", "cykelvag", lead=unit, summary="En väg.")


@pytest.fixture
def editor(unit: Organisation) -> User:
    return make_account("ada", "editor", unit)


def make_account(name: str, role: str, organisation: Organisation | None = None) -> User:
    return User.objects.create_user(
        f"{name}@example.org",
        name=name.capitalize(),
        role=role,
        password=PASSWORD,
        organisation=organisation,
    )


def fields_of(page: Any) -> Any:
    """What a browser sends of the record's form."""
    fields = sent(page.context["form"])
    for name in ("seen", "form_signature"):
        found = re.search(f'name="{name}" value="([^"]*)"', page.text)
        fields[name] = html.unescape(found[1]) if found else ""
    return fields


def write_and_be_signed_out(user: User, address: str = ADDRESS, **changes: Any) -> Any:
    """Open a form, lose the session, press Save; return the browser and what it was answered."""
    browser = StrictClient()
    browser.force_login(user)
    fields = fields_of(browser.get(address))
    for name, value in changes.items():
        fields[name] = value
    Session.objects.all().delete()
    return browser, browser.post(address, fields)


def sign_in(browser: Client, answer: Any, name: str = "ada") -> Any:
    fields = {"login": f"{name}@example.org", "password": PASSWORD}
    return browser.post(answer["Location"], fields, follow=True)


def test_what_was_written_waits_for_the_sign_in_and_is_saved_on_save(
    editor: User, activity: Activity
) -> None:
    browser, answer = write_and_be_signed_out(editor, summary="Två vägar.")
    assert answer.cookies["sessionid"]["httponly"]
    assert STILL_THERE in browser.get(answer["Location"]).text
    page = sign_in(browser, answer)
    assert page.redirect_chain == [(ADDRESS, 302)]
    assert "Du hade loggats ut innan det här kunde sparas." in page.text
    assert "Två vägar." in page.text
    assert not Draft.objects.exists()
    browser.post(ADDRESS, fields_of(page))
    assert Draft.objects.get().content["summary"] == "Två vägar."
    assert "Du hade loggats ut" not in browser.get(ADDRESS).text


def test_a_new_record_and_a_draft_wait_too(editor: User, activity: Activity) -> None:
    new = "/arbeta/ny/strategi/aktiviteter/"
    browser, answer = write_and_be_signed_out(editor, new, title="Rusta lekplatsen")
    page = sign_in(browser, answer)
    assert "Rusta lekplatsen" in page.text
    page = browser.post(new, fields_of(page), follow=True)
    address = page.redirect_chain[-1][0]
    assert address == f"/arbeta/utkast/{Draft.objects.get().pk}/redigera/"
    browser, answer = write_and_be_signed_out(editor, address, summary="Med gungor.")
    assert "Med gungor." in sign_in(browser, answer).text


def test_what_others_published_meanwhile_is_not_undone(editor: User, activity: Activity) -> None:
    browser, answer = write_and_be_signed_out(editor, summary="Två vägar.")
    activity.title = "Bygga tre cykelvägar"
    activity.save()
    page = sign_in(browser, answer)
    browser.post(ADDRESS, fields_of(page))
    draft = Draft.objects.get()
    assert draft.base is not None
    assert {key for key in draft.content if draft.content[key] != draft.base.get(key)} == {
        "summary"
    }


def test_it_can_be_left(editor: User, activity: Activity) -> None:
    browser, answer = write_and_be_signed_out(editor, summary="Två vägar.")
    sign_in(browser, answer)
    page = browser.post(ADDRESS, {"drop": "unsaved"}, follow=True)
    assert "Två vägar." not in page.text
    assert "En väg." in page.text
    assert not Draft.objects.exists()


def test_only_an_account_that_may_edit_the_record_gets_to_see_it(
    editor: User, activity: Activity
) -> None:
    make_account("eva", "reader")
    browser, answer = write_and_be_signed_out(editor, summary="Två vägar.")
    page = sign_in(browser, answer, "eva")
    assert page.status_code == 403
    assert "Två vägar." not in page.text


def test_another_address_gets_nothing(editor: User, activity: Activity) -> None:
    make_activity(activity.primary_goal, "Anlägga torg", "torg", lead=activity.lead)
    browser, answer = write_and_be_signed_out(editor, summary="Två vägar.")
    sign_in(browser, answer)
    other = ADDRESS.replace("cykelvag", "torg")
    assert "Två vägar." not in browser.get(other).text
    assert "Två vägar." in browser.get(ADDRESS).text


def test_it_waits_for_an_hour(
    editor: User, activity: Activity, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, answer = write_and_be_signed_out(editor, summary="Två vägar.")
    [session] = Session.objects.all()
    assert session.expire_date < timezone.now() + timedelta(hours=1, minutes=1)
    sign_in(browser, answer)
    later = time.time() + 3601
    monkeypatch.setattr("time.time", lambda: later)
    assert "Två vägar." not in browser.get(ADDRESS).text


@pytest.mark.parametrize(
    "changes",
    [{"summary": "x" * 200_000}, {"form_signature": "another"}, {"form_signature": ""}],
)
def test_what_is_too_large_or_no_form_of_ours_does_not_wait(
    editor: User, activity: Activity, changes: dict[str, str]
) -> None:
    browser, answer = write_and_be_signed_out(editor, **changes)
    assert answer["Location"].startswith("/arbeta/logga-in/")
    assert not Session.objects.exists()
    assert STILL_THERE not in browser.get(answer["Location"], may_set_cookie=True).text


def test_what_is_sent_to_other_pages_does_not_wait(editor: User, activity: Activity) -> None:
    browser = StrictClient()
    browser.post("/arbeta/utkast/1/kasta/", {"summary": "Två vägar."})
    assert not Session.objects.exists()


def test_a_form_without_its_key_is_still_refused(editor: User, activity: Activity) -> None:
    browser = Client(enforce_csrf_checks=True)
    fields = {"summary": "Två vägar.", "form_signature": unsaved.signature(ADDRESS)}
    assert browser.post(ADDRESS, fields).status_code == 403
    assert not Session.objects.exists()


def test_signing_in_afterwards_lasts_until_the_browser_is_closed(
    editor: User, activity: Activity
) -> None:
    browser, answer = write_and_be_signed_out(editor, summary="Två vägar.")
    fields = {"login": "ada@example.org", "password": PASSWORD}
    signed_in = browser.post(answer["Location"], fields)
    assert signed_in.cookies["sessionid"]["max-age"] == ""
