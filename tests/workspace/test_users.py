"""The pages where administrators keep the accounts."""

import re

import pytest
from django.core import mail

from livskraft.accounts.models import User
from livskraft.plans.models import Organisation
from tests.accounts.people import give_second_step, make_user, sign_in
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db
USERS = "/arbeta/anvandare/"
INVITE = f"{USERS}bjud-in/"


@pytest.fixture
def ada():
    return make_user("administrator", "Ada")


@pytest.fixture
def client(ada):
    client = StrictClient()
    client.force_login(ada)
    return client


@pytest.fixture
def bo():
    return make_user("reader", "Bo")


@pytest.fixture
def unit():
    return Organisation.objects.create(slug="folkhalsa", title="Enheten Folkhälsa", kind="unit")


def test_others_are_kept_out(strict_client, bo):
    strict_client.force_login(make_user("strategist", "Stina"))
    for path in (USERS, INVITE, f"{USERS}{bo.pk}/"):
        assert strict_client.get(path).status_code == 403
    for path in (INVITE, f"{USERS}{bo.pk}/", f"{USERS}{bo.pk}/stang/", f"{USERS}{bo.pk}/lank/"):
        assert strict_client.post(path).status_code == 403


def test_the_list_tells_who_has_which_role_and_state(client, bo, unit):
    give_second_step(bo)
    make_user("editor", "Cia", organisation=unit, password=None)
    text = client.get(USERS).text
    assert "3 konton" in text
    for part in ("bo@example.org", "Enheten Folkhälsa", "inbjuden", "aldrig"):
        assert part in text
    only_editors = client.get(USERS, {"roll": "editor"}).text
    assert "cia@example.org" in only_editors
    assert "bo@example.org" not in only_editors
    assert "Ingen har den rollen." in client.get(USERS, {"roll": "elected"}).text
    assert "3 konton" in client.get(USERS, {"roll": "king"}).text
    assert client.get(f"/en{USERS}").status_code == 200


def test_the_list_costs_no_more_with_more_accounts(client, django_assert_max_num_queries):
    for number in range(20):
        make_user("reader", f"Person{number}")
    with django_assert_max_num_queries(6):
        client.get(USERS)


def test_without_mail_the_link_is_shown_to_be_passed_on(client, unit):
    assert "skickar inga mejl än" in client.get(INVITE).text
    response = client.post(
        INVITE,
        {
            "name": "Vera Verksam",
            "email": "vera@example.org",
            "role": "editor",
            "organisation": unit.pk,
        },
    )
    link = re.search(r"<code>(http://testserver/arbeta/nytt-losenord/\S+/)</code>", response.text)
    assert StrictClient().get(link[1].removeprefix("http://testserver"), may_set_cookie=True)
    vera = User.objects.get(email="vera@example.org")
    assert (vera.role, vera.organisation) == ("editor", unit)
    page = client.get(f"{USERS}{vera.pk}/").text
    assert "har inte valt lösenord än" in page
    assert "nytt-losenord" not in page


def test_with_mail_the_link_is_not_shown(client, settings):
    settings.EMAIL_URL = "smtp://mail.example.org"
    response = client.post(
        INVITE, {"name": "Vera", "email": "vera@example.org", "role": "reader"}, follow=True
    )
    assert "En länk är skickad till vera@example.org." in response.text
    assert "Ada bjuder in dig" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"email": "ada@example.org"}, "Det finns redan ett konto"),
        ({"role": "editor"}, "Rollen behöver en organisation."),
        ({"role": "king"}, "Välj ett giltigt alternativ"),
        ({"name": " "}, "måste fyllas i"),
    ],
)
def test_a_faulty_invitation_is_shown_again_with_what_to_do(client, fields, message):
    given = {"name": "Vera", "email": "vera@example.org", "role": "reader", **fields}
    text = client.post(INVITE, given).text
    assert message in text
    assert User.objects.count() == 1


def test_role_and_organisation_are_changed_and_the_change_is_told(client, bo, unit):
    page = f"{USERS}{bo.pk}/"
    assert client.get(page).status_code == 200
    refused = client.post(page, {"name": "Bo", "role": "partner", "organisation": ""})
    assert "Rollen behöver en organisation." in refused.text
    client.post(page, {"name": "Bo", "role": "partner", "organisation": unit.pk})
    text = client.get(page).text
    assert "Kontot är ändrat." in text
    assert "<del>Läsare</del> <span>Samverkanspart</span>" in text
    assert text.count("Ada</p>") == 2


def test_an_archived_organisation_stays_with_those_who_have_it(client, bo, unit):
    from django.utils import timezone

    bo.role, bo.organisation = "editor", unit
    bo.save()
    unit.archived_at = timezone.now()
    unit.save()
    assert f'<option value="{unit.pk}" selected>' in client.get(f"{USERS}{bo.pk}/").text
    assert f'value="{unit.pk}"' not in client.get(INVITE).text


def test_ones_own_page_has_no_way_to_change_the_role(client, ada):
    page = f"{USERS}{ada.pk}/"
    assert "En annan administratör ändrar din roll." in client.get(page).text
    assert client.post(page, {"name": "Ada", "role": "reader"}).status_code == 403
    assert client.post(f"{page}stang/").status_code == 403


def test_an_account_is_closed_and_opened_again(client, bo):
    page = f"{USERS}{bo.pk}/"
    other = StrictClient()
    sign_in(other, "bo@example.org")
    assert "Inloggad på 1 enhet." in client.get(page).text
    client.post(f"{page}stang/")
    assert "Öppna kontot" in client.get(page).text
    assert other.get("/arbeta/konto/").status_code == 302
    assert "Öppna det först" in client.post(f"{page}lank/", follow=True).text
    client.post(f"{page}oppna/")
    assert "Stäng kontot" in client.get(page).text


def test_a_lost_phone_and_a_lost_device(client, bo):
    page = f"{USERS}{bo.pk}/"
    give_second_step(bo)
    assert "Borttappad telefon" in client.get(page).text
    client.post(f"{page}tvasteg/")
    assert "Borttappad telefon" not in client.get(page).text
    other = StrictClient()
    sign_in(other, "bo@example.org")
    client.post(f"{page}logga-ut/")
    assert other.get("/arbeta/konto/").status_code == 302
    assert "Loggades ut överallt" in client.get(page).text


def test_a_link_for_a_forgotten_password_is_passed_on(client, bo):
    text = client.post(f"{USERS}{bo.pk}/lank/").text
    assert "24 timmar" in text
    assert "nytt-losenord" in text


def test_a_superuser_who_is_no_administrator_by_role_can_still_set_up(strict_client):
    root = User.objects.create_superuser("root@example.org", name="Root")
    strict_client.force_login(root)
    assert strict_client.get(USERS).status_code == 200
