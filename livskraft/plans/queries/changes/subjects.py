"""The records that changes are about: what they are called, and where they are shown."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from livskraft.plans.planfile.content import link_key
from livskraft.plans.queries.changes.operations import RecordKey
from livskraft.plans.queries.planfile.tables import Table, all_tables

# Section → kind of public page and the field that ends its address.
PAGES = {
    "plan": ("plan", "slug"),
    "goals": ("goal", "address"),
    "activities": ("activity", "address"),
    "organisations": ("actor", "slug"),
    "forums": ("forum", "slug"),
    "indicators": ("indicator", "address"),
}


@dataclass(frozen=True)
class Subject:
    """A record as it is called now, or was last.

    `plan` is its plan's slug, "-" for what plans share; `page` and `address` lead to its public page
    and are "" where it has none.
    """

    key: RecordKey
    title: str
    slug: str
    plan: str
    page: str = ""
    address: str = ""
    is_there: bool = True
    is_archived: bool = False

    @property
    def section(self) -> str:
        return self.key.section


def subjects(keys: Iterable[RecordKey]) -> dict[RecordKey, Subject]:
    """Return the records by key. A query for each section, and one more where rows are gone."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for section, pk in keys:
        wanted[section].add(pk)
    found = {}
    for table in all_tables():
        pks = wanted.get(table.section)
        if pks:
            found.update(_of_table(table, pks))
    return found


def _of_table(table: Table, pks: set[int]) -> dict[RecordKey, Subject]:
    joined = _joined(table)
    rows = table.model._default_manager.select_related(*joined).in_bulk(pks)
    found = {RecordKey(table.section, pk): _subject(table, row) for pk, row in rows.items()}
    gone = pks - rows.keys()
    if gone:
        history: Any = table.model.history  # type: ignore[attr-defined]
        versions = history.filter(id__in=gone).select_related(*joined)
        for version in versions.order_by("history_date", "history_id"):
            key = RecordKey(table.section, version.id)
            found[key] = _subject(table, version, is_there=False)
    return found


def _joined(table: Table) -> list[str]:
    if table.section == "links":
        return ["from_goal__plan", "to_goal__plan"]
    return [] if table.is_shared or table.section == "plan" else ["plan"]


def _subject(table: Table, row: Any, *, is_there: bool = True) -> Subject:
    pk = row.pk if is_there else row.id
    key = RecordKey(table.section, pk)
    if table.section == "links":
        return _link(key, row, is_there=is_there)
    page, field = PAGES.get(table.section, ("", ""))
    is_archived = getattr(row, "archived_at", None) is not None
    is_shown = page and is_there and not is_archived
    return Subject(
        key,
        title=_title(table, row),
        slug=row.slug,
        plan="-" if table.is_shared or table.section == "plan" else row.plan.slug,
        page=page if is_shown else "",
        address=getattr(row, field) if is_shown else "",
        is_there=is_there,
        is_archived=is_archived,
    )


def _title(table: Table, row: Any) -> str:
    title = getattr(row, "title", row.slug)
    if table.section == "goals":
        return f"{row.number} {title}".strip()
    return f"{title} {row.year}" if table.section == "budget" else title


def _link(key: RecordKey, row: Any, *, is_there: bool) -> Subject:
    ends = {
        side: f"{goal.plan.slug}/{goal.slug}"
        for side, goal in (("from", row.from_goal), ("to", row.to_goal))
    }
    is_becoming = row.kind == "became"
    owner = row.to_goal if is_becoming else row.from_goal
    return Subject(
        key,
        title=f"{row.from_goal.title} {row.get_kind_display()} {row.to_goal.title}",
        slug=link_key({**ends, "kind": row.kind}),
        plan=owner.plan.slug,
        is_there=is_there,
    )
