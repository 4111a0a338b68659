"""Many activities changed alike: whole or not at all, told as one change, in few statements."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from livskraft.plans.models import Activity, Organisation, Person, StatusChange
from livskraft.plans.queries.versions import record_at
from livskraft.plans.services.editing import BulkChange, change_many, restore_record
from livskraft.plans.services.planfile import PlanConflictError, load_plan_file, save_plan
from livskraft.shared.history import Author, write_history
from tests.plans.editing.conftest import now
from tests.plans.planfiles import PLAN, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(plan):
    return list(plan.activities.values_list("pk", flat=True))


def organisation(slug):
    return Organisation.objects.get(slug=slug)


def test_lead_dates_and_status_of_all_change_at_once(plan, both, strategist):
    change = BulkChange(
        lead=organisation("sala"), ends=date(2022, 6, 30), status="done", since=date(2022, 7, 1)
    )
    result = change_many(activities=both, changes=change, reason="Samlat.", by=strategist)
    assert (result.changed, result.unchanged, result.refused) == (tuple(both), (), ())
    record = now("activities", plan, "kartlagg-trygghet")
    assert (record["lead"], record["ends"], record["status"]) == ("sala", "2022-06-30", "done")
    assert record["status_history"][-1] == {
        "status": "done",
        "since": "2022-07-01",
        "reason": "Samlat.",
    }
    moments = set(
        Activity.history.filter(history_change_reason="Samlat.").values_list(
            "history_date", flat=True
        )
    )
    steps = StatusChange.history.filter(history_change_reason="Samlat.")
    assert len(moments) == 1
    assert set(steps.values_list("history_date", flat=True)) == moments
    assert record_at("activities", plan, "kartlagg-trygghet", timezone.now()) == record


def test_what_an_activity_has_already_is_no_change(plan, both, strategist):
    change = BulkChange(lead=organisation("folkhalsa"))
    result = change_many(activities=both, changes=change, reason="", by=strategist)
    unchanged = plan.activities.get(slug="kartlagg-trygghet")
    assert result.unchanged == (unchanged.pk,)
    assert unchanged.history.count() == 1


def test_fields_can_be_emptied(plan, both, strategist):
    change = BulkChange(clear=frozenset({"lead", "starts", "ends"}))
    change_many(activities=both, changes=change, reason="Vet inte än.", by=strategist)
    record = now("activities", plan, "kartlagg-trygghet")
    assert not {"lead", "starts", "ends", "example"} & record.keys()


def test_one_that_cannot_be_changed_stops_all_and_is_named(plan, both, strategist):
    change = BulkChange(ends=date(2020, 1, 1))
    result = change_many(activities=both, changes=change, reason="", by=strategist)
    assert result.changed == ()
    assert [(one.title, one.message) for one in result.refused] == [
        (
            "Kartlägga tryggheten",
            "Den skulle sluta den 1 januari 2020, innan den börjar den 1 januari 2021.",
        )
    ]
    assert "ends" not in now("activities", plan, "ga-promenader")


def test_a_status_is_not_older_than_the_newest(plan, both, strategist):
    change = BulkChange(status="done", since=date(2020, 1, 1))
    result = change_many(activities=both, changes=change, reason="", by=strategist)
    assert [one.title for one in result.refused] == ["Kartlägga tryggheten"]


@pytest.mark.parametrize(
    "change", [BulkChange(), BulkChange(status="okand"), BulkChange(status="paused")]
)
def test_a_change_must_say_something_possible(both, strategist, change):
    with pytest.raises(ValidationError):
        change_many(activities=both, changes=change, reason=" ", by=strategist)


def test_an_editor_changes_the_own_units_and_hands_none_over(plan, both, editor):
    result = change_many(
        activities=both, changes=BulkChange(starts=date(2020, 1, 1)), reason="", by=editor
    )
    assert [(one.title, one.message) for one in result.refused] == [
        ("Gå promenader", "Den hör till en annan enhet.")
    ]
    own = [plan.activities.get(slug="kartlagg-trygghet").pk]
    change = BulkChange(lead=organisation("sala"))
    result = change_many(activities=own, changes=change, reason="", by=editor)
    assert [one.message for one in result.refused] == [
        "Du kan inte lämna över den till en annan enhet."
    ]
    change = BulkChange(starts=date(2020, 1, 1))
    assert change_many(activities=own, changes=change, reason="", by=editor).changed == tuple(own)


def test_archived_and_unknown_activities_are_refused(plan, both, strategist):
    plan.activities.filter(slug="ga-promenader").update(archived_at=timezone.now())
    change = BulkChange(starts=date(2020, 1, 1))
    result = change_many(activities=[*both, 10**9], changes=change, reason="", by=strategist)
    assert [one.title for one in result.refused] == ["Gå promenader", ""]


def test_all_activities_of_a_person_who_leaves(plan, both, strategist):
    anna, bo = (Person.objects.create(name=name, sort_key=name) for name in ("Anna", "Bo"))
    at = timezone.now()
    change_many(activities=both, changes=BulkChange(responsible=anna), reason="", by=strategist)
    change_many(
        activities=both, changes=BulkChange(responsible=bo), reason="Slutar.", by=strategist
    )
    assert set(Activity.objects.values_list("responsible__name", flat=True)) == {"Bo"}
    assert "responsible" not in save_plan(plan.slug)
    restore_record(
        section="activities", plan=plan, slug="ga-promenader", at=at, reason="Fel.", by=strategist
    )
    assert Activity.objects.get(slug="ga-promenader").responsible is None


def test_bulk_changes_are_conflicts_for_the_next_load(plan, both, strategist, tmp_path):
    change_many(
        activities=both, changes=BulkChange(starts=date(2021, 2, 1)), reason="", by=strategist
    )
    with pytest.raises(PlanConflictError):
        load_plan_file(write(tmp_path, PLAN))
    assert not load_plan_file(write(tmp_path, save_plan(plan.slug))).has_changed


def many(plan, number):
    """More activities, with their steps, as a plan file would have written them."""
    goal, lead = plan.goals.get(slug="halsa"), organisation("folkhalsa")
    activities = Activity.objects.bulk_create(
        Activity(
            plan=plan,
            slug=f"a-{number}",
            address=f"a-{number}",
            title=f"Aktivitet {number}",
            primary_goal=goal,
            lead=lead,
            position=number,
        )
        for number in range(2, number + 2)
    )
    StatusChange.objects.bulk_create(
        StatusChange(activity=one, status="planned") for one in activities
    )
    write_history(activities, "+", Author("Provdata"))
    return [one.pk for one in activities]


@pytest.mark.parametrize(("number", "most"), [(65, 20), (1000, 75)])
def test_the_number_of_queries_hardly_grows(plan, strategist, number, most):
    change = BulkChange(
        lead=organisation("sala"),
        starts=date(2021, 1, 1),
        ends=date(2022, 1, 1),
        status="ongoing",
        since=date(2021, 1, 1),
    )
    pks = many(plan, number)
    with CaptureQueriesContext(connection) as captured:
        result = change_many(activities=pks, changes=change, reason="Start.", by=strategist)
    assert len(result.changed) == number
    assert len(captured) <= most


def test_a_reason_that_is_template_text_is_refused_as_in_the_form(both, strategist):
    change = BulkChange(status="paused", since=date(2022, 7, 1))
    with pytest.raises(ValidationError, match=r"(?i)lorem ipsum"):
        change_many(activities=both, changes=change, reason="Lorem ipsum", by=strategist)
    assert not Activity.objects.filter(status="paused").exists()
