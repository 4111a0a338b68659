"""A plan file into the database: whole or not at all, twice without a change, never over edits."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from livskraft.accounts.models import User
from livskraft.indicators.models import Indicator
from livskraft.plans.models import (
    Activity,
    Area,
    AreaShape,
    Document,
    Forum,
    Goal,
    GoalLink,
    Organisation,
    Person,
    Plan,
)
from livskraft.plans.services.planfile import PlanConflictError, load_plan_file
from livskraft.shared.yamlfile.errors import YamlFileError
from tests.plans.planfiles import PLAN, line_with, write

OTHER = "plan: {slug: andra, title: Andra, kind: programme}\norganisations:\n"
pytestmark = pytest.mark.django_db


@pytest.fixture
def load(tmp_path: Path) -> Any:
    def load(text: str = PLAN, name: str = "plan.yaml", **options: Any) -> Any:
        return load_plan_file(write(tmp_path, text, name), **options)

    return load


def all_rows() -> dict[str, list[Any]]:
    """Every row of plans and indicators, history too."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for label in ("plans", "indicators")
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
    }


def test_everything_in_the_file_is_stored(load):
    report = load()
    activity = Activity.objects.get(slug="kartlagg-trygghet")
    assert activity.primary_goal.slug == "trygghet"
    assert [goal.slug for goal in activity.secondary_goals.all()] == ["halsa"]
    assert activity.lead.slug == "folkhalsa"
    assert sorted(area.code for area in activity.areas.all()) == ["19", "1981"]
    assert (activity.starts, activity.status) == (date(2021, 1, 1), "ongoing")
    assert activity.status_since == date(2021, 1, 11)
    assert [change.status for change in activity.status_changes.all()] == ["planned", "ongoing"]
    assert [change.is_example for change in activity.status_changes.all()] == [False, True]
    assert (activity.document.slug, activity.place) == ("strategin", "s. 12")
    assert activity.example_fields == ["starts"]
    assert [(one.organisation.slug, one.role) for one in activity.partnerships.all()] == [
        ("sala", "participates")
    ]
    goal = Goal.objects.get(slug="trygghet")
    assert (goal.depth, goal.number, goal.is_priority, goal.parent.slug) == (
        1,
        "3",
        True,
        "valmaende",
    )
    assert {one.organisation.slug: one.strength for one in goal.parent.bindings.all()} == {
        "regionen": "steering",
        "sala": "guiding",
    }
    indicator = Indicator.objects.get(slug="trygg-utomhus")
    assert indicator.source == {"name": "kolada", "kpi": "N00610"}
    assert indicator.declaration["decimals"] == 1
    assert [role.goal.slug for role in indicator.goal_roles.all()] == ["trygghet"]
    assert report.is_new
    assert ("activities", "ga-promenader") in report.new


def test_an_activity_without_history_has_one_step_with_its_status(load):
    load()
    activity = Activity.objects.get(slug="ga-promenader")
    assert activity.status == "planned"
    assert [(one.status, one.since) for one in activity.status_changes.all()] == [("planned", None)]


def test_areas_come_with_their_outlines_and_with_what_they_lie_in(load):
    load()
    assert set(Area.objects.values_list("code", flat=True)) == {"00", "19", "1980", "1981"}
    sala = Area.objects.get(code="1981")
    assert (sala.title, sala.slug, sala.kind, sala.parent.code) == (
        "Sala",
        "sala",
        "municipality",
        "19",
    )
    assert sala.parent.parent.code == "00"
    ring = AreaShape.objects.get(area=sala).polygons[0]
    assert ring[0] == ring[-1]
    assert 15 < ring[0][0] < 18


def test_a_second_load_changes_nothing_at_all(load):
    load()
    before = all_rows()
    report = load()
    assert all_rows() == before
    assert not report.has_changed
    assert report.unchanged == 13


def test_every_row_says_who_loaded_it_and_why(load):
    by = User.objects.create_user("anna@example.org", name="Anna")
    load(by=by)
    version = Activity.history.get(slug="kartlagg-trygghet")
    assert version.history_change_reason == "Läst från plan.yaml"
    assert (version.history_type, version.history_user) == ("+", by)
    assert [row.goal.slug for row in version.secondary_goals.all()] == ["halsa"]
    for model in apps.get_app_config("plans").get_models():
        if (
            hasattr(model, "history")
            and model not in (GoalLink, Person)
            and "Historical" not in model.__name__
        ):
            assert model.history.count() == model._default_manager.count() > 0, model


def test_only_what_changed_gets_a_new_version(load):
    load()
    report = load(PLAN.replace("Kartlägga tryggheten", "Kartlägga otryggheten"))
    assert report.changed == (("activities", "kartlagg-trygghet", ("title",)),)
    assert Activity.history.filter(slug="kartlagg-trygghet").count() == 2
    assert Activity.history.filter(slug="ga-promenader").count() == 1
    activity = Activity.objects.get(slug="kartlagg-trygghet")
    assert "otryggheten" in activity.search_text
    assert activity.history.first().secondary_goals.count() == 1


def test_lists_of_a_record_follow_the_file(load):
    load()
    load(
        PLAN.replace("{organisation: sala, role: participates}", "{organisation: sala, role: finances}")
        .replace("areas: [\"19\", \"1981\"]", "areas: [\"1980\"]")
        .replace("secondary_goals: [halsa]", "secondary_goals: [valmaende]")
        .replace("{title: Rapport, date: 2021-10-01}", "{title: Rapport, date: 2021-11-01}")
        .replace("bindings: {regionen: steering, sala: guiding}", "bindings: {regionen: guiding}")
        .replace("meetings: [2021-03-12]", "meetings: [{date: 2021-04-12, title: Vårmöte}]")
    )  # fmt: skip
    activity = Activity.objects.get(slug="kartlagg-trygghet")
    assert [one.role for one in activity.partnerships.all()] == ["finances"]
    assert [one.code for one in activity.areas.all()] == ["1980"]
    assert [one.slug for one in activity.secondary_goals.all()] == ["valmaende"]
    assert [one.date.month for one in activity.milestones.all()] == [11]
    bindings = Goal.objects.get(slug="valmaende").bindings.all()
    assert [(one.organisation.slug, one.strength) for one in bindings] == [("regionen", "guiding")]
    meetings = Forum.objects.get(slug="beredningen").meetings
    assert [one.title for one in meetings.filter(archived_at=None)] == ["Vårmöte"]
    assert meetings.count() == 2, "a meeting is archived, not deleted"


def test_moving_a_goal_changes_its_depth_and_that_of_those_below(load):
    load()
    text = PLAN.replace(
        "goals:\n  - slug: valmaende",
        "goals:\n  - slug: topp\n    title: Topp\n    goals:\n  - slug: valmaende",
    )
    lines = text.splitlines()
    start, end = lines.index("  - slug: valmaende"), lines.index("indicators:")
    lines[start:end] = ["    " + line for line in lines[start:end]]
    load("\n".join(lines))
    depths = dict(Goal.objects.values_list("slug", "depth"))
    assert depths == {"topp": 0, "valmaende": 1, "trygghet": 2, "halsa": 2}
    assert [goal.slug for goal in Goal.objects.all()] == ["topp", "valmaende", "trygghet", "halsa"]


@pytest.mark.parametrize(
    "bad",
    [
        PLAN.replace("starts: 2021-01-01", "starts: 2021-13-01"),
        PLAN.replace("primary_goal: trygghet", "primary_goal: okand"),
        PLAN + "links:\n  - {from: halsa, to: okand/x, kind: contributes}\n",
        PLAN + "frames: [okand-ram]\n",
        PLAN.replace("  kind: strategy", "  kind: strategy\n  successor_of: okand"),
    ],
)
def test_a_file_with_an_error_leaves_the_database_as_it_was(load, bad):
    load()
    before = all_rows()
    with pytest.raises(YamlFileError) as caught:
        load(bad)
    assert ", line " in str(caught.value)
    assert all_rows() == before


def test_a_failure_in_the_middle_leaves_the_database_as_it_was(load, monkeypatch):
    before = all_rows()

    def fail(*_arguments: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("livskraft.plans.services.planfile.loading._remember", fail)
    with pytest.raises(RuntimeError):
        load()
    assert all_rows() == before


def test_an_edit_on_the_site_is_a_conflict_and_nothing_is_loaded(load):
    load()
    Activity.objects.filter(slug="kartlagg-trygghet").update(title="Ändrad på sajten")
    before = all_rows()
    with pytest.raises(PlanConflictError) as caught:
        load(PLAN.replace("Bättre hälsa", "Mycket bättre hälsa"))
    said = str(caught.value.text())
    line = line_with(PLAN, "Kartlägga tryggheten")
    assert f"plan.yaml, rad {line}: activities › kartlagg-trygghet › title" in said
    assert "”" in said or "“Ändrad på sajten”" in said
    assert "Kartlägga tryggheten" in said
    assert "Mycket" not in said
    assert all_rows() == before


def test_overwriting_replaces_the_edit(load):
    load()
    Activity.objects.filter(slug="kartlagg-trygghet").update(title="Ändrad på sajten")
    report = load(overwrite=True)
    assert report.changed == (("activities", "kartlagg-trygghet", ("title",)),)
    assert Activity.objects.get(slug="kartlagg-trygghet").title == "Kartlägga tryggheten"
    assert not load().has_changed


def test_an_edit_that_the_file_has_too_is_no_conflict(load):
    load()
    Activity.objects.filter(slug="kartlagg-trygghet").update(title="Lika")
    report = load(PLAN.replace("Kartlägga tryggheten", "Lika"))
    assert not report.changed


def test_a_status_changed_on_the_site_is_a_conflict(load):
    from livskraft.plans.services.activities import change_status

    load()
    activity = Activity.objects.get(slug="kartlagg-trygghet")
    change_status(activity=activity, status="done", since=date(2021, 12, 1))
    with pytest.raises(PlanConflictError) as caught:
        load()
    assert {one.key for one in caught.value.differences} == {"status", "status_history"}


def test_records_that_the_file_lacks_stay_and_are_named(load):
    load()
    without = PLAN[: PLAN.index("  - {slug: ga-promenader")] + PLAN[PLAN.index("budget:") :]
    report = load(without)
    assert report.missing == (("activities", "ga-promenader"),)
    assert Activity.objects.get(slug="ga-promenader").archived_at is None


def test_missing_records_can_be_archived_and_come_back(load):
    load()
    without = PLAN[: PLAN.index("  - {slug: ga-promenader")] + PLAN[PLAN.index("budget:") :]
    report = load(without, archive_missing=True)
    assert report.archived == (("activities", "ga-promenader"),)
    activity = Activity.objects.get(slug="ga-promenader")
    assert activity.archived_at is not None
    assert activity.history.first().history_change_reason == "Läst från plan.yaml"
    assert not load(without, archive_missing=True).has_changed
    assert load().changed == (("activities", "ga-promenader", ("archived",)),)
    assert Activity.objects.get(slug="ga-promenader").archived_at is None


def test_a_record_archived_on_the_site_is_a_conflict(load):
    load()
    Goal.objects.filter(slug="halsa").update(archived_at=timezone.now())
    with pytest.raises(PlanConflictError) as caught:
        load()
    assert "arkiverats" in caught.value.text() or "archived" in caught.value.text()


def test_an_organisation_that_only_this_file_named_can_be_archived(load):
    text = PLAN.replace("goals:\n  - slug: valmaende", "goals:\n  - slug: valmaende", 1)
    extra = text.replace(
        "forums:",
        "  - {slug: extra, title: Extra, kind: other}\n  - {slug: delad, title: Delad, kind: other}\nforums:",
    )
    load(extra)
    other = f"{OTHER}  - {{slug: delad, title: Delad, kind: other}}\n"
    load(other, name="andra.yaml")
    report = load(text, archive_missing=True)
    assert report.archived == (("organisations", "extra"),)


def test_a_former_slug_renames_the_record_and_its_address(load):
    load()
    goal = Goal.objects.get(slug="halsa")
    text = (
        PLAN.replace("{slug: halsa,", "{slug: god-halsa, former_slugs: [halsa],")
        .replace("secondary_goals: [halsa]", "secondary_goals: [god-halsa]")
        .replace("primary_goal: halsa", "primary_goal: god-halsa")
    )
    report = load(text)
    assert report.renamed == (("goals", "halsa", "god-halsa"),)
    assert report.changed == (("goals", "god-halsa", ("former_slugs",)),)
    goal.refresh_from_db()
    assert (goal.slug, goal.address, goal.former_slugs) == ("god-halsa", "god-halsa", ["halsa"])
    assert Activity.objects.get(slug="ga-promenader").primary_goal == goal
    assert goal.history.count() == 2
    assert not load(text).has_changed


def test_an_old_name_is_not_taken_for_a_new_record(load):
    load()
    new = PLAN.replace(
        "slug: folkhalsa,", "slug: halsoenheten, former_slugs: [folkhalsa],"
    ).replace("lead: folkhalsa", "lead: halsoenheten")
    load(new)
    with pytest.raises(YamlFileError) as caught:
        load(PLAN)
    assert 'is called "halsoenheten"' in str(caught.value)
    assert Organisation.objects.count() == 3


def test_addresses_are_unique_over_plans_and_are_kept(load):
    load()
    load(PLAN.replace("slug: exempel-2030", "slug: exempel-2034"), name="ny.yaml")
    addresses = set(Goal.objects.values_list("address", flat=True))
    assert addresses == {
        *("valmaende", "trygghet", "halsa"),
        *("valmaende-exempel-2034", "trygghet-exempel-2034", "halsa-exempel-2034"),
    }


def test_an_address_that_leads_on_is_not_given_to_another_record(load):
    load()
    load(
        PLAN.replace("{slug: halsa,", "{slug: god-halsa, former_slugs: [halsa],")
        .replace("secondary_goals: [halsa]", "secondary_goals: [god-halsa]")
        .replace("primary_goal: halsa", "primary_goal: god-halsa")
    )
    load(
        "plan: {slug: andra, title: Andra, kind: programme}\ngoals: [{slug: halsa, title: Hälsa}]\n",
        name="b.yaml",
    )
    assert Goal.objects.get(slug="halsa").address == "halsa-andra"


def test_a_second_plan_leaves_what_it_does_not_say_about_shared_records(load):
    load()
    other = f"{OTHER}  - {{slug: folkhalsa, title: Enheten folkhälsa, kind: unit}}\n"
    report = load(other, name="andra.yaml")
    assert not report.changed
    folkhalsa = Organisation.objects.get(slug="folkhalsa")
    assert (folkhalsa.parent.slug, folkhalsa.contact) == ("regionen", "folkhalsa@example.org")


def test_a_second_plan_that_says_otherwise_about_a_shared_record_is_a_conflict(load):
    load()
    other = f"{OTHER}  - {{slug: sala, title: Sala, kind: municipality}}\n"
    with pytest.raises(PlanConflictError):
        load(other, name="andra.yaml")
    assert not Plan.objects.filter(slug="andra").exists()
    load(other, name="andra.yaml", overwrite=True)
    assert Organisation.objects.get(slug="sala").title == "Sala"


def test_shipped_frames_are_loaded_with_the_plan_that_names_them(load):
    text = (
        PLAN
        + "frames: [agenda-2030]\nlinks:\n  - {from: trygghet, to: agenda-2030/16, kind: contributes}\n"
    )
    report = load(text)
    assert [frame.plan for frame in report.frames] == ["agenda-2030"]
    frame = Plan.objects.get(slug="agenda-2030")
    assert (frame.kind, frame.goals.count()) == ("frame", 17)
    assert frame.goals.get(slug="16").address == "agenda-2030-16"
    link = GoalLink.objects.get()
    assert (link.from_goal.slug, link.to_goal.slug, link.kind) == ("trygghet", "16", "contributes")
    assert list(Plan.objects.get(slug="exempel-2030").frames.all()) == [frame]
    before = all_rows()
    load(text)
    assert all_rows() == before


def test_an_unknown_goal_of_a_frame_is_named_with_a_suggestion(load):
    with pytest.raises(YamlFileError) as caught:
        load(
            PLAN
            + "frames: [agenda-2030]\nlinks:\n  - {from: halsa, to: agenda-2030/116, kind: contributes}\n"
        )
    assert 'Did you mean "agenda-2030/16"?' in str(caught.value)


def test_an_inline_frame_becomes_a_frame(load):
    load(
        PLAN
        + "frames:\n  - {slug: ram, title: Vår ram, level: eu, goals: [{slug: ett, title: Ett}]}\n"
    )
    ram = Plan.objects.get(slug="ram")
    assert (ram.kind, ram.level, ram.goals.get().address) == ("frame", "eu", "ram-ett")


def test_a_successor_tells_what_its_goals_were(load):
    load()
    newer = (
        "plan: {slug: exempel-2034, title: Nästa, kind: strategy, successor_of: exempel-2030}\n"
        "goals: [{slug: trygg-vardag, title: Trygg vardag}]\n"
        "links: [{from: exempel-2030/trygghet, to: trygg-vardag, kind: became}]\n"
    )
    load(newer, name="ny.yaml")
    plan = Plan.objects.get(slug="exempel-2034")
    assert plan.successor_of.slug == "exempel-2030"
    assert GoalLink.objects.get().from_goal.slug == "trygghet"
    assert not load(newer, name="ny.yaml").has_changed
    assert not load().missing, "the link belongs to the newer plan's file"


def test_a_link_that_the_file_lacks_goes_only_when_asked_for_and_leaves_its_history(load):
    link = "links:\n  - {from: trygghet, to: halsa, kind: contributes}\n"
    load(PLAN + link)
    name = ("links", "exempel-2030/trygghet contributes exempel-2030/halsa")
    assert load().missing == (name,)
    assert load(archive_missing=True).archived == (name,)
    assert not GoalLink.objects.exists()
    assert GoalLink.history.first().history_type == "-"


def test_documents_are_kept_when_a_file_no_longer_names_them(load):
    load()
    load(PLAN.replace("strategin", "beslutet"), archive_missing=True)
    assert Document.objects.count() == 2


def test_a_large_plan_takes_no_more_queries(load, django_assert_max_num_queries):
    def activities(count: int) -> str:
        return PLAN.replace(
            "budget:",
            "".join(
                f'  - {{slug: a-{number}, title: A, primary_goal: halsa, areas: ["19"]}}\n'
                for number in range(count)
            )
            + "budget:",
        )

    load()
    with django_assert_max_num_queries(95):
        load(activities(400))
    with django_assert_max_num_queries(55):
        load(activities(400))


def test_derived_columns_follow_newer_rules_without_a_new_version(load):
    load()
    Goal.objects.filter(slug="halsa").update(sort_key="old", search_text="old", depth=7)
    report = load()
    goal = Goal.objects.get(slug="halsa")
    assert (goal.depth, goal.history.count(), report.has_changed) == (1, 1, False)
    assert "bättre" in goal.search_text
