"""A block of cells in the table's order, taken axis by axis instead of row by row.

A million cells are put in order without making a million rows: where the last axis runs straight
through the cells, in slices.
"""

from array import array
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain, product
from math import prod
from typing import TypeVar

from livskraft.indicators.sources.grid import Axis, Grid
from livskraft.indicators.sources.select import DIMENSION
from livskraft.indicators.store.keys import SORT_KEYS, dimensions_text
from livskraft.indicators.store.parquet import Column, place_array

_COLUMNS = {"area": "area", "sex": "sex", DIMENSION: "dimensions", "period": "period"}
"""The column of each role."""

_Cell = TypeVar("_Cell")


class Block:
    """A grid, read in the order of the table."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        names = list(SORT_KEYS)
        self._axes = sorted(
            (axis for axis in grid.axes if axis.role in _COLUMNS),
            key=lambda axis: (names.index(_COLUMNS[axis.role]), axis.variable),
        )
        self._orders = [_order(axis) for axis in self._axes]
        self._measures = next((axis for axis in grid.axes if axis.role == "measure"), None)

    def keys(self) -> dict[str, Column]:
        """Return the key columns: each axis's keys, spread over the rows as the axes lie."""
        size = len(self._grid)
        always = {"area": self._grid.area, "sex": "T", "dimensions": ""}
        columns = {name: _spread(name, [text], 1, size) for name, text in always.items()}
        outer = 1
        for name, texts in self._texts().items():
            columns[name] = _spread(name, texts, outer, size // outer // len(texts))
            outer *= len(texts)
        return columns

    def cells(self, name: str) -> Sequence[float | None]:
        """Return the cells of a measure, None for all where the grid lacks it."""
        offset = self._offset(name)
        return [None] * len(self._grid) if offset is None else self._take(self._grid.cells, offset)

    def statuses(self) -> Sequence[str | None]:
        """Return the publisher's symbols."""
        dense: list[str | None] = [None] * len(self._grid.cells)
        if not self._grid.statuses:
            return dense[: len(self._grid)]
        for place, symbol in self._grid.statuses.items():
            dense[place] = symbol
        return self._take(dense, self._offset("value") or 0)

    def _texts(self) -> Mapping[str, list[str]]:
        """Return the sorted keys for each column, in the order of the axes."""
        found: dict[str, list[str]] = {}
        sorted_keys = [
            [axis.keys[place] for place in order]
            for axis, order in zip(self._axes, self._orders, strict=True)
        ]
        further = [n for n, axis in enumerate(self._axes) if axis.role == DIMENSION]
        for axis, keys in zip(self._axes, sorted_keys, strict=True):
            if axis.role != DIMENSION:
                found[_COLUMNS[axis.role]] = keys
            elif "dimensions" not in found:
                names = [self._axes[n].variable for n in further]
                found["dimensions"] = [
                    dimensions_text(zip(names, codes, strict=True))
                    for codes in product(*(sorted_keys[n] for n in further))
                ]
        return found

    def _offset(self, name: str) -> int | None:
        """Return how far a measure's cells lie behind the first ones, None where there are none."""
        if self._measures is None:
            return 0 if name == "value" else None
        if name not in self._measures.keys:
            return None
        return self._measures.keys.index(name) * self._stride(self._measures)

    def _stride(self, axis: Axis) -> int:
        """Return how many cells lie between two keys of an axis that follow on each other."""
        position = self._grid.axes.index(axis)
        return prod(len(inner.keys) for inner in self._grid.axes[position + 1 :])

    def _steps(self, number: int) -> list[int]:
        """Return how far each key of an axis is away, in the table's order."""
        stride = self._stride(self._axes[number])
        return [place * stride for place in self._orders[number]]

    @cached_property
    def _starts(self) -> list[int]:
        """Where the cells of each row of the last axis begin."""
        places = [0]
        for number in range(len(self._axes) - 1):
            steps = self._steps(number)
            places = [place + step for place in places for step in steps]
        return places

    def _take(self, cells: Sequence[_Cell], offset: int) -> list[_Cell]:
        steps = self._steps(len(self._axes) - 1)
        starts = [start + offset for start in self._starts] if offset else self._starts
        if self._orders[-1] != sorted(self._orders[-1]):
            return [cells[start + step] for start in starts for step in steps]
        stride, end = self._stride(self._axes[-1]), steps[-1] + 1
        return list(chain.from_iterable(cells[start : start + end : stride] for start in starts))


def _order(axis: Axis) -> list[int]:
    """Return the places of an axis's keys, sorted."""
    key = SORT_KEYS[_COLUMNS[axis.role]]
    return sorted(range(len(axis.keys)), key=lambda place: key(axis.keys[place]))


def _spread(name: str, texts: Sequence[str], outer: int, inner: int) -> Column:
    """Return a column with each text `inner` times, and all of that `outer` times."""
    values = sorted(texts)
    order = {text: place for place, text in enumerate(values)}
    once: array[int] = place_array(len(values))
    for text in texts:
        once.extend(place_array(len(values), [order[text]]) * inner)
    return Column(name, "text", values, once * outer)
