"""Files of any shape: found out, previewed, and read as their mapping says."""

import contextlib
import csv
from io import BytesIO, StringIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from livskraft.indicators.sources.errors import AnswerError, DeclarationError, SourceError
from livskraft.indicators.sources.files import preview, preview_payload, read_file
from livskraft.indicators.sources.observation import Observation
from tests.indicators.sources.fakes import RECORDED, SAMPLES

AREAS = ["00", "19", "1980", "1981"]

PLAIN = st.lists(
    st.tuples(
        st.sampled_from(AREAS),
        st.sampled_from(["2021", "2022", "2023/2024", "2024Q1", "2024M05"]),
        st.sampled_from(["T", "K", "M"]),
    ),
    min_size=1,
    max_size=12,
    unique=True,
)
VALUES = st.one_of(
    st.none(),
    st.integers(-(10**6), 10**6),
    st.decimals(-1000, 1000, places=2, allow_nan=False).map(float),
)


@settings(max_examples=60, deadline=None)
@given(
    st.data(),
    PLAIN,
    st.sampled_from([";", ",", "\t", "|"]),
    st.sampled_from(["utf-8", "utf-8-sig", "latin-1", "utf-16"]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from([",", "."]),
)
def test_a_csv_of_any_dialect_is_read_back_equal(
    data: st.DataObject,
    keys: list[tuple[str, str, str]],
    delimiter: str,
    encoding: str,
    line: str,
    quoting: Any,
    decimal: str,
):
    values = [data.draw(VALUES) for _key in keys]
    statuses = [".." if value is None else "" for value in values]
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=line, quoting=quoting)
    writer.writerow(["area", "period", "sex", "value", "status"])
    for key, value, status in zip(keys, values, statuses, strict=True):
        written = "" if value is None else str(value).replace(".", decimal)
        writer.writerow([*key, written, status])
    download = read_file(out.getvalue().encode(encoding), "f.csv", {"name": "file"}, ["19"])
    assert list(download.observations) == [
        Observation(*key, value, status or None)
        for key, value, status in zip(keys, values, statuses, strict=True)
    ]


def read(text: str | bytes, select: dict[str, Any], **declaration: Any) -> list[Observation]:
    payload = text if isinstance(text, bytes) else text.encode()
    found = read_file(payload, "f.csv", {"select": select, **declaration}, AREAS)
    return list(found.observations)


def test_a_plain_file_needs_no_mapping_and_keeps_every_area():
    text = "area;period;sex;value\n1484;2024;T;1,5\nSala;2024;T;2\nG33626;2024;T;3\n"
    download = read_file(text.encode(), "f.csv", {}, AREAS)
    assert [(row.area, row.value) for row in download.observations] == [
        ("1484", 1.5),
        ("1981", 2),
        ("G33626", 3),
    ]


def test_a_plain_file_with_an_area_nobody_knows_is_refused():
    with pytest.raises(AnswerError, match='Row 2, column "area": "Salaa" is no area'):
        read_file(b"area;period;sex;value\nSalaa;2024;T;2\n", "f.csv", {}, AREAS)


def test_a_file_of_another_shape_says_what_its_columns_are():
    with pytest.raises(DeclarationError, match=r"no columns area, value.*Kommun, period, Andel"):
        read_file(b"Kommun;period;Andel\nSala;2024;2\n", "f.csv", {}, AREAS)


def test_columns_are_mapped_and_a_fixed_value_picks_rows():
    text = (
        "Kommun;År;Kön;Nyckeltal;Andel (%)\n"
        "Västerås;2024;Kvinnor;Trygg;80,5\n"
        "Västerås;2024;Män;Trygg;..\n"
        "Västerås;2024;Män;Otrygg;19,5\n"
        "Göteborg;2024;Män;Trygg;70,5\n"
    )
    select = {
        "Kommun": "area",
        "År": "period",
        "Kön": "sex",
        "Andel (%)": "value",
        "Nyckeltal": "Trygg",
    }
    assert read(text, select) == [
        Observation("1980", "2024", "K", 80.5),
        Observation("1980", "2024", "M", None, ".."),
    ]


def test_years_as_columns():
    text = "Kommun;2023;2024;Not\nVästerås;1,5;N;x\nSala;2,5;3,5;y\n"
    select = {"Kommun": "area", "20*": {"role": "value", "heading": "period"}}
    assert read(text, select) == [
        Observation("1980", "2023", "T", 1.5),
        Observation("1980", "2024", "T", None, "N"),
        Observation("1981", "2023", "T", 2.5),
        Observation("1981", "2024", "T", 3.5),
    ]


def test_sexes_as_columns():
    text = "Kommun;År;Kvinnor;Män\nSala;2024;1;2\n"
    select = {"Kommun": "area", "År": "period", "*n*": {"role": "value", "heading": "sex"}}
    with pytest.raises(SourceError):
        read(text, select)
    text = "Kommun;År;Andel kvinnor;Andel män\nSala;2024;1;2\n"
    select = {"Kommun": "area", "År": "period", "Andel *": {"role": "value", "heading": "sex"}}
    assert [(row.sex, row.value) for row in read(text, select)] == [("K", 1), ("M", 2)]


def test_limits_and_answers_have_columns_of_their_own():
    text = "kod;år;värde;nedre;övre;svar;marginal;flagga\n1981;2024;50,5;45;56;210;5,5;p\n"
    select = {
        "kod": "area",
        "år": "period",
        "värde": "value",
        "nedre": "lower",
        "övre": "upper",
        "svar": "answers",
        "marginal": "margin",
        "flagga": "status",
    }
    assert read(text, select) == [Observation("1981", "2024", "T", 50.5, "p", (), 45, 56, 5.5, 210)]


def test_the_recorded_export_in_latin_1_with_two_header_rows_is_read():
    payload = (RECORDED / "csv/socialstyrelsen-bup.csv").read_bytes()
    select = {"Region": "area", "20*": {"role": "value", "heading": "period"}}
    found = {row.key[:2]: (row.value, row.status) for row in read(payload, select)}
    assert found["19", "2025M07"] == (34, None)
    assert found["19", "2026M01"] == (26.5, None)
    assert found["00", "2026M06"] == (23, None)
    assert len(found) == 24


def test_the_recorded_export_of_kolada_is_read():
    payload = (RECORDED / "csv/kolada-export.csv").read_bytes()
    select = {"Kommun/Landsting": "area", "År": "period", "Visat Värde": "value"}
    first = next(iter(read_file(payload, "k.csv", {"select": select}, ["0127"]).observations))
    assert (first.area, first.period, first.value) == ("0127", "1998", 85.185185)


def test_how_to_read_can_be_said():
    text = "Rapport;;\nKommun;År;Värde\nSala;2024;1.234\nVästerås;2024;saknas\n"
    select = {"Kommun": "area", "År": "period", "Värde": "value"}
    how = {"header": 2, "decimal": ".", "missing": ["saknas"], "encoding": "utf-8"}
    assert [(r.value, r.status) for r in read(text, select, read=how)] == [
        (1.234, None),
        (None, "saknas"),
    ]


def test_a_word_where_a_number_should_be_names_row_and_column():
    text = "Kommun;År;Värde\nSala;2024;cirka tio\nVästerås;2024;11\n"
    with pytest.raises(AnswerError, match='Row 2, column "Värde": "cirka tio"'):
        read(text, {"Kommun": "area", "År": "period", "Värde": "value"})


def test_rows_that_a_column_left_aside_would_tell_apart_are_doubled():
    text = "Kommun;År;Ålder;Värde\nSala;2024;16-24;1\nSala;2024;25-34;2\n"
    with pytest.raises(AnswerError, match="twice"):
        read(text, {"Kommun": "area", "År": "period", "Värde": "value"})
    select = {"Kommun": "area", "År": "period", "Värde": "value", "Ålder": ["*"]}
    assert [row.dimensions for row in read(text, select)] == [
        (("Ålder", "16-24"),),
        (("Ålder", "25-34"),),
    ]


@pytest.mark.parametrize(
    ("select", "says"),
    [
        ({"Ort": "area", "År": "period", "Värde": "value"}, 'no column "Ort".*Kommun, År'),
        ({"Kommun": "area", "År": "period"}, "No column is said to be the figures"),
        ({"Kommun": "area", "Värde": "value"}, "No column is said to be the time"),
        ({"År": "period", "Värde": "value"}, "No column is said to be the area"),
        ({"Kommun": "area", "År": "period", "Värde": "value", "Kön": "X"}, 'no row with "X"'),
        (
            {"Kommun": "area", "Kön": "period", "Värde": "value"},
            "not clear what .* says of the time",
        ),
    ],
)
def test_a_wrong_mapping_says_what_there_is(select: dict[str, Any], says: str):
    with pytest.raises(DeclarationError, match=says):
        read("Kommun;År;Kön;Värde\nSala;2024;Män;1\n", select)


def workbook(*rows: list[Any], merged: tuple[str, ...] = (), title: str = "Blad1") -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_excel_with_a_title_merged_headers_numbers_as_text_and_footnotes():
    payload = workbook(
        ["Resor med kollektivtrafik 2023–2024", None, None, None, None],
        [],
        ["Kommun", "2023", None, "2024", None],
        [None, "Kvinnor", "Män", "Kvinnor", "Män"],
        ["Västerås", 12.5, "13,5", "..", 14],
        ["Sala", 2, 3, 4, 5],
        [],
        ["Källa: Kollektivtrafikbarometern", None, None, None, None],
        merged=("A1:E1", "B3:C3", "D3:E3", "A3:A4"),
    )
    found = preview_payload(payload, "resor.xlsx")
    table = found.tables[0]
    assert (found.format, table.cells, table.missing) == ("xlsx", 8, 1)
    assert table.title == "Resor med kollektivtrafik 2023–2024"
    assert table.dimensions[1].values == ("2023 Kvinnor", "2023 Män", "2024 Kvinnor", "2024 Män")
    select = {"Kommun": "area", "* Kvinnor": {"role": "value", "heading": "period"}}
    declaration = {"select": {**select, "* Kvinnor": {"role": "value", "heading": "sex"}}}
    with pytest.raises(DeclarationError, match=r"Several values of.*are K"):
        read_file(payload, "resor.xlsx", declaration, AREAS)


def test_excel_shares_are_per_cent_as_they_are_shown():
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["area", "period", "value"])
    sheet.append(["19", 2024, 0.803])
    sheet["C2"].number_format = "0.0%"
    out = BytesIO()
    book.save(out)
    download = read_file(out.getvalue(), "f.xlsx", {}, AREAS)
    assert list(download.observations) == [Observation("19", "2024", "T", 80.3)]


def test_a_workbook_with_several_tables_asks_which_one():
    book = Workbook()
    for name in ("Ett", "Två"):
        sheet = book.create_sheet(name)
        sheet.append(["area", "period", "value"])
        sheet.append(["19", 2024, 1 if name == "Ett" else 2])
    out = BytesIO()
    book.save(out)
    with pytest.raises(DeclarationError, match="Ett, Två"):
        read_file(out.getvalue(), "f.xlsx", {}, AREAS)
    download = read_file(out.getvalue(), "f.xlsx", {"read": {"sheet": "Två"}}, AREAS)
    assert [row.value for row in download.observations] == [2]
    assert [table.cells for table in preview_payload(out.getvalue(), "f.xlsx").tables] == [1, 1]


def test_a_px_file_is_read_with_its_select_and_its_notes():
    payload = (RECORDED / "px/BE0101N1.px").read_bytes()
    select = {"region": "area", "period": "period", "sex": "sex"}
    found = read_file(payload, "b.px", {"select": select}, AREAS)
    rows = {row.key[:3]: row for row in found.observations}
    assert rows["19", "2008", "K"].value == 125324
    assert "Heby" in (rows["19", "2008", "K"].note or "")
    assert len(rows) == 4
    assert [str(text) for text in found.warnings] == [
        "The table has no figures for these areas: 00, 1980, 1981."
    ]


def test_a_file_cannot_sum_over_a_variable_that_is_not_named():
    payload = (RECORDED / "px/BE0101N1.px").read_bytes()
    with pytest.raises(DeclarationError, match=r'"sex".*1 .men., 2 .women.'):
        read_file(payload, "b.px", {"select": {"region": "area", "period": "period"}}, AREAS)


def test_a_jsonstat_file_is_read_with_its_select():
    payload = (RECORDED / "scb/TAB6471.json").read_bytes()
    select = {"Region": "area", "Kon": "sex", "Tid": "period", "Alder": "0-9"}
    found = read_file(payload, "t.json", {"select": select}, AREAS)
    assert {row.area for row in found.observations} == {"19"}


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"\xd0\xcf\x11\xe0 old excel",
        b"PK not a zip",
        b"<html></html>",
        b"\x00\x01\x02\x03",
        b'{"values": []}',
        b'{"version": "2.0", "class": "datas',
        b"one\ntwo\nthree\n",
    ],
)
def test_what_holds_no_table_is_refused(payload: bytes):
    with pytest.raises(SourceError):
        preview_payload(payload, "file")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_no_file_however_broken_does_more_than_be_refused(payload: bytes):
    with contextlib.suppress(SourceError):
        tables = preview_payload(payload, "file").as_json(all_rows=True)["tables"]
        assert all(len(table["rows"]) == table["cells"] for table in tables)


def test_the_preview_shows_twenty_rows_or_all():
    found = preview(RECORDED / "scb/TAB6471.json")
    assert len(found.as_json()["tables"][0]["rows"]) == 20
    table = found.as_json(all_rows=True)["tables"][0]
    assert len(table["rows"]) == table["cells"] == 48
    assert table["rows"][0] == {
        "Region": "01",
        "Alder": "0-9",
        "Kon": "TotSa",
        "ContentsCode": "000007SF",
        "Tid": "2026M01",
        "value": 245284,
        "status": None,
    }


CELLS = {
    "csv/kolada-export-aldre1.csv": [(3146, 0)],
    "csv/kolada-export-sthlm2-latin1.csv": [(1177, 0)],
    "csv/kolada-nyckeltal-36kpi.csv": [(92738, 0)],
    "csv/socialstyrelsen-vantetider-bup-manual-export.csv": [(264, 10)],
    "eurostat/nama_10_gdp.json": [(64, 0)],
    "eurostat/nama_gdp_c-geo_IT-old-rest.json": [(69, 45)],
    "jsonstat/canada.json": [(120, 0)],
    "jsonstat/collection.json": [],
    "jsonstat/hierarchy.json": [(132, 132)],
    "jsonstat/oecd-canada-1x-bundle.json": [(432, 0), (120, 0)],
    "jsonstat/oecd.json": [(432, 0)],
    "jsonstat/order.json": [(24, 0)],
    "jsonstat/ssb-29843-1x.json": [(37440, 7200)],
    "jsonstat/us-gsp.json": [(204, 0)],
    "kolada-derived/v3-values-N03702-N03703-arboga-peers.csv": [(192, 0)],
    "px/BE0101A1det.px": [(9984, 0)],
    "px/BE0101A1elimtot.px": [(90, 0)],
    "px/BE0101A1proc.px": [(288, 0)],
    "px/BE0101A1procspar.px": [(96, 0)],
    "px/BE0101N1.px": [(84, 0)],
    "pxwebapi-demo/TAB001.px": [(5940, 2259)],
    "pxwebapi-demo/TAB004.px": [(4312, 1103)],
    "scb-v2/TAB6471_data.json": [(2772, 0)],
    "scb-v2/TAB6471_metadata.json": [(0, 0)],
}


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not at hand")
@pytest.mark.parametrize("name", CELLS)
def test_every_sample_is_read(name: str):
    found = preview(SAMPLES / name)
    assert [(table.cells, table.missing) for table in found.tables] == CELLS[name]
    for table in found.tables:
        assert table.cells > 50_000 or sum(1 for _row in table.rows()) == table.cells


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not at hand")
@pytest.mark.parametrize("pattern", ["kolada*/*.json", "pxweb*/*config.json", "pxweb-v1/*"])
def test_a_sample_without_a_table_is_refused_by_its_name(pattern: str):
    for path in sorted(SAMPLES.glob(pattern)):
        with pytest.raises(SourceError, match=path.name):
            preview(path)


def test_a_row_that_ends_early_has_missing_cells():
    text = "Kommun;2023;2024\nSala;1\nVästerås;2\nKöping;3\n"
    select = {"Kommun": "area", "20*": {"role": "value", "heading": "period"}}
    assert [row.value for row in read(text, select)] == [1, None, 2, None]
