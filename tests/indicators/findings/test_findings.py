"""What is said of figures, in Swedish and English, as a reader sees it."""

from functools import partial

import pytest
from django.utils import translation
from django.utils.translation import gettext
from hypothesis import given
from hypothesis import strategies as st

from livskraft.indicators.assessment import Aim, Case
from livskraft.indicators.findings import (
    Finding,
    Measured,
    Unit,
    Voice,
    comparison_finding,
    distance_finding,
    every_finding,
    line_finding,
    place_finding,
    sexes_finding,
    spread_finding,
)
from livskraft.shared.numbers import number_word
from tests.indicators.assessment.cases import a_few, case, likely_cases, wild_cases

SWEDISH = Voice(lambda value: f"{value:g}".replace(".", ","), number_word)
ENGLISH = Voice(lambda value: f"{value:g}", partial(number_word, language="en"))
SHARE = "procent av motorburna resor"
TRIPS = {2010: 9.0, 2016: 13.0, 2019: 19.0}


def swedish(finding: Finding) -> str:
    with translation.override("sv"):
        return finding.text(gettext)


def line(one: Case, unit: str = SHARE) -> str:
    return swedish(line_finding(one, unit, SWEDISH))


@pytest.mark.parametrize(
    ("values", "unit", "sentence"),
    [
        (TRIPS, SHARE, "Andelen mer än fördubblades på nio år."),
        ({2010: 10.0, 2019: 20.0}, SHARE, "Andelen fördubblades på nio år."),
        ({2010: 10.0, 2019: 19.0}, "ton", "Värdet nästan fördubblades på nio år."),
        ({2010: 10.0, 2019: 30.0}, "antal", "Antalet tredubblades på nio år."),
        ({2010: 10.0, 2019: 70.0}, "antal", "Antalet mer än tredubblades på nio år."),
        ({2010: 10.0, 2019: 170.0}, "antal", "Antalet mångdubblades på nio år."),
        ({2010: 20.0, 2011: 10.0}, SHARE, "Andelen halverades på ett år."),
        ({2010: 20.0, 2023: 9.0}, SHARE, "Andelen mer än halverades på 13 år."),
        ({2010: 20.0, 2022: 10.7}, SHARE, "Andelen nästan halverades på tolv år."),
        ({2010: 20.0, 2022: 1.0}, "kronor", "Värdet sjönk till mindre än en tiondel på tolv år."),
        ({2018: 95.0, 2023: 96.5}, SHARE, "Andelen steg från 95 till 96,5 procent på fem år."),
        ({2018: 12.0, 2022: 11.0}, "antal", "Antalet sjönk från 12 till 11 på fyra år."),
        (
            {2011: 173.7, 2022: 240.5},
            "tusental kronor per invånare",
            "Värdet steg från 173,7 till 240,5 tusen kronor per invånare på elva år.",
        ),
        ({2018: 3.0, 2020: 8.0}, "antal av tio", "Antalet steg från 3 till 8 på två år."),
        ({2018: -3.0, 2020: 8.0}, "index", "Värdet steg från -3 till 8 på två år."),
        ({2018: 19.0, 2020: 19.0}, SHARE, "Andelen var 19 procent både 2018 och 2020."),
        ({2019: 19.0}, SHARE, "År 2019 var andelen 19 procent."),
        ({2019: 15.0}, "antal", "År 2019 var antalet 15."),
        (
            {2014: 120.0, 2023: 80.0},
            "plats 1–290 (lägre är bättre)",
            "Placeringen förbättrades från plats 120 till plats 80 på nio år.",
        ),
        (
            {2015: 5.0, 2017: 12.0, 2019: 9.0, 2021: 5.5},
            SHARE,
            "Andelen steg fram till 2017 men har sedan sjunkit, från 12 till 5,5 procent.",
        ),
        (
            {2015: 50.0, 2017: 12.0, 2019: 30.0, 2021: 55.0},
            "antal",
            "Antalet sjönk fram till 2017 men har sedan stigit, från 12 till 55.",
        ),
    ],
)
def test_a_line_says_what_has_happened(values: dict[float, float], unit: str, sentence: str):
    assert line(case(values), unit) == sentence


def test_nothing_is_said_without_a_value():
    assert not line_finding(case({}), SHARE, SWEDISH)


def test_a_change_within_the_margin_is_not_called_a_change():
    one = case({2018: 50.0, 2022: 52.0}, margin_of_each=2.0)
    assert line(one) == "Förändringen på fyra år ryms i felmarginalen."


def test_what_stands_before_a_break_is_not_spoken_of():
    one = case({2010: 90.0, 2018: 50.0, 2020: 55.0}, breaks=(2015.0,))
    assert line(one) == "Andelen steg från 50 till 55 procent på två år."


def test_a_period_that_is_no_year_is_said_as_the_page_writes_it():
    from livskraft.indicators.assessment import Point

    voice = Voice(
        SWEDISH.figure, SWEDISH.number_word, lambda period: f"kv {period[-1]} {period[:4]}"
    )
    one = Case((Point("2021Q2", 2021.25, 217.0),), "increase", 2022.0)
    assert swedish(line_finding(one, "antal", voice)) == "Kv 2 2021 var antalet 217."


class TestTarget:
    @pytest.mark.parametrize(
        ("values", "target", "year", "unit", "sentence"),
        [
            (TRIPS, 30.0, 2030.0, SHARE, "Elva procentenheter återstår."),
            (TRIPS, 20.0, 2030.0, SHARE, "En procentenhet återstår."),
            (TRIPS, 20.1, 2030.0, SHARE, "1,1 procentenheter återstår."),
            (TRIPS, 19.0, 2030.0, SHARE, "Målet på 19 procent är nått."),
            (TRIPS, 26.0, 2030.0, "antal", "Det återstår sju till målet."),
            (TRIPS, 20.0, None, "antal", "Det återstår 1 till målet."),
            (
                TRIPS,
                21.5,
                2030.0,
                "ton per invånare",
                "Det återstår 2,5 ton per invånare till målet.",
            ),
            (TRIPS, 30.0, 2019.0, SHARE, "När målåret 2019 var slut återstod elva procentenheter."),
            (TRIPS, 30.0, 2018.0, SHARE, "Målåret 2018 är slut, men mätvärde för det saknas."),
        ],
    )
    def test_the_second_sentence_is_how_far_it_is(
        self,
        values: dict[float, float],
        target: float,
        year: float | None,
        unit: str,
        sentence: str,
    ):
        one = case(values, target=target, year=year, today=2023.07)
        assert line(one, unit).partition(". ")[2] == sentence

    def test_the_drawing_s_own_example(self):
        one = case(TRIPS, target=30.0, year=2030.0, today=2023.07)
        assert line(one) == "Andelen mer än fördubblades på nio år. Elva procentenheter återstår."

    def test_lower_is_better_is_as_far(self):
        one = case({2018: 12.0, 2022: 11.0}, "decrease", target=8.0, year=2030.0)
        assert line(one).endswith("Tre procentenheter återstår.")

    def test_a_target_that_was_reached_in_its_year_and_lost_since(self):
        one = case({2015: 50.0, 2020: 81.0, 2022: 70.0}, target=80.0, year=2020.0)
        assert line(one).endswith("Målet nåddes under målåret 2020.")

    def test_a_band(self):
        aim = Aim(low=1.0, high=3.0)
        assert line(case({2018: 5.0, 2020: 2.0}, "band", aim=aim)).endswith(
            "Andelen ligger inom målets gränser."
        )
        assert line(case({2018: 9.0, 2020: 8.0}, "band", aim=aim)).endswith(
            "Andelen ligger fem procentenheter från målets gränser."
        )

    def test_how_much_of_the_way_is_left(self):
        def distance(values: dict[float, float], unit: str = SHARE) -> str:
            one = case(values, target=30.0, year=2030.0)
            return swedish(distance_finding(one, unit, SWEDISH))

        assert distance(TRIPS) == "Elva av 21 procentenheter återstår till målet."
        assert distance({2010: 9.0, 2019: 31.0}) == "Målet på 30 procent är nått."
        assert distance({2010: 9.0, 2019: 7.0}) == (
            "23 procentenheter återstår till målet, mer än från början."
        )
        assert distance({2010: 23.0, 2019: 29.0}, "antal") == "1 av sju återstår till målet."
        assert distance({2010: 9.0}) == ""
        assert distance({2010: 31.0, 2019: 29.0}) == ""


def of(values: dict[str, float], margin: float | None = None) -> list[Measured]:
    if margin is None:
        return [Measured(name, value) for name, value in values.items()]
    return [Measured(name, value, value - margin, value + margin) for name, value in values.items()]


class TestSpread:
    VALUES = {"Sala": 17.0, "Västerås": 25.0, "Skinnskatteberg": 7.0, "Arboga": 14.0}

    def spread(
        self, values: dict[str, float], unit: str = SHARE, margin: float | None = None
    ) -> str:
        return swedish(spread_finding(of(values, margin), unit, SWEDISH))

    def test_the_lowest_and_the_highest_are_named(self):
        assert self.spread(self.VALUES) == "Lägst andel i Skinnskatteberg, högst i Västerås."
        assert self.spread(self.VALUES, "antal").startswith("Lägst antal i")
        assert self.spread(self.VALUES, "dagar").startswith("Lägst värde i")
        assert self.spread(self.VALUES, "plats 1–290") == (
            "Bäst ligger Skinnskatteberg, sämst Västerås."
        )

    def test_those_that_share_a_value_are_all_named(self):
        values = {**self.VALUES, "Köping": 7.0, "Norberg": 7.0}
        assert self.spread(values) == (
            "Lägst andel i Köping, Norberg och Skinnskatteberg, högst i Västerås."
        )

    def test_it_is_said_how_many_cannot_be_ranked(self):
        assert self.spread(self.VALUES, margin=2.0) == (
            "Lägst andel i Skinnskatteberg, högst i Västerås. "
            "Två av fyra går inte att rangordna, eftersom felmarginalerna överlappar."
        )
        assert self.spread(self.VALUES, margin=4.0).endswith(
            "Ordningen däremellan är osäker, eftersom felmarginalerna överlappar."
        )
        assert (
            self.spread(self.VALUES, margin=1.0)
            == "Lägst andel i Skinnskatteberg, högst i Västerås."
        )

    def test_where_all_overlap_nobody_is_named(self):
        assert self.spread(self.VALUES, margin=9.0) == "Skillnaderna ryms i felmarginalerna."

    def test_all_alike_and_too_few(self):
        assert self.spread(dict.fromkeys("abc", 4.0)) == "Andelen är 4 procent överallt."
        assert self.spread({"Sala": 1.0, "Norberg": 2.0}) == ""


class TestComparison:
    def beside(
        self, own: float, margin: float | None = None, unit: str = SHARE, **others: float
    ) -> str:
        finding = comparison_finding(
            of({"Sala": own}, margin)[0], of(others, margin), unit, SWEDISH
        )
        return swedish(finding)

    def test_above_below_and_between(self):
        assert self.beside(84.0, länet=85.0, riket=88.0) == "Sala ligger under länet och riket."
        assert self.beside(90.0, länet=85.0, riket=88.0) == "Sala ligger över länet och riket."
        assert (
            self.beside(86.0, länet=85.0, riket=88.0) == "Sala ligger över länet men under riket."
        )
        assert self.beside(85.0, länet=85.0, riket=88.0) == (
            "Sala ligger under riket och på samma nivå som länet."
        )

    def test_what_lies_within_the_margins_does_not_differ(self):
        assert self.beside(80.6, 2.0, länet=79.1, riket=79.5) == (
            "Sala skiljer sig inte säkert från länet och riket."
        )
        assert self.beside(80.6, 2.0, länet=79.1, riket=60.0) == (
            "Sala ligger över riket men skiljer sig inte säkert från länet."
        )

    def test_a_better_place_lies_above(self):
        assert self.beside(80.0, unit="plats 1–290", länet=120.0) == "Sala ligger över länet."

    def test_sentences_to_read_aloud(self):
        def aloud(own: float, unit: str, **others: float) -> str:
            finding = place_finding(Measured("Sala", own), "2022", of(others), unit, SWEDISH)
            return swedish(finding)

        assert aloud(84.0, "procent av eleverna", länet=85.0, riket=88.0) == (
            "I Sala var andelen 84 procent 2022. Det är lägre än i länet och riket."
        )
        assert aloud(15.0, "antal", länet=12.0) == (
            "År 2022 var antalet i Sala 15. Det är högre än i länet."
        )
        assert aloud(210.5, "tusental kronor per invånare", riket=210.5) == (
            "År 2022 var värdet i Sala 210,5 tusen kronor per invånare. Det är samma nivå som i riket."
        )
        assert aloud(80.0, "plats 1–290 (lägre är bättre)", Norberg=81.0) == (
            "År 2022 låg Sala på plats 80. Det är bättre än Norberg."
        )


class TestGroups:
    def sexes(
        self, women: float, men: float, unit: str = SHARE, margin: float | None = None, **more
    ) -> str:
        return swedish(
            sexes_finding(*of({"kvinnor": women, "män": men}, margin), unit, SWEDISH, **more)
        )

    def test_who_has_more(self):
        assert self.sexes(90.0, 93.0) == (
            "Andelen är högre bland män än bland kvinnor: 93 mot 90 procent."
        )
        assert self.sexes(50.4, 30.0, "dagar per person") == (
            "Värdet är högre bland kvinnor än bland män: 50,4 mot 30 dagar per person."
        )
        assert self.sexes(5.0, 5.0, "antal") == "Antalet är detsamma bland kvinnor och män."

    def test_a_difference_within_the_margins_is_none(self):
        assert self.sexes(91.0, 96.0, margin=4.0) == (
            "Skillnaden mellan kvinnor och män ryms i felmarginalen."
        )

    def test_whether_it_has_grown(self):
        then = (*of({"kvinnor": 70.0, "män": 80.0}), "2012")
        assert self.sexes(75.0, 80.0, earlier=then).endswith(
            "Skillnaden har minskat sedan 2012, från tio till fem procentenheter."
        )

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ([1, 1, 1], "Andelen steg i alla tre kommuner."),
            ([1, 1, 0], "Andelen steg i två av tre kommuner."),
            ([1, -1, -2], "Andelen sjönk i två av tre kommuner och steg i en."),
            ([-1, -1, -2], "Andelen sjönk i alla tre kommuner."),
            ([0, 0, 0], "Andelen har inte säkert ändrats i någon av tre kommuner."),
        ],
    )
    def test_in_how_many_places_it_rose(self, changes: list[int], sentence: str):
        pairs = [(Measured("x", 5.0), Measured("x", 5.0 + change)) for change in changes]
        assert swedish(every_finding(pairs, SHARE, "kommuner", SWEDISH)) == sentence


@pytest.mark.parametrize(
    ("unit", "kind", "words"),
    [
        ("procent", "share", ""),
        ("procent av befolkningen 16–84 år", "share", ""),
        ("procentenheter", "value", "procentenheter"),
        ("antal", "count", ""),
        ("antal kommuner av tio", "count", ""),
        ("antal per 100 000 invånare", "count", "per 100 000 invånare"),
        ("personbilar per 1 000 invånare 31 december", "value", "personbilar per 1 000 invånare"),
        ("kronor per invånare 20–64 år", "value", "kronor per invånare"),
        ("ärenden per 1 000 invånare 16–64 år, december", "value", "ärenden per 1 000 invånare"),
        ("1 000 ton koldioxidekvivalenter", "value", "tusen ton koldioxidekvivalenter"),
        ("tusental", "value", "tusen"),
        ("medelvärde, skala 1–10", "value", ""),
        ("index 0–100", "value", ""),
        ("plats 1–290 (lägre är bättre)", "rank", ""),
        ("hektar (åker och betesmark)", "value", "hektar"),
        ("", "value", ""),
    ],
)
def test_what_a_unit_makes_of_its_sentences(unit: str, kind: str, words: str):
    assert (Unit.of(unit).kind, Unit.of(unit).words) == (kind, words)


def test_in_english_too():
    one = case(TRIPS, target=30.0, year=2030.0, today=2023.07)
    assert line_finding(one, SHARE, ENGLISH).text() == (
        "The share more than doubled in nine years. Eleven percentage points remain."
    )


def test_the_key_changes_with_the_data_and_only_with_them():
    one = case(TRIPS, target=30.0, year=2030.0, today=2023.07)
    same = line_finding(case(TRIPS, target=30.0, year=2030.0, today=2023.07), SHARE, ENGLISH)
    other = line_finding(case({**TRIPS, 2019: 19.1}, target=30.0, year=2030.0), SHARE, SWEDISH)
    key = line_finding(one, SHARE, SWEDISH).data_key
    assert same.data_key == key
    assert other.data_key != key
    assert len(key) == 64


@a_few
@given(
    st.one_of(likely_cases(), wild_cases()),
    st.sampled_from(["procent", "antal", "ton", "plats 1–9"]),
)
def test_every_series_can_be_spoken_of(one: Case, unit: str):
    for finding in (line_finding(one, unit, SWEDISH), distance_finding(one, unit, SWEDISH)):
        text = swedish(finding)
        assert "%" not in text
        assert "nan" not in text
        assert not text or text.endswith(".")
