"""Versions of a record as the public sees them: one for each day."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.timezone import localdate


def last_of_each_day(versions: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the last version of each day, of versions newest first with `history_date` and
    `history_type`.

    Each gets its day as `on`, and as `is_entry` whether the record was entered on it.
    """
    kept: dict[date, dict[str, Any]] = {}
    for version in versions:
        on = localdate(version["history_date"])
        last = kept.setdefault(on, {**version, "on": on})
        last["is_entry"] = version["history_type"] == "+"
    return list(kept.values())
