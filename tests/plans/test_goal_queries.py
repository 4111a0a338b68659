from datetime import date, timedelta

import pytest
from django.db.models import F

from livskraft.plans.models import Binding, Document, Goal
from livskraft.plans.queries.goal_history import FIELDS
from livskraft.plans.queries.goal_page import goal_moved_to, goal_page
from livskraft.plans.queries.goals import goal_overview
from livskraft.plans.visibility import public_fields
from tests.factories import (
    make_activity,
    make_area,
    make_goal,
    make_link,
    make_organisation,
    make_plan,
)

pytestmark = pytest.mark.django_db


def entered_yesterday(goal):
    """Let all that was done to the goal so far have been done a day ago."""
    Goal.history.filter(id=goal.pk).update(history_date=F("history_date") - timedelta(days=1))


@pytest.fixture
def plan():
    return make_plan(level_names=["Målområde", "Delmål"])


@pytest.fixture
def area(plan):
    return make_goal(plan, "Ett välmående län", "valmaende")


@pytest.fixture
def safety(plan, area):
    return make_goal(plan, "Ökad trygghet", "trygghet", parent=area, number="3", is_priority=True)


@pytest.fixture
def trust(plan, area):
    return make_goal(plan, "Ökad tillit", "tillit", parent=area, number="4")


def test_each_activity_counts_once_in_its_group_and_at_each_goal_in_the_sum(plan, safety, trust):
    make_activity(safety, secondary=(trust,))
    make_activity(trust, status="done")
    elsewhere = make_goal(plan, "Digital omställning", is_horizontal=True)
    make_activity(elsewhere, secondary=(safety, trust), status="paused")
    overview = goal_overview(plan)
    assert overview.counts.total == 3
    assert overview.sum_over_goals == 6
    assert overview.counts.total <= overview.sum_over_goals
    [group] = overview.groups
    assert group.counts.total == 3
    assert [count.status for count in group.counts.by_status] == ["ongoing", "done", "paused"]


def test_horizontal_goals_stand_apart_and_are_not_followed_up_one_by_one(plan, safety, trust):
    make_goal(plan, "Hållbar utveckling", is_horizontal=True)
    overview = goal_overview(plan)
    assert [row.goal.title for row in overview.leaves] == ["Ökad trygghet", "Ökad tillit"]
    assert [group.goal.title for group in overview.horizontal] == ["Hållbar utveckling"]
    assert overview.priority_count == 1


def test_archived_goals_and_activities_are_not_counted(plan, safety, trust):
    make_activity(safety, archived_at="2022-01-01T00:00Z")
    make_activity(safety)
    trust.archived_at = "2022-01-01T00:00Z"
    trust.save()
    overview = goal_overview(plan)
    assert overview.counts.total == 1
    assert [row.goal.title for row in overview.leaves] == ["Ökad trygghet"]


def test_goals_of_a_flat_plan_form_one_group_without_a_heading():
    plan = make_plan("platt", level_names=["Delmål"])
    for title in ["Innovation", "Konkurrenskraft"]:
        make_goal(plan, title)
    [group] = goal_overview(plan).groups
    assert group.goal is None
    assert [row.goal.level_name for row in group.leaves] == ["Delmål", "Delmål"]


@pytest.mark.parametrize("size", [1, 40])
def test_the_overview_takes_four_queries_whatever_the_size(
    size, plan, area, safety, django_assert_num_queries
):
    for _ in range(size):
        make_activity(make_goal(plan, parent=area), secondary=(safety,))
    with django_assert_num_queries(4):
        goal_overview(plan)


def test_level_names_belong_to_the_lowest_levels(plan, area, safety):
    page = goal_page("valmaende", shown=5)
    assert page.goal.level_name == "Målområde"
    assert [row.goal.level_name for row in page.below] == ["Delmål"]


def test_the_nearest_binding_holds_and_all_municipalities_are_named_together(plan, area, safety):
    region = make_organisation("Region Västmanland")
    place = make_area("1981", "Sala")
    plan.areas.add(place)
    sala = make_organisation("Sala kommun", kind="municipality", area=place)
    Binding.objects.create(goal=area, organisation=region, strength="guiding")
    Binding.objects.create(goal=area, organisation=sala, strength="guiding")
    Binding.objects.create(goal=safety, organisation=region, strength="steering")
    groups = goal_page("trygghet", shown=5).bindings
    assert [group.phrase for group in groups] == [
        "styrande för Region Västmanland",
        "vägledande för länets kommuner",
    ]


def test_many_who_are_bound_alike_are_counted(plan, safety):
    for number in range(5):
        organisation = make_organisation(f"Förening {number}", kind="association")
        Binding.objects.create(goal=safety, organisation=organisation, strength="inspiring")
    [group] = goal_page("trygghet", shown=5).bindings
    assert group.phrase == "inspirerande för 5 andra aktörer"
    assert group.is_counted


def test_primary_activities_come_before_secondary_ones_and_all_are_counted(plan, safety, trust):
    make_activity(trust, "Bara sidomål", secondary=(safety,))
    make_activity(safety, "Huvudmål ett", ends=date(2022, 1, 1))
    make_activity(safety, "Huvudmål två")
    activities = goal_page("trygghet", shown=2).activities
    assert [row.title for row in activities.rows] == ["Huvudmål ett", "Huvudmål två"]
    assert (activities.primary, activities.secondary, activities.not_shown) == (2, 1, 1)
    assert (activities.undated, activities.unled) == (3, 3)


def test_a_goal_above_counts_each_activity_below_it_once(plan, area, safety, trust):
    make_activity(safety, secondary=(trust,))
    make_activity(trust, secondary=(safety,))
    activities = goal_page("valmaende", shown=5).activities
    assert (activities.total, activities.primary, activities.secondary) == (2, 2, 0)


def test_an_activity_of_an_earlier_version_shows_under_both_goals(plan, safety):
    oldest = make_goal(make_plan("plan-2010"), "Trygga kommuner", "trygga-kommuner")
    older = make_goal(make_plan("plan-2016"), "Trygga miljöer", "trygga-miljoer")
    make_link(oldest, older, "became")
    make_link(older, safety, "became")
    make_activity(oldest, "Trygghetsvandringar")
    new = goal_page("trygghet", shown=5)
    assert [row.title for row in new.activities.former] == ["Trygghetsvandringar"]
    assert new.activities.total == 0
    assert [link.goal.title for link in new.links.predecessors] == ["Trygga miljöer"]
    old = goal_page("trygga-kommuner", shown=5)
    assert [row.title for row in old.activities.rows] == ["Trygghetsvandringar"]
    assert [link.goal.title for link in old.links.successors] == ["Trygga miljöer"]


def test_links_run_from_the_international_level_to_the_local(plan, area, safety):
    local = make_goal(make_plan("sala", title="Salas plan", level="local"), "Trygga Sala")
    agenda = make_goal(
        make_plan("agenda-2030", title="Agenda 2030", kind="frame", level="international"),
        "Fredliga samhällen",
    )
    make_link(local, safety)
    make_link(area, agenda, note="Redaktionell koppling")
    first, second = goal_page("trygghet", shown=5).links.plans
    assert (first.plan.title, second.plan.title) == ("Agenda 2030", "Salas plan")
    assert [goal.title for goal in first.links[0].through] == ["Ett välmående län"]
    assert second.links[0].phrase == "får bidrag från"


def test_a_link_of_the_goals_own_needs_no_other_way(plan, area, safety):
    agenda = make_goal(make_plan("agenda-2030", kind="frame"), "Fredliga samhällen")
    make_link(area, agenda)
    make_link(safety, agenda)
    [linked] = goal_page("trygghet", shown=5).links.plans
    assert [link.through for link in linked.links] == [()]


def test_history_reads_public_fields_only():
    assert set(FIELDS) <= public_fields("plans.Goal")


def test_history_tells_public_changes_only(plan, safety):
    entered_yesterday(safety)
    safety.internal_note = "Fråga Anna"
    safety.save()
    safety.title = "Öka tryggheten"
    safety.save()
    changed, entered = goal_page("trygghet", shown=5).changes
    assert [(field.before, field.after) for field in changed.fields] == [
        ("Ökad trygghet", "Öka tryggheten")
    ]
    assert entered.fields == ()


def test_what_happens_on_one_day_is_one_row(plan, safety):
    safety.title = "Öka tryggheten"
    safety.save()
    assert [change.fields for change in goal_page("trygghet", shown=5).changes] == [()]
    entered_yesterday(safety)
    safety.title = "Ökad trygghet för alla"
    safety.save()
    changed, _entered = goal_page("trygghet", shown=5).changes
    assert [(field.before, field.after) for field in changed.fields] == [
        ("Öka tryggheten", "Ökad trygghet för alla")
    ]


def test_origin_names_document_and_place(plan, safety):
    document = Document.objects.create(slug="vp", title="Verksamhetsplan", year=2021)
    safety.document, safety.place = document, "avsnitt 2.2"
    safety.save()
    origin = goal_page("trygghet", shown=5).origin
    assert (origin.title, origin.year, origin.place) == ("Verksamhetsplan", 2021, "avsnitt 2.2")


def test_goals_that_share_a_number_know_of_each_other(plan, safety):
    make_goal(plan, "Ett annat mål", number="3")
    page = goal_page("trygghet", shown=5)
    assert [goal.title for goal in page.same_number] == ["Ett annat mål"]


def test_a_former_slug_leads_to_the_present_address(plan, safety):
    safety.former_slugs = ["okad-trygghet"]
    safety.save()
    assert goal_moved_to("okad-trygghet").address == "trygghet"
    assert goal_moved_to("okad-trygghet-plan").address == "trygghet"
    assert goal_moved_to("finns-inte") is None


@pytest.mark.parametrize("size", [1, 60])
def test_a_goal_page_takes_the_same_queries_whatever_the_size(
    size, plan, area, safety, trust, django_assert_num_queries
):
    for number in range(size):
        make_activity(safety, secondary=(trust,), status_since=date(2022, 1, 1))
        make_link(safety, make_goal(make_plan(f"plan-{number}")))
    with django_assert_num_queries(13):
        goal_page("trygghet", shown=20)
