"""The page of mails: what had trouble, what waits, what left; and what an administrator does."""

import pytest
from django.utils import timezone

from livskraft.accounts.models import User
from livskraft.reporting.models import OutgoingMail
from livskraft.reporting.services.reminding import remind
from tests.reporting.making import make_asked
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db
ADDRESS = "/arbeta/utskick/"


def signed_in(role):
    client = StrictClient()
    client.force_login(User.objects.create_user(f"{role}@example.org", name="Ada", role=role))
    return client


@pytest.fixture
def mail(db):
    remind(round_=make_asked().round)
    return OutgoingMail.objects.get()


def test_an_uncertain_mail_is_shown_first_with_two_ways_on(mail):
    client = signed_in("administrator")
    assert "1 mejl väntar på att lämnas över." in client.get(ADDRESS).text
    OutgoingMail.objects.update(state="uncertain", settled_at=timezone.now())
    text = client.get(ADDRESS).text
    assert "Skicka igen" in text
    assert "Det har kommit fram" in text
    assert client.post(f"{ADDRESS}{mail.pk}/", {"do": "again"})["Location"] == ADDRESS
    assert OutgoingMail.objects.get().state == "waiting"


def test_a_mail_that_came_back_is_marked(mail):
    OutgoingMail.objects.update(state="sent", settled_at=timezone.now())
    client = signed_in("administrator")
    client.post(f"{ADDRESS}{mail.pk}/", {"do": "bounced"})
    assert OutgoingMail.objects.get().state == "bounced"
    assert "Kom tillbaka" in client.get(ADDRESS).text


def test_what_cannot_be_done_is_said(mail):
    client = signed_in("administrator")
    client.post(f"{ADDRESS}{mail.pk}/", {"do": "bounced"})
    assert "inte har gått iväg kan inte ha kommit tillbaka" in client.get(ADDRESS).text
    assert client.post(f"{ADDRESS}{mail.pk}/", {"do": "delete"}).status_code == 400


def test_nobody_but_an_administrator_sees_the_mails_and_no_token_is_shown(mail):
    client = signed_in("strategist")
    assert client.get(ADDRESS).status_code == 403
    assert client.post(f"{ADDRESS}{mail.pk}/", {"do": "again"}).status_code == 403
    assert mail.secrets[0] not in signed_in("administrator").get(ADDRESS).text
