"""Where one is signed in: listed, ended one by one or all at once."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone

from livskraft.accounts.middleware import _note
from livskraft.accounts.sessions import device_in_words, sessions_of
from tests.accounts.people import PASSWORD, make_user, sign_in
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db
SESSIONS = "/arbeta/konto/inloggningar/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
)
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0"
)


@pytest.fixture
def ada():
    return make_user("reader", "Ada")


def on(user_agent: str) -> StrictClient:
    client = StrictClient(headers={"user-agent": user_agent})
    sign_in(client)
    return client


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (FIREFOX, "Firefox på Windows"),
        (IPHONE, "Safari på iPhone"),
        (EDGE, "Edge på Windows"),
        ("curl/8.0", "Okänd enhet"),
        ("", "Okänd enhet"),
    ],
)
def test_a_device_is_told_in_words(user_agent, words):
    assert device_in_words(user_agent) == words


def test_the_list_names_the_devices_and_marks_this_one(ada):
    on(IPHONE)
    text = on(FIREFOX).get(SESSIONS).text
    assert "<b>Firefox på Windows</b>" in text
    assert "Safari på iPhone</th>" in text
    assert text.count("nu, den här") == 1
    assert "var i världen" in text


def test_one_session_is_ended_and_others_stay(ada):
    here, there, third = on(FIREFOX), on(IPHONE), on(EDGE)
    phone = next(one for one in sessions_of(ada) if "iPhone" in one.device)
    here.post(f"{SESSIONS}{phone.pk}/")
    assert there.get("/arbeta/konto/").status_code == 302
    assert here.get("/arbeta/konto/").status_code == 200
    assert third.get("/arbeta/konto/").status_code == 200


def test_all_others_are_ended(ada):
    here, there = on(FIREFOX), on(IPHONE)
    here.post(f"{SESSIONS}andra/")
    assert there.get("/arbeta/konto/").status_code == 302
    assert "Utloggad på 1 ställe." in here.get(SESSIONS).text


def test_nobody_ends_the_session_of_somebody_else_or_this_one_unseen(ada):
    make_user("reader", "Bo")
    here = on(FIREFOX)
    session = sessions_of(ada)[0]
    other = StrictClient()
    sign_in(other, "bo@example.org")
    assert other.post(f"{SESSIONS}{session.pk}/").status_code == 404
    assert here.post(f"{SESSIONS}{session.pk}/").status_code == 404
    assert here.get("/arbeta/konto/").status_code == 200


def test_a_changed_password_ends_the_others_and_is_told_by_mail(ada):
    here, there = on(FIREFOX), on(IPHONE)
    page = "/arbeta/konto/losenord/"
    wrong = here.post(page, {"oldpassword": "fel", "password1": "muskot och saffran"})
    assert "Det är inte ditt nuvarande lösenord." in wrong.text
    response = here.post(page, {"oldpassword": PASSWORD, "password1": "muskot och saffran"})
    assert response["Location"] == "/arbeta/konto/"
    assert "Lösenordet är bytt." in here.get("/arbeta/konto/").text
    assert there.get("/arbeta/konto/").status_code == 302
    assert len(sessions_of(ada)) == 1
    assert "Lösenordet byttes" in mail.outbox[0].body


def test_when_a_session_was_last_used_is_kept_at_most_once_in_ten_minutes(ada):
    client = on(FIREFOX)
    long_ago = timezone.now() - timedelta(hours=1)
    UserSession.objects.update(last_seen_at=long_ago)
    _note.cache_clear()
    plain = Client()  # the strict client refuses what writes
    plain.cookies = client.cookies
    plain.get("/arbeta/konto/")
    assert sessions_of(ada)[0].last_seen > long_ago
    client.get("/arbeta/konto/")  # writes nothing, or the strict client would fail


def test_what_has_run_out_is_not_listed(ada):
    on(IPHONE)
    Session.objects.update(expire_date=timezone.now() - timedelta(minutes=1))
    assert sessions_of(ada) == []
