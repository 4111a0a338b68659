"""The outbox, against a real mail server: each mail leaves once, and what is said of it is kept."""

from datetime import date, timedelta

import pytest
from django.core import mail as django_mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from livskraft.accounts.models import User
from livskraft.reporting.mail.handover import SILENT, WAITS, hand_over
from livskraft.reporting.mail.looking_after import (
    mark_arrived,
    mark_bounced,
    receive_report,
    send_again,
)
from livskraft.reporting.mail.outbox import Letter, post
from livskraft.reporting.models import MailKind, OutgoingMail
from tests.factories import make_person, make_plan
from tests.reporting.mailserver import MailServer, running_mail_server, use
from tests.reporting.making import make_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings):
    with running_mail_server() as running:
        use(settings, running)
        yield running


@pytest.fixture
def round_(db):
    return make_round(make_plan())


@pytest.fixture
def letter(round_):
    """Make a letter to a person of that address."""
    people = {}

    def make(key="ett", address="kim@example.org", **fields):
        person = people.get(address) or make_person("Kim Ek", email=address)
        people[address] = person
        return Letter(
            **{
                "key": key,
                "kind": MailKind.REMINDER,
                "person": person,
                "round": round_,
                "day": date(2023, 1, 26),
                "subject": "Årsbokslut 2022: svara senast 10 februari",
                "text": "Svara här: https://x/svar/HEMLIGT/\n",
                "html": "<p>Svara här: <a href='https://x/svar/HEMLIGT/'>Svara</a></p>",
                "secrets": ("HEMLIGT",),
                **fields,
            }
        )

    return make


@pytest.fixture
def administrator(db):
    return User.objects.create_user("ada@example.org", name="Ada", role="administrator")


def only():
    return OutgoingMail.objects.get()


def in_a_while(attempt=0):
    return timezone.now() + sum(WAITS[: attempt + 1], timedelta(minutes=1))


# Handed over once -------------------------------------------------------------------------------


def test_a_mail_arrives_once_in_both_forms_and_then_keeps_no_secret(server, letter):
    post([letter()])
    assert hand_over(timezone.now()) == ["överlämnade mejl: 1"]
    assert hand_over(in_a_while()) == []
    [arrived] = server.taken
    assert arrived["Subject"] == "Årsbokslut 2022: svara senast 10 februari"
    assert (arrived["To"], arrived["From"]) == (
        "kim@example.org",
        "Region Exempel <strategi@region.example>",
    )
    assert arrived["Auto-Submitted"] == "auto-generated"
    kinds = [part.get_content_type() for part in arrived.iter_parts()]
    assert kinds == ["text/plain", "text/html"]
    assert "HEMLIGT" in arrived.get_body(["plain"]).get_content()
    row = only()
    assert (row.state, row.secrets, arrived["Message-ID"]) == ("sent", [], row.message_id)
    assert "HEMLIGT" not in row.text + row.html
    assert "svar/…/" in row.text


def test_the_same_thing_is_told_once(server, letter):
    assert len(post([letter(), letter("två")])) == 2
    assert post([letter(), letter("två")]) == []
    hand_over(timezone.now())
    assert len(server.taken) == 2


@pytest.mark.django_db(transaction=True)
def test_what_is_taken_back_was_never_written(server, letter):
    with transaction.atomic():
        post([letter()])
        transaction.set_rollback(True)
    assert hand_over(timezone.now()) == []
    assert server.taken == []


def test_two_workers_do_not_take_the_same_mail(server, letter, monkeypatch):
    """While one is talking to the server another one comes by."""
    post([letter()])
    take = MailServer.handle_DATA
    again = []

    async def slow(self, *arguments):
        again.append(OutgoingMail.objects.filter(state="waiting").count)
        return await take(self, *arguments)

    monkeypatch.setattr(MailServer, "handle_DATA", slow)
    hand_over(timezone.now())
    assert [count() for count in again] == [0]
    assert len(server.taken) == 1


def test_without_a_mail_server_mails_become_files(letter, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    post([letter()])
    hand_over(timezone.now())
    assert "HEMLIGT" in next(tmp_path.iterdir()).read_text()
    assert only().state == "sent"


# What the server says ---------------------------------------------------------------------------


def test_an_address_that_is_refused_is_not_tried_again_and_others_get_theirs(server, letter):
    server.refusals["bort@example.org"] = "550 5.1.1 No such user"
    post([letter("ett", "bort@example.org"), letter("två")])
    hand_over(timezone.now())
    hand_over(in_a_while())
    refused = OutgoingMail.objects.get(recipient="bort@example.org")
    assert (refused.state, refused.problem) == ("refused", "550 5.1.1 No such user")
    assert (refused.attempts, refused.secrets) == (1, [])
    assert [one["To"] for one in server.taken] == ["kim@example.org"]


def test_what_the_server_cannot_take_now_is_tried_later_and_given_up_in_the_end(server, letter):
    server.refusals["kim@example.org"] = "451 4.7.1 Greylisted"
    post([letter()])
    hand_over(timezone.now())
    row = only()
    assert (row.state, row.attempts, row.problem) == ("waiting", 1, "451 4.7.1 Greylisted")
    assert hand_over(timezone.now()) == [], "it waits"
    for attempt in range(len(WAITS)):
        hand_over(row.next_attempt_at + timedelta(days=attempt))
        row.refresh_from_db()
    assert (row.state, row.attempts) == ("refused", len(WAITS) + 1)


def test_a_greylisted_mail_arrives_at_the_second_attempt(server, letter):
    server.refusals["kim@example.org"] = "451 4.7.1 Greylisted"
    post([letter()])
    hand_over(timezone.now())
    server.refusals.clear()
    hand_over(in_a_while())
    assert (only().state, len(server.taken)) == ("sent", 1)


def test_a_refusal_of_the_content_is_kept(server, letter):
    server.data_answers = ["554 5.7.1 Looks like spam"]
    post([letter()])
    hand_over(timezone.now())
    assert (only().state, only().problem) == ("refused", "554 5.7.1 Looks like spam")


def test_while_the_server_is_gone_mails_wait_and_no_attempt_is_counted(settings, letter):
    gone = MailServer()
    with running_mail_server(gone):
        use(settings, gone)
    post([letter()])
    [line] = hand_over(timezone.now())
    assert line.startswith("e-postservern går inte att nå:")
    assert (only().state, only().attempts) == ("waiting", 0)
    with running_mail_server(gone):
        hand_over(timezone.now())
    assert (only().state, len(gone.taken)) == ("sent", 1)


def test_a_sender_that_the_server_refuses_costs_no_mail(server, letter):
    server.sender_answer = "550 5.7.1 Sender not allowed"
    post([letter()])
    hand_over(timezone.now())
    assert (only().state, only().problem) == ("waiting", "550 5.7.1 Sender not allowed")
    server.sender_answer = ""
    hand_over(in_a_while())
    assert (only().state, len(server.taken)) == ("sent", 1)


def test_without_a_sender_mails_wait_and_it_is_said_what_to_set(server, letter, settings):
    settings.DEFAULT_FROM_EMAIL = "Region utan adress"
    post([letter()])
    [line] = hand_over(timezone.now())
    assert "LIVSKRAFT_MAIL_FROM" in line
    assert (only().state, only().attempts) == ("waiting", 0)


def test_an_address_that_is_none_is_refused_and_stops_nobody(server, letter):
    post([letter("ett", "kim@example.org\nBcc: x@y"), letter("två", "bo@example.org")])
    hand_over(timezone.now())
    assert OutgoingMail.objects.get(key="ett").state == "refused"
    assert [one["To"] for one in server.taken] == ["bo@example.org"]


# Not known --------------------------------------------------------------------------------------


def test_a_connection_that_breaks_after_the_mail_was_given_away_is_never_sent_again_by_itself(
    server, letter, administrator
):
    server.data_answers = ["break"]
    post([letter(), letter("två", "bo@example.org")])
    hand_over(timezone.now())
    hand_over(in_a_while())
    row = OutgoingMail.objects.get(key="ett")
    assert (row.state, row.secrets) == ("uncertain", ["HEMLIGT"])
    assert len(server.to("kim@example.org")) == 1
    assert len(server.to("bo@example.org")) == 1, "the next one goes by a new connection"
    send_again(mail=row, by=administrator)
    hand_over(timezone.now())
    first, second = server.to("kim@example.org")
    assert first["Message-ID"] == second["Message-ID"], "mail programs know it again"


def test_a_mail_of_a_process_that_ended_is_uncertain_after_a_while(server, letter, administrator):
    post([letter()])
    begun = timezone.now()
    OutgoingMail.objects.update(state="sending", sending_since=begun, attempts=1)
    assert hand_over(begun + SILENT / 2) == [], "that process may still be at it"
    [line] = hand_over(begun + SILENT + timedelta(seconds=1))
    assert line == "mejl som kan ha gått iväg, för någon att titta på: 1"
    assert (only().state, server.taken) == ("uncertain", [])
    mark_arrived(mail=only(), by=administrator)
    assert (only().state, only().secrets) == ("sent", [])


def test_only_an_administrator_looks_after_mails_and_only_uncertain_ones_are_sent_again(
    server, letter, administrator
):
    post([letter()])
    strategist = User.objects.create_user("s@example.org", name="S", role="strategist")
    for service in (send_again, mark_arrived, mark_bounced):
        with pytest.raises(PermissionDenied):
            service(mail=only(), by=strategist)
        with pytest.raises(ValidationError):
            service(mail=only(), by=administrator)


def test_a_mail_that_comes_too_late_is_not_sent(server, letter):
    post([letter(void_after=timezone.now() + timedelta(days=3))])
    [line] = hand_over(timezone.now() + timedelta(days=4))
    assert line == "mejl som kommer för sent för att skickas: 1"
    assert (only().state, only().secrets, server.taken) == ("withdrawn", [], [])


# Bounces ----------------------------------------------------------------------------------------

REPORT = """From: MAILER-DAEMON@mx.example
To: strategi@region.example
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary="B"
MIME-Version: 1.0

--B
Content-Type: text/plain; charset=utf-8

Ett fel uppstod.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {address}
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User
    unknown

--B
Content-Type: {kind}

Message-ID: {message_id}
Subject: =?utf-8?q?=C3=85rsbokslut?=

--B--
"""


def report_about(row, action="failed", kind="text/rfc822-headers", message_id=None):
    return REPORT.format(
        address=row.recipient,
        action=action,
        kind=kind,
        message_id=row.message_id if message_id is None else message_id,
    ).encode()


@pytest.mark.parametrize("kind", ["text/rfc822-headers", "message/rfc822"])
def test_a_delivery_report_says_which_mail_came_back_and_why(server, letter, kind):
    post([letter(), letter("två", "bo@example.org")])
    hand_over(timezone.now())
    row = OutgoingMail.objects.get(key="ett")
    [(report, found)] = receive_report(report_about(row, kind=kind))
    assert (found, report.words) == (row, "5.1.1 550 5.1.1 User unknown")
    row.refresh_from_db()
    assert (row.state, row.problem) == ("bounced", "5.1.1 550 5.1.1 User unknown")
    assert OutgoingMail.objects.get(key="två").state == "sent"
    receive_report(report_about(row, kind=kind))
    assert OutgoingMail.objects.filter(state="bounced").count() == 1


def test_a_report_without_the_mail_is_about_the_last_one_to_that_address(server, letter):
    post([letter()])
    hand_over(timezone.now())
    without = report_about(only()).replace(b"Message-ID: ", b"X-Nothing: ")
    assert receive_report(without)[0][1] == only()
    assert only().state == "bounced"


def test_a_report_of_delay_changes_nothing_and_anything_else_is_refused(server, letter):
    post([letter()])
    hand_over(timezone.now())
    receive_report(report_about(only(), action="delayed"))
    assert only().state == "sent"
    assert receive_report(report_about(only(), message_id="<foreign@x>"))[0][1] is None
    for content in (b"", b"Subject: Hej\n\nHej", b"\xff\xfe\x00", b"From: a\n" * 1000):
        with pytest.raises(ValidationError):
            receive_report(content)


def test_django_keeps_its_own_outbox_for_other_mails(letter):
    """The tests' own backend gets the mails where no server is set."""
    post([letter()])
    hand_over(timezone.now())
    assert [one.subject for one in django_mail.outbox] == [only().subject]
