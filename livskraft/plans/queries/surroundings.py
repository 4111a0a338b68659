"""What a record is held against before it is published: the other records, as names and titles."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db.models import F
from django.utils import translation
from django.utils.module_loading import import_string

from livskraft.plans.models import Goal, GoalLink, Plan
from livskraft.plans.planfile.content import Record, link_key
from livskraft.plans.planfile.gate import NAMED_PARENT, Surroundings, references_in
from livskraft.plans.queries.planfile.keys import ALL_GOALS
from livskraft.plans.queries.planfile.stored import rows_of
from livskraft.plans.queries.planfile.tables import Table, table_of
from livskraft.shared.shapes import area_names


def surroundings(
    section: str, plan: Plan | None, slug: str, stored: Record | None = None
) -> Surroundings:
    """Return what a record is held against. What `stored` refers to counts as living.

    One query for its own section and one for each other that it may refer to, at most six.
    """
    table = table_of(section)
    names = {of: set(_living(of, plan)) for of in sorted(_sections(table))}
    for _key, of, name in references_in(section, stored or {}):
        names.setdefault(of, set()).add(str(name))
    titles: dict[str, str] = {}
    parents: dict[str, str | None] = {}
    taken: set[str] = set()
    for row in _others(table, plan, slug):
        taken |= {row["slug"], *row.get("former_slugs", ())}
        parents[row["slug"]] = row.get("above")
        if row.get("archived_at") is None:
            titles[row["slug"]] = row.get("title", "")
    return Surroundings(
        plan=slug if section == "plan" else plan.slug if plan else "",
        names=names,
        titles=titles,
        parents=parents,
        taken=taken,
        template_texts=template_texts(),
    )


def _sections(table: Table) -> set[str]:
    """Return the sections that a record may refer to."""
    found = {one.section for one in table.references} | {one.section for one in table.members}
    found |= {one.section for part in table.parts for one in part.references}
    return found.union(table.named)


def _living(section: str, plan: Plan | None) -> Iterable[str]:
    """Return the names of the records that may be referred to. One query, none for areas."""
    if section == "areas":
        return area_names()
    if section == ALL_GOALS:
        goals = Goal.objects.filter(archived_at=None, plan__archived_at=None)
        return [f"{of}/{slug}" for of, slug in goals.values_list("plan__slug", "slug")]
    rows = _rows(table_of(section), plan)
    if table_of(section).has("archived_at"):
        rows = rows.filter(archived_at=None)
    return rows.values_list("slug", flat=True)


def _rows(table: Table, plan: Plan | None) -> Any:
    if table.section == "plan":
        return table.model._default_manager.all()
    return rows_of(table, plan)


def _others(table: Table, plan: Plan | None, slug: str) -> Iterable[dict[str, Any]]:
    if table.section == "links":
        return [{"slug": key, "title": ""} for key in _link_keys() if key != slug]
    columns = [name for name in ("slug", "title", "former_slugs", "archived_at") if table.has(name)]
    above = NAMED_PARENT.get(table.section)
    named = {"above": F(f"{above}__slug")} if above else {}
    rows = _rows(table, plan).exclude(slug=slug)
    found: Iterable[dict[str, Any]] = rows.values(*columns, **named)
    return found


def _link_keys() -> list[str]:
    columns = ("from_goal__plan__slug", "from_goal__slug", "kind")
    ends = ("to_goal__plan__slug", "to_goal__slug")
    return [
        link_key({"from": f"{of}/{goal}", "kind": kind, "to": f"{to_plan}/{to_goal}"})
        for of, goal, kind, to_plan, to_goal in GoalLink.objects.values_list(*columns, *ends)
    ]


def template_texts() -> set[str]:
    """Return texts that only help to write, in every language: see the setting TEMPLATE_TEXTS."""
    found: set[str] = set()
    for name in settings.TEMPLATE_TEXTS:
        texts: Callable[[], Iterable[str]] = import_string(name)
        for language, _title in settings.LANGUAGES:
            with translation.override(language):
                found.update(str(text) for text in texts())
    return found
