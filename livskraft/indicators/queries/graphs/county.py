"""The municipalities as a map: five classes with stated breaks, neighbours pale."""

from collections.abc import Mapping, Sequence
from functools import cache, partial

from django.utils.translation import gettext

from livskraft.indicators.queries.figure_words import figure, period_words, sex_word
from livskraft.indicators.queries.graphs.assembling import Drawn, assemble, choices_of, place_name
from livskraft.indicators.queries.graphs.findings import of_spread
from livskraft.indicators.queries.graphs.graph import Graph, Selection
from livskraft.indicators.queries.graphs.ground import Ground
from livskraft.indicators.queries.graphs.headlines import Headlines
from livskraft.indicators.queries.graphs.spread import at_period, common_period, spread_table
from livskraft.indicators.queries.graphs.units import reading, short, sign_of, told
from livskraft.indicators.queries.latest import ALL
from livskraft.indicators.sources.observation import Observation
from livskraft.shared.charts.classes import Classes, classes
from livskraft.shared.charts.outlines import Outline
from livskraft.shared.charts.value_map import MapArea, ValueMap, draw_value_map
from livskraft.shared.shapes import around, outlines

BESIDE_SPREAD = 280


def map_graph(
    ground: Ground, headlines: Headlines, *, sex: str = ALL, here: str = ""
) -> Graph | None:
    """Return the plan's municipalities as a map; None for fewer than three values. No query.

    `here` is the area that is marked as the reader's own.
    """
    codes = ground.municipalities
    period = common_period(ground, codes, sex)
    if not period:
        return None
    found = at_period(ground, codes, sex, period)
    finding = of_spread(ground, found)
    drawn = Drawn(
        kind="map",
        selection=Selection(codes, (sex,), frozenset([period])),
        finding=finding,
        about=", ".join(filter(None, [sex_word(sex), period_words(period)])),
        table=spread_table(ground, codes, found),
        draw=partial(draw_value_map, _chart(ground, found, finding.text(gettext), here)),
        choices=choices_of((), sex),
        wide_width=BESIDE_SPREAD,
    )
    return assemble(ground, drawn, headlines)


def _chart(ground: Ground, found: Mapping[str, Observation], title: str, here: str) -> ValueMap:
    decimals = decimals_of_map(ground, found)
    classified = classes([float(one.value or 0) for one in found.values()], decimals=decimals)
    shapes = _shapes(ground.municipalities)
    return ValueMap(
        key=f"map-{ground.indicator.address}",
        title=title,
        description=gettext("Darker is more. All figures stand in the table."),
        areas=tuple(
            _area(ground, Outline(code, place_name(ground, code), shapes[code]), found.get(code))
            for code in ground.municipalities
            if code in shapes
        ),
        classes=classified,
        class_words=class_words_of(classified, decimals, sign_of(ground.indicator.unit)),
        neighbours=_neighbours(ground.municipalities),
        own=here,
        reading=reading(),
    )


def _area(ground: Ground, outline: Outline, one: Observation | None) -> MapArea:
    if one is None or one.value is None:
        return MapArea(outline, None, reason=gettext("No value"))
    return MapArea(
        outline,
        float(one.value),
        figure=figure(one.value, ground.decimals),
        tip=f"{outline.title}: {told(ground, one)}",
    )


def decimals_of_map(ground: Ground, found: Mapping[str, Observation]) -> int:
    """Return with how many decimals the figures are written."""
    if ground.decimals is not None:
        return ground.decimals
    shown = [short(ground, one.value) for one in found.values() if one.value is not None]
    return max((len(words.partition(",")[2].partition(" ")[0]) for words in shown), default=0)


def class_words_of(classified: Classes, decimals: int, sign: str) -> tuple[str, ...]:
    """Return what each class holds: "under 9", "9–11", "at least 12"."""
    words = []
    for low, high in classified.bounds(decimals):
        if low is None and high is not None:
            words.append(gettext("under %(value)s") % {"value": figure(high, decimals) + sign})
        elif low is not None and high is None:
            words.append(gettext("at least %(value)s") % {"value": figure(low, decimals) + sign})
        elif low is not None and high is not None:
            ends = [figure(end, decimals) for end in dict.fromkeys([low, high])]
            words.append("–".join(ends) + sign)
        else:
            words.append(gettext("the same everywhere"))
    return tuple(words)


@cache
def _shapes(codes: tuple[str, ...]) -> dict[str, tuple[tuple[tuple[float, float], ...], ...]]:
    return {code: rings_of(rings) for code, rings in outlines(codes).items() if rings}


@cache
def _neighbours(codes: tuple[str, ...]) -> tuple[Outline, ...]:
    return tuple(Outline(code, "", rings_of(rings)) for code, rings in around(codes).items())


def rings_of(
    rings: Sequence[Sequence[tuple[float, float]]],
) -> tuple[tuple[tuple[float, float], ...], ...]:
    return tuple(tuple(ring) for ring in rings)
