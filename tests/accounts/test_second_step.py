"""One-time codes: set up without JavaScript, asked for, good for one time, taken away."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core import mail
from django.db import connection

from livskraft.accounts import second_step
from livskraft.accounts.models import AccountEvent
from tests.accounts.people import PASSWORD, code_of, give_second_step, make_user, sign_in
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db
SET_UP = "/arbeta/konto/tvasteg/"
CODE = "/arbeta/logga-in/kod/"
CODES = "/arbeta/konto/reservkoder/"


@pytest.fixture
def ada():
    return make_user("editor", "Ada")


def printed_key(text: str) -> str:
    return "".join(re.findall(r"<span>([A-Z2-7]{4})</span>", text))


def set_up(client: StrictClient) -> tuple[str, dict[str, str]]:
    """Open the page; return the secret that it prints and what its form holds."""
    text = client.get(SET_UP).text
    secret = printed_key(text)
    assert 'src="data:image/svg+xml;base64,' in text
    return secret, {"key": re.search(r'name="key" value="([^"]+)"', text)[1]}


def test_it_is_set_up_with_a_picture_or_a_printed_key_and_ends_in_recovery_codes(
    strict_client, ada, django_capture_on_commit_callbacks
):
    sign_in(strict_client)
    secret, form = set_up(strict_client)
    wrong = strict_client.post(SET_UP, {**form, "code": "000000"})
    assert "Koden stämmer inte." in wrong.text
    assert printed_key(wrong.text) == secret
    with django_capture_on_commit_callbacks(execute=True):
        response = strict_client.post(SET_UP, {**form, "code": code_of(secret)})
    assert response["Location"] == CODES
    assert len(re.findall(r"<code>\d{4} \d{4}</code>", strict_client.get(CODES).text)) == 10
    assert len(strict_client.get(f"{CODES}fil/").text.split("\n")) == 11
    assert [event.change for event in AccountEvent.objects.filter(user=ada)] == ["totp_added"]
    assert "Tvåstegsinloggning slogs på" in mail.outbox[0].body


def test_the_key_of_somebody_else_or_of_yesterday_is_refused(strict_client, ada, monkeypatch):
    other = StrictClient()
    make_user("reader", "Bo")
    sign_in(other, "bo@example.org")
    secret, form = set_up(other)
    sign_in(strict_client)
    response = strict_client.post(SET_UP, {**form, "code": code_of(secret)})
    assert "Börja om med den nya nyckeln." in response.text
    monkeypatch.setattr("livskraft.accounts.forms._KEY_SECONDS", -1)
    secret, form = set_up(strict_client)
    response = strict_client.post(SET_UP, {**form, "code": code_of(secret)})
    assert "Börja om med den nya nyckeln." in response.text
    assert not Authenticator.objects.exists()


def test_the_code_is_asked_for_after_the_password_and_nothing_opens_before(strict_client, ada):
    secret = give_second_step(ada)
    assert sign_in(strict_client)["Location"] == CODE
    assert strict_client.get("/arbeta/konto/").status_code == 302
    assert 'autocomplete="one-time-code"' in strict_client.get(CODE, may_set_cookie=True).text
    assert "Koden stämmer inte" in strict_client.post(CODE, {"code": "000000"}).text
    assert strict_client.post(CODE, {}).status_code == 200
    assert strict_client.post(CODE, {"code": code_of(secret)})["Location"] == "/arbeta/"
    assert strict_client.get("/arbeta/konto/").status_code == 200


@pytest.mark.parametrize("later", [-1, 0, 1])
def test_a_code_is_good_for_one_time_even_while_it_still_fits(strict_client, ada, later):
    code = code_of(give_second_step(ada), later)
    sign_in(strict_client)
    assert strict_client.post(CODE, {"code": code}).status_code == 302
    forget_codes_of_the_library()
    other = StrictClient()
    sign_in(other)
    assert "Koden stämmer inte" in other.post(CODE, {"code": f"{code[:3]} {code[3:]}"}).text


def forget_codes_of_the_library() -> None:
    """The library remembers a code for half a minute; it may fit three times as long."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM cache WHERE cache_key LIKE %s", ["%totp.used%"])


def test_a_recovery_code_opens_once(strict_client, ada):
    give_second_step(ada)
    RecoveryCodes.activate(ada)
    first, *others = second_step.unused_codes(ada)
    sign_in(strict_client)
    assert strict_client.post(CODE, {"code": f"{first[:4]} {first[4:]}"}).status_code == 302
    assert second_step.unused_codes(ada) == others
    other = StrictClient()
    sign_in(other)
    assert other.post(CODE, {"code": first}).status_code == 200


def test_signing_in_can_be_left_off_at_the_code(strict_client, ada):
    give_second_step(ada)
    sign_in(strict_client)
    strict_client.post("/arbeta/logga-ut/")
    assert strict_client.get(CODE)["Location"] == "/arbeta/logga-in/"


def test_secrets_are_not_readable_in_the_database(ada, settings, caplog):
    secret = give_second_step(ada)
    kept = Authenticator.objects.get()
    assert secret not in str(kept.data)
    assert kept.wrap().validate_code(code_of(secret))
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert second_step.decrypt(kept.data["secret"]) == secret
    settings.SECRET_KEY_FALLBACKS = []
    assert second_step.decrypt(kept.data["secret"]) != secret
    assert "LIVSKRAFT_SECRET_KEY" in caplog.text


def test_it_is_taken_away_after_the_password_and_the_codes_go_with_it(
    strict_client, ada, monkeypatch
):
    secret = give_second_step(ada)
    sign_in(strict_client)
    strict_client.post(CODE, {"code": code_of(secret)})
    monkeypatch.setattr("livskraft.accounts.adapter.seconds_since_sign_in", lambda _session: 3600)
    asked = strict_client.get(f"{SET_UP}ta-bort/")["Location"]
    assert asked.startswith("/arbeta/konto/bekrafta/?next=")
    assert "/arbeta/konto/bekrafta/kod/" in strict_client.get(asked).text
    assert "inte ditt lösenord" in strict_client.post(asked, {"password": "fel"}).text
    assert strict_client.post(asked, {"password": PASSWORD})["Location"] == f"{SET_UP}ta-bort/"
    assert strict_client.get(f"{SET_UP}ta-bort/").status_code == 200
    assert strict_client.post(f"{SET_UP}ta-bort/")["Location"] == "/arbeta/konto/"
    assert not Authenticator.objects.exists()
    assert strict_client.get(CODES).status_code == 404


def test_new_recovery_codes_replace_the_old(strict_client, ada, django_capture_on_commit_callbacks):
    secret = give_second_step(ada)
    RecoveryCodes.activate(ada)
    before = second_step.unused_codes(ada)
    sign_in(strict_client)
    strict_client.post(CODE, {"code": code_of(secret)})
    assert strict_client.get(f"{CODES}nya/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        assert strict_client.post(f"{CODES}nya/")["Location"] == CODES
    assert not set(before) & set(second_step.unused_codes(ada))
    assert "Nya reservkoder gjordes" in mail.outbox[-1].body


@pytest.mark.parametrize(
    ("role", "is_led"),
    [
        ("administrator", True),
        ("strategist", True),
        ("editor", True),
        ("partner", False),
        ("evaluator", False),
        ("elected", False),
        ("reader", False),
    ],
)
def test_where_it_is_demanded_those_who_may_publish_set_it_up_before_anything_else(
    strict_client, settings, role, is_led
):
    settings.LIVSKRAFT_REQUIRE_TOTP = True
    make_user(role, "Ada")
    sign_in(strict_client)
    for path in ("/arbeta/konto/", "/arbeta/meddelanden/"):
        leads = strict_client.get(path).get("Location") == SET_UP
        assert leads is is_led
    assert strict_client.get(SET_UP).status_code == 200
    assert strict_client.get("/arbeta/logga-ut/").status_code == 200
    assert strict_client.get("/mal/").status_code == 200


def test_where_it_is_demanded_it_cannot_be_taken_away(strict_client, settings, ada):
    settings.LIVSKRAFT_REQUIRE_TOTP = True
    secret = give_second_step(ada)
    sign_in(strict_client)
    strict_client.post(CODE, {"code": code_of(secret)})
    assert "Din roll måste ha tvåstegsinloggning." in strict_client.get(f"{SET_UP}ta-bort/").text
    strict_client.post(f"{SET_UP}ta-bort/")
    assert Authenticator.objects.count() == 1
