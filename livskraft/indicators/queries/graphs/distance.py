"""How far it is to the target: where it began, where it is, and what is left."""

from functools import partial

from django.utils.translation import gettext

from livskraft.indicators.assessment import Point
from livskraft.indicators.assessment.comparable import Span, span_of, usable_points
from livskraft.indicators.queries.figure_words import figure, period_words, sex_word
from livskraft.indicators.queries.graphs.assembling import Drawn, assemble, choices_of
from livskraft.indicators.queries.graphs.findings import of_distance
from livskraft.indicators.queries.graphs.graph import Graph, Line, Selection, Table, Words
from livskraft.indicators.queries.graphs.ground import Ground
from livskraft.indicators.queries.graphs.headlines import Headlines
from livskraft.indicators.queries.graphs.targets import (
    case_for,
    target_for,
    target_reservations,
)
from livskraft.indicators.queries.graphs.units import is_share, short
from livskraft.indicators.queries.latest import ALL
from livskraft.indicators.sources.errors import Message
from livskraft.indicators.targets import Target
from livskraft.shared.charts.distance import DistanceChart, Stage, draw_distance


def distance_graph(
    ground: Ground, headlines: Headlines, *, area: str = "", sex: str = ALL
) -> Graph | None:
    """Return the way to the target of the plan's area, or a named one.

    None without a target of one value, or without values to count the way from. No query.
    """
    key = (area or ground.main, sex)
    target = target_for(ground, key)
    if target is None or target.value is None:
        return None
    case = case_for(ground, key)
    span = span_of(case, usable_points(case.points))
    finding = of_distance(ground, case)
    if isinstance(span, Message) or not finding:
        return None
    drawn = Drawn(
        kind="distance",
        selection=Selection((key[0],), (sex,), frozenset([span.base.period, span.newest.period])),
        finding=finding,
        about=", ".join(filter(None, [sex_word(sex), period_words(span.newest.period)])),
        place=ground.places[key[0]].title,
        table=_table(ground, span, target),
        draw=partial(draw_distance, _chart(ground, span, target, finding.text(gettext))),
        reservations=tuple(target_reservations(ground, key)),
        choices=choices_of([area] if area else (), sex),
    )
    return assemble(ground, drawn, headlines)


def _chart(ground: Ground, span: Span, target: Target, title: str) -> DistanceChart:
    assert target.value is not None
    grows = ground.indicator.direction != "decrease"
    left = (target.value - span.newest.value) * (1 if grows else -1)
    value = gettext("target %(value)s") % {"value": short(ground, target.value)}
    return DistanceChart(
        key=f"distance-{ground.indicator.address}",
        title=title,
        description=gettext("All figures stand in the table."),
        now=_stage(ground, span.newest),
        target=Stage(target.value, value, str(target.year or "")),
        base=_stage(ground, span.base),
        left=gettext("%(number)s left") % {"number": figure(left, ground.decimals)}
        if left > 0
        else "",
        grows=grows,
        from_zero=is_share(ground.indicator.unit),
    )


def _stage(ground: Ground, point: Point) -> Stage:
    return Stage(point.value, figure(point.value, ground.decimals), period_words(point.period))


def _table(ground: Ground, span: Span, target: Target) -> Table:
    head = (Words(""), Words(gettext("Period")), Words(gettext("Value")))
    rows = [
        (gettext("Where it began"), period_words(span.base.period), span.base.value),
        (gettext("Where it is now"), period_words(span.newest.period), span.newest.value),
        (gettext("Target"), str(target.year or ""), target.value or 0.0),
    ]
    return Table(
        (Words(gettext("On the way")), *head[1:]),
        tuple(
            Line(Words(about), ((head[1], when), (head[2], short(ground, value))))
            for about, when, value in rows
        ),
    )
