"""Invitations and reminders: to those who must, about what is missing, never twice a day."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from livskraft.reporting.errors import RoundStateError
from livskraft.reporting.links import opened
from livskraft.reporting.models import OutgoingMail, ReportLink
from livskraft.reporting.services.closing import close_round
from livskraft.reporting.services.reminding import invite, remind
from livskraft.reporting.services.reports import send_report
from livskraft.reporting.services.reviewing import (
    accept_report,
    excuse,
    give_verdict,
    return_report,
)
from livskraft.reporting.services.telling import tell_decisions, tell_returned, tick
from livskraft.reporting.who import Who
from tests.factories import make_person
from tests.reporting.conftest import ANSWERS

pytestmark = pytest.mark.django_db
ROOT = "https://livskraft.example"


def recipients():
    return sorted(OutgoingMail.objects.values_list("recipient", flat=True))


def send(region, round_, name):
    assignment = region.assignment(round_, name)
    return send_report(
        assignment=assignment,
        answers=ANSWERS,
        who=Who(person=region.people[name]),
        channel="link",
    )


def the_next_day(region, days=1):
    region.plan.as_of += timedelta(days=days)
    region.plan.save()


# Who --------------------------------------------------------------------------------------------


def test_those_who_are_asked_or_invited_are_told_that_a_round_is_open_once(region, round_):
    invite(round_=round_, root=ROOT)
    assert recipients() == ["bokbuss@example.org", "vandring@example.org"]
    the_next_day(region)
    assert invite(round_=round_, root=ROOT).people == 0


def test_only_those_who_must_answer_are_reminded(region, round_):
    assert remind(round_=round_, root=ROOT).people == 1
    assert recipients() == ["vandring@example.org"]
    names = ["vandring", "bokbuss", "sagner"]
    chosen = [region.assignment(round_, name) for name in names]
    the_next_day(region)
    found = remind(round_=round_, assignments=chosen, root=ROOT)
    assert [mail.recipient for mail in found.mails] == ["vandring@example.org"]
    assert {one.activity.slug for one in found.not_bound} == {"bokbuss", "sagner"}


def test_nobody_is_reminded_twice_a_day_nor_on_the_day_of_the_invitation(region, round_):
    invite(round_=round_, root=ROOT)
    found = remind(round_=round_, root=ROOT)
    assert (found.people, [one.activity.slug for one in found.had_one_today]) == (0, ["vandring"])
    the_next_day(region)
    assert [remind(round_=round_, root=ROOT).people for _ in range(3)] == [1, 0, 0]


def test_somebody_with_many_activities_gets_one_mail_with_a_link_to_each(region, round_):
    extra = region.add("stigar", region.unit)
    extra.responsible = region.people["vandring"]
    extra.save()
    other = region.open(slug="extra", title="Extra")
    assert remind(round_=other, root=ROOT).people == 1
    mail = OutgoingMail.objects.get()
    assert "Två svar från dig har inte kommit än för Extra." in mail.text
    links = {opened(token).assignment.activity.slug for token in mail.secrets}
    assert links == {"vandring", "stigar"}


def test_whoever_has_answered_is_left_alone_until_there_is_a_question(region, round_, editor):
    report = send(region, round_, "vandring")
    assert remind(round_=round_, root=ROOT).people == 0
    return_report(report=report, question="Var då?", by=editor)
    assert remind(round_=round_, root=ROOT).people == 1


def test_whoever_is_excused_is_not_reminded(region, round_, strategist):
    assignment = region.assignment(round_, "vandring")
    excuse(assignment=assignment, reason="Vilar.", by=strategist)
    assert remind(round_=round_, root=ROOT).people == 0


def test_the_substitute_is_written_to_and_not_the_one_who_is_away(region, round_):
    assignment = region.assignment(round_, "vandring")
    assignment.substitute = make_person("Bo Ek", email="bo@example.org")
    assignment.save()
    remind(round_=round_, root=ROOT)
    assert recipients() == ["bo@example.org"]
    assert "Hej Bo Ek," in OutgoingMail.objects.get().text


def test_whoever_has_no_address_or_has_left_is_told_of_and_not_written_to(region, round_):
    person = region.people["vandring"]
    person.email = ""
    person.save()
    found = remind(round_=round_, root=ROOT)
    assert [one.activity.slug for one in found.without_address] == ["vandring"]
    person.email, person.left_on = "vandring@example.org", date(2023, 1, 1)
    person.save()
    assert len(remind(round_=round_, root=ROOT).without_address) == 1
    assert recipients() == []
    assert not ReportLink.objects.exists()


def test_an_address_that_failed_is_told_of_until_it_is_changed(region, round_):
    remind(round_=round_, root=ROOT)
    OutgoingMail.objects.update(state="refused", settled_at=timezone.now())
    the_next_day(region)
    found = remind(round_=round_, root=ROOT)
    assert (found.people, len(found.address_fails)) == (0, 1)
    person = region.people["vandring"]
    person.email = "ny@example.org"
    person.save()
    assert remind(round_=round_, root=ROOT).people == 1


def test_only_who_runs_rounds_may_remind_and_only_while_it_is_open(
    region, round_, editor, strategist
):
    for service in (invite, remind):
        with pytest.raises(PermissionDenied):
            service(round_=round_, by=editor)
    assert remind(round_=round_, by=strategist, root=ROOT).people == 1
    close_round(round_=round_, by=strategist, reason="Prov.")
    round_.refresh_from_db()
    with pytest.raises(RoundStateError):
        remind(round_=round_, by=strategist)


# What -------------------------------------------------------------------------------------------


def test_a_mail_says_what_is_asked_by_when_and_what_was_answered_last(region, strategist):
    before = region.open(
        kind="half_year",
        period_to=date(2022, 6, 30),
        opens_on=date(2022, 8, 15),
        closes_on=date(2022, 9, 1),
    )
    accept_report(report=send(region, before, "vandring"), by=strategist)
    remind(round_=region.open(), root=ROOT)
    mail = OutgoingMail.objects.get()
    assert mail.subject == "Påminnelse: Årsbokslut 2022, svara senast 10 februari"
    for text in (mail.text, mail.html):
        assert "svara senast fredag 10 februari 2023" in text.casefold()
        assert "Vad har hänt?" in text
        assert "Vandring" in text
        assert "Delårsuppföljning 2022: Pågår. ”Nätverket har träffats.”" in text
        assert f"{ROOT}/svar/{mail.secrets[0]}/" in text
        assert f"{ROOT}/en/svar/{mail.secrets[0]}/" in text
        assert "Hur mycket pengar" not in text, "only what must be answered"
        assert "Det här måste du svara på:" in text
        assert "Formuläret har fem frågor till, som du får hoppa över." in text
    assert "&" not in mail.text


def test_after_the_last_day_a_reminder_says_that_the_answer_is_missing(region, round_):
    the_next_day(region, 20)
    remind(round_=round_, root=ROOT)
    mail = OutgoingMail.objects.get()
    assert mail.subject == "Årsbokslut 2022: ditt svar saknas"
    assert "Sista dagen var fredag 10 februari 2023, men det går fortfarande att" in mail.text


def test_a_title_is_text_in_the_mail_and_breaks_no_heading(region, round_, editor):
    activity = region.activities["vandring"]
    activity.title = "Vandra & vila <b>\nBcc: x@y"
    activity.save()
    return_report(report=send(region, round_, "vandring"), question="Var & när?", by=editor)
    mail = OutgoingMail.objects.get()
    assert "\n" not in mail.subject
    assert "Vandra & vila <b>" in mail.text
    assert "Vandra &amp; vila &lt;b&gt;" in mail.html
    assert "Var &amp; när?" in mail.html


# What came of it --------------------------------------------------------------------------------


def test_the_reporter_gets_the_question_once(region, round_, strategist):
    report = send(region, round_, "vandring")
    report = return_report(report=report, question="Vilka orter?", by=strategist, root=ROOT)
    assert tell_returned(report=report, root=ROOT) == []
    mail = OutgoingMail.objects.get()
    assert mail.subject == "En fråga om ditt svar: Vandring"
    assert "Vilka orter?" in mail.text
    assert opened(mail.secrets[0]).assignment == report.assignment
    assert ReportLink.objects.count() == 1


def test_a_question_that_is_taken_back_is_not_mailed(region, round_, strategist):
    report = send(region, round_, "vandring")
    with transaction.atomic():
        return_report(report=report, question="Vilka orter?", by=strategist)
        transaction.set_rollback(True)
    assert not OutgoingMail.objects.exists()


def test_everybody_who_answered_is_told_what_was_decided_once_in_one_mail(
    region, round_, strategist
):
    for name in ("vandring", "bokbuss"):
        accept_report(report=send(region, round_, name), by=strategist)
    give_verdict(
        assignment=region.assignment(round_, "vandring"),
        verdict="change",
        reason="Fler orter.",
        by=strategist,
    )
    assert tell_decisions(round_=round_, root=ROOT) == [], "not before it is closed"
    close_round(round_=round_, by=strategist, reason="Bordlagt.")
    [mail] = tell_decisions(round_=round_, root=ROOT)
    assert tell_decisions(round_=round_, root=ROOT) == []
    assert (mail.recipient, mail.subject) == (
        "vandring@example.org",
        "Årsbokslut 2022: det här beslutades",
    )
    assert "Ändra. Fler orter." in mail.text
    assert "Fler orter." in mail.html


def test_the_clock_tells_of_real_rounds_and_leaves_those_of_the_example(region, round_, strategist):
    accept_report(report=send(region, round_, "vandring"), by=strategist)
    assignment = region.assignment(round_, "vandring")
    give_verdict(assignment=assignment, verdict="continue", by=strategist)
    close_round(round_=round_, by=strategist, reason="Bordlagt.")
    type(round_).objects.update(is_example=True)
    assert tick(timezone.now()) == []
    type(round_).objects.update(is_example=False)
    assert tick(timezone.now()) == ["Årsbokslut 2022: berättat vad som beslutades, mejl: 1"]
    assert tick(timezone.now()) == []


# Many -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 30])
def test_the_number_of_queries_does_not_grow_with_the_number_of_people(region, number):
    for one in range(number):
        region.add(f"led-{one}", region.unit)
    round_ = region.open()
    with CaptureQueriesContext(connection) as captured:
        assert remind(round_=round_, root=ROOT).people == number + 1
    assert len(captured) == 13
