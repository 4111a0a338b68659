"""`livskraft mail`: what waits or had trouble, handing over, reports of mails that came back."""

import json

import pytest
from django.core import mail

from livskraft.reporting.models import OutgoingMail
from livskraft.reporting.services.reminding import remind
from tests.reporting.making import make_asked

pytestmark = pytest.mark.django_db

REPORT = """Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {recipient}
Action: failed
Status: 5.1.1

--B
Content-Type: text/rfc822-headers

Message-ID: {message_id}

--B--
"""


@pytest.fixture
def waiting(settings):
    settings.DEFAULT_FROM_EMAIL = "strategi@region.example"
    remind(round_=make_asked().round)
    return OutgoingMail.objects.get()


def test_what_waits_is_listed_sent_and_then_gone(livskraft, waiting):
    assert livskraft("mail", "list").out.startswith("Väntar: kim.ek@region.example, Påminnelse")
    [row] = json.loads(livskraft("mail", "list", "--json").out)
    assert (row["recipient"], row["state"]) == ("kim.ek@region.example", "waiting")
    assert livskraft("mail", "send").out == "överlämnade mejl: 1\n"
    assert [one.to for one in mail.outbox] == [["kim.ek@region.example"]]
    assert livskraft("mail", "send").out == "Inget var på tur.\n"
    assert livskraft("mail", "list").out == "Inga mejl väntar eller fick problem.\n"


def test_a_report_of_a_mail_that_came_back_is_read(livskraft, waiting, tmp_path):
    livskraft("mail", "send")
    report = tmp_path / "retur.eml"
    names = {"recipient": waiting.recipient, "message_id": waiting.message_id}
    report.write_text(REPORT.format(**names))
    outcome = livskraft("mail", "bounce", report)
    assert outcome.out == "kim.ek@region.example: kom tillbaka (5.1.1)\n"
    assert OutgoingMail.objects.get().state == "bounced"
    assert livskraft("mail", "list").out.startswith("Kom tillbaka: kim.ek@region.example")


def test_a_file_that_is_no_report_is_told_by_its_name(livskraft, waiting, tmp_path):
    other = tmp_path / "hej.eml"
    other.write_text("Subject: Hej\n\nHej")
    outcome = livskraft("mail", "bounce", other)
    assert (outcome.code, "hej.eml: Det här är ingen rapport" in outcome.err) == (1, True)
    missing = livskraft("mail", "bounce", tmp_path / "finns-inte.eml")
    assert (missing.code, "finns-inte.eml" in missing.err) == (1, True)
