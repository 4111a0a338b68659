"""A gate keeps an activity where it is, whichever way somebody tries to move it."""

from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from livskraft.plans.services.activities import change_status
from livskraft.plans.services.editing import (
    BulkChange,
    ObstaclesError,
    begin_draft,
    change_many,
    publish_draft,
    review_draft,
    save_draft,
)
from livskraft.plans.services.planfile import load_plan_file
from livskraft.reporting.services.gates import decide_gate, set_gate
from livskraft.reporting.services.reports import send_report
from livskraft.reporting.services.reviewing import accept_report
from livskraft.reporting.who import Who
from livskraft.shared.yamlfile.errors import YamlFileError
from tests.plans.planfiles import PLAN, write
from tests.reporting.conftest import ANSWERS

TITLE = "Utvärdering av bredbandslyftet"


@pytest.fixture
def spread(region):
    return region.add("spridning", region.unit, status="planned")


@pytest.fixture
def gate(spread, region):
    return set_gate(activity=spread, title=TITLE, evaluates=region.activities["vandring"], by=None)


def start(activity):
    change_status(activity=activity, status="ongoing", since=date(2023, 2, 1))


def test_the_status_behind_a_gate_is_refused_with_its_name(spread, gate):
    with pytest.raises(ValidationError, match=TITLE):
        start(spread)
    change_status(activity=spread, status="paused", since=date(2023, 2, 1), reason="Väntar.")


@pytest.mark.parametrize("verdict", ["continue", "change"])
def test_a_verdict_to_go_on_opens_it(spread, gate, verdict):
    decide_gate(gate=gate, verdict=verdict, reason="Det bar.", by=None)
    start(spread)
    spread.refresh_from_db()
    assert spread.status == "ongoing"


def test_a_verdict_to_end_keeps_it_shut(spread, gate):
    decide_gate(gate=gate, verdict="end", reason="Det bar inte.", by=None)
    with pytest.raises(ValidationError, match="inte gå vidare"):
        start(spread)


def test_many_changed_at_once_name_the_gate_too(region, spread, gate, strategist):
    pks = [spread.pk, region.activities["vandring"].pk]
    result = change_many(
        activities=pks, changes=BulkChange(status="done"), reason="", by=strategist
    )
    assert [(one.activity, TITLE in one.message) for one in result.refused] == [(spread.pk, True)]
    dates = BulkChange(starts=date(2023, 5, 1))
    assert not change_many(activities=pks, changes=dates, reason="", by=strategist).refused


def test_a_draft_behind_a_gate_is_not_published(region, spread, gate, strategist):
    draft = begin_draft(section="activities", plan=region.plan, slug="spridning", by=strategist)
    content = {**draft.content, "status": "ongoing"}
    content["status_history"] = [*content["status_history"], {"status": "ongoing"}]
    draft = save_draft(draft=draft, content=content, by=strategist)
    with pytest.raises(ObstaclesError) as caught:
        publish_draft(draft=review_draft(draft=draft, by=strategist), by=strategist)
    assert TITLE in str(caught.value.obstacles)


def test_an_accepted_answer_does_not_pass_a_gate(region, spread, gate):
    assignment = region.assignment(region.open(), "spridning")
    report = send_report(
        assignment=assignment,
        answers=ANSWERS,
        who=Who(person=region.people["spridning"]),
        channel="link",
    )
    with pytest.raises(ValidationError, match=TITLE):
        accept_report(report=report, by=None)
    report.refresh_from_db()
    assert report.state == "sent"


def test_a_plan_file_names_the_line_of_what_a_gate_keeps(db, tmp_path: Path):
    from livskraft.plans.models import Activity

    load_plan_file(write(tmp_path, PLAN))
    activity = Activity.objects.get(slug="kartlagg-trygghet")
    set_gate(activity=activity, title=TITLE, blocks=["done"], by=None)
    text = PLAN.replace("    status: ongoing", "    status: done", 1).replace(
        "since: 2021-01-11, example: true}",
        "since: 2021-01-11, example: true}\n      - {status: done, since: 2022-01-01}",
        1,
    )
    with pytest.raises(YamlFileError) as caught:
        load_plan_file(write(tmp_path, text))
    [problem] = caught.value.problems
    assert problem.line
    assert problem.parameters == {"gate": TITLE}


def test_a_gate_needs_a_title_and_a_status_that_is_not_reached(region):
    for title, blocks in (("", ["done"]), ("A", []), ("A", ["great"]), ("A", ["ongoing"])):
        with pytest.raises(ValidationError):
            set_gate(activity=region.activities["vandring"], title=title, blocks=blocks, by=None)


def test_gates_are_for_those_who_plan(region, spread, gate, editor):
    with pytest.raises(PermissionDenied):
        set_gate(activity=spread, title="En till", by=editor)
    with pytest.raises(PermissionDenied):
        decide_gate(gate=gate, verdict="continue", reason="Ja.", by=editor)
