"""Reads figures back out of their files."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

from livskraft.indicators.sources.observation import MEASURES, Figures, Observation, Value
from livskraft.indicators.store.keys import read_dimensions
from livskraft.indicators.store.parquet import Column
from livskraft.indicators.store.unpacking import Group, ParquetFile


class LostFileError(FileNotFoundError):
    """A file of figures is not on disk, or cannot be read as what it was."""


class FigureFile:
    """The figures of one retrieval, which never change; unpacked when they are first asked for."""

    def __init__(self, path: Path) -> None:
        """Raises LostFileError where the file is not there, or holds not what its name tells."""
        try:
            content = path.read_bytes()
        except OSError as error:
            raise LostFileError(path) from error
        if sha256(content).hexdigest() != path.stem:
            raise LostFileError(path)
        self._file = ParquetFile(content)
        self._unpacked: dict[int, Group] = {}

    def __len__(self) -> int:
        return self._file.rows

    def figures(self, areas: Sequence[str] = (), sexes: Sequence[str] = ()) -> Figures:
        """Return the figures of some areas and sexes, or of all; in the file's order."""
        parts = [
            (group, start, end)
            for group in self._groups(areas)
            for start, end in _ranges(group, areas, sexes)
        ]
        columns = {
            name: list(chain.from_iterable(_cells(group, name, *ends) for group, *ends in parts))
            for name in Observation._fields
            if any(_says_something(group.columns[name]) for group, *_ends in parts)
        }
        return Figures(sum(end - start for _group, start, end in parts), columns)

    def fewest_answers(self) -> Value:
        """Return the smallest number of answers behind any figure, None where none is told."""
        columns = (group.columns["answers"] for group in self._groups(()))
        numbers: Iterator[Any] = chain.from_iterable(one.plain or one.values for one in columns)
        return plain(min((float(number) for number in numbers if number > 0), default=None))

    def _groups(self, areas: Collection[str]) -> Iterator[Group]:
        """Yield the groups that may have figures of some areas."""
        for number in range(len(self._file)):
            if areas:
                first, last = self._file.ends(number, "area")
                if not any(first <= area <= last for area in areas):
                    continue
            if number not in self._unpacked:
                self._unpacked[number] = _meant(self._file.group(number, Observation._fields))
            yield self._unpacked[number]


def _meant(group: Group) -> Group:
    """Return the group with what the values of its columns are in an observation."""
    columns: dict[str, Any] = dict(group.columns)
    for name in MEASURES:
        columns[name] = replace(columns[name], values=list(map(plain, columns[name].values)))
    dimensions = columns["dimensions"]
    read = list(map(read_dimensions, dimensions.values))
    return Group(group.rows, {**columns, "dimensions": replace(dimensions, values=read)})


def _ranges(group: Group, areas: Sequence[str], sexes: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where the rows of some areas and sexes lie: they are sorted by area, then by sex."""
    whole = (0, group.rows)
    if not areas and not sexes:
        yield whole
        return
    for of_area in _runs(group.columns["area"], areas, whole):
        yield from _runs(group.columns["sex"], sexes, of_area) if sexes else (of_area,)


def _runs(
    column: Column, wanted: Collection[str], within: tuple[int, int]
) -> Iterator[tuple[int, int]]:
    """Yield where each wanted text of a column stands in rows that are sorted by it; () means all."""
    for place, text in enumerate(column.values):
        if not wanted or text in wanted:
            start = bisect_left(column.places, place, *within)
            end = bisect_right(column.places, place, start, within[1])
            if start < end:
                yield start, end


def _says_something(column: Column) -> bool:
    """Whether a column has a value, and not only that there are no further dimensions."""
    values: Sequence[Any] = column.values
    return column.plain is not None or any(value != () for value in values)


def _cells(group: Group, name: str, start: int, end: int) -> Iterable[Any]:
    """Return the cells of some rows of a column, None for holes."""
    part = group.columns[name].of_rows(start, end)
    found: Iterator[Any] = (
        map(part.values.__getitem__, part.places) if part.plain is None else map(plain, part.plain)
    )
    if 0 not in part.holes:
        return found
    return (next(found) if is_there else None for is_there in part.holes)


def plain(value: float | None) -> Value:
    """Return a number without decimals as a whole one."""
    return int(value) if value is not None and value.is_integer() else value
