"""An answer with its meaning: cells in order, and for each axis what its values are to us."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, product, repeat
from typing import TypeVar

from livskraft.indicators.sources.cube import CellNote, Cube, Dimension
from livskraft.indicators.sources.errors import AnswerError, _, listed
from livskraft.indicators.sources.numbers import value_and_status
from livskraft.indicators.sources.observation import LIMITS, Observation, Value
from livskraft.indicators.sources.question import Pick, Question
from livskraft.indicators.sources.select import DIMENSION

_Key = TypeVar("_Key")


@dataclass(frozen=True)
class Axis:
    """One axis of a grid. `keys` are area codes, periods, K/M/T, names of measures, or codes.

    An axis without role has one value that is not kept.
    """

    role: str
    variable: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """Observations as a block: read it row by row, or take its axes and cells as they are.

    One cell for each combination of the axes' keys, the last axis fastest. `statuses` goes by
    the cell's place. `area` is for grids without an axis of areas.
    """

    axes: tuple[Axis, ...]
    cells: Sequence[Value]
    statuses: Mapping[int, str] = field(default_factory=dict)
    area: str = ""
    notes: tuple[CellNote, ...] = ()

    def __len__(self) -> int:
        """How many observations there are."""
        return math.prod(len(axis.keys) for axis in self.axes if axis.role != "measure")

    def __iter__(self) -> Iterator[Observation]:
        measures = next((axis for axis in self.axes if axis.role == "measure"), None)
        if measures is not None:
            return self._merged(measures)
        return self._noted(self._observations()) if self.notes else self._observations()

    def _observations(self) -> Iterator[Observation]:
        area, period, sex = (self._column(role) for role in ("area", "period", "sex"))
        combinations = zip(area, period, sex, self._dimensions(), self.cells, strict=True)
        status_of = self.statuses.get
        for place, (where, when, who, dimensions, value) in enumerate(combinations):
            yield Observation(where, when, who, value, status_of(place), dimensions)

    def _column(self, role: str) -> Iterator[str]:
        """Yield an axis's key for each cell, or what holds for all of them."""
        place = next((n for n, axis in enumerate(self.axes) if axis.role == role), None)
        if place is None:
            always = {"area": self.area, "sex": "T"}.get(role, "")
            return repeat(always, len(self.cells))
        outer, inner = self._around(place)
        return _spread(self.axes[place].keys, outer, inner)

    def _dimensions(self) -> Iterator[tuple[tuple[str, str], ...]]:
        """Yield the further variables with their codes for each cell."""
        if not any(axis.role == DIMENSION for axis in self.axes):
            return repeat((), len(self.cells))
        pairs = [
            [((axis.variable, key),) if axis.role == DIMENSION else () for key in axis.keys]
            for axis in self.axes
        ]
        last = max(n for n, axis in enumerate(self.axes) if axis.role == DIMENSION)
        known = [tuple(chain.from_iterable(parts)) for parts in product(*pairs[: last + 1])]
        return _spread(known, 1, self._around(last)[1])

    def _around(self, place: int) -> tuple[int, int]:
        """Return how many cells stand around each key of an axis: outside of it and inside."""
        sizes = [len(axis.keys) for axis in self.axes]
        return math.prod(sizes[:place]), math.prod(sizes[place + 1 :])

    def _noted(self, observations: Iterator[Observation]) -> Iterator[Observation]:
        """Yield the observations with the remarks on their cells."""
        combinations = product(*(axis.keys for axis in self.axes))
        for keys, observation in zip(combinations, observations, strict=True):
            texts = [
                note.text
                for note in self.notes
                if all(code in (None, key) for code, key in zip(note.codes, keys, strict=True))
            ]
            yield observation._replace(note="\n".join(texts) or None)

    def _merged(self, measures: Axis) -> Iterator[Observation]:
        """Yield one observation for each figure, with its limits beside it."""
        slices = {name: self._slice(measures, number) for number, name in enumerate(measures.keys)}
        nothing = [None] * len(self)
        limits = [slices[name].cells if name in slices else nothing for name in LIMITS]
        for observation, lower, upper, margin, answers in zip(
            slices["value"], *limits, strict=True
        ):
            yield observation._replace(lower=lower, upper=upper, margin=margin, answers=answers)

    def _slice(self, measures: Axis, number: int) -> "Grid":
        """Return the grid of one measure alone."""
        position = self.axes.index(measures)
        inner = math.prod(len(axis.keys) for axis in self.axes[position + 1 :])
        block = inner * len(measures.keys)
        places = [
            start + number * inner + offset
            for start in range(0, len(self.cells), block)
            for offset in range(inner)
        ]
        statuses = {
            new: self.statuses[old] for new, old in enumerate(places) if old in self.statuses
        }
        one = replace(measures, keys=measures.keys[number : number + 1], role="")
        return replace(
            self,
            axes=(*self.axes[:position], one, *self.axes[position + 1 :]),
            cells=[self.cells[place] for place in places],
            statuses=statuses,
        )


def _spread(keys: Sequence[_Key], outer: int, inner: int) -> Iterator[_Key]:
    """Yield each key `inner` times, and all of that `outer` times."""
    once = chain.from_iterable(repeat(key, inner) for key in keys)
    if outer == 1:
        return once
    return chain.from_iterable(repeat(list(once), outer))


def make_grid(cube: Cube, question: Question, url: str = "") -> Grid:
    """Return the answer to a question. Raises AnswerError unless it holds exactly what was asked.

    Codes asked for and codes received are compared; a variable that was left out may be absent,
    or be there with its one sum.
    """
    picks = {pick.dimension.code: pick for pick in question.picks}
    for code in picks.keys() - {dimension.code for dimension in cube.dimensions}:
        if picks[code].role:
            raise _incomplete(url, code, picks[code].codes)
    axes = tuple(_axis(dimension, picks, url) for dimension in cube.dimensions)
    _check_whole(cube, url)
    cells, statuses = _numeric(cube.cells, cube.statuses)
    return Grid(axes, cells, statuses, question.area, tuple(_notes(cube, axes)))


def _axis(dimension: Dimension, picks: Mapping[str, Pick], url: str) -> Axis:
    pick = picks.get(dimension.code)
    if pick is None or not pick.codes:
        if len(dimension.values) != 1:
            raise AnswerError(
                _(
                    '%(url)s answered with the variable "%(variable)s" that was not asked for. '
                    "Choose its values."
                ),
                url=url,
                variable=dimension.code,
            )
        return Axis("", dimension.code, dimension.values)
    if pick.is_open:
        return Axis(pick.role, dimension.code, dimension.values)
    received = set(dimension.values)
    if missing := [code for code in pick.codes if code not in received]:
        raise _incomplete(url, dimension.code, missing)
    if extra := received - set(pick.codes):
        raise AnswerError(
            _('%(url)s answered with values of "%(variable)s" not asked for: %(codes)s.'),
            url=url,
            variable=dimension.code,
            codes=listed(sorted(extra)),
        )
    keys = tuple(pick.keys.get(code, code) for code in dimension.values)
    return Axis(pick.role, dimension.code, keys)


def _incomplete(url: str, variable: str, missing: Sequence[str]) -> AnswerError:
    return AnswerError(
        _(
            '%(url)s left out values of "%(variable)s" that were asked for: %(codes)s. '
            "Check that the table still has them, and try again."
        ),
        url=url,
        variable=variable,
        codes=listed(missing),
    )


def _numeric(
    cells: Sequence[Value | str], statuses: Mapping[int, str]
) -> tuple[Sequence[Value], Mapping[int, str]]:
    """Return numbers only: text is read as a number or a symbol."""
    if str not in set(map(type, cells)):
        return cells, statuses  # type: ignore[return-value]
    read: list[Value] = []
    found = dict(statuses)
    for place, cell in enumerate(cells):
        if isinstance(cell, str):
            value, status = value_and_status(cell, ".")
            read.append(value)
            if status:
                found.setdefault(place, status)
        else:
            read.append(cell)
    return read, found


def _notes(cube: Cube, axes: Sequence[Axis]) -> Iterator[CellNote]:
    """Yield the remarks on cells in our keys; one on a value that was not asked for falls away."""
    meanings = [
        dict(zip(dimension.values, axis.keys, strict=True))
        for dimension, axis in zip(cube.dimensions, axes, strict=True)
    ]
    for note in cube.cell_notes:
        pairs = zip(note.codes, meanings, strict=True)
        if all(code is None or code in meaning for code, meaning in pairs):
            codes = tuple(
                None if code is None else meaning[code]
                for code, meaning in zip(note.codes, meanings, strict=True)
            )
            yield CellNote(codes, note.text)


def _check_whole(cube: Cube, url: str) -> None:
    """Raise where only the description of a table came, and not its cells."""
    if len(cube.cells) != cube.size:
        raise AnswerError(
            _("%(url)s answered with %(found)d of %(size)d figures. Try again."),
            url=url,
            found=len(cube.cells),
            size=cube.size,
        )


def sliced(cube: Cube, question: Question, url: str = "") -> Cube:
    """Return the part of a whole table that is asked for. Raises AnswerError without cells."""
    _check_whole(cube, url)
    wanted = [pick.codes or pick.dimension.values for pick in question.picks]
    if all(
        codes == dimension.values for codes, dimension in zip(wanted, cube.dimensions, strict=True)
    ):
        return cube
    places = [0]
    for codes, dimension in zip(wanted, cube.dimensions, strict=True):
        order = {code: place for place, code in enumerate(dimension.values)}
        steps, size = [order[code] for code in codes], len(dimension.values)
        places = [place * size + step for place in places for step in steps]
    old = cube.statuses
    return replace(
        cube,
        dimensions=tuple(
            replace(dimension, values=codes)
            for codes, dimension in zip(wanted, cube.dimensions, strict=True)
        ),
        cells=[cube.cells[place] for place in places],
        statuses={new: old[place] for new, place in enumerate(places) if place in old},
    )
