"""Writing a workbook: instructions, the sheet to fill in, and a hidden sheet with what to choose."""

import io
from collections.abc import Iterator
from typing import Any

import openpyxl
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.child import INVALID_TITLE_REGEX
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from livskraft.reporting.answers import LONGEST
from livskraft.reporting.workbook import looks
from livskraft.reporting.workbook.instructions import write_instructions
from livskraft.reporting.workbook.layout import (
    IS,
    SEND,
    STAND,
    TITLE,
    ActivityRow,
    Column,
    Workbook,
    columns_of,
    row_mark,
    stand_of,
)
from livskraft.reporting.workbook.values import tidy

KEY_ROW, HEAD_ROW, FIRST_ROW = 1, 2, 3
_GIVEN_COLUMNS = 5
_PROMPT, _PROMPT_TITLE = 255, 32
_FORMATS = {"money": looks.KRONOR, "text": looks.TEXT}
_HEAD = {
    "font": looks.STRONG,
    "fill": looks.HEAD,
    "alignment": looks.IN_HEAD,
    "border": looks.HEAD_LINE,
}
_GIVEN = {"fill": looks.GIVEN, "alignment": looks.IN_CELL, "border": looks.ROW_LINE}


def written(workbook: Workbook) -> bytes:
    """Return the workbook as a file, in the site's own language."""
    with override(settings.LANGUAGE_CODE):
        book = openpyxl.Workbook()
        book.properties.title = tidy(f"{workbook.round_title}, {workbook.actor}")
        book.properties.creator = tidy(workbook.site_name)
        book.properties.language = settings.LANGUAGE_CODE
        write_instructions(book.active, workbook)
        _write_answers(book, workbook)
        file = io.BytesIO()
        book.save(file)
    return file.getvalue()


def _write_answers(book: Any, workbook: Workbook) -> None:
    sheet: Worksheet = book.create_sheet(_sheet_name(pgettext("workbook", "Answers")))
    columns = columns_of(workbook.questions)
    given_looks = looks.Looks()
    for number, column in enumerate(columns, start=1):
        sheet.cell(KEY_ROW, number, column.name).font = looks.NOTE
        head = sheet.cell(HEAD_ROW, number)
        given_looks.give(head, **_HEAD)
        _write_text(head, column.label)
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width, dimension.hidden = column.width, column.name in (IS, STAND)
    looks.fit_row(sheet, HEAD_ROW, _texts(sheet, HEAD_ROW, columns), least=2)
    for number, row in enumerate(workbook.rows, start=FIRST_ROW):
        _write_given(sheet, number, row, columns, workbook.round_address, given_looks)
        for at, column in enumerate(columns[_GIVEN_COLUMNS:], start=_GIVEN_COLUMNS + 1):
            _write_field(sheet.cell(number, at), column, row, given_looks)
        looks.fit_row(sheet, number, _texts(sheet, number, columns), least=3)
    _add_choices(book, sheet, columns, FIRST_ROW + len(workbook.rows) - 1)
    _set_up(sheet, workbook, len(columns))


def _write_given(
    sheet: Worksheet,
    number: int,
    row: ActivityRow,
    columns: list[Column],
    round_address: str,
    given_looks: looks.Looks,
) -> None:
    """Write what is not to be changed: marks, activity, goal, and how far the answer is."""
    keys = [column.answer for column in columns if column.answer]
    stand = stand_of(row.version, keys, row.answers)
    mark = row_mark(round_address, row.address)
    for at, text in enumerate((mark, stand.as_text(), row.title, row.goal, row.state), start=1):
        cell = sheet.cell(number, at)
        font = looks.STRONG if columns[at - 1].name == TITLE else looks.NOTE
        given_looks.give(cell, font=font, **_GIVEN)
        _write_text(cell, text)


def _write_field(cell: Cell, column: Column, row: ActivityRow, given_looks: looks.Looks) -> None:
    """Write an answer in the form that its question has; what is none of its form, as text."""
    asked = column.answer
    kind = asked.kind if asked else "choice"
    is_number = kind in ("money", "number", "rating")
    look: dict[str, Any] = {
        "font": looks.BODY,
        "border": looks.FIELD,
        "alignment": looks.NUMBER if is_number else looks.IN_CELL,
        "protection": looks.LOCKED if row.is_locked else looks.OPEN,
        "number_format": _FORMATS.get(kind, looks.ANY),
    }
    given_looks.give(cell, **look, **({"fill": looks.GIVEN} if row.is_locked else {}))
    value = row.answers.get(asked.key) if asked else None
    if is_number and isinstance(value, int | float) and not isinstance(value, bool):
        cell.value = value
    elif asked and value is not None:
        text = tidy(str(value))
        _write_text(cell, asked.labels.get(text, text))


def _texts(sheet: Worksheet, number: int, columns: list[Column]) -> Iterator[tuple[str, float]]:
    """Yield what the visible cells of a row hold, with the widths that there are for it."""
    for at, column in enumerate(columns, start=1):
        if column.name not in (IS, STAND):
            yield str(sheet.cell(number, at).value or ""), column.width


def _write_text(cell: Cell, text: str) -> None:
    """Write a text as such, also one that begins as a formula does."""
    text = tidy(text)
    if not text:
        return
    cell.value = text
    if cell.data_type != "s":
        cell.data_type = "s"
        cell.quotePrefix = True


def _add_choices(book: Any, sheet: Worksheet, columns: list[Column], last: int) -> None:
    """Give the cells their drop-downs and their hints; what to choose stands in a hidden sheet."""
    lists: Worksheet = book.create_sheet(_sheet_name(_("Lists")))
    lists.sheet_state = "veryHidden"
    for at, column in enumerate(columns, start=1):
        choices = list(_choices(column))
        if column.answer is None and column.name != SEND:
            continue
        letter = get_column_letter(at)
        for number, label in enumerate(choices, start=1):
            _write_text(lists.cell(number, at), label)
        place = f"{quote_sheetname(lists.title)}!${letter}$1:${letter}${len(choices)}"
        rule = _rule(column, place if choices else "")
        sheet.add_data_validation(rule)
        rule.add(f"{letter}{FIRST_ROW}:{letter}{last}")


def _choices(column: Column) -> Iterator[str]:
    if column.name == SEND:
        yield from (_("yes"), _("no"))
    elif column.answer is not None:
        yield from column.answer.offered.values()


def _rule(column: Column, place: str) -> DataValidation:
    rule = DataValidation(allow_blank=True, showErrorMessage=True, showInputMessage=True)
    kind = column.answer.kind if column.answer else ""
    if place:
        rule.type, rule.formula1 = "list", place
        rule.error = _("Choose one of the answers in the list.")
    elif kind in ("money", "number"):
        rule.type, rule.operator, rule.formula1 = "decimal", "greaterThanOrEqual", "0"
        rule.errorStyle = "warning"
        rule.error = _("Write a number with digits.")
    else:
        rule.type, rule.operator, rule.formula1 = "textLength", "lessThanOrEqual", str(LONGEST)
        rule.error = _("At most %(most)d characters fit.") % {"most": LONGEST}
    rule.errorTitle = _("Look at the answer")
    if column.answer and not column.answer.is_reason:
        rule.prompt = tidy(column.answer.question.help_words)[:_PROMPT] or None
        rule.promptTitle = (
            tidy(column.answer.question.words)[:_PROMPT_TITLE] if rule.prompt else None
        )
    return rule


def _set_up(sheet: Worksheet, workbook: Workbook, width: int) -> None:
    """Set what stays in sight, what may be done, and how it is printed."""
    sheet.row_dimensions[KEY_ROW].hidden = True
    sheet.freeze_panes = sheet.cell(FIRST_ROW, 4)
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 90
    last = FIRST_ROW + max(len(workbook.rows), 1) - 1
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{get_column_letter(width)}{last}"
    protection = sheet.protection
    protection.sheet = True
    protection.sort = protection.autoFilter = False
    protection.formatColumns = protection.formatRows = protection.formatCells = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 2, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows, sheet.print_title_cols = f"{HEAD_ROW}:{HEAD_ROW}", "C:C"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.6
    name = f"{workbook.round_title} · {workbook.actor}".replace("&", "&&")
    sheet.oddFooter.left.text, sheet.oddFooter.left.size = tidy(name), 9
    sheet.oddFooter.right.text, sheet.oddFooter.right.size = _("Page &P of &N"), 9


def _sheet_name(name: str) -> str:
    return INVALID_TITLE_REGEX.sub(" ", name)[:31]
