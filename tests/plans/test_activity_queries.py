from datetime import date, timedelta

import pytest
from django.utils import timezone

from livskraft.plans.models import Activity, Partnership, StatusChange
from livskraft.plans.queries.activities import activity_list
from livskraft.plans.queries.activity_choices import Selection
from livskraft.plans.queries.activity_page import activity_moved_to, activity_page
from livskraft.plans.queries.activity_table import activity_records
from livskraft.plans.queries.plan import leading_plan
from tests.factories import (
    make_activity,
    make_area,
    make_goal,
    make_milestone,
    make_organisation,
    make_plan,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return make_plan(as_of=date(2023, 1, 26))


@pytest.fixture
def area(plan):
    return make_goal(plan, "Ett tillgängligt län", "tillgangligt")


@pytest.fixture
def goal(plan, area):
    return make_goal(plan, "Snabbt bredband", "bredband", parent=area, number="9")


@pytest.fixture
def other(plan):
    return make_goal(plan, "Ökad trygghet", "trygghet", number="3")


def found(**asked):
    return activity_list(Selection(**asked), leading_plan())


def titles(**asked):
    return [row.title for group in found(**asked).groups for row in group.rows]


def test_a_goal_takes_in_the_goals_below_it_as_primary_or_secondary(area, goal, other):
    make_activity(other, "Annan")
    make_activity(other, "Sido", secondary=(goal,))
    make_activity(goal, "Huvud")
    assert titles(goal="tillgangligt") == ["Huvud", "Sido"]
    result = found(goal="tillgangligt")
    assert (result.total, result.found, result.as_primary, result.as_secondary) == (3, 2, 1, 1)


def test_an_activity_that_serves_two_goals_of_a_branch_is_counted_once(area, goal):
    make_activity(goal, "En", secondary=(area, goal))
    assert found(goal="tillgangligt").found == 1


def test_partners_are_found_in_activities_that_others_lead(goal):
    region = make_organisation("Regionen", "regionen")
    sala = make_organisation("Sala kommun", "sala", kind="municipality")
    led = make_activity(goal, "Regionens", lead=region)
    make_activity(goal, "Salas egen", lead=sala)
    make_activity(goal, "Ingens")
    Partnership.objects.create(activity=led, organisation=sala, role="finances")
    assert titles(actor="sala") == ["Regionens", "Salas egen"]
    assert titles(actor="sala", role="partner") == ["Regionens"]
    assert titles(actor="sala", role="finances") == ["Regionens"]
    assert titles(actor="sala", role="coordinates") == []
    assert titles(actor="sala", role="lead") == ["Salas egen"]


def test_an_actor_takes_in_its_units(goal):
    region = make_organisation("Regionen", "regionen")
    make_activity(goal, "Enhetens", lead=make_organisation("Enheten", "enheten", parent=region))
    assert titles(actor="regionen") == ["Enhetens"]


def test_a_municipality_finds_what_is_done_there_and_what_it_takes_part_in(goal):
    county = make_area("19", "Västmanlands län", "county", slug="vastmanlands-lan")
    sala = make_area("1981", "Sala", parent=county)
    municipality = make_organisation("Sala kommun", "sala-kommun", "municipality", area=sala)
    make_activity(goal, "Där", areas=(sala,))
    make_activity(goal, "Leds därifrån", lead=municipality)
    make_activity(goal, "I hela länet", areas=(county,))
    make_activity(goal, "Ingenstans")
    assert titles(area="sala") == titles(area="1981") == ["Där", "Leds därifrån"]
    assert found(area="sala").in_whole_county == 1
    assert titles(area="19") == ["I hela länet"]


def test_a_period_finds_what_has_a_day_in_it(goal):
    make_activity(goal, "Före", starts=date(2020, 1, 1), ends=date(2020, 12, 31))
    make_activity(goal, "Över", starts=date(2020, 1, 1), ends=date(2023, 1, 1))
    make_activity(goal, "Utan slut", starts=date(2021, 5, 1))
    make_activity(goal, "Utan början", ends=date(2021, 5, 1))
    make_activity(goal, "Utan datum")
    assert titles(period="2021–2022") == ["Över", "Utan slut", "Utan början"]


def test_words_are_found_inside_compound_words(goal):
    make_activity(goal, "Verka för bredbandsutbyggnad")
    make_activity(goal, "Något annat")
    assert titles(words="Bredbandet") == ["Verka för bredbandsutbyggnad"]


def test_counts_of_statuses_reflect_the_other_filters_and_add_up_to_the_list(goal, other):
    make_activity(goal, "Pågår", status="ongoing")
    make_activity(goal, "Klar", status="done")
    make_activity(other, "Klar också", status="done")
    result = found(goal="bredband", statuses=("done",))
    numbers = {each.status: each.number for each in result.statuses}
    assert (numbers["ongoing"], numbers["done"]) == (1, 1)
    assert titles(goal="bredband", statuses=("done",)) == ["Klar"]
    everything = found()
    assert sum(each.number for each in everything.statuses) == everything.found == everything.total
    assert sum(group.number for group in everything.groups) == everything.found


def test_what_stands_for_nothing_is_named_and_filters_nothing(goal):
    make_activity(goal)
    result = found(goal="x", actor="y", area="0127", period="nu", plan="z", statuses=("hej",))
    assert set(result.unknown) == {"goal", "actor", "area", "period", "plan", "statuses"}
    assert result.found == 1


def test_archived_activities_and_those_of_archived_plans_are_not_counted(goal):
    make_activity(goal, archived_at=timezone.now())
    old = make_plan("gammal", archived_at=timezone.now())
    make_activity(make_goal(old, slug="gammalt"))
    assert found().total == 0


def test_activities_stand_by_target_area_in_the_order_of_the_plan(goal, other, area):
    make_activity(other, "Trygghet, först i planen")
    make_activity(goal, "Bredband")
    groups = found().groups
    assert [group.goal.title for group in groups] == ["Ett tillgängligt län", "Ökad trygghet"]


def test_only_so_many_rows_are_read_as_are_shown(goal):
    for number in range(4):
        make_activity(goal, f"Nr {number}")
    result = activity_list(Selection(), leading_plan(), shown=3)
    assert (result.shown, result.found, result.groups[0].number) == (3, 4, 4)


def test_a_few_old_activities_do_not_stretch_the_axis(goal):
    for _ in range(60):
        make_activity(goal, starts=date(2021, 1, 1), ends=date(2023, 6, 30))
    make_activity(goal, starts=date(1999, 1, 1), ends=date(2021, 6, 30))
    assert found().first_day == date(2021, 1, 1)


def test_the_number_of_queries_is_the_same_for_few_and_many(goal, django_assert_num_queries):
    leading = leading_plan()
    for size in (1, 30):
        for number in range(size):
            made = make_activity(goal, f"{size}-{number}", secondary=(goal.parent,))
            make_milestone(made, "Klart", date(2022, 1, 1))
        with django_assert_num_queries(12):
            activity_list(Selection(), leading)
        with django_assert_num_queries(11):
            activity_records(Selection())


def test_a_page_tells_what_is_known_of_an_activity(goal, other):
    lead = make_organisation("Enheten", "enheten")
    whole = make_activity(other, "Hela", "hela")
    made = make_activity(
        goal, "En del", "en-del", secondary=(other,), lead=lead, parent=whole,
        status="ongoing", ends=date(2022, 12, 31),
    )  # fmt: skip
    StatusChange.objects.create(activity=made, status="paused", reason="Snö.", position=1)
    page = activity_page("en-del")
    assert page is not None
    assert page.primary.goal.title == "Snabbt bredband"
    assert [goal.title for goal in page.primary.above] == ["Ett tillgängligt län"]
    assert [served.goal.title for served in page.secondary] == ["Ökad trygghet"]
    assert page.lead is not None
    assert page.lead.title == "Enheten"
    assert page.parent is not None
    assert page.parent.address == "hela"
    assert page.is_overdue
    assert [step.reason for step in page.steps] == ["", "Snö."]
    parts = activity_page("hela")
    assert parts is not None
    assert [part.title for part in parts.parts] == ["En del"]


def test_a_former_slug_leads_to_the_activity(goal):
    make_activity(goal, slug="ny", former_slugs=["gammal"])
    assert activity_page("gammal") is None
    assert activity_moved_to("gammal") == "ny"
    assert activity_moved_to("okänd") is None


def test_edits_are_told_in_public_fields_only(goal, other):
    made = make_activity(goal, "Före", "aktivitet", ends=date(2021, 12, 31))
    yesterday = timezone.now() - timedelta(days=1)
    Activity.history.filter(id=made.pk).update(history_date=yesterday)
    made.internal_note = "Hemligt."
    made.save()
    made.title, made.ends = "Efter", date(2022, 12, 31)
    made.secondary_goals.set([other])
    made._change_reason = "Av hemliga skäl"
    made.save()
    page = activity_page("aktivitet")
    assert page is not None
    told = [(field.before, field.after) for edit in page.edits for field in edit.fields]
    assert ("Före", "Efter") in told
    assert ("31 december 2021", "31 december 2022") in told
    assert ("", "Ökad trygghet") in told
    assert "emlig" not in repr(page)
