"""PX files, real and written in every way that the format allows."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from livskraft.indicators.sources.cube import Cube, Dimension
from livskraft.indicators.sources.errors import AnswerError
from livskraft.indicators.sources.px import read_px
from livskraft.indicators.sources.px_header import is_px
from tests.indicators.sources.fakes import RECORDED
from tests.indicators.sources.px_writer import write_px
from tests.indicators.sources.strategies import NUMBERS, dimensions

SYMBOLS = st.sampled_from([".", "..", "...", "....", "-"])


@st.composite
def tables(draw: st.DrawFn) -> Cube:
    """A table whose missing cells have a symbol, since a PX file has no empty cells."""
    found = draw(dimensions())
    size = math.prod(len(dimension.values) for dimension in found)
    cells = draw(st.lists(st.one_of(st.none(), NUMBERS), min_size=size, max_size=size))
    statuses = {place: draw(SYMBOLS) for place, cell in enumerate(cells) if cell is None}
    return Cube("Title", found, cells, statuses)


@settings(max_examples=60, deadline=None)
@given(
    tables(),
    st.integers(0, 4),
    st.sampled_from([0, 1, 5, 60]),
    st.sampled_from(["", "CODES", "VALUES"]),
    st.sampled_from([("utf-8", "utf-8"), ("utf-8-sig", ""), ("utf-8", "iso-8859-1")]),
)
def test_any_table_is_read_back_equal_however_it_is_written(
    cube: Cube, stub: int, width: int, keys: str, encoding: tuple[str, str]
):
    stub = min(stub, len(cube.dimensions))
    keys = keys if stub else ""
    text = write_px(cube, stub=stub, width=width, keys=keys, codepage=encoding[1])
    read = read_px(text.encode(encoding[0]))
    assert list(read.rows()) == list(cube.rows())
    assert [d.labels for d in read.dimensions] == [d.labels for d in cube.dimensions]


@pytest.mark.parametrize(
    ("encoding", "codepage"),
    [("latin-1", ""), ("latin-1", "iso-8859-1"), ("cp1252", "Windows-1252"), ("cp850", "cp850")],
)
def test_older_encodings_are_read_as_declared(encoding: str, codepage: str):
    region = Dimension("län", "län", ("19", "24"), {"19": "Västmanland", "24": "Västerbotten"})
    text = write_px(Cube("Å", (region,), [1, 2]), stub=1, codepage=codepage)
    assert read_px(text.encode(encoding)).dimensions[0].labels["19"] == "Västmanland"


def test_a_file_that_declares_latin_1_and_is_utf_8_is_read_as_what_it_is():
    region = Dimension("län", "län", ("19",), {"19": "Västmanland"})
    text = write_px(Cube("Å", (region,), [1]), stub=1, codepage="iso-8859-1")
    assert read_px(text.encode()).dimensions[0].labels["19"] == "Västmanland"


def test_rows_that_keys_leave_out_have_no_value():
    first = Dimension("a", "a", ("1", "2", "3"))
    second = Dimension("b", "b", ("x", "y"))
    cube = Cube("T", (first, second), [1, 2, None, None, 5, 6])
    read = read_px(write_px(cube, stub=1, keys="CODES").encode())
    assert read.cells == [1, 2, None, None, 5, 6]


@pytest.mark.parametrize(
    ("timeval", "periods"),
    [
        ('TLIST(A1),"2004","2005"', ["2004", "2005"]),
        ('TLIST(A1,"2004"-"2005")', ["2004", "2005"]),
        ('TLIST(Q1),"20041","20042"', ["2004Q1", "2004Q2"]),
        ('TLIST(Q1,"20044"-"20051")', ["2004Q4", "2005Q1"]),
        ('TLIST(M1,"200412"-"200501")', ["2004M12", "2005M01"]),
        ('TLIST(H1),"20041","20042"', ["2004H1", "2004H2"]),
    ],
)
def test_times_are_read_on_their_scale(timeval: str, periods: list[str]):
    text = (
        'CHARSET="ANSI";\nTITLE="T";\nHEADING="tid";\nVALUES("tid")="första","andra";\n'
        f'TIMEVAL("tid")={timeval};\nDATA=1 2;'
    )
    time = read_px(text.encode()).dimensions[0]
    assert time.role == "time"
    assert list(time.periods.values()) == periods


def test_symbols_are_those_that_the_file_defines_and_minus_is_not_zero():
    text = (
        'TITLE="T";\nHEADING="a";\nVALUES("a")="1","2","3","4";\nDATASYMBOL2="x";\n'
        'DATASYMBOLNIL="–";\nDATA="." ".." "-" 0;'
    )
    cube = read_px(text.encode())
    assert cube.cells == [None, None, None, 0]
    assert cube.statuses == {0: ".", 1: "x", 2: "–"}


def test_semicolons_and_equals_signs_inside_texts_are_text():
    text = 'TITLE="a; b=c";\nHEADING="a";\nVALUES("a")="x;y","u,v";\nDATA=1 2;'
    cube = read_px(text.encode())
    assert (cube.title, cube.dimensions[0].values) == ("a; b=c", ("x;y", "u,v"))


def test_the_recorded_file_tells_of_its_break():
    cube = read_px((RECORDED / "px/BE0101N1.px").read_bytes())
    assert cube.dimensions[0].labels["19"] == "19 Västmanland county"
    rows = {(r["region"], r["period"], r["sex"]): r["value"] for r in cube.rows()}
    assert rows["19", "2007", "1"] == 124126
    assert "Heby" in next(n.text for n in cube.cell_notes if n.codes == ("19", None, None))


def test_a_named_total_may_be_left_out():
    text = (
        'TITLE="T";\nSTUB="sex";\nHEADING="tid";\nVALUES("sex")="men","total";\n'
        'CODES("sex")="1","t";\nELIMINATION("sex")="total";\nVALUES("tid")="2004";\nDATA=1 2;'
    )
    sex = read_px(text.encode()).dimensions[0]
    assert (sex.can_eliminate, sex.total) == (True, "t")


def test_a_file_that_marks_all_languages_is_read_in_its_main_one():
    text = (
        'LANGUAGE="sv";\nTITLE[sv]="Folk";\nTITLE[en]="People";\nHEADING[sv]="år";\n'
        'HEADING[en]="year";\nVALUES[sv]("år")="2004";\nVALUES[en]("year")="2004";\nDATA=1;'
    )
    cube = read_px(text.encode())
    assert (cube.title, cube.dimensions[0].code) == ("Folk", "år")


@pytest.mark.parametrize(
    "text",
    [
        'TITLE="T";\nHEADING="a";\nVALUES("a")="1","2";\nDATA=1 2',
        'TITLE="T";\nHEADING="a";\nVALUES("a")="1","2";\nDATA=1;',
        'TITLE="T";\nHEADING="a";\nVALUES("a")="1","2";\nDATA=1 2 3;',
        'TITLE="T";\nHEADING="a";\nVALUES("a")="1","2',
        'TITLE="T";\nHEADING="a";\nVALUES("a")="1","1";\nDATA=1 2;',
        'TITLE="T";\nHEADING="a";\nVALUES("a")="1","2";\nCODES("a")="1";\nDATA=1 2;',
        'TITLE="T";\nHEADING="a";\nDATA=1;',
        'TITLE="T";\nSTUB="a";\nVALUES("a")="1";\nKEYS("a")=VALUES;\nDATA="9" 1;',
        'TITLE="T";\nSTUB="a";\nVALUES("a")="1";\nKEYS("a")=VALUES;\nDATA="1";',
    ],
)
def test_a_file_that_is_cut_off_or_contradicts_itself_is_refused(text: str):
    with pytest.raises(AnswerError):
        read_px(text.encode())


def test_other_files_are_no_px():
    assert not is_px(b"area;period;value\n19;2024;DATA\n")
    assert not is_px(b"")
    assert is_px((RECORDED / "px/BE0101N1.px").read_bytes())


def test_a_word_that_looks_like_a_number_to_python_is_a_symbol():
    text = 'TITLE="T";\nHEADING="a";\nVALUES("a")="1","2","3";\nDATA=nan inf 1e3;'
    cube = read_px(text.encode())
    assert cube.cells == [None, None, 1000.0]
    assert cube.statuses == {0: "nan", 1: "inf"}
