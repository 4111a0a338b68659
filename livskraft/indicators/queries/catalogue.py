"""Finds key figures and tables by words, in what publishers have listed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.functions import Length

from livskraft.indicators.models import Catalogue, CatalogueEntry, Publisher
from livskraft.indicators.sources import catalogue as listing
from livskraft.indicators.sources.catalogue import Entry, shipped
from livskraft.indicators.sources.errors import SourceError
from livskraft.indicators.sources.publishers import Publisher as Place
from livskraft.indicators.sources.publishers import publishers
from livskraft.shared.swedish import search_terms, search_text

MOST = 60
_MARGIN = "Osäkerhetstal"


@dataclass(frozen=True)
class Listed:
    """A publisher with a catalogue. `catalogue` is None before it was asked for the first time.

    `is_shipped` says that only the few entries that came along can be searched.
    """

    publisher: Place
    catalogue: Catalogue | None
    count: int

    @property
    def is_shipped(self) -> bool:
        return self.catalogue is None or self.catalogue.fetched_at is None


@dataclass(frozen=True)
class Found:
    """An entry with its publisher."""

    publisher: Place
    entry: Entry | CatalogueEntry


def catalogue_publishers(addresses: Mapping[str, str] | None = None) -> dict[str, Place]:
    """Return the publishers that list what they have, shipped ones and those of plans. One query.

    Where a plan declares one that cannot be understood, only the shipped ones.
    """
    rows = Publisher.objects.order_by("pk").values_list("slug", "declaration")
    own = [{**declaration, "slug": slug} for slug, declaration in rows]
    try:
        known = publishers(own, addresses)
    except SourceError:
        known = publishers((), addresses)
    return {slug: one for slug, one in known.items() if one.kind in listing.KINDS}


def listed_publishers() -> list[Listed]:
    """Return the publishers, each with how its catalogue stands. Two queries, one more for each."""
    known = {one.publisher: one for one in Catalogue.objects.all()}
    found = []
    for slug, publisher in catalogue_publishers().items():
        catalogue = known.get(slug)
        is_there = catalogue is not None and catalogue.fetched_at is not None
        count = catalogue.entries.count() if is_there else len(shipped().get(slug, ()))  # type: ignore[union-attr]
        found.append(Listed(publisher, catalogue, count))
    return found


def search_catalogue(
    query: str, sources: Sequence[Listed], *, with_ended: bool = False
) -> list[Found]:
    """Return the entries that hold all the words, those with them in the title first.

    Of these short titles come first, which are the more general ones; margins of
    error come last. At most MOST. One query for each source; none for a query without words.
    """
    terms = search_terms(query)
    if not terms:
        return []
    found: list[tuple[int, int, Found]] = []
    for source in sources:
        if source.is_shipped:
            known = _shipped_with(source.publisher.slug, terms)
        else:
            known = [(entry.rank, entry) for entry in _stored_with(source, terms)]
        for place, (rank, entry) in enumerate(known):
            if with_ended or entry.ended is None:
                found.append((rank, place, Found(source.publisher, entry)))
    found.sort(key=lambda one: (one[0], len(one[2].entry.title), one[1]))
    return [one for _rank, _place, one in found[:MOST]]


def _stored_with(source: Listed, terms: Sequence[str]) -> QuerySet[Any]:
    rows = CatalogueEntry.objects.filter(catalogue=source.catalogue)
    in_title = Q()
    for term in terms:
        rows = rows.filter(search_text__contains=term)
        in_title &= Q(search_title__contains=term)
    ranked = (When(title__startswith=_MARGIN, then=Value(2)), When(in_title, then=Value(0)))
    rows = rows.annotate(rank=Case(*ranked, default=Value(1)))
    return rows.order_by("rank", Length("title"), "title", "pk")[:MOST]


def _shipped_with(slug: str, terms: Sequence[str]) -> list[tuple[int, Entry]]:
    found = []
    for entry in shipped().get(slug, ()):
        title = search_text(entry.identity, entry.title)
        text = f"{title} {search_text(entry.description)}"
        if all(term in text for term in terms):
            rank = 0 if all(term in title for term in terms) else 1
            found.append((2 if entry.title.startswith(_MARGIN) else rank, entry))
    return sorted(found, key=lambda one: (one[0], one[1].title))


def find_entry(publisher: str, identity: str) -> Found | None:
    """Return an entry by its name; None where neither a list nor what came along has it.

    Two queries.
    """
    place = catalogue_publishers().get(publisher)
    if place is None:
        return None
    row = CatalogueEntry.objects.filter(catalogue__publisher=publisher, identity=identity).first()
    known = (one for one in shipped().get(publisher, ()) if one.identity == identity)
    entry = row or next(known, None)
    return Found(place, entry) if entry else None


def margin_of(found: Found) -> str:
    """Return the key figure that holds the margin of error of another, "" if none is known.

    Kolada ties them by their titles alone: "Osäkerhetstal - …". One query.
    """
    if found.publisher.kind != "kolada":
        return ""
    title = _bare(found.entry.title)
    rows = CatalogueEntry.objects.filter(
        catalogue__publisher=found.publisher.slug, title__startswith=_MARGIN
    )
    named = list(rows.values_list("identity", "title"))
    named += [
        (entry.identity, entry.title)
        for entry in shipped().get(found.publisher.slug, ())
        if entry.title.startswith(_MARGIN)
    ]
    for identity, other in named:
        if title and _bare(other.removeprefix(_MARGIN).lstrip(" -–")) == title:
            return str(identity)
    return ""


def _bare(title: str) -> str:
    """Return what a title says but for the name of the survey and the unit."""
    plain = "".join(title.split()).casefold().removesuffix("andel(%)").rstrip(",")
    return plain.rpartition("undersökningen-")[2]
