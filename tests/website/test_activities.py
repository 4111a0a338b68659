import csv
import io
from datetime import date

import pytest
from django.utils import timezone

from tests.factories import make_activity, make_goal, make_organisation, make_plan
from tests.html_rules import problems

pytestmark = pytest.mark.django_db


@pytest.fixture
def goal():
    plan = make_plan(as_of=date(2023, 1, 26))
    return make_goal(plan, "Snabbt bredband", "bredband", number="9")


@pytest.fixture
def activity(goal):
    return make_activity(
        goal, "Verka för bredband", "bredband-nu", starts=date(2021, 3, 1), ends=date(2022, 12, 31)
    )


def table(response):
    text = response.content.decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:]), delimiter=";"))


def test_before_any_plan_the_list_says_so(strict_client):
    assert "Ingen plan med aktiviteter" in strict_client.get("/aktiviteter/").text


def test_the_list_says_how_many_of_how_many(strict_client, goal, activity):
    make_activity(goal, "Annat", status="done")
    text = strict_client.get("/aktiviteter/?lage=pagar", queries=13).text
    assert "1 av 2" in text
    assert "Verka för bredband" in text
    assert "slutdatum passerat" in text
    assert "mars\u00a02021–dec\u00a02022" in text
    assert "Annat" not in text


def test_a_form_with_empty_fields_leads_to_the_tidy_address(strict_client, activity):
    everything = "&".join(
        f"lage={name}" for name in ("ide", "planerad", "pagar", "pausad", "klar", "avbruten")
    )
    response = strict_client.get(f"/aktiviteter/?ord=&mal=bredband&aktor=&{everything}")
    assert response.status_code == 302
    assert response["Location"] == "/aktiviteter/?mal=bredband"


def test_each_choice_can_be_taken_away(strict_client, activity):
    text = strict_client.get("/aktiviteter/?ord=bredband&mal=bredband&lage=pagar").text
    for left in (
        "mal=bredband&amp;lage=pagar",
        "ord=bredband&amp;lage=pagar",
        "ord=bredband&amp;mal=bredband",
    ):
        assert f'href="?{left}"' in text
    assert "3 val gjorda" in text


def test_what_is_not_understood_is_said_and_the_page_stays(strict_client, activity):
    response = strict_client.get("/aktiviteter/?mal=%3Cscript%3E&period=nu&lage=hej&visa=x")
    assert response.status_code == 200
    assert "Det finns inget mål med adressen ”&lt;script&gt;”" in response.text
    assert "”nu” är ingen period" in response.text
    assert "1 av 1" in response.text


def test_a_goal_by_its_former_slug_leads_to_the_present_one(strict_client, goal, activity):
    goal.former_slugs = ["fiber"]
    goal.save()
    response = strict_client.get("/aktiviteter/?mal=fiber&lage=pagar")
    assert response["Location"] == "/aktiviteter/?mal=bredband&lage=pagar"


def test_nothing_found_helps_on(strict_client, activity):
    text = strict_client.get("/aktiviteter/?ord=zebra&lage=klar").text
    assert "Ingen aktivitet passar alla val" in text
    assert 'href="/sok/?q=zebra"' in text


def test_sixty_rows_stand_first_and_the_rest_can_be_shown(strict_client, goal):
    for number in range(67):
        make_activity(goal, f"Nr {number:02}")
    first = strict_client.get("/aktiviteter/", queries=13).text
    assert first.count('class="timeline__title"') == 60
    assert "Visa sju till" in first
    assert 'href="?visa=67"' in first
    whole = strict_client.get("/aktiviteter/?visa=67", queries=13).text
    assert whole.count('class="timeline__title"') == 67
    assert "Visa" not in whole.split('class="timeline__key')[1].split("</section>")[0]


def test_the_lasting_address_keeps_the_filters_and_drops_the_rest(strict_client, activity):
    text = strict_client.get("/aktiviteter/?mal=bredband&visa=120").text
    assert 'rel="canonical" href="http://testserver/aktiviteter/?mal=bredband"' in text


def test_swedish_content_on_english_pages_says_so(strict_client, activity):
    text = strict_client.get("/en/aktiviteter/").text
    assert 'lang="sv">Verka för bredband</a>' in text
    assert "Goal 9" in text
    assert (
        'lang="sv">Verka för bredband</h1>'
        in strict_client.get("/en/aktiviteter/bredband-nu/").text
    )


def test_the_table_has_the_rows_of_the_list(strict_client, goal, activity):
    make_activity(goal, "Annat", status="done")
    rows = table(strict_client.get("/aktiviteter.csv?lage=pagar"))
    assert [row["Aktivitet"] for row in rows] == ["Verka för bredband"]
    assert rows[0]["Huvudmål"] == "9 Snabbt bredband"
    assert rows[0]["Slutdatum"] == "2022-12-31"
    assert rows[0]["Adress"] == "http://testserver/aktiviteter/bredband-nu/"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t="])
def test_the_table_holds_no_formulas(strict_client, goal, start):
    make_activity(goal, f"{start}HYPERLINK(1)", summary=f"{start}1+1")
    row = table(strict_client.get("/aktiviteter.csv"))[0]
    assert row["Aktivitet"].startswith("'")
    assert row["Beskrivning"].startswith("'")


def test_the_table_refuses_what_it_does_not_understand(strict_client, activity):
    response = strict_client.get("/aktiviteter.csv?mal=finns-inte")
    assert response.status_code == 400
    assert "Det finns inget mål" in response.text


def test_internal_notes_stand_nowhere(strict_client, goal):
    lead = make_organisation("Enheten", "enheten", internal_note="hemligt")
    made = make_activity(goal, "En", "en", internal_note="hemligt", lead=lead)
    made.save()
    for address in ("/aktiviteter/", "/aktiviteter/en/", "/aktiviteter.csv"):
        assert "hemligt" not in strict_client.get(address).text


def test_the_page_of_an_activity_says_where_it_stands(strict_client, goal):
    make_activity(
        goal, "En", "en", status_since=date(2021, 3, 1),
        starts=date(2021, 3, 1), ends=date(2022, 12, 31),
    )  # fmt: skip
    text = strict_client.get("/aktiviteter/en/").text
    assert "Pågår sedan mars 2021." in text
    assert "Slutdatumet 31 december 2022 har passerat." in text
    assert "Mål 9: " in text


def test_a_done_activity_is_no_reached_goal(strict_client, goal):
    make_activity(goal, "En", "en", status="done")
    assert "betyder inte att målet är nått" in strict_client.get("/aktiviteter/en/").text


def test_a_pause_stands_with_its_reason(strict_client, goal):
    make_activity(goal, "En", "en", status="paused", status_since=date(2022, 11, 2))
    text = strict_client.get("/aktiviteter/en/").text
    assert "Pausad sedan november 2022." in text
    assert "Väntar på beslut." in text


def test_missing_dates_are_said_in_words(strict_client, goal):
    make_activity(goal, "En", "en", status="planned")
    assert "inga datum i planen" in strict_client.get("/aktiviteter/").text
    text = strict_client.get("/aktiviteter/en/").text
    assert "Planen anger inga datum." in text
    assert "Planen nämner ingen plats." in text


def test_a_former_address_leads_to_the_present_one(strict_client, goal):
    make_activity(goal, "En", "ny", former_slugs=["gammal"])
    response = strict_client.get("/en/aktiviteter/gammal/")
    assert (response.status_code, response["Location"]) == (301, "/en/aktiviteter/ny/")
    assert strict_client.get("/aktiviteter/okand/").status_code == 404


def test_an_archived_activity_is_kept_and_says_so(strict_client, goal):
    make_activity(goal, "En", "en", archived_at=timezone.now())
    assert "Aktiviteten arkiverades den" in strict_client.get("/aktiviteter/en/").text
    assert "En</a>" not in strict_client.get("/aktiviteter/").text


@pytest.mark.pure
def test_pages_of_the_example_are_whole(strict_client, example_region):
    text = strict_client.get("/aktiviteter/").text
    assert "65 av 65" in text
    for row in table(strict_client.get("/aktiviteter.csv")):
        address = row["Adress"].removeprefix("http://testserver")
        assert problems(strict_client.get(address).text) == []


def test_a_page_has_a_thousand_rows_at_most(strict_client, goal, monkeypatch):
    monkeypatch.setattr("livskraft.website.activity_filters.MOST", 61)
    monkeypatch.setattr("livskraft.website.views.activities.MOST", 61)
    for number in range(62):
        make_activity(goal, f"Nr {number:02}")
    assert "Visa en till" in strict_client.get("/aktiviteter/").text
    whole = strict_client.get("/aktiviteter/?visa=99999").text
    assert whole.count('class="timeline__title"') == 61
    assert "tabellen med alla" in whole
