"""The municipalities beside each other, for the newest period that most of them have."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from django.utils.translation import gettext

from livskraft.indicators.queries.figure_words import period_words, sex_word
from livskraft.indicators.queries.graphs.assembling import (
    Drawn,
    assemble,
    choices_of,
    named,
    place_name,
)
from livskraft.indicators.queries.graphs.findings import of_spread
from livskraft.indicators.queries.graphs.graph import (
    WIDE,
    Graph,
    Line,
    Selection,
    Table,
    Words,
)
from livskraft.indicators.queries.graphs.ground import Ground, point
from livskraft.indicators.queries.graphs.headlines import Headlines
from livskraft.indicators.queries.graphs.units import axis_of, reading, short, told
from livskraft.indicators.queries.latest import ALL
from livskraft.indicators.queries.places import NATION
from livskraft.indicators.sources.observation import Observation
from livskraft.indicators.sources.periods import period_order
from livskraft.shared.charts.axis import Reference
from livskraft.shared.charts.series import Role
from livskraft.shared.charts.spread import Spot, SpreadChart, draw_spread
from livskraft.shared.listing import listed

FEWEST = 3
"""As many municipalities are needed for their spread to say anything."""
BESIDE_MAP = 500


def spread_graph(
    ground: Ground,
    headlines: Headlines,
    *,
    areas: Sequence[str] = (),
    sex: str = ALL,
    here: str = "",
    beside: Graph | None = None,
) -> Graph | None:
    """Return the municipalities of the plan, or the named areas, as dots; None for fewer than three.

    `here` is the area that is marked as the reader's own. No query.
    """
    codes = tuple(areas) or ground.municipalities
    period = common_period(ground, codes, sex)
    if not period:
        return None
    found = at_period(ground, codes, sex, period)
    finding = of_spread(ground, found)
    drawn = Drawn(
        kind="spread",
        selection=Selection(tuple(codes), (sex,), frozenset([period])),
        finding=finding,
        about=", ".join(filter(None, [sex_word(sex), period_words(period)])),
        table=spread_table(ground, codes, found),
        draw=partial(
            draw_spread, _chart(ground, codes, found, finding.text(gettext), here, sex, period)
        ),
        reservations=tuple(_reservations(ground, found)),
        choices=choices_of(areas, sex),
        wide_width=BESIDE_MAP if beside else WIDE,
        beside=beside,
    )
    return assemble(ground, drawn, headlines)


def _chart(
    ground: Ground,
    codes: Sequence[str],
    found: Mapping[str, Observation],
    title: str,
    here: str,
    sex: str,
    period: str,
) -> SpreadChart:
    return SpreadChart(
        key=f"spread-{ground.indicator.address}",
        title=title,
        description=gettext("Each dot is an area. All figures stand in the table."),
        spots=tuple(_spot(ground, code, found.get(code), here) for code in codes),
        axis=axis_of(ground),
        references=tuple(_references(ground, sex, period)),
        reading=reading(),
    )


def common_period(ground: Ground, codes: Sequence[str], sex: str) -> str:
    """Return the newest period that at least three areas have, and most of those that have any.

    A period that only some have yet is passed over for one before it that more have. "" for none.
    """
    counts = Counter(period for code in codes for period in ground.values(code, sex))
    most = max(counts.values(), default=0)
    enough = [period for period, number in counts.items() if number >= max(FEWEST, most * 0.7)]
    return max(enough, default="", key=period_order)


def at_period(
    ground: Ground, codes: Sequence[str], sex: str, period: str
) -> dict[str, Observation]:
    """Return the figures of a period that have a value, by area."""
    found = {code: ground.values(code, sex).get(period) for code in codes}
    return {code: one for code, one in found.items() if one is not None}


def by_value(found: Mapping[str, Observation]) -> list[str]:
    """Return the areas, the highest value first."""
    return sorted(found, key=lambda code: -(found[code].value or 0))


def _spot(ground: Ground, code: str, one: Observation | None, here: str) -> Spot:
    name = place_name(ground, code)
    if one is None:
        return Spot(name, None, is_own=code == here, reason=gettext("no value"))
    placed = point(one)
    return Spot(
        name=name,
        value=placed.value,
        shown=short(ground, placed.value),
        low=placed.low,
        high=placed.high,
        is_own=code == here,
        tip=f"{name}: {told(ground, one)}",
    )


def _references(ground: Ground, sex: str, period: str) -> Iterator[Reference]:
    """Yield the county's and the nation's values for the same period."""
    roles: tuple[tuple[str, Role], ...] = ((ground.main, "own"), (NATION, "nation"))
    for code, role in dict(roles).items():
        one = ground.values(code, sex).get(period)
        if one is not None and one.value is not None:
            label = f"{place_name(ground, code)} {short(ground, one.value)}"
            yield Reference(float(one.value), label, role)


def spread_table(ground: Ground, codes: Sequence[str], found: Mapping[str, Observation]) -> Table:
    head = (Words(gettext("Area")), Words(gettext("Value")))
    without = [code for code in codes if code not in found]
    return Table(
        head,
        tuple(
            Line(
                named(ground, code),
                ((head[1], told(ground, found[code]) if code in found else gettext("no value")),),
            )
            for code in [*by_value(found), *without]
        ),
    )


def _reservations(ground: Ground, found: Mapping[str, Observation]) -> Iterator[Words]:
    placed = [point(one) for one in found.values()]
    if any(one.low is not None for one in placed):
        yield Words(
            gettext(
                "The bar is the margin of error. Where bars overlap the areas cannot be ranked."
            )
        )
    if ground.municipalities and set(found) < set(ground.municipalities):
        missing = [place_name(ground, code) for code in ground.municipalities if code not in found]
        yield Words(gettext("No value for %(areas)s.") % {"areas": listed(missing)})
