"""Min kommun: a municipality's values beside others, in sentences and on strips."""

import csv
import io
import re
from datetime import date

import pytest

from livskraft.indicators.models import IndicatorGoal
from livskraft.plans.models import Area
from livskraft.plans.services.areas import store_areas
from tests.factories import make_goal

pytestmark = pytest.mark.django_db

FILE = {
    "name": "file",
    "attribution": "Skolverket",
    "select": {"area": "area", "period": "period", "sex": "sex", "value": "value"}
    | {"status": "status", "margin": "margin"},
}
ELSEWHERE = ["0114", "0180", "0182", "0184"]
PLACES = {"00": 88, "19": 85, "1980": 86, "1982": 84, "1984": 80}
"""The nation, the county, Västerås, Fagersta and Arboga."""


@pytest.fixture
def goal_of(make_indicator):
    """Make a goal of an indicator."""

    def do(indicator, number="1", role="key"):
        goal = make_goal(indicator.plan, f"Mål nummer {number}", f"mal-{number}", number=number)
        IndicatorGoal.objects.create(indicator=indicator, goal=goal, role=role)
        return goal

    return do


@pytest.fixture
def pupils(make_indicator, goal_of):
    """A key measure of a goal, of a plan whose day is in January 2023."""
    indicator = make_indicator(
        "behoriga",
        title="Behöriga elever",
        unit="procent",
        direction="increase",
        source=FILE,
        declaration={"decimals": 0},
    )
    indicator.plan.as_of = date(2023, 1, 26)
    indicator.plan.save()
    goal_of(indicator, "17")
    return indicator


def page(strict_client, address="/kommuner/fagersta/", **options):
    return " ".join(strict_client.get(address, **options).text.split())


def rising(places=PLACES, margin=""):
    return [
        f"{area};{2018 + step};T;{value - 4 + step};;{margin}"
        for area, value in places.items()
        for step in range(5)
    ]


def test_a_sentence_tells_the_value_and_where_it_lies(strict_client, pupils, load):
    load(pupils, *rising())
    text = page(strict_client)
    assert "I Fagersta var andelen 84 procent 2022. Det är lägre än i länet och riket." in text
    assert "I Fagersta går ett mått åt rätt håll." in text
    assert "1 av planens 1 mål har ett värde för Fagersta." in text
    assert "Källa: Skolverket" in text
    assert 'href="/mal/mal-17/"' in text
    assert 'href="/indikatorer/behoriga/"' in text


def test_the_strip_has_every_municipality_the_county_and_the_nation(strict_client, pupils, load):
    load(pupils, *rising({**PLACES, "1984": 80}), "1984;2023;T;99;;")
    text = page(strict_client)
    drawings = re.findall(r"<svg[^>]*chart.*?</svg>", text)
    strip = next(one for one in drawings if "Fagersta 84" in one)
    for words in ("länet 85", "riket 88", "Varje ring är en kommun:", "Västerås: 86", "84"):
        assert words in strip
    assert "99" not in strip


def test_a_difference_within_the_margins_is_not_certain_and_gives_no_place(
    strict_client, pupils, load
):
    load(pupils, *rising(margin="6"))
    text = page(strict_client)
    assert "Skillnaden mot länet och riket är inte säker." in text
    assert "Felmarginalerna är för stora för en plats bland kommunerna." in text


def test_a_place_is_an_interval_unless_the_margins_leave_one(strict_client, pupils, load):
    load(pupils, *rising({**PLACES, "1984": 60}, margin="2"))
    assert "Mellan plats 1 och 2 av 3." in page(strict_client)
    assert "Plats 3 av 3." in page(strict_client, "/kommuner/arboga/")


def test_without_margins_no_place_is_given(strict_client, pupils, load):
    load(pupils, *rising())
    assert "plats" not in page(strict_client).casefold().replace("platsen", "")


def test_a_key_measure_without_a_value_is_hatched_with_the_reason(
    strict_client, pupils, make_indicator, goal_of, load
):
    load(pupils, "19;2019;T;19;;", "1980;2022;T;30;;")
    goal_of(make_indicator("trygga", title="Trygga", source={}), "3")
    text = page(strict_client)
    assert "Det vi inte vet om Fagersta" in text
    assert "Källan redovisar bara länet: 19 procent 2019." in text
    assert "Ingen källa är angiven." in text
    assert "De 2 mål vars huvudmått saknar värde för Fagersta" in text
    assert text.count('class="chart-missing"') >= 2


def test_a_missing_value_says_what_the_source_says(strict_client, pupils, load):
    load(pupils, "1982;2022;T;;..;", "1980;2022;T;30;;")
    text = page(strict_client)
    assert (
        "Värdet för 2022 finns inte: källan har inget värde, eller ett som är för osäkert" in text
    )


def test_an_older_value_tells_that_a_later_one_is_missing(strict_client, pupils, load):
    known = [line for line in rising() if not line.startswith("1982;2022")]
    load(pupils, *known, "1982;2022;T;;..;")
    text = page(strict_client)
    assert "I Fagersta var andelen 83 procent 2021." in text
    assert "2022: källan har inget värde, eller ett som är för osäkert" in text


def test_women_and_men_stand_beside_each_other_where_there_is_no_figure_of_all(
    strict_client, pupils, load
):
    load(
        pupils,
        *(
            f"{area};2022;{sex};{value};;"
            for area, sex, value in (
                ("1982", "K", 91),
                ("1982", "M", 96),
                ("19", "K", 90),
                ("19", "M", 93),
            )
        ),
    )
    text = page(strict_client)
    assert "I Fagersta: kvinnor 91 procent och män 96 procent 2022." in text
    assert "kvinnor 90" in text


def test_old_values_say_nothing_of_now(strict_client, pupils, load):
    load(pupils, *(f"1982;{year};T;{year - 1950};;" for year in range(2008, 2013)))
    text = page(strict_client)
    assert (
        "I Fagersta räcker underlaget inte för att säga åt vilket håll det enda måttet går." in text
    )
    assert "1 av de 1 måtten är äldre än två år" in text


def test_an_old_value_that_gives_context_says_its_year_and_that_it_is_old(
    strict_client, pupils, make_indicator, goal_of, load
):
    load(pupils, *rising())
    cows = make_indicator("kor", title="Mjölkkor", unit="antal", source=FILE)
    goal_of(cows, "12", role="context")
    load(cows, "1982;2006;T;70;;", "1980;2006;T;50;;")
    text = page(strict_client)
    assert (
        'href="/indikatorer/kor/">Mjölkkor</a><span class="place-row__when">, 2006</span></p>'
        in text
    )
    assert "Värdet är från 2006 och säger inget om läget nu." in text
    assert text.count("place-row--old") == 1
    assert "1 av de 2 måtten är äldre än två år" in text


def test_similar_municipalities_are_chosen_by_what_the_site_names(
    strict_client, pupils, make_indicator, load, settings, tmp_path
):
    settings.LIVSKRAFT_SITE = tmp_path / "site.yaml"
    settings.LIVSKRAFT_SITE.write_text("name: A\nsimilar_by: [folkmangd]\n")
    people = make_indicator("folkmangd", title="Folkmängd", unit="antal", source=FILE)
    store_areas(ELSEWHERE)
    people.plan.areas.add(*Area.objects.filter(code__in=ELSEWHERE))
    codes = {"1982": 13_000, "1980": 155000, "1984": 14000, "0180": 900000, "0114": 40000}
    load(pupils, *rising({**PLACES, "0114": 70, "0184": 71}))
    load(people, *(f"{code};2021;T;{number};;" for code, number in codes.items()))
    few = page(strict_client)
    assert "För få kommuner har siffror om det som liknande väljs efter." in few
    codes |= {"0184": 12500, "0182": 100000}
    load(people, *(f"{code};2021;T;{number};;" for code, number in codes.items()))
    text = page(strict_client)
    assert "Mest lika Fagersta är" in text
    assert "sett till folkmängd 2021." in text
    assert 'href="/kommuner/fagersta/?bland=liknande#among"' in text
    alike = page(strict_client, "/kommuner/fagersta/?bland=liknande")
    assert "Fagersta bland liknande kommuner" in alike
    assert "mitten av de liknande kommunerna" in alike
    assert "Solna" in alike


def test_the_extract_holds_every_figure_with_source_status_and_verdict(strict_client, pupils, load):
    load(pupils, *rising(), "1982;2023;T;;..;")
    response = strict_client.get("/kommuner/fagersta.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    table = csv.DictReader(io.StringIO(response.text.lstrip("\ufeff")), delimiter=";")
    rows = list(table)
    assert [row["Period"] for row in rows] == ["2018", "2019", "2020", "2021", "2022", "2023"]
    assert {row["Område"] for row in rows} == {"Fagersta"}
    newest, missing = rows[-2:]
    assert (newest["Värde"], newest["Enhet"]) == ("84", "procent")
    assert newest["Mål"] == "Mål 17 Mål nummer 17"
    assert newest["Bedömning av serien"]
    assert not rows[0]["Bedömning av serien"]
    assert missing["Tecken"] == ".."
    assert missing["Källa"] == "Källa: Skolverket"
    assert strict_client.get("/kommuner/ingen.csv").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_measures(
    strict_client, pupils, make_indicator, goal_of, load
):
    load(pupils, *rising())
    page(strict_client, queries=23)
    for number in range(2, 8):
        other = make_indicator(f"annat-{number}", unit="procent", source=FILE)
        goal_of(other, str(number))
        load(other, *rising())
    page(strict_client, queries=23)
