"""Three versions of one record → one: what it was, what it became, and what somebody drafted."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from livskraft.plans.planfile.compare import ARCHIVED
from livskraft.plans.planfile.content import Record

Side = Literal["draft", "stored"]

STEPS = "status_history"
"""The key that `status` follows from: it is that of the last step, and settled with it."""


@dataclass(frozen=True)
class Conflict:
    """A key that two people changed differently; None where a version lacks it."""

    key: str
    base: Any
    stored: Any
    drafted: Any


def merge(
    base: Record, stored: Record, drafted: Record, keep: Mapping[str, Side]
) -> tuple[Record, list[Conflict]]:
    """Return the stored record with what the draft changed, and the conflicts left.

    A key that only one side changed, or both alike, merges silently; `keep` settles the others.
    The key `archived` is no matter of a draft. All three are canonical.
    """
    merged = dict(stored)
    conflicts = []
    for key in dict.fromkeys([*stored, *drafted, *base]):
        if key == ARCHIVED or (key == "status" and STEPS in stored):
            continue
        was, now, then = base.get(key), stored.get(key), drafted.get(key)
        if then in (was, now):
            continue
        if now == was or keep.get(key) == "draft":
            _put(merged, key, then)
        elif key not in keep:
            conflicts.append(Conflict(key, was, now, then))
    if merged.get(STEPS):
        merged["status"] = merged[STEPS][-1]["status"]
    return merged, conflicts


def _put(record: Record, key: str, value: Any) -> None:
    if value is None:
        record.pop(key, None)
    else:
        record[key] = value


def without_changed_examples(stored: Record, wanted: Record) -> Record:
    """Return the wanted record, its changed keys no longer marked as example."""
    changed = {key for key in {*stored, *wanted} if stored.get(key) != wanted.get(key)}
    if STEPS in changed:
        changed.add("status")
    kept = [
        key
        for key in wanted.get("example", [])
        if key not in changed or key not in stored.get("example", [])
    ]
    without = {key: value for key, value in wanted.items() if key != "example"}
    return {**without, "example": kept} if kept else without
