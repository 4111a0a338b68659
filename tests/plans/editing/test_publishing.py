"""A reviewed draft becomes the public record, as a plan file would have written it."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from livskraft.plans.models import Activity, Draft, Goal, GoalLink, Plan
from livskraft.plans.queries.planfile.keys import Keys
from livskraft.plans.queries.planfile.stored import read_stored
from livskraft.plans.queries.planfile.tables import all_tables
from livskraft.plans.queries.versions import record_now
from livskraft.plans.services.editing import (
    ObstaclesError,
    begin_draft,
    publish_draft,
    review_draft,
    save_draft,
)
from livskraft.plans.services.planfile import PlanConflictError, load_plan_file, save_plan
from tests.plans.editing.conftest import edit, now, owner_of
from tests.plans.planfiles import PLAN, write

pytestmark = pytest.mark.django_db
GOALS = ["valmaende", "trygghet", "halsa"]


def test_a_record_alone_is_what_the_whole_plan_holds(plan):
    stored = read_stored(plan, all_tables(), Keys(all_tables(), plan))
    for section, records in stored.content.items():
        for slug, record in records.items():
            assert record_now(section, owner_of(section, plan), slug) == record


def test_an_edit_changes_its_record_and_nothing_else(plan, strategist):
    before = read_stored(plan, all_tables(), Keys(all_tables(), plan)).content
    published = edit(
        "activities", plan, "kartlagg-trygghet", strategist, "Rättat.", title="Kartlägga otrygghet"
    )
    assert (published.plan, published.slug, published.address) == (
        "exempel-2030",
        "kartlagg-trygghet",
        "kartlagg-trygghet",
    )
    after = read_stored(plan, all_tables(), Keys(all_tables(), plan)).content
    expected = {**before["activities"]["kartlagg-trygghet"], "title": "Kartlägga otrygghet"}
    assert after.pop("activities") == {**before["activities"], "kartlagg-trygghet": expected}
    before.pop("activities")
    assert after == before
    activity = Activity.objects.get(slug="kartlagg-trygghet")
    assert "otrygghet" in activity.search_text
    version = activity.history.first()
    assert (version.history_change_reason, version.history_user) == ("Rättat.", strategist)


def test_all_rows_of_an_edit_have_one_moment(plan, strategist):
    edit(
        "activities",
        plan,
        "kartlagg-trygghet",
        strategist,
        "Nytt läge.",
        partners=[{"organisation": "regionen", "role": "finances"}],
        milestones=[{"title": "Slutrapport", "date": "2021-12-01"}],
        status="done",
        status_history=[
            {"status": "planned", "since": "2020-11-01"},
            {"status": "done", "since": "2021-12-02"},
        ],
    )
    activity = Activity.objects.get(slug="kartlagg-trygghet")
    newest = activity.history.first().history_date
    moments = set()
    for related in ("partnerships", "status_changes", "milestones"):
        history = getattr(activity, related).model.history
        moments |= set(
            history.filter(history_change_reason="Nytt läge.").values_list(
                "history_date", flat=True
            )
        )
    assert moments == {newest}
    assert (activity.status, str(activity.status_since)) == ("done", "2021-12-02")


def test_a_new_activity_comes_last_with_a_slug_of_its_title(plan, strategist):
    published = edit(
        "activities", plan, None, strategist, title="Öppna fler mötesplatser", primary_goal="halsa"
    )
    assert published.slug == "oppna-fler-motesplatser"
    slugs = [activity.slug for activity in plan.activities.all()]
    assert slugs == ["kartlagg-trygghet", "ga-promenader", "oppna-fler-motesplatser"]


def test_two_new_records_of_one_name_get_slugs_of_their_own(plan, strategist):
    first = edit("organisations", plan, None, strategist, title="Å & Ö", kind="other")
    second = edit("organisations", plan, None, strategist, title="A O", kind="other")
    assert (first.slug, second.slug) == ("a-o", "a-o-2")


def test_a_new_goal_comes_last_among_its_siblings(plan, strategist):
    edit("goals", plan, None, strategist, title="Trygga barn", parent="trygghet")
    edit("goals", plan, None, strategist, title="Hållbarhet")
    edit("goals", plan, None, strategist, title="Delaktighet", parent="valmaende")
    goals = list(Goal.objects.values_list("slug", "depth", "position"))
    assert goals == [
        ("valmaende", 0, 0),
        ("trygghet", 1, 1),
        ("trygga-barn", 2, 2),
        ("halsa", 1, 3),
        ("delaktighet", 1, 4),
        ("hallbarhet", 0, 5),
    ]


def test_moving_a_goal_takes_those_below_it_along(plan, strategist):
    edit("goals", plan, None, strategist, title="Trygga barn", parent="trygghet")
    edit("goals", plan, "trygghet", strategist, parent="halsa")
    goals = list(Goal.objects.values_list("slug", "depth"))
    assert goals == [("valmaende", 0), ("halsa", 1), ("trygghet", 2), ("trygga-barn", 3)]
    assert Goal.objects.get(slug="trygga-barn").history.count() == 1, "depth leaves no history"
    edit("goals", plan, "trygghet", strategist, parent=None)
    goals = list(Goal.objects.values_list("slug", "depth"))
    assert goals == [("valmaende", 0), ("halsa", 1), ("trygghet", 0), ("trygga-barn", 1)]


def test_a_goal_cannot_be_moved_below_itself(plan, strategist):
    with pytest.raises(ObstaclesError) as caught:
        edit("goals", plan, "valmaende", strategist, parent="halsa")
    assert [one.key for one in caught.value.obstacles] == ["parent"]


@pytest.mark.parametrize(
    ("section", "slug"),
    [
        ("goals", "valmaende"),
        ("activities", "kartlagg-trygghet"),
        ("organisations", "regionen"),
        ("forums", "beredningen"),
    ],
)
def test_a_renamed_record_leads_on_and_what_named_it_still_does(plan, strategist, section, slug):
    below = record_now(section, owner_of(section, plan), slug)
    published = edit(section, plan, slug, strategist, slug_="nytt-namn")
    assert published.slug == published.address == "nytt-namn"
    record = now(section, plan, "nytt-namn")
    assert record == {**below, "former_slugs": [slug]}
    assert record_now(section, owner_of(section, plan), slug) is None
    content = read_stored(plan, all_tables(), Keys(all_tables(), plan)).content
    assert slug not in content[section]
    assert f"'{slug}'" not in str({**content, section: {}}).replace(f"['{slug}']", "")


def test_open_drafts_follow_a_renamed_record(plan, strategist, editor):
    draft = begin_draft(section="activities", plan=plan, slug="kartlagg-trygghet", by=editor)
    edit("activities", plan, "kartlagg-trygghet", strategist, slug_="kartlagg")
    draft.refresh_from_db()
    assert draft.slug == "kartlagg"


def test_open_drafts_follow_what_they_name(plan, strategist, editor, tmp_path: Path):
    slug = "kartlagg-trygghet"
    draft = begin_draft(section="activities", plan=plan, slug=slug, by=editor)
    edit("organisations", plan, "sala", strategist, slug_="sala-kommun")
    edit("goals", plan, "halsa", strategist, slug_="god-halsa")
    draft.refresh_from_db()
    assert draft.content == draft.base == now("activities", plan, slug)
    renamed = save_plan(plan.slug).replace(
        "slug: folkhalsa\n", "slug: enheten\n  former_slugs: [folkhalsa]\n"
    )
    load_plan_file(write(tmp_path, renamed.replace("lead: folkhalsa", "lead: enheten")))
    draft.refresh_from_db()
    assert draft.content["lead"] == "enheten"


def test_a_plan_and_a_frame_can_be_made(plan, strategist):
    edit("plan", plan, None, strategist, title="Klimatprogram", kind="programme", areas=["0180"])
    frame = edit("plan", plan, None, strategist, title="Egen ram", kind="frame")
    assert (frame.plan, frame.slug) == ("", "egen-ram")
    edit(
        "plan", plan, "klimatprogram", strategist, frames=["egen-ram"], successor_of="exempel-2030"
    )
    made = Plan.objects.get(slug="klimatprogram")
    assert [one.slug for one in made.frames.all()] == ["egen-ram"]
    assert [one.code for one in made.areas.all()] == ["0180"]
    goal = edit("goals", Plan.objects.get(slug="egen-ram"), None, strategist, title="Ett delmål")
    assert goal.address == "egen-ram-ett-delmal"


def test_a_plan_keeps_its_slug(plan, strategist):
    with pytest.raises(ValidationError):
        edit("plan", plan, "exempel-2030", strategist, slug_="annan")


def test_links_are_made_and_changed(plan, strategist):
    made = edit("links", plan, None, strategist, from_="trygghet", to="halsa")
    assert made.slug == "exempel-2030/trygghet contributes exempel-2030/halsa"
    changed = edit("links", plan, made.slug, strategist, kind="corresponds", note="Hör ihop.")
    assert changed.slug == "exempel-2030/trygghet corresponds exempel-2030/halsa"
    link = GoalLink.objects.get()
    assert (link.kind, link.note, link.history.count()) == ("corresponds", "Hör ihop.", 2)
    with pytest.raises(ObstaclesError):
        edit("links", plan, None, strategist, from_="trygghet", to="halsa", kind="corresponds")


def test_an_edited_field_is_no_example_any_more(plan, strategist):
    edit("activities", plan, "kartlagg-trygghet", strategist, starts="2021-02-01")
    assert "example" not in now("activities", plan, "kartlagg-trygghet")


def test_a_field_that_is_not_edited_stays_an_example(plan, strategist):
    edit("activities", plan, "kartlagg-trygghet", strategist, ends="2021-11-30")
    assert now("activities", plan, "kartlagg-trygghet")["example"] == ["starts"]


def test_publishing_what_is_stored_already_leaves_no_version(plan, strategist):
    edit("activities", plan, "kartlagg-trygghet", strategist)
    assert Activity.objects.get(slug="kartlagg-trygghet").history.count() == 1
    assert Draft.objects.get().state == "published"


def test_an_edit_is_a_conflict_for_the_next_load_of_the_file(plan, strategist, tmp_path: Path):
    edit("activities", plan, "kartlagg-trygghet", strategist, title="Ändrad här")
    edit("forums", plan, "beredningen", strategist, cadence="Varje månad")
    with pytest.raises(PlanConflictError) as caught:
        load_plan_file(write(tmp_path, PLAN))
    differing = {(one.slug, one.key) for one in caught.value.differences}
    assert ("kartlagg-trygghet", "title") in differing
    load_plan_file(write(tmp_path, PLAN), overwrite=True)
    assert now("activities", plan, "kartlagg-trygghet")["title"] == "Kartlägga tryggheten"


def test_saving_and_loading_an_edited_plan_is_silent(plan, strategist, tmp_path: Path):
    edit("activities", plan, "kartlagg-trygghet", strategist, starts="2021-02-01")
    edit("goals", plan, "trygghet", strategist, parent="halsa", slug_="trygg")
    edit("activities", plan, None, strategist, title="Ny aktivitet", primary_goal="trygg")
    edit("organisations", plan, "folkhalsa", strategist, slug_="halsoenheten")
    edit("forums", plan, "beredningen", strategist, meetings=[{"date": "2022-01-01"}])
    edit("links", plan, None, strategist, from_="trygg", to="halsa")
    saved = save_plan(plan.slug)
    report = load_plan_file(write(tmp_path, saved))
    assert not report.has_changed
    assert not report.missing
    assert save_plan(plan.slug) == saved


@pytest.mark.parametrize("section", ["activities", "goals", "organisations", "forums"])
def test_publishing_asks_as_much_in_every_plan(plan, strategist, section):
    slug = {
        "activities": "kartlagg-trygghet",
        "goals": "halsa",
        "organisations": "sala",
        "forums": "beredningen",
    }[section]

    def queries(title: str) -> int:
        draft = begin_draft(section=section, plan=owner_of(section, plan), slug=slug, by=strategist)
        content = {**draft.content, "title": title}
        draft = save_draft(draft=draft, content=content, by=strategist)
        draft = review_draft(draft=draft, by=strategist)
        with CaptureQueriesContext(connection) as captured:
            publish_draft(draft=draft, by=strategist)
        return len(captured)

    few = queries("Ett")
    for number in range(5):
        edit("goals", plan, None, strategist, title=f"Mål {number}")
        values = {"title": f"Aktivitet {number}", "primary_goal": "halsa", "lead": "sala"}
        edit("activities", plan, None, strategist, **values)
    assert queries("Två") == few <= 40
