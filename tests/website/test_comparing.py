"""Any indicator for any areas, and the page that explains every rule."""

import pytest

from livskraft.indicators.assessment import RULES
from livskraft.indicators.models import IndicatorGoal
from livskraft.indicators.services.updating import load_figures
from livskraft.shared.charts.signs import VERDICTS
from tests.factories import make_goal

pytestmark = pytest.mark.django_db

SOURCE = {"name": "file", "attribution": "Skolverket"}


@pytest.fixture
def make(make_indicator, tmp_path):
    """Make an indicator with figures of lines "area;period;sex;value"."""

    def do(slug, *lines, **fields):
        indicator = make_indicator(slug, source=SOURCE, unit="procent", **fields)
        path = tmp_path / f"{slug}.csv"
        path.write_text("\n".join(["area;period;sex;value", *lines]))
        load_figures(indicator=indicator, path=path)
        return indicator

    return do


def lines(values, period="2021"):
    return [f"{code};{period};T;{value}" for code, value in values.items()]


ALL = {"00": 30, "19": 20, "1980": 25, "1982": 10, "1984": 15}


def test_without_a_choice_the_first_goals_key_measure_stands_there_to_begin_with(
    strict_client, make
):
    make("aker", *lines(ALL), title="Åker")
    measures = [("cykel", "supporting", ALL), ("skidor", "key", {"19": 1}), ("buss", "key", ALL)]
    for number, (slug, role, values) in enumerate(measures):
        indicator = make(slug, *lines(values), title=slug.capitalize())
        goal = make_goal(indicator.plan, f"Mål {number}", f"mal-{number}", number=str(number))
        IndicatorGoal.objects.create(indicator=indicator, goal=goal, role=role)
    text = strict_client.get("/jamfor/", queries=9).text
    assert '<option value="buss" selected>Buss</option>' in text
    assert text.index('label="0. Mål 0"') < text.index('label="2. Mål 2"')
    assert "Så länge står ett av de första målens mått här." in text
    assert 'content="noindex' not in text
    assert "<title>Jämför" in text
    assert "Så länge" not in strict_client.get("/jamfor/?matt=aker").text


def test_no_word_of_the_menu_is_marked_on_a_page_that_stands_under_none(strict_client, make):
    for path in ("/jamfor/", "/uppfoljning/", "/sa-bedomer-vi/"):
        menu = strict_client.get(path).text.split('class="menu"')[1].split("</nav>")[0]
        assert "aria-current" not in menu


def test_without_any_figures_it_says_what_comes(strict_client):
    assert "Inga siffror än" in strict_client.get("/jamfor/").text


def test_chosen_areas_are_drawn_tabled_and_given_as_a_file(strict_client, make):
    make("buss", *lines(ALL, "2020"), *lines(ALL, "2021"), title="Buss")
    path = "/jamfor/?matt=buss&omrade=1980&omrade=1982"
    text = strict_client.get(path, queries=8).text
    assert "Västerås ligger över Fagersta." in text
    assert text.count("checked") == 2
    chosen = "diagram=linje&amp;omrade=1980&amp;omrade=1982"
    assert f'href="/indikatorer/buss.csv?{chosen}"' in text
    rows = strict_client.get("/indikatorer/buss.csv?diagram=linje&omrade=1980&omrade=1982").text
    assert len(rows.splitlines()) == 5
    strict_client.get(f"/en{path}")


def test_a_level_switch_keeps_the_definition_or_warns(strict_client, make):
    make("buss", *lines(ALL), title="Buss")
    text = strict_client.get("/jamfor/?matt=buss&omrade=00&omrade=19&omrade=1980").text
    assert "Samma mått med samma definition" in text
    newer = {"00": 31, "19": 21}
    make("cykel", *lines(ALL), *lines(newer, "2022"), title="Cykel")
    text = strict_client.get("/jamfor/?matt=cykel&omrade=19&omrade=1980").text
    assert "De senaste siffrorna är från olika år: Västmanland 2022 och Västerås 2021." in text
    assert "Samma mått" not in text


def test_amounts_of_unlike_areas_are_warned_of(strict_client, make):
    indicator = make("antal", *lines(ALL), title="Antal")
    indicator.unit = "antal bussar"
    indicator.save()
    text = strict_client.get("/jamfor/?matt=antal&omrade=19&omrade=1980").text
    assert "jämför riktningen, inte nivån" in text


def test_two_indicators_stand_against_each_other_with_a_warning_about_cause(strict_client, make):
    four = {"1980": 1, "1982": 2, "1984": 3}
    make("buss", *lines({**four, "00": 5, "19": 5}), title="Buss")
    make("cykel", *lines({**four, "00": 5, "19": 5}), title="Cykel")
    text = strict_client.get("/jamfor/?matt=buss&mot=cykel", queries=8).text
    assert "diagram=samband" not in text
    from livskraft.plans.models import Area, Plan
    from livskraft.plans.services.areas import store_areas

    store_areas(["1983"])
    Plan.objects.get().areas.add(Area.objects.get(code="1983"))
    make("gang", *lines({**four, "1983": 9, "19": 4}), title="Gång")
    make("tag", *lines({**four, "1983": 7, "19": 4}), title="Tåg")
    text = strict_client.get("/jamfor/?matt=gang&mot=tag").text
    assert "I 6 av 6 jämförelser mellan två kommuner" in text
    assert "betyder inte att det ena orsakar det andra" in text
    rows = strict_client.get("/indikatorer/gang.csv?diagram=samband&mot=tag").text
    assert len(rows.splitlines()) == 9


@pytest.mark.parametrize(
    "query", ["matt=finns-inte", "matt=%00", "matt=buss&omrade=9999&kon=X&mot=buss", "omrade=19"]
)
def test_odd_choices_are_answered_calmly(strict_client, make, query):
    make("buss", *lines(ALL), title="Buss")
    assert strict_client.get(f"/jamfor/?{query}").status_code == 200


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_rule_and_every_verdict_is_explained_with_an_example(strict_client, language):
    text = strict_client.get(f"{language}/sa-bedomer-vi/").text
    for rule in RULES:
        assert f'id="{rule}"' in text
    assert text.count("example-tag") >= 8
    assert text.split("</table>")[0].count('class="verdict ') == len(VERDICTS)


def test_what_an_example_shows_is_what_the_rules_say():
    from livskraft.indicators.queries.graphs import rule_examples

    said = {
        name: [(one.rule, one.verdict) for one in example.outcomes]
        for name, example in rule_examples().items()
    }
    assert said["A"] == [("A", "on_track")]
    assert said["C"] == [("C", "too_slow")]
    assert said["D"][0] == ("D", "no_certain_trend")
    assert said["margin"] == [("margin", "within_margin")]
    assert {verdict for _rule, verdict in said["B"]} == {
        "moderate_improvement",
        "on_track",
        "too_slow",
    }
