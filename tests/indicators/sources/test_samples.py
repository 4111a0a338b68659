"""The publishers' real answers that are no tables, each through its reader."""

import json
from typing import Any

import pytest

from livskraft.indicators.sources import pxweb2
from livskraft.indicators.sources.catalogue import entries
from livskraft.indicators.sources.fetching import fetch
from livskraft.indicators.sources.files import preview
from livskraft.indicators.sources.http import Client
from livskraft.indicators.sources.publishers import Publisher
from livskraft.indicators.sources.px import read_px
from livskraft.indicators.sources.pxweb1 import read_variables
from tests.indicators.sources.fakes import SAMPLES, FakeKolada
from tests.indicators.sources.server import Reply, Server

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not at hand")


def sample(name: str) -> Any:
    return json.loads((SAMPLES / name).read_text())


def publisher_at(server: Server, kind: str) -> Publisher:
    return Publisher("test", "Test", kind, f"{server.url}/api", calls=0)


@pytest.mark.parametrize(
    ("name", "count", "ended"),
    [("kolada/v3-kpi-cases.json", 8, 2), ("kolada-derived/v3-kpi-selected.json", None, None)],
)
def test_key_figures_of_kolada(
    server: Server, client: Client, name: str, count: int | None, ended: int | None
):
    rows = [row.get("kpi", row) for row in sample(name)]
    server.route("GET", "/api/kpi", Reply({"count": 1, "next_url": None, "values": rows}))
    found = list(entries(publisher_at(server, "kolada"), client))
    assert len(found) == (count or len(rows))
    assert all("\\n" not in entry.description for entry in found)
    if ended is not None:
        assert sum(1 for entry in found if entry.ended) == ended


def test_groups_of_kolada(server: Server, client: Client):
    fake = FakeKolada(server)
    fake.groups = {row["id"]: row for row in sample("kolada/v2-kpi_groups.json")[:1]}
    group = next(iter(fake.groups))
    number = f"G{group[-5:]}"
    fake.groups = {number: {**fake.groups[group], "id": number}}
    fake.add("N00610", number, 2024, T=1.0)
    declaration = {"kpi": "N00610", "groups": [number]}
    publisher = Publisher("kolada", "Kolada", "kolada", fake.url, calls=0)
    about = [d.about for d in fetch(declaration, publisher, [], client) if d.about]
    assert about[-1].members[number]


@pytest.mark.parametrize(
    ("name", "cells"), [("scb-v2/config.json", 150_000), ("pxwebapi-demo/config.json", 10_000)]
)
def test_limits_of_pxwebapi(server: Server, client: Client, name: str, cells: int):
    server.route("GET", "/api/config", Reply(sample(name)))
    limits = pxweb2.read_limits(publisher_at(server, "pxweb2"), client)
    assert limits == (cells, [("lang", "sv")])


@pytest.mark.parametrize("name", ["scb-v2/search.json", "pxwebapi-demo/tables.json"])
def test_lists_of_tables(server: Server, client: Client, name: str):
    document = sample(name)
    document["page"]["totalPages"] = 1
    server.route("GET", "/api/tables", Reply(document))
    found = list(entries(publisher_at(server, "pxweb2"), client))
    assert [entry.identity for entry in found] == [table["id"] for table in document["tables"]]
    assert all(entry.title and entry.updated for entry in found)


def test_a_table_description_of_api_v1():
    title, variables = read_variables(sample("pxweb-v1/bfs-metadata.json"), "here")
    assert title == "Demografische Bilanz nach Kanton"
    assert variables[0].role == "time"
    assert [variable.can_eliminate for variable in variables][:2] == [False, True]


def test_a_px_file_says_what_pxwebapi_says_of_it():
    cube = read_px((SAMPLES / "pxwebapi-demo/TAB001.px").read_bytes())
    described = sample("pxwebapi-demo/TAB001_metadata_expected.json")
    assert [d.code for d in cube.dimensions] == described["id"]
    for dimension in cube.dimensions:
        category = described["dimension"][dimension.code]["category"]
        assert dict(dimension.labels) == category["label"]
        assert list(dimension.values) == list(category["index"])
    roles = {code: role for role, codes in described["role"].items() for code in codes}
    assert {d.code: d.role for d in cube.dimensions if d.role} == roles
    assert list(cube.notes) == described["note"]


def test_the_example_figures_are_a_table():
    path = SAMPLES.parent / "example-figures.csv"
    table = preview(path).tables[0]
    assert (table.cells, table.missing) == (3352, 33)
