"""Asks a publisher for somebody who waits for the answer: soon, or not at all. Keeps nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from livskraft.indicators.installation import hurried_client, source_addresses
from livskraft.indicators.queries.adopting import first_source
from livskraft.indicators.queries.catalogue import Found, catalogue_publishers
from livskraft.indicators.sources import pxweb2
from livskraft.indicators.sources.errors import Message
from livskraft.indicators.sources.fetching import fetch
from livskraft.indicators.sources.guess import select_of_table
from livskraft.indicators.sources.http import Client
from livskraft.indicators.sources.observation import Observation
from livskraft.indicators.sources.periods import period_order

PERIODS = 5


@dataclass(frozen=True)
class Described:
    """A source that can be fetched, with the unit of its table."""

    source: dict[str, Any]
    unit: str = ""


@dataclass(frozen=True)
class Glimpse:
    """The newest figures of a source that nobody has adopted yet."""

    described: Described
    observations: tuple[Observation, ...]
    warnings: tuple[Message, ...]


def describe_entry(found: Found) -> Described:
    """Return the source of an entry, of a table with a first guess at its variables.

    Raises SourceError where the publisher does not answer at once.
    """
    with hurried_client() as client:
        return _describe(_reached(found), client)


def glimpse(found: Found, areas: Sequence[str]) -> Glimpse:
    """Return the figures of the newest periods for some areas. Raises SourceError."""
    found = _reached(found)
    with hurried_client() as client:
        described = _describe(found, client)
        downloads = list(fetch(_narrowed(described.source), found.publisher, areas, client))
    rows = [one for download in downloads for one in download.observations]
    periods = sorted({one.period for one in rows}, key=period_order)[-PERIODS:]
    return Glimpse(
        described,
        tuple(one for one in rows if one.period in periods),
        tuple(warning for download in downloads for warning in download.warnings),
    )


def _reached(found: Found) -> Found:
    """Return the entry with its publisher at the address that the settings give it."""
    known = catalogue_publishers(source_addresses())
    return replace(found, publisher=known.get(found.publisher.slug, found.publisher))


def _describe(found: Found, client: Client) -> Described:
    source = first_source(found)
    if found.publisher.kind != "pxweb2":
        return Described(source)
    cube = pxweb2.describe(found.entry.identity, found.publisher, client)
    units = {
        unit
        for dimension in cube.dimensions
        for code, unit in dimension.units.items()
        if unit and code in (select_of_table(cube.dimensions).get(dimension.code), "")
    }
    select = select_of_table(cube.dimensions)
    return Described({**source, "select": select}, units.pop() if len(units) == 1 else "")


def _narrowed(source: dict[str, Any]) -> dict[str, Any]:
    """Return a table's source that asks for the newest periods only."""
    select = source.get("select")
    if not isinstance(select, dict):
        return source
    newest = {"role": "period", "values": [f"TOP({PERIODS})"]}
    return {
        **source,
        "select": {
            variable: newest if what == "period" else what for variable, what in select.items()
        },
    }
