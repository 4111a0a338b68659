"""Observations from the columns of a file, as `select` says what each column is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from operator import itemgetter
from typing import Any

from livskraft.indicators.sources.cells import check_keys, check_once
from livskraft.indicators.sources.cube import Dimension
from livskraft.indicators.sources.errors import AnswerError, DeclarationError, Message, _, listed
from livskraft.indicators.sources.numbers import MISSING, Number, decimal_sign, read_cell
from livskraft.indicators.sources.observation import MEASURES, Figures
from livskraft.indicators.sources.question import Pick, Wanted, make_pick
from livskraft.indicators.sources.select import DIMENSION, FIXED, Choice, role_words
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
) -> tuple[Figures, list[Message]]:
    """Return the observations, and what the owner should know. Raises SourceError.

    A fixed value picks rows. A column that is not named is left aside; if it would tell rows
    apart, they are found to be doubled afterwards.
    """
    places = _places(block, choices)
    values = [pair for pair in places if pair[0].role in ("status", *MEASURES)]
    reader = _Reader(block, values, style)
    block = _picked(block, places)
    warnings: list[Message] = []
    check_keys(block, places, wanted, warnings)
    columns = [
        _Column(place, choice, make_pick(_dimension(block, place), choice, wanted, warnings))
        for choice, found in places
        if choice.role in (*_KEY_ROLES, DIMENSION)
        for place in found[:1]
    ]
    heading = _heading(block, values, wanted, warnings)
    _check_roles(columns, heading, wanted)
    figures, numbers = reader.figures(block, columns, heading, wanted.area)
    check_once(figures, numbers)
    return figures, warnings


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


def _picked(block: Block, places: Sequence[tuple[Choice, list[int]]]) -> Block:
    """Return the rows that hold the fixed values."""
    for choice, found in places:
        if choice.role != FIXED:
            continue
        wanted, texts = choice.values[0], block.texts[found[0]]
        if wanted not in texts:
            raise DeclarationError(
                _('The column "%(column)s" has no row with "%(value)s". It has: %(values)s.'),
                column=choice.variable,
                value=wanted,
                values=listed(dict.fromkeys(texts)),
            )
        block = block.where(text == wanted for text in texts)
    return block


def _dimension(block: Block, place: int) -> Dimension:
    name = block.columns[place]
    return Dimension(name, name, tuple(text for text in dict.fromkeys(block.texts[place]) if text))


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
                    '"%(column)s" stands for several columns: %(columns)s. Say whether their '
                    "names are times, areas or sexes, for example %(example)s."
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
            _("No column is said to be %(role)s. Say which one is."), role=role_words(lacking[0])
        )


class _Reader:
    """Reads a file's figures column by column, each different cell once.

    Of several faults the one in the first row is told.
    """

    def __init__(
        self, block: Block, values: Sequence[tuple[Choice, list[int]]], style: NumberStyle
    ) -> None:
        self.value_places = [p for choice, found in values if choice.role == "value" for p in found]
        self.limits = {c.role: p[0] for c, p in values if c.role in MEASURES[1:]}
        self.status_place = next((p[0] for c, p in values if c.role == "status"), None)
        self.missing = style.missing or MISSING
        number_places = [*self.value_places, *self.limits.values()]
        self.decimal = style.decimal or decimal_sign(
            chain.from_iterable(block.texts[place] for place in number_places)
        )
        self.faults: list[tuple[int, AnswerError]] = []

    def figures(
        self, block: Block, columns: Sequence[_Column], heading: Pick | None, area: str
    ) -> tuple[Figures, Sequence[int]]:
        """Return the figures that are asked for, and the number of each one's row.

        `area` is that of all where no column tells it.
        """
        if not self.value_places:
            raise DeclarationError(
                _("No column is said to be %(role)s. Say which one is."), role=role_words("value")
            )
        block = self._asked_for(block, columns)
        always = {"area": [area] * len(block.numbers), **_keys(block, columns)}
        parts = []
        for place in self.value_places:
            name = block.columns[place]
            if heading is None:
                parts.append(always | self._measured(block, place))
            elif name in heading.keys:
                keys = {heading.role: [heading.keys[name]] * len(block.numbers)}
                parts.append(always | keys | self._measured(block, place))
        if self.faults:
            raise min(self.faults, key=itemgetter(0))[1]
        numbers = _woven([block.numbers] * len(parts))
        names = parts[0] if parts else ()
        return (
            Figures(len(numbers), {name: _woven([part[name] for part in parts]) for name in names}),
            numbers,
        )

    def _asked_for(self, block: Block, columns: Sequence[_Column]) -> Block:
        """Return the rows whose keys are all among those asked for; none may be without one."""
        for column in columns:
            texts, keys = block.texts[column.place], column.pick.keys
            if "" in texts and "" not in keys:
                number = block.numbers[texts.index("")]
                self.faults.append((number, _empty(number, block.columns[column.place])))
            block = block.where(map(keys.__contains__, texts))
        return block

    def _measured(self, block: Block, place: int) -> dict[str, Sequence[Any]]:
        """Return a column of values with their symbols, and the limits beside them."""
        values, statuses = self._numbers(block, place)
        if self.status_place is not None:
            told = block.texts[self.status_place]
            statuses = [text or symbol for text, symbol in zip(told, statuses, strict=True)]
        limits = {role: self._numbers(block, found)[0] for role, found in self.limits.items()}
        return {"value": values, "status": statuses, **limits}

    def _numbers(self, block: Block, place: int) -> tuple[Sequence[Any], Sequence[str | None]]:
        """Return the numbers of a column, and the symbols that stand beside or instead of them."""
        cells = block.cells[place]
        values: dict[Cell, Number | None] = {}
        symbols: dict[Cell, str | None] = {}
        unread = []
        for cell in set(cells):
            if isinstance(cell, int | float):
                values[cell], symbols[cell] = cell, None
                continue
            values[cell], symbols[cell], is_known = read_cell(
                cell_text(cell), self.decimal, self.missing
            )
            if not is_known:
                unread.append(cells.index(cell))
        if unread:
            first = min(unread)
            number = block.numbers[first]
            self.faults.append((number, _no_number(number, block.columns[place], cells[first])))
        return list(map(values.__getitem__, cells)), list(map(symbols.__getitem__, cells))


def _keys(block: Block, columns: Sequence[_Column]) -> dict[str, Sequence[Any]]:
    """Return the columns of keys, and the further dimensions of each row."""
    found: dict[str, Sequence[Any]] = {}
    further = []
    for column in columns:
        texts, keys = block.texts[column.place], column.pick.keys
        if column.pick.role == DIMENSION:
            pairs = {text: (block.columns[column.place], key) for text, key in keys.items()}
            further.append(map(pairs.__getitem__, texts))
        else:
            found[column.pick.role] = list(map(keys.__getitem__, texts))
    if further:
        found["dimensions"] = list(zip(*further, strict=True))
    return found


def _woven(columns: Sequence[Sequence[Any]]) -> Sequence[Any]:
    """Return columns of the same rows as one: each row's cells stand beside each other."""
    return (
        columns[0] if len(columns) == 1 else list(chain.from_iterable(zip(*columns, strict=True)))
    )


def _no_number(number: int, column: str, cell: Cell) -> AnswerError:
    return AnswerError(
        _(
            'Row %(number)d, column "%(column)s": "%(text)s" is no number. Correct it, or '
            "name it as a symbol for a missing value."
        ),
        number=number,
        column=column,
        text=cell_text(cell)[:40],
    )


def _empty(number: int, column: str) -> AnswerError:
    return AnswerError(
        _(
            'Row %(number)d has nothing in the column "%(column)s". Fill it in, or take the row away.'
        ),
        number=number,
        column=column,
    )
