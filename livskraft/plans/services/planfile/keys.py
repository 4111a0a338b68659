"""Slugs and primary keys of the records that a plan file names, both ways."""

from collections.abc import Iterable
from typing import Any

from livskraft.plans.models import Area, Goal, Plan
from livskraft.plans.services.planfile.tables import Table


class Keys:
    """The keys of each section: areas by code, goals of all plans by plan/goal, others by slug."""

    def __init__(self, tables: Iterable[Table], plan: Plan | None) -> None:
        self._pks: dict[str, dict[str, int]] = {}
        self._names: dict[str, dict[int, str]] = {}
        self._add("areas", Area.objects.values_list("code", "pk"))
        goals = Goal.objects.values_list("plan__slug", "slug", "pk")
        self._add("all goals", ((f"{of}/{slug}", pk) for of, slug, pk in goals))
        for table in tables:
            if table.section == "links":
                continue
            rows = table.model._default_manager.all()
            if not table.is_shared and table.section != "plan":
                rows = rows.filter(plan=plan) if plan else rows.none()
            self._add(table.section, rows.values_list("slug", "pk"))

    def _add(self, section: str, pairs: Iterable[tuple[str, int]]) -> None:
        for name, pk in pairs:
            self.add(section, name, pk)

    def add(self, section: str, name: str, pk: int) -> None:
        """Make a record known that has just been written."""
        self._pks.setdefault(section, {})[name] = pk
        self._names.setdefault(section, {})[pk] = name

    def pk(self, section: str, name: str | None) -> int | None:
        """Return the primary key of a record; of no name, None."""
        return None if name is None else self._pks[section][name]

    def knows(self, section: str, name: str) -> bool:
        """Return whether there is such a record."""
        return name in self._pks.get(section, {})

    def names(self, section: str) -> list[str]:
        """Return the names of all records of a section."""
        return list(self._pks.get(section, {}))

    def name(self, section: str, pk: Any) -> str | None:
        """Return what the file calls a record; of no key, None."""
        return None if pk is None else self._names[section].get(pk)
