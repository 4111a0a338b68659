"""PxWebApi 2.0 against a server that limits cells and calls and wants every variable."""

from typing import Any

import pytest

from livskraft.indicators.sources.catalogue import entries
from livskraft.indicators.sources.errors import AnswerError, DeclarationError, UnavailableError
from livskraft.indicators.sources.fetching import fetch
from livskraft.indicators.sources.http import Client
from livskraft.indicators.sources.observation import Observation
from livskraft.indicators.sources.publishers import Publisher
from tests.indicators.sources.fakes import FakePxWeb2, FakeTable, recorded
from tests.indicators.sources.server import Asked, Reply, Server
from tests.indicators.sources.tables import PEOPLE

AREAS = ["00", "19", "1980", "1981", "1984"]
SELECT = {"Region": "area", "Kon": "sex", "Tid": "period", "ContentsCode": "X1"}


@pytest.fixture
def table() -> FakeTable:
    return FakeTable(PEOPLE)


@pytest.fixture
def fake(server: Server, table: FakeTable) -> FakePxWeb2:
    return FakePxWeb2(server, table, maxCallsPerTimeWindow=1000)


@pytest.fixture
def publisher(fake: FakePxWeb2) -> Publisher:
    return Publisher("scb", "SCB", "pxweb2", fake.url, calls=0)


def figures(
    publisher: Publisher, client: Client, select: dict[str, Any], **more: Any
) -> list[Observation]:
    declaration = {"table": "TAB1", "select": select, **more}
    return [
        row
        for download in fetch(declaration, publisher, AREAS, client)
        for row in download.observations
    ]


def test_roles_become_area_period_and_sex(publisher: Publisher, client: Client, table: FakeTable):
    found = figures(publisher, client, SELECT)
    assert len(found) == 4 * 2 * 4
    by_key = {row.key[:3]: row.value for row in found}
    assert by_key["1980", "2023", "K"] == table.value(["1980", "0-19", "2", "X1", "2023"])
    assert by_key["00", "2021", "M"] == table.value(["00", "0-19", "1", "X1", "2021"])
    assert all(row.dimensions == () for row in found)


def test_every_variable_is_sent_and_what_is_summed_has_no_codes(
    publisher: Publisher, client: Client, server: Server
):
    figures(publisher, client, SELECT)
    selection = server.asked[-1].body["selection"]
    assert [entry["variableCode"] for entry in selection] == [d.code for d in PEOPLE]
    assert selection[1] == {"variableCode": "Alder", "valueCodes": []}
    assert server.asked[-1].parameters["outputFormat"] == ["json-stat2"]


def test_areas_that_the_table_lacks_are_told(publisher: Publisher, client: Client):
    downloads = list(fetch({"table": "TAB1", "select": SELECT}, publisher, AREAS, client))
    told = [str(warning) for download in downloads for warning in download.warnings]
    assert told == ["The table has no figures for these areas: 1984."]


def test_top_is_the_newest(publisher: Publisher, client: Client):
    select = {**SELECT, "Tid": {"role": "period", "values": ["TOP(2)"]}}
    found = figures(publisher, client, select)
    assert {row.period for row in found} == {"2023", "2024"}


def test_a_further_dimension_is_kept_with_its_codes(publisher: Publisher, client: Client):
    found = figures(publisher, client, {**SELECT, "Alder": ["0-19", "65+"]})
    assert {row.dimensions for row in found} == {(("Alder", "0-19"),), (("Alder", "65+"),)}


def test_a_large_question_is_split_by_the_limit_that_the_server_tells(
    fake: FakePxWeb2, publisher: Publisher, client: Client
):
    whole = figures(publisher, client, {**SELECT, "Alder": ["*"]})
    for limit in (50, 7):
        fake.config["maxDataCells"] = limit
        fake.cells.clear()
        with Client() as another:
            parts = figures(publisher, another, {**SELECT, "Alder": ["*"]})
        assert sorted(parts) == sorted(whole)
        assert max(fake.cells) <= limit


def test_a_limit_that_shrinks_meanwhile_is_met_by_halving(
    fake: FakePxWeb2, publisher: Publisher, client: Client
):
    whole = figures(publisher, client, SELECT)
    fake.config["maxDataCells"] = 5
    assert sorted(figures(publisher, client, SELECT)) == sorted(whole)


def test_the_limit_of_calls_is_kept(server: Server, table: FakeTable, client: Client):
    fake = FakePxWeb2(server, table, maxCallsPerTimeWindow=4, timeWindow=1, maxDataCells=4)
    publisher = Publisher("scb", "SCB", "pxweb2", fake.url, calls=0)
    assert len(figures(publisher, client, SELECT)) == 32
    assert len(server.asked) == 2 + 8


def test_missing_stays_missing_with_the_tables_symbol(
    publisher: Publisher, client: Client, table: FakeTable
):
    table.missing["1980", "0-19", "1", "X1", "2022"] = ".."
    found = {row.key[:3]: row for row in figures(publisher, client, SELECT)}
    assert (found["1980", "2022", "M"].value, found["1980", "2022", "M"].status) == (None, "..")


def test_measures_stand_beside_the_figure(publisher: Publisher, client: Client, table: FakeTable):
    measure = {"role": "measure", "values": {"value": "X2", "margin": "X1"}}
    found = {r.key[:3]: r for r in figures(publisher, client, {**SELECT, "ContentsCode": measure})}
    row = found["19", "2021", "K"]
    assert row.value == table.value(["19", "0-19", "2", "X2", "2021"])
    assert row.margin == table.value(["19", "0-19", "2", "X1", "2021"])
    assert len(found) == 32


def test_a_codelist_replaces_the_values_and_is_sent_along(
    fake: FakePxWeb2, publisher: Publisher, client: Client, server: Server
):
    fake.codelists["agg_Ålder"] = [{"code": "0-19", "label": "unga"}, {"code": "65+", "label": "ä"}]
    found = figures(
        publisher, client, {**SELECT, "Alder": {"values": ["*"], "codelist": "agg_Ålder"}}
    )
    assert {row.dimensions for row in found} == {(("Alder", "0-19"),), (("Alder", "65+"),)}
    assert server.asked[-1].body["selection"][1]["codelist"] == "agg_Ålder"


def test_codes_that_the_answer_lacks_fail_the_retrieval(
    fake: FakePxWeb2, publisher: Publisher, client: Client, server: Server
):
    def too_few(asked: Asked) -> Reply:
        for entry in asked.body["selection"]:
            if entry["variableCode"] == "Region":
                entry["valueCodes"] = entry["valueCodes"][:-1]
        return fake._data(asked)

    server.route("POST", "/api/v2/tables/TAB1/data", too_few)
    with pytest.raises(AnswerError, match='"Region" that were asked for: 1981'):
        figures(publisher, client, SELECT)


@pytest.mark.parametrize(
    ("select", "says"),
    [
        ({"Region": "area", "Tid": "period"}, '"ContentsCode".*X1 .Antal., X2 .Andel.'),
        ({**SELECT, "Kommun": "X"}, 'no variable "Kommun".*Region, Alder'),
        ({**SELECT, "ContentsCode": "X9"}, 'no value "X9".*X1'),
        ({**SELECT, "Alder": "sex"}, "Only one column or variable can be the sex"),
        ({"Region": "area", "ContentsCode": "X1", "Alder": "sex", "Tid": "period"}, "0-19.*map"),
        ({"Region": "area", "ContentsCode": "X1"}, '"Tid".*2021, 2022'),
        ({**SELECT, "Tid": "2024"}, "No variable is said to be the time"),
        ({"Tid": "period", "ContentsCode": "X1"}, "No variable is said to be the area"),
        ({**SELECT, "ContentsCode": 1}, "in quotes"),
        ({}, "Nobody has said"),
    ],
)
def test_a_wrong_select_says_what_there_is(
    publisher: Publisher, client: Client, select: dict[str, Any], says: str
):
    with pytest.raises(DeclarationError, match=says):
        figures(publisher, client, select)


def test_a_table_without_areas_has_the_area_beside_select(publisher: Publisher, client: Client):
    select = {"Tid": "period", "ContentsCode": "X1"}
    found = figures(publisher, client, select, area="00")
    assert {(row.area, row.sex) for row in found} == {("00", "T")}


def test_sex_can_be_said_where_labels_do_not_tell(publisher: Publisher, client: Client):
    select = {**SELECT, "Kon": {"role": "sex", "map": {"1": "K", "2": "M"}}}
    assert {row.sex for row in figures(publisher, client, select)} == {"K", "M"}


def test_a_table_that_is_gone_says_what_to_do(publisher: Publisher, client: Client):
    with pytest.raises(DeclarationError, match=r'no table "TAB9".*replaced'):
        list(fetch({"table": "TAB9", "select": SELECT}, publisher, AREAS, client))


def test_half_an_answer_is_no_answer(publisher: Publisher, client: Client, server: Server):
    document = recorded("scb/TAB6471.json")
    document["value"] = document["value"][:10]
    server.route("POST", "/api/v2/tables/TAB1/data", Reply(document))
    with pytest.raises(AnswerError, match='contradicts itself in "value"'):
        figures(publisher, client, SELECT)


def test_the_recorded_answer_is_read(server: Server, client: Client):
    document = recorded("scb/TAB6471.json")
    described = {**document, "value": []}
    server.route("GET", "/api/v2/config", Reply(recorded("scb/config.json")))
    server.route("GET", "/api/v2/tables/TAB6471/metadata", Reply(described))
    server.route("POST", "/api/v2/tables/TAB6471/data", Reply(document))
    publisher = Publisher("scb", "SCB", "pxweb2", f"{server.url}/api/v2", calls=0)
    select = {"Region": "area", "Alder": ["*"], "Kon": "sex", "Tid": "period"}
    downloads = list(fetch({"table": "TAB6471", "select": select}, publisher, ["01", "19"], client))
    found = {row.key: row.value for row in downloads[-1].observations}
    assert found["01", "2026M01", "T", (("Alder", "0-9"),)] == 245284
    assert len(found) == 2 * 2 * 3 * 4
    about = downloads[0].about
    assert about is not None
    assert about.updated == "2026-06-08T06:00:00Z"
    assert about.unit == "antal"


def test_a_limit_that_never_opens_is_unavailable(
    publisher: Publisher, client: Client, server: Server
):
    server.route("POST", "/api/v2/tables/TAB1/data", Reply({"title": "Too many calls"}, 429))
    with pytest.raises(UnavailableError, match="429"):
        figures(publisher, client, SELECT)


def test_the_list_of_tables_is_read_to_its_last_page(
    publisher: Publisher, client: Client, server: Server
):
    def page(asked: Asked) -> Reply:
        number = int(asked.parameters["pageNumber"][0])
        table = {"id": f"TAB{number}", "label": "Folkmängd", "lastPeriod": "2024"}
        return Reply({"tables": [table], "page": {"pageNumber": number, "totalPages": 3}})

    server.route("GET", "/api/v2/tables", page)
    found = list(entries(publisher, client, "folk"))
    assert [entry.identity for entry in found] == ["TAB1", "TAB2", "TAB3"]
    assert server.asked[-1].parameters["query"] == ["folk"]
