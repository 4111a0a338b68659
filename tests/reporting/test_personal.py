"""Answers stay when a person is erased; who it was does not."""

import pytest

from livskraft.accounts.erasing import erase_person
from livskraft.accounts.models import Role, User
from livskraft.reporting.models import ReportDraft, StatusReport
from livskraft.reporting.services.reports import save_report_draft, send_report
from livskraft.reporting.services.reviewing import accept_report
from livskraft.reporting.who import Who
from livskraft.shared.personal import everything_mentioned, everything_stored, find_people
from tests.reporting.conftest import ANSWERS


@pytest.fixture
def administrator(db):
    return User.objects.create_user("ada@region.se", name="Ada", role=Role.ADMINISTRATOR)


def test_what_somebody_was_asked_and_has_answered_is_shown(region, round_):
    who = Who(person=region.people["vandring"])
    walk = region.assignment(round_, "vandring")
    send_report(assignment=walk, answers=ANSWERS, who=who, channel="link")
    [subject] = find_people("Vandring Ek")
    stored = {one.kind: one for one in everything_stored(subject)}
    assert {"asked", "status_reports"} <= set(stored)
    assert stored["status_reports"].stays


def test_erasing_leaves_the_answer_and_nobodys_name(region, round_, administrator):
    who = Who(person=region.people["vandring"])
    walk = region.assignment(round_, "vandring")
    report = send_report(assignment=walk, answers=ANSWERS, who=who, channel="link")
    accept_report(report=report, by=administrator)
    bus = region.assignment(round_, "bokbuss")
    save_report_draft(
        assignment=bus, answers=ANSWERS, version=0, who=Who(person=region.people["bokbuss"])
    )
    for name in ("Vandring Ek", "Bokbuss Ek"):
        [subject] = find_people(name)
        erase_person(subject=subject, reason="På begäran.", by=administrator)
    report = StatusReport.objects.select_related("by_person").get()
    assert (report.answers, report.by_person.name) == (ANSWERS, "Borttagen person")
    draft = ReportDraft.objects.get()
    assert (draft.answers, draft.by_person) == (ANSWERS, None)


def test_answers_that_name_somebody_are_found(region, round_):
    send_report(
        assignment=region.assignment(round_, "vandring"),
        answers={**ANSWERS, "happened": "Bokbuss Ek höll i mötet."},
        who=Who(person=region.people["vandring"]),
        channel="link",
    )
    [subject] = find_people("Bokbuss Ek")
    assert [str(one.where) for one in everything_mentioned(subject)] == [
        "Svar i uppföljningsomgångar"
    ]
