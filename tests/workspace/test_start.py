import pytest

from livskraft.intake.models import Message
from livskraft.plans.queries.changes import latest_changes
from tests.factories import make_activity, make_goal, make_plan
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create_user("ed@example.org", name="Ed", role="editor")


@pytest.fixture
def client(editor):
    client = StrictClient()
    client.force_login(editor)
    return client


def test_visitors_are_sent_to_sign_in(strict_client):
    assert strict_client.get("/arbeta/")["Location"] == "/arbeta/logga-in/?next=/arbeta/"


def test_an_empty_workspace_says_what_will_come(client):
    assert "Inget har ändrats än." in client.get("/arbeta/").text


def test_a_change_tells_who_which_field_and_why(client, editor):
    activity = make_activity(make_goal(make_plan()), "Bygga cykelväg", contact="Kim")
    activity.title = "Bygga cykelvägar"
    activity._change_reason = "Det är flera."
    activity._history_user = editor
    activity.save()
    text = client.get("/arbeta/").text
    assert "Aktivitet ändrades" in text
    assert '<del>Bygga cykelväg</del> <span aria-hidden="true">→</span>' in text
    assert '<ins class="changed">Bygga cykelvägar</ins>' in text
    assert "Ed</span> · <span>Det är flera.</span>" in text
    assert 'href="/arbeta/historik/plan/aktiviteter/' in text


def test_messages_that_wait_are_counted_for_those_who_may_read_them(client, django_user_model):
    Message.objects.create(kind="question", text="Hej")
    assert "1 meddelande väntar" in client.get("/arbeta/").text
    reader = StrictClient()
    reader.force_login(
        django_user_model.objects.create_user("lo@example.org", name="Lo", role="reader")
    )
    assert "meddelande" not in reader.get("/arbeta/").text


def test_the_whole_example_is_told_in_few_rows_and_few_queries(
    client, example_region, django_assert_max_num_queries
):
    with django_assert_max_num_queries(20):
        changes = latest_changes()
    assert len(changes) == 4
    assert any("65 aktiviteter" in change.what for change in changes)
    assert client.get("/en/arbeta/").status_code == 200


def test_changes_come_newest_first():
    goal = make_goal(make_plan())
    goal.number = "7"
    goal._change_reason = "Numret saknades."
    goal.save()
    changes = latest_changes()
    assert changes[0].what == "Mål ändrades"
    assert [(field.label, field.before, field.after) for field in changes[0].changes[0].fields] == [
        ("Nummer", "", "7")
    ]
    assert [change.at for change in changes] == sorted(
        (change.at for change in changes), reverse=True
    )
