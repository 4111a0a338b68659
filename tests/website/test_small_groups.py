"""Figures of a few people reach nobody: no page, drawing, file or verdict, nor what they are in."""

import html
import re
from functools import partial

import pytest

from livskraft.indicators.models import Assessment, IndicatorGoal
from livskraft.indicators.queries.export import find_export
from livskraft.indicators.queries.figures import indicator_series
from livskraft.indicators.queries.shown import FEWEST, Screen, shown_figures
from livskraft.indicators.services.assessing import assess_indicators
from livskraft.indicators.services.updating import refresh_derived
from tests.factories import make_goal

pytestmark = pytest.mark.django_db

FILE = {
    "name": "file",
    "attribution": "Egna uppgifter",
    "select": {"area": "area", "period": "period", "sex": "sex", "value": "value"}
    | {"answers": "answers", "margin": "margin"},
}
SMALL, BESIDE, LARGE = 3.141, 7.272, 88.5
"""Of Fagersta, Västerås and Arboga: the first is small, the second gives it away."""


def in_words(number):
    return (f"{number:.3f}", f"{number:.3f}".replace(".", ","))


@pytest.fixture
def load(load):
    """Read figures in, with how many people stand behind each."""
    return partial(load, header="area;period;sex;value;answers;margin")


@pytest.fixture
def people(make_indicator, load):
    """People of the county and of some of its municipalities, who make the whole of it."""
    indicator = make_indicator(
        "deltagare",
        title="Deltagare i projektet",
        unit="personer",
        direction="increase",
        source=FILE,
        declaration={"decimals": 3},
    )
    goal = make_goal(indicator.plan, "Fler deltar", "fler-deltar", number="1")
    IndicatorGoal.objects.create(indicator=indicator, goal=goal)
    lines = []
    for year in range(2018, 2023):
        values = {"1982": SMALL, "1980": BESIDE, "1984": LARGE}
        lines += [f"{area};{year};T;{value};;" for area, value in values.items()]
        lines += [f"19;{year};T;{sum(values.values())};;", f"00;{year};T;5000;;"]
    load(indicator, *lines)
    return indicator


PAGES = [
    "/",
    "/mal/",
    "/mal/fler-deltar/",
    "/indikatorer/",
    "/indikatorer/deltagare/",
    "/en/indikatorer/deltagare/",
    "/indikatorer/deltagare.csv",
    "/indikatorer/deltagare.json",
    "/kommuner/fagersta/",
    "/kommuner/vasteras/?bland=liknande",
    "/kommuner/fagersta.csv",
    "/sok/?q=deltagare",
]


def further(text):
    """Return the addresses of the indicator's drawings, files and comparisons on a page."""
    found = {
        html.unescape(one).split("#")[0] for one in re.findall(r'(?:href|src)="(/[^"]+)"', text)
    }
    return {
        one for one in found if re.match(r"/(en/)?(indikatorer|jamfor)/.*deltagare(?!.*\.png)", one)
    }


def test_no_small_figure_is_anywhere_in_public(strict_client, people):
    """Not where it is drawn or told to machines either; nor is what would give it away."""
    answers = {address: strict_client.get(address).text for address in PAGES}
    more = set().union(*map(further, answers.values()))
    answers |= {address: strict_client.get(address).text for address in more}
    assert any(".svg" in address for address in answers)
    for address, text in answers.items():
        for number in (SMALL, BESIDE):
            assert not any(words in text for words in in_words(number)), address
    shown = {address for address, text in answers.items() if "88,5" in text or "88.5" in text}
    assert {"/indikatorer/deltagare.csv", "/indikatorer/deltagare.json"} <= shown


def test_the_page_says_that_it_hides_and_why(strict_client, people):
    text = strict_client.get("/indikatorer/deltagare/").text
    assert "färre än 5 personer, eller ett värde som ett sådant kunde räknas fram ur" in text
    rows = strict_client.get("/indikatorer/deltagare.csv").text.splitlines()
    (small,) = [row for row in rows if row.startswith("1982") and ";2022;" in row]
    assert ";;dolt<5;" in small


def test_no_verdict_rests_on_a_hidden_figure(people):
    assess_indicators([people])
    said = Assessment.objects.filter(indicator=people, is_current=True)
    assert set(said.values_list("area", flat=True)) == {"00", "19", "1984"}


def test_the_plan_may_say_that_other_things_are_counted(strict_client, people):
    people.declaration["counts"] = "other"
    people.save()
    assert in_words(SMALL)[1] in strict_client.get("/indikatorer/deltagare/").text


def test_the_limit_is_the_sites_or_the_indicators_own(people, settings, tmp_path):
    snapshot = people.snapshots.get()

    def hidden():
        return {one.area for one in shown_figures(people, snapshot) if one.value is None}

    key = find_export("deltagare").key
    settings.LIVSKRAFT_SITE = tmp_path / "site.yaml"
    settings.LIVSKRAFT_SITE.write_text("name: A\nsmall_groups: 3\n")
    assert hidden() == set()
    assert find_export("deltagare").key != key
    people.declaration["small_groups"] = {"below": 8}
    assert hidden() == {"1980", "1982"}
    (status,) = {one.status for one in shown_figures(people, snapshot) if one.status}
    assert status == "dolt<8"


def test_few_answers_are_hidden_in_a_survey(strict_client, make_indicator, load):
    survey = make_indicator("tillit", title="Tillit", unit="procent", source=FILE)
    snapshot = load(survey, "1982;2022;T;61.234;4;20", "1980;2022;T;70.1;400;3")
    assert snapshot.about[FEWEST] == 4
    for address in ("/indikatorer/tillit/", "/indikatorer/tillit.csv", "/kommuner/fagersta/"):
        assert "61,2" not in strict_client.get(address).text
    assert "61.234" not in strict_client.get("/indikatorer/tillit.json").text


def test_what_is_calculated_from_hidden_figures_is_hidden(make_indicator, people, load):
    inhabitants = make_indicator("invanare", unit="antal", title="Befolkning", source=FILE)
    areas = ("00", "19", "1980", "1982", "1984")
    load(inhabitants, *(f"{area};2022;T;{1000 + place};;" for place, area in enumerate(areas)))
    rate = make_indicator(
        "andel",
        unit="procent",
        source={
            "name": "derived",
            "expression": "100 * a / b",
            "of": {"a": "deltagare", "b": "invanare"},
        },
    )
    list(refresh_derived(changed=people))
    snapshot = rate.snapshots.get()
    values = {one.area: one.value for one in shown_figures(rate, snapshot) if one.period == "2022"}
    assert values["1982"] is values["1980"] is None
    assert values["1984"]
    rules = Screen([(rate, snapshot)]).rules_of(snapshot)
    people.declaration["counts"] = "other"
    people.save()
    assert Screen([(rate, snapshot)]).rules_of(snapshot) != rules
    assert all(one.value for one in shown_figures(rate, snapshot) if one.period == "2022")


def test_revisions_tell_no_figure_of_a_year_with_hidden_ones(strict_client, people, load):
    load(people, "1982;2022;T;12;;", "1984;2021;T;90;;", "1982;2018;T;6.5;;", "19;2018;T;400;;")
    text = strict_client.get("/indikatorer/deltagare/").text
    for number in (SMALL, BESIDE):
        assert not any(words in text for words in in_words(number))
    assert "dolt" in text


def test_whoever_runs_the_installation_can_see_all(people):
    assert any(one.value is None for one in indicator_series(people).observations)
    everything = indicator_series(people, with_small_groups=True).observations
    assert {one.value for one in everything if one.area == "1982"} == {SMALL}
