"""What is done to accounts: refused to those who may not, noted when done."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError

from livskraft.accounts import services
from livskraft.accounts.models import AccountEvent, User
from livskraft.accounts.queries import accounts, events_of, state
from livskraft.plans.models import Organisation
from tests.accounts.people import give_second_step, make_user, sign_in

pytestmark = pytest.mark.django_db
ROOT = "https://plan.example.org"


@pytest.fixture
def ada():
    return make_user("administrator", "Ada")


@pytest.fixture
def unit():
    return Organisation.objects.create(slug="folkhalsa", title="Enheten Folkhälsa", kind="unit")


def changes(user: User) -> list[str]:
    return [event.change for event in AccountEvent.objects.filter(user=user)]


def change(user: User, by: User | None, **more: object) -> None:
    fields = {"name": user.name, "role": user.role, "organisation": user.organisation, **more}
    services.change_user(user=user, by=by, **fields)
    user.refresh_from_db()


DEEDS = {
    "invite": lambda _user, by: services.invite_user(
        email="x@example.org", name="X", role="reader", by=by
    ),
    "link": lambda user, by: services.send_link(user=user, by=by, root=ROOT),
    "change": lambda user, by: change(user, by, role="elected"),
    "close": lambda user, by: services.close_user(user=user, by=by),
    "open": lambda user, by: services.open_user(user=user, by=by),
    "second step": lambda user, by: services.remove_second_step(user=user, by=by),
    "sign out": lambda user, by: services.sign_out_everywhere(user=user, by=by),
}


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("role", ["strategist", "editor", "partner", "evaluator", "reader"])
def test_only_administrators_may(deed, role):
    by, user = make_user(role, "Bo"), make_user("reader", "Cia")
    with pytest.raises(PermissionDenied):
        DEEDS[deed](user, by)
    assert changes(user) == []


@pytest.mark.parametrize("deed", ["change", "close", "open", "second step", "sign out"])
def test_nobody_does_it_to_themselves(ada, deed):
    make_user("administrator", "Bea")
    with pytest.raises(PermissionDenied):
        DEEDS[deed](ada, ada)


def test_the_last_administrator_who_can_sign_in_stays(ada):
    invited = services.invite_user(email="b@example.org", name="Bea", role="administrator", by=ada)
    for deed in (
        lambda: change(ada, None, role="reader"),
        lambda: services.close_user(user=ada, by=None),
    ):
        with pytest.raises(services.LastAdministratorError):
            deed()
    services.set_password(user=invited, password="kanel och kardemumma")
    services.close_user(user=ada, by=invited)
    assert not User.objects.get(pk=ada.pk).is_active
    with pytest.raises(services.LastAdministratorError):
        change(invited, None, role="reader")


def test_an_administrator_may_get_another_name_even_alone(ada):
    change(ada, None, name="Ada Andersson")
    assert changes(ada) == ["name"]


@pytest.mark.parametrize("role", ["editor", "partner"])
def test_some_roles_need_an_organisation(ada, unit, role):
    with pytest.raises(ValidationError) as refused:
        services.invite_user(email="x@example.org", name="X", role=role, by=ada)
    assert "organisation" in refused.value.message_dict
    user = services.invite_user(
        email="x@example.org", name="X", role=role, organisation=unit, by=ada
    )
    with pytest.raises(ValidationError):
        change(user, ada, organisation=None)


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("email", {"email": "ADA@example.org"}),
        ("email", {"email": "ingen adress"}),
        ("name", {"name": ""}),
        ("role", {"role": "king"}),
    ],
)
def test_what_is_wrong_with_an_invitation_is_told_by_field(ada, field, fields):
    given = {"email": "x@example.org", "name": "X", "role": "reader", **fields}
    with pytest.raises(ValidationError) as refused:
        services.invite_user(**given, by=ada)
    assert list(refused.value.message_dict) == [field]
    assert User.objects.count() == 1


def test_every_change_is_kept_with_who_and_what(ada, unit):
    user = services.invite_user(email="v@example.org", name="Vera", role="reader", by=ada)
    change(user, ada, role="editor", organisation=unit, name="Vera V")
    change(user, ada)
    services.send_link(user=user, by=ada, root=ROOT)
    services.close_user(user=user, by=ada)
    services.close_user(user=user, by=ada)
    services.open_user(user=user, by=None)
    told = [(str(one.what), str(one.before), str(one.after), one.by) for one in events_of(user)]
    assert told == [
        ("Kontot öppnades", "", "", None),
        ("Kontot stängdes", "", "", ada),
        ("En ny länk gjordes", "", "", ada),
        ("Namnet ändrades", "", "", ada),
        ("Ny organisation", "", "Enheten Folkhälsa", ada),
        ("Ny roll", "Läsare", "Redaktör", ada),
        ("Inbjuden", "", "Läsare", ada),
    ]


def test_a_closed_account_is_out_at_once_and_gets_no_link(ada, client):
    user = make_user("reader", "Bo")
    sign_in(client, "bo@example.org")
    services.close_user(user=user, by=ada)
    assert client.get("/arbeta/konto/").status_code == 302
    with pytest.raises(ValidationError):
        services.send_link(user=user, by=ada, root=ROOT)
    services.open_user(user=user, by=ada)
    sign_in(client, "bo@example.org")
    assert client.get("/arbeta/konto/").status_code == 200


def test_an_administrator_ends_all_sessions_of_somebody(ada, client):
    user = make_user("reader", "Bo")
    sign_in(client, "bo@example.org")
    assert services.sign_out_everywhere(user=user, by=ada) == 1
    assert client.get("/arbeta/konto/").status_code == 302
    assert services.sign_out_everywhere(user=user, by=ada) == 0
    assert changes(user) == ["sessions_ended"]


def test_a_lost_second_step_is_taken_away_once(ada):
    user = make_user("reader", "Bo")
    give_second_step(user)
    services.remove_second_step(user=user, by=ada)
    services.remove_second_step(user=user, by=ada)
    assert not Authenticator.objects.exists()
    assert changes(user) == ["totp_removed"]


def test_accounts_are_listed_in_swedish_order_with_their_state(ada, django_assert_num_queries):
    give_second_step(make_user("reader", "Åke", email="ake@example.org"))
    make_user("reader", "Örjan", email="orjan@example.org", password=None)
    make_user("reader", "Bo", is_active=False)
    with django_assert_num_queries(1):
        found = [
            (user.name, state(user)[0], user.has_second_step, user.organisation)
            for user in accounts()
        ]
    assert found == [
        ("Ada", "active", False, None),
        ("Åke", "active", True, None),
        ("Örjan", "invited", False, None),
        ("Bo", "closed", False, None),
    ]
    assert [user.name for user in accounts("administrator")] == ["Ada"]
