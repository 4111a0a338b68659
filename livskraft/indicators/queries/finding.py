"""What a series says in one sentence, without a verdict: how much now, and how much before."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext

from livskraft.indicators.models import Indicator
from livskraft.indicators.queries.figure_words import (
    at,
    figure,
    half_width,
    period_words,
    short_unit,
    with_unit,
)
from livskraft.indicators.queries.grid import Break, is_broken
from livskraft.indicators.queries.latest import ALL, Latest, decimals_of, is_known_on
from livskraft.indicators.queries.places import Place
from livskraft.indicators.sources.observation import Observation
from livskraft.indicators.sources.periods import period_order

_FEWEST = 3
"""As many municipalities are needed for the lowest and the highest of them to say anything."""


def finding(
    observations: Sequence[Observation],
    indicator: Indicator,
    latest: Latest | None,
    known: Mapping[str, Place],
    breaks: Sequence[Break],
) -> str:
    """Return the sentence, "" where there is nothing to say. No query.

    The newest value of the plan's area beside the earliest one that may be compared with it;
    where the area has none, the lowest and the highest municipality. It has no capital, so that the
    name of an area can stand before it.
    """
    if latest is None:
        return _spread(observations, indicator, known)
    if len(latest.figures) > 1 or latest.figures[0][0]:
        return at(latest.words, latest.period) + "."
    now = at(latest.words, latest.period)
    series = [
        one
        for one in observations
        if (one.area, one.sex, one.dimensions) == (latest.area, ALL, ()) and one.value is not None
    ]
    earlier = [
        one
        for one in series
        if period_order(one.period) < period_order(latest.period)
        and not is_broken(one.period, latest.period, breaks)
        and _is_alike(one.period, latest.period)
    ]
    if not earlier:
        return now + "."
    first = min(earlier, key=lambda one: period_order(one.period))
    assert first.value is not None
    shown = with_unit(figure(first.value, decimals_of(indicator)), short_unit(indicator.unit))
    return gettext("%(now)s, compared with %(before)s.") % {
        "now": now,
        "before": at(shown, first.period),
    }


def _is_alike(period: str, latest: str) -> bool:
    """Whether two periods are as long, and the same part of their years: spring is no autumn."""
    is_part = latest[4:5] in ("H", "Q", "M")
    return len(period) == len(latest) and (not is_part or period[4:] == latest[4:])


def _spread(
    observations: Sequence[Observation], indicator: Indicator, known: Mapping[str, Place]
) -> str:
    """Name the lowest and the highest municipality, unless their margins of error overlap."""
    day: date | None = indicator.plan.as_of
    of_municipalities = [
        one
        for one in observations
        if known[one.area].is_municipality
        and (one.sex, one.dimensions) == (ALL, ())
        and one.value is not None
        and is_known_on(one.period, day)
    ]
    if not of_municipalities:
        return ""
    newest = max((one.period for one in of_municipalities), key=period_order)
    values = sorted(
        ((one.value or 0, one) for one in of_municipalities if one.period == newest),
        key=lambda pair: pair[0],
    )
    if len(values) < _FEWEST:
        return ""
    (low, lowest), (high, highest) = values[0], values[-1]
    if low + (half_width(lowest) or 0) >= high - (half_width(highest) or 0):
        return ""
    decimals = decimals_of(indicator)
    return gettext("From %(low)s in %(first)s to %(high)s in %(last)s, %(when)s.") % {
        "low": with_unit(figure(low, decimals), short_unit(indicator.unit)),
        "first": known[lowest.area].title,
        "high": with_unit(figure(high, decimals), indicator.unit),
        "last": known[highest.area].title,
        "when": period_words(newest),
    }
