"""Publishers are rows of data: a plan file adds its own, and any address can be replaced."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from livskraft.indicators.sources.errors import DeclarationError, _, listed

KINDS = ("kolada", "pxweb2", "pxweb1", "eurostat")


@dataclass(frozen=True)
class Publisher:
    """Who publishes figures, where, and how to ask.

    `calls` in `seconds` is how often we ask, `cells` how much at once: both only until the
    publisher says its own limits; no calls means no limit of ours. `answer_format` is what API v1
    is asked for.
    """

    slug: str
    title: str
    kind: str
    url: str
    attribution: str = ""
    licence: str = ""
    language: str = "sv"
    calls: int = 10
    seconds: float = 10.0
    cells: int = 100_000
    answer_format: str = "json-stat2"


_CC0 = "CC0 1.0"

SHIPPED = (
    Publisher(
        "kolada",
        "Kolada",
        "kolada",
        "https://api.kolada.se/v3",
        "Källa: Kolada",
        calls=5,
        seconds=1.0,
    ),
    Publisher(
        "scb",
        "SCB",
        "pxweb2",
        "https://statistikdatabasen.scb.se/api/v2",
        "Källa: SCB",
        _CC0,
        cells=150_000,
    ),
    Publisher("scb1", "SCB", "pxweb1", "https://api.scb.se/OV0104/v1/doris/sv", "Källa: SCB", _CC0),
    Publisher(
        "eurostat",
        "Eurostat",
        "eurostat",
        "https://ec.europa.eu/eurostat/api/dissemination/statistics/1.0/data",
        "Källa: Eurostat",
        language="en",
        cells=5_000_000,
    ),
    Publisher(
        "folkhalsomyndigheten",
        "Folkhälsomyndigheten",
        "pxweb1",
        "https://fohm-app.folkhalsomyndigheten.se/Folkhalsodata/api/v1/sv",
        "Källa: Folkhälsomyndigheten",
    ),
    Publisher(
        "skolverket",
        "Skolverket",
        "pxweb1",
        "https://statistikdatabasen.skolverket.se/PxWeb/api/v1/sv",
        "Källa: Skolverket",
        _CC0,
        cells=1000,
    ),
    Publisher(
        "tillvaxtanalys",
        "Tillväxtanalys",
        "pxweb1",
        "https://statistik.tillvaxtanalys.se/PxWeb/api/v1/sv",
        "Källa: Tillväxtanalys",
    ),
    Publisher(
        "kulturanalys",
        "Myndigheten för kulturanalys",
        "pxweb1",
        "https://statistik.kulturanalys.se/PxWeb/api/v1/sv",
        "Källa: Myndigheten för kulturanalys",
    ),
    Publisher("csn", "CSN", "pxweb1", "https://statistik.csn.se/PXWeb/api/v1/sv", "Källa: CSN"),
    Publisher(
        "jordbruksverket",
        "Jordbruksverket",
        "pxweb1",
        "https://statistik.sjv.se/PXWeb/api/v1/sv",
        "Källa: Jordbruksverket",
    ),
    Publisher(
        "vasteras",
        "Västerås stad",
        "pxweb1",
        "https://statistik.vasteras.se/PxWeb/api/v1/sv",
        "Källa: Västerås stad",
    ),
)


def publishers(
    rows: Iterable[Mapping[str, Any]] = (), addresses: Mapping[str, str] | None = None
) -> dict[str, Publisher]:
    """Return all publishers by slug: the shipped ones, then the rows of a plan file over them.

    `addresses` replaces the base address by slug, for shipped and own rows alike; the server
    there is asked as often as it says itself.
    """
    found = {publisher.slug: publisher for publisher in SHIPPED}
    for row in rows:
        found[str(row["slug"])] = _from_row(row, found.get(str(row["slug"])))
    for slug, url in (addresses or {}).items():
        if slug in found:
            found[slug] = replace(found[slug], url=_address(slug, url), calls=0)
    return found


def parse_addresses(text: str) -> dict[str, str]:
    """Read "kolada=http://127.0.0.1:9001/v3,scb=http://…" (LIVSKRAFT_SOURCE_URLS)."""
    addresses = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        slug, equals, url = part.partition("=")
        if not equals:
            raise DeclarationError(
                _('"%(part)s" is not written as source=address. Write for example %(example)s.'),
                part=part,
                example="kolada=http://127.0.0.1:9001/v3",
            )
        addresses[slug.strip()] = _address(slug.strip(), url.strip())
    return addresses


def find_publisher(found: Mapping[str, Publisher], slug: str) -> Publisher:
    """Return the publisher of that name, or raise a DeclarationError that lists those there are."""
    if slug not in found:
        raise DeclarationError(
            _('There is no source "%(slug)s". There are: %(known)s.'),
            slug=slug,
            known=listed(sorted(found), limit=20),
        )
    return found[slug]


def _from_row(row: Mapping[str, Any], shipped: Publisher | None) -> Publisher:
    slug = str(row["slug"])
    known = {name: row[name] for name in Publisher.__dataclass_fields__ if name in row}
    if shipped is None:
        known = {"title": slug, "kind": "", "url": "", **known}
        publisher = Publisher(**known)
    else:
        publisher = replace(shipped, **known)
    if publisher.kind not in KINDS:
        raise DeclarationError(
            _('The source "%(slug)s" has the kind "%(kind)s". Choose one of: %(kinds)s.'),
            slug=slug,
            kind=publisher.kind,
            kinds=listed(KINDS),
        )
    return replace(publisher, url=_address(slug, publisher.url))


def _address(slug: str, url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise DeclarationError(
            _('The address "%(url)s" of the source "%(slug)s" must begin with https://.'),
            url=url,
            slug=slug,
        )
    return url.rstrip("/")
