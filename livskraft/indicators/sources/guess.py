"""A first `select` for a table or file that nobody has described yet: to be looked through."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from typing import Any

from livskraft.indicators.sources.areas import area_code, swedish_areas
from livskraft.indicators.sources.cube import Dimension
from livskraft.indicators.sources.periods import normal_period
from livskraft.indicators.sources.preview import HEADING, Table
from livskraft.indicators.sources.sexes import sex_of

Select = dict[str, Any]

_TIME = re.compile(r"(?:tid|år|period|månad|kvartal|läsår|time|year|month|quarter)", re.IGNORECASE)
_AREA = re.compile(r"(?:region|kommun|län|område|area|geo|municipality).*", re.IGNORECASE)
_SEX = re.compile(r"(?:kön|kon|sex|gender)", re.IGNORECASE)
_CONTENTS = ("contentscode", "metric")


def select_of_table(dimensions: Sequence[Dimension]) -> Select:
    """Return what each variable of a publisher's table probably is.

    Of contents, and of what cannot be left out, the total or else the first value is taken.
    """
    select: Select = {}
    for dimension in dimensions:
        labels = [dimension.label_of(code) for code in dimension.values]
        role = _role(dimension.label or dimension.code, dimension.values, labels)
        if dimension.role == "time":
            role = "period"
        is_contents = dimension.role == "metric" or dimension.code.casefold() in _CONTENTS
        if role in select.values():
            role = ""
        if role and not is_contents:
            select[dimension.code] = role
        elif is_contents or not dimension.can_eliminate:
            value = dimension.total or next(iter(dimension.values), "")
            if value:
                select[dimension.code] = value
    return select


def select_of_file(table: Table) -> Select:
    """Return what each column of a file, or variable of a table in it, probably is."""
    select: Select = {}
    for dimension in table.dimensions:
        role = _role(dimension.label, dimension.values, dimension.values)
        if dimension.code == HEADING:
            select.update(_headed(table, role))
        elif role and role not in select.values():
            select[dimension.code] = role
        elif len(dimension.values) == 1 and dimension.values[0]:
            select[dimension.code] = dimension.values[0]
        else:
            select[dimension.code] = ["*"]
    if len(table.figures) == 1 and table.figures[0] not in select and HEADING not in _codes(table):
        select[table.figures[0]] = "value"
    if table.status:
        select[table.status] = "status"
    return select


def _codes(table: Table) -> set[str]:
    return {dimension.code for dimension in table.dimensions}


def _headed(table: Table, role: str) -> Select:
    """Return how columns of figures are told: one pattern for all, or the last one of them."""
    others = _codes(table) | {table.status}
    if role in ("period", "area", "sex"):
        for pattern in _patterns(table.figures):
            found = re.compile(re.escape(pattern).replace(r"\*", ".*").replace(r"\?", "."))
            matching = {name for name in (*table.figures, *others) if found.fullmatch(name)}
            if matching == set(table.figures):
                return {pattern: {"role": "value", "heading": role}}
    return {table.figures[-1]: "value"} if table.figures else {}


def _patterns(names: Sequence[str]) -> Iterable[str]:
    if len(names) == 1:
        yield names[0]
        return
    yield f"{_common_start(names)}*"
    if len({len(name) for name in names}) == 1:
        yield "?" * len(names[0])
    yield f"*{_common_start([name[::-1] for name in names])[::-1]}"


def _common_start(names: Sequence[str]) -> str:
    """Return the letters that all names begin with."""
    first, last = min(names), max(names)
    same = (a == b for a, b in zip(first, last, strict=False))
    return first[: sum(takewhile(bool, same))]


def _role(name: str, codes: Sequence[str], labels: Sequence[str]) -> str:
    """Return area, period or sex where name and values agree, else ""."""
    filled = [label for label in dict.fromkeys(labels) if label]
    if not filled:
        return ""
    if all(normal_period(label) for label in filled) and not _AREA.fullmatch(name):
        return "period" if _TIME.search(name) or len(filled[0]) >= 4 else ""
    if _are_areas(name, codes, filled):
        return "area"
    if all(sex_of(label) for label in filled) and (_SEX.fullmatch(name) or len(filled) > 1):
        return "sex"
    return ""


def _are_areas(name: str, codes: Sequence[str], labels: Sequence[str]) -> bool:
    """Whether most are areas, by name or code; a name such as "Kommun" makes codes credible."""
    named = swedish_areas().find_all(labels)
    if _AREA.fullmatch(name.strip()):
        known = len(named) + sum(1 for code in codes if area_code(code))
        return known >= max(1, len(labels) * 0.5)
    words = [label for label in named if not label.isdigit()]
    return len(words) >= max(1, len(labels) * 0.8)


def merged(guessed: Mapping[str, Any], known: Mapping[str, Any] | None, names: set[str]) -> Select:
    """Return the mapping that is remembered where it still fits the columns, else the guessed one."""
    if known and all(name in names or "*" in name or "?" in name for name in known):
        return dict(known)
    return dict(guessed)
