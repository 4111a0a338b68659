"""Women and men: both values and the way between them, for each area that has both."""

from collections.abc import Sequence
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
from livskraft.indicators.queries.graphs.findings import of_sexes
from livskraft.indicators.queries.graphs.graph import Graph, Line, Selection, Table, Words
from livskraft.indicators.queries.graphs.ground import Ground
from livskraft.indicators.queries.graphs.headlines import Headlines
from livskraft.indicators.queries.graphs.units import short, told
from livskraft.indicators.queries.latest import MEN, WOMEN
from livskraft.indicators.queries.places import NATION
from livskraft.indicators.sources.observation import Observation
from livskraft.indicators.sources.periods import period_order
from livskraft.shared.charts.dumbbell import DumbbellChart, Pair, draw_dumbbell

Both = tuple[Observation, Observation]
"""The figures of women and of men for the same area and period."""


def sexes_graph(ground: Ground, headlines: Headlines, *, areas: Sequence[str] = ()) -> Graph | None:
    """Return women and men in the plan's area, the nation and the municipalities, or where named.

    None where no area has both for the same period. No query.
    """
    codes = list(areas) or list(dict.fromkeys([ground.main, NATION, *ground.municipalities]))
    found = {code: both for code in codes if (both := newest_pair(ground, code))}
    if not found:
        return None
    newest = next(iter(found.values()))[0].period
    first = next(iter(found))
    finding = of_sexes(ground, found[first], earlier_pair(ground, first, newest))
    drawn = Drawn(
        kind="sexes",
        selection=Selection(
            tuple(found), (WOMEN, MEN), frozenset(women.period for women, _men in found.values())
        ),
        finding=finding,
        about=", ".join([gettext("women and men"), period_words(newest)]),
        table=_table(ground, found),
        draw=partial(
            draw_dumbbell,
            DumbbellChart(
                key=f"sexes-{ground.indicator.address}",
                title=finding.text(gettext),
                description=gettext("Filled: women. Ring: men. All figures stand in the table."),
                pairs=tuple(_pair(ground, code, both, newest) for code, both in found.items()),
            ),
        ),
        choices=choices_of(areas),
    )
    return assemble(ground, drawn, headlines)


def newest_pair(ground: Ground, code: str) -> Both | None:
    """Return the figures of the newest period for which an area has both women and men."""
    women, men = ground.values(code, WOMEN), ground.values(code, MEN)
    both = women.keys() & men.keys()
    newest = max(both, default="", key=period_order)
    return (women[newest], men[newest]) if newest else None


def earlier_pair(ground: Ground, code: str, newest: str) -> Both | None:
    """Return the figures of the first period that may be compared with the newest; None for none."""
    women, men = ground.values(code, WOMEN), ground.values(code, MEN)
    both = sorted(women.keys() & men.keys(), key=period_order)
    first = next((one for one in both if not ground.is_split(one, newest)), newest)
    return (women[first], men[first]) if first != newest else None


def _pair(ground: Ground, code: str, both: Both, newest: str) -> Pair:
    women, men = both
    assert women.value is not None
    assert men.value is not None
    return Pair(
        name=place_name(ground, code),
        women=float(women.value),
        men=float(men.value),
        women_label=f"{sex_word(WOMEN)} {short(ground, women.value)}",
        men_label=f"{sex_word(MEN)} {short(ground, men.value)}",
        about="" if women.period == newest else period_words(women.period),
        is_own=code == ground.main,
    )


def _table(ground: Ground, found: dict[str, Both]) -> Table:
    head = (
        Words(gettext("Area")),
        Words(gettext("Period")),
        Words(sex_word(WOMEN).capitalize()),
        Words(sex_word(MEN).capitalize()),
    )
    return Table(
        head,
        tuple(
            Line(
                named(ground, code),
                (
                    (head[1], period_words(women.period)),
                    (head[2], told(ground, women)),
                    (head[3], told(ground, men)),
                ),
            )
            for code, (women, men) in found.items()
        ),
    )
