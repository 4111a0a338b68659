from datetime import date

import pytest

from livskraft.plans.models import AreaShape, Binding, ForumMeeting, Partnership
from tests.factories import (
    make_activity,
    make_area,
    make_forum,
    make_goal,
    make_milestone,
    make_organisation,
    make_plan,
)

pytestmark = pytest.mark.django_db

SQUARE = [[[16.0, 59.5], [16.5, 59.5], [16.5, 60.0], [16.0, 60.0], [16.0, 59.5]]]


@pytest.fixture
def county():
    return make_area("19", "Västmanlands län", "county", slug="vastmanlands-lan")


@pytest.fixture
def sala(county):
    area = make_area(parent=county)
    AreaShape.objects.create(area=area, polygons=SQUARE)
    return area


@pytest.fixture
def plan(county, sala):
    plan = make_plan(as_of=date(2023, 1, 26))
    plan.areas.add(county)
    return plan


@pytest.fixture
def goal(plan):
    return make_goal(plan, "Ökad trygghet", "trygghet", number="3")


@pytest.fixture
def municipality(sala):
    return make_organisation("Sala kommun", "sala", kind="municipality", area=sala)


def take_part(activity, organisation, role="participates"):
    Partnership.objects.create(activity=activity, organisation=organisation, role=role)


def test_the_list_counts_each_activity_once_and_not_those_of_the_county(
    strict_client, goal, municipality, sala, county
):
    both = make_activity(goal, "Både här och med kommunen", areas=(sala,))
    take_part(both, municipality)
    take_part(both, municipality, "finances")
    make_activity(goal, "Leds av kommunen", lead=municipality)
    make_activity(goal, "I hela länet", areas=(county,))
    text = strict_client.get("/kommuner/", queries=5).text
    assert "2 aktiviteter" in text
    assert "Sala kommun" in text


def test_the_page_opens_with_a_sentence_that_can_be_read_aloud(
    strict_client, goal, municipality, sala
):
    for status in ["ongoing", "ongoing", "done"]:
        take_part(make_activity(goal, status=status), municipality)
    make_activity(goal, "Bara på platsen", areas=(sala,))
    make_activity(goal, "Någon annans")
    text = " ".join(strict_client.get("/kommuner/sala/").text.split())
    assert "Sala kommun deltar i 3 av 5 aktiviteter. Två pågår. En till görs i Sala." in text
    assert "4 av 5 aktiviteter." in text
    assert "Någon annans" not in text


def test_the_number_is_that_of_the_list_which_it_links_to(
    strict_client, goal, municipality, sala, county
):
    take_part(make_activity(goal, areas=(sala,)), municipality)
    make_activity(goal, lead=municipality)
    make_activity(goal, areas=(county,))
    page = strict_client.get("/kommuner/sala/").context["page"]
    there = strict_client.get("/aktiviteter/?kommun=sala").context["found"]
    whole = strict_client.get("/aktiviteter/?kommun=vastmanlands-lan").context["found"]
    assert page.number == there.found == 2
    assert page.in_whole_county == whole.found == 1


def test_each_row_says_what_the_municipality_has_to_do_with_it(
    strict_client, goal, municipality, sala
):
    take_part(make_activity(goal, "A"), municipality, "finances")
    make_activity(goal, "B", lead=municipality)
    make_activity(goal, "C", areas=(sala,))
    text = strict_client.get("/kommuner/sala/").text
    assert "Sala kommun finansierar" in text
    assert "Sala kommun leder" in text
    assert "Mål 3 · i Sala" in text


def test_a_municipality_without_activities_says_so_and_what_comes(strict_client, goal, sala):
    make_activity(goal)
    text = strict_client.get("/kommuner/sala/").text
    assert "Ingen av de 1 aktiviteterna nämner Sala." in text
    assert "När en gör det står den här" in text
    assert "Inget mått har ett värde för Sala än." in text


def test_the_binding_is_said_in_words(strict_client, goal, municipality):
    binding = Binding.objects.create(goal=goal, organisation=municipality, strength="guiding")
    text = strict_client.get("/kommuner/sala/").text
    assert "Strategin är vägledande för Sala kommun." in text
    make_goal(goal.plan, "Ett mål till utan bindning", "annat")
    text = strict_client.get("/kommuner/sala/").text
    assert "Vägledande:" in text
    assert f'href="/mal/{binding.goal.address}/"' in text


def test_the_coming_year_holds_milestones_meetings_and_last_days_in_order(
    strict_client, goal, municipality
):
    ongoing = make_activity(goal, "Kulturplan", ends=date(2023, 12, 31))
    stopped = make_activity(goal, "Nedlagd", status="cancelled", ends=date(2023, 6, 30))
    for activity in (ongoing, stopped):
        take_part(activity, municipality)
    make_milestone(ongoing, "Planen öppnar", date(2023, 3, 4))
    make_milestone(ongoing, "Förra året", date(2022, 3, 4))
    make_milestone(ongoing, "Om två år", date(2025, 3, 4))
    make_milestone(stopped, "Blir inte av", date(2023, 3, 4))
    forum = make_forum("Beredningen", "beredningen")
    forum.members.add(municipality)
    ForumMeeting.objects.create(forum=forum, date=date(2023, 2, 10), title="Lärdomar")
    ForumMeeting.objects.create(forum=make_forum("Andra"), date=date(2023, 2, 11))
    page = strict_client.get("/kommuner/sala/").context["page"]
    assert [(day.kind, day.title) for day in page.coming] == [
        ("meeting", "Lärdomar"),
        ("milestone", "Planen öppnar"),
        ("end", "Kulturplan"),
    ]


def test_activities_that_end_on_the_same_day_are_one_row(strict_client, goal, municipality):
    for title in "ABC":
        take_part(make_activity(goal, title, ends=date(2023, 12, 31)), municipality)
    text = strict_client.get("/kommuner/sala/").text
    assert "Sista dagen för 3 av aktiviteterna ovan" in text


def test_the_map_is_drawn_only_where_the_shape_is_known(strict_client, plan, county):
    assert 'aria-label="Sala, Västmanlands län"' in strict_client.get("/kommuner/sala/").text
    make_area("1980", "Heby", slug="heby", parent=county)
    assert "locator-map" not in strict_client.get("/kommuner/heby/").text


def test_the_number_of_queries_does_not_grow(strict_client, goal, municipality, sala):
    for place in range(3):
        take_part(make_activity(goal, f"A {place}", areas=(sala,)), municipality)
    strict_client.get("/kommuner/sala/", queries=24)
    for place in range(30):
        take_part(make_activity(goal, f"B {place}", areas=(sala,)), municipality)
    strict_client.get("/kommuner/sala/", queries=24)


def test_a_code_leads_to_the_name_and_other_places_are_not_here(strict_client, plan):
    response = strict_client.get("/kommuner/1981/")
    assert (response.status_code, response["Location"]) == (301, "/kommuner/sala/")
    make_area("0180", "Stockholm", slug="stockholm")
    for slug in ["stockholm", "0180", "vastmanlands-lan", "finns-inte"]:
        assert strict_client.get(f"/kommuner/{slug}/").status_code == 404


def test_before_any_plan_the_list_says_what_comes(strict_client, db):
    assert "Ingen plan nämner någon kommun än." in strict_client.get("/kommuner/").text
    assert strict_client.get("/kommuner/sala/").status_code == 404


def test_swedish_content_on_english_pages_says_its_language(strict_client, goal, municipality):
    text = strict_client.get("/en/kommuner/sala/").text
    assert '<h1 lang="sv">Sala</h1>' in text
    assert "What is done in" in text


def test_the_start_page_has_the_map_or_the_list_never_both(strict_client, plan, sala, county):
    """The list takes over where a shape is missing, so that every municipality has a link."""
    text = strict_client.get("/").text
    assert '<nav class="hero__map" ' in text
    assert '<g class="county-map-links"' in text
    make_area("1980", "Västerås", slug="vasteras", parent=county)
    text = strict_client.get("/").text
    assert '<nav class="hero__map hero__map--list" ' in text
    assert '<g class="county-map-links"' not in text
    assert 'href="/kommuner/vasteras/"' in text
