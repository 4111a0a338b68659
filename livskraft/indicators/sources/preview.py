"""What a file of figures holds, before anything of it is stored."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from livskraft.indicators.sources.columns import NumberStyle
from livskraft.indicators.sources.cube import Cube
from livskraft.indicators.sources.numbers import MISSING, Number, decimal_sign, read_cell
from livskraft.indicators.sources.periods import normal_period
from livskraft.indicators.sources.sheet import Block, Cell, cell_text

FIRST_ROWS = 20
HEADING = "heading"
"""The dimension that the names of several value columns make."""

_KEY_NAME = re.compile(
    r".*(?:kod|code|\bnr\b|\bid\b|kpi|ålder|age|kön|sex|gender|län|region|kommun|area|område).*",
    re.IGNORECASE,
)
_TIME_NAME = re.compile(r".*(?:år|year|period|tid|time|månad|month|kvartal|quarter|datum).*", re.I)
_VALUE_NAME = re.compile(r"(?:.*\W)?(?:värde|value|obs_?value|varde)(?:\W.*)?", re.IGNORECASE)
_STATUS_NAME = re.compile(r"(?:obs_?)?(?:status|flag|flagga|symbol)", re.IGNORECASE)

Record = dict[str, Any]


@dataclass(frozen=True)
class TableDimension:
    code: str
    label: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One data set of a file. `rows()` yields every cell with its codes, value and status.

    `figures` and `status` name the columns of a `sheet` that hold the values and their symbols.
    """

    title: str
    dimensions: tuple[TableDimension, ...]
    cells: int
    missing: int
    rows: Callable[[], Iterator[Record]]
    figures: tuple[str, ...] = ()
    status: str = ""
    sheet: str = ""

    def as_json(self, *, all_rows: bool = False) -> Record:
        return {
            "title": self.title,
            "dimensions": [
                {"code": found.code, "label": found.label, "values": list(found.values)}
                for found in self.dimensions
            ],
            "cells": self.cells,
            "missing": self.missing,
            "rows": list(self.rows() if all_rows else islice(self.rows(), FIRST_ROWS)),
        }


@dataclass(frozen=True)
class Preview:
    """A file's format (px, json-stat, pxweb-json, csv or xlsx) and its tables."""

    format: str
    tables: tuple[Table, ...]

    def as_json(self, *, all_rows: bool = False) -> Record:
        """Return the shape of `statistics preview --json`."""
        return {
            "format": self.format,
            "tables": [table.as_json(all_rows=all_rows) for table in self.tables],
        }


def table_of_cube(cube: Cube) -> Table:
    return Table(
        cube.title,
        tuple(TableDimension(found.code, found.label, found.values) for found in cube.dimensions),
        len(cube.cells),
        sum(1 for cell in cube.cells if cell is None),
        cube.rows,
    )


def table_of_block(block: Block, style: NumberStyle) -> Table:
    """Return a table whose columns are told apart by what they hold: keys, values, statuses.

    Years as columns, and several columns of figures, become a dimension `heading`.
    """
    status = next((p for p, name in enumerate(block.columns) if _STATUS_NAME.fullmatch(name)), None)
    values = _value_columns(block, status)
    keys = [place for place in range(len(block.columns)) if place not in values and place != status]
    dimensions = [
        TableDimension(name, name, tuple(dict.fromkeys(block.texts[place])))
        for place in keys
        for name in [block.columns[place]]
    ]
    if len(values) > 1 or normal_period(block.columns[values[0]]):
        names = tuple(block.columns[place] for place in values)
        dimensions.append(TableDimension(HEADING, HEADING, names))
    decimal = style.decimal or decimal_sign(t for place in values for t in block.texts[place])
    missing = style.missing or MISSING

    def rows() -> Iterator[Record]:
        for row in zip(*block.cells, strict=True):
            texts = [cell_text(row[place]) for place in keys]
            for place in values:
                value, symbol = _shown(row[place], decimal, missing)
                flag = cell_text(row[status]) if status is not None else ""
                codes = [*texts, block.columns[place]]
                named = zip((found.code for found in dimensions), codes, strict=False)
                yield {**dict(named), "value": value, "status": flag or symbol}

    return Table(
        block.title,
        tuple(dimensions),
        len(block.numbers) * len(values),
        sum(1 for row in rows() if row["value"] is None),
        rows,
        figures=tuple(block.columns[place] for place in values),
        status=block.columns[status] if status is not None else "",
        sheet=block.sheet,
    )


def _shown(cell: Cell, decimal: str, missing: frozenset[str]) -> tuple[Number | None, str | None]:
    if isinstance(cell, int | float):
        return cell, None
    value, symbol, _is_known = read_cell(cell_text(cell), decimal, missing)
    return value, symbol


def _value_columns(block: Block, status: int | None) -> list[int]:
    """Return the columns that hold figures: those under periods, or those with numbers."""
    numeric = [
        place
        for place in range(len(block.columns))
        if place != status and _is_numeric(list(dict.fromkeys(block.texts[place])))
    ]
    if under_periods := [place for place in numeric if normal_period(block.columns[place])]:
        return under_periods
    if named := [place for place in numeric if _VALUE_NAME.fullmatch(block.columns[place])]:
        return named
    figures = [place for place in numeric if not _is_key(block, place)]
    return figures or numeric[-1:] or [len(block.columns) - 1]


def _is_numeric(texts: Sequence[str]) -> bool:
    """Whether a column holds numbers, and else only symbols for missing ones."""
    for decimal in (",", "."):
        found = any(read_cell(text, decimal)[0] is not None for text in texts)
        if found and all(read_cell(text, decimal)[2] for text in texts):
            return True
    return False


def _is_key(block: Block, place: int) -> bool:
    """Whether a column of numbers rather tells rows apart: codes, ages, years."""
    name, texts = block.columns[place], [text for text in block.texts[place] if text]
    if any(re.fullmatch(r"0\d+", text) for text in texts):
        return True
    if all(normal_period(text) for text in texts):
        return bool(_TIME_NAME.fullmatch(name)) or place < len(block.columns) - 1
    return bool(_KEY_NAME.fullmatch(name)) and all(text.isdigit() for text in texts)
