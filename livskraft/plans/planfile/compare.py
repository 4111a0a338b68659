"""A file against the database and against what the last load wrote: what to change, what conflicts."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from livskraft.plans.planfile.content import Content, Record

ARCHIVED = "archived"
"""Key of a stored record that is archived; no file holds it."""


@dataclass(frozen=True)
class Difference:
    """One key of one record: its value in the database and in the file; None where it has none."""

    section: str
    slug: str
    key: str
    stored: Any
    wanted: Any


@dataclass
class Comparison:
    """What loading a file does. `result` holds the records of the file as they will be."""

    result: Content = field(default_factory=dict)
    new: list[tuple[str, str]] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    conflicts: list[Difference] = field(default_factory=list)
    missing: list[tuple[str, str]] = field(default_factory=list)
    unchanged: int = 0

    @property
    def changed(self) -> dict[tuple[str, str], list[str]]:
        """Return the changed keys of each changed record."""
        keys: dict[tuple[str, str], list[str]] = {}
        for difference in self.differences:
            keys.setdefault((difference.section, difference.slug), []).append(difference.key)
        return keys


def compare(
    base: Content, stored: Content, wanted: Content, *, shared: Collection[str]
) -> Comparison:
    """Compare `wanted` (the file) with `stored` (the database); `base` is what the last load wrote.

    A value that differs is a conflict when the database no longer holds what the last load wrote,
    or when it wrote nothing there and the record came about in another way.
    Records of `shared` sections belong to several plans: what the file does not say about them, and
    never said, is left as it is, and those that it lacks are not missing.
    """
    comparison = Comparison()
    for section, records in wanted.items():
        result = comparison.result.setdefault(section, {})
        for slug, record in records.items():
            present = stored.get(section, {}).get(slug)
            if present is None:
                comparison.new.append((section, slug))
                result[slug] = record
                continue
            before = base.get(section, {}).get(slug)
            result[slug] = _merge(
                comparison, (section, slug), (before, present, record), is_shared=section in shared
            )
        if section not in shared:
            comparison.missing += [
                (section, slug)
                for slug, record in stored.get(section, {}).items()
                if slug not in records and ARCHIVED not in record
            ]
    return comparison


def _merge(
    comparison: Comparison,
    name: tuple[str, str],
    versions: tuple[Record | None, Record, Record],
    *,
    is_shared: bool,
) -> Record:
    """Return the record as it will be, and note each difference."""
    before, stored, wanted = versions
    merged = dict(stored)
    is_same = True
    for key in [*wanted, *(key for key in stored if key not in wanted)]:
        now, then = stored.get(key), wanted.get(key)
        if now == then:
            continue
        if is_shared and key != ARCHIVED and key not in wanted and key not in (before or {}):
            continue
        is_same = False
        difference = Difference(*name, key, now, then)
        comparison.differences.append(difference)
        is_restored = before is None and ARCHIVED in stored
        if not is_restored and (before is None or before.get(key) != now):
            comparison.conflicts.append(difference)
        merged.pop(key, None)
        if key in wanted:
            merged[key] = then
    comparison.unchanged += is_same
    return merged
