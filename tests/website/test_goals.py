import pytest

from livskraft.indicators.models import Indicator, IndicatorGoal
from tests.factories import make_activity, make_goal, make_link, make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def area():
    return make_goal(
        make_plan(level_names=["Målområde", "Delmål"]), "Ett välmående län", "valmaende"
    )


@pytest.fixture
def safety(area):
    return make_goal(
        area.plan, "Ökad trygghet", "trygghet", parent=area, number="3", is_priority=True
    )


@pytest.fixture
def trust(area):
    return make_goal(area.plan, "Ökad tillit", "tillit", parent=area, number="4")


def test_the_list_says_why_its_numbers_add_up_to_more(strict_client, safety, trust):
    make_activity(safety, secondary=(trust,))
    text = strict_client.get("/mal/", queries=7).text
    assert "Summan över målen blir 2" in text
    assert "1 som huvudmål och 1 som sidomål" in text


def test_the_priority_filter_leaves_the_others_out(strict_client, safety, trust):
    text = strict_client.get("/mal/?urval=prioriterade").text
    assert "Ökad trygghet" in text
    assert "Ökad tillit" not in text


def test_the_list_before_any_plan(strict_client):
    assert "Ingen plan är inläst än" in strict_client.get("/mal/").text


def test_a_goal_that_cannot_be_assessed_says_why_and_by_which_rule(strict_client, safety):
    text = strict_client.get("/mal/trygghet/").text
    assert "<strong>Kan inte bedömas.</strong> Inget mått är inlagt" in text
    assert 'href="/sa-bedomer-vi/"' in text


def test_declared_measures_stand_with_unit_and_source(strict_client, safety):
    indicator = Indicator.objects.create(
        plan=safety.plan,
        slug="trygg",
        address="trygg",
        title="Trygg utomhus",
        unit="procent",
        source={"name": "kolada", "kpi": "N00610"},
        declaration={"targets": [{"value": 97.5, "year": 2030, "decided_by": "Fullmäktige"}]},
    )
    IndicatorGoal.objects.create(indicator=indicator, goal=safety)
    text = strict_client.get("/mal/trygghet/").text
    assert "Kolada, N00610" in text
    assert "<span>97,5</span> till 2030" in text
    assert "Fullmäktige" in text
    assert "Inget målvärde är satt" not in text
    assert "Inget värde är inläst för målets mått." in text


def test_finished_activities_never_become_a_reached_goal(strict_client, safety):
    make_activity(safety, status="done")
    text = strict_client.get("/mal/trygghet/").text
    assert "Kan inte bedömas." in text
    assert "Att en aktivitet är klar betyder inte att målet är nått." in text


def test_a_secondary_activity_names_its_primary_goal(strict_client, safety, trust):
    make_activity(trust, "Kartläggning", secondary=(safety,))
    assert "sidomål, huvudmål är 4" in strict_client.get("/mal/trygghet/").text


def test_internal_notes_stay_inside(strict_client, safety):
    safety.internal_note = "Hemligt om målet"
    safety.save()
    make_activity(safety, internal_note="Hemligt om aktiviteten")
    assert "Hemligt" not in strict_client.get("/mal/trygghet/").text


def test_a_former_address_leads_to_the_present_one_in_both_languages(strict_client, safety):
    safety.former_slugs = ["okad-trygghet"]
    safety.save()
    response = strict_client.get("/mal/okad-trygghet/")
    assert (response.status_code, response["Location"]) == (301, "/mal/trygghet/")
    assert strict_client.get("/en/mal/okad-trygghet/")["Location"] == "/en/mal/trygghet/"


def test_a_goal_of_a_frame_leads_to_its_place_on_the_frames_page(strict_client, safety):
    agenda = make_goal(make_plan("agenda-2030", kind="frame"), "Fredliga samhällen", "fred")
    make_link(safety, agenda)
    assert strict_client.get("/mal/fred/")["Location"] == "/ramar/agenda-2030/#fred"
    assert 'id="fred"' in strict_client.get("/ramar/agenda-2030/").text


def test_an_unknown_goal_is_not_found(strict_client):
    assert strict_client.get("/mal/finns-inte/").status_code == 404


def test_an_archived_goal_says_so_and_is_not_listed(strict_client, safety, trust):
    safety.archived_at = "2022-05-01T12:00Z"
    safety.save()
    assert "Målet är arkiverat." in strict_client.get("/mal/trygghet/").text
    assert "Ökad trygghet" not in strict_client.get("/mal/").text


def test_what_is_written_in_a_plan_is_shown_as_text(strict_client, safety):
    safety.title = '<script>alert("x")</script>'
    safety.save()
    text = strict_client.get("/mal/trygghet/").text
    assert "<script>" not in text


@pytest.mark.parametrize("address", ["/mal/trygghet/", "/mal/valmaende/", "/en/mal/trygghet/"])
@pytest.mark.parametrize("size", [1, 50])
def test_the_page_takes_the_same_queries_whatever_the_size(
    strict_client, safety, trust, address, size
):
    for _ in range(size):
        make_activity(safety, secondary=(trust,))
    strict_client.get(address, queries=20 if "valmaende" in address else 18)


@pytest.mark.parametrize("goal", ["halsa", "tillgangligt", "hallbar-utveckling", "innovation"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_the_examples_goals_keep_every_rule_of_a_page(
    strict_client, example_region, goal, language
):
    assert strict_client.get(f"{language}/mal/{goal}/").status_code == 200
