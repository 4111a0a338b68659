"""Texts in values that lie in one another, as the content of a plan file and JSON do."""

import re
from collections.abc import Iterator
from typing import Any


def texts_in(value: Any) -> Iterator[str]:
    """Yield every text, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)


def with_replaced(value: Any, wanted: re.Pattern[str], words: str) -> Any:
    """Return the value with other words in all its texts."""
    if isinstance(value, str):
        return wanted.sub(words, value)
    if isinstance(value, dict):
        return {key: with_replaced(inner, wanted, words) for key, inner in value.items()}
    if isinstance(value, list):
        return [with_replaced(inner, wanted, words) for inner in value]
    return value
