"""From an entry of a catalogue to an indicator, as far as the entry tells."""

import re
from typing import Any

from livskraft.indicators.queries.catalogue import Found, margin_of
from livskraft.plans.planfile.content import Record, canonical

_LEVELS = {"K": "municipality", "L": "region", "A": "all"}
_UNITS = (
    (re.compile(r",?\s*andel\s*\(%\)", re.IGNORECASE), "procent"),
    (re.compile(r",\s*antal/1\s?000\s?inv(?:ånare)?", re.IGNORECASE), "antal per 1 000 invånare"),
    (re.compile(r",\s*1000 kr/invånare", re.IGNORECASE), "tusen kronor per invånare"),
    (re.compile(r",\s*kr/inv(?:ånare)?", re.IGNORECASE), "kronor per invånare"),
    (re.compile(r",\s*antal/inv(?:ånare)?", re.IGNORECASE), "antal per invånare"),
    (re.compile(r",\s*antal$", re.IGNORECASE), "antal"),
    (re.compile(r",\s*km$", re.IGNORECASE), "km"),
)
_PERIODS = re.compile(r"\.?\s+(?:År|Månad|Kvartal)\s+\d{4}.*$")


def adopted(found: Found, source: dict[str, Any], unit: str = "") -> Record:
    """Return an entry as an indicator with that source. At most one query."""
    entry = found.entry
    title = _PERIODS.sub("", entry.title).strip()
    for pattern, words in _UNITS:
        if pattern.search(title):
            title, unit = pattern.sub("", title).strip(" ,"), words
            break
    record: Record = {
        "title": title[:500],
        "description": entry.description if found.publisher.kind == "kolada" else "",
        "unit": unit[:100],
        "level": _LEVELS.get(entry.level, ""),
        "source": source,
    }
    if unit == "procent":
        record |= {"decimals": 1, "bounds": {"low": 0, "high": 100}}
    return canonical("indicators", record)


def first_source(found: Found) -> dict[str, Any]:
    """Return the source of an entry before its table is known. At most one query."""
    if found.publisher.kind == "kolada":
        source = {"name": found.publisher.slug, "kpi": found.entry.identity}
        if margin := margin_of(found):
            source["margin"] = margin
        return source
    return {"name": found.publisher.slug, "table": found.entry.identity}
