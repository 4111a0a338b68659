"""What mails and links hold about people: shown, erased, cleaned in time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from livskraft.accounts.erasing import erase_person
from livskraft.accounts.models import User
from livskraft.reporting.links import LinkError, link_for, opened, set_aside
from livskraft.reporting.mail.handover import hand_over
from livskraft.reporting.mail.personal import KEPT
from livskraft.reporting.models import OutgoingMail, ReportLink
from livskraft.reporting.services.reminding import remind
from livskraft.shared.personal import clean_expired, everything_stored, find_people
from tests.reporting.making import make_asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(db):
    return make_asked()


def test_mails_and_links_are_shown_with_the_rest(asked):
    remind(round_=asked.round)
    [subject] = find_people("kim.ek@region.example")
    kinds = [one.kind for one in everything_stored(subject)]
    assert {"outgoing_mails", "report_links"} <= set(kinds)


def test_erasing_takes_back_the_mail_the_address_the_text_and_the_link(asked):
    token = link_for(asked.assignment, asked.person)
    set_aside(opened(token).link, {"happened": "Kim Ek skrev."})
    remind(round_=asked.round)
    admin = User.objects.create_user("ada@example.org", name="Ada", role="administrator")
    [subject] = find_people("kim.ek@region.example")
    erase_person(subject=subject, reason="Begärde det.", by=admin)
    mail = OutgoingMail.objects.get()
    assert (mail.state, mail.recipient, mail.text, mail.html) == ("withdrawn", "", "", "")
    assert mail.secrets == []
    assert {link.revoked_at is None for link in ReportLink.objects.all()} == {False}
    assert {str(link.set_aside) for link in ReportLink.objects.all()} == {"{}"}
    with pytest.raises(LinkError):
        opened(token)
    assert hand_over(timezone.now()) == []


def test_old_mails_lose_address_and_text_and_stay_as_sent(asked):
    remind(round_=asked.round)
    hand_over(timezone.now())
    assert not clean_expired().get("outgoing_mails")
    assert clean_expired(timezone.now() + KEPT + timedelta(days=1))["outgoing_mails"] == 1
    mail = OutgoingMail.objects.get()
    assert (mail.state, mail.recipient, mail.text) == ("sent", "", "")
