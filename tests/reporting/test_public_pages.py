"""What the public pages and files say of rounds: reported, missing, how old, frozen or not."""

import csv
import io
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from livskraft.reporting.services.closing import close_round
from livskraft.reporting.services.evidence import EvidenceContent, add_evidence
from livskraft.reporting.services.freezing import freeze_round, write_addendum
from livskraft.reporting.services.reports import send_report
from livskraft.reporting.services.reviewing import accept_report
from livskraft.reporting.who import Who
from tests.reporting.conftest import ANSWERS

AT = datetime(2023, 1, 16, 9, tzinfo=ZoneInfo("Europe/Stockholm"))
WALK = "/aktiviteter/vandring/"


def answer(region, round_, name, **more):
    assignment, who = region.assignment(round_, name), Who(person=region.people[name])
    number = EvidenceContent("number", "Besökare", number=Decimal("12.5"), unit="tusen")
    add_evidence(assignment=assignment, content=number, who=who)
    report = send_report(
        assignment=assignment, answers={**ANSWERS, **more}, who=who, channel="link", now=AT
    )
    accept_report(report=report, by=None, now=AT)


@pytest.fixture
def reported(region, round_):
    answer(region, round_, "vandring", deviation="Två träffar blev inställda.", money="77123")
    return round_


@pytest.fixture
def frozen(region, reported):
    close_round(round_=reported, by=None, reason="Inget svar.")
    return freeze_round(round_=reported, by=None)


def test_an_activity_without_rounds_tells_what_will_stand_there(region, strict_client):
    text = strict_client.get(WALK).text
    assert "Ingen rapport är skriven ännu." in text
    assert "Senast rapporterat" not in text


def test_an_activity_that_has_not_reported_says_so(region, round_, strict_client):
    text = strict_client.get(WALK).text
    assert "Har inte rapporterat i någon omgång." in text
    assert "Har inte rapporterat än. Sista dag att svara är den 10 februari 2023." in text
    text = strict_client.get("/aktiviteter/bokbuss/").text
    assert "Fick rapportera om den ville, och har inte gjort det." in text
    assert "i någon omgång" not in text


def test_an_activity_shows_its_report_with_status_day_and_age(reported, strict_client):
    text = strict_client.get(WALK).text
    for words in (
        "Senast rapporterat för 10 dagar sedan.",
        "Läge i rapporten den 16 januari 2023: Pågår.",
        "Nätverket har träffats.",
        "Vad blev inte som planerat, och varför?",
        "Besökare: 12,5 tusen",
        "Omgången är öppen: svar tas emot till och med den 10 februari 2023.",
    ):
        assert words in text
    assert "77" not in text.split('id="reports"')[1].split("</section>")[0]


def test_what_is_frozen_says_so_and_addenda_stand_beside(region, frozen, strict_client, strategist):
    write_addendum(
        round_=frozen,
        assignment=region.assignment(frozen, "vandring"),
        text="Fyra träffar.",
        reason="Fel antal.",
        by=strategist,
    )
    text = strict_client.get(WALK).text
    assert "Omgången är fryst" in text
    assert f'href="/uppfoljning/{frozen.address}/"' in text
    assert text.index("Nätverket har träffats.") < text.index("Fyra träffar.")
    assert "Fel antal." in text
    assert "Stina" not in text


def test_a_goal_and_an_actor_tell_how_many_have_reported_and_who_has_not(
    region, reported, strict_client
):
    region.add("stig", region.unit)
    round_ = region.open(slug="igen")
    answer(region, round_, "vandring")
    sentence = "1 av 2 aktiviteter har rapporterat i Årsbokslut 2022."
    for path in ("/mal/trygghet/", "/aktorer/folkhalsa/", "/aktorer/regionen/"):
        text = strict_client.get(path).text
        assert sentence in text, path
        missing, done = text.split("De som har rapporterat")
        assert '<a class="rows__title" href="/aktiviteter/stig/#reports">' in missing
        assert '<a class="rows__title" href="/aktiviteter/vandring/#reports">' in done
    assert "rapporterat" not in strict_client.get("/aktorer/hembygd/").text
    close_round(round_=round_, by=None, reason="Inget svar.")
    text = strict_client.get("/mal/trygghet/").text
    assert "1 av 2 aktiviteter har inte rapporterat i den senaste omgången." in text


def table(response):
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def test_the_table_holds_public_answers_and_says_who_has_not_reported(frozen, strict_client):
    walk, bus, tales = table(strict_client.get("/uppfoljning.csv", queries=4))
    assert (walk["Aktivitet"], walk["Rapporterat den"]) == ("Vandring", "2023-01-16")
    assert walk["Vad har hänt?"] == "Nätverket har träffats."
    assert walk["Underlag"] == "tal: Besökare, 12,5 tusen"
    assert walk["Den frysta omgångens kontrollsumma"] == frozen.content_sha256
    assert (bus["Hur det står till"], bus["Vad har hänt?"]) == ("fick rapportera", "")
    assert tales["Beslut"] == ""
    assert "77123" not in str(walk)


def test_programs_get_the_same_as_json_from_any_site(frozen, strict_client):
    response = strict_client.get("/uppfoljning.json?aktivitet=vandring")
    assert response["Access-Control-Allow-Origin"] == "*"
    found = response.json()
    assert [one["sha256"] for one in found["rounds"]] == [frozen.content_sha256]
    [one] = found["reports"]
    assert one["activity"]["href"] == f"http://testserver{WALK}"
    assert one["report"]["reported_on"] == "2023-01-16"
    assert one["report"]["evidence"][0]["number"] == 12.5
    assert {each["key"] for each in one["report"]["answers"]} == {*ANSWERS, "deviation"}


@pytest.mark.parametrize("asked", ["omgang=x", "aktivitet=x", "omgang=x%00"])
def test_a_file_of_what_there_is_not_is_refused(reported, strict_client, asked):
    for kind in ("csv", "json"):
        assert strict_client.get(f"/uppfoljning.{kind}?{asked}").status_code == 404


def test_the_table_of_activities_tells_the_last_report(region, reported, strict_client):
    first = table(strict_client.get("/aktiviteter.csv"))[0]
    told = [first[name] for name in ("Senast rapporterat", "Rapporterat läge")]
    assert told == ["2023-01-16", "Pågår"]


def test_pages_take_the_same_queries_whatever_is_reported(region, reported, strict_client):
    paths = {WALK: 18, "/mal/trygghet/": 20, "/aktorer/folkhalsa/": 21}
    for path, queries in paths.items():
        strict_client.get(path, queries=queries)
    for number in range(5):
        region.add(f"mer-{number}", region.unit)
    for slug in ("en", "annan"):
        round_ = region.open(slug=slug)
        answer(region, round_, "vandring")
    for path, queries in paths.items():
        strict_client.get(path, queries=queries)
