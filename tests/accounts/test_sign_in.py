import pytest

from tests.accounts.people import PASSWORD, make_user, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return make_user("administrator", "Ada")


@pytest.mark.parametrize("address", ["/arbeta/logga-in/", "/en/arbeta/logga-in/"])
def test_the_page_says_who_it_is_for(strict_client, address):
    response = strict_client.get(address, may_set_cookie=True)
    assert response.status_code == 200
    assert 'name="password"' in response.text
    assert "signup" not in response.text


def test_signing_in_leads_to_the_workspace_and_out_again(strict_client, person):
    response = sign_in(strict_client, follow=True)
    assert response.redirect_chain == [("/arbeta/", 302)]
    assert 'Inloggad som <span translate="no">Ada</span>' in response.text
    assert strict_client.get("/arbeta/logga-ut/").status_code == 200
    assert strict_client.post("/arbeta/logga-ut/")["Location"] == "/"
    assert strict_client.get("/arbeta/").status_code == 302


def test_signing_in_returns_to_the_page_that_was_asked_for_and_to_no_other_host(
    strict_client, person
):
    asked = strict_client.get("/arbeta/meddelanden/")["Location"]
    response = strict_client.post(asked, {"login": "ada@example.org", "password": PASSWORD})
    assert response["Location"] == "/arbeta/meddelanden/"
    strict_client.logout()
    evil = {"login": "ada@example.org", "password": PASSWORD, "next": "https://evil.example/"}
    assert strict_client.post("/arbeta/logga-in/", evil)["Location"] == "/arbeta/"


def test_a_wrong_password_says_nothing_of_whether_the_account_exists(strict_client, person):
    wrong = sign_in(strict_client, password="fel")
    unknown = strict_client.post(
        "/arbeta/logga-in/", {"login": "ingen@example.org", "password": "fel"}
    )
    for response in (wrong, unknown):
        assert response.status_code == 200
        assert "errors" in response.text
    assert wrong.context["form"].errors == unknown.context["form"].errors


def test_too_many_wrong_passwords_close_the_door_even_for_the_right_one(strict_client, person):
    for _ in range(6):
        sign_in(strict_client, password="fel")
    response = sign_in(strict_client)
    assert response.status_code == 200
    assert "För många misslyckade inloggningsförsök" in response.text


def test_a_closed_account_does_not_get_in(strict_client, person):
    person.is_active = False
    person.save()
    sign_in(strict_client, follow=True)
    assert strict_client.get("/arbeta/").status_code == 302


def test_signing_in_makes_a_new_session_key_in_a_cookie_that_only_the_server_reads(client, person):
    session = client.session
    session["something"] = True
    session.save()
    before = session.session_key
    cookie = sign_in(client).cookies["sessionid"]
    assert cookie.value != before
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")


@pytest.mark.parametrize(
    "path",
    ["signup", "registrera", "password/reset", "email", "2fa", "mfa", "sessions", "konto/2fa"],
)
def test_nothing_else_of_the_library_for_signing_in_is_reachable(strict_client, path):
    assert strict_client.get(f"/arbeta/{path}/").status_code == 404
