"""Filling in a workbook as somebody does in Excel."""

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import openpyxl

FIRST_ROW = 3


def filled_in(content: bytes, *rows: Mapping[str, Any]) -> bytes:
    """Return the workbook with these answers in its first rows."""
    return changed(content, lambda sheet: fill_in(sheet, rows))


def changed(content: bytes, change: Callable[[Any], object]) -> bytes:
    """Return the workbook after something was done to its sheet of answers."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book["Svar"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def columns(sheet: Any) -> dict[str, int]:
    """Return where the columns are, by the names in the hidden row."""
    return {cell.value: cell.column for cell in sheet[1] if cell.value}


def fill_in(sheet: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write answers into the first rows; a text stays text whatever it begins with."""
    at = columns(sheet)
    for number, answers in enumerate(rows, start=FIRST_ROW):
        for key, value in answers.items():
            cell = sheet.cell(number, at[f"livskraft:answer:{key}"])
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
