"""All of Sweden as a map: its municipalities, or its counties where figures are for these."""

from collections.abc import Mapping
from functools import cache, partial

from django.utils.translation import gettext

from livskraft.indicators.queries.figure_words import figure, period_words, sex_word
from livskraft.indicators.queries.graphs.assembling import Drawn, assemble, choices_of
from livskraft.indicators.queries.graphs.county import class_words_of, decimals_of_map, rings_of
from livskraft.indicators.queries.graphs.findings import of_spread
from livskraft.indicators.queries.graphs.graph import MEDIUM, Graph, Selection, Words
from livskraft.indicators.queries.graphs.ground import Ground
from livskraft.indicators.queries.graphs.headlines import Headlines
from livskraft.indicators.queries.graphs.spread import (
    FEWEST,
    at_period,
    common_period,
    spread_table,
)
from livskraft.indicators.queries.graphs.units import reading, sign_of, told
from livskraft.indicators.queries.latest import ALL
from livskraft.indicators.queries.places import NATION
from livskraft.indicators.sources.observation import Observation
from livskraft.shared.charts.classes import classes
from livskraft.shared.charts.outlines import Outline
from livskraft.shared.charts.value_map import MapArea, ValueMap, draw_value_map
from livskraft.shared.shapes import area_names, outlines

_COUNTY, _MUNICIPALITY = 2, 4
"""How long the codes of a level are."""


def country_graph(ground: Ground, headlines: Headlines, *, sex: str = ALL) -> Graph | None:
    """Return the level of areas that has the larger part of its values, areas without one hatched.

    None for fewer than three values. No query; the ground must have been read everywhere.
    """
    found, period = _fullest(ground, sex)
    if not period:
        return None
    codes = _codes(len(next(iter(found))))
    finding = of_spread(ground, found)
    drawn = Drawn(
        kind="country",
        selection=Selection(tuple(found), (sex,), frozenset([period])),
        finding=finding,
        about=", ".join(filter(None, [sex_word(sex), period_words(period)])),
        table=spread_table(ground, tuple(found), found),
        draw=partial(draw_value_map, _chart(ground, codes, found, finding.text(gettext))),
        reservations=(_how_many(found, codes),),
        choices=choices_of((), sex),
        wide_width=MEDIUM,
    )
    return assemble(ground, drawn, headlines)


def reaches_beyond(ground: Ground) -> bool:
    """Whether there are figures of more municipalities, or counties, than the plan's own."""
    own = {ground.main, NATION, *ground.municipalities}
    return any(code.isdigit() and code not in own for code in ground.areas)


def fills_country(ground: Ground) -> bool:
    """Whether there may be enough areas of a level for a map, as far as is known unread."""
    lengths = [len(code) for code in ground.snapshot.areas if code.isdigit() and code != NATION]
    return any(lengths.count(level) >= FEWEST for level in (_COUNTY, _MUNICIPALITY))


def _fullest(ground: Ground, sex: str) -> tuple[dict[str, Observation], str]:
    """Return the figures of one level for its newest common period, and that; nothing for too few."""
    best: tuple[float, dict[str, Observation], str] = (0.0, {}, "")
    for level in (_COUNTY, _MUNICIPALITY):
        codes = _codes(level)
        if period := common_period(ground, codes, sex):
            found = at_period(ground, codes, sex, period)
            best = max(best, (len(found) / len(codes), found, period), key=lambda one: one[0])
    return best[1], best[2]


@cache
def _codes(level: int) -> tuple[str, ...]:
    return tuple(code for code in area_names() if len(code) == level and code != NATION)


def _chart(
    ground: Ground, codes: tuple[str, ...], found: Mapping[str, Observation], title: str
) -> ValueMap:
    decimals = decimals_of_map(ground, found)
    classified = classes([float(one.value or 0) for one in found.values()], decimals=decimals)
    are_counties = len(codes[0]) == _COUNTY
    return ValueMap(
        key=f"country-{ground.indicator.address}",
        title=title,
        description=gettext("Darker is more. All figures stand in the table."),
        areas=tuple(
            _area(ground, outline, found.get(outline.code), with_figure=are_counties)
            for outline in _outlines(codes)
        ),
        classes=classified,
        class_words=class_words_of(classified, decimals, sign_of(ground.indicator.unit)),
        borders=() if are_counties else _outlines(_codes(_COUNTY)),
        own=ground.main if are_counties else "",
        reading=reading(),
    )


def _area(
    ground: Ground, outline: Outline, one: Observation | None, *, with_figure: bool
) -> MapArea:
    if one is None or one.value is None:
        return MapArea(outline, None, reason=gettext("No value"))
    return MapArea(
        outline,
        float(one.value),
        figure=figure(one.value, ground.decimals) if with_figure else "",
        tip=f"{outline.title}: {told(ground, one)}",
    )


def _how_many(found: Mapping[str, Observation], codes: tuple[str, ...]) -> Words:
    numbers = {"number": len(found), "total": len(codes)}
    if len(codes[0]) == _COUNTY:
        return Words(gettext("%(number)d of %(total)d counties have a value here.") % numbers)
    return Words(gettext("%(number)d of %(total)d municipalities have a value here.") % numbers)


@cache
def _outlines(codes: tuple[str, ...]) -> tuple[Outline, ...]:
    names = area_names()
    return tuple(
        Outline(code, names[code], rings_of(rings)) for code, rings in outlines(codes).items()
    )
