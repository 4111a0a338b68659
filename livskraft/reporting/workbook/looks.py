"""How a workbook looks: the site's own calm colours, in fonts that every computer has."""

from collections.abc import Iterable
from copy import copy
from math import ceil
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.worksheet import Worksheet

INK, INK2, RULE = "182025", "465157", "D6DBD8"
MIST, WASH = "F3F4F1", "E6EEF2"
SANS, SERIF = "Calibri", "Cambria"

TITLE = Font(name=SERIF, size=24, bold=True, color=INK)
LEAD = Font(name=SANS, size=14, color=INK)
HEADING = Font(name=SERIF, size=15, bold=True, color=INK)
BODY = Font(name=SANS, size=11, color=INK)
STRONG = Font(name=SANS, size=11, bold=True, color=INK)
NOTE = Font(name=SANS, size=10, color=INK2)

TOP = Alignment(vertical="top", wrap_text=True)
IN_CELL = Alignment(vertical="top", horizontal="left", indent=1, wrap_text=True)
NUMBER = Alignment(vertical="top", horizontal="right", indent=1, wrap_text=True)
IN_HEAD = Alignment(vertical="center", horizontal="left", indent=1, wrap_text=True)


def indented(level: int) -> Alignment:
    """Return the place of a text that belongs below another one."""
    return Alignment(vertical="top", horizontal="left", indent=2 * level, wrap_text=True)


ROW_LINE = Border(bottom=Side("thin", color=RULE))
HEAD_LINE = Border(bottom=Side("medium", color=INK))
SECTION_LINE = Border(top=Side("medium", color=INK))
FIELD = Border(
    bottom=Side("thin", color=RULE), left=Side("thin", color=RULE), right=Side("thin", color=RULE)
)

GIVEN = PatternFill("solid", fgColor=MIST)
HEAD = PatternFill("solid", fgColor=WASH)

OPEN, LOCKED = Protection(locked=False), Protection(locked=True)

ANY, KRONOR, TEXT = "General", "#,##0", "@"


class Looks:
    """Gives cells their looks. Each is worked out once: openpyxl does so anew for every cell."""

    def __init__(self) -> None:
        self._known: dict[tuple[tuple[str, int], ...], Any] = {}

    def give(self, cell: Cell, **look: Any) -> None:
        """Give a cell a font, a fill and so on, in place of all it had."""
        key = tuple((name, id(part)) for name, part in look.items())
        if key not in self._known:
            for name, part in look.items():
                setattr(cell, name, part)
            self._known[key] = copy(cell._style)
        cell._style = copy(self._known[key])


LINE = 15.0
"""Points from one line of text to the next."""


class FittedRow(RowDimension):
    """A row with a height for what it holds now, which programs may fit again when that changes."""

    @property
    def customHeight(self) -> bool:  # noqa: N802 (so it is called in the file)
        return False


def fit_row(
    sheet: Worksheet, number: int, texts: Iterable[tuple[str, float]], *, least: int = 1
) -> None:
    """Give a row the height that texts need in columns of these widths, `least` lines at least."""
    lines = max([least, *(lines_of(text, width) for text, width in texts)])
    sheet.row_dimensions[number] = FittedRow(sheet, index=number, ht=lines * LINE + 5)


def lines_of(text: str, width: float) -> int:
    """Return how many lines a text needs in a column; programs do not say before they show it."""
    return sum(max(1, ceil(len(line) / max(width - 2, 1))) for line in text.split("\n"))
