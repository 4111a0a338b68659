"""How it goes, on the start page and on a goal's: verdicts, facts, graphs, and what people judge."""

from datetime import date
from pathlib import Path

import pytest

from livskraft.accounts.models import Role
from livskraft.indicators.models import Indicator, IndicatorGoal
from livskraft.indicators.services.judging import judge
from tests.accounts.people import make_user
from tests.factories import make_activity, make_goal
from tests.indicators.conftest import MakeIndicator
from tests.indicators.figures import read_in

COUNTY = ("19", "T")
TODAY = date(2023, 1, 26)
ENOUGH = {"2019": 85, "2022": 92}  # Vector V1 of the rules: on track to 98 in 2025.


@pytest.fixture
def trains(make_indicator: MakeIndicator) -> Indicator:
    indicator = make_indicator(
        "tag-i-tid",
        title="Tåg i tid",
        unit="procent",
        direction="increase",
        declaration={
            "decimals": 1,
            "baseline": {"year": 2019},
            "targets": [{"area": "19", "value": 98, "year": 2025, "decided_by": "Fullmäktige"}],
        },
    )
    indicator.plan.as_of = TODAY
    indicator.plan.save()
    return indicator


@pytest.fixture
def goal(trains: Indicator):
    area = make_goal(trains.plan, "Ett tillgängligt län", "tillgangligt")
    goal = make_goal(trains.plan, "Fler tåg i tid", "tag", parent=area, number="7")
    IndicatorGoal.objects.create(indicator=trains, goal=goal, role="key")
    return goal


def test_a_goal_opens_with_its_verdict_and_four_facts(strict_client, goal, trains, tmp_path: Path):
    read_in(trains, tmp_path, {COUNTY: ENOUGH})
    text = strict_client.get("/mal/tag/").text
    assert "<strong>I takt.</strong>" in text
    for told in ("92,0", "+2,3", "6,0", "Säkerhet: låg. Färre än fem mätvärden."):
        assert told in text
    assert "Ingen har skrivit någon än." in text


def test_women_and_men_stand_beside_each_other_where_there_is_no_value_of_all(
    strict_client, goal, trains, tmp_path: Path
):
    read_in(trains, tmp_path, {("19", "K"): {"2022": 55}, ("19", "M"): {"2022": 76}})
    start = strict_client.get("/").text.replace("\N{NO-BREAK SPACE}", " ")
    assert "<b>kvinnor 55,0 %, män 76,0 %</b>" in start
    page = strict_client.get("/mal/tag/").text
    assert "<strong>Kan inte bedömas.</strong> Ett enda mätvärde." in page
    assert "2022, kvinnor. " in page


def test_an_unchanged_value_is_not_said_to_go_the_right_way(
    strict_client, goal, trains, tmp_path: Path
):
    read_in(trains, tmp_path, {COUNTY: {"2019": 85, "2022": 85}})
    text = strict_client.get("/mal/tag/").text
    assert "Otillräckligt.</strong> Värdet har inte ändrats, och det räcker inte." in text


def test_a_goal_page_draws_the_measure_that_it_is_judged_by(
    strict_client, goal, trains, tmp_path: Path
):
    read_in(trains, tmp_path, {COUNTY: ENOUGH})
    text = strict_client.get("/mal/tag/").text
    assert 'id="linje-tag-i-tid"' in text
    assert "/indikatorer/tag-i-tid.csv?diagram=linje" in text


def test_an_old_verdict_says_until_when_and_is_grey(strict_client, goal, trains, tmp_path: Path):
    read_in(trains, tmp_path, {COUNTY: {"2019": 85, "2020": 92}})
    text = strict_client.get("/mal/tag/").text
    assert "till och med 2020" in text.lower()
    assert 'class="tone-none"' in text


def test_a_target_year_without_a_value_is_told_once(strict_client, trains, tmp_path: Path):
    trains.declaration["targets"][0]["year"] = 2021
    trains.save()
    read_in(trains, tmp_path, {COUNTY: {"2019": 92, "2020": 93, "2022": 94}})
    answer = strict_client.get("/indikatorer/tag-i-tid/").text.split('class="graphs"')[0]
    assert answer.count("Målåret 2021 är slut, men mätvärde för det saknas.") == 1


def test_a_persons_judgement_stands_beside_and_changes_nothing(
    strict_client, goal, trains, tmp_path: Path
):
    read_in(trains, tmp_path, {COUNTY: ENOUGH})
    judge(
        of=goal, text="Vi tror inte på farten.", reason="Banan byggs om.", verdict="", by=author()
    )
    text = strict_client.get("/mal/tag/").text
    assert "Vi tror inte på farten." in text
    assert "Stina" in text
    assert "<strong>I takt.</strong>" in text


def author():
    return make_user(Role.STRATEGIST, name="Stina")


def test_finished_activities_change_no_verdict(strict_client, goal, trains, tmp_path: Path):
    read_in(trains, tmp_path, {COUNTY: {"2019": 92, "2022": 85}})
    before = strict_client.get("/mal/tag/").text
    make_activity(goal, status="done")
    assert "<strong>Fel riktning.</strong>" in before
    assert "<strong>Fel riktning.</strong>" in strict_client.get("/mal/tag/").text


def test_the_start_page_counts_the_ways_that_goals_go(strict_client, goal, trains, tmp_path: Path):
    read_in(trains, tmp_path, {COUNTY: ENOUGH})
    make_goal(goal.plan, "Mål utan mått", "utan", parent=goal.parent, number="8")
    text = strict_client.get("/").text
    assert "Ett av dem går att bedöma." in text
    assert "Ett går åt rätt håll." in text
    assert "För ett räcker underlaget inte än." in text
    assert "<b>1</b> åt rätt håll" in text
    assert "92,0\N{NO-BREAK SPACE}%" in text


def test_what_goes_too_slowly_is_told_apart_as_on_the_page_of_a_municipality(
    strict_client, goal, trains, tmp_path: Path
):
    read_in(trains, tmp_path, {COUNTY: {"2019": 85, "2020": 86, "2021": 88, "2022": 90}})
    text = strict_client.get("/").text
    assert "Ett går åt rätt håll, men för långsamt." in text
    assert "<b>1</b> åt rätt håll, men för långsamt" in text


@pytest.mark.parametrize("size", [1, 5])
def test_the_pages_take_the_same_queries_whatever_the_size(
    strict_client,
    goal,
    trains,
    make_indicator: MakeIndicator,
    tmp_path: Path,
    size: int,
):
    read_in(trains, tmp_path, {COUNTY: ENOUGH})
    for number in range(size):
        other = make_indicator(f"matt-{number}", unit="procent", direction="increase")
        IndicatorGoal.objects.create(indicator=other, goal=goal, role="supporting")
        read_in(other, tmp_path, {COUNTY: {"2019": 1, "2020": 2, "2021": 3}})
    strict_client.get("/mal/tag/", queries=29)
    strict_client.get("/", queries=16)
