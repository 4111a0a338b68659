"""Indicators that are calculated from others: "100 * a / b". What comes out is our own work."""

import ast
import math
import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from livskraft.indicators.sources.declaration import required_text
from livskraft.indicators.sources.errors import DeclarationError, _, listed
from livskraft.indicators.sources.observation import Observation, Value
from livskraft.indicators.sources.periods import normal_period

ATTRIBUTION = "egen bearbetning"

_LONGEST = 500
_OPERATIONS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}

Place = tuple[str, str, str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class Part:
    """What a letter stands for: an indicator, perhaps only one sex of it."""

    indicator: str
    sex: str = ""


@dataclass(frozen=True)
class Formula:
    """An expression that was read, and what its letters stand for.

    `used` are the letters that stand alone, `fixed` those with a year in brackets.
    """

    expression: str
    parts: Mapping[str, Part]
    tree: ast.expr
    used: frozenset[str] = field(default_factory=frozenset)
    fixed: frozenset[tuple[str, str]] = field(default_factory=frozenset)


def read_formula(declaration: Mapping[str, Any]) -> Formula:
    """Return the formula of a derived source. Raises DeclarationError."""
    expression = required_text(declaration, "expression")
    parts = _parts(declaration.get("of"))
    try:
        tree = ast.parse(expression, mode="eval").body if len(expression) <= _LONGEST else None
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        tree = None
    if tree is None:
        raise _unreadable(expression)
    used: set[str] = set()
    fixed: set[tuple[str, str]] = set()
    _check(tree, expression, used, fixed)
    letters = used | {letter for letter, _period in fixed}
    if letters != set(parts):
        raise DeclarationError(
            _(
                'The expression "%(expression)s" uses %(used)s, and of names %(named)s. They '
                "must be the same."
            ),
            expression=expression,
            used=listed(sorted(letters)) or "–",
            named=listed(sorted(parts)) or "–",
        )
    return Formula(expression, parts, tree, frozenset(used), frozenset(fixed))


def calculate(formula: Formula, series: Mapping[str, Iterable[Observation]]) -> list[Observation]:
    """Return the figures, row by row on area, period, sex and further dimensions.

    `series` gives the observations by letter. A row is there where any part has one; it has no
    value where a part has none, and then that part's status. A part with one sex stands for
    every sex of the others; where all parts have one, the result's sex is T.
    """
    values = {letter: _by_place(formula.parts[letter], series[letter]) for letter in series}
    alone = formula.used or {letter for letter, _period in formula.fixed}
    has_sexes = any(not formula.parts[letter].sex for letter in alone)
    places = {
        place
        for letter in alone
        if not (has_sexes and formula.parts[letter].sex)
        for place in values[letter]
    }
    return [
        Observation(*place[:3], *_row(formula, values, place), dimensions=place[3])
        for place in sorted(places)
    ]


def _parts(of: Any) -> dict[str, Part]:
    if not isinstance(of, Mapping) or not of:
        raise DeclarationError(
            _('A derived source needs "of", for example %(example)s.'), example="of: {a: slug}"
        )
    return {str(letter): _part(str(letter), written) for letter, written in of.items()}


def _part(letter: str, written: Any) -> Part:
    if isinstance(written, str):
        return Part(written)
    sex = written.get("sex", "") if isinstance(written, Mapping) else None
    if sex not in ("", "K", "M", "T") or not isinstance(written.get("indicator"), str):
        raise DeclarationError(
            _('"%(letter)s" in of must be an indicator, or %(example)s.'),
            letter=letter,
            example="{indicator: slug, sex: K}",
        )
    return Part(written["indicator"], sex)


def _check(node: ast.expr, expression: str, used: set[str], fixed: set[tuple[str, str]]) -> None:
    """Collect the letters. Raises DeclarationError for anything but arithmetic."""
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATIONS:
        _check(node.left, expression, used, fixed)
        _check(node.right, expression, used, fixed)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        _check(node.operand, expression, used, fixed)
    elif isinstance(node, ast.Name):
        used.add(node.id)
    elif isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
        fixed.add((node.value.id, _period(node, expression)))
    elif not (isinstance(node, ast.Constant) and type(node.value) in (int, float)):
        raise _unreadable(expression)


def _period(node: ast.Subscript, expression: str) -> str:
    """Return the period in brackets: 2015, "2015Q1" or 2014/2015."""
    written = (ast.get_source_segment(expression, node.slice) or "").strip("'\" ")
    period = normal_period(written)
    if period is None:
        raise DeclarationError(
            _('"%(written)s" in "%(expression)s" is no period. Write a[2015].'),
            written=written,
            expression=expression,
        )
    return period


def _unreadable(expression: str) -> DeclarationError:
    return DeclarationError(
        _(
            'The expression "%(expression)s" cannot be read. It can have + - * /, numbers, '
            "brackets, letters, and a[2015] for the value of one year."
        ),
        expression=expression[:100],
    )


def _by_place(part: Part, series: Iterable[Observation]) -> dict[Place, Observation]:
    """Return the observations by place; those of a part with one sex have none there."""
    return {
        (row.area, row.period, "T" if part.sex else row.sex, row.dimensions): row
        for row in series
        if part.sex in ("", row.sex)
    }


def _row(
    formula: Formula, values: Mapping[str, Mapping[Place, Observation]], place: Place
) -> tuple[Value, str | None]:
    """Return the value, or None and the status of the first part that lacks one."""
    numbers: dict[tuple[str, str], float] = {}
    for letter, period in [
        *((letter, "") for letter in sorted(formula.used)),
        *sorted(formula.fixed),
    ]:
        area, own_period, sex, dimensions = place
        sex = "T" if formula.parts[letter].sex else sex
        found = values[letter].get((area, period or own_period, sex, dimensions))
        if found is None or found.value is None:
            return None, found.status if found else None
        numbers[letter, period] = found.value
    try:
        value = _evaluate(formula.tree, formula.expression, numbers)
    except (ZeroDivisionError, OverflowError):
        return None, None
    return (value if math.isfinite(value) else None), None


def _evaluate(node: ast.expr, expression: str, numbers: Mapping[tuple[str, str], float]) -> float:
    if isinstance(node, ast.BinOp):
        left = _evaluate(node.left, expression, numbers)
        right = _evaluate(node.right, expression, numbers)
        return _OPERATIONS[type(node.op)](left, right)
    if isinstance(node, ast.UnaryOp):
        value = _evaluate(node.operand, expression, numbers)
        return -value if isinstance(node.op, ast.USub) else value
    if isinstance(node, ast.Name):
        return numbers[node.id, ""]
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
        return numbers[node.value.id, _period(node, expression)]
    assert isinstance(node, ast.Constant)
    assert isinstance(node.value, int | float)
    return node.value
