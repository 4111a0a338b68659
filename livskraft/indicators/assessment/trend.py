"""Rule D: a trend through the last values with its uncertainty; and the margin of error test."""

from collections.abc import Sequence
from functools import lru_cache
from math import log, sqrt
from operator import mul

from livskraft.indicators.assessment.ground import Ground, half_width
from livskraft.indicators.assessment.growth import RATE, grown, verdict_of_growth
from livskraft.indicators.assessment.outcome import Input, Outcome, Verdict
from livskraft.indicators.sources.errors import Message, _

FEWEST, MOST = 5, 10
"""So many values are needed for a trend, and no more of them are used, the last ones."""

T_QUANTILES = {
    3: 2.353363434801824,
    4: 2.131846786326649,
    5: 2.015048373333024,
    6: 1.943180280515303,
    7: 1.894578605090006,
    8: 1.859548037530898,
}
"""95 % quantiles of Student's t by degrees of freedom, for intervals of 90 %: 5 to 10 values."""

_NOTHING = 1e-12
_TOO_FEW = Message(_("fewer than five values to draw a trend through"))
_NOT_POSITIVE = Message(_("no trend in percent through values of zero or of both signs"))
_UNCERTAIN = Message(_("the values vary too much for the trend to be told from chance"))
_WITHIN = Message(_("the change is smaller than the margin of error"))
_BEYOND = Message(_("the change is larger than the margin of error"))


def trend(ground: Ground, sign: int) -> Outcome:
    """Rule D: the trend of the logarithm on time by least squares, with an interval of 90 %.

    `sign` is the good direction, which for a band is the one towards it. The standard error takes
    the values as independent; where they are not it is a lower bound.
    """
    points = ground.span.points[-MOST:]
    if ground.case.is_rate:
        return ground.cannot("D", RATE)
    if len(points) < FEWEST:
        return ground.cannot("D", _TOO_FEW)
    _periods, times, values, *_rest = zip(*points, strict=True)
    if min(values) <= 0 <= max(values):
        return ground.cannot("D", _NOT_POSITIVE)
    slope, error = fit(times, values)
    is_positive = values[0] > 0
    reach = T_QUANTILES[len(points) - 2] * error
    low, high = slope - reach, slope + reach
    middle = grown(slope, is_positive)
    ends = sorted((grown(low, is_positive), grown(high, is_positive)))
    inputs: dict[str, Input] = {
        "values": len(points),
        "growth": middle,
        "growth_low": ends[0],
        "growth_high": ends[1],
        "standard_error": error,
    }
    gained = sign * middle
    if low > _NOTHING or high < -_NOTHING:
        return ground.says("D", verdict_of_growth(gained), gained, inputs)
    return ground.says("D", Verdict.NO_CERTAIN_TREND, gained, inputs, _UNCERTAIN)


def fit(times: tuple[float, ...], values: Sequence[float]) -> tuple[float, float]:
    """Return the slope of the logarithm of the values' size on time, and its standard error."""
    across, spread = _spread(times)
    count = len(times)
    sizes = [log(size) for size in map(abs, values)]
    mean = sum(sizes) / count
    up = [size - mean for size in sizes]
    along = sum(map(mul, across, up))
    slope = along / spread
    left = max(sum(map(mul, up, up)) - slope * along, 0.0)
    return slope, sqrt(left / (count - 2) / spread)


@lru_cache(maxsize=1000)
def _spread(times: tuple[float, ...]) -> tuple[list[float], float]:
    """Return the times from their middle, and the sum of their squares: alike for many series."""
    middle = sum(times) / len(times)
    across = [time - middle for time in times]
    return across, sum(map(mul, across, across))


def margin_test(ground: Ground, change: float) -> Outcome | None:
    """Tell whether the change in the good direction is larger than the margins of both values.

    None where no margin is known. A value without a margin counts as exact, so that what is within
    the margin is so for certain.
    """
    before, now = (
        half_width(point, ground.case) for point in (ground.span.base, ground.span.newest)
    )
    margin = sqrt(before * before + now * now)
    if not margin:
        return None
    inputs: dict[str, Input] = {"change": change, "margin": margin}
    if abs(change) < margin:
        return ground.says("margin", Verdict.WITHIN_MARGIN, change, inputs, _WITHIN)
    is_better = change > 0
    verdict = Verdict.MODERATE_IMPROVEMENT if is_better else Verdict.MODERATE_DETERIORATION
    return ground.says("margin", verdict, change, inputs, _BEYOND)
