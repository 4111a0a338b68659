import pytest
from django.db import DatabaseError
from django.test import RequestFactory

from livskraft.accounts.models import Role
from livskraft.shared import errors
from tests.accounts.people import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "heading"),
    [("/finns-inte/", "Sidan finns inte"), ("/en/finns-inte/", "That page does not exist")],
)
def test_a_page_that_does_not_exist_helps_on(strict_client, address, heading):
    response = strict_client.get(address)
    assert response.status_code == 404
    assert heading in response.text
    assert 'role="search"' in response.text
    assert "aktiviteter/" in response.text


def test_an_unknown_host_is_answered_without_using_what_it_said(strict_client):
    strict_client.raise_request_exception = False
    response = strict_client.get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "Det gick inte att läsa" in response.text
    assert "evil" not in response.text


def test_a_failure_of_ours_asks_no_database(strict_client, monkeypatch, django_assert_num_queries):
    def fail(*_arguments):
        raise DatabaseError

    monkeypatch.setattr("livskraft.website.views.start.leading_plan", fail)
    strict_client.raise_request_exception = False
    response = strict_client.get("/", queries=0)
    assert response.status_code == 500
    assert "Något gick fel hos oss" in response.text


def test_even_the_page_for_failures_may_fail(monkeypatch):
    def fail(*_arguments):
        raise ValueError

    monkeypatch.setattr(errors, "render_to_string", fail)
    response = errors.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "Försök igen" in response.text


def test_a_form_without_its_key_says_what_to_do():
    from tests.strict_client import StrictClient

    client = StrictClient(enforce_csrf_checks=True)
    response = client.post("/kontakt/", {"text": "Hej"})
    assert response.status_code == 403
    assert "Formuläret gick inte att skicka" in response.text


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/arbeta/uppdateringar/last/", "Hit kommer man bara med ett formulär"),
        ("/en/arbeta/uppdateringar/last/", "Only a form leads here"),
    ],
)
def test_an_address_of_forms_only_says_so(strict_client, address, heading):
    strict_client.force_login(make_user(Role.STRATEGIST))
    response = strict_client.get(address)
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert heading in response.text
