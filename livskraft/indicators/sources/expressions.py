"""Which values of a variable are meant: codes, texts, and the expressions of PxWebApi 2."""

import difflib
import re
from collections.abc import Iterable, Sequence

from livskraft.indicators.sources.cube import Dimension
from livskraft.indicators.sources.errors import DeclarationError, _, listed
from livskraft.indicators.sources.periods import normal_period, period_order

_EXPRESSION = re.compile(r"\[?\s*(TOP|BOTTOM|RANGE|FROM|TO)\s*\(([^()]*)\)\s*\]?", re.IGNORECASE)


def expand(expressions: Iterable[str], dimension: Dimension, *, is_time: bool) -> tuple[str, ...]:
    """Return the codes that are meant, in the table's order. Raises DeclarationError.

    For time `TOP(5)` is the newest five, whatever order the table has; `BOTTOM(5)` the oldest.
    For another variable they are the first and the last ones of the table.
    """
    chosen: set[str] = set()
    for expression in expressions:
        chosen.update(_meant(expression, dimension, is_time))
    return tuple(code for code in dimension.values if code in chosen)


def period_of(dimension: Dimension, code: str) -> str | None:
    """Return the period of a code: as the file tells, else by its label, else by the code."""
    return (
        dimension.periods.get(code)
        or normal_period(dimension.label_of(code))
        or normal_period(code)
    )


def find_code(text: str, dimension: Dimension) -> str | None:
    """Return the code that is written so, or whose text is; None if there is none."""
    if text in dimension.values:
        return text
    return next((code for code in dimension.values if dimension.label_of(code) == text), None)


def _meant(expression: str, dimension: Dimension, is_time: bool) -> Sequence[str]:
    if (code := find_code(expression, dimension)) is not None:
        return [code]
    if is_time and (codes := _in_period(expression, dimension)):
        return codes
    if match := _EXPRESSION.fullmatch(expression.strip()):
        arguments = [part.strip() for part in match[2].split(",")]
        found = _part(match[1].upper(), arguments, dimension, is_time)
        if found is not None:
            return found
    if "*" in expression or "?" in expression:
        pattern = re.escape(expression).replace(r"\*", ".*").replace(r"\?", ".")
        if found := [code for code in dimension.values if re.fullmatch(pattern, code)]:
            return found
    raise no_such_value(expression, dimension)


def _part(
    name: str, arguments: Sequence[str], dimension: Dimension, is_time: bool
) -> Sequence[str] | None:
    """Return the codes of an expression, None where its arguments are wrong."""
    ordered = _ordered(dimension, is_time)
    if name in ("TOP", "BOTTOM"):
        if not all(argument.isdecimal() for argument in arguments) or len(arguments) > 2:
            return None
        from_end = (name == "TOP") == is_time
        return _several(ordered, [int(argument) for argument in arguments], from_end=from_end)
    ends = [find_code(argument, dimension) for argument in arguments]
    if None in ends or len(ends) != (2 if name == "RANGE" else 1):
        return None
    places = [ordered.index(str(end)) for end in ends]
    if name == "FROM":
        return ordered[places[0] :]
    if name == "TO":
        return ordered[: places[0] + 1]
    return ordered[places[0] : places[1] + 1]


def _several(ordered: Sequence[str], arguments: Sequence[int], *, from_end: bool) -> Sequence[str]:
    """Return so many codes from one end, after leaving out as many as the second number says."""
    count, skipped = arguments[0], arguments[1] if len(arguments) > 1 else 0
    if from_end:
        end = max(0, len(ordered) - skipped)
        return ordered[max(0, end - count) : end]
    return ordered[skipped : skipped + count]


def _ordered(dimension: Dimension, is_time: bool) -> list[str]:
    """Return the codes, for time oldest first."""
    if not is_time:
        return list(dimension.values)
    periods = {code: period_of(dimension, code) for code in dimension.values}
    known = {code: period_order(period) for code, period in periods.items() if period}
    if len(known) < len(dimension.values):
        return list(dimension.values)
    return sorted(dimension.values, key=known.__getitem__)


def _in_period(expression: str, dimension: Dimension) -> list[str]:
    period = normal_period(expression)
    if period is None:
        return []
    return [code for code in dimension.values if period_of(dimension, code) == period]


def no_such_value(text: str, dimension: Dimension) -> DeclarationError:
    """Return the error for a value that the variable does not have; it names the nearest."""
    codes = list(dimension.values)
    labels = [dimension.label_of(code) for code in codes]
    near = difflib.get_close_matches(text, [*codes, *labels], n=3, cutoff=0.5)
    shown = near or [_coded(code, dimension) for code in codes]
    return DeclarationError(
        _('The variable "%(variable)s" has no value "%(value)s". It has: %(values)s.'),
        variable=dimension.code,
        value=text,
        values=listed(shown),
    )


def _coded(code: str, dimension: Dimension) -> str:
    label = dimension.label_of(code)
    return code if label == code else f"{code} ({label})"


def shown_values(dimension: Dimension) -> str:
    """Return the variable's values for a message: code and text, the first ones."""
    return listed(_coded(code, dimension) for code in dimension.values)
