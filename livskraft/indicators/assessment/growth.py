"""Rules A and B: growth in percent a year, beside the growth that is needed or beside set limits."""

from math import exp, expm1, inf, log
from typing import NamedTuple

from livskraft.indicators.assessment.comparable import LARGEST
from livskraft.indicators.assessment.ground import Ground
from livskraft.indicators.assessment.outcome import Input, Outcome, Verdict
from livskraft.indicators.assessment.way import BASE_TOO_LATE, EQUAL, Way, verdict_of
from livskraft.indicators.sources.errors import Message, _

RATE = Message(_("the value is itself a change, so its growth in percent says nothing"))
_ZERO = Message(_("growth in percent cannot be counted from zero or to zero"))
_SIGN = Message(_("the value has changed sign, so growth in percent cannot be counted"))
UNCHANGED = Message(_("the value is the same as in the base year"))
MOVED_AWAY = Message(_("the base value had reached the target, and the newest has not"))
_TOO_SMALL = Message(_("the target hardly differs from the base value"))

_SIGNIFICANT = 0.01
_CANADA = (0.015, 0.005)
_CANADA_POWER = 4.44
_UN = (0.02, 0.005)
_UN_TO_TARGET = (0.95, 0.10)
_LARGEST_RATE = 700.0


class Change(NamedTuple):
    """How a value has changed from the base on: the rate at which its size grows, and its growth
    in a year in the good direction, as a share.
    """

    rate: float
    gained: float


def change_of(ground: Ground) -> Change | Message:
    """Return the change over the span, or why growth in percent cannot be counted."""
    if ground.case.is_rate:
        return RATE
    before, now = ground.span.base.value, ground.span.newest.value
    if ground.years <= 0:
        return BASE_TOO_LATE
    if not before:
        return _ZERO
    if now and (before > 0) != (now > 0):
        return _SIGN
    rate = rate_of(before, now, ground.years)
    return Change(rate, ground.sign * grown(rate, before > 0))


def rate_of(before: float, now: float, years: float) -> float:
    """Return the rate of growth of the size of a value: its logarithm's change in a year."""
    return (log(abs(now)) - log(abs(before))) / years if now else -inf


def grown(rate: float, is_positive: bool) -> float:
    """Return what a rate makes of a value in a year, as a share (the CAGR), with its sign."""
    share = expm1(min(rate, _LARGEST_RATE))
    return share if is_positive else -share


def pace(way: Way, change: Change | Message) -> Outcome:
    """Rule A: growth in a year beside the growth that leads to the target in its year."""
    ground = way.ground
    base, target = ground.span.base, way.low
    if settled := way.settled("A"):
        return settled
    if obstacle := _obstacle_to_growth(way, change):
        return way.cannot("A", obstacle)
    if way.distance(base.value) <= 0:
        return way.says("A", None, {}, Verdict.WRONG_DIRECTION, MOVED_AWAY)
    assert isinstance(change, Change)
    assert way.time is not None
    needed = grown(rate_of(base.value, target, way.time - base.time), base.value > 0)
    if not needed:
        return way.cannot("A", _TOO_SMALL)
    inputs: dict[str, Input] = {"growth": ground.sign * change.gained, "needed_growth": needed}
    ratio = change.gained / abs(needed)
    return way.says("A", ratio, inputs, verdict_of(ratio))


def _obstacle_to_growth(way: Way, change: Change | Message) -> Message | None:
    if isinstance(change, Message):
        return change
    if not way.low:
        return _ZERO
    return _SIGN if (way.low > 0) != (way.ground.span.base.value > 0) else None


def eurostat(ground: Ground, change: Change | Message) -> Outcome:
    """Rule B by Eurostat: growth in a year in the good direction, cut at 1, 0 and -1 percent."""
    if isinstance(change, Message):
        return ground.cannot("B-eurostat", change)
    return eurostat_of("B-eurostat", change.gained, ground)


def eurostat_of(rule: str, gained: float, ground: Ground) -> Outcome:
    """Return the outcome of a growth; of an approach to a band where there is no good direction."""
    inputs: dict[str, Input] = {"growth": (ground.sign or 1) * gained}
    reason = None if gained else UNCHANGED
    return ground.says(rule, verdict_of_growth(gained), gained, inputs, reason)


def verdict_of_growth(gained: float) -> Verdict:
    """Return Eurostat's verdict; an unchanged value shows no trend."""
    if gained >= _SIGNIFICANT - EQUAL:
        return Verdict.SIGNIFICANT_IMPROVEMENT
    if gained > 0:
        return Verdict.MODERATE_IMPROVEMENT
    if not gained:
        return Verdict.NO_CERTAIN_TREND
    if gained <= -_SIGNIFICANT + EQUAL:
        return Verdict.SIGNIFICANT_DETERIORATION
    return Verdict.MODERATE_DETERIORATION


def canada(ground: Ground, change: Change | Message) -> Outcome:
    """Rule B by Statistics Canada: the nearer a natural limit, the less growth is asked for."""
    if isinstance(change, Message):
        return ground.cannot("B-canada", change)
    inputs: dict[str, Input] = {"growth": ground.sign * change.gained}
    limits = _CANADA
    limit = ground.case.bounds[1 if ground.sign > 0 else 0]
    if limit is not None and 0 < abs(limit) < LARGEST:
        factor = limit_factor(ground.span.base.value, limit)
        limits = (_CANADA[0] * factor, _CANADA[1] * factor)
        inputs |= {"limit": limit, "factor": factor, "threshold": limits[0]}
    return ground.says("B-canada", _by_limits(change.gained, limits), change.gained, inputs)


def limit_factor(before: float, limit: float) -> float:
    """Return Statistics Canada's factor for a base value near a natural limit of the same sign."""
    share = before / limit
    if not 0 < share < 2:
        return 1.0
    return float(1 - (share if share <= 1 else 2 - share) ** _CANADA_POWER)


def continued(way: Way, change: Change | Message) -> Outcome:
    """Rule B by the UN: how much of the way to the target the growth so far would cover."""
    if settled := way.settled("B-un"):
        return settled
    if isinstance(change, Message):
        return way.cannot("B-un", change)
    base, newest = way.ground.span.base, way.ground.span.newest
    if way.distance(base.value) <= 0:
        return way.says("B-un", None, {}, Verdict.WRONG_DIRECTION, MOVED_AWAY)
    asked = way.low - base.value
    if not asked:
        return way.cannot("B-un", _TOO_SMALL)
    assert way.time is not None
    left = max(way.time - newest.time, 0.0)
    value = newest.value * exp(min(change.rate * left, _LARGEST_RATE)) if left else newest.value
    ratio = (value - base.value) / asked
    return way.says("B-un", ratio, {"continued": value}, _by_limits(ratio, _UN_TO_TARGET))


def continued_without_target(ground: Ground, change: Change | Message) -> Outcome:
    """Rule B by the UN where there is no target: growth in a year, cut at 2, 0.5 and 0 percent."""
    if isinstance(change, Message):
        return ground.cannot("B-un", change)
    inputs: dict[str, Input] = {"growth": ground.sign * change.gained}
    return ground.says("B-un", _by_limits(change.gained, _UN), change.gained, inputs)


def _by_limits(gained: float, limits: tuple[float, float]) -> Verdict:
    if gained >= limits[0] - EQUAL:
        return Verdict.ON_TRACK
    if gained >= limits[1] - EQUAL:
        return Verdict.TOO_SLOW
    return Verdict.INSUFFICIENT if gained >= 0 else Verdict.WRONG_DIRECTION
