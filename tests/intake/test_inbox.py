import pytest

from livskraft.intake.models import Message
from livskraft.intake.services import handle_message
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def message():
    return Message.objects.create(kind="correction", text="Fel år.", sender="anna@example.org")


@pytest.fixture
def sign_in(django_user_model):
    def signed_in(role: str) -> StrictClient:
        client = StrictClient()
        user = django_user_model.objects.create_user(f"{role}@example.org", name="Kim", role=role)
        client.force_login(user)
        return client

    return signed_in


def test_visitors_are_sent_to_sign_in(strict_client, message):
    for answer in [
        strict_client.get("/arbeta/meddelanden/"),
        strict_client.post(f"/arbeta/meddelanden/{message.pk}/"),
    ]:
        assert answer.status_code == 302
        assert answer["Location"].startswith("/arbeta/logga-in/")


def test_a_reader_sees_no_messages_and_handles_none(sign_in, message):
    reader = sign_in("reader")
    assert reader.get("/arbeta/meddelanden/").status_code == 403
    assert reader.post(f"/arbeta/meddelanden/{message.pk}/").status_code == 403
    message.refresh_from_db()
    assert message.handled_at is None


def test_an_editor_takes_care_of_a_message(sign_in, message):
    editor = sign_in("editor")
    assert "Markera som hanterat" in editor.get("/arbeta/meddelanden/").text
    response = editor.post(f"/arbeta/meddelanden/{message.pk}/", follow=True)
    assert "av Kim" in response.text
    assert "Markera som hanterat" not in response.text


def test_the_first_to_take_care_of_a_message_stays(django_user_model, message):
    first, second = (
        django_user_model.objects.create_user(f"{name}@example.org", name=name, role="editor")
        for name in ("Anna", "Bo")
    )
    handle_message(message=message, by=first)
    assert handle_message(message=message, by=second).handled_by == first


def test_messages_that_wait_stand_first(sign_in, message, django_user_model):
    Message.objects.create(kind="question", text="Nyare fråga.")
    editor = django_user_model.objects.create_user("e@example.org", name="E", role="editor")
    handle_message(message=Message.objects.get(text="Nyare fråga."), by=editor)
    text = sign_in("strategist").get("/arbeta/meddelanden/").text
    assert text.index("Fel år.") < text.index("Nyare fråga.")


def test_english_pages_mark_the_visitors_words_as_swedish(sign_in, message):
    text = sign_in("editor").get("/en/arbeta/meddelanden/").text
    assert '<div class="voice" lang="sv"><p>Fel år.</p>' in text
