"""`livskraft round` and `tick`: rounds open, remind, close and freeze from the command line."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from livskraft.reporting.models import OutgoingMail, ReportingRound
from livskraft.reporting.services.periodic import is_reminder_due, tick
from livskraft.reporting.services.reports import send_report
from livskraft.reporting.services.reviewing import accept_report, give_verdict
from livskraft.reporting.who import Who
from tests.reporting.conftest import ANSWERS, region, round_  # noqa: F401 (fixtures)

TODAY = timezone.localdate()


def test_a_round_is_made_and_opened_by_its_name(livskraft, region):  # noqa: F811
    outcome = livskraft("round", "open", "delar-2022", "--closes", "2023-02-20")
    assert outcome.code == 0
    assert outcome.out.splitlines() == [
        "Delårsuppföljning 2022 är öppen till och med den 20 februari 2023.",
        "Frågar om 3 aktiviteter; skrivna brev: 2.",
    ]
    assert OutgoingMail.objects.count() == 2


def test_show_has_the_promised_shape(livskraft, region, round_):  # noqa: F811
    [shown] = json.loads(livskraft("round", "show", "--json").out)
    assert {key: shown[key] for key in ("slug", "title", "state", "hash")} == {
        "slug": "arsbokslut-2022",
        "title": "Årsbokslut 2022",
        "state": "open",
        "hash": None,
    }
    assert "arsbokslut-2022  Öppen" in livskraft("round", "show").out
    lines = livskraft("round", "show", "arsbokslut-2022").out.splitlines()
    assert lines[2:] == ["0 av 1 har svarat", "  1 svar har inte kommit än."]


def test_closing_names_what_stands_in_the_way_and_freezes_with_a_reason(
    livskraft,
    region,  # noqa: F811
    round_,  # noqa: F811
):
    refused = livskraft("round", "close", "arsbokslut-2022")
    assert refused.code == 1
    assert "  Vandring" in refused.err
    closed = livskraft("round", "close", "arsbokslut-2022", "--reason", "Inget svar.", "--json")
    assert closed.code == 0
    document = json.loads(closed.out)
    stored = ReportingRound.objects.get()
    assert (document["state"], document["hash"]) == ("frozen", stored.content_sha256)
    assert "vad den var" in livskraft("round", "show", "arsbokslut-2022").out
    assert livskraft("round", "close", "arsbokslut-2022").code == 1


def test_a_round_can_be_closed_first_and_frozen_later(livskraft, region, round_):  # noqa: F811
    name = "arsbokslut-2022"
    assert livskraft("round", "close", name, "--reason", "Inget.", "--no-freeze").code == 0
    assert ReportingRound.objects.get().state == "closed"
    assert livskraft("round", "freeze", name).out.startswith("Årsbokslut 2022 är fryst.")


def test_reminding_twice_a_day_writes_once(livskraft, region, round_):  # noqa: F811
    first = livskraft("round", "remind", "arsbokslut-2022")
    assert first.out.splitlines() == ["Årsbokslut 2022: skrivna brev: 1."]
    second = livskraft("round", "remind", "arsbokslut-2022").out
    assert "skrivna brev: 0" in second
    assert "redan har fått ett brev i dag: 1" in second


def test_a_plans_own_questions_come_from_a_file(livskraft, region, tmp_path: Path):  # noqa: F811
    file = tmp_path / "fragor.yaml"
    file.write_text('- {key: reach, kind: number, label: {sv: "Hur många?"}, internal: true}\n')
    period = ("--from", "2022-01-01", "--to", "2022-03-31", "--no-mail")
    asked = ("--title", "Vinterns läge", "--questions", file)
    assert livskraft("round", "open", "vinter", *period, *asked).code == 0
    questions = ReportingRound.objects.get(slug="vinter").questions
    assert [one["key"] for one in questions if one["is_internal"]] == ["money", "verdict", "reach"]
    file.write_text("- {key: Reach, kind: number, label: {sv: Nej}}\n")
    refused = livskraft("round", "open", "var", *period, "--questions", file)
    assert refused.code == 1
    assert "fragor.yaml: Fråga Reach" in refused.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("open", "vinter"), "Säg dess period"),
        (("open", "delar-2022", "--plan", "annan"), 'Planen "annan" finns inte'),
        (("open", "delar-2022", "--closes", "2020-01-01"), "Sista svarsdagen"),
        (("remind", "vinter"), 'ingen omgång "vinter"'),
        (("show", "vinter"), 'ingen omgång "vinter"'),
        (("freeze", "arsbokslut-2022"), "när den är stängd"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(livskraft, region, round_, arguments, words):  # noqa: F811
    outcome = livskraft("round", *arguments)
    assert outcome.code == 1
    assert words in outcome.err


# What time asks for -----------------------------------------------------------------------------


@pytest.fixture
def living(region):  # noqa: F811
    """The plan of today, which does not look back."""
    region.plan.as_of = None
    region.plan.save()
    return region


def test_tick_opens_reminds_and_closes_what_is_due_once(living):
    days = {"opens_on": TODAY + timedelta(days=1), "closes_on": TODAY + timedelta(days=10)}
    round_ = living.open(**days, reminders=(3,))  # noqa: F811
    assert tick(timezone.now()) == []
    now = timezone.now() + timedelta(days=1)
    ReportingRound.objects.update(opens_on=TODAY)
    assert tick(now) == ["Årsbokslut 2022: öppnad"]
    assert OutgoingMail.objects.filter(kind="invitation").count() == 2
    assert tick(now) == []
    OutgoingMail.objects.update(day=TODAY - timedelta(days=1))
    assert tick(now + timedelta(days=7)) == ["Årsbokslut 2022: påminnelser skickade: 1"]
    assert tick(now + timedelta(days=7)) == []
    late = now + timedelta(days=11)
    assert tick(late) == []
    for assignment in round_.assignments.all():
        give_verdict(assignment=assignment, verdict="continue", by=None)
    assert tick(late) == ["Årsbokslut 2022: stängd"]


def test_tick_leaves_plans_that_look_back(region, round_):  # noqa: F811
    ReportingRound.objects.update(state="draft")
    assert tick(timezone.now()) == []


def test_tick_invites_who_takes_over(living):
    living.open(opens_on=TODAY, closes_on=TODAY + timedelta(days=9), reminders=())
    person = living.people["bokbuss"]
    living.activities["vandring"].responsible = person
    living.activities["vandring"].save()
    assert tick(timezone.now()) == []
    assert [one.person for one in OutgoingMail.objects.all()] == [
        person,
    ]


def test_a_day_of_reminding_that_was_missed_is_made_up_for(living):
    round_ = living.open(  # noqa: F811
        opens_on=TODAY, closes_on=TODAY + timedelta(days=20), reminders=(10, 5)
    )
    last = round_.closes_on
    for before, reminded, is_due in (
        (11, None, False),
        (10, None, True),
        (8, None, True),
        (8, 9, False),
        (5, 9, True),
        (4, 5, False),
        (0, 9, True),
        (-1, None, False),
    ):
        day = last - timedelta(days=before)
        round_.reminded_on = None if reminded is None else last - timedelta(days=reminded)
        assert is_reminder_due(round_, day) is is_due, (before, reminded)


def test_what_is_answered_and_accepted_is_closed_by_the_clock(living):
    days = {"opens_on": TODAY, "closes_on": TODAY + timedelta(days=5)}
    round_ = living.open(**days, reminders=())  # noqa: F811
    for name in ("vandring", "bokbuss", "sagner"):
        report = send_report(
            assignment=living.assignment(round_, name),
            answers={**ANSWERS, "verdict": "continue"},
            who=Who(person=living.people[name]),
            channel="link",
        )
        accept_report(report=report, by=None)
    assert "Årsbokslut 2022: stängd" in tick(timezone.now() + timedelta(days=6))
