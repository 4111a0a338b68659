"""Fifty at the very same time: every save is there, nothing is lost and nothing written over."""

from functools import partial
from pathlib import Path

import pytest

from livskraft.reporting.errors import AnsweredError, DraftConflict, RoundStateError
from livskraft.reporting.models import Assignment, ReportDraft, ReportingRound, StatusReport
from livskraft.reporting.services.closing import close_round
from livskraft.reporting.services.freezing import freeze_round
from livskraft.reporting.services.reports import save_report_draft, send_report
from livskraft.reporting.services.reviewing import accept_report
from livskraft.reporting.who import Who
from tests.plans.editing.racing import at_once
from tests.reporting.conftest import ANSWERS, Region

pytestmark = pytest.mark.django_db(transaction=True)
FIFTY = 50


@pytest.fixture
def crowd(transactional_db: None, region: Region) -> Region:
    for number in range(FIFTY):
        region.add(f"nummer-{number}", region.unit)
    return region


def assignments(region: Region, round_: ReportingRound) -> list[Assignment]:
    found = round_.assignments.select_related("activity", "person")
    return list(found.filter(activity__slug__startswith="nummer-").order_by("pk"))


def test_fifty_people_save_and_send_at_once_and_all_of_it_is_there(crowd, tmp_path: Path):
    everybody = assignments(crowd, crowd.open())
    saves = [
        partial(
            save_report_draft,
            assignment=one,
            answers={"happened": one.activity.title},
            version=0,
            who=Who(person=one.person),
        )
        for one in everybody
    ]
    results = at_once(tmp_path, *saves)
    assert {type(one) for one in results} == {ReportDraft}
    kept = dict(ReportDraft.objects.values_list("assignment", "answers__happened"))
    assert kept == {one.pk: one.activity.title for one in everybody}
    sends = [
        partial(
            send_report,
            assignment=one,
            answers={**ANSWERS, "happened": one.activity.title},
            version=1,
            who=Who(person=one.person),
            channel="link",
        )
        for one in everybody
    ]
    assert {type(one) for one in at_once(tmp_path, *sends)} == {StatusReport}
    sent = dict(StatusReport.objects.values_list("assignment", "answers__happened"))
    assert sent == kept
    assert not ReportDraft.objects.exists()


def test_fifty_saves_of_one_form_are_one_save_and_conflicts_that_show_it(crowd, tmp_path: Path):
    walk = crowd.assignment(crowd.open(), "vandring")
    who = Who(person=crowd.people["vandring"])
    saves = [
        partial(
            save_report_draft,
            assignment=walk,
            answers={"happened": str(number)},
            version=0,
            who=who,
        )
        for number in range(FIFTY)
    ]
    results = at_once(tmp_path, *saves)
    written = [one for one in results if isinstance(one, ReportDraft)]
    conflicts = [one for one in results if isinstance(one, DraftConflict)]
    assert (len(written), len(conflicts)) == (1, FIFTY - 1)
    [draft] = ReportDraft.objects.all()
    assert all(one.theirs.answers == draft.answers for one in conflicts)
    walk.refresh_from_db()
    assert walk.version == 1


def test_two_clicks_at_once_send_one_answer(crowd, tmp_path: Path):
    walk = crowd.assignment(crowd.open(), "vandring")
    send = partial(
        send_report,
        assignment=walk,
        answers=ANSWERS,
        version=0,
        who=Who(person=crowd.people["vandring"]),
        channel="link",
    )
    first, second = at_once(tmp_path, send, send)
    assert first == second
    assert StatusReport.objects.count() == 1


def test_an_answer_that_comes_while_another_is_accepted_is_refused_or_reviewed(
    crowd, tmp_path: Path
):
    walk = crowd.assignment(crowd.open(), "vandring")
    who = Who(person=crowd.people["vandring"])
    report = send_report(assignment=walk, answers=ANSWERS, who=who, channel="link")
    accept = partial(accept_report, report=report, by=None)
    again = partial(
        send_report,
        assignment=walk,
        answers={**ANSWERS, "happened": "Mer."},
        who=who,
        channel="link",
    )
    results = at_once(tmp_path, accept, again)
    assert sum(isinstance(one, AnsweredError) for one in results) == 1
    states = list(StatusReport.objects.order_by("number").values_list("state", flat=True))
    assert states in (["accepted"], ["sent", "sent"])


def test_two_who_freeze_at_once_freeze_once(crowd, tmp_path: Path):
    round_ = crowd.open()
    close_round(round_=round_, by=None, reason="Inget svar.")
    freeze = partial(freeze_round, round_=round_, by=None)
    results = at_once(tmp_path, freeze, freeze)
    assert {type(one) for one in results} == {ReportingRound, RoundStateError}
