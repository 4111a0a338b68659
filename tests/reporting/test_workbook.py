"""A round as a workbook: filled in by people and programs, and read back as it was meant."""

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from livskraft.reporting.questions import declared_questions, default_questions
from livskraft.reporting.workbook.comparing import compared
from livskraft.reporting.workbook.layout import (
    ActivityRow,
    Workbook,
    columns_of,
    headings,
    marked_row,
    read_stand,
    stand_of,
)
from livskraft.reporting.workbook.opening import NotReadError, Sheet, opened
from livskraft.reporting.workbook.preview import Outcome, Standing
from livskraft.reporting.workbook.reading import column_letter, read
from livskraft.reporting.workbook.values import answer_keys_of, day_of, tidy
from livskraft.reporting.workbook.writing import written
from tests.reporting.conftest import ANSWERS
from tests.reporting.filling_in import changed, columns, fill_in

JUNE = datetime(2022, 6, 30)  # noqa: DTZ001 (cells know no time zones)
RECORDED = Path(__file__).parent / "workbooks"


QUESTIONS = (
    *default_questions("year_end"),
    *declared_questions(
        [
            {"key": "reach", "kind": "number", "label": {"sv": "Hur många nåddes?"}},
            {"key": "help", "kind": "rating", "label": {"sv": "Hur fungerar det?"}},
            {
                "key": "where",
                "kind": "choice",
                "label": {"sv": "Var?"},
                "choices": [
                    {"value": "a", "sv": "Inne, eller ute", "en": "Inside, or outside"},
                    {"value": "b", "sv": "Ingenstans", "en": "Nowhere"},
                ],
                "why_for": ["b"],
            },
        ],
        "year_end",
    ),
)
KEYS = answer_keys_of(QUESTIONS)


def answers_to(text=None):
    """Return a strategy for what a row may hold, right or not, as a draft may."""
    text = text or st.text(max_size=60)
    amounts = st.integers(0, 10**12) | st.floats(-1e6, 1e6, allow_nan=False).map(
        lambda number: round(number, 3)
    )
    given = {}
    for one in KEYS:
        values = text
        if one.choices:
            values = st.sampled_from(sorted(set(one.choices.values())))
        elif one.question.kind in ("money", "number") and not one.is_reason:
            values = amounts
        given[one.key] = values
    return st.fixed_dictionaries({}, optional=given)


ROWS = st.lists(answers_to(), min_size=1, max_size=3)


LIBREOFFICE = [
    {**ANSWERS, "next_step": "2022-06-30", "money": 12000, "verdict": "continue", "reach": 3.5},
    {**ANSWERS, "status": "paused", "status_why": "Väntar på beslut,\nsedan i mars.", "help": 4},
    {**ANSWERS, "happened": "=SUMMA(A1) är 2 och “så” vidare: å ä ö", "where": "a"},
]


def a_workbook(rows):
    return Workbook(
        round_address="arsbokslut-2022",
        round_title="Årsbokslut 2022",
        actor="Sala & Co",
        closes_on=date(2023, 2, 10),
        questions=QUESTIONS,
        rows=tuple(
            ActivityRow(f"rad-{n}", f"Rad {n}", "Trygghet", "Inte besvarad.", 3, one, False)
            for n, one in enumerate(rows)
        ),
        site_name="Livskraft",
    )


def standing_of(workbook):
    return [
        Standing(n, row.address, row.title, 3, row.answers) for n, row in enumerate(workbook.rows)
    ]


def read_again(content):
    return read(opened(content, "bok.xlsx"), LABELS)


def preview(content, workbook):
    return compared(read_again(content), standing_of(workbook), QUESTIONS)


LABELS = headings(QUESTIONS)
FILLED_IN = written(a_workbook(LIBREOFFICE))
CELLS = st.none() | st.text(max_size=20) | st.integers(0, 60_000) | st.dates().map(str)
CHANGES = st.dictionaries(st.sampled_from([one.key for one in KEYS]), CELLS, max_size=4)


@settings(max_examples=15, deadline=None)
@given(rows=ROWS)
def test_a_workbook_read_back_unchanged_changes_nothing(rows):
    workbook = a_workbook(rows)
    found = preview(written(workbook), workbook)
    assert [row.outcome for row in found.rows] == [Outcome.UNTOUCHED] * len(rows)
    assert (found.missing, found.strange, found.absent) == ((), (), 0)


@settings(max_examples=15, deadline=None)
@given(rows=ROWS, before=ROWS)
def test_an_old_workbook_that_nobody_touched_takes_nothing_back(rows, before):
    """What was written meanwhile stays, whatever it is."""
    old, now = a_workbook(before), a_workbook(rows)
    found = preview(written(old), now)
    assert {row.outcome for row in found.rows if row.activity} <= {Outcome.UNTOUCHED}


@settings(max_examples=30, deadline=None)
@given(changes=st.lists(CHANGES, max_size=3), chance=st.randoms(use_true_random=False))
def test_any_shuffle_of_rows_and_columns_reads_the_same(changes, chance):
    sheets = opened(FILLED_IN, "bok.xlsx")
    [at] = [number for number, one in enumerate(sheets) if one.title == "Svar"]
    rows = [list(row) for row in sheets[at].rows]
    for row, answers in zip(rows[2:], changes, strict=False):
        for key, value in answers.items():
            row[rows[0].index(f"livskraft:answer:{key}")] = value
    straight = [Sheet("Svar", tuple(map(tuple, rows)))]
    assert said(read(shuffled(sheets[at].title, rows, chance), LABELS)) == said(
        read(straight, LABELS)
    )


def shuffled(title, rows, chance):
    """Return the sheet with rows and columns in any order, and with empty ones in between."""
    rows = [[*row, None] for row in rows] + [[None] * (len(rows[0]) + 1)] * 2
    places = list(range(len(rows[0])))
    chance.shuffle(rows)
    chance.shuffle(places)
    return [Sheet("Blad1", tuple(tuple(row[at] for at in places) for row in rows))]


def said(found):
    """Return what a preview of a workbook says, without the places of the cells."""
    rows = compared(found, standing_of(a_workbook(LIBREOFFICE)), QUESTIONS).rows
    return sorted(
        (
            row.activity,
            row.outcome,
            sorted((one.label, one.before, one.after, one.problem) for one in row.cells),
            sorted(row.answers.items()),
        )
        for row in rows
    )


@settings(max_examples=40)
@given(answers=answers_to(), version=st.integers(0, 10**6))
def test_what_stood_is_kept_in_short_prints(answers, version):
    stand = stand_of(version, KEYS, answers)
    assert read_stand(stand.as_text()) == stand
    assert len(stand.as_text()) < 32_000


@settings(max_examples=100)
@given(text=st.text())
def test_tidying_twice_is_tidying_once(text):
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize(
    "said",
    [
        *("2022-06-30", "2022-6-30", "30 juni 2022", "den 30 Juni 2022", "30 jun. 2022"),
        *("30 June 2022", "2022-06-30 00:00:00", "2022-06-30T00:00"),
    ],
)
def test_a_day_is_the_same_however_it_is_written(said):
    assert day_of(said) == date(2022, 6, 30)


@pytest.mark.parametrize(
    "said", ["2022-02-30", "0 juni 2022", "30 smultron 2022", "juni 2022", "-"]
)
def test_what_is_no_day_stays_text(said):
    assert day_of(said) is None


@pytest.mark.parametrize(
    "cell",
    [date(2022, 6, 30), JUNE, 44742, 44742.0, "30 juni 2022", "2022-06-30 "],
)
def test_a_program_may_make_a_date_of_a_text_or_a_number_of_a_date(cell):
    workbook = a_workbook([{"next_step": "2022-06-30"}])
    assert outcome_of(workbook, "next_step", cell) == (Outcome.UNTOUCHED, "")


def outcome_of(workbook, key, value):
    """Return what becomes of the first row when a cell has this value, and what would be sent of it."""

    def write(sheet):
        sheet.cell(3, columns(sheet)[f"livskraft:answer:{key}"]).value = value

    [row] = preview(changed(written(workbook), write), workbook).rows
    return row.outcome, row.answers.get(key, "")


@pytest.mark.parametrize(
    ("key", "value", "stored"),
    [
        ("status", " PÅGÅR ", "ongoing"),
        ("status", "done", "done"),
        ("status", "Ongoing", "ongoing"),
        ("money", "12 000 kr", "12000"),
        ("money", 12000.0, "12000"),
        ("reach", "3,5", "3.5"),
        ("reach", 3.5, "3.5"),
        ("help", "4", "4"),
        ("help", 4.0, "4"),
        ("verdict", "fortsätt", "continue"),
        ("where", "inne,  ELLER ute", "a"),
        ("happened", "  Mer.  \n", "Mer."),
        ("happened", 12, "12"),
        ("happened", JUNE, "2022-06-30"),
        ("happened", "=1+1", "=1+1"),
    ],
)
def test_answers_are_read_as_people_and_programs_write_them(key, value, stored):
    workbook = a_workbook([{**ANSWERS, "status": "paused", "status_why": "Väntar."}])

    def write(sheet):
        cell = sheet.cell(3, columns(sheet)[f"livskraft:answer:{key}"])
        cell.value = value
        cell.data_type = "s" if isinstance(value, str) else cell.data_type

    [row] = preview(changed(written(workbook), write), workbook).rows
    assert (row.outcome, row.answers[key]) == (Outcome.SENT, stored)


def test_the_list_offers_what_a_reporter_may_choose():
    book = openpyxl.load_workbook(io.BytesIO(written(a_workbook([ANSWERS]))))
    lists = next(sheet for sheet in book if sheet.sheet_state == "veryHidden")
    offered = {str(cell.value) for row in lists.iter_rows() for cell in row}
    assert {"Planerad", "Pågår", "Pausad", "Klar", "Avbruten"} <= offered
    assert "Idé" not in offered


@pytest.mark.parametrize(
    ("key", "value", "problem"),
    [
        ("status", "typ klart", "Välj ett av: Planerad, Pågår, Pausad, Klar, Avbruten."),
        ("status", "Idé", "Välj ett av: Planerad, Pågår, Pausad, Klar, Avbruten."),
        ("happened", "", "Skriv ett svar."),
        ("happened", "#REF!", "Cellen visar ett fel. Skriv själva svaret."),
        ("money", "en del", "Skriv hela kronor med siffror, till exempel 12 000."),
        ("money", JUNE, "Skriv hela kronor med siffror, till exempel 12 000."),
    ],
)
def test_what_is_wrong_is_told_with_its_cell(key, value, problem):
    workbook = a_workbook([ANSWERS])

    def write(sheet):
        sheet.cell(3, columns(sheet)[f"livskraft:answer:{key}"]).value = value

    [row] = preview(changed(written(workbook), write), workbook).rows
    assert row.outcome == Outcome.WRONG
    at = [one.name for one in columns_of(QUESTIONS)].index(f"livskraft:answer:{key}")
    assert [(one.ref, one.problem) for one in row.cells] == [(f"{column_letter(at)}3", problem)]


def test_a_reason_that_is_needed_is_asked_for_in_its_own_cell():
    workbook = a_workbook([ANSWERS])
    content = changed(written(workbook), lambda sheet: fill_in(sheet, [{"status": "Pausad"}]))
    [row] = preview(content, workbook).rows
    assert row.outcome == Outcome.WRONG
    assert [one.ref for one in row.cells] == ["F3", "G3"]


@pytest.mark.parametrize("content", [b"", b"a;b\n", b"\xd0\xcf\x11\xe0rest", b"PK\x03\x04rest"])
def test_what_is_no_workbook_is_refused(content):
    with pytest.raises(NotReadError):
        read_again(content)


@pytest.mark.parametrize(
    "sheet",
    [
        b"<worksheet>" + b" " * 30_000_000 + b"</worksheet>",
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet/>",
        b"<worksheet><sheetData><row r='1'><c r='A1'></row></sheetData></worksheet>",
    ],
)
def test_what_swells_or_is_broken_inside_is_refused(sheet):
    with pytest.raises(NotReadError, match="går inte att läsa"):
        read_again(with_sheet(sheet))


def test_cells_at_the_end_of_the_world_take_no_time():
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = "".join(f"<row r='{n}'><c r='XFD{n}'><v>1</v></c></row>" for n in (1, 2, 1_048_576))
    sheet = f"<worksheet xmlns='{namespace}'><sheetData>{rows}</sheetData></worksheet>"
    found = opened(with_sheet(sheet.encode()), "bok.xlsx")
    assert max(len(row) for one in found for row in one.rows) <= 120
    assert max(len(one.rows) for one in found) <= 5000


def with_sheet(sheet):
    """Return the workbook with another content of its second sheet."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(FILLED_IN)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, sheet if name.endswith("sheet2.xml") else old.read(name))
    return packed.getvalue()


def test_a_workbook_of_something_else_is_refused():
    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    with pytest.raises(NotReadError, match="ingen arbetsbok för en omgång"):
        read_again(file.getvalue())


def test_a_copy_without_the_hidden_row_and_columns_is_known_by_its_headings_and_titles():
    workbook = a_workbook([ANSWERS, {}])

    def strip(sheet):
        fill_in(sheet, [{"happened": "Mer."}])
        sheet.delete_cols(1, 2)
        sheet.delete_rows(1)

    [row, *_others] = preview(changed(written(workbook), strip), workbook).rows
    assert (row.activity, row.answers["happened"]) == ("rad-0", "Mer.")


def test_without_the_hidden_row_rows_are_still_known_by_their_marks():
    workbook = a_workbook([ANSWERS, ANSWERS])

    def strip(sheet):
        fill_in(sheet, [{"happened": "Mer."}])
        sheet.cell(3, 3).value = "Ett annat namn"
        sheet.delete_rows(1)

    found = preview(changed(written(workbook), strip), workbook)
    assert [row.activity for row in found.to_send] == ["rad-0"]
    assert found.strange == ()


def test_of_a_column_that_was_copied_the_first_counts_and_the_other_is_told_of():
    workbook = a_workbook([ANSWERS])

    def copy(sheet):
        at, last = columns(sheet)["livskraft:answer:happened"], sheet.max_column + 1
        for row in (1, 2, 3):
            sheet.cell(row, last).value = sheet.cell(row, at).value
        sheet.cell(3, at).value = "Mer."

    found = preview(changed(written(workbook), copy), workbook)
    assert [row.answers["happened"] for row in found.to_send] == ["Mer."]
    assert found.strange == (column_letter(len(columns_of(QUESTIONS))),)


def test_a_column_that_is_gone_changes_nothing_and_an_added_one_is_not_read():
    workbook = a_workbook([{**ANSWERS, "deviation": "Regn."}])

    def change(sheet):
        sheet.delete_cols(columns(sheet)["livskraft:answer:deviation"])
        sheet.insert_cols(4)
        sheet["D3"] = "Kom ihåg"

    found = preview(changed(written(workbook), change), workbook)
    assert [row.outcome for row in found.rows] == [Outcome.UNTOUCHED]
    assert found.missing == ("Vad blev inte som planerat, och varför?",)
    assert found.strange == ("D",)


def test_a_row_that_stands_twice_with_two_answers_is_asked_about():
    workbook = a_workbook([ANSWERS])

    def copy(sheet):
        for at, text in ((4, "Ett."), (5, "Två.")):
            for column in range(1, sheet.max_column + 1):
                sheet.cell(at, column).value = sheet.cell(3, column).value
            sheet.cell(at, columns(sheet)["livskraft:answer:happened"]).value = text

    [row] = preview(changed(written(workbook), copy), workbook).rows
    assert row.problems == (
        "Aktiviteten har andra svar också: Svar, rad 5. Ta bort de rader som inte gäller.",
    )


@pytest.mark.parametrize("name", ["libreoffice.xlsx", "libreoffice-redigerad.xlsx"])
def test_what_libreoffice_saved_is_read_as_it_was_meant(name):
    workbook = a_workbook(LIBREOFFICE)
    found = preview((RECORDED / name).read_bytes(), workbook)
    if name == "libreoffice.xlsx":
        assert [row.outcome for row in found.rows] == [Outcome.UNTOUCHED] * 3
    else:
        sent = {row.activity: dict(row.answers) for row in found.to_send}
        assert sent == {"rad-1": {**LIBREOFFICE[1], "next_step": "2023-03-15", "money": "45000"}}


def test_marks_name_a_round_and_an_activity():
    assert marked_row("livskraft:row:arsbokslut-2022/vandring ") == ("arsbokslut-2022", "vandring")
    assert marked_row("vandring") is None
