"""A series as tables: areas down, periods across, a few periods in each table."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import Any

from django.utils.translation import get_language

from livskraft.indicators.queries.figure_words import (
    Symbol,
    figure,
    period_words,
    symbol,
    uncertainty,
)
from livskraft.indicators.queries.figure_words import sex_word as word_of_sex
from livskraft.indicators.queries.latest import ALL, MEN, WOMEN
from livskraft.indicators.queries.places import Place, in_order
from livskraft.indicators.sources.observation import Observation
from livskraft.indicators.sources.periods import period_days, period_order
from livskraft.shared.listing import listed
from livskraft.shared.periods import period as span

ACROSS = 6
MOST_ROWS = 90
_SEXES = (ALL, WOMEN, MEN)
_DAY = timedelta(days=1)

RowKey = tuple[str, str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class Break:
    """A year from which figures are counted otherwise."""

    year: int
    note: str


@dataclass(frozen=True)
class Heading:
    """A column's period. `is_break`: not to be compared with what stands before it.

    `gap` is the time between it and the period before of which nothing is known, "" for none.
    """

    words: str
    is_break: bool
    is_later: bool
    gap: str


@dataclass(frozen=True)
class Cell:
    """A figure, or why there is none. `is_absent`: the source has no row for it at all."""

    text: str
    uncertainty: str
    word: str
    is_absent: bool
    heading: Heading


@dataclass(frozen=True)
class Row:
    """An area's figures, or those of women or men in it, or of a further group."""

    place: Place
    group: str
    is_main: bool
    is_first: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Part:
    """One table: consecutive periods, oldest first."""

    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    breaks: tuple[Break, ...]

    @property
    def gaps(self) -> str:
        """The times before its periods of which the source has no figures, "" for none."""
        return listed([heading.gap for heading in self.headings if heading.gap])

    @property
    def first(self) -> str:
        return self.headings[0].words

    @property
    def last(self) -> str:
        return self.headings[-1].words


@dataclass(frozen=True)
class Grid:
    """All tables, the newest periods first, and what the signs in them mean.

    `left_out` rows are not shown; `notes` are remarks that the source makes on single figures.
    """

    parts: tuple[Part, ...]
    symbols: tuple[Symbol, ...]
    notes: tuple[str, ...]
    left_out: int
    has_uncertainty: bool
    has_absent: bool
    has_later: bool


def declared_breaks(declaration: Mapping[str, Any]) -> tuple[Break, ...]:
    """Return an indicator's breaks by year."""
    declared = declaration.get("breaks") or []
    found = [Break(int(one["year"]), str(one.get("note") or "")) for one in declared]
    return tuple(sorted(found, key=lambda one: one.year))


def is_broken(first: str, second: str, breaks: Iterable[Break]) -> Sequence[Break]:
    """Return the breaks between two periods, which may then not be compared."""
    ended, ends = period_days(first)[1].year, period_days(second)[1].year
    return [one for one in breaks if ended < one.year <= ends]


def make_grid(
    observations: Sequence[Observation],
    known: Mapping[str, Place],
    *,
    main: str,
    breaks: Sequence[Break],
    decimals: int | None,
    later: Iterable[str] = (),
    told: Collection[str] = (),
) -> Grid:
    """Return a series as tables. `later` are periods that had not ended on the plan's day.

    `told` are notes that stand elsewhere.
    """
    by_row: dict[RowKey, dict[str, Observation]] = {}
    for one in observations:
        by_row.setdefault((one.area, one.sex, one.dimensions), {})[one.period] = one
    order = {code: place for place, code in enumerate(in_order(known, known, main))}
    rows = sorted(by_row, key=lambda row: (order[row[0]], row[2], _SEXES.index(row[1])))
    shown = rows[:MOST_ROWS]
    periods = sorted({one.period for one in observations}, key=period_order)
    broken = {period: is_broken(before, period, breaks) for before, period in pairwise(periods)}
    gaps = {period: _gap(before, period) for before, period in pairwise(periods)}
    headings = {
        period: Heading(
            period_words(period),
            is_break=bool(broken.get(period)),
            is_later=period in set(later),
            gap=gaps.get(period, ""),
        )
        for period in periods
    }
    parts = [
        Part(
            headings=tuple(headings[period] for period in across),
            rows=tuple(_rows(shown, by_row, across, headings, known, main, decimals)),
            breaks=tuple(one for period in across for one in broken.get(period, ())),
        )
        for across in _newest_first(periods)
    ]
    cells = [cell for part in parts for row in part.rows for cell in row.cells]
    return Grid(
        parts=tuple(parts),
        symbols=_symbols(by_row[row] for row in shown),
        notes=_notes(observations, told),
        left_out=len(rows) - len(shown),
        has_uncertainty=any(cell.uncertainty for cell in cells),
        has_absent=any(cell.is_absent for cell in cells),
        has_later=any(heading.is_later for heading in headings.values()),
    )


def _gap(before: str, after: str) -> str:
    """Return the time between two periods in words, "" where they follow on each other."""
    starts, ends = period_days(before)[1] + _DAY, period_days(after)[0] - _DAY
    return span(starts, ends, get_language() or "sv") if starts <= ends else ""


def _newest_first(periods: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield a few periods at a time, the newest of all first, each few from old to new."""
    for end in range(len(periods), 0, -ACROSS):
        yield periods[max(0, end - ACROSS) : end]


def _rows(
    keys: Sequence[RowKey],
    by_row: Mapping[RowKey, Mapping[str, Observation]],
    across: Sequence[str],
    headings: Mapping[str, Heading],
    known: Mapping[str, Place],
    main: str,
    decimals: int | None,
) -> Iterable[Row]:
    """Yield the rows that have anything in these periods."""
    before = ""
    for key in keys:
        area, sex, dimensions = key
        found = by_row[key]
        if not any(period in found for period in across):
            continue
        groups = [word_of_sex(sex), *(code for _variable, code in dimensions)]
        yield Row(
            place=known[area],
            group=", ".join(filter(None, groups)),
            is_main=area == main,
            is_first=area != before,
            cells=tuple(_cell(found.get(period), headings[period], decimals) for period in across),
        )
        before = area


def _cell(one: Observation | None, heading: Heading, decimals: int | None) -> Cell:
    if one is None:
        return Cell("", "", "", is_absent=True, heading=heading)
    if one.value is None:
        word = symbol(one.status, has_value=False).word
        return Cell("", "", word, is_absent=False, heading=heading)
    word = symbol(one.status, has_value=True).word
    width = uncertainty(one, decimals)
    return Cell(figure(one.value, decimals), width, word, is_absent=False, heading=heading)


def _notes(observations: Iterable[Observation], told: Collection[str]) -> tuple[str, ...]:
    """Return each remark on single figures once."""
    found = [note for one in observations if one.note for note in one.note.split(" · ")]
    return tuple(note for note in dict.fromkeys(found) if note not in told)


def _symbols(rows: Iterable[Mapping[str, Observation]]) -> tuple[Symbol, ...]:
    """Return the words that stand in the tables, each with its meaning once."""
    found: dict[tuple[str, str], Symbol] = {}
    for row in rows:
        for one in row.values():
            told = symbol(one.status, has_value=one.value is not None)
            if told.word:
                found.setdefault((told.word, told.meaning), told)
    return tuple(found.values())
