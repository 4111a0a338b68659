"""Graphs of an indicator: on its page, as pictures with lasting addresses, and on other sites."""

import csv
import io
import re
from datetime import date

import pytest
from django.utils import timezone

from livskraft.accounts.models import User
from livskraft.indicators.models import Headline
from livskraft.indicators.queries.graphs import graphs_of, ground_of

pytestmark = pytest.mark.django_db

SOURCE = {
    "name": "file",
    "attribution": "Skolverket",
    "select": {"area": "area", "period": "period", "sex": "sex", "value": "value"}
    | {"status": "status", "margin": "margin"},
}
YEARS = range(2015, 2023)


@pytest.fixture
def bus(make_indicator):
    indicator = make_indicator(
        "buss",
        title="Andel resor med buss",
        unit="procent",
        direction="increase",
        source=SOURCE,
        declaration={"decimals": 0},
    )
    indicator.plan.as_of = date(2023, 1, 26)
    indicator.plan.save()
    return indicator


@pytest.fixture
def filled(bus, load):
    """Figures of the county, the nation and three municipalities, of women and men too."""
    lines = []
    for place, year in enumerate(YEARS):
        lines += [f"19;{year};T;{10 + place};;", f"00;{year};T;{30 - place};;"]
        lines += [f"19;{year};K;{12 + place};;", f"19;{year};M;{8 + place};;"]
        for code, low in (("1980", 20), ("1982", 5), ("1984", 9)):
            lines.append(f"{code};{year};T;{low + place};;")
    load(bus, *lines)
    return bus


def kinds(indicator):
    return [graph.kind for graph in graphs_of(ground_of(indicator))]


def graph(indicator, kind):
    return next(one for one in graphs_of(ground_of(indicator)) if one.kind == kind)


def test_the_graphs_of_an_indicator_follow_from_its_figures(bus, load):
    load(bus, "19;2018;T;10;;", "19;2019;T;12;;")
    assert kinds(bus) == ["line"]
    load(bus, "1980;2019;T;1;;", "1982;2019;T;2;;", "1984;2019;T;3;;")
    assert kinds(bus) == ["spread"]
    load(bus, "19;2019;K;10;;", "19;2019;M;12;;")
    assert kinds(bus) == ["sexes"]
    load(bus, "19;2019;T;12;;")
    assert kinds(bus) == ["line"]


def test_an_indicator_with_all_figures_has_all_graphs_on_its_page(strict_client, filled):
    filled.declaration = {"decimals": 0, "targets": [{"area": "19", "value": 30, "year": 2030}]}
    filled.save()
    assert kinds(filled) == ["line", "distance", "spread", "peers", "sexes"]
    text = strict_client.get("/indikatorer/buss/").text
    assert "Andelen steg från 10 till 17 procent på sju år. 13 procentenheter återstår." in text
    assert "13 av 20 procentenheter återstår till målet." in text
    assert "Lägst andel i Fagersta, högst i Västerås." in text
    assert "Andelen steg i alla tre kommuner." in text
    assert "Andelen är högre bland kvinnor än bland män" in text
    for kind in ("linje", "avstand", "spridning", "kommuner", "kon"):
        assert f'id="{kind}-buss"' in text
        assert f'href="/indikatorer/buss.svg?diagram={kind}"' in text
    assert text.count("<svg") >= 12


def test_every_kind_takes_the_same_queries_and_its_table_says_what_is_drawn(strict_client, filled):
    strict_client.get("/indikatorer/buss/", queries=19)
    line = graph(filled, "line")
    assert [words.text for words in line.table.head] == ["Period", "Västmanland", "Riket"]
    newest = line.table.lines[0]
    assert newest.about.text == "2022"
    assert [cell for _label, cell in newest.labelled] == ["17\xa0%", "23\xa0%"]


def test_the_pandemic_is_in_every_graph_over_time_that_covers_it(filled):
    for kind in ("line", "peers"):
        drawn = graph(filled, kind).wide
        assert "chart-band" in drawn
    assert "pandemi" in graph(filled, "line").wide


def test_a_break_parts_the_line_and_is_told(bus, load):
    bus.declaration = {"breaks": [{"year": 2018, "note": "ny metod"}]}
    bus.save()
    load(bus, *(f"19;{year};T;{year - 2000};;" for year in YEARS))
    line = graph(bus, "line")
    assert line.wide.count("chart-break") == 1
    assert [one.whole for one in line.reservations] == ["Brott 2018: ny metod"]
    assert "Andelen steg från 18 till 22 procent" in line.headline.words.text


def test_what_an_earlier_version_measured_is_shown_apart_and_never_joined(bus, load):
    load(bus, "19;2015;T;50;;", "19;2016;T;51;;")
    bus.declaration = {"version": "2"}
    bus.save()
    load(bus, "19;2017;T;10;;", "19;2018;T;11;;")
    line = graph(bus, "line")
    assert line.wide.count('<path class="chart-line') == 2
    assert "chart-break" in line.wide
    assert "från 10 till 11 procent" in line.headline.words.text


def test_a_missing_value_is_hatched_with_its_reason_and_an_old_series_says_until_when(bus, load):
    load(bus, "19;2015;T;10;;", "19;2016;T;;..;", "19;2017;T;12;;")
    drawn = graph(bus, "line").wide
    assert "uppgift saknas" in drawn
    assert "inga värden efter 2017" in drawn


def test_preliminary_values_are_dashed_and_told(bus, load):
    load(bus, "19;2020;T;10;;", "19;2021;T;11;p;")
    line = graph(bus, "line")
    assert "is-preliminary" in line.wide
    assert any("preliminära" in one.text for one in line.reservations)


def test_figures_after_the_plans_day_are_not_drawn(bus, load):
    load(bus, "19;2021;T;10;;", "19;2022;T;11;;", "19;2023;T;99;;")
    line = graph(bus, "line")
    assert "99" not in line.wide
    assert line.about == "2021–2022"


def test_margins_are_drawn_and_municipalities_that_overlap_are_not_ranked(bus, load):
    load(bus, *(f"{code};2022;T;{50 + n};;9" for n, code in enumerate(("1980", "1982", "1984"))))
    spread = graph(bus, "spread")
    assert spread.headline.words.text == "Skillnaderna ryms i felmarginalerna."
    assert spread.wide.count('class="chart-margin"') == 3
    assert any("går områdena inte att rangordna" in one.text for one in spread.reservations)


def test_a_person_confirms_a_headline_until_the_figures_change(strict_client, filled, load):
    anna = User.objects.create_user("anna@example.org", name="Anna Exempel", role="strategist")
    line = graph(filled, "line")
    Headline.objects.create(
        indicator=filled, kind="line", data_key=line.data_key, by=anna, created_at=timezone.now()
    )
    text = strict_client.get("/indikatorer/buss/").text
    assert "Anna Exempel" in text
    changed = "Siffror eller målvärden har ändrats sedan rubriken bekräftades."
    assert changed not in text
    load(filled, "19;2015;T;10;;", "19;2022;T;40;;")
    text = strict_client.get("/indikatorer/buss/").text
    assert "Anna Exempel" in text
    assert changed in text


def test_a_confirmed_headline_says_that_a_target_has_changed_since(strict_client, filled):
    anna = User.objects.create_user("anna@example.org", name="Anna Exempel", role="strategist")
    line = graph(filled, "line")
    Headline.objects.create(
        indicator=filled, kind="line", data_key=line.data_key, by=anna, created_at=timezone.now()
    )
    filled.declaration["targets"] = [{"area": "19", "value": 50, "year": 2030}]
    filled.save()
    text = strict_client.get("/indikatorer/buss/").text
    assert "Anna Exempel" in text
    assert "Siffror eller målvärden har ändrats sedan rubriken bekräftades." in text


def test_a_rewritten_headline_stands_and_says_when_it_was_written_for_older_figures(
    strict_client, filled, load
):
    anna = User.objects.create_user("anna@example.org", name="Anna Exempel", role="strategist")
    Headline.objects.create(
        indicator=filled,
        kind="line",
        text="Bussen tar över.",
        data_key=graph(filled, "line").data_key,
        by=anna,
        created_at=timezone.now(),
    )
    text = strict_client.get("/indikatorer/buss/").text
    assert "Bussen tar över." in text
    assert "Siffror eller målvärden har ändrats" not in text
    load(filled, "19;2015;T;10;;", "19;2022;T;40;;")
    text = strict_client.get("/indikatorer/buss/").text
    assert "Bussen tar över." in text
    assert "Siffror eller målvärden har ändrats" in text
    assert "Nu säger siffrorna: Andelen mer än tredubblades på sju år." in text


def test_a_picture_stands_alone_with_its_finding_and_source(strict_client, filled):
    response = strict_client.get("/indikatorer/buss.svg?diagram=spridning", queries=8)
    assert response["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert "font-src data:" in response["Content-Security-Policy"]
    svg = response.content.decode()
    assert "Lägst andel i Fagersta, högst i Västerås." in svg
    assert "Källa: Skolverket" in svg
    assert "var(--" not in svg
    assert "#0b5178" in svg
    assert "@font-face" in svg
    assert re.findall(r'(?:href|src)="', svg) == []
    assert strict_client.get("/indikatorer/buss.svg?diagram=spridning").content == response.content


def test_a_picture_is_asked_for_once_and_changes_with_what_is_asked(strict_client, filled):
    first = strict_client.get("/indikatorer/buss.svg?diagram=linje")
    headers = {"If-None-Match": first["ETag"]}
    again = strict_client.get("/indikatorer/buss.svg?diagram=linje", headers=headers, queries=2)
    assert again.status_code == 304
    narrow = strict_client.get("/indikatorer/buss.svg?diagram=linje&bredd=300", headers=headers)
    assert narrow.status_code == 200
    english = strict_client.get("/en/indikatorer/buss.svg?diagram=linje", headers=headers)
    assert "The share rose from 10 to 17 percent in seven years." in english.content.decode()


def test_a_picture_of_pixels_is_drawn_with_our_letters(strict_client, filled):
    response = strict_client.get("/indikatorer/buss.png?diagram=linje&bredd=300")
    assert response["Content-Type"] == "image/png"
    assert response.content.startswith(b"\x89PNG")
    width = int.from_bytes(response.content[16:20])
    assert width == 2 * (300 + 2 * 14)


@pytest.mark.parametrize(
    "query", ["diagram=karta-som-inte-finns", "diagram=avstand", "diagram=samband&mot=finns-inte"]
)
def test_a_graph_that_the_figures_do_not_fill_is_not_found(strict_client, filled, query):
    for ending in ("svg", "png", "csv"):
        assert strict_client.get(f"/indikatorer/buss.{ending}?{query}").status_code == 404


def test_a_former_address_leads_to_the_present_one_with_its_choices(strict_client, filled):
    filled.former_slugs = ["busresor"]
    filled.save()
    for ending in (".svg", ".png", "/inbaddad/", "/badda-in/"):
        response = strict_client.get(f"/indikatorer/busresor{ending}?diagram=linje")
        assert (response.status_code, response["Location"]) == (
            301,
            f"/indikatorer/buss{ending}?diagram=linje",
        )


def test_the_file_of_a_graph_has_its_figures_only(strict_client, filled):
    response = strict_client.get("/indikatorer/buss.csv?diagram=spridning")
    rows = list(csv.DictReader(io.StringIO(response.text.lstrip("\ufeff")), delimiter=";"))
    assert {(row["Område"], row["Period"], row["Värde"]) for row in rows} == {
        ("Västerås", "2022", "27"),
        ("Fagersta", "2022", "12"),
        ("Arboga", "2022", "16"),
    }
    assert response["Content-Disposition"] == 'attachment; filename="spridning-buss.csv"'


def test_a_graph_can_stand_in_pages_of_other_sites_without_cookie_or_script(strict_client, filled):
    response = strict_client.get("/indikatorer/buss/inbaddad/?diagram=kon", queries=6)
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response
    assert "<script" not in response.text
    assert "Andelen är högre bland kvinnor än bland män" in response.text
    assert "Källa: Skolverket" in response.text
    other = strict_client.get("/indikatorer/buss/")
    assert "frame-ancestors 'none'" in other["Content-Security-Policy"]
    assert other["X-Frame-Options"] == "DENY"


def test_the_code_for_other_sites_is_shown_ready_to_copy(strict_client, filled):
    text = strict_client.get("/indikatorer/buss/badda-in/?diagram=linje").text
    assert "&lt;iframe src=&quot;http://testserver/indikatorer/buss/inbaddad/?diagram=linje" in text
    assert "&lt;img src=&quot;http://testserver/indikatorer/buss.svg?diagram=linje" in text


def test_the_map_of_sweden_hatches_what_has_no_value(client, filled):
    drawn = client.get("/indikatorer/buss.svg?diagram=sverige")
    assert drawn.status_code == 200
    assert "Inget värde: 287" in drawn.text
    page = client.get("/jamfor/?matt=buss&diagram=sverige").text
    assert "3 av 290 kommuner har ett värde här." in page
    assert "Karta över hela Sverige" in client.get("/jamfor/?matt=buss").text
    assert "av 290 kommuner" not in client.get("/indikatorer/buss/").text


def test_figures_beyond_the_plan_bring_the_map_of_sweden_to_the_page(client, bus, load):
    bus.source = {"name": "file", "attribution": "Skolverket"}
    bus.save()
    places = ["1980", "1982", "1984", "0114", "0180", "0184"]
    load(bus, *(f"{code};2020;T;{number + 7};;" for number, code in enumerate(places)))
    assert "country" in [graph.kind for graph in graphs_of(ground_of(bus, everywhere=True))]
    assert "6 av 290 kommuner har ett värde här." in client.get("/indikatorer/buss/").text
