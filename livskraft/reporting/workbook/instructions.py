"""The first sheet of a workbook: how to fill it in, and its words in Swedish and English."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext
from openpyxl.worksheet.worksheet import Worksheet

from livskraft.reporting.questions import Question
from livskraft.reporting.workbook import looks
from livskraft.reporting.workbook.layout import Workbook
from livskraft.reporting.workbook.values import tidy

_WIDTHS = {"A": 3, "B": 5, "C": 48, "D": 52}
_WHOLE, _AFTER_NUMBER, _HALF = 110, 104, 54


def write_instructions(sheet: Worksheet, workbook: Workbook) -> None:
    """Fill in the sheet that one sees first."""
    sheet.title = _("Read first")
    sheet.sheet_view.showGridLines = False
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    page = _Page(sheet)
    page.line(workbook.round_title, looks.TITLE, height=36)
    page.line(workbook.actor, looks.LEAD, height=22)
    day = date_format(workbook.closes_on, "j F Y")
    page.line(
        _("Answer by %(day)s. It takes a minute for each activity.") % {"day": day}, looks.LEAD
    )
    if workbook.is_example:
        page.line(_("Example: this round is invented, to show the form."), looks.NOTE)
    page.heading(_("What to do"))
    for number, step in enumerate(_steps(workbook), start=1):
        page.numbered(number, step)
    page.heading(_("Good to know"))
    for said in _good_to_know():
        page.line(said, looks.BODY)
    page.heading(_("The words, in Swedish and English"))
    page.pair("Svenska", "English", looks.NOTE)
    for term in _terms(workbook.questions):
        font = looks.NOTE if term.is_note else looks.BODY if term.level else looks.STRONG
        page.pair(term.swedish, term.english, font, indent=term.level)
    _set_up(sheet, workbook)


def _steps(workbook: Workbook) -> Iterator[str]:
    yield _("Open the sheet “%(sheet)s”. There is one row for each activity.") % {
        "sheet": pgettext("workbook", "Answers")
    }
    yield _("Look at what stands there: it is what was last said of the activity. Change what is no "
            "longer true.")  # fmt: skip
    yield _("Has nothing changed? Then choose yes in the last column. Rows that you leave alone are "
            "not sent.")  # fmt: skip
    yield _("Save the file as an Excel workbook (xlsx).")
    if workbook.address:
        yield _("Sign in and upload the file at %(address)s") % {"address": workbook.address}
    else:
        yield _("Sign in, and upload the file on the page of the round.")
    yield _(
        "You then see what will be sent, cell by cell. Nothing is sent until you have confirmed it."
    )


def _good_to_know() -> Iterator[str]:
    yield _("Grey cells are not to be changed. The white ones are yours.")
    yield _("You may sort the rows, move and insert columns, and rename the sheet: it is read right "
            "all the same. The sheet is protected without a password.")  # fmt: skip
    yield _("If somebody answers in another way while you have the file, both answers are shown and "
            "you choose. Nothing is lost.")  # fmt: skip
    yield _("Files, links and photos that show the answer are added on the activity’s own form.")
    yield _("Write no personal data.")


@dataclass(frozen=True)
class _Term:
    """A word or a sentence in both languages; `level` 1 for what stands below a question."""

    swedish: str
    english: str
    level: int = 0
    is_note: bool = False


def _terms(questions: tuple[Question, ...]) -> Iterator[_Term]:
    yield _in_both(lambda: _("Activity"))
    yield _in_both(lambda: _("Goal"))
    for question in questions:
        if question.kind != "evidence":
            yield from _terms_of(question)


def _terms_of(question: Question) -> Iterator[_Term]:
    yield _in_both(lambda: question.words)
    if question.help:
        yield _in_both(lambda: question.help_words, level=1, is_note=True)
    if question.kind != "rating":
        numbers = range(len(question.offered()))
        yield from (_in_both(partial(_label, question, at), level=1) for at in numbers)


def _label(question: Question, at: int) -> str:
    return question.offered()[at][1]


def _in_both(words: Callable[[], str], **how: Any) -> _Term:
    with override("en"):
        english = words()
    swedish = words()
    return _Term(swedish, english if english != swedish else "", **how)


def _set_up(sheet: Worksheet, workbook: Workbook) -> None:
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "portrait", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    name = f"{workbook.round_title} · {workbook.actor}".replace("&", "&&")
    sheet.oddFooter.left.text, sheet.oddFooter.left.size = tidy(name), 9


class _Page:
    """Writes line after line, each as wide as the page."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._row = 1

    def heading(self, text: str) -> None:
        self._sheet.row_dimensions[self._row].height = looks.LINE
        self._row += 1
        for letter in "BCD":
            self._sheet[f"{letter}{self._row}"].border = looks.SECTION_LINE
        self.line(text, looks.HEADING, height=28)

    def line(self, text: str, font: Any, *, height: float = 0) -> None:
        self._write("B", text, font)
        self._sheet.merge_cells(f"B{self._row}:D{self._row}")
        self._end(height or self._height(text, _WHOLE))

    def numbered(self, number: int, text: str) -> None:
        self._write("B", str(number), looks.STRONG)
        self._write("C", text, looks.BODY)
        self._sheet.merge_cells(f"C{self._row}:D{self._row}")
        self._end(self._height(text, _AFTER_NUMBER))

    def pair(self, swedish: str, english: str, font: Any, *, indent: int = 0) -> None:
        for letter, text in (("B", swedish), ("D", english)):
            self._write(letter, text, font)
            self._sheet[f"{letter}{self._row}"].alignment = looks.indented(indent)
        self._sheet.merge_cells(f"B{self._row}:C{self._row}")
        for letter in "BCD":
            self._sheet[f"{letter}{self._row}"].border = looks.ROW_LINE
        self._end(max(self._height(text, _HALF - 2 * indent) for text in (swedish, english)))

    def _write(self, letter: str, text: str, font: Any) -> None:
        cell = self._sheet[f"{letter}{self._row}"]
        cell.value, cell.data_type = tidy(text), "s"
        cell.font, cell.alignment = font, looks.TOP

    def _end(self, height: float) -> None:
        self._sheet.row_dimensions[self._row].height = height
        self._row += 1

    @staticmethod
    def _height(text: str, width: float) -> float:
        """Return the height of a text: programs do not find it for merged cells."""
        return looks.lines_of(text, width) * looks.LINE + 4
