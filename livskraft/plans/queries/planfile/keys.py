"""Slugs and primary keys of the records that a plan file names, both ways."""

from collections.abc import Iterable
from typing import Any

from livskraft.plans.models import Area, Goal, Plan
from livskraft.plans.queries.planfile.tables import Table

ALL_GOALS = "all goals"


class Keys:
    """The keys of each section: areas by code, goals of all plans by plan/goal, others by slug.

    A section is read when it is first asked for: one query each.
    """

    def __init__(self, tables: Iterable[Table], plan: Plan | None) -> None:
        self._tables = {table.section: table for table in tables if table.section != "links"}
        self._plan = plan
        self._pks: dict[str, dict[str, int]] = {}
        self._names: dict[str, dict[int, str]] = {}

    def _pks_of(self, section: str) -> dict[str, int]:
        if section not in self._pks:
            pairs = list(self._pairs(section))
            self._pks[section] = dict(pairs)
            self._names[section] = {pk: name for name, pk in pairs}
        return self._pks[section]

    def _pairs(self, section: str) -> Iterable[tuple[str, int]]:
        if section == "areas":
            yield from Area.objects.values_list("code", "pk")
        elif section == ALL_GOALS:
            goals = Goal.objects.values_list("plan__slug", "slug", "pk")
            yield from ((f"{of}/{slug}", pk) for of, slug, pk in goals)
        elif section in self._tables:
            table = self._tables[section]
            rows = table.model._default_manager.all()
            if not table.is_shared and table.section != "plan":
                rows = rows.filter(plan=self._plan) if self._plan else rows.none()
            yield from rows.values_list("slug", "pk")

    def add(self, section: str, name: str, pk: int) -> None:
        """Make a record known that has just been written."""
        self._pks_of(section)[name] = pk
        self._names[section][pk] = name

    def forget(self, section: str) -> None:
        """Read a section again when it is asked for next: somebody else has added to it."""
        self._pks.pop(section, None)

    def pk(self, section: str, name: str | None) -> int | None:
        """Return the primary key of a record; of no name, None."""
        return None if name is None else self._pks_of(section)[name]

    def knows(self, section: str, name: str) -> bool:
        """Return whether there is such a record."""
        return name in self._pks_of(section)

    def names(self, section: str) -> list[str]:
        """Return the names of all records of a section."""
        return list(self._pks_of(section))

    def name(self, section: str, pk: Any) -> str | None:
        """Return what the file calls a record; of no key, and of a record that is gone, None."""
        if pk is None:
            return None
        self._pks_of(section)
        return self._names[section].get(pk)
