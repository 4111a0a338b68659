"""The titles of records by the names that a plan file gives them."""

from collections.abc import Iterable

from livskraft.plans.models import Area, Goal, Plan
from livskraft.plans.queries.planfile.tables import all_tables


class Titles:
    """Titles by section and slug; a section is read when it is first asked for, one query each."""

    def __init__(self, plan: Plan | None) -> None:
        self._plan = plan
        self._titles: dict[str, dict[str, str]] = {}

    def title(self, section: str, slug: str) -> str:
        """Return a record's title, a goal's with its number; what is not known stays as it is."""
        if section not in self._titles:
            self._titles[section] = dict(self._pairs(section))
        return self._titles[section].get(slug, slug)

    def _pairs(self, section: str) -> Iterable[tuple[str, str]]:
        if section == "areas":
            yield from Area.objects.values_list("code", "title")
        elif section == "all goals":
            goals = Goal.objects.values_list("plan__slug", "slug", "number", "title")
            for plan, slug, number, title in goals:
                yield f"{plan}/{slug}", f"{number} {title}".strip()
        elif section == "goals":
            own = Goal.objects.filter(plan=self._plan).values_list("slug", "number", "title")
            for slug, number, title in own:
                yield slug, f"{number} {title}".strip()
        else:
            table = next((one for one in all_tables() if one.section == section), None)
            if table is not None and table.has("title"):
                rows = table.model._default_manager.all()
                if not table.is_shared and section != "plan":
                    rows = rows.filter(plan=self._plan)
                yield from rows.values_list("slug", "title")
