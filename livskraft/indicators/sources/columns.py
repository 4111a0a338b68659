"""Observations from the columns of a file, as `select` says what each column is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from livskraft.indicators.sources.cells import Rows, check_keys, check_once
from livskraft.indicators.sources.cube import Dimension
from livskraft.indicators.sources.errors import AnswerError, DeclarationError, Message, _, listed
from livskraft.indicators.sources.numbers import MISSING, Number, decimal_sign, read_cell
from livskraft.indicators.sources.observation import MEASURES, Observation
from livskraft.indicators.sources.question import Pick, Wanted, make_pick
from livskraft.indicators.sources.select import DIMENSION, FIXED, Choice
from livskraft.indicators.sources.sheet import Block, Cell, cell_text

_KEY_ROLES = ("area", "period", "sex")
PLAIN = [Choice(role, role) for role in ("area", "period", "sex", "value", "status")]
"""The columns that need no mapping; sex and status may be left out."""


@dataclass(frozen=True)
class NumberStyle:
    """How numbers are written; an empty `decimal` is found out."""

    decimal: str = ""
    missing: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Column:
    place: int
    choice: Choice
    pick: Pick


def read_columns(
    block: Block, choices: Sequence[Choice], wanted: Wanted, style: NumberStyle
) -> tuple[list[Observation], list[Message]]:
    """Return the observations, and what the owner should know. Raises SourceError.

    A fixed value picks rows. A column that is not named is left aside; if it would tell rows
    apart, they are found to be doubled afterwards.
    """
    places = _places(block, choices)
    rows = _picked(block, places)
    warnings: list[Message] = []
    check_keys(block, places, rows, wanted, warnings)
    columns = [
        _Column(place, choice, make_pick(_dimension(block, place, rows), choice, wanted, warnings))
        for choice, found in places
        if choice.role in (*_KEY_ROLES, DIMENSION)
        for place in found[:1]
    ]
    values = [pair for pair in places if pair[0].role in ("status", *MEASURES)]
    heading = _heading(block, values, wanted, warnings)
    _check_roles(columns, heading, wanted)
    reader = _Reader(block, values, heading, style)
    found = [
        (number, observation)
        for number, row in rows
        for observation in reader.observations(number, row, columns, wanted)
    ]
    check_once(found)
    return [observation for _number, observation in found], warnings


def _places(block: Block, choices: Sequence[Choice]) -> list[tuple[Choice, list[int]]]:
    """Return each choice with the columns it is about; a name with "*" may be about several."""
    found = [(choice, _matching(block.columns, choice.variable)) for choice in choices]
    for choice, places in found:
        if not places:
            raise DeclarationError(
                _('The file has no column "%(column)s". It has: %(columns)s.'),
                column=choice.variable,
                columns=listed(block.columns, limit=20),
            )
        if len(places) > 1 and choice.role != "value":
            raise DeclarationError(
                _('"%(column)s" stands for several columns: %(columns)s. Name one of them.'),
                column=choice.variable,
                columns=listed(block.columns[place] for place in places),
            )
    return found


def _matching(columns: Sequence[str], name: str) -> list[int]:
    for same in (str, str.casefold):
        if exact := [place for place, column in enumerate(columns) if same(column) == same(name)]:
            return exact[:1]
    pattern = re.compile(re.escape(name).replace(r"\*", ".*").replace(r"\?", "."), re.DOTALL)
    is_pattern = "*" in name or "?" in name
    return [
        place for place, column in enumerate(columns) if is_pattern and pattern.fullmatch(column)
    ]


def _picked(block: Block, places: Sequence[tuple[Choice, list[int]]]) -> Rows:
    """Return the rows that hold the fixed values, and one of those that a dimension is narrowed to."""
    rows: Rows = block.rows
    for choice, found in places:
        if choice.role != FIXED:
            continue
        wanted = choice.values[0]
        kept = [(n, row) for n, row in rows if cell_text(row[found[0]]) == wanted]
        if not kept:
            raise DeclarationError(
                _('The column "%(column)s" has no row with "%(value)s". It has: %(values)s.'),
                column=choice.variable,
                value=wanted,
                values=listed(dict.fromkeys(cell_text(row[found[0]]) for _n, row in rows)),
            )
        rows = kept
    return rows


def _dimension(block: Block, place: int, rows: Rows) -> Dimension:
    texts = dict.fromkeys(cell_text(row[place]) for _number, row in rows)
    name = block.columns[place]
    return Dimension(name, name, tuple(text for text in texts if text))


def _heading(
    block: Block,
    values: Sequence[tuple[Choice, list[int]]],
    wanted: Wanted,
    warnings: list[Message],
) -> Pick | None:
    """Return what the names of the value columns mean, where they mean something."""
    for choice, places in values:
        if choice.heading:
            names = tuple(block.columns[place] for place in places)
            return make_pick(
                Dimension(choice.variable, choice.variable, names),
                replace(choice, role=choice.heading, heading=""),
                wanted,
                warnings,
            )
        if len(places) > 1:
            raise DeclarationError(
                _(
                    '"%(column)s" stands for several columns: %(columns)s. Say with heading what '
                    "their names are, for example %(example)s."
                ),
                column=choice.variable,
                columns=listed(block.columns[place] for place in places),
                example="{role: value, heading: period}",
            )
    return None


def _check_roles(columns: Sequence[_Column], heading: Pick | None, wanted: Wanted) -> None:
    """Raise where no column is the period, or none the area."""
    roles = {column.pick.role for column in columns} | ({heading.role} if heading else set())
    lacking = [role for role in ("period",) if role not in roles]
    if "area" not in roles and not wanted.area:
        lacking.append("area")
    if lacking:
        raise DeclarationError(
            _('No column is "%(role)s" in select. Say which one is.'), role=lacking[0]
        )


class _Reader:
    """Reads the value columns of a row."""

    def __init__(
        self,
        block: Block,
        values: Sequence[tuple[Choice, list[int]]],
        heading: Pick | None,
        style: NumberStyle,
    ) -> None:
        self.block = block
        self.heading = heading
        self.value_places = [p for choice, found in values if choice.role == "value" for p in found]
        self.limits = {c.role: p[0] for c, p in values if c.role in MEASURES[1:]}
        self.status_place = next((p[0] for c, p in values if c.role == "status"), None)
        if not self.value_places:
            raise DeclarationError(
                _('No column is "%(role)s" in select. Say which one is.'), role="value"
            )
        self.missing = style.missing or MISSING
        number_places = [*self.value_places, *self.limits.values()]
        self.decimal = style.decimal or decimal_sign(
            text for place in number_places for text in block.texts(place)
        )

    def observations(
        self, number: int, row: Sequence[Cell], columns: Sequence[_Column], wanted: Wanted
    ) -> list[Observation]:
        """Return the row's observations, none where a value is not among those asked for."""
        keys: dict[str, str] = {"area": wanted.area, "sex": "T"}
        dimensions = []
        for column in columns:
            text = cell_text(row[column.place])
            if text not in column.pick.keys:
                if not text:
                    raise _empty(number, self.block.columns[column.place])
                return []
            if column.pick.role == DIMENSION:
                dimensions.append((self.block.columns[column.place], column.pick.keys[text]))
            else:
                keys[column.pick.role] = column.pick.keys[text]
        found = []
        for place in self.value_places:
            name = self.block.columns[place]
            if self.heading:
                if name not in self.heading.keys:
                    continue
                keys[self.heading.role] = self.heading.keys[name]
            found.append(self._observation(number, row, place, keys, tuple(dimensions)))
        return found

    def _observation(
        self,
        number: int,
        row: Sequence[Cell],
        place: int,
        keys: Mapping[str, str],
        dimensions: tuple[tuple[str, str], ...],
    ) -> Observation:
        value, status = self._number(number, row, place)
        if self.status_place is not None:
            status = cell_text(row[self.status_place]) or status
        limits: dict[str, Any] = {
            role: self._number(number, row, found)[0] for role, found in self.limits.items()
        }
        return Observation(
            keys["area"],
            keys["period"],
            keys["sex"],
            value,
            status,
            dimensions,
            **limits,
        )

    def _number(
        self, number: int, row: Sequence[Cell], place: int
    ) -> tuple[Number | None, str | None]:
        cell = row[place]
        if isinstance(cell, int | float):
            return cell, None
        text = cell_text(cell)
        value, status, is_known = read_cell(text, self.decimal, self.missing)
        if not is_known:
            raise AnswerError(
                _(
                    'Row %(number)d, column "%(column)s": "%(text)s" is no number. Correct it, or '
                    "name it among the missing ones in read."
                ),
                number=number,
                column=self.block.columns[place],
                text=text[:40],
            )
        return value, status


def _empty(number: int, column: str) -> AnswerError:
    return AnswerError(
        _(
            'Row %(number)d has nothing in the column "%(column)s". Fill it in, or take the row away.'
        ),
        number=number,
        column=column,
    )
