"""Frozen rounds on the open site: what was public, nothing else, and the proof of it."""

import hashlib
import json
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from livskraft.reporting.models import ReportingRound
from livskraft.reporting.services.closing import close_round
from livskraft.reporting.services.evidence import EvidenceContent, add_evidence
from livskraft.reporting.services.freezing import freeze_round, write_addendum
from livskraft.reporting.services.reports import send_report
from livskraft.reporting.services.reviewing import accept_report, give_verdict, return_report
from livskraft.reporting.who import Who
from livskraft.shared.periods import day
from tests.reporting.conftest import ANSWERS

AT = datetime(2023, 1, 16, 9, tzinfo=ZoneInfo("Europe/Stockholm"))
PAGE = "/uppfoljning/arsbokslut-2022/"
FILE = "/uppfoljning/arsbokslut-2022.json"
SECRETS = ("77123", "Hemligt skäl", "Vilka kommuner menas", "Bara för oss", "Vandring Ek", "Stina")


def answer(region, round_, name, **more):
    assignment, who = region.assignment(round_, name), Who(person=region.people[name])
    open_number = EvidenceContent("number", "Besökare", number=Decimal("1240.5"), unit="svar")
    hidden = EvidenceContent("quote", "Bara för oss", is_internal=True)
    for content in (open_number, hidden):
        add_evidence(assignment=assignment, content=content, who=who)
    answers = {**ANSWERS, **more}
    return send_report(assignment=assignment, answers=answers, who=who, channel="link", now=AT)


def freeze(round_):
    close_round(round_=round_, by=None, reason="Hemligt skäl")
    return freeze_round(round_=round_, by=None)


@pytest.fixture
def frozen(region, round_, strategist):
    first = answer(region, round_, "vandring")
    return_report(report=first, question="Vilka kommuner menas?", by=strategist)
    report = answer(
        region, round_, "vandring", money="77123", deviation="En träff blev inställd.", role="leads"
    )
    accept_report(report=report, by=strategist, now=AT)
    give_verdict(
        assignment=region.assignment(round_, "vandring"),
        verdict="change",
        reason="Hemligt skäl",
        by=strategist,
    )
    return freeze(round_)


def plain(response):
    return " ".join(response.text.split())


def test_a_frozen_round_shows_what_was_reported_and_decided(frozen, strict_client):
    text = plain(strict_client.get(PAGE))
    assert "1 av 3 aktiviteter rapporterades." in text
    assert "En träff blev inställd." in text
    assert "beslutat: <b>ändra</b>" in text
    assert "inte rapporterat" in text
    assert "1 240,5 svar" in text.replace("\xa0", " ").replace("\u202f", " ")
    assert "inget beslut: 2" in text


def test_the_list_says_how_many_have_reported_as_the_page_of_the_round_does(frozen, strict_client):
    text = plain(strict_client.get("/uppfoljning/", queries=2))
    assert "1 av 3 aktiviteter har rapporterat." in text
    assert "Pågår" not in text


def test_the_list_names_the_round_under_way_and_how_far_it_is(region, round_, strict_client):
    text = plain(strict_client.get("/uppfoljning/"))
    assert "Årsbokslut 2022</b>" in text
    assert "0 av 1 aktivitet har rapporterat." in text
    assert f"öppen till och med {day(round_.closes_on)}" in text
    report = answer(region, round_, "vandring")
    assert "1 svar har kommit och granskas." in plain(strict_client.get("/uppfoljning/"))
    accept_report(report=report, by=None, now=AT)
    assert "1 av 1 aktivitet har rapporterat." in plain(strict_client.get("/uppfoljning/"))
    assert [one for one in SECRETS if one in strict_client.get("/uppfoljning/").text] == []


def test_nothing_internal_and_no_name_leaves(frozen, strict_client):
    for path in (PAGE, f"/en{PAGE}", FILE, "/uppfoljning/"):
        text = strict_client.get(path).text
        assert [secret for secret in SECRETS if secret in text] == []


def test_the_file_has_the_hash_that_the_page_shows(frozen, strict_client):
    response = strict_client.get(FILE)
    assert response["Content-Type"] == "application/json"
    assert response["Access-Control-Allow-Origin"] == "*"
    sha256 = hashlib.sha256(response.content).hexdigest()
    assert sha256 == frozen.content_sha256
    assert sha256 in strict_client.get(PAGE).text
    again = strict_client.get(FILE, headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


def test_a_text_that_was_changed_is_told(frozen, strict_client):
    content = json.loads(frozen.content)
    content["round"]["title"] = "En annan rubrik"
    rounds = ReportingRound.objects.filter(pk=frozen.pk)
    rounds.update(content=json.dumps(content, ensure_ascii=False))
    text = strict_client.get(PAGE).text
    assert "Texten har inte längre den kontrollsumma som sparades." in text
    assert "Texten som finns sparad här har en annan kontrollsumma." in text


def test_addenda_stand_beside_with_their_reason(region, frozen, strict_client):
    write_addendum(round_=frozen, text="Gäller hela länet.", reason="Oklart.", by=None)
    write_addendum(
        round_=frozen,
        assignment=region.assignment(frozen, "vandring"),
        text="Två träffar, inte en.",
        reason="Räknefel.",
        by=None,
    )
    text = plain(strict_client.get(PAGE))
    for words in ("Gäller hela länet.", "Oklart.", "Två träffar, inte en.", "Räknefel."):
        assert words in text
    assert text.index("Två träffar") > text.index("En träff blev inställd.")
    assert hashlib.sha256(strict_client.get(FILE).content).hexdigest() == frozen.content_sha256


def test_rounds_are_chained_both_ways(region, frozen, strict_client):
    later = freeze(region.open(slug="annan", title="Annan omgång"))
    text = plain(strict_client.get(PAGE))
    assert f"/uppfoljning/{later.address}/" in text
    text = plain(strict_client.get(f"/uppfoljning/{later.address}/"))
    assert PAGE in text
    assert frozen.content_sha256 in text
    listed = plain(strict_client.get("/uppfoljning/"))
    assert listed.index("Annan omgång") < listed.index("Årsbokslut 2022")


def test_rounds_that_are_not_frozen_have_no_page(region, round_, strict_client):
    assert strict_client.get(PAGE).status_code == 404
    assert strict_client.get(FILE).status_code == 404
    assert "Ingen omgång är fryst än." in strict_client.get("/uppfoljning/").text
    close_round(round_=round_, by=None, reason="Inget svar.")
    assert strict_client.get(PAGE).status_code == 404


def test_the_page_takes_the_same_queries_whatever_it_holds(region, frozen, strict_client):
    queries = 4
    strict_client.get(PAGE, queries=queries)
    for number in range(5):
        region.add(f"mer-{number}", region.unit)
    later = region.open(slug="annan")
    for name in ("vandring", "mer-1", "mer-2"):
        accept_report(report=answer(region, later, name), by=None, now=AT)
    later = freeze(later)
    write_addendum(round_=later, text="Mer.", reason="Sent.", by=None)
    strict_client.get(f"/uppfoljning/{later.address}/", queries=queries)
