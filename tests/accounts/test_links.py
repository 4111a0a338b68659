"""Invitations and forgotten passwords: links that hold once, for a while, for one person."""

import re
from datetime import timedelta

import pytest
from django.core import mail, signing

from livskraft.accounts.links import link_for, owner_of
from livskraft.accounts.models import AccountEvent, User
from livskraft.accounts.services import invite_user, send_link
from tests.accounts.people import PASSWORD, give_second_step, make_user, sign_in
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db
ROOT = "https://plan.example.org"
FORGOTTEN = "/arbeta/glomt-losenord/"


def path_of(link: str) -> str:
    return link.removeprefix(ROOT).removeprefix("http://testserver")


def link_in(body: str) -> str:
    return re.search(r"^https?://\S+/nytt-losenord/\S+$", body, re.M)[0]


@pytest.fixture
def mails_leave(settings):
    settings.EMAIL_URL = "smtp://mail.example.org"


def test_an_invitation_says_who_invites_what_the_link_does_and_how_long_it_holds(mails_leave):
    administrator = make_user("administrator", "Ada")
    user = invite_user(email="Vera@Example.org", name="Vera", role="reader", by=administrator)
    assert send_link(user=user, by=administrator, root=ROOT) == ""
    sent = mail.outbox[0]
    assert sent.to == ["vera@example.org"]
    assert sent.subject.startswith("Du är inbjuden till ")
    assert sent.content_subtype == "plain"
    for part in ("Hej Vera,", "Ada bjuder in dig", "läsare", "14 dagar", "en gång"):
        assert part in sent.body
    assert link_in(sent.body).startswith(f"{ROOT}/arbeta/nytt-losenord/")


def test_with_the_link_the_invited_chooses_a_password_and_is_in(strict_client):
    user = invite_user(email="vera@example.org", name="Vera", role="reader", by=None)
    link = send_link(user=user, by=None, root=ROOT)
    page = strict_client.get(path_of(link), may_set_cookie=True)
    assert "För Vera, vera@example.org." in page.text
    refused = strict_client.post(path_of(link), {"password": "kort"})
    assert "minst 12 tecken" in refused.text
    response = strict_client.post(path_of(link), {"password": PASSWORD})
    assert response["Location"] == "/arbeta/"
    assert "Vera" in strict_client.get("/arbeta/konto/").text
    assert AccountEvent.objects.filter(user=user, change="password_set", by=user).exists()
    again = StrictClient().get(path_of(link))
    assert (again.status_code, "Länken gäller inte längre" in again.text) == (410, True)


@pytest.mark.parametrize(
    ("password", "message"),
    [
        ("839201746352", "numeriskt"),
        ("lösenord", "minst 12 tecken"),
        ("vera@example.org", "e-postadress"),
        ("password1234", "vanligt"),
    ],
)
def test_weak_passwords_are_refused_in_swedish(strict_client, password, message):
    user = invite_user(email="vera@example.org", name="Vera", role="reader", by=None)
    link = send_link(user=user, by=None, root=ROOT)
    assert message in strict_client.post(path_of(link), {"password": password}).text
    assert not User.objects.get().has_usable_password()


def test_links_hold_for_a_while(monkeypatch):
    invited = invite_user(email="vera@example.org", name="Vera", role="reader", by=None)
    known = make_user("reader", "Bo")
    keys = {user: link_for(user, root=ROOT).split("/")[-2] for user in (invited, known)}
    loads = signing.loads

    def later(by: timedelta) -> None:
        def loads_later(*arguments, max_age=None, **more):
            less = None if max_age is None else max_age - by
            return loads(*arguments, max_age=less, **more)

        monkeypatch.setattr(signing, "loads", loads_later)

    for passed, holding in (
        (timedelta(hours=23), {invited, known}),
        (timedelta(hours=25), {invited}),
        (timedelta(days=13), {invited}),
        (timedelta(days=15), set()),
    ):
        later(passed)
        assert {user for user, key in keys.items() if owner_of(key)} == holding


def test_a_link_ends_with_a_newer_invitation_a_new_password_a_sign_in_or_a_closed_account(client):
    invited = invite_user(email="vera@example.org", name="Vera", role="reader", by=None)
    first = send_link(user=invited, by=None, root=ROOT).split("/")[-2]
    second = send_link(user=invited, by=None, root=ROOT).split("/")[-2]
    assert (owner_of(first), owner_of(second)) == (None, invited)
    known = make_user("reader", "Ada")
    key = link_for(known, root=ROOT).split("/")[-2]
    sign_in(client)
    assert owner_of(key) is None
    known.refresh_from_db()
    key = link_for(known, root=ROOT).split("/")[-2]
    assert owner_of(key) == known
    known.is_active = False
    known.save()
    assert owner_of(key) is None
    assert owner_of("no-such-key") is None
    assert owner_of(f"{second}x") is None


def test_a_forgotten_password_tells_nobody_who_has_an_account(strict_client):
    make_user("reader", "Ada")
    make_user("reader", "Cia", is_active=False)
    answers = []
    for email in ("ADA@example.org", "ingen@example.org", "cia@example.org"):
        response = strict_client.post(FORGOTTEN, {"email": email}, follow=True)
        answers.append((response.redirect_chain, response.text))
    assert len({str(answer) for answer in answers}) == 1
    assert [sent.to[0] for sent in mail.outbox] == [
        "ada@example.org",
        "ingen@example.org",
        "cia@example.org",
    ]
    assert "24 timmar" in mail.outbox[0].body
    assert all("har inget öppet konto" in sent.body for sent in mail.outbox[1:])


def test_the_new_password_ends_all_sessions_and_the_second_step_stays(strict_client):
    ada = make_user("reader", "Ada")
    elsewhere = StrictClient()
    sign_in(elsewhere)
    give_second_step(ada)
    strict_client.post(FORGOTTEN, {"email": "ada@example.org"})
    link = path_of(link_in(mail.outbox[0].body))
    response = strict_client.post(link, {"password": "muskot och saffran"})
    assert response["Location"] == "/arbeta/logga-in/kod/"
    assert elsewhere.get("/arbeta/konto/").status_code == 302
    assert strict_client.get("/arbeta/konto/").status_code == 302


def test_somebody_invited_who_asks_for_a_password_gets_the_invitation_again(strict_client):
    invite_user(email="vera@example.org", name="Vera", role="reader", by=None)
    strict_client.post(FORGOTTEN, {"email": "vera@example.org"})
    assert "14 dagar" in mail.outbox[0].body


def test_a_mail_that_cannot_be_sent_leaves_the_link_to_be_passed_on(mails_leave, monkeypatch):
    def fail(_self: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    user = invite_user(email="vera@example.org", name="Vera", role="reader", by=None)
    assert send_link(user=user, by=None, root=ROOT).startswith(ROOT)


def test_no_html_in_mails_and_no_line_breaks_in_their_subjects(mails_leave):
    ada = make_user("administrator", "Ada & <Co>\nBcc: x@example.org")
    user = invite_user(email="vera@example.org", name="Vera <b>", role="reader", by=ada)
    send_link(user=user, by=ada, root=ROOT)
    assert "Ada & <Co>" in mail.outbox[0].body
    assert "Hej Vera <b>," in mail.outbox[0].body
    assert mail.outbox[0].bcc == []
