"""A value among those of other places, as a strip; women and men as pairs."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial

from django.utils.translation import gettext

from livskraft.indicators.queries.figure_words import figure, sex_word, symbol
from livskraft.indicators.queries.graphs.assembling import place_name
from livskraft.indicators.queries.graphs.ground import Ground
from livskraft.indicators.queries.graphs.units import told
from livskraft.indicators.queries.latest import ALL
from livskraft.indicators.queries.places import NATION
from livskraft.indicators.queries.target_words import area_name
from livskraft.shared.charts.axis import Reference
from livskraft.shared.charts.dumbbell import DumbbellChart, Pair, draw_dumbbell
from livskraft.shared.charts.strip import Peer, StripChart, draw_strip

Draw = Callable[[int], str]
"""Draws a chart in a width."""

_draw_strip = lru_cache(maxsize=1000)(draw_strip)
"""Finding room for many names takes time, and the same strip is the same drawing."""


def places_drawing(
    ground: Ground, areas: Sequence[str], period: str, *, title: str, are_named: bool
) -> Draw:
    """Return the areas on a strip, the first of them as the reader's own.

    The others are named where they are few that were chosen.
    """
    own, *others = areas
    chart = StripChart(
        key=f"places-{ground.indicator.address}",
        title=title,
        description=_description(ground, areas, period),
        peers=tuple(
            _peer(ground, code, period, is_own=code == own, is_named=are_named or code == own)
            for code in (own, *others)
        ),
        references=tuple(_references(ground, period)),
    )
    return partial(_draw_strip, chart)


def pairs_drawing(
    ground: Ground, areas: Sequence[str], period: str, *, title: str, sexes: Sequence[str]
) -> Draw:
    """Return women and men of the reader's own area and of the county."""
    codes = dict.fromkeys([areas[0], ground.main])
    chart = DumbbellChart(
        key=f"places-{ground.indicator.address}",
        title=title,
        description=gettext("Women as a filled dot, men as a ring."),
        pairs=tuple(_pair(ground, code, period, sexes, is_own=code == areas[0]) for code in codes),
    )
    return partial(draw_dumbbell, chart)


def draw_nothing(address: str, title: str, width: int) -> str:
    """Return the hatched strip of a measure that has no value."""
    peers = (Peer(title, None, is_own=True),)
    return _draw_strip(StripChart(f"places-{address}", title, "", peers), width)


def name_of(ground: Ground, code: str) -> str:
    """Return what an area is called, also one that the measure has no figures of."""
    return place_name(ground, code) if code in ground.places else area_name(code)


def _peer(ground: Ground, code: str, period: str, *, is_own: bool, is_named: bool) -> Peer:
    name = name_of(ground, code)
    one = ground.values(code).get(period)
    if one is None or one.value is None:
        return Peer(name, None, is_own=is_own, reason=_reason(ground, code, period))
    shown = figure(one.value, ground.decimals)
    label = f"{name} {shown}" if is_own else name if is_named else ""
    return Peer(name, float(one.value), label, is_own, tip=f"{name}: {told(ground, one)}")


def _reason(ground: Ground, code: str, period: str) -> str:
    for one in ground.by_key.get((code, ALL), ()):
        if one.period == period:
            return symbol(one.status, has_value=False).word
    return gettext("no value")


def _references(ground: Ground, period: str) -> Iterator[Reference]:
    """Yield the county's and the nation's values for the same period."""
    names = {ground.main: gettext("the county"), NATION: gettext("the nation")}
    for code, name in names.items():
        one = ground.values(code).get(period)
        is_there = one is not None and one.value is not None
        if is_there and (len(code) == 2):
            assert one is not None
            assert one.value is not None
            label = f"{name} {figure(one.value, ground.decimals)}"
            yield Reference(float(one.value), label, "nation" if code == NATION else "own")


def _description(ground: Ground, areas: Sequence[str], period: str) -> str:
    """Return all values in words, for whoever does not see the drawing."""
    values = [
        f"{name_of(ground, code)} {told(ground, one)}"
        for code in areas
        if (one := ground.values(code).get(period))
    ]
    return gettext("Each ring is a municipality: %(values)s.") % {"values": ", ".join(values)}


def _pair(ground: Ground, code: str, period: str, sexes: Sequence[str], *, is_own: bool) -> Pair:
    women, men = (ground.values(code, sex).get(period) for sex in sexes)
    labels = [
        f"{sex_word(sex)} {figure(one.value, ground.decimals)}"
        if one and one.value is not None
        else ""
        for sex, one in zip(sexes, (women, men), strict=True)
    ]
    return Pair(
        name=name_of(ground, code),
        women=float(women.value) if women and women.value is not None else None,
        men=float(men.value) if men and men.value is not None else None,
        women_label=labels[0],
        men_label=labels[1],
        is_own=is_own,
        reason="" if women and men else gettext("no value"),
    )
