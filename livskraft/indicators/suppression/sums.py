"""The sums that a series is known to hold: what anybody can add up and subtract.

Women and men make all; municipalities make their county, counties the nation; the values of a
further variable make its total; quarters make their year. A sum counts as known where all its
parts are there, or where those that are there make the whole.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from livskraft.indicators.sources.observation import Key

ALL = "T"
TOTALS = frozenset(["t", "tot", "total", "totalt", "samtliga", "alla", "all", "summa"])
"""Codes of further variables that mean all of them together."""

_PARTS_OF_YEAR = {"H": ("H1", "H2"), "Q": ("Q1", "Q2", "Q3", "Q4")}
_PARTS_OF_YEAR["M"] = tuple(f"M{month:02}" for month in range(1, 13))

Families = Mapping[str, Sequence[Collection[str]]]
"""Which areas make up an area, by its code; the nation both of counties and of municipalities."""

Sizes = Mapping[Key, float | None]
"""How many stand behind each figure, None where that is not known."""


@dataclass(frozen=True)
class Sum:
    """A whole and its parts."""

    whole: Key
    parts: tuple[Key, ...]

    @property
    def keys(self) -> tuple[Key, ...]:
        return (self.whole, *self.parts)


def known_sums(sizes: Sizes, families: Families) -> list[Sum]:
    """Return every sum that the figures are known to form."""
    return [
        *_of_sexes(sizes),
        *_of_areas(sizes, families),
        *_of_further(sizes),
        *_of_years(sizes),
    ]


def _of_sexes(sizes: Sizes) -> Iterator[Sum]:
    for key in sizes:
        area, period, sex, dimensions = key
        if sex == ALL:
            yield from _sum(key, [(area, period, one, dimensions) for one in "KM"], sizes)


def _of_areas(sizes: Sizes, families: Families) -> Iterator[Sum]:
    areas = {key[0] for key in sizes}
    there = {whole: families[whole] for whole in areas & families.keys()}
    for key in sizes:
        for family in there.get(key[0], ()):
            yield from _sum(key, [(part, *key[1:]) for part in family], sizes)


def _of_further(sizes: Sizes) -> Iterator[Sum]:
    """Yield the sums over the values of a further variable, by each of the variables."""
    groups: dict[tuple[Key, str], dict[str, Key]] = {}
    for key in sizes:
        area, period, sex, dimensions = key
        for place, (variable, code) in enumerate(dimensions):
            rest = (*dimensions[:place], *dimensions[place + 1 :])
            groups.setdefault(((area, period, sex, rest), variable), {})[code] = key
    for (without, _variable), codes in groups.items():
        total = next((code for code in codes if code.casefold() in TOTALS), None)
        if total is None:
            total = _total_by_size(codes, sizes)
        parts = [key for code, key in codes.items() if code != total]
        for whole in filter(None, [codes.get(total or ""), without]):
            yield from _sum(whole, parts, sizes)


def _total_by_size(codes: Mapping[str, Key], sizes: Sizes) -> str | None:
    """Return the code whose figure is as large as all the others together."""
    known = {code: size for code, key in codes.items() if (size := sizes[key]) is not None}
    if len(known) < 3:
        return None
    largest = max(known, key=lambda code: known[code])
    is_total = known[largest] and _is_alike(2 * known[largest], sum(known.values()))
    return largest if is_total else None


def _of_years(sizes: Sizes) -> Iterator[Sum]:
    """Yield the years that their quarters add up to; a number of people at a time does not."""
    parted = {(key[1][:4], key[1][4]) for key in sizes if key[1][4:5] in _PARTS_OF_YEAR}
    for key in sizes:
        area, period, sex, dimensions = key
        for kind, endings in _PARTS_OF_YEAR.items():
            if len(period) == 4 and (period, kind) in parted:
                parts = [(area, period + ending, sex, dimensions) for ending in endings]
                if _makes(key, parts, sizes):
                    yield from _sum(key, parts, sizes)


def _sum(whole: Key, parts: Iterable[Key], sizes: Sizes) -> Iterator[Sum]:
    """Yield the sum if it is known; parts that cannot be anything but nothing are left out."""
    parts = list(parts)
    there = [part for part in parts if part in sizes]
    if whole not in sizes or not there:
        return
    if _makes(whole, there, sizes):
        yield Sum(whole, tuple(part for part in there if sizes[part] is not None))
    elif len(there) == len(parts):
        yield Sum(whole, tuple(there))


def _makes(whole: Key, parts: Iterable[Key], sizes: Sizes) -> bool:
    """Whether the parts whose size is known make the whole."""
    size = sizes.get(whole)
    known = [one for part in parts if (one := sizes.get(part)) is not None]
    return size is not None and bool(known) and _is_alike(size, sum(known))


def _is_alike(one: float, other: float) -> bool:
    return abs(one - other) < 0.5
