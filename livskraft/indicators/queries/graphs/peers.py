"""All municipalities as small lines on one scale, the county behind each."""

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
    span_words,
)
from livskraft.indicators.queries.graphs.findings import of_peers
from livskraft.indicators.queries.graphs.graph import Graph, Line, Selection, Table, Words
from livskraft.indicators.queries.graphs.ground import Ground, point
from livskraft.indicators.queries.graphs.headlines import Headlines
from livskraft.indicators.queries.graphs.timing import (
    breaks_of,
    drawn_values,
    events_within,
    gaps_of,
    none_after,
    step_of,
)
from livskraft.indicators.queries.graphs.units import is_share, reading, short, told
from livskraft.indicators.queries.latest import ALL
from livskraft.indicators.sources.observation import Observation
from livskraft.indicators.sources.periods import period_order
from livskraft.shared.charts.multiples import Multiples, Panel, draw_multiples

FEWEST, MOST = 3, 24
_FEWEST_VALUES = 3

Series = Mapping[str, list[Observation]]


def peers_graph(
    ground: Ground, headlines: Headlines, *, areas: Sequence[str] = (), sex: str = ALL
) -> Graph | None:
    """Return the plan's municipalities, or the named areas, each as a small line of its own.

    The highest newest value first. None where fewer than three have three values. No query.
    """
    codes = tuple(areas) or ground.municipalities
    series = {code: values for code in codes if (values := list(ground.values(code, sex).values()))}
    if sum(len(values) >= _FEWEST_VALUES for values in series.values()) < FEWEST:
        return None
    order = sorted(series, key=lambda code: -(series[code][-1].value or 0))[:MOST]
    series = {code: series[code] for code in order}
    reference = list(ground.values(ground.main, sex).values()) if ground.main not in codes else []
    periods = sorted({one.period for values in series.values() for one in values}, key=period_order)
    finding = of_peers(ground, series)
    drawn = Drawn(
        kind="peers",
        selection=Selection((*order, *([ground.main] if reference else [])), (sex,)),
        finding=finding,
        about=", ".join(filter(None, [sex_word(sex), span_words(periods)])),
        table=_table(ground, series, reference, periods),
        draw=partial(
            draw_multiples,
            _chart(ground, sex, series, reference, finding.text(gettext)),
        ),
        reservations=tuple(_reservations(ground, codes, series, has_reference=bool(reference))),
        choices=choices_of(areas, sex),
    )
    return assemble(ground, drawn, headlines)


def _chart(
    ground: Ground, sex: str, series: Series, reference: list[Observation], title: str
) -> Multiples:
    whole = {code: ground.by_key[code, sex] for code in series}
    step = step_of(whole.values())
    times = [point(one).time for values in (*series.values(), reference) for one in values]
    first, last = min(times), max(times)
    return Multiples(
        key=f"peers-{ground.indicator.address}",
        title=title,
        description=gettext("One small line for each area. All figures stand in the table."),
        panels=tuple(
            Panel(
                key=code,
                name=place_name(ground, code),
                values=tuple(drawn_values(ground, values)),
                label=short(ground, point(values[-1]).value),
                gaps=tuple(gaps_of(ground, whole[code], step, place_name(ground, code))),
                breaks=breaks_of(ground, first, last, step),
            )
            for code, values in series.items()
        ),
        reference=tuple(drawn_values(ground, reference)),
        with_zero=is_share(ground.indicator.unit),
        events=events_within(ground, first, last, step),
        reading=reading(),
    )


def _table(
    ground: Ground, series: Series, reference: list[Observation], periods: Sequence[str]
) -> Table:
    """Return areas down and their first and newest values across: all years stand in the file."""
    ends = [Words(period_words(period)) for period in dict.fromkeys([periods[0], periods[-1]])]
    rows = {**series, **({ground.main: reference} if reference else {})}
    lines = []
    for code, values in rows.items():
        by_period = {one.period: one for one in values}
        cells = [by_period.get(period) for period in dict.fromkeys([periods[0], periods[-1]])]
        shown = tuple(
            (label, told(ground, one) if one else "")
            for label, one in zip(ends, cells, strict=True)
        )
        lines.append(Line(named(ground, code), shown))
    return Table((Words(gettext("Area")), *ends), tuple(lines))


def _reservations(
    ground: Ground, codes: Sequence[str], series: Series, *, has_reference: bool
) -> Iterator[Words]:
    yield Words(gettext("The same scale everywhere. The highest newest value first."))
    if has_reference:
        name = ground.places[ground.main].title
        yield Words(gettext("The grey line: %(area)s.") % {"area": name})
    if any(event.title for event in ground.events):
        yield from _bands(ground, series)
    newest = max((values[-1].period for values in series.values()), key=period_order)
    if words := none_after(ground, newest):
        yield Words(words[:1].upper() + words[1:] + ".")
    without = [place_name(ground, code) for code in codes if code not in series]
    if without:
        yield Words(gettext("No value for %(areas)s.") % {"areas": ", ".join(without)})


def _bands(ground: Ground, series: Series) -> Iterator[Words]:
    """Yield what the grey fields stand for, since the panels have no room for words."""
    times = [point(one).time for values in series.values() for one in values]
    shown = events_within(ground, min(times), max(times), 1.0)
    if shown:
        words = ", ".join(dict.fromkeys(event.words for event in shown))
        yield Words(gettext("The grey field: %(events)s.") % {"events": words})
