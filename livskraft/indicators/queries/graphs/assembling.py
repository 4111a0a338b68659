"""Puts a graph together: its drawing with all that must stand beside it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext

from livskraft.indicators.findings import Finding
from livskraft.indicators.models import Origin
from livskraft.indicators.queries.details import attribution_of
from livskraft.indicators.queries.figure_words import period_words, symbol
from livskraft.indicators.queries.graphs.graph import WIDE, Graph, Kind, Selection, Table, Words
from livskraft.indicators.queries.graphs.ground import Ground, point
from livskraft.indicators.queries.graphs.headlines import Headlines, data_key, heading_of
from livskraft.indicators.queries.latest import ALL
from livskraft.indicators.queries.places import NATION
from livskraft.indicators.queries.target_words import area_name
from livskraft.indicators.queries.unit_words import unit_words
from livskraft.indicators.sources.observation import Observation


@dataclass(frozen=True)
class Drawn:
    """What one kind of graph makes of the figures; the rest of a graph is the same for all.

    `place` is where, where it is one place. `reservations` are those of this kind only.
    """

    kind: Kind
    selection: Selection
    finding: Finding
    about: str
    table: Table
    draw: Callable[[int], str]
    place: str = ""
    reservations: tuple[Words, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    wide_width: int = WIDE
    beside: Graph | None = None
    other: tuple[str, Selection] | None = None


def assemble(ground: Ground, drawn: Drawn, headlines: Headlines) -> Graph:
    """Return a graph with its headline, source and reservations. No query."""
    indicator, snapshot = ground.indicator, ground.snapshot
    key = data_key(ground, drawn.kind, drawn.selection)
    areas = ",".join(sorted(drawn.selection.areas)) if drawn.choices else ""
    unit = indicator.unit.removeprefix("antal ") or indicator.unit
    is_said = unit.casefold() in indicator.title.casefold()
    headline = headlines.get((indicator.pk, drawn.kind, areas))
    return Graph(
        kind=drawn.kind,
        address=indicator.address,
        title=indicator.title,
        headline=heading_of(drawn.finding.sentences(gettext), headline, key),
        measure=", ".join(
            filter(
                None, [indicator.title, "" if is_said else unit_words(indicator.unit), drawn.place]
            )
        ),
        about=drawn.about,
        table=drawn.table,
        selection=drawn.selection,
        source=attribution_of(snapshot),
        retrieved_on=timezone.localtime(snapshot.retrieved_at).date(),
        is_read=snapshot.origin == Origin.EXAMPLE,
        reservations=(*drawn.reservations, *_reservations(ground, drawn.selection)),
        draw=drawn.draw,
        choices=drawn.choices,
        areas=areas,
        data_key=key,
        wide_width=drawn.wide_width,
        beside=drawn.beside,
        other=drawn.other,
    )


def choices_of(areas: Iterable[str], *sexes: str) -> tuple[tuple[str, str], ...]:
    """Return what a graph's lasting addresses name: areas that were chosen, and who if not all."""
    chosen = [("omrade", code) for code in areas]
    return (*chosen, *(("kon", sex) for sex in sexes if sex != ALL or len(sexes) > 1))


def shown(ground: Ground, selection: Selection) -> Iterator[Observation]:
    """Yield the figures of a graph that have a value."""
    for area in selection.areas:
        for sex in selection.sexes:
            for one in ground.by_key.get((area, sex), ()):
                is_wanted = selection.periods is None or one.period in selection.periods
                if one.value is not None and is_wanted:
                    yield one


def place_name(ground: Ground, code: str) -> str:
    """Return what an area is called in a graph: "Riket", "Västmanland", "Sala".

    A county keeps its whole name where a municipality has the short one too.
    """
    if code == NATION:
        name = area_name(NATION)
        return name[:1].upper() + name[1:]
    title = ground.places[code].title
    county = title.removesuffix(" län")
    short = county.removesuffix("s") if county != title else title
    is_taken = any(one.title == short for one in ground.places.values())
    return title if is_taken else short


def name_in_sentence(ground: Ground, code: str) -> str:
    """Return the same as in the middle of a sentence: "riket"."""
    return area_name(NATION) if code == NATION else place_name(ground, code)


def named(ground: Ground, code: str) -> Words:
    return Words(place_name(ground, code), is_content=code != NATION)


def span_words(periods: Iterable[str]) -> str:
    """Return "2010–2019" of periods from old to new."""
    found = list(periods)
    if not found:
        return ""
    first, last = period_words(found[0]), period_words(found[-1])
    if first == last:
        return first
    are_years = first.isdigit() and last.isdigit()
    return f"{first}–{last}" if are_years else f"{first} – {last}"


def _reservations(ground: Ground, selection: Selection) -> Iterator[Words]:
    """Yield what holds of figures in any kind of graph."""
    figures = list(shown(ground, selection))
    if any(point(one).is_provisional for one in figures):
        yield Words(gettext("Some values are preliminary: the source may still change them."))
    for meaning in dict.fromkeys(
        symbol(one.status, has_value=True).meaning
        for one in figures
        if one.status and (one.status.casefold() in ("u", "d"))
    ):
        yield Words(gettext("Some values: %(meaning)s.") % {"meaning": meaning})
    if ground.snapshot.origin == Origin.DERIVED:
        yield Words(gettext("Calculated by us from other figures."))
