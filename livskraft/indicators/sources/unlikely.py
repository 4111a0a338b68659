"""Figures that may well be wrong: of a time to come, or far from those beside them.

They are told and never refused: what is unlikely happens, and whoever has the source can look.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, pairwise
from statistics import median

from livskraft.indicators.sources.errors import Message, _, listed
from livskraft.indicators.sources.observation import Figures, Observation
from livskraft.indicators.sources.periods import period_days, period_order

_TIMES = 10
"""So many times as much as the time before, or so much less, is hardly ever a true change …"""
_STEPS = 20
"""… and neither is a step that is so many times as long as the others of the series are."""
_TIMES_OF_A_STEP = 2
_SMALL = 50
"""Below that much, small numbers of things come and go by many times."""
_TOLD = 5

_AHEAD = _(
    "The file has figures of a time that is not over on %(day)s: %(periods)s. Goals and forecasts "
    "are no outcome. Take them away, or check the years."
)
_FAR = _(
    "%(area)s, %(period)s: %(value)s comes after %(earlier)s (%(before)s). Check the decimal sign and "
    "the unit."
)
_MORE_FAR = _("Further figures that are as far from those of the time before: %(number)d.")


def unlikely(
    observations: Iterable[Observation], *, today: date, names: Mapping[str, str]
) -> list[Message]:
    """Return what whoever reads in figures should look at before they are taken for true.

    `names` are what areas are called, by their code.
    """
    found = Figures.of(observations).which(value=lambda value: value is not None)
    return [*_ahead(set(found.column("period")), today), *_far(found, names)]


def _ahead(periods: Iterable[str], today: date) -> Iterator[Message]:
    """Yield the periods that are not half over: a survey of the year may be of its autumn."""
    ahead = [one for one in periods if _middle(one) > today]
    if ahead:
        told = listed(sorted(ahead, key=period_order))
        yield Message(_AHEAD, {"day": today.isoformat(), "periods": told})


def _middle(period: str) -> date:
    first, last = period_days(period)
    return first + (last - first) / 2


def _far(figures: Figures, names: Mapping[str, str]) -> Iterator[Message]:
    found = [pair for series in _series(figures) for pair in _leaps(series)]
    for before, after in found[:_TOLD]:
        yield Message(
            _FAR,
            {
                "area": names.get(after.area, after.area),
                "period": after.period,
                "value": _written(after),
                "earlier": _written(before),
                "before": before.period,
            },
        )
    if len(found) > _TOLD:
        yield Message(_MORE_FAR, {"number": len(found) - _TOLD})


def _series(figures: Figures) -> Iterator[list[Observation]]:
    """Yield each series in which values differ much from old to new.

    Years and months are no series together.
    """
    places: dict[object, list[int]] = {}
    for key, start, end in figures.series():
        places.setdefault(key, []).extend(range(start, end))
    values = figures.column("value")
    for of_key in places.values():
        sizes = [abs(values[place]) for place in of_key]
        if max(sizes) < _TIMES_OF_A_STEP * min(sizes):
            continue
        found: defaultdict[object, list[Observation]] = defaultdict(list)
        for one in chain.from_iterable(figures.between(place, place + 1) for place in of_key):
            found[one.dimensions, one.period[4:5]].append(one)
        for series in found.values():
            yield sorted(series, key=lambda one: period_order(one.period))


def _leaps(series: Sequence[Observation]) -> Iterator[tuple[Observation, Observation]]:
    sizes = [abs(_value(one)) for one in series]
    for place, (one, other) in enumerate(pairwise(sizes)):
        low, high = (one, other) if one < other else (other, one)
        if high < _TIMES_OF_A_STEP * low:
            continue
        is_many_times = high >= _TIMES * low and high >= _SMALL
        if is_many_times or _is_long(place, series):
            yield series[place], series[place + 1]


def _is_long(place: int, series: Sequence[Observation]) -> bool:
    """Whether a step is far longer than the others of its series."""
    steps = [abs(_value(after) - _value(before)) for before, after in pairwise(series)]
    others = [step for step in (*steps[:place], *steps[place + 1 :]) if step]
    return len(others) > 2 and steps[place] > _STEPS * median(others)


def _value(one: Observation) -> float:
    return float(one.value or 0)


def _written(one: Observation) -> str:
    return f"{_value(one):.10g}".replace(".", ",")
