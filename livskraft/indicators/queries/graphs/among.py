"""The plan's area among others of its kind, on one axis."""

from collections.abc import Sequence
from functools import partial

from django.utils.translation import gettext

from livskraft.indicators.queries.figure_words import period_words, sex_word
from livskraft.indicators.queries.graphs.assembling import (
    Drawn,
    assemble,
    choices_of,
    place_name,
)
from livskraft.indicators.queries.graphs.findings import of_comparison
from livskraft.indicators.queries.graphs.graph import Graph, Selection, Words
from livskraft.indicators.queries.graphs.ground import Ground, point
from livskraft.indicators.queries.graphs.headlines import Headlines
from livskraft.indicators.queries.graphs.spread import at_period, spread_table
from livskraft.indicators.queries.graphs.units import axis_of, reading, short, told
from livskraft.indicators.queries.latest import ALL
from livskraft.indicators.queries.places import NATION
from livskraft.indicators.sources.observation import Observation
from livskraft.indicators.sources.periods import period_order
from livskraft.shared.charts.axis import Reference
from livskraft.shared.charts.strip import Peer, StripChart, draw_strip
from livskraft.shared.listing import listed

FEWEST = 3
_NAMED = 6
"""Of so few others all are named, of more only the outermost."""


def comparison_graph(
    ground: Ground, headlines: Headlines, *, areas: Sequence[str] = (), sex: str = ALL
) -> Graph | None:
    """Return the plan's area, or the first named one, among others of its kind that were read.

    For the newest period that it has; None where fewer than two others have a value then. No query.
    """
    own = areas[0] if areas else ground.main
    others = tuple(areas[1:]) or _alike(ground, own)
    period = max(ground.values(own, sex), default="", key=period_order)
    found = at_period(ground, [own, *others], sex, period)
    if own not in found or len(found) < FEWEST:
        return None
    nation = at_period(ground, [NATION], sex, period) if own != NATION else {}
    finding = of_comparison(ground, own, {own: found[own], **nation}) if nation else None
    finding = finding or of_comparison(ground, own, found)
    missing = [place_name(ground, code) for code in others if code not in found]
    drawn = Drawn(
        kind="comparison",
        selection=Selection((*found, *nation), (sex,), frozenset([period])),
        finding=finding,
        about=", ".join(filter(None, [sex_word(sex), period_words(period)])),
        table=spread_table(ground, [*found, *nation], {**found, **nation}),
        draw=partial(draw_strip, _chart(ground, own, found, nation, finding.text(gettext))),
        reservations=(
            (Words(gettext("No value for %(areas)s.") % {"areas": listed(missing)}),)
            if 0 < len(missing) <= _NAMED
            else ()
        ),
        choices=choices_of(areas, sex),
    )
    return assemble(ground, drawn, headlines)


def _alike(ground: Ground, own: str) -> tuple[str, ...]:
    """Return the other areas of the same kind that have figures."""
    return tuple(
        code
        for code in ground.areas
        if code not in (own, NATION) and len(code) == len(own) and code.isdigit()
    )


def _chart(
    ground: Ground,
    own: str,
    found: dict[str, Observation],
    nation: dict[str, Observation],
    title: str,
) -> StripChart:
    order = sorted(found, key=lambda code: point(found[code]).value)
    named = set(order) if len(order) <= _NAMED else {own, order[0], order[-1]}
    return StripChart(
        key=f"comparison-{ground.indicator.address}",
        title=title,
        description=gettext("Each mark is an area. All figures stand in the table."),
        peers=tuple(
            Peer(
                name=place_name(ground, code),
                value=point(one).value,
                label=f"{place_name(ground, code)} {short(ground, point(one).value)}"
                if code in named
                else "",
                is_own=code == own,
                tip=f"{place_name(ground, code)}: {told(ground, one)}",
            )
            for code, one in found.items()
        ),
        references=tuple(
            Reference(
                point(one).value,
                f"{place_name(ground, code)} {short(ground, point(one).value)}",
                "nation",
            )
            for code, one in nation.items()
        ),
        axis=axis_of(ground),
        reading=reading(),
    )
