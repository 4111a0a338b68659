"""Eurostat's Statistics API: filters in the address, sparse values, errors in odd places."""

from typing import Any

import pytest

from livskraft.indicators.sources.errors import AnswerError, DeclarationError
from livskraft.indicators.sources.fetching import fetch
from livskraft.indicators.sources.http import Client
from livskraft.indicators.sources.observation import Observation
from livskraft.indicators.sources.publishers import Publisher
from tests.indicators.sources.fakes import recorded
from tests.indicators.sources.server import Reply, Server

SELECT: dict[str, Any] = {
    "geo": {"role": "area", "map": {"DK": "00"}},
    "time": "period",
    "unit": "CP_MEUR",
    "na_item": "B1GQ",
    "freq": "A",
}


@pytest.fixture
def publisher(server: Server) -> Publisher:
    server.route("GET", "/data/nama_10_gdp", Reply(recorded("eurostat/nama_10_gdp.json")))
    return Publisher(
        "eurostat", "Eurostat", "eurostat", f"{server.url}/data", calls=0, language="en"
    )


def figures(publisher: Publisher, client: Client, select: dict[str, Any]) -> list[Observation]:
    declaration = {"table": "nama_10_gdp", "select": select}
    return [
        row
        for download in fetch(declaration, publisher, ["00", "19"], client)
        for row in download.observations
    ]


def test_the_recorded_answer_is_read(publisher: Publisher, client: Client):
    assert figures(publisher, client, SELECT) == [Observation("00", "2023", "T", 376430)]


def test_the_codes_of_the_map_are_asked_for(publisher: Publisher, client: Client, server: Server):
    figures(publisher, client, SELECT)
    assert server.asked[0].parameters == {
        "format": ["JSON"],
        "lang": ["EN"],
        "geo": ["DK"],
        "unit": ["CP_MEUR"],
        "na_item": ["B1GQ"],
        "freq": ["A"],
    }


def test_the_plans_areas_need_no_map(publisher: Publisher, client: Client, server: Server):
    document = recorded("eurostat/nama_10_gdp.json")
    document["dimension"]["geo"]["category"] = {"index": {"SE125": 0}, "label": {"SE125": "V"}}
    server.route("GET", "/data/nama_10_gdp", Reply(document))
    declaration = {"table": "nama_10_gdp", "select": {**SELECT, "geo": "area"}}
    downloads = list(fetch(declaration, publisher, ["19", "1980"], client))
    assert [row.area for row in downloads[0].observations] == ["19"]
    assert server.asked[0].parameters["geo"] == ["SE125"]


def test_a_code_that_the_answer_lacks_fails_the_retrieval(publisher: Publisher, client: Client):
    select = {**SELECT, "geo": {"role": "area", "map": {"DK": "00", "SE125": "19"}}}
    with pytest.raises(DeclarationError, match='"geo" has no value "SE125"'):
        figures(publisher, client, select)


def test_a_variable_that_is_not_named_is_told_with_its_values(publisher: Publisher, client: Client):
    select = {name: choice for name, choice in SELECT.items() if name != "unit"}
    with pytest.raises(DeclarationError, match=r'"unit".*CP_MEUR'):
        figures(publisher, client, select)


def test_an_error_with_the_status_of_a_success_is_an_error(
    publisher: Publisher, client: Client, server: Server
):
    trouble = {"warning": {"status": 413, "label": "ASYNCHRONOUS_RESPONSE"}}
    server.route("GET", "/data/nama_10_gdp", Reply(trouble))
    with pytest.raises(AnswerError, match="ASYNCHRONOUS_RESPONSE"):
        figures(publisher, client, SELECT)


def test_a_question_that_is_too_large_says_so(publisher: Publisher, client: Client, server: Server):
    trouble = {"error": [{"status": 413, "id": 1, "label": "EXTRACTION_TOO_BIG"}]}
    server.route("GET", "/data/nama_10_gdp", Reply(trouble, 413))
    with pytest.raises(DeclarationError, match="EXTRACTION_TOO_BIG"):
        figures(publisher, client, SELECT)
