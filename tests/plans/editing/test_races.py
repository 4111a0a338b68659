"""Two at the very same time: each outcome is whole, and nothing is lost silently."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from livskraft.accounts.models import User
from livskraft.plans.models import Activity, Draft, Plan
from livskraft.plans.services.activities import change_status
from livskraft.plans.services.editing import (
    BulkChange,
    EditConflictError,
    InTheWayError,
    ObstaclesError,
    PublishedRecord,
    archive_record,
    begin_draft,
    change_many,
    publish_draft,
    review_draft,
    save_draft,
)
from livskraft.plans.services.planfile import LoadReport, load_plan_file
from tests.plans.editing.conftest import changed, edit, make_user, now
from tests.plans.editing.racing import at_once
from tests.plans.planfiles import PLAN, write

pytestmark = pytest.mark.django_db(transaction=True)
SLUG = "kartlagg-trygghet"


@pytest.fixture
def plan(transactional_db: None, tmp_path: Path) -> Plan:
    load_plan_file(write(tmp_path, PLAN))
    return Plan.objects.get()


@pytest.fixture
def people(plan: Plan) -> tuple[User, User]:
    return make_user("strategist", name="Siv"), make_user("strategist", name="Olle")


def reviewed(plan: Plan, by: User, slug: str | None = SLUG, **changes: Any) -> Draft:
    draft = begin_draft(section="activities", plan=plan, slug=slug, by=by)
    draft = save_draft(draft=draft, content=changed(draft.content, **changes), by=by)
    return review_draft(draft=draft, by=by)


def publish_at_once(folder: Path, *drafts: Draft) -> list[Any]:
    return at_once(folder, *(partial(publish_draft, draft=one, by=one.by) for one in drafts))


def kinds(results: list[Any]) -> set[type]:
    return {type(result) for result in results}


def test_two_edits_of_different_keys_are_both_there(plan, people, tmp_path):
    drafts = [reviewed(plan, people[0], title="Sivs"), reviewed(plan, people[1], summary="Olles")]
    results = publish_at_once(tmp_path, *drafts)
    assert kinds(results) == {PublishedRecord}, results
    record = now("activities", plan, SLUG)
    assert (record["title"], record["summary"]) == ("Sivs", "Olles")
    assert Activity.objects.get(slug=SLUG).history.count() == 3


def test_of_two_edits_of_one_key_the_later_is_shown_both(plan, people, tmp_path):
    drafts = [reviewed(plan, people[0], title="Sivs"), reviewed(plan, people[1], title="Olles")]
    results = publish_at_once(tmp_path, *drafts)
    assert kinds(results) == {PublishedRecord, EditConflictError}, results
    title = now("activities", plan, SLUG)["title"]
    lost = next(one for one in results if isinstance(one, EditConflictError))
    (conflict,) = lost.conflicts
    assert conflict.stored == title != conflict.drafted
    kept = Draft.objects.get(state="reviewed")
    assert kept.content["title"] == conflict.drafted


def test_new_records_come_one_after_the_other(plan, people, tmp_path):
    drafts = [
        reviewed(plan, by, None, title=f"Ny {number}", primary_goal="halsa")
        for number, by in enumerate([*people, *people])
    ]
    assert kinds(publish_at_once(tmp_path, *drafts)) == {PublishedRecord}
    positions = list(plan.activities.order_by("position").values_list("position", flat=True))
    assert positions == [0, 1, 2, 3, 4, 5]


def test_of_two_new_records_of_one_title_one_is_refused(plan, people, tmp_path):
    values = {"title": "Samma rubrik", "primary_goal": "halsa"}
    drafts = [reviewed(plan, by, None, **values) for by in people]
    assert kinds(publish_at_once(tmp_path, *drafts)) == {PublishedRecord, ObstaclesError}
    assert plan.activities.filter(title="Samma rubrik").count() == 1


def test_one_draft_is_published_once(plan, people, tmp_path):
    draft = reviewed(plan, people[0], title="Sivs")
    assert kinds(publish_at_once(tmp_path, draft, draft)) == {PublishedRecord, ValidationError}


def test_an_edit_does_not_undo_a_change_of_status(plan, people, tmp_path):
    draft = reviewed(plan, people[0], title="Sivs")
    activity = Activity.objects.get(slug=SLUG)
    results = at_once(
        tmp_path,
        partial(publish_draft, draft=draft, by=people[0]),
        partial(change_status, activity=activity, status="done", since=date(2022, 1, 1)),
        partial(
            change_many,
            activities=[activity.pk],
            changes=BulkChange(ends=date(2023, 1, 1)),
            reason="",
            by=people[1],
        ),
    )
    assert not [one for one in results if isinstance(one, Exception)], results
    record = now("activities", plan, SLUG)
    assert (record["title"], record["status"], record["ends"]) == ("Sivs", "done", "2023-01-01")


def test_nothing_is_published_under_what_is_archived_meanwhile(plan, people, tmp_path):
    goal = edit("goals", plan, None, people[0], title="Tomt mål")
    draft = reviewed(plan, people[0], None, title="Ny", primary_goal=goal.slug)
    archive = partial(
        archive_record, section="goals", plan=plan, slug=goal.slug, reason="Tomt.", by=people[1]
    )
    results = at_once(tmp_path, partial(publish_draft, draft=draft, by=people[0]), archive)
    failed = [one for one in results if isinstance(one, ObstaclesError | InTheWayError)]
    assert len(failed) == 1, results


def test_two_who_load_one_new_plan_at_once_both_succeed(transactional_db, tmp_path):
    path = write(tmp_path, PLAN)
    results = at_once(tmp_path, *[partial(load_plan_file, path)] * 3)
    assert kinds(results) == {LoadReport}, results
    assert [report.is_new for report in results].count(True) == 1
    assert [report.has_changed for report in results].count(True) == 1
    assert Activity.objects.count() == 2
