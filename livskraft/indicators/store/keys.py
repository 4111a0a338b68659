"""What tells one figure from another, and how figures are sorted by it."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from livskraft.indicators.sources.periods import period_order

Pairs = tuple[tuple[str, str], ...]
"""Further dimensions: variables with their codes, sorted by variable."""


def dimensions_text(dimensions: Iterable[tuple[str, str]]) -> str:
    """Return further dimensions as the store writes them: JSON by variable, "" for none."""
    named = dict(sorted(dimensions))
    return json.dumps(named, ensure_ascii=False, separators=(",", ":")) if named else ""


def read_dimensions(text: str) -> Pairs:
    """Return what `dimensions_text` wrote."""
    return tuple(json.loads(text).items()) if text else ()


def period_key(period: str) -> tuple[tuple[int, int, int], str]:
    """Return what periods are sorted by: when they end, the newest last."""
    return period_order(period), period


def _itself(value: Any) -> Any:
    return value


SORT_KEYS: dict[str, Callable[[Any], Any]] = {
    "area": _itself,
    "sex": _itself,
    "dimensions": _itself,
    "period": period_key,
}
"""The columns that rows are sorted by, in this order, and by what of their values."""
