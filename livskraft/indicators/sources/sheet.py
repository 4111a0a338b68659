"""Finds the table in a sheet: what stands above it, its header, its rows, and the notes below."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from itertools import compress, islice, zip_longest
from typing import Any

from livskraft.indicators.sources.errors import DeclarationError, _
from livskraft.indicators.sources.numbers import read_cell
from livskraft.indicators.sources.periods import normal_period, period_of_cell

Cell = str | int | float | datetime | date | None

_MOST_HEADER_ROWS = 6
_FOOTNOTE = re.compile(
    r"\s*(?:källa|källor|not\b|noter|anm|fotnot|source|note|uppdatera|senast|statistik|copyright|©"
    r"|[*¹²³⁴]|\d+[).]\s)",
    re.IGNORECASE,
)
_LONG = 40


@dataclass(frozen=True)
class Sheet:
    """Cells as they stand in a file; `title` is the name of the sheet or file.

    `is_text`: they are texts already, without space around them.
    """

    title: str
    rows: Sequence[Sequence[Cell]]
    is_text: bool = False

    @cached_property
    def texts(self) -> Sequence[Sequence[str]]:
        """The cells as texts, row by row."""
        rows: Any = self.rows
        return rows if self.is_text else [tuple(map(cell_text, row)) for row in rows]


@dataclass(frozen=True)
class Block:
    """The table in a sheet. `cells` has its columns, `numbers` its rows' numbers in the file, from 1.

    `title` is what stands above it, else the name of the `sheet`.
    """

    title: str
    columns: tuple[str, ...]
    numbers: Sequence[int]
    cells: tuple[Sequence[Cell], ...]
    notes: tuple[str, ...] = ()
    sheet: str = ""

    @cached_property
    def texts(self) -> tuple[list[str], ...]:
        """The cells as texts, column by column; each different cell is looked at once."""
        columns = []
        for cells in self.cells:
            texts = {cell: cell_text(cell) for cell in set(cells)}
            columns.append(list(map(texts.__getitem__, cells)))
        return tuple(columns)

    def where(self, is_wanted: Iterable[bool]) -> "Block":
        """Return the table with some of its rows."""
        wanted = list(is_wanted)
        if all(wanted):
            return self
        cells = tuple(tuple(compress(column, wanted)) for column in self.cells)
        return replace(self, numbers=tuple(compress(self.numbers, wanted)), cells=cells)


def cell_text(cell: Cell) -> str:
    """Return a cell as text: 1980.0 as "1980", a date on the first of a month as that month."""
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return period_of_cell(cell) or cell.isoformat()[:10]
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell)


def find_block(sheet: Sheet, header: Sequence[int] = ()) -> Block:
    """Return the table. `header` gives the numbers of its header rows, counted from 1.

    Without it, the header is the first row that names the columns; several rows above each other
    are one header ("2025" over "juli" is "2025 juli"). Raises DeclarationError without a table.
    """
    rows = sheet.texts
    width = _width(rows)
    if header:
        names: list[Sequence[str]] = [
            rows[number - 1] for number in header if 0 < number <= len(rows)
        ]
        start = max(header)
    else:
        names, start = _find_header(rows, width)
    end, notes = _find_end(rows, start, width)
    filled = [number for number in range(start, end) if any(rows[number])]
    if not names or not filled or width < 2:
        raise DeclarationError(
            _(
                'No table was found in "%(title)s". Say in which row its header is, '
                "for example %(example)s."
            ),
            title=sheet.title,
            example="read: {header: 3}",
        )
    above = [text for row in rows[: start - len(names)] for text in row if text]
    return _without_row_numbers(
        Block(
            title=" ".join(dict.fromkeys(above)) or sheet.title,
            columns=_names(names, width),
            numbers=[number + 1 for number in filled],
            cells=_columns([sheet.rows[number] for number in filled], width),
            notes=tuple(notes),
            sheet=sheet.title,
        )
    )


def _columns(rows: Sequence[Sequence[Cell]], width: int) -> tuple[tuple[Cell, ...], ...]:
    """Return the rows' cells column by column, None where a row ends early."""
    found = tuple(islice(zip_longest(*rows), width))
    return found + ((None,) * len(rows),) * (width - len(found))


def _width(rows: Sequence[Sequence[str]]) -> int:
    """Return how many columns the table has: as most rows have cells, up to the last filled one.

    A first row with more names than that has them for rows that end early.
    """
    lengths = Counter(map(len, rows))
    if len(lengths) > 1 or not any(_filled(row) > 1 for row in rows):
        lengths = Counter(len(row) for row in rows if _filled(row) > 1)
    usual = max(lengths, key=lambda length: (lengths[length], length), default=0)
    width = 0
    for row in rows:
        width = max(width, min(_extent(row), usual))
        if width == usual:
            break
    first = next((row for row in rows if _filled(row) > 1), ())
    has_more_names = _extent(first) > width and len(set(first)) == len(first) == _filled(first)
    return _extent(first) if has_more_names else width


def _extent(row: Sequence[str]) -> int:
    """Return up to where a row has cells with something in them."""
    return max((place + 1 for place, text in enumerate(row) if text), default=0)


def _filled(row: Sequence[str]) -> int:
    return len(row) - row.count("")


def _find_header(rows: Sequence[Sequence[str]], width: int) -> tuple[list[Sequence[str]], int]:
    """Return the header's rows, and where the figures begin."""
    header: list[Sequence[str]] = []
    for number, row in enumerate(rows):
        if not any(row):
            header = []
            continue
        if header and (_looks_like_data(row) or _is_complete(header, width)):
            return header, number
        if _filled(row) > 1 and _extent(row) >= max(2, width * 0.6):
            header.append(row)
        elif header:
            header = []
        if len(header) > _MOST_HEADER_ROWS:
            break
    return [], 0


def _looks_like_data(row: Sequence[str]) -> bool:
    """Whether it holds a number that is no year, or a symbol for a missing one."""
    return any(
        (read_cell(text)[2] or read_cell(text, ".")[2]) and normal_period(text) is None
        for text in row[1:]
        if text and text not in ("-", "–")
    )


def _is_complete(header: Sequence[Sequence[str]], width: int) -> bool:
    """Whether every column has a name of its own; over the first, periods need none."""
    names = _combined(header, width)
    if not all(names[1:]) or len(set(names)) < width:
        return False
    return bool(names[0]) or all(normal_period(name) for name in names[1:])


def _combined(header: Sequence[Sequence[str]], width: int) -> list[str]:
    """Return the columns' names; an upper row's text reaches over the empty cells to its right."""
    parts: list[list[str]] = [[] for _column in range(width)]
    for level, row in enumerate(header):
        last = ""
        for column in range(width):
            text = row[column] if column < len(row) else ""
            last = text or (last if level < len(header) - 1 else "")
            if last and last not in parts[column]:
                parts[column].append(last)
    return [" ".join(found) for found in parts]


def _names(header: Sequence[Sequence[str]], width: int) -> tuple[str, ...]:
    """Return a name for each column, none of them twice."""
    names: list[str] = []
    for place, name in enumerate(_combined(header, width), start=1):
        plain = name or f"column {place}"
        again = 2
        unique = plain
        while unique in names:
            unique, again = f"{plain} ({again})", again + 1
        names.append(unique)
    return tuple(names)


def _find_end(rows: Sequence[Sequence[str]], start: int, width: int) -> tuple[int, list[str]]:
    """Return where the rows end, and the notes below them.

    A last row with a text alone is a note when it stands after an empty row, is long, has no
    cells beside it, or begins like one.
    """
    end = len(rows)
    while end > start and _filled(rows[end - 1]) <= 1:
        end -= 1
    tail = list(range(end, len(rows)))
    is_below = False
    for number in tail:
        row = rows[number]
        text = row[0] if row else ""
        is_below = is_below or not any(row)
        if any(row) and not is_below and not _is_note(row, text, width):
            end = number + 1
    return end, [
        " ".join(filter(None, rows[number]))
        for number in tail
        if number >= end and any(rows[number])
    ]


def _is_note(row: Sequence[str], text: str, width: int) -> bool:
    return not text or len(row) == 1 < width or len(text) > _LONG or bool(_FOOTNOTE.match(text))


def _without_row_numbers(block: Block) -> Block:
    """Return the table without a nameless first column that only counts the rows."""
    counting = map(str, range(1, len(block.numbers) + 1))
    if block.columns[0] != "column 1" or block.texts[0] != list(counting):
        return block
    return replace(block, columns=block.columns[1:], cells=block.cells[1:])
