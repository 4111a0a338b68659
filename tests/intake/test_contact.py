import pytest

from livskraft.intake import forms, limits
from livskraft.intake.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _written_by_a_person(monkeypatch):
    """Let the form count as opened long enough ago; the test of speed sets it back."""
    monkeypatch.setattr(forms, "LEAST_SECONDS", -1)


def content(**fields):
    return {
        "kind": "question",
        "text": "Vad kostar det?",
        "about": "/mal/trygghet/",
        "sender": "",
        "website": "",
        "opened": forms.opened_now(),
        **fields,
    }


@pytest.mark.parametrize("address", ["/kontakt/", "/en/kontakt/"])
def test_the_form_knows_the_page_and_the_kind_it_was_opened_for(strict_client, address):
    text = strict_client.get(f"{address}?om=/mal/&kind=accessibility", may_set_cookie=True).text
    assert 'value="/mal/"' in text
    assert 'value="accessibility"' in text
    assert text.count("checked") == 1


def test_a_message_is_kept_and_the_visitor_learns_what_happens_next(strict_client):
    response = strict_client.post("/kontakt/", content(sender="anna@example.org"), follow=True)
    assert response.redirect_chain == [("/kontakt/tack/", 302)]
    assert "svar inom två veckor" in response.text
    message = Message.objects.get()
    assert (message.kind, message.text) == ("question", "Vad kostar det?")
    assert (message.about, message.sender) == ("/mal/trygghet/", "anna@example.org")


def test_a_message_that_lacks_something_says_what_to_do_and_is_not_lost(strict_client):
    response = strict_client.post("/kontakt/", content(text="", sender="anna"))
    assert response.status_code == 422
    assert "Skriv ditt meddelande." in response.text
    assert "Skriv en hel e-postadress, som namn@example.org." in response.text
    assert 'value="anna"' in response.text
    assert not Message.objects.exists()


def test_a_robot_that_fills_in_every_field_is_thanked_and_forgotten(strict_client):
    response = strict_client.post("/kontakt/", content(website="https://spam.example"))
    assert response["Location"] == "/kontakt/tack/"
    assert not Message.objects.exists()


def test_what_comes_faster_than_anybody_writes_is_asked_to_wait(strict_client, monkeypatch):
    monkeypatch.setattr(forms, "LEAST_SECONDS", 3)
    response = strict_client.post("/kontakt/", content())
    assert "Det gick väldigt fort" in response.text
    assert not Message.objects.exists()


@pytest.mark.parametrize("opened", ["", "påhittat", "ImFiYyI:1abc:xyz"])
def test_a_form_whose_mark_is_missing_or_false_can_be_sent_again(strict_client, opened):
    response = strict_client.post("/kontakt/", content(opened=opened))
    assert response.status_code == 422
    assert "Inget är borta" in response.text
    assert 'name="opened" value="ImFiYyI' not in response.text
    assert not Message.objects.exists()


def test_one_network_can_send_only_so_much_in_an_hour(strict_client, monkeypatch):
    monkeypatch.setattr(limits, "MESSAGES_AN_HOUR", 2)
    answers = [strict_client.post("/kontakt/", content()).status_code for _ in range(3)]
    assert answers == [302, 302, 429]
    assert Message.objects.count() == 2
    elsewhere = strict_client.post("/kontakt/", content(), REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 302


def test_markup_in_a_message_stays_text(strict_client, admin_in):
    strict_client.post("/kontakt/", content(text="<script>alert(1)</script>", about="javascript:x"))
    text = admin_in.get("/arbeta/meddelanden/").text
    assert "&lt;script&gt;" in text
    assert 'href="javascript' not in text


@pytest.fixture
def admin_in(django_user_model):
    from tests.strict_client import StrictClient

    client = StrictClient()
    client.force_login(
        django_user_model.objects.create_user("ada@example.org", name="Ada", role="administrator")
    )
    return client
