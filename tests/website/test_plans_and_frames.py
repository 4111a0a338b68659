import pytest

from livskraft.plans.models import BudgetLine
from tests.factories import make_activity, make_goal, make_link, make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return make_plan("strategin", title="Strategi 2030")


def test_a_plan_tells_what_is_not_entered(strict_client, plan):
    text = strict_client.get("/planer/strategin/").text
    assert "Vem som beslutade och när är inte inlagt." in text
    assert "Planen anger inga pengar." in text
    assert "Vem planen binder är inte inlagt." in text


def test_money_stands_in_whole_kronor(strict_client, plan):
    BudgetLine.objects.create(plan=plan, slug="a", title="Medel", year=2021, amount=12_500_000)
    assert (
        "12\N{NO-BREAK SPACE}500\N{NO-BREAK SPACE}000"
        in strict_client.get("/planer/strategin/").text
    )


def test_an_older_version_leads_to_the_one_in_force(strict_client, plan):
    make_plan("strategin-2040", title="Strategi 2040", successor_of=plan)
    text = strict_client.get("/planer/strategin/").text
    assert "En senare version finns:" in text
    assert 'href="/planer/strategin-2040/"' in text


def test_a_frame_has_a_page_of_its_own_kind(strict_client, plan):
    make_plan("agenda-2030", kind="frame")
    assert strict_client.get("/planer/agenda-2030/")["Location"] == "/ramar/agenda-2030/"
    assert strict_client.get("/ramar/strategin/").status_code == 404
    assert strict_client.get("/planer/finns-inte/").status_code == 404


def test_a_frame_shows_goals_and_activities_that_lead_to_it(strict_client, plan):
    frame = make_plan("agenda-2030", title="Agenda 2030", kind="frame", level="international")
    plan.frames.add(frame)
    goal = make_goal(plan, "Snabbt bredband")
    make_link(goal, make_goal(frame, "Infrastruktur", number="9"))
    make_activity(goal)
    assert "planen bidrar till 1 av 1 mål" in strict_client.get("/ramar/").text
    text = strict_client.get("/ramar/agenda-2030/", queries=7).text
    assert "Snabbt bredband" in text
    assert "<b>1</b> aktivitet" in text


def test_without_frames_the_list_says_so(strict_client, plan):
    assert "Ingen ram är inläst." in strict_client.get("/ramar/").text


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize(
    "address",
    [
        "/planer/vastmanland-2030/",
        "/planer/affarsplan-vastmanland/",
        "/ramar/",
        "/ramar/agenda-2030/",
        "/ramar/nationell-strategi-2021-2030/",
    ],
)
def test_the_examples_pages_keep_every_rule_of_a_page(
    strict_client, example_region, address, language
):
    assert strict_client.get(language + address).status_code == 200
