"""Two indicators against each other, one dot for each municipality; never a word about cause."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from itertools import combinations

from django.utils.translation import gettext

from livskraft.indicators.findings import Finding
from livskraft.indicators.findings.finding import finding
from livskraft.indicators.queries.details import attribution_of
from livskraft.indicators.queries.figure_words import figure, period_words
from livskraft.indicators.queries.graphs.assembling import Drawn, assemble, named, place_name
from livskraft.indicators.queries.graphs.graph import Graph, Line, Selection, Table, Words
from livskraft.indicators.queries.graphs.ground import Ground
from livskraft.indicators.queries.graphs.headlines import Headlines
from livskraft.indicators.queries.graphs.spread import at_period, common_period
from livskraft.indicators.queries.graphs.units import reading, sign_of, told
from livskraft.indicators.queries.latest import ALL
from livskraft.indicators.queries.unit_words import unit_words
from livskraft.indicators.sources.errors import Message, _
from livskraft.indicators.sources.observation import Observation
from livskraft.shared.charts.axis import Axis
from livskraft.shared.charts.scatter import ScatterChart, ScatterSpot, draw_scatter

FEWEST = 4
Found = Mapping[str, Observation]


def scatter_graph(ground: Ground, other: Ground, headlines: Headlines) -> Graph | None:
    """Return the municipalities by both indicators, each for its newest common period.

    None where fewer than four have both. No query.
    """
    codes = ground.municipalities
    across_period, upwards_period = (common_period(one, codes, ALL) for one in (other, ground))
    if not across_period or not upwards_period:
        return None
    across = at_period(other, codes, ALL, across_period)
    upwards = at_period(ground, codes, ALL, upwards_period)
    both = [code for code in codes if code in across and code in upwards]
    if len(both) < FEWEST:
        return None
    said = _finding(both, across, upwards)
    drawn = Drawn(
        kind="scatter",
        selection=Selection(tuple(both), (ALL,), frozenset([upwards_period])),
        finding=said,
        about=gettext("%(period)s, beside %(other)s, %(when)s")
        % {
            "period": period_words(upwards_period),
            "other": other.indicator.title,
            "when": period_words(across_period),
        },
        table=_table(ground, other, both, across, upwards),
        draw=partial(
            draw_scatter,
            replace(
                _chart(ground, other, both, across, upwards),
                title=said.text(gettext),
                across_words=_axis_words(other, across_period),
                upwards_words=_axis_words(ground, upwards_period),
            ),
        ),
        reservations=(
            Words(f"{other.indicator.title}: {attribution_of(other.snapshot)}.", is_content=True),
        ),
        choices=(("mot", other.indicator.address),),
        other=(
            other.indicator.address,
            Selection(tuple(both), (ALL,), frozenset([across_period])),
        ),
    )
    return assemble(ground, drawn, headlines)


def _chart(
    ground: Ground, other: Ground, both: list[str], across: Found, upwards: Found
) -> ScatterChart:
    return ScatterChart(
        key=f"scatter-{ground.indicator.address}",
        title="",
        description=gettext("One dot for each municipality. All figures stand in the table."),
        spots=tuple(_spot(ground, other, code, across[code], upwards[code]) for code in both),
        across=_axis(other),
        upwards=_axis(ground),
        across_words="",
        upwards_words="",
        warning=gettext(
            "That two measures follow each other does not mean that one causes the other."
        ),
        reading=reading(),
    )


def _finding(both: list[str], across: Found, upwards: Found) -> Finding:
    """Return in how many pairs of municipalities the one that is higher in one is so in both.

    A count of pairs claims no more than what is seen.
    """
    agreeing = unlike = 0
    for one, two in combinations(both, 2):
        sides = [(found[one].value or 0) - (found[two].value or 0) for found in (across, upwards)]
        agreeing += sides[0] * sides[1] > 0
        unlike += sides[0] * sides[1] != 0
    parameters: dict[str, object] = {"agreeing": agreeing, "pairs": unlike}
    template = _(
        "In %(agreeing)d of %(pairs)d comparisons between two municipalities, the one that is "
        "higher in one measure is so in the other too."
    )
    data = [(code, across[code].value, upwards[code].value) for code in both]
    return finding([Message(template, parameters)] if unlike else [], "scatter", data)


def _spot(
    ground: Ground,
    other: Ground,
    code: str,
    across: Observation,
    upwards: Observation,
) -> ScatterSpot:
    name = place_name(ground, code)
    return ScatterSpot(
        name=name,
        across=float(across.value or 0),
        upwards=float(upwards.value or 0),
        tip=f"{name}: {told(ground, upwards)}; {told(other, across)}",
    )


def _axis(ground: Ground) -> Axis:
    return Axis(figure, unit=sign_of(ground.indicator.unit))


def _axis_words(ground: Ground, period: str) -> str:
    is_said = ground.indicator.unit.casefold() in ground.indicator.title.casefold()
    unit = "" if is_said else unit_words(ground.indicator.unit)
    return ", ".join(filter(None, [ground.indicator.title, unit, period_words(period)]))


def _table(ground: Ground, other: Ground, both: list[str], across: Found, upwards: Found) -> Table:
    head = (
        Words(gettext("Area")),
        Words(ground.indicator.title, is_content=True),
        Words(other.indicator.title, is_content=True),
    )
    return Table(
        head,
        tuple(
            Line(
                named(ground, code),
                ((head[1], told(ground, upwards[code])), (head[2], told(other, across[code]))),
            )
            for code in both
        ),
    )
