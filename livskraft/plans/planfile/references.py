"""Everything that a plan file points to must exist."""

from collections.abc import Callable, Collection, Iterator
from typing import Any

from livskraft.plans.planfile.index import Index
from livskraft.plans.planfile.validation import nearest
from livskraft.shared.yamlfile.errors import Path, _
from livskraft.shared.yamlfile.tree import Mapping

SHIPPED_SOURCES = (
    "kolada",
    "scb",
    "eurostat",
    "scb1",
    "folkhalsomyndigheten",
    "skolverket",
    "tillvaxtanalys",
    "kulturanalys",
    "csn",
    "jordbruksverket",
    "vasteras",
)
NO_PUBLISHER = ("file", "derived")

Reference = tuple[Path, str, str]


def check_references(index: Index, *, known_areas: Collection[str]) -> None:
    """Report every slug that names nothing and every area code that Sweden does not have."""
    for section in _REFERENCES:
        for path, record in index.records[section]:
            for reference in references_of(section, path, record):
                _check(index, reference)
    for reference in references_of("plan", ("plan",), index.tree["plan"]):
        _check(index, reference)
    for path, code in _areas(index):
        if code not in known_areas:
            index.report(
                path,
                _(
                    'There is no area with the code "%(code)s" in Sweden. '
                    '"1980" is Västerås, "19" its county.'
                ),
                code=code,
            )


def _check(index: Index, reference: Reference) -> None:
    path, section, slug = reference
    if slug in index.slugs[section]:
        return
    suggestion = nearest(slug, list(index.slugs[section]))
    if suggestion:
        template = _('There is no "%(slug)s" among %(section)s. Did you mean "%(suggestion)s"?')
    else:
        template = _('There is no "%(slug)s" among %(section)s.')
    index.report(path, template, slug=slug, section=section, suggestion=suggestion)


def _one(path: Path, record: Mapping, key: str, section: str) -> Iterator[Reference]:
    if key in record:
        yield (*path, key), section, record[key]


def _several(path: Path, record: Mapping, key: str, section: str) -> Iterator[Reference]:
    for position, slug in enumerate(record.get(key) or []):
        yield (*path, key, position), section, slug


def _of_organisation(path: Path, record: Mapping) -> Iterator[Reference]:
    yield from _one(path, record, "parent", "organisations")


def _of_forum(path: Path, record: Mapping) -> Iterator[Reference]:
    yield from _one(path, record, "reports_to", "forums")
    yield from _several(path, record, "members", "organisations")


def _of_goal(path: Path, record: Mapping) -> Iterator[Reference]:
    for organisation in record.get("bindings") or {}:
        yield (*path, "bindings", organisation), "organisations", organisation


def _of_activity(path: Path, record: Mapping) -> Iterator[Reference]:
    yield from _one(path, record, "primary_goal", "goals")
    yield from _several(path, record, "secondary_goals", "goals")
    yield from _one(path, record, "lead", "organisations")
    yield from _one(path, record, "parent", "activities")
    for position, partner in enumerate(record.get("partners") or []):
        where = (*path, "partners", position, "organisation")
        yield where, "organisations", partner["organisation"]


def _of_budget_line(path: Path, record: Mapping) -> Iterator[Reference]:
    yield from _one(path, record, "parent", "budget")
    yield from _one(path, record, "organisation", "organisations")


def _of_indicator(path: Path, record: Mapping) -> Iterator[Reference]:
    for position, role in enumerate(record.get("goals") or []):
        yield (*path, "goals", position, "goal"), "goals", role["goal"]
    source = record.get("source") or {}
    name = source.get("name")
    if name and name not in SHIPPED_SOURCES + NO_PUBLISHER:
        yield (*path, "source", "name"), "sources", name
    parts = source.get("of") if name == "derived" else None
    if isinstance(parts, dict):
        for letter, part in parts.items():
            slug: Any = part.get("indicator") if isinstance(part, dict) else part
            if isinstance(slug, str):
                yield (*path, "source", "of", letter), "indicators", slug
    for position, target in enumerate(record.get("targets") or []):
        slug = str(target.get("from") or "").rpartition("/")[0]
        if slug:
            yield (*path, "targets", position, "from"), "indicators", slug


def _nothing(path: Path, record: Mapping) -> Iterator[Reference]:
    yield from ()


_REFERENCES: dict[str, Callable[[Path, Mapping], Iterator[Reference]]] = {
    "documents": _nothing,
    "sources": _nothing,
    "organisations": _of_organisation,
    "forums": _of_forum,
    "goals": _of_goal,
    "indicators": _of_indicator,
    "activities": _of_activity,
    "budget": _of_budget_line,
}


def references_of(section: str, path: Path, record: Any) -> Iterator[Reference]:
    """Yield what one record refers to, but for areas: (path, section, slug)."""
    yield from _REFERENCES.get(section, _nothing)(path, record)
    if "document" in record.get("origin", {}):
        yield (*path, "origin", "document"), "documents", record["origin"]["document"]


def _areas(index: Index) -> Iterator[tuple[Path, str]]:
    for position, code in enumerate(index.tree.get("areas") or []):
        yield ("areas", position), code
    for path, record in index.records["organisations"]:
        if "area" in record:
            yield (*path, "area"), record["area"]
    for path, record in index.records["activities"]:
        for position, code in enumerate(record.get("areas") or []):
            yield (*path, "areas", position), code
    for path, record in index.records["indicators"]:
        yield from _areas_of_targets(path, record)


def _areas_of_targets(path: Path, record: Mapping) -> Iterator[tuple[Path, str]]:
    for position, target in enumerate(record.get("targets") or []):
        for key in ("area", "of", "between", "with"):
            named, where = target.get(key), (*path, "targets", position, key)
            if isinstance(named, list):
                yield from (((*where, place), code) for place, code in enumerate(named))
            elif named and named != "sexes":
                yield where, named
