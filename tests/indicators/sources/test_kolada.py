"""Kolada v3 against a server that keeps its rules, and breaks them."""

from datetime import date

import pytest

from livskraft.indicators.sources import kolada
from livskraft.indicators.sources.catalogue import entries
from livskraft.indicators.sources.errors import (
    AnswerError,
    DeclarationError,
    RefusedError,
    UnavailableError,
)
from livskraft.indicators.sources.fetching import fetch
from livskraft.indicators.sources.http import Client
from livskraft.indicators.sources.observation import Download, Observation
from livskraft.indicators.sources.publishers import Publisher
from tests.indicators.sources.fakes import FakeKolada
from tests.indicators.sources.server import Asked, Reply, Server

AREAS = ["00", "19", "1980", "1981"]


@pytest.fixture
def fake(server: Server) -> FakeKolada:
    return FakeKolada(server)


@pytest.fixture
def publisher(fake: FakeKolada) -> Publisher:
    return Publisher("kolada", "Kolada", "kolada", fake.url, calls=0)


def rows(downloads: list[Download]) -> list[Observation]:
    return [row for download in downloads for row in download.observations]


def test_recorded_values_are_read_with_area_year_and_sex(publisher: Publisher, client: Client):
    downloads = list(fetch({"kpi": "N03702"}, publisher, ["1984", "0319"], client))
    found = {(row.area, row.period, row.sex): row.value for row in rows(downloads)}
    assert found["1984", "2012", "T"] == 268.853441
    assert found["0319", "2012", "T"] == 253.891158
    assert len(found) == 24
    about = downloads[0].about
    assert about is not None
    assert about.title.startswith("Bruttoregionprodukt")


def test_areas_have_scb_codes_whatever_kolada_calls_them(
    fake: FakeKolada, publisher: Publisher, client: Client
):
    for place in ("0000", "0019", "1980", "1981"):
        fake.add("N00610", place, 2023, T=80.5, K=75.0, M=86.0)
    found = rows(list(fetch({"kpi": "N00610"}, publisher, AREAS, client)))
    assert {row.area for row in found} == set(AREAS)
    assert {row.sex for row in found} == {"T", "K", "M"}
    assert "/municipality/0000,0019,1980,1981" in fake_path(fake, publisher, client)


def fake_path(fake: FakeKolada, publisher: Publisher, client: Client) -> str:
    download = list(fetch({"kpi": "N00610"}, publisher, AREAS, client))[-1]
    return download.url


def test_pages_are_followed_to_the_last(fake: FakeKolada, publisher: Publisher, client: Client):
    fake.page_size = 5
    downloads = list(fetch({"kpi": "N03702"}, publisher, ["1984", "0319", "0562"], client))
    assert len(rows(downloads)) == 36
    assert sum(1 for download in downloads if download.observations) == 8


def test_no_more_than_25_ids_are_asked_for_at_once(
    fake: FakeKolada, publisher: Publisher, client: Client, server: Server
):
    places = [f"{number}" for number in range(1401, 1461)]
    for place in places:
        fake.add("N00610", place, 2023, T=1.0)
    found = rows(list(fetch({"kpi": "N00610"}, publisher, places, client)))
    assert len(found) == 60
    data = [asked.path for asked in server.asked if "/data/" in asked.path]
    assert [path.count(",") + 1 for path in data] == [25, 25, 10]


def test_a_failing_batch_fails_the_whole_retrieval(
    fake: FakeKolada, publisher: Publisher, client: Client, server: Server
):
    places = [f"{number}" for number in range(1401, 1461)]
    for place in places:
        fake.add("N00610", place, 2023, T=1.0)

    def fails(asked: Asked, _kpi: str, places: str) -> Reply:
        return fake._data(asked, _kpi, places) if "1401" in places else Reply({}, 500)

    server.route("GET", "/v3/data/kpi/([^/]*)/municipality/([^/]*)", fails)
    with pytest.raises(UnavailableError):
        list(fetch({"kpi": "N00610"}, publisher, places, client))


def test_missing_stays_missing_with_its_status(
    fake: FakeKolada, publisher: Publisher, client: Client
):
    fake.rows.append(
        {
            "kpi": "N00610",
            "municipality": "1981",
            "period": 2023,
            "values": [
                {"gender": "T", "count": 1, "status": "Private", "value": None},
                {"gender": "K", "count": 1, "status": "", "value": None},
                {"gender": "M", "count": 1, "status": "", "value": 0},
            ],
        }
    )
    found = rows(list(fetch({"kpi": "N00610"}, publisher, AREAS, client)))
    assert [(row.sex, row.value, row.status) for row in found] == [
        ("T", None, "Private"),
        ("K", None, None),
        ("M", 0, None),
    ]


def test_the_margin_of_error_is_tied_to_its_figure_also_across_pages(
    fake: FakeKolada, publisher: Publisher, client: Client
):
    fake.page_size = 2
    for year in (2021, 2022, 2023):
        fake.add("N00610", "1980", year, T=80.0)
    for year in (2021, 2022):
        fake.add("U01610", "1980", year, T=3.5)
    declaration = {"kpi": "N00610", "margin": "U01610"}
    found = rows(list(fetch(declaration, publisher, ["1980"], client)))
    assert [(row.period, row.value, row.margin) for row in found] == [
        ("2021", 80.0, 3.5),
        ("2022", 80.0, 3.5),
        ("2023", 80.0, None),
    ]


def test_a_group_is_labelled_as_an_unweighted_mean_with_its_members(
    fake: FakeKolada, publisher: Publisher, client: Client
):
    fake.groups["G33626"] = {
        "id": "G33626",
        "title": "Västmanlands läns kommuner (ovägt medel)",
        "members": [{"member_id": "1980", "member_title": "Västerås"}],
    }
    fake.add("N00610", "1980", 2023, T=80.0)
    fake.add("N00610", "G33626", 2023, T=78.0)
    declaration = {"kpi": "N00610", "groups": ["G33626"]}
    downloads = list(fetch(declaration, publisher, ["1980"], client))
    notes = {row.area: row.note for row in rows(downloads)}
    assert notes == {"1980": None, "G33626": "ovägt medel"}
    about = next(d.about for d in downloads if d.about and d.about.members)
    assert about.members == {"G33626": ("1980",)}


def test_areas_of_another_kind_than_the_key_figures_are_told_and_not_asked_for(
    fake: FakeKolada, publisher: Publisher, client: Client, server: Server
):
    assert fake.kpis["N79173"]["municipality_type"] == "L"
    fake.add("N79173", "0019", 2023, T=85.0)
    downloads = list(fetch({"kpi": "N79173"}, publisher, AREAS, client))
    assert [row.area for row in rows(downloads)] == ["19"]
    told = [str(warning) for download in downloads for warning in download.warnings]
    assert any("1980, 1981" in text for text in told)
    assert any(text.endswith("areas: 00.") for text in told)
    assert "1980" not in server.asked[-1].path


def test_an_unknown_key_figure_is_named(publisher: Publisher, client: Client):
    with pytest.raises(DeclarationError, match="no key figure N99999"):
        list(fetch({"kpi": "N99999"}, publisher, AREAS, client))


def test_a_margin_that_kolada_leaves_out_fails_the_retrieval(
    fake: FakeKolada, publisher: Publisher, client: Client
):
    fake.add("N00610", "1980", 2023, T=80.0)
    with pytest.raises(AnswerError, match="no figures at all for U01610"):
        list(fetch({"kpi": "N00610", "margin": "U01610"}, publisher, ["1980"], client))


def test_a_discontinued_key_figure_warns_its_owner(
    fake: FakeKolada, publisher: Publisher, client: Client
):
    fake.kpis["N00610"]["title"] = "Deltagande i kultur, andel (%) (- 2024)"
    fake.add("N00610", "1980", 2023, T=80.0)
    downloads = list(fetch({"kpi": "N00610"}, publisher, ["1980"], client))
    assert any("ended in 2024" in str(text) for text in downloads[0].warnings)


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("Kultur (-2024)", 2024),
        ("Kultur (- 2024)", 2024),
        ("Kultur (2010-2024)", None),
        ("K", None),
    ],
)
def test_the_end_of_a_key_figure_stands_only_in_its_title(title: str, year: int | None):
    assert kolada.ended(title) == year


def test_changes_since_a_day_tell_what_was_taken_away(
    fake: FakeKolada, publisher: Publisher, client: Client, server: Server
):
    fake.rows.append(
        {
            "kpi": "N00610",
            "municipality": "1980",
            "period": 2020,
            "values": [{"gender": "T", "status": "", "value": None, "isdeleted": True}],
        }
    )
    declaration = {"kpi": "N00610"}
    found = rows(list(kolada.fetch(declaration, publisher, ["1980"], client, date(2026, 1, 1))))
    assert [(row.value, row.status) for row in found] == [(None, "isdeleted")]
    assert server.asked[-1].parameters == {"from_date": ["2026-01-01"]}


def endless(fake: FakeKolada, following: str) -> Reply:
    return Reply({"count": 1, "next_url": following, "values": fake.rows[:1]})


def test_a_next_page_at_another_host_is_refused(
    fake: FakeKolada, publisher: Publisher, client: Client, server: Server
):
    answer = endless(fake, "http://evil.example/v3/data")
    server.route("GET", "/v3/data/.*", answer)
    with pytest.raises(AnswerError, match=r"evil\.example"):
        list(fetch({"kpi": "N03702"}, publisher, ["1984"], client))


def test_pages_in_a_circle_end(
    fake: FakeKolada, publisher: Publisher, client: Client, server: Server
):
    server.route("GET", "/v3/data/.*", lambda asked: endless(fake, f"{server.url}{asked.path}"))
    with pytest.raises(AnswerError, match="without end"):
        list(fetch({"kpi": "N03702"}, publisher, ["1984"], client))


def test_pages_that_count_on_without_anything_new_end(
    fake: FakeKolada, publisher: Publisher, client: Client, server: Server
):
    def more(asked: Asked) -> Reply:
        number = int(asked.parameters.get("page", ["1"])[0]) + 1
        return endless(fake, f"{server.url}{asked.path}?page={number}")

    server.route("GET", "/v3/data/.*", more)
    with pytest.raises(AnswerError, match="without end"):
        list(fetch({"kpi": "N03702"}, publisher, ["1984"], client))
    assert len(server.asked) < 10


def test_a_figure_given_twice_is_refused(fake: FakeKolada, publisher: Publisher, client: Client):
    fake.rows.append(dict(fake.rows[0]))
    with pytest.raises(AnswerError, match="twice"):
        list(fetch({"kpi": "N03702"}, publisher, ["0319", "1984"], client))


@pytest.mark.parametrize(
    "row",
    [
        {"kpi": "N03702", "municipality": "1984", "period": 2012, "values": None},
        {"kpi": "N03702", "municipality": "1984", "values": []},
        {"kpi": "N03702", "municipality": "1984", "period": 2012, "values": [{"gender": "F"}]},
        {"kpi": "N03702", "municipality": "1984", "period": "now", "values": []},
    ],
)
def test_rows_in_another_shape_are_refused(
    fake: FakeKolada, publisher: Publisher, client: Client, row: dict[str, object]
):
    fake.rows = [row]
    with pytest.raises(AnswerError, match="not as Kolada v3 writes them"):
        list(fetch({"kpi": "N03702"}, publisher, ["1984"], client))


def test_a_server_without_descriptions_still_gives_figures(
    publisher: Publisher, client: Client, server: Server
):
    server.route("GET", "/v3/kpi/.*", Reply({"detail": "Not Found"}, 404))
    assert rows(list(fetch({"kpi": "N03702"}, publisher, ["1984"], client)))


def test_a_refusal_is_told_with_kolada_s_words(
    publisher: Publisher, client: Client, server: Server
):
    server.route("GET", "/v3/data/.*", Reply({"detail": "Too many ids"}, 400))
    with pytest.raises(RefusedError, match="Too many ids"):
        list(fetch({"kpi": "N03702"}, publisher, ["1984"], client))


@pytest.mark.parametrize("kpi", [None, 15428, "", "N1/../x", "N1,N2"])
def test_a_key_figure_must_be_written_right(publisher: Publisher, client: Client, kpi: object):
    with pytest.raises(DeclarationError):
        list(fetch({"kpi": kpi}, publisher, ["1984"], client))


def test_the_catalogue_is_read_to_its_last_page(
    fake: FakeKolada, publisher: Publisher, client: Client
):
    fake.page_size = 2
    found = list(entries(publisher, client))
    assert [entry.identity for entry in found] == list(fake.kpis)
    assert {entry.level for entry in found} <= {"K", "L", "A"}
