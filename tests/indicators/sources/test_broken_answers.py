"""Answers that are whole JSON and wrong inside: they are refused in words, never crashed on."""

import random
from typing import Any

import pytest

from livskraft.indicators.sources.errors import SourceError
from livskraft.indicators.sources.fetching import fetch
from livskraft.indicators.sources.http import Client, Patience
from livskraft.indicators.sources.publishers import Publisher
from tests.indicators.sources.fakes import (
    FakeKolada,
    FakePxWeb1,
    FakePxWeb2,
    FakeTable,
    recorded,
)
from tests.indicators.sources.server import Asked, Reply, Server
from tests.indicators.sources.tables import PEOPLE

SELECT = {"Region": "area", "Kon": "sex", "Tid": "period", "ContentsCode": "X1"}
ROUNDS = 12


def changed(part: Any, chance: random.Random) -> Any:
    """Return JSON in which here and there something is gone or something else."""
    if chance.random() < 0.03:
        return chance.choice([None, 0, -1, "x", [], {}, True, 1e308, [None], {"a": 1}])
    if isinstance(part, dict):
        return {key: changed(p, chance) for key, p in part.items() if chance.random() > 0.015}
    if isinstance(part, list):
        return [changed(p, chance) for p in part if chance.random() > 0.01]
    return part


def kolada(server: Server) -> tuple[str, dict[str, Any]]:
    fake = FakeKolada(server)
    fake.groups["G33626"] = {"id": "G33626", "title": "x", "members": [{"member_id": "1980"}]}
    fake.add("N00610", "1980", 2023, T=1.0, K=2.0)
    fake.add("U01610", "1980", 2023, T=1.0)
    return fake.url, {"kpi": "N00610", "margin": "U01610", "groups": ["G33626"]}


def pxweb2(server: Server) -> tuple[str, dict[str, Any]]:
    fake = FakePxWeb2(server, FakeTable(PEOPLE), maxCallsPerTimeWindow=10**6)
    fake.codelists["grupper"] = [{"code": "0-19", "label": "unga"}]
    age = {"values": ["*"], "codelist": "grupper"}
    return fake.url, {"table": "TAB1", "select": {**SELECT, "Alder": age}}


def pxweb1(server: Server) -> tuple[str, dict[str, Any]]:
    fake = FakePxWeb1(server, FakeTable(PEOPLE), maxCells=1000)
    return fake.url, {"table": "db/folder/table.px", "select": SELECT}


def eurostat(server: Server) -> tuple[str, dict[str, Any]]:
    server.route("GET", "/eu/t", Reply(recorded("eurostat/nama_10_gdp.json")))
    select = {
        "geo": {"role": "area", "map": {"DK": "00"}},
        "time": "period",
        "unit": "CP_MEUR",
        "na_item": "B1GQ",
    }
    return f"{server.url}/eu", {"table": "t", "select": select}


@pytest.mark.parametrize(
    ("publisher", "answer_format"),
    [
        (kolada, ""),
        (pxweb2, ""),
        (pxweb1, "json-stat2"),
        (pxweb1, "json"),
        (eurostat, ""),
    ],
)
def test_no_answer_however_wrong_does_more_than_be_refused(
    server: Server, publisher: Any, answer_format: str
):
    url, declaration = publisher(server)
    asked = Publisher("test", "Test", publisher.__name__, url, calls=0, answer_format=answer_format)
    chance = random.Random(4)
    right = server.answer

    def answer(question: Asked) -> Reply:
        reply = right(question)
        is_changed = reply.status == 200 and chance.random() < 0.6
        return Reply(changed(reply.body, chance)) if is_changed else reply

    server.answer = answer  # type: ignore[method-assign]
    refused = 0
    for _round in range(ROUNDS):
        with Client(patience=Patience(attempts=1)) as client:
            try:
                for download in fetch(declaration, asked, ["00", "1980"], client):
                    list(download.observations)
            except SourceError:
                refused += 1
    assert refused
