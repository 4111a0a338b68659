"""One way to write a record as bytes, so that the same content always has the same hash.

Keys sorted, no spaces, UTF-8, texts in Unicode's composed form with line breaks as LF; numbers
without a fraction as integers, others as their shortest decimal form. NaN and infinity are refused.
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, timezone
from decimal import Decimal
from typing import Any


def canonical_json(value: Any) -> str:
    """Return the canonical text of dicts, lists, texts, numbers, dates (ISO), True, False, None.

    Moments are written in UTC. Raises TypeError for other types, ValueError for numbers that are none.
    """
    return json.dumps(
        _normal(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def sha256_of(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _normal(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        text = value.replace("\r\n", "\n").replace("\r", "\n")
        return unicodedata.normalize("NFC", text)
    if isinstance(value, float | Decimal):
        return _number(value)
    if isinstance(value, datetime):
        return value.astimezone(timezone.utc).isoformat(timespec="microseconds")  # noqa: UP017
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return _mapping(value)
    if isinstance(value, list | tuple):
        return [_normal(one) for one in value]
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _mapping(value: Mapping[Any, Any]) -> dict[str, Any]:
    normal = {}
    for key, one in value.items():
        if not isinstance(key, str):
            raise TypeError(f"the key {key!r} is no text")
        normal[unicodedata.normalize("NFC", key)] = _normal(one)
    return normal


def _number(value: float | Decimal) -> int | float:
    """Return the same number for 1, 1.0 and Decimal("1.00")."""
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError("not a number")
    return int(value) if value == int(value) else float(value)
