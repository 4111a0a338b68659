"""What a source hands over: observations, and the answers that they were read from."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import compress, count, islice, pairwise, repeat
from operator import and_, ne
from typing import Any, NamedTuple

from livskraft.indicators.sources.errors import Message

Value = float | int | None
Key = tuple[str, str, str, tuple[tuple[str, str], ...]]


class Observation(NamedTuple):
    """One figure, or why there is none.

    `area` is an SCB code ("00", "19", "1980") or a group of Kolada ("G33626"); `period` is
    written "2024", "2024H1", "2024Q3", "2024M05", "2023/2024" (school year) or "2021-2024";
    `sex` is K, M or T. `value` is None when the publisher gives none, and `status` is then (or
    beside a value) the publisher's own symbol, unchanged. `dimensions` are the further variables
    with their codes, in the order of the table. `margin` is half the width of the interval,
    `lower` and `upper` its ends; `answers` counts those who answered a survey.
    """

    area: str
    period: str
    sex: str = "T"
    value: Value = None
    status: str | None = None
    dimensions: tuple[tuple[str, str], ...] = ()
    lower: Value = None
    upper: Value = None
    margin: Value = None
    answers: Value = None
    note: str | None = None

    @property
    def key(self) -> Key:
        """What no two observations of an indicator may share."""
        return (self.area, self.period, self.sex, self.dimensions)

    def as_json(self) -> dict[str, Any]:
        """Return the shape of `series --json`: five keys always, the others where they are."""
        shape: dict[str, Any] = {
            "area": self.area,
            "period": self.period,
            "sex": self.sex,
            "value": self.value,
            "status": self.status,
        }
        if self.dimensions:
            shape["dimensions"] = dict(self.dimensions)
        for name in LIMITS:
            if (limit := getattr(self, name)) is not None:
                shape[name] = limit
        if self.note:
            shape["note"] = self.note
        return shape


LIMITS = ("lower", "upper", "margin", "answers")
MEASURES = ("value", *LIMITS)
KEYS = ("area", "period", "sex", "dimensions")
"""What makes up `Observation.key`."""

_made: Any = partial(tuple.__new__, Observation)  # A third of what a call of the class takes.


class Figures:
    """Observations column by column; going through them makes them one by one.

    A column that says nothing may be left out: `column` gives what it stands for.
    """

    def __init__(self, rows: int, columns: Mapping[str, Sequence[Any]]) -> None:
        self._rows = rows
        self._columns = dict(columns)

    @classmethod
    def of(cls, observations: Iterable[Observation]) -> "Figures":
        if isinstance(observations, Figures):
            return observations
        rows = list(observations)
        return cls(len(rows), dict(zip(Observation._fields, zip(*rows, strict=True), strict=False)))

    def __len__(self) -> int:
        return self._rows

    def __iter__(self) -> Iterator[Observation]:
        return self.between(0, self._rows)

    def has(self, name: str) -> bool:
        """Whether a column may say something."""
        return name in self._columns

    def column(self, name: str) -> Sequence[Any]:
        """Return one field of all observations."""
        if name not in self._columns:
            return [Observation._field_defaults.get(name)] * self._rows
        return self._columns[name]

    def keys(self) -> Iterator[Key]:
        """Yield what no two of them may share."""
        return zip(*map(self.column, KEYS), strict=True)

    def series(self) -> Iterator[tuple[tuple[str, str], int, int]]:
        """Yield (area, sex) with where figures of them begin and end that stand beside each other."""
        keys = list(zip(self.column("area"), self.column("sex"), strict=True))
        changes = compress(count(1), map(ne, keys, islice(keys, 1, None)))
        for start, end in pairwise([0, *changes, len(keys)] if keys else ()):
            yield keys[start], start, end

    def between(self, start: int, end: int) -> Iterator[Observation]:
        """Yield some of them, from one place until before another."""
        defaults = Observation._field_defaults
        cells = (
            self._columns[name][start:end]
            if name in self._columns
            else repeat(defaults.get(name), end - start)
            for name in Observation._fields
        )
        return map(_made, zip(*cells, strict=True))

    def which(self, **claims: Callable[[Any], bool]) -> "Figures":
        """Return those of whose fields all is true; each different cell is asked about once."""
        wanted: Iterable[bool] | None = None
        for name, is_true in claims.items():
            cells = self.column(name)
            answers = {cell: is_true(cell) for cell in set(cells)}
            if not all(answers.values()):
                told = map(answers.__getitem__, cells)
                wanted = told if wanted is None else map(and_, wanted, told)
        return self if wanted is None else self.where(list(wanted))

    def where(self, is_wanted: Sequence[bool]) -> "Figures":
        """Return some of them."""
        if all(is_wanted):
            return self
        columns = {name: list(compress(one, is_wanted)) for name, one in self._columns.items()}
        return Figures(sum(is_wanted), columns)


@dataclass(frozen=True)
class About:
    """What the publisher says of a table or key figure, in its own words.

    `updated` is the publisher's time stamp as written; `next_publication` a date or "".
    `areas` gives the names of areas and groups, `members` the areas in a group.
    """

    identity: str = ""
    title: str = ""
    source: str = ""
    unit: str = ""
    updated: str = ""
    next_publication: str = ""
    description: str = ""
    notes: tuple[str, ...] = ()
    areas: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Download:
    """One answer of a publisher as it came, and the observations in it (none for metadata).

    `observations` can be read again and again; a `Grid` there knows its axes too. `query` is
    what was sent along, "" for a plain address. `warnings` are ours and for the indicator's owner.
    """

    url: str
    payload: bytes
    observations: Iterable[Observation] = ()
    query: str = ""
    content_type: str = ""
    retrieved_at: datetime = field(default_factory=_now)
    about: About | None = None
    warnings: tuple[Message, ...] = ()
