"""PxWeb API v1, as Folkhälsomyndigheten, Skolverket and others have it."""

from typing import Any

import pytest

from livskraft.indicators.sources.cube import Dimension
from livskraft.indicators.sources.errors import AnswerError, DeclarationError
from livskraft.indicators.sources.fetching import fetch
from livskraft.indicators.sources.http import Client
from livskraft.indicators.sources.observation import Observation
from livskraft.indicators.sources.publishers import Publisher
from tests.indicators.sources.fakes import FakePxWeb1, FakeTable
from tests.indicators.sources.server import Reply, Server

REGION = Dimension("Region", "Region", ("00", "19", "1980"), {"00": "Riket", "19": "Västmanland"})
SEX = Dimension("Kön", "Kön", ("00", "01", "02"), {"00": "Totalt", "01": "Kvinnor", "02": "Män"})
SHARE = Dimension(
    "Andel och konfidensintervall",
    "Andel och konfidensintervall",
    ("01", "02", "03"),
    {"01": "Andel", "02": "Nedre", "03": "Övre"},
)
YEAR = Dimension("År", "År", ("2018-2021", "2019-2022", "2021-2024"), role="time")
TABLE = "db/folder/table.px"
MEASURE = {"role": "measure", "values": {"value": "01", "lower": "02", "upper": "03"}}
SELECT = {
    "Region": "area",
    "Kön": "sex",
    "År": "period",
    "Andel och konfidensintervall": MEASURE,
}


@pytest.fixture
def table() -> FakeTable:
    return FakeTable([REGION, SEX, SHARE, YEAR])


@pytest.fixture
def fake(server: Server, table: FakeTable) -> FakePxWeb1:
    return FakePxWeb1(server, table, maxCells=1000, maxCalls=1000, timeWindow=10)


@pytest.fixture
def publisher(fake: FakePxWeb1) -> Publisher:
    return Publisher("fhm", "Folkhälsomyndigheten", "pxweb1", fake.url, calls=0)


def figures(
    publisher: Publisher, client: Client, select: dict[str, Any], **more: Any
) -> list[Observation]:
    declaration = {"table": TABLE, "select": select, **more}
    return [
        row
        for download in fetch(declaration, publisher, ["00", "19", "1980"], client)
        for row in download.observations
    ]


@pytest.mark.parametrize("answer_format", ["json-stat2", "json"])
def test_estimate_and_interval_are_values_of_a_variable(
    fake: FakePxWeb1, client: Client, table: FakeTable, answer_format: str
):
    table.missing["1980", "02", "01", "2021-2024"] = ".."
    publisher = Publisher("fhm", "F", "pxweb1", fake.url, calls=0, answer_format=answer_format)
    found = {row.key[:3]: row for row in figures(publisher, client, SELECT)}
    assert len(found) == 27
    row = found["19", "2021-2024", "K"]
    codes = [["19", "01", measure, "2021-2024"] for measure in ("01", "02", "03")]
    assert [row.value, row.lower, row.upper] == [table.value(c) for c in codes]
    gone = found["1980", "2021-2024", "M"]
    assert (gone.value, gone.status, gone.lower is None) == (None, "..", False)


def test_sex_is_found_by_label_since_01_is_women_here(publisher: Publisher, client: Client):
    found = figures(publisher, client, {**SELECT, "Kön": {"role": "sex", "values": ["01"]}})
    assert {row.sex for row in found} == {"K"}


def test_the_newest_are_worked_out_from_the_description_and_asked_for_by_code(
    fake: FakePxWeb1, publisher: Publisher, client: Client
):
    select = {**SELECT, "År": {"role": "period", "values": ["TOP(1)"]}}
    assert {row.period for row in figures(publisher, client, select)} == {"2021-2024"}
    asked = {entry["code"]: entry["selection"] for entry in fake.queries[-1]["query"]}
    assert asked["År"] == {"filter": "item", "values": ["2021-2024"]}
    assert set(asked) == set(SELECT)


def test_newest_means_by_time_also_where_the_table_has_the_newest_first(
    server: Server, client: Client
):
    years = Dimension("År", "År", ("2024", "2023", "2022"), role="time")
    fake = FakePxWeb1(server, FakeTable([REGION, years]), maxCells=100)
    publisher = Publisher("fhm", "F", "pxweb1", fake.url, calls=0)
    select = {"Region": "area", "År": {"role": "period", "values": ["TOP(2)"]}}
    assert {row.period for row in figures(publisher, client, select)} == {"2024", "2023"}


def test_the_question_is_split_by_the_cells_of_config_and_measures_stay_together(
    fake: FakePxWeb1, publisher: Publisher, client: Client
):
    whole = figures(publisher, client, SELECT)
    fake.config["maxCells"] = 10
    with Client() as another:
        parts = figures(publisher, another, SELECT)
    assert sorted(parts) == sorted(whole)
    assert len(fake.queries) > 9


def test_a_question_that_cannot_be_split_further_says_so(
    fake: FakePxWeb1, publisher: Publisher, client: Client
):
    fake.config["maxCells"] = 2
    with pytest.raises(DeclarationError, match="at most 2"):
        figures(publisher, client, SELECT)


def test_a_variable_that_is_summed_is_left_out_of_the_query(server: Server, client: Client):
    age = Dimension("Ålder", "Ålder", ("1", "2"), can_eliminate=True)
    fake = FakePxWeb1(server, FakeTable([REGION, age, YEAR]), maxCells=100)
    publisher = Publisher("fhm", "F", "pxweb1", fake.url, calls=0)
    assert len(figures(publisher, client, {"Region": "area", "År": "period"})) == 9
    assert [entry["code"] for entry in fake.queries[0]["query"]] == ["Region", "År"]


def test_a_grouping_is_asked_for_by_its_name(fake: FakePxWeb1, server: Server, client: Client):
    age = Dimension("Ålder", "Ålder", ("1", "2"))
    fake = FakePxWeb1(server, FakeTable([REGION, age, YEAR]), maxCells=100)
    publisher = Publisher("fhm", "F", "pxweb1", fake.url, calls=0)
    select = {
        "Region": "area",
        "År": "period",
        "Ålder": {"values": ["1"], "codelist": "agg:Ålder10"},
    }
    figures(publisher, client, select)
    asked = {entry["code"]: entry["selection"] for entry in fake.queries[0]["query"]}
    assert asked["Ålder"] == {"filter": "agg:Ålder10", "values": ["1"]}


def test_all_values_of_a_grouping_are_left_to_the_publisher(server: Server, client: Client):
    age = Dimension("Ålder", "Ålder", ("*", "2"))
    fake = FakePxWeb1(server, FakeTable([REGION, age, YEAR]), maxCells=100)
    publisher = Publisher("fhm", "F", "pxweb1", fake.url, calls=0)
    select = {
        "Region": "area",
        "År": "period",
        "Ålder": {"values": ["*"], "codelist": "agg:Ålder10"},
    }
    found = figures(publisher, client, select)
    asked = {entry["code"]: entry["selection"] for entry in fake.queries[0]["query"]}
    assert asked["Ålder"] == {"filter": "agg:Ålder10", "values": ["*"]}
    assert {row.dimensions for row in found} == {(("Ålder", "*"),)}


def test_a_folder_is_no_table(publisher: Publisher, client: Client):
    with pytest.raises(DeclarationError, match="not to a folder"):
        list(fetch({"table": "db", "select": SELECT}, publisher, ["00"], client))


def test_a_table_that_moved_is_named(publisher: Publisher, client: Client):
    with pytest.raises(DeclarationError, match="moved or renamed"):
        list(fetch({"table": "db/gone.px", "select": SELECT}, publisher, ["00"], client))


@pytest.mark.parametrize(
    "document",
    [
        {"columns": [{"code": "Region", "type": "d"}], "data": [{"key": [], "values": ["1"]}]},
        {"columns": [{"code": "Region", "type": "d"}], "data": None},
        {
            "columns": [{"code": "Region", "type": "d"}, {"code": "X", "type": "c"}],
            "data": [{"key": ["00"], "values": ["1"]}, {"key": ["00"], "values": ["2"]}],
        },
    ],
)
def test_rows_that_contradict_themselves_are_refused(
    publisher: Publisher, client: Client, server: Server, document: dict[str, Any]
):
    server.route("POST", "/api/v1/sv/db/folder/table.px", Reply(document))
    with pytest.raises(AnswerError, match="contradicts itself"):
        figures(publisher, client, SELECT)
