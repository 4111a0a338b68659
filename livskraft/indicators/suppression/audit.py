"""Which of the figures that are not shown could be calculated after all, by any known sums together.

That a figure can be calculated means that the sums, as equations, leave it one solution. It is seen
by elimination in whole numbers modulo a large prime: the coefficients are 1 and -1.
"""

from collections.abc import Collection, Iterable

from livskraft.indicators.sources.observation import Key
from livskraft.indicators.suppression.sums import Sum

_PRIME = 2**61 - 1

_Row = dict[Key, int]


def determined(sums: Iterable[Sum], unknown: Collection[Key]) -> set[Key]:
    """Return the unknown figures that the sums give away."""
    solved: dict[Key, _Row] = {}
    for one in sums:
        row = _reduced(_equation(one, unknown), solved)
        if not row:
            continue
        pivot = next(iter(row))
        row = _scaled(row, pow(row[pivot], -1, _PRIME))
        for key, other in solved.items():
            if pivot in other:
                solved[key] = _without(other, pivot, row)
        solved[pivot] = row
    return {key for key, row in solved.items() if len(row) == 1}


def _equation(one: Sum, unknown: Collection[Key]) -> _Row:
    row = {part: 1 for part in one.parts if part in unknown}
    if one.whole in unknown:
        row[one.whole] = _PRIME - 1
    return row


def _reduced(row: _Row, solved: dict[Key, _Row]) -> _Row:
    """Return a row without the figures that others are solved for."""
    for key in [key for key in row if key in solved]:
        row = _without(row, key, solved[key])
    return row


def _without(row: _Row, key: Key, other: _Row) -> _Row:
    """Return a row minus as much of another as takes a figure out of it."""
    factor = row[key]
    found = dict(row)
    for each, number in other.items():
        left = (found.get(each, 0) - factor * number) % _PRIME
        if left:
            found[each] = left
        else:
            found.pop(each, None)
    return found


def _scaled(row: _Row, factor: int) -> _Row:
    return {key: number * factor % _PRIME for key, number in row.items()}
