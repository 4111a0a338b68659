"""Reads figures back out of their files."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from pathlib import Path
from typing import Any

import duckdb

from livskraft.indicators.sources.observation import LIMITS, MEASURES, Observation, Value
from livskraft.indicators.store.engine import cursor
from livskraft.indicators.store.keys import read_dimensions


class LostFileError(FileNotFoundError):
    """A file of figures is not on disk, or cannot be read as what it was."""


_ALWAYS = ("area", "period", "sex", "value", "status")
_SELDOM: Mapping[str, str] = {
    "dimensions": "max(dimensions) <> ''",
    **{name: f"count({name}) > 0" for name in (*LIMITS, "note")},
}
"""Columns that are empty in most files, and how to see that they are not."""


def read_observations(
    path: Path, areas: Sequence[str] = (), sexes: Sequence[str] = ()
) -> list[Observation]:
    """Return the figures of some areas and sexes, or of all; in the file's order.

    Raises LostFileError for one that is damaged.
    """
    try:
        return _read(path, areas, sexes)
    except duckdb.Error as error:
        raise LostFileError(path) from error


def _read(path: Path, areas: Sequence[str], sexes: Sequence[str]) -> list[Observation]:
    names = (*_ALWAYS, *_filled(str(path)))
    # Without `order by`: DuckDB gives the rows of a file in the file's order, which is ours.
    condition, parameters = _condition(areas, sexes)
    statement = f"select {', '.join(names)} from read_parquet(?) where {condition}"  # noqa: S608
    with cursor() as asking:
        rows = asking.execute(statement, [str(path), *parameters]).fetchall()
    return _observations(names, rows)


def read_several(
    paths: Sequence[Path], areas: Sequence[str] = (), sexes: Sequence[str] = ()
) -> dict[str, list[Observation]]:
    """Return the figures of several files by their names, all read at once."""
    names = (*_ALWAYS, *_SELDOM)
    condition, parameters = _condition(areas, sexes)
    statement = f"""
        select parse_filename(filename, true), {", ".join(names)}
        from read_parquet(?, filename = true) where {condition}
    """  # noqa: S608
    with cursor() as asking:
        rows = asking.execute(statement, [list(map(str, paths)), *parameters]).fetchall()
    parts: dict[str, list[tuple[Any, ...]]] = {path.stem: [] for path in paths}
    for name, *row in rows:
        parts[name].append(tuple(row))
    return {name: _observations(names, part) for name, part in parts.items()}


def _condition(areas: Sequence[str], sexes: Sequence[str]) -> tuple[str, list[str]]:
    conditions: list[str] = ["true"]
    parameters: list[str] = []
    for column, wanted in (("area", areas), ("sex", sexes)):
        if wanted:
            marks = ", ".join("?" * len(wanted))
            conditions.append(f"{column} in ({marks})")
            parameters += wanted
    return " and ".join(conditions), parameters


def _observations(names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> list[Observation]:
    if not rows:
        return []
    columns: dict[str, Iterable[Any]] = {name: repeat(None) for name in Observation._fields}
    columns["dimensions"] = repeat(())
    columns.update(zip(names, zip(*rows, strict=True), strict=True))
    for name in set(MEASURES) & set(names):
        columns[name] = _plain_column(columns[name])
    if "dimensions" in names:
        texts: Any = columns["dimensions"]
        known = {text: read_dimensions(text) for text in set(texts)}
        columns["dimensions"] = map(known.__getitem__, texts)
    return list(map(Observation, *columns.values()))


def _plain_column(values: Any) -> Iterable[Value]:
    if values.count(None) == len(values):
        return repeat(None)
    return [int(one) if one is not None and one.is_integer() else one for one in values]


@lru_cache(maxsize=10_000)
def fewest_answers(path: Path) -> Value:
    """Return the smallest number of answers behind any figure, None where none is told."""
    statement = "select min(answers) from read_parquet(?) where answers > 0"
    try:
        with cursor() as asking:
            (found,) = asking.execute(statement, [str(path)]).fetchall()
    except duckdb.Error as error:
        raise LostFileError(path) from error
    return plain(found[0])


def plain(value: float | None) -> Value:
    """Return a number without decimals as a whole one. See `_plain_column` for many."""
    return int(value) if value is not None and value.is_integer() else value


@lru_cache(maxsize=10_000)
def _filled(path: str) -> tuple[str, ...]:
    """Return which seldom filled columns a file fills. It never changes, so this is remembered."""
    statement = f"select {', '.join(_SELDOM.values())} from read_parquet(?)"  # noqa: S608
    with cursor() as asking:
        (found,) = asking.execute(statement, [path]).fetchall()
    return tuple(name for name, is_filled in zip(_SELDOM, found, strict=True) if is_filled)
