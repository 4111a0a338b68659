"""A table of figures as publishers keep it: dimensions, and one cell for each combination."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from livskraft.indicators.sources.errors import AnswerError, _

MOST_CELLS = 50_000_000


@dataclass(frozen=True)
class Dimension:
    """A variable and its values in the order of the cells.

    `labels` and `notes` go by code; `periods` gives the normal writing where the format tells
    it. `total` is the code that stands for all values, `can_eliminate` whether the variable
    may be left out; `role` is time, geo, metric or "". `children` gives the codes below a code.
    """

    code: str
    label: str
    values: tuple[str, ...]
    labels: Mapping[str, str] = field(default_factory=dict)
    role: str = ""
    can_eliminate: bool = False
    total: str | None = None
    periods: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    children: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def label_of(self, code: str) -> str:
        return self.labels.get(code, code)


@dataclass(frozen=True)
class CellNote:
    """A remark on cells: a code for each dimension, None for all of its values."""

    codes: tuple[str | None, ...]
    text: str


@dataclass(frozen=True)
class Cube:
    """A whole table. `cells` holds one value for each combination, last dimension fastest.

    A cell is a number, None, or text where the file holds text; no cells at all means that only
    the description was read. `statuses` gives the publisher's symbol by the cell's place.
    """

    title: str
    dimensions: tuple[Dimension, ...]
    cells: Sequence[Any]
    statuses: Mapping[int, str] = field(default_factory=dict)
    source: str = ""
    updated: str = ""
    notes: tuple[str, ...] = ()
    cell_notes: tuple[CellNote, ...] = ()

    @property
    def size(self) -> int:
        """How many combinations there are."""
        return math.prod(len(dimension.values) for dimension in self.dimensions)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield a mapping for each cell: dimension code to value code, and value and status."""
        names = [dimension.code for dimension in self.dimensions]
        codes = product(*(dimension.values for dimension in self.dimensions))
        for place, (combination, value) in enumerate(zip(codes, self.cells, strict=False)):
            yield {
                **dict(zip(names, combination, strict=True)),
                "value": value,
                "status": self.statuses.get(place),
            }


def checked_size(sizes: Sequence[int]) -> int:
    """Return the number of cells. Raises AnswerError where it is beyond what we can hold."""
    size = math.prod(sizes)
    if size > MOST_CELLS:
        raise AnswerError(
            _("The table has %(size)d cells, more than %(most)d. Ask for less of it."),
            size=size,
            most=MOST_CELLS,
        )
    return size
