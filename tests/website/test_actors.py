import pytest
from django.utils import timezone

from livskraft.plans.models import Binding, BudgetLine, Partnership
from tests.factories import (
    make_activity,
    make_area,
    make_forum,
    make_goal,
    make_organisation,
    make_plan,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def goal():
    return make_goal(make_plan(), "Ökad trygghet", "trygghet", number="3")


@pytest.fixture
def region():
    return make_organisation("Region Väst", "region-vast", description="Har ansvaret.")


@pytest.fixture
def unit(region):
    return make_organisation("Enheten Folkhälsa", "folkhalsa", kind="unit", parent=region)


def test_actors_stand_by_kind_in_swedish_order_with_their_numbers(
    strict_client, goal, region, unit
):
    for title in ["Östra nätverket", "Alfa", "Ätten"]:
        make_organisation(title, kind="network")
    activity = make_activity(goal, lead=unit)
    Partnership.objects.create(activity=activity, organisation=unit, role="finances")
    groups = strict_client.get("/aktorer/", queries=4).context["groups"]
    assert [group.kind for group in groups] == ["region", "unit", "network"]
    names = [row.organisation.title for row in groups[2].rows]
    assert names == ["Alfa", "Ätten", "Östra nätverket"]
    assert [(row.leads, row.takes_part) for row in groups[1].rows] == [(1, 0)]


def test_the_page_says_what_it_does_in_each_role(strict_client, goal, unit):
    make_activity(goal, "Leds", lead=unit)
    for role in ["coordinates", "finances", "participates"]:
        Partnership.objects.create(activity=make_activity(goal, role), organisation=unit, role=role)
    text = " ".join(strict_client.get("/aktorer/folkhalsa/").text.split())
    assert (
        "Enheten Folkhälsa har del i 4 av 4 aktiviteter: "
        "leder 1, samordnar 1, finansierar 1, deltar i 1." in text
    )
    headings = ["Leder", "Samordnar", "Finansierar", "Deltar i"]
    assert all(f">{heading}</h2>" in text for heading in headings)


def test_the_activities_of_units_are_taken_in_and_say_which_unit(strict_client, goal, region, unit):
    activity = make_activity(goal, "Enhetens", lead=region)
    Partnership.objects.create(activity=activity, organisation=unit, role="participates")
    text = " ".join(strict_client.get("/aktorer/region-vast/").text.split())
    assert "Region Väst med enheter har del i 1 av 1 aktiviteter" in text
    assert "Enheten Folkhälsa deltar" in text
    assert "1 av dem hos en enhet." in text


def test_the_number_is_that_of_the_list_which_it_links_to(strict_client, goal, region, unit):
    make_activity(goal, lead=unit)
    activity = make_activity(goal, lead=region)
    Partnership.objects.create(activity=activity, organisation=unit, role="participates")
    make_activity(goal)
    page = strict_client.get("/aktorer/region-vast/").context["page"]
    found = strict_client.get("/aktiviteter/?aktor=region-vast").context["found"]
    assert page.number == found.found == 2


def test_what_binds_a_region_binds_its_units(strict_client, goal, region, unit):
    Binding.objects.create(goal=goal, organisation=region, strength="steering")
    text = strict_client.get("/aktorer/folkhalsa/").text
    assert "Strategin är styrande för Region Väst." in text
    Binding.objects.create(goal=goal, organisation=unit, strength="inspiring")
    text = strict_client.get("/aktorer/folkhalsa/").text
    assert "Strategin är inspirerande för Enheten Folkhälsa." in text


def test_forums_units_and_money_stand_there(strict_client, goal, region, unit):
    make_forum("Beredningen", "beredningen").members.add(region)
    BudgetLine.objects.create(
        plan=goal.plan,
        slug="medel",
        title="Statliga medel",
        organisation=region,
        year=2021,
        amount=64_000_000,
    )
    text = strict_client.get("/aktorer/region-vast/").text
    assert 'href="/forum/beredningen/"' in text
    assert 'href="/aktorer/folkhalsa/"' in text
    assert "64\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}000" in text


def test_a_municipality_leads_to_its_own_page(strict_client, goal):
    area = make_area()
    make_organisation("Sala kommun", "sala", kind="municipality", area=area)
    assert 'href="/kommuner/sala/"' in strict_client.get("/aktorer/sala/").text


def test_an_actor_in_no_activity_says_so(strict_client, region):
    text = " ".join(strict_client.get("/aktorer/region-vast/").text.split())
    assert "Region Väst nämns i planen, men inte i någon aktivitet." in text


def test_internal_notes_are_never_shown(strict_client, region):
    region.internal_note = "hemligt"
    region.save()
    assert "hemligt" not in strict_client.get("/aktorer/region-vast/").text


def test_an_earlier_address_leads_to_the_present_one(strict_client, region):
    region.former_slugs = ["landstinget"]
    region.save()
    response = strict_client.get("/en/aktorer/landstinget/")
    assert (response.status_code, response["Location"]) == (301, "/en/aktorer/region-vast/")
    region.archived_at = timezone.now()
    region.save()
    for slug in ["landstinget", "region-vast", "finns-inte"]:
        assert strict_client.get(f"/aktorer/{slug}/").status_code == 404


def test_a_circle_of_parents_ends(strict_client, region, unit):
    region.parent = unit
    region.save()
    assert strict_client.get("/aktorer/folkhalsa/").status_code == 200


def test_the_number_of_queries_does_not_grow_and_long_lists_are_cut(strict_client, goal, unit):
    make_activity(goal, lead=unit)
    strict_client.get("/aktorer/folkhalsa/", queries=19)
    for place in range(60):
        make_activity(goal, f"A {place}", lead=unit)
    response = strict_client.get("/aktorer/folkhalsa/", queries=19)
    assert "Alla 61 aktiviteter" in response.text
    [group] = response.context["page"].roles
    assert (group.number, len(group.tasks)) == (61, 50)
