from datetime import date

import pytest

from livskraft.indicators.models import Indicator, IndicatorGoal
from tests.factories import make_activity, make_goal, make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def goal():
    area = make_goal(make_plan(as_of=date(2023, 1, 26)), "Ett välmående län")
    return make_goal(area.plan, "Ökad trygghet", "trygghet", parent=area, number="3")


def test_before_any_plan_it_says_how_one_is_loaded(strict_client):
    assert "Ingen plan är inläst än" in strict_client.get("/", queries=2).text


def test_a_plan_without_goals_says_so(strict_client):
    make_plan()
    assert "Strategin har inga mål än." in strict_client.get("/").text


def test_the_answer_is_built_from_the_records(strict_client, goal):
    make_activity(goal)
    make_activity(goal, status="done")
    text = strict_client.get("/").text
    assert "Strategin har 1 mål till 2030." in text
    assert "Inget av dem går att bedöma än." in text
    assert "2 aktiviteter, varav 1 pågår" in text


def test_a_verdict_that_cannot_be_given_says_why(strict_client, goal):
    assert "inget mått inlagt" in strict_client.get("/").text
    indicator = Indicator.objects.create(plan=goal.plan, slug="a", address="a", title="Trygg ute")
    IndicatorGoal.objects.create(indicator=indicator, goal=goal)
    assert "inget värde inläst" in strict_client.get("/").text


def test_swedish_titles_are_marked_on_the_english_page(strict_client, goal):
    assert '<a class="title-link" lang="sv" href="/en/mal/trygghet/">Ökad trygghet</a>' in (
        strict_client.get("/en/").text
    )
    goal.title_en = "Greater safety"
    goal.save()
    assert '<a class="title-link" href="/en/mal/trygghet/">Greater safety</a>' in (
        strict_client.get("/en/").text
    )


@pytest.mark.parametrize("size", [1, 30])
def test_it_takes_the_same_queries_whatever_the_size(strict_client, goal, size):
    for _ in range(size):
        other = make_goal(goal.plan, parent=goal.parent)
        make_activity(other, secondary=(goal,), status_since=date(2022, 1, 1))
    strict_client.get("/", queries=12)


def test_the_example_reads_as_on_its_day(strict_client, example_region):
    text = strict_client.get("/").text
    assert "Strategin har 20 mål till 2030." in text
    assert "65 aktiviteter" in text
