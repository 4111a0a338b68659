"""What a publisher has to offer: Kolada's key figures, the tables of PxWebApi 2."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from livskraft.indicators.sources import kolada, pxweb2
from livskraft.indicators.sources.errors import AnswerError, DeclarationError, _
from livskraft.indicators.sources.http import Client
from livskraft.indicators.sources.paging import pages, values_of
from livskraft.indicators.sources.publishers import Publisher

_PAGE = 5000
_TABLES = 1000


@dataclass(frozen=True)
class Entry:
    """A key figure or table that an indicator could use.

    `level` is K (municipalities), L (regions) or A (both) in Kolada, "" elsewhere. `ended` is the
    last year of one that is discontinued. `first` and `last` are periods as the publisher writes.
    """

    identity: str
    title: str
    description: str = ""
    level: str = ""
    has_sexes: bool = False
    ended: int | None = None
    first: str = ""
    last: str = ""
    updated: str = ""
    next_publication: str = ""


def entries(publisher: Publisher, client: Client, query: str = "") -> Iterator[Entry]:
    """Yield everything the publisher lists, to the last page; `query` narrows it there."""
    if publisher.kind == "kolada":
        return _key_figures(publisher, client, query)
    if publisher.kind == "pxweb2":
        return _tables(publisher, client, query)
    raise DeclarationError(
        _("%(title)s has no catalogue that can be asked. Look the table up on its site."),
        title=publisher.title,
    )


KINDS = ("kolada", "pxweb2")
"""The kinds of publisher that list what they have."""


@cache
def shipped() -> dict[str, tuple[Entry, ...]]:
    """Return a few entries of publishers by their slug: what there is before anybody was asked."""
    rows = json.loads(Path(__file__).with_name("shipped_catalogue.json").read_text("utf-8"))
    return {
        slug: tuple(Entry(**{**row, "ended": kolada.ended(row["title"])}) for row in found)
        for slug, found in rows.items()
    }


def _key_figures(publisher: Publisher, client: Client, query: str) -> Iterator[Entry]:
    client.limit(publisher.url, publisher.calls, publisher.seconds)
    address = f"{publisher.url}/kpi?per_page={_PAGE}"
    if query:
        address += f"&title={quote(query)}"
    for answer in pages(client, address, publisher.url):
        for row in values_of(answer):
            yield _key_figure(row)


def _key_figure(row: dict[str, Any]) -> Entry:
    title = str(row.get("title") or "")
    return Entry(
        identity=str(row.get("id")),
        title=title,
        description=kolada.plain_text(str(row.get("description") or "")),
        level=str(row.get("municipality_type") or ""),
        has_sexes=bool(row.get("is_divided_by_gender")),
        ended=kolada.ended(title),
        next_publication=str(row.get("publication_date") or ""),
    )


def _tables(publisher: Publisher, client: Client, query: str) -> Iterator[Entry]:
    _limit, language = pxweb2.read_limits(publisher, client)
    number, last = 1, 1
    while number <= last:
        wanted = [("pageNumber", str(number)), ("pageSize", str(_TABLES))]
        asked = [*language, *wanted, *([("query", query)] if query else [])]
        answer = client.get(f"{publisher.url}/tables", asked)
        document = answer.json()
        tables = document.get("tables") if isinstance(document, dict) else None
        page = document.get("page") if isinstance(document, dict) else None
        if not isinstance(tables, list) or not isinstance(page, dict):
            raise AnswerError(
                _("%(url)s answered without a list of tables. Check the address of the source."),
                url=answer.url,
            )
        last = min(int(page.get("totalPages") or 1), _PAGE)
        number += 1
        yield from (_table(row) for row in tables if isinstance(row, dict))


def _table(row: dict[str, Any]) -> Entry:
    return Entry(
        identity=str(row.get("id")),
        title=str(row.get("label") or ""),
        description=str(row.get("description") or "") or _variables(row),
        first=str(row.get("firstPeriod") or ""),
        last=str(row.get("lastPeriod") or ""),
        updated=str(row.get("updated") or ""),
    )


def _variables(row: dict[str, Any]) -> str:
    """Return the variables of a table, where nothing else describes it."""
    names = row.get("variableNames")
    return ", ".join(map(str, names)) if isinstance(names, list) else ""
