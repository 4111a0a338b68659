"""Excel workbooks (.xlsx): the cells as one sees them."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, cast
from zipfile import BadZipFile, ZipFile

from livskraft.indicators.sources.errors import AnswerError, _
from livskraft.indicators.sources.sheet import Cell, Sheet

_LARGEST = 512 * 1024 * 1024


def read_workbook(payload: bytes) -> list[Sheet]:
    """Return every sheet. A merged cell's text stands in all its places, a share in per cent.

    Formulas give the value that Excel last calculated.
    """
    _check_size(payload)
    import openpyxl  # 0.2 seconds, and only files need it

    try:
        book = openpyxl.load_workbook(BytesIO(payload), data_only=True)
    except Exception as error:
        # openpyxl raises whatever its parts raise when a workbook is broken.
        raise _broken() from error
    return [Sheet(sheet.title, _rows(sheet)) for sheet in book.worksheets]


def _check_size(payload: bytes) -> None:
    try:
        size = sum(entry.file_size for entry in ZipFile(BytesIO(payload)).infolist())
    except BadZipFile as error:
        raise _broken() from error
    if size > _LARGEST:
        raise AnswerError(
            _("The workbook is larger than %(size)d MB when unpacked. Save only what is needed."),
            size=_LARGEST // 1024 // 1024,
        )


def _broken() -> AnswerError:
    return AnswerError(
        _("The Excel file cannot be read. Open it, save it as .xlsx, and try again.")
    )


def _rows(sheet: Any) -> list[list[Cell]]:
    rows = [[_value(cell) for cell in row] for row in sheet.iter_rows()]
    for top, left, places in _merged(sheet):
        for row, column in places:
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = rows[top][left]
    return rows


def _merged(sheet: Any) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """Yield the places of each merged cell, but for titles and notes over the whole width."""
    for area in sheet.merged_cells.ranges:
        if area.max_col - area.min_col + 1 >= sheet.max_column > 1:
            continue
        places = [
            (row - 1, column - 1)
            for row in range(area.min_row, area.max_row + 1)
            for column in range(area.min_col, area.max_col + 1)
        ]
        yield area.min_row - 1, area.min_col - 1, places


def _value(cell: Any) -> Cell:
    value = cell.value
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float) and "%" in (cell.number_format or ""):
        return float(f"{value * 100:.12g}")
    return cast(Cell, value)
