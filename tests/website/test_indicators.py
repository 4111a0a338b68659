"""Indicators in public: the list, a page each, and the series as files for machines."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.utils import timezone

from livskraft.indicators.models import IndicatorGoal, JobState, Snapshot, UpdateJob
from livskraft.indicators.queries.export import find_export
from livskraft.indicators.queries.figures import indicator_series
from livskraft.indicators.services.updating import load_figures, refresh_indicator
from livskraft.indicators.sources.jsonstat import read_cube
from livskraft.indicators.sources.observation import MEASURES
from tests.factories import make_goal

pytestmark = pytest.mark.django_db

FILE = {"name": "file", "attribution": "Skolverket"}
MARGINS = {
    **FILE,
    "select": {"area": "area", "period": "period", "sex": "sex", "value": "value"}
    | {"status": "status", "margin": "margin"},
}


@pytest.fixture
def bus(make_indicator):
    """An indicator of a goal."""
    indicator = make_indicator(
        "buss",
        title="Andel resor med buss",
        unit="procent",
        source=MARGINS,
        declaration={"description": "Resor till arbetet.", "decimals": 0},
    )
    goal = make_goal(indicator.plan, "Fler åker buss", "buss-mal", number="7")
    IndicatorGoal.objects.create(indicator=indicator, goal=goal)
    return indicator


def test_an_indicator_without_figures_says_why_and_what_it_measures(strict_client, bus):
    text = strict_client.get("/indikatorer/buss/", queries=6).text
    assert "Källan har inget öppet gränssnitt. Siffror läses in från fil" in text
    assert "Källa: Skolverket" in text
    assert "Resor till arbetet." in text
    assert 'href="/mal/buss-mal/"' in text
    assert ".csv" not in text


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ({}, "Ingen källa är angiven."),
        ({"name": "kolada", "kpi": "N00610"}, "Siffrorna är inte hämtade än."),
        ({"name": "derived", "expression": "a", "of": {"a": "x"}}, "beräknas av andra indikatorer"),
    ],
)
def test_every_lack_of_figures_has_its_reason(strict_client, make_indicator, source, reason):
    make_indicator("utan", source=source)
    assert reason in strict_client.get("/indikatorer/utan/").text
    assert reason in strict_client.get("/indikatorer/").text


def test_the_newest_value_stands_with_area_period_and_source(strict_client, bus, load):
    load(bus, "19;2010;T;11;;", "19;2019;T;19;;", "00;2019;T;31;;")
    text = strict_client.get("/indikatorer/buss/", queries=19).text
    assert "Västmanlands län: 19 procent 2019, mot 11 procent 2010." in text
    assert '<dd class="figure">19 <small>%</small></dd>' in text
    assert "Källa: Skolverket" in text
    assert "Hämtad" in text
    assert "Andelen steg från 11 till 19 procent på nio år." in text


def test_later_figures_than_the_plans_day_are_shown_but_not_the_latest(strict_client, bus, load):
    bus.plan.as_of = date(2020, 6, 1)
    bus.plan.save()
    load(bus, "19;2018;T;18;;", "19;2019;T;19;;", "19;2020;T;20;;")
    text = strict_client.get("/indikatorer/buss/").text
    assert "19 procent 2019, mot 18 procent 2018." in text
    assert "2020*" in text
    assert "* Efter 1 juni 2020" in text
    assert "<b>19\N{NO-BREAK SPACE}%</b>" in strict_client.get("/indikatorer/").text


def test_missing_preliminary_and_uncertain_values_say_so(strict_client, bus, load):
    lines = ["19;2018;T;;..;", "19;2019;T;19;p;2", "1980;2019;T;;;", "1982;2018;K;50;;"]
    load(bus, *lines)
    text = strict_client.get("/indikatorer/buss/").text
    assert "uppgift saknas" in text
    assert "Uppgift saknas: källan har inget värde" in text
    assert "2019. Felmarginal ±\N{NO-BREAK SPACE}2. Preliminärt</dd>" in text
    assert "±\N{NO-BREAK SPACE}2" in text
    assert "källan ger inget värde och inget skäl" in text
    assert "källan har ingen siffra för perioden" in text
    assert "kvinnor" in text


def test_a_break_is_a_line_and_a_sentence_and_ends_the_comparison(strict_client, bus, load):
    bus.declaration = {"breaks": [{"year": 2015, "note": "ny metod"}]}
    bus.save()
    load(bus, "19;2014;T;40;;", "19;2016;T;15;;", "19;2019;T;19;;")
    text = strict_client.get("/indikatorer/buss/").text
    assert "19 procent 2019, mot 15 procent 2016." in text
    assert "Brott 2015: jämför inte det som är före med det som är efter." in text
    assert "Ny metod." in text
    assert text.count("series__break") == 2


@pytest.mark.parametrize(
    ("periods", "told"),
    [
        (["2006", "2011", "2012", "2014"], "Källan har inga siffror för 2007–2010 och 2013."),
        (["2018/2019", "2020/2021"], "Källan har inga siffror för juli 2019 – juni 2020."),
        (["2022Q1", "2022Q3"], "Källan har inga siffror för april–juni 2022."),
    ],
)
def test_years_that_are_missing_between_others_are_seen_and_told(
    strict_client, bus, load, periods, told
):
    load(bus, *(f"19;{period};T;40;;" for period in periods))
    text = strict_client.get("/indikatorer/buss/").text
    assert told in text
    assert text.count("series__gap") == 2 * (told.count(" och ") + 1)


def test_periods_that_follow_on_each_other_have_no_gap(strict_client, bus, load):
    load(bus, "19;2020;T;40;;", "19;2021;T;40;;", "19;2021Q1;T;40;;", "19;2022H1;T;40;;")
    text = strict_client.get("/indikatorer/buss/").text
    assert "inga siffror för" not in text
    assert "series__gap" not in text


def test_spring_is_not_compared_with_autumn(strict_client, bus, load):
    load(bus, "19;2012Q1;T;10;;", "19;2012Q4;T;20;;", "19;2022Q4;T;30;;")
    text = strict_client.get("/indikatorer/buss/").text
    assert "30 procent (kvartal 4 2022), mot 20 procent (kvartal 4 2012)." in text


def test_municipalities_alone_are_told_from_lowest_to_highest(strict_client, bus, load):
    load(bus, "1980;2019;T;20;;", "1982;2019;T;4;;", "1984;2019;T;9;;")
    text = strict_client.get("/indikatorer/buss/").text
    assert "Från 4 procent i Fagersta till 20 procent i Västerås, 2019." in text
    listed = strict_client.get("/indikatorer/").text
    assert "Inget värde för Västmanlands län." in listed


def test_municipalities_whose_margins_overlap_are_not_set_against_each_other(
    strict_client, bus, load
):
    load(bus, "1980;2019;T;20;;9", "1982;2019;T;14;;9", "1984;2019;T;19;;9")
    text = strict_client.get("/indikatorer/buss/").text
    assert "Från 14" not in text
    assert "Inget värde för Västmanlands län." in text


def test_women_and_men_stand_apart_where_there_is_no_figure_of_all(strict_client, bus, load):
    load(bus, "19;2019;K;55;;", "19;2019;M;76;;")
    text = strict_client.get("/indikatorer/buss/").text
    assert "kvinnor 55 procent, män 76 procent 2019." in text


def test_what_the_source_changed_is_shown_before_and_after(strict_client, bus, load):
    load(bus, "19;2018;T;18;;", "19;2019;T;19;;", "1980;2019;T;25;;")
    load(bus, "19;2018;T;18;;", "19;2019;T;20;;", "1980;2019;T;;..;", "19;2020;T;21;;")
    text = strict_client.get("/indikatorer/buss/", queries=19).text
    assert "<b>Reviderat:</b> 1 värde ändrat, 1 struket, 1 nytt" in text
    assert '<del>19</del></td><td class="number" data-label="Nu"><ins class="changed">20' in text
    assert '<ins class="changed">uppgift saknas' in text


def test_a_new_meaning_is_a_new_version_and_the_old_figures_say_that_they_are_old(
    strict_client, bus, load
):
    load(bus, "19;2018;T;18;;")
    bus.declaration = {"version": "2024"}
    bus.save()
    assert "fått en ny betydelse" in strict_client.get("/indikatorer/buss/").text
    load(bus, "19;2024;T;24;;")
    text = strict_client.get("/indikatorer/buss/").text
    assert "fått en ny betydelse" not in text
    assert "24 procent 2024." in text
    assert "Version 2" in text
    assert "Version 1" in text


def test_a_failed_update_is_told_without_its_inner_reason(strict_client, bus, load):
    load(bus, "19;2018;T;18;;")
    now = timezone.now() + timedelta(minutes=1)
    problem = {"template": "Hemligt fel i /srv", "parameters": {}}
    UpdateJob.objects.create(
        indicator=bus,
        state=JobState.FAILED,
        created_at=now,
        due_at=now,
        ended_at=now,
        problem=problem,
        can_retry=True,
    )
    text = strict_client.get("/indikatorer/buss/").text
    assert "<strong>Inte uppdaterad.</strong>" in text
    assert "Källan gick inte att nå." in text
    assert "Hemligt" not in text


def test_a_calculation_says_that_it_is_ours_and_from_what(strict_client, make_indicator, bus, load):
    load(bus, "19;2018;T;18;;")
    source = {"name": "derived", "expression": "100 - a", "of": {"a": "buss"}}
    other = make_indicator("ej-buss", title="Resor utan buss", source=source)
    refresh_indicator(indicator=other, client=None)
    text = strict_client.get("/indikatorer/ej-buss/").text
    assert "egen bearbetning av data från Skolverket" in text
    assert '<a href="/indikatorer/buss/">Andel resor med buss</a>' in text


def test_the_quality_score_stands_with_its_parts(strict_client, bus):
    from livskraft.indicators.queries.quality import CRITERIA

    bus.declaration = {"quality": dict.fromkeys(CRITERIA, 2) | {"credible": 0}}
    bus.save()
    text = strict_client.get("/indikatorer/buss/").text
    assert "18 av 20 poäng" in text
    assert "den ger bara sammanhang" in text
    assert text.count('<td class="number">2</td>') == 9


def test_the_list_is_by_goal_and_searched_by_words_of_both(strict_client, make_indicator, bus):
    make_indicator("folk", title="Folkmängd", source=FILE, search_text="folkmängd")
    bus.search_text = "andel resor med buss"
    bus.save()
    text = strict_client.get("/indikatorer/", queries=8).text
    assert "0 av 2 indikatorer har siffror." in text
    assert 'href="/mal/buss-mal/"' in text
    assert "Sammanhang" in text
    found = strict_client.get("/indikatorer/?q=bussar+åker").text
    assert "Andel resor med buss" in found
    assert "Folkmängd" not in found
    assert "noindex" in found
    assert "Ingen indikator har alla de orden" in strict_client.get("/indikatorer/?q=xyz").text


@pytest.mark.parametrize("number", [1, 20])
def test_the_list_takes_the_same_queries_whatever_the_size(
    strict_client, make_indicator, bus, load, number
):
    load(bus, "1980;2019;T;20;;")
    for place in range(number):
        load(make_indicator(f"nr-{place}", source=FILE), f"19;2019;T;{place};;")
    strict_client.get("/indikatorer/", queries=8)


def test_the_goals_page_shows_the_newest_value(strict_client, bus, load):
    load(bus, "19;2019;T;19;;")
    text = strict_client.get("/mal/buss-mal/").text
    assert 'href="/indikatorer/buss/"' in text
    assert "<b>19\N{NO-BREAK SPACE}%</b>" in text


def test_a_former_address_leads_to_the_present_one_also_of_files(strict_client, bus):
    bus.former_slugs = ["busresor"]
    bus.save()
    for path in (
        "/indikatorer/busresor/",
        "/indikatorer/busresor.csv",
        "/en/indikatorer/busresor.json",
    ):
        response = strict_client.get(path)
        assert response.status_code == 301
        assert response["Location"] == path.replace("busresor", "buss")
    assert strict_client.get("/indikatorer/finns-inte/").status_code == 404


def test_an_archived_one_says_so_and_stands_in_no_list(strict_client, bus):
    bus.archived_at = timezone.now()
    bus.save()
    assert "Indikatorn är arkiverad." in strict_client.get("/indikatorer/buss/").text
    assert "resor med buss" not in strict_client.get("/indikatorer/").text


def test_internal_notes_stay_inside(strict_client, bus, load):
    bus.internal_note = "Hemligt"
    bus.save()
    snapshot = load(bus, "19;2018;T;18;;")
    snapshot.warnings = [{"template": "Hemligt", "parameters": {}}]
    snapshot.save()
    for path in ("", "buss/", "buss.csv", "buss.json"):
        assert "Hemligt" not in strict_client.get(f"/indikatorer/{path}").text


def test_the_search_and_the_site_map_know_indicators(strict_client, bus):
    bus.search_text = "andel resor med buss"
    bus.save()
    text = strict_client.get("/sok/?q=buss&slag=indikator").text
    assert 'href="/indikatorer/buss/"' in text
    assert "Indikator" in text
    assert "http://testserver/en/indikatorer/buss/" in strict_client.get("/sitemap.xml").text


def test_json_stat_is_read_back_as_the_series_was(strict_client, bus, load):
    lines = ["19;2018;T;18.25;p;1.5", "19;2019;K;;..;", "1980;2019;T;-20;;", "00;2019;M;0;;"]
    load(bus, *lines)
    response = strict_client.get("/indikatorer/buss.json", queries=3)
    document = response.json()
    cube = read_cube(document)
    found = {}
    for row in cube.rows():
        key = (row["area"], row["period"], row["sex"])
        found.setdefault(key, {})[row["measure"]] = (row["value"], row["status"])
    series = indicator_series(bus)
    for one in series.observations:
        cells = found.pop((one.area, one.period, one.sex))
        assert cells["value"] == (one.value, one.status)
        assert cells["margin"][0] == one.margin
    assert all(cells["value"] == (None, None) for cells in found.values())
    assert set(cells) <= set(MEASURES)
    assert (document["version"], cube.source) == ("2.0", "Källa: Skolverket")
    assert cube.updated == series.retrieved_at.isoformat()
    assert document["role"] == {"geo": ["area"], "time": ["period"], "metric": ["measure"]}
    assert document["href"] == "http://testserver/indikatorer/buss/"
    assert "Västmanlands län" in response.text
    assert document["extension"]["status"]["label"].keys() == {"p", ".."}


def test_json_stat_has_further_variables(strict_client, make_indicator, load, tmp_path):
    select = {"area": "area", "period": "period", "sex": "sex", "value": "value", "age": ["*"]}
    indicator = make_indicator("alder", source={**FILE, "select": select})
    path = tmp_path / "ages.csv"
    path.write_text("area;period;sex;age;value\n19;2019;T;0-19;1\n19;2019;T;20+;2\n")
    load_figures(indicator=indicator, path=path)
    cube = read_cube(strict_client.get("/indikatorer/alder.json").json())
    assert [(row["age"], row["value"]) for row in cube.rows()] == [("0-19", 1), ("20+", 2)]
    text = strict_client.get("/indikatorer/alder/").text
    assert "0-19" in text
    assert "20+" in text


def test_files_of_an_indicator_without_figures_are_empty_and_say_so(strict_client, bus):
    document = strict_client.get("/indikatorer/buss.json").json()
    assert document["value"] == []
    assert document["note"] == ["Det finns inga siffror än."]
    assert len(strict_client.get("/indikatorer/buss.csv").text.splitlines()) == 1


def test_the_table_opens_in_a_spreadsheet_of_either_language(strict_client, bus, load):
    load(bus, "19;2018;T;-18.25;p;1.5", "19;2019;K;;..;")
    response = strict_client.get("/indikatorer/buss.csv", queries=3)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="buss.csv"'
    assert response.content.startswith("\ufeff".encode())
    rows = list(csv.DictReader(io.StringIO(response.text.lstrip("\ufeff")), delimiter=";"))
    first, second = sorted(rows, key=lambda row: row["Period"])
    assert (first["Värde"], first["Felmarginal"], first["Tecken"]) == ("-18,25", "1,5", "p")
    assert first["Källa"] == "Källa: Skolverket"
    assert (second["Värde"], second["Kön"]) == ("", "kvinnor")
    assert "uppgift saknas" in second["Tecknets betydelse"]
    english = strict_client.get("/en/indikatorer/buss.csv").text
    assert english.lstrip("\ufeff").startswith("Area code;Area;Period")
    assert "-18.25" in english


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_files_can_be_read_by_other_sites_and_are_asked_for_once(strict_client, bus, load, kind):
    load(bus, "19;2018;T;18;;")
    path = f"/indikatorer/buss.{kind}"
    first = strict_client.get(path)
    assert first["Access-Control-Allow-Origin"] == "*"
    assert "max-age=3600" in first["Cache-Control"]
    again = strict_client.get(path, headers={"If-None-Match": first["ETag"]}, queries=2)
    assert again.status_code == 304
    assert again["Access-Control-Allow-Origin"] == "*"
    english = strict_client.get(f"/en{path}", headers={"If-None-Match": first["ETag"]})
    assert english.status_code == 200
    load(bus, "19;2018;T;19;;")
    changed = strict_client.get(path, headers={"If-None-Match": first["ETag"]})
    assert (changed.status_code, changed["ETag"] == first["ETag"]) == (200, False)


def test_figures_that_are_only_seen_again_keep_the_files_tag(bus, load):
    load(bus, "19;2018;T;18;;")
    before = find_export("buss").key
    load(bus, "19;2018;T;18;;")
    assert Snapshot.objects.count() == 1
    assert find_export("buss").key == before


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_examples_indicators_keep_every_rule_of_a_page(
    strict_client, example_region, snapshots, language
):
    from livskraft.cli.example import FIGURES_FILE, FIGURES_PLAN, FOLDER
    from livskraft.indicators.services.examples import load_example_figures

    load_example_figures(path=FOLDER / FIGURES_FILE, plan=FIGURES_PLAN)
    for page in ("", "kollektivtrafikens-marknadsandel/", "forvarvsinkomst/", "folkmangd/"):
        strict_client.get(f"{language}/indikatorer/{page}")
    text = strict_client.get(f"{language}/indikatorer/slatterang/").text
    assert "G33626" in text
