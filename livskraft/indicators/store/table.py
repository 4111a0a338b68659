"""The figures of one retrieval as a table in one order only: the same figures, the same table.

Rows are sorted by area, sex, further dimensions and time. A table of a million cells is built
from its axes, without making a million observations.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import chain, islice
from operator import eq
from typing import Any

from livskraft.indicators.sources.errors import AnswerError, _, listed
from livskraft.indicators.sources.grid import Grid
from livskraft.indicators.sources.observation import KEYS, LIMITS, Figures, Observation
from livskraft.indicators.sources.periods import period_days
from livskraft.indicators.store.block import Block
from livskraft.indicators.store.keys import SORT_KEYS, dimensions_text, period_key
from livskraft.indicators.store.parquet import (
    Column,
    column_bytes,
    optional_column,
    place_array,
    write_parquet,
)
from livskraft.shared.collector import without_collector

LAYOUT = "1"
"""Of the columns; written into every file."""

_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True)
class Table:
    """All figures of a retrieval; `missing` counts the rows without a value."""

    columns: tuple[Column, ...]
    rows: int

    @cached_property
    def content_sha256(self) -> str:
        """What two tables share exactly when they hold the same figures."""
        found = hashlib.sha256()
        for column in self.columns:
            for part in column_bytes(column):
                found.update(part)
        return found.hexdigest()

    @property
    def missing(self) -> int:
        return self.rows - self._column("value").holes.count(1)

    @property
    def fewest_answers(self) -> float | None:
        """The smallest number of answers behind any figure, None where none is told."""
        answers = self._column("answers")
        numbers = answers.plain if answers.plain is not None else answers.values
        return min((float(number) for number in numbers if float(number) > 0), default=None)

    @property
    def areas(self) -> list[str]:
        return [str(area) for area in self._column("area").values]

    @property
    def periods(self) -> list[str]:
        """The periods that there are figures for, the newest last."""
        return sorted((str(one) for one in self._column("period").values), key=period_key)

    def parquet(self) -> bytes:
        """Return the content of the file that keeps the table."""
        return write_parquet(self.columns, self.rows, {"livskraft.layout": LAYOUT})

    def _column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


@without_collector()
def make_table(parts: Sequence[Iterable[Observation]]) -> Table:
    """Return the table of everything that the answers of one retrieval hold.

    Raises AnswerError for a number that is too large to be one.
    """
    filled = [part for part in parts if not isinstance(part, Grid) or len(part)]
    try:
        if len(filled) == 1 and isinstance(filled[0], Grid) and not filled[0].notes:
            return _table_of_grid(filled[0])
        if len(filled) == 1:
            return _table_of(Figures.of(filled[0]))
        return _table_of(Figures.of(chain.from_iterable(filled)))
    except OverflowError as error:
        raise AnswerError(
            _("The answer holds a number with more than 300 digits. Nothing of it is used.")
        ) from error


def _table_of(figures: Figures) -> Table:
    keys = [0] * len(figures)
    places: dict[str, tuple[list[Any], list[int]]] = {}
    for name, key in SORT_KEYS.items():
        values, found = _distinct(name, figures.column(name), key)
        places[name] = values, found
        if len(values) > 1:
            size = len(values)
            keys = [key * size + place for key, place in zip(keys, found, strict=True)]
    order = sorted(range(len(figures)), key=keys.__getitem__)
    _check_once([keys[place] for place in order], figures, order)
    rest = ("value", "status", *LIMITS, "note")
    return _table(
        {name: _key_column(name, *found, order) for name, found in places.items()},
        {name: _ordered(figures.column(name), order) for name in rest if figures.has(name)},
        len(figures),
    )


def _distinct(
    name: str, found: Sequence[Any], key: Callable[[Any], Any]
) -> tuple[list[Any], list[int]]:
    """Return a column's different values, sorted, and for each row its value's place there."""
    if name == "dimensions":
        in_order = {one: tuple(sorted(one)) for one in set(found)}
        found = list(map(in_order.__getitem__, found))
    values = sorted(set(found), key=key)
    place_of = {value: place for place, value in enumerate(values)}
    return values, list(map(place_of.__getitem__, found))


def _ordered(cells: Sequence[Any], order: Sequence[int]) -> list[Any]:
    return list(map(cells.__getitem__, order))


def _check_once(keys: Sequence[int], figures: Figures, order: Sequence[int]) -> None:
    """Raise AnswerError where two figures are about the same."""
    for place, is_same in enumerate(map(eq, keys, islice(keys, 1, None))):
        if is_same:
            area, period, sex = (figures.column(name)[order[place]] for name in KEYS[:3])
            raise AnswerError(
                _("The figure for %(key)s came twice. Nothing of it is used."),
                key=listed([area, period, sex]),
            )


def _key_column(
    name: str, values: Sequence[Any], found: Sequence[int], order: Sequence[int]
) -> Column:
    """Return a key column in the table's order; its own values are sorted as texts."""
    texts = [dimensions_text(one) for one in values] if name == "dimensions" else values
    in_order = sorted(texts)
    place_of = {text: place for place, text in enumerate(in_order)}
    meaning = [place_of[text] for text in texts]
    places = map(meaning.__getitem__, map(found.__getitem__, order))
    return Column(name, "text", in_order, place_array(len(in_order), places))


def _table(keys: Mapping[str, Column], rest: Mapping[str, Sequence[Any]], rows: int) -> Table:
    """Return a table of key columns and the other columns' cells."""
    starts, ends = _days(keys["period"])
    nothing = [None] * rows
    columns = [keys["area"], keys["period"], starts, ends, keys["sex"], keys["dimensions"]]
    for name in ("value", "status", *LIMITS, "note"):
        kind = "text" if name in ("status", "note") else "number"
        columns.append(optional_column(name, kind, rest.get(name, nothing)))  # type: ignore[arg-type]
    return Table(tuple(columns), rows)


def _days(periods: Column) -> tuple[Column, Column]:
    """Return the first and the last day of each row's period, so that readers can sort by time."""
    days = [period_days(str(period)) for period in periods.values]
    first, last = (
        _translated(periods, [pair[end].toordinal() - _EPOCH for pair in days]) for end in (0, 1)
    )
    return replace(first, name="starts"), replace(last, name="ends")


def _translated(column: Column, meanings: Sequence[int]) -> Column:
    """Return a column of days: what each value of the other column means."""
    values = sorted(set(meanings))
    order = {day: place for place, day in enumerate(values)}
    new = [order[day] for day in meanings]
    places = place_array(len(values))
    if places.itemsize == column.places.itemsize == 1:
        places.frombytes(column.places.tobytes().translate(bytes(new).ljust(256, b"\0")))
    else:
        places.extend(map(new.__getitem__, column.places))
    return Column(column.name, "day", values, places)


def _table_of_grid(grid: Grid) -> Table:
    block = Block(grid)
    cells: dict[str, Sequence[Any]] = {name: block.cells(name) for name in ("value", *LIMITS)}
    cells["status"] = block.statuses()
    return _table(block.keys(), cells, len(grid))
