"""`livskraft user`: the first administrator of an installation, and who there is."""

import json

import pytest
from django.core import mail
from django.test import Client

from livskraft.accounts.models import AccountEvent, User
from livskraft.plans.models import Organisation

pytestmark = pytest.mark.django_db


def test_the_first_administrator_is_invited_with_a_link_that_works(livskraft, settings):
    settings.LIVSKRAFT_PUBLIC_URL = "https://plan.example.org"
    outcome = livskraft(
        *("user", "invite", "Ada@example.org", "--name", "Ada", "--role", "administrator")
    )
    assert outcome.code == 0
    link = outcome.out.splitlines()[-1]
    assert link.startswith("https://plan.example.org/arbeta/nytt-losenord/")
    path = link.removeprefix("https://plan.example.org")
    Client().post(path, {"password": "kanel och kardemumma"})
    ada = User.objects.get()
    assert (ada.email, ada.role, ada.check_password("kanel och kardemumma")) == (
        "ada@example.org",
        "administrator",
        True,
    )
    assert AccountEvent.objects.filter(user=ada, change="invited", by=None).exists()


def test_where_mails_leave_one_is_sent(livskraft, settings):
    settings.EMAIL_URL = "smtp://mail.example.org"
    outcome = livskraft("user", "invite", "ada@example.org", "--name", "Ada")
    assert "ett mejl är skickat till ada@example.org" in outcome.out.lower()
    assert "Du är inbjuden" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--role", "editor"], "Rollen behöver en organisation."),
        (["--role", "editor", "--organisation", "ingen"], "Det finns ingen organisation ingen."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(livskraft, arguments, message):
    outcome = livskraft("user", "invite", "x@example.org", "--name", "X", *arguments)
    assert (outcome.code, message in outcome.err) == (1, True)
    assert not User.objects.exists()


def test_an_unknown_role_is_a_wrong_use(livskraft):
    outcome = livskraft("user", "invite", "x@example.org", "--name", "X", "--role", "king")
    assert outcome.code == 2


def test_the_accounts_are_listed_for_people_and_machines(livskraft):
    assert "livskraft user invite" in livskraft("user", "list").out
    unit = Organisation.objects.create(slug="folkhalsa", title="Folkhälsa", kind="unit")
    User.objects.create_user("bo@example.org", "x", name="Bo", role="editor", organisation=unit)
    assert livskraft("user", "list").out.split() == [
        *("bo@example.org", "active", "editor,", "folkhalsa", "Bo")
    ]
    assert json.loads(livskraft("user", "list", "--json").out) == [
        {
            "email": "bo@example.org",
            "name": "Bo",
            "role": "editor",
            "organisation": "folkhalsa",
            "state": "active",
            "second_step": False,
            "last_signed_in": None,
        }
    ]


def test_check_says_that_mails_do_not_leave(livskraft, settings, monkeypatch):
    from livskraft.cli.management.commands import check

    for name in ("_settings_problems", "_database_problems"):
        monkeypatch.setattr(check, name, lambda: ())
    monkeypatch.setattr(check, "is_prepared", lambda: True)
    settings.EMAIL_FILE_PATH = "/data/mail"
    outcome = livskraft("check")
    assert (outcome.code, "/data/mail" in outcome.out) == (0, True)
    settings.EMAIL_URL = "smtp://mail.example.org"
    settings.DEFAULT_FROM_EMAIL = ""
    outcome = livskraft("check")
    assert (outcome.code, "LIVSKRAFT_MAIL_FROM" in outcome.err) == (1, True)
    settings.DEFAULT_FROM_EMAIL = "plan@example.org"
    assert livskraft("check").out == "Allt är i sin ordning.\n"
