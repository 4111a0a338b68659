"""In the demo each role is one click; anywhere else the way is closed."""

import pytest
from django.test import Client, RequestFactory

from livskraft.accounts.demo import EXAMPLE_ACCOUNTS, is_demo_here
from livskraft.accounts.models import Role
from livskraft.cli.example import close_example_accounts, example_sign_ins
from livskraft.plans.models import Organisation

EXAMPLE = "/arbeta/logga-in/exempel/"
HERE = {"headers": {"host": "127.0.0.1:8000"}}


@pytest.fixture
def demo(db, settings, tmp_path):
    settings.IS_DEMO = True
    settings.LIVSKRAFT_DATA = tmp_path
    for slug in ("folkhalsa", "sala"):
        Organisation.objects.create(slug=slug, title=slug, kind="unit")
    example_sign_ins()


def test_there_is_an_account_for_each_role():
    assert {account.role for account in EXAMPLE_ACCOUNTS} == set(Role)


@pytest.mark.parametrize("account", EXAMPLE_ACCOUNTS, ids=lambda account: account.role.value)
def test_each_role_is_one_click(demo, strict_client, account):
    page = strict_client.get("/arbeta/logga-in/", may_set_cookie=True, **HERE).text
    assert f'value="{account.email}"' in page
    assert strict_client.post(EXAMPLE, {"email": account.email}, **HERE)["Location"] == "/arbeta/"
    text = strict_client.get("/arbeta/konto/", **HERE).text
    assert account.name in text
    assert account.organisation in text


def test_the_button_leads_to_the_page_that_was_asked_for_and_to_no_other_host(demo, client):
    reader = {"email": "lasare@example.org"}
    asked = client.get("/arbeta/logga-in/?next=/arbeta/konto/", **HERE).text
    assert asked.count('name="next" value="/arbeta/konto/"') == len(EXAMPLE_ACCOUNTS) + 1
    for wanted, got in (
        ("/arbeta/konto/", "/arbeta/konto/"),
        ("https://evil.example/", "/arbeta/"),
    ):
        response = client.post(EXAMPLE, {**reader, "next": wanted}, **HERE)
        assert response["Location"] == got


def test_the_button_needs_its_key(demo):
    client = Client(enforce_csrf_checks=True)
    assert client.post(EXAMPLE, {"email": "lasare@example.org"}, **HERE).status_code == 403


def test_only_the_example_is_opened_that_way(demo, client, django_user_model):
    django_user_model.objects.create_user("eva@example.org", name="Eva", role="administrator")
    assert client.post(EXAMPLE, {"email": "eva@example.org"}, **HERE).status_code == 404
    close_example_accounts()
    response = client.post(EXAMPLE, {"email": "lasare@example.org"}, **HERE)
    assert response["Location"] == "/arbeta/konto-stangt/"


def test_elsewhere_than_in_the_demo_it_is_refused(demo, client, settings):
    settings.IS_DEMO = False
    assert client.post(EXAMPLE, {"email": "lasare@example.org"}, **HERE).status_code == 403
    assert "exempel/" not in client.get("/arbeta/logga-in/", **HERE).text


@pytest.mark.parametrize(
    ("what", "is_here"),
    [
        ({"HTTP_HOST": "127.0.0.1:8000"}, True),
        ({"HTTP_HOST": "localhost"}, True),
        ({"HTTP_HOST": "[::1]:8000", "REMOTE_ADDR": "::1"}, True),
        ({"HTTP_HOST": "plan.example.org"}, False),
        ({"HTTP_HOST": "127.0.0.1", "REMOTE_ADDR": "10.0.0.7"}, False),
        ({"HTTP_HOST": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "10.0.0.7"}, False),
    ],
)
def test_only_this_machine_counts(settings, what, is_here):
    settings.IS_DEMO = True
    settings.ALLOWED_HOSTS = ["*"]
    assert is_demo_here(RequestFactory().get("/", **what)) is is_here
