"""Where values, events, breaks and what is missing lie on the axis of time.

A year's value stands at the year's own mark, so that what holds for a whole year reaches half a
step to both sides of it.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from django.utils.translation import gettext

from livskraft.indicators.assessment import moment, time_of
from livskraft.indicators.queries.figure_words import figure, period_words, symbol
from livskraft.indicators.queries.graphs.ground import Ground, point
from livskraft.indicators.queries.graphs.units import told
from livskraft.indicators.sources.observation import Observation
from livskraft.indicators.sources.periods import period_days
from livskraft.shared.charts.series import Break, Event, Gap, Value

OLD = 2 * 365
"""A newest value that ended so many days ago is old: what came after it is shown as missing."""


def step_of(groups: Iterable[Sequence[Observation]]) -> float:
    """Return how much of a year lies between values: 1 for years, 0.25 for quarters."""
    steps = [
        time_of(after.period) - time_of(before.period)
        for group in groups
        for before, after in pairwise(group)
    ]
    return min((step for step in steps if step > 0), default=1.0) if steps else 1.0


def events_within(ground: Ground, first: float, last: float, step: float) -> tuple[Event, ...]:
    """Return what happened while the graph goes on, such as the pandemic."""
    half = min(step, 1.0) / 2
    return tuple(
        Event(one.starts - half, one.ends - half, one.title)
        for one in ground.events
        if one.ends - half > first and one.starts - half < last
    )


def breaks_of(ground: Ground, first: float, last: float, step: float) -> tuple[Break, ...]:
    """Return the breaks between the first and the last time; each lies before its first value."""
    half = min(step, 1.0) / 2
    return tuple(
        Break(one.time - half, gettext("break"))
        for one in ground.splits
        if first < one.time <= last
    )


def gaps_of(
    ground: Ground, figures: Sequence[Observation], step: float, whose: str = ""
) -> Iterator[Gap]:
    """Yield what is missing: within the series by the source's own sign, and after its newest value.

    `whose` names the area where the graph is about another one.
    """
    half = min(step, 1.0) / 2
    known = [one for one in figures if one.value is not None]
    if not known:
        return
    first, newest = time_of(known[0].period), time_of(known[-1].period)
    within = [one for one in figures if one.value is None and first < time_of(one.period) < newest]
    for group in _together(within, figures):
        word = symbol(group[0].status, has_value=False).word
        start, end = time_of(group[0].period) - half, time_of(group[-1].period) + half
        yield Gap(start, end, f"{whose}: {word}" if whose else word)
    words = none_after(ground, known[-1].period)
    if words and not whose:
        yield Gap(newest + half, max(moment(ground.today) - half, newest + 2 * half), words)


def none_after(ground: Ground, newest: str) -> str:
    """Return that there is nothing after the newest value, "" unless that is long ago."""
    if (ground.today - period_days(newest)[1]).days < OLD:
        return ""
    return gettext("no values after %(period)s") % {"period": period_words(newest)}


def _together(
    missing: Sequence[Observation], figures: Sequence[Observation]
) -> Iterator[list[Observation]]:
    """Yield missing values that stand beside each other for the same reason."""
    places = {one.period: place for place, one in enumerate(figures)}
    group: list[Observation] = []
    for one in missing:
        is_next = group and places[one.period] == places[group[-1].period] + 1
        if group and not (is_next and one.status == group[-1].status):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def drawn_values(ground: Ground, figures: Iterable[Observation]) -> Iterator[Value]:
    """Yield the figures that have a value, as a drawing takes them."""
    for one in figures:
        if one.value is not None:
            placed = point(one)
            yield Value(
                time=placed.time,
                value=placed.value,
                shown=figure(placed.value, ground.decimals),
                period=period_words(one.period),
                low=placed.low,
                high=placed.high,
                is_preliminary=placed.is_provisional,
                tip=told(ground, one),
            )
