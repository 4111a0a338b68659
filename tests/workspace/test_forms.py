"""Forms made for the task: a record becomes fields, and fields become the record again."""

from typing import Any

import pytest

from livskraft.indicators.queries.choices import IndicatorChoices
from livskraft.plans.models import Goal, Plan
from livskraft.plans.planfile.content import Record
from livskraft.plans.queries.planfile.keys import Keys
from livskraft.plans.queries.planfile.stored import read_stored
from livskraft.plans.queries.planfile.tables import all_tables
from livskraft.workspace.forms import FORMS
from livskraft.workspace.forms.record import RecordForm, sent
from tests.factories import make_goal, make_organisation, make_plan

pytestmark = pytest.mark.django_db


def form_of(section: str, record: Record, data: Any = None, **options: Any) -> RecordForm:
    choices = options.pop("choices", None) or IndicatorChoices(Plan.objects.first())
    return FORMS[section](data, record=record, choices=choices, **options)


def browser_sends(form: RecordForm) -> Any:
    """What a browser sends: line breaks as it makes them."""
    data = sent(form)
    for name, values in list(data.lists()):
        data.setlist(name, [value.replace("\n", "\r\n") for value in values])
    return data


def test_every_record_of_the_example_comes_back_the_same(example_region: None) -> None:
    tables = all_tables()
    seen = set()
    for plan in Plan.objects.all():
        choices = IndicatorChoices(plan)
        content = read_stored(plan, tables, Keys(tables, plan)).content
        for section, form in FORMS.items():
            for slug, record in content[section].items():
                shown = form(record=record, choices=choices, slug=slug)
                form_again = form(browser_sends(shown), record=record, choices=choices, slug=slug)
                assert form_again.is_valid(), (slug, form_again.errors)
                assert form_again.applied_to(record) == record
                assert form_again.changed_data == []
                seen.add(section)
    assert seen == set(FORMS)


@pytest.fixture
def plan() -> Plan:
    plan = make_plan("strategi")
    make_goal(plan, "Ökad trygghet", "trygghet", number="3")
    make_organisation("Enheten folkhälsa", "folkhalsa", "unit")
    make_organisation("Sala kommun", "sala", "municipality")
    return plan


ACTIVITY: Record = {
    "title": "Bygga cykelväg",
    "primary_goal": "trygghet",
    "partners": [
        {"organisation": "folkhalsa", "role": "coordinates"},
        {"organisation": "sala", "role": "participates"},
    ],
    "status": "ongoing",
    "status_history": [{"status": "ongoing", "since": "2021-03-01", "example": True}],
    "former_slugs": ["gamla-vagen"],
    "origin": {"document": "planen", "place": "rad 3"},
    "example": ["status"],
}


def edited(section: str, record: Record, **changes: Any) -> RecordForm:
    """The form after some fields were changed; `a__b` is the field a-b of a row."""
    data = browser_sends(form_of(section, record))
    for name, value in changes.items():
        values = value if isinstance(value, list) else [value]
        data.setlist(name.replace("__", "-"), values)
    return form_of(section, record, data)


@pytest.mark.usefixtures("plan")
def test_a_new_status_comes_last_and_is_that_of_the_activity() -> None:
    changes = {
        "status_history__1__status": "paused",
        "status_history__1__since": "2022-01-10",
        "status_history__1__reason": "Väntar på beslut.",
    }
    record = edited("activities", ACTIVITY, **changes).applied_to(ACTIVITY)
    assert record["status"] == "paused"
    assert record["status_history"] == [
        {"status": "ongoing", "since": "2021-03-01", "example": True},
        {"status": "paused", "since": "2022-01-10", "reason": "Väntar på beslut."},
    ]
    hidden = ("former_slugs", "origin", "example", "partners")
    assert [record[key] for key in hidden] == [ACTIVITY[key] for key in hidden]


@pytest.mark.usefixtures("plan")
def test_an_earlier_status_finds_its_place_by_its_day() -> None:
    changes = {
        "status_history__1__status": "planned",
        "status_history__1__since": "2020-01-10",
    }
    record = edited("activities", ACTIVITY, **changes).applied_to(ACTIVITY)
    assert [step["status"] for step in record["status_history"]] == ["planned", "ongoing"]
    assert record["status"] == "ongoing"


@pytest.mark.usefixtures("plan")
def test_a_pause_without_a_reason_is_kept_and_told() -> None:
    form = edited("activities", ACTIVITY, status_history__1__status="paused")
    assert not form.is_valid()
    assert [message.text for message in form.messages()] == ["Skriv varför aktiviteten är pausad."]
    assert form.applied_to(ACTIVITY)["status_history"][-1] == {"status": "paused"}


@pytest.mark.usefixtures("plan")
def test_rows_are_removed_by_a_tick_or_by_emptying_them() -> None:
    for changes in (
        {"partners__0__DELETE": "on"},
        {"partners__0__organisation": "", "partners__0__role": ""},
    ):
        form = edited("activities", ACTIVITY, **changes)
        assert form.is_valid()
        assert form.applied_to(ACTIVITY)["partners"] == [
            {"organisation": "sala", "role": "participates"}
        ]


@pytest.mark.usefixtures("plan")
def test_what_is_wrong_stands_as_it_was_typed_when_the_form_is_shown_again() -> None:
    changes = {"starts": "i mars\x00", "milestones__0__title": "Spaden i jorden"}
    record = edited("activities", ACTIVITY, **changes).applied_to(ACTIVITY)
    assert record["starts"] == "i mars"
    assert record["milestones"] == [{"title": "Spaden i jorden"}]
    shown = form_of("activities", record)
    assert 'type="text" name="starts" value="i mars"' in str(shown["starts"])
    again = form_of("activities", record, browser_sends(shown))
    assert again.applied_to(record) == record
    assert [(one.anchor, one.text) for one in again.messages()] == [
        ("id_starts", "Skriv dagen som år, månad och dag, till exempel 2021-03-01."),
        ("id_milestones-0-date", "Välj en dag."),
    ]


@pytest.mark.usefixtures("plan")
def test_only_what_was_changed_in_the_form_is_changed_in_a_record_that_moved_on() -> None:
    form = edited("activities", ACTIVITY, title="Bygga två cykelvägar")
    newer = {**ACTIVITY, "summary": "Ny.", "partners": []}
    assert form.applied_to(newer) == {
        **{key: value for key, value in newer.items() if key != "partners"},
        "title": "Bygga två cykelvägar",
    }


@pytest.mark.usefixtures("plan")
def test_a_choice_that_is_no_longer_offered_stays_until_it_is_changed() -> None:
    record = {**ACTIVITY, "lead": "nedlagd"}
    form = edited("activities", record)
    assert form.is_valid()
    assert form.applied_to(record) == record


@pytest.mark.usefixtures("plan")
def test_the_internal_note_is_neither_shown_nor_touched_for_others_than_colleagues() -> None:
    record = {**ACTIVITY, "internal_note": "Hemligt"}
    form = form_of("activities", record, sees_internal=False)
    assert "internal_note" not in form.fields
    again = form_of("activities", record, browser_sends(form), sees_internal=False)
    assert again.applied_to(record) == record


@pytest.mark.usefixtures("plan")
def test_nothing_can_lie_under_itself() -> None:
    goal = Goal.objects.get()
    make_goal(goal.plan, "Ett delmål", "delmal", parent=goal)
    make_goal(goal.plan, "Ett annat", "annat")
    form = form_of("goals", {"title": "Ökad trygghet"}, slug="trygghet")
    parent: Any = form.fields["parent"]
    assert [value for value, _label in parent.choices] == ["", "annat"]


def test_a_new_link_says_its_kind_although_nobody_touched_it(plan: Plan) -> None:
    changes = {"from_": "strategi/trygghet"}
    assert edited("links", {}, **changes).applied_to({}) == {
        "from": "strategi/trygghet",
        "kind": "contributes",
    }


@pytest.mark.usefixtures("plan")
def test_goals_are_offered_as_a_tree() -> None:
    goal = Goal.objects.get()
    make_goal(goal.plan, "Ett delmål", "delmal", parent=goal, number="3.1")
    primary_goal: Any = form_of("activities", {}).fields["primary_goal"]
    labels = [label for _value, label in primary_goal.choices]
    assert labels == ["Välj ett mål", "3. Ökad trygghet", "\u20033.1. Ett delmål"]


@pytest.mark.parametrize(
    ("section", "key", "anchor"),
    [
        ("activities", "ends", "id_ends"),
        ("activities", "status", "list-status_history"),
        ("activities", "partners", "list-partners"),
        ("activities", "secondary_goals", "list-secondary_goals"),
        ("activities", "origin", "id_origin__document"),
        ("plan", "period", "id_period__from"),
        ("links", "from", "id_from_"),
        ("goals", "former_slugs", ""),
    ],
)
def test_each_key_leads_to_what_shows_it(section: str, key: str, anchor: str) -> None:
    assert FORMS[section].anchor(key) == anchor
