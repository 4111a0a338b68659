"""Rules on more than one series: how many have reached a target, a gap, a comparison.

Each makes one series of several, whose values may be zero or negative, and judges it by rule C; or,
where no year is decided, by whether it has come nearer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import inf, sqrt

from livskraft.indicators.assessment.case import Aim, Case, Point
from livskraft.indicators.assessment.comparable import (
    NO_VALUE,
    points_since_break,
    usable_points,
)
from livskraft.indicators.assessment.ground import SIGNS, half_width
from livskraft.indicators.assessment.growth import RATE, UNCHANGED
from livskraft.indicators.assessment.judging import NO_DIRECTION, outcomes, standing
from livskraft.indicators.assessment.outcome import RULES, Input, Outcome, Verdict
from livskraft.indicators.assessment.way import NO_TARGET_YEAR, distance, limits_of
from livskraft.indicators.sources.errors import Message, _

_UNKNOWN = _("no value for %(unknown)d of %(areas)d areas")
_NO_COMMON = Message(_("no period with a value for both"))
_NOT_CERTAIN = Message(_("the difference is smaller than the margin of error"))
_NO_TARGET = Message(_("the target names no value"))


def reach(cases: Mapping[str, Case], aim: Aim, needed: int) -> Outcome:
    """Tell whether `needed` of the areas have the target's value, or will in its year.

    An area is taken to have its last known value until the next one, and its first one before; one
    without values has a case without points, and bars the verdict where it may decide it. The number
    is to go from that of the first year to `needed` on a straight path; `value` is what it is now.
    """
    known = {area: points for area, case in cases.items() if (points := _comparable(case))}
    some = next(iter(cases.values()), None)
    if some is None or not known:
        return _cannot("reach", NO_VALUE)
    sign = SIGNS.get(some.direction, 0)
    low, high = limits_of(aim, sign)
    if low > high or not some.direction:
        return _cannot("reach", _NO_TARGET if some.direction else NO_DIRECTION)
    has_reached = {
        area: [distance(sign, low, high, point.value) <= 0 for point in points]
        for area, points in known.items()
    }
    counts = _counts(known, has_reached)
    reached = [area for area, steps in has_reached.items() if steps[-1]]
    wanted = Aim(float(needed), aim.time)
    counted = Case(counts, "increase", some.today, wanted, some.base, is_rate=True)
    outcome = _judged(counted, "reach")
    unknown = len(cases) - len(known)
    inputs: dict[str, Input] = {
        "reached": len(reached),
        "needed": needed,
        "areas": len(cases),
        "unknown": unknown,
        "reached_before": outcome.inputs.get("base_value"),
        "reached_areas": ", ".join(reached),
        "expected_count": outcome.inputs.get("expected"),
        **{name: outcome.inputs.get(name) for name in ("base_period", "newest_period")},
        "target": aim.value,
        "target_year": aim.time,
    }
    outcome = replace(outcome, value=float(len(reached)), inputs=inputs)
    if len(reached) >= needed or len(reached) + unknown < needed or not unknown:
        return outcome
    reason = Message(_UNKNOWN, {"unknown": unknown, "areas": len(cases)})
    return replace(outcome, verdict=Verdict.CANNOT_ASSESS, reason=reason)


def _counts(
    known: Mapping[str, Sequence[Point]], has_reached: Mapping[str, Sequence[bool]]
) -> tuple[Point, ...]:
    """Return how many have reached the target, for each time at which any of them has a value."""
    changes: dict[float, int] = {}
    periods: dict[float, Point] = {}
    for area, points in known.items():
        before = has_reached[area][0]
        for point, has in zip(points, has_reached[area], strict=True):
            changes[point.time] = changes.get(point.time, 0) + has - before
            periods.setdefault(point.time, point)
            before = has
    count = sum(steps[0] for steps in has_reached.values())
    counts = []
    for time in sorted(periods):
        count += changes[time]
        counts.append(periods[time]._replace(value=float(count), low=None, high=None))
    return tuple(counts)


def _comparable(case: Case) -> Sequence[Point]:
    return points_since_break(case, usable_points(case.points))


def gap(first: Case, second: Case, aim: Aim | None = None) -> Outcome:
    """Tell whether the difference between two series, whichever way it lies, becomes small.

    `aim` is the largest difference that is wanted. `value` is the difference now.
    """
    pairs = _common(first, [second])
    points = tuple(
        _difference(one, other, abs(one.value - other.value), first, second) for one, other in pairs
    )
    return _of_differences(points, pairs, replace(first, direction="decrease", aim=aim), "gap")


def comparison(case: Case, others: Sequence[Case], aim: Aim | None = None) -> Outcome:
    """Tell whether a series is at least as good as another, or as the mean of several.

    `aim` is how much better it should be, in the unit of the values; 0 where it names no value.
    `value` is how much better it is now.
    """
    sign = SIGNS.get(case.direction, 0)
    low, high = limits_of(case.aim or Aim(), sign) if case.direction == "band" else (0.0, 0.0)
    pairs = _common(case, others)
    if not case.direction or low > high:
        return _cannot("comparison", _NO_TARGET if case.direction else NO_DIRECTION)

    def behind(value: float) -> float:
        return max(distance(sign, low, high, value), -inf if sign else 0.0)

    points = tuple(
        _difference(one, other, behind(other.value) - behind(one.value), case, others[0])
        for one, other in pairs
    )
    wanted = Aim((aim and aim.value) or 0.0, aim.time if aim else None)
    judged = replace(case, direction="increase", aim=wanted)
    outcome = _of_differences(points, pairs, judged, "comparison")
    is_without = aim is None and outcome.reason is NO_TARGET_YEAR
    return replace(outcome, reason=None) if is_without else outcome


def _common(case: Case, others: Sequence[Case]) -> list[tuple[Point, Point]]:
    """Return the points that all have, those of the others as their mean."""
    series = [
        {point.time: point for point in points}
        for other in others
        if (points := _comparable(other))
    ]
    return [
        (point, _mean([each[point.time] for each in series]))
        for point in _comparable(case)
        if series and all(point.time in each for each in series)
    ]


def _mean(points: Sequence[Point]) -> Point:
    if len(points) == 1:
        return points[0]
    count = len(points)
    value = sum(point.value for point in points) / count
    widths = [
        (point.high - point.low) / 2
        for point in points
        if point.low is not None and point.high is not None
    ]
    half = sqrt(sum(width * width for width in widths)) / count
    is_provisional = any(point.is_provisional for point in points)
    return _with_margin(points[0]._replace(value=value, is_provisional=is_provisional), half)


def _difference(one: Point, other: Point, value: float, case: Case, against: Case) -> Point:
    widths = (half_width(one, case), half_width(other, against))
    half = sqrt(widths[0] * widths[0] + widths[1] * widths[1])
    is_provisional = one.is_provisional or other.is_provisional
    return _with_margin(one._replace(value=value, is_provisional=is_provisional), half)


def _with_margin(point: Point, half: float) -> Point:
    low, high = (point.value - half, point.value + half) if half else (None, None)
    return point._replace(low=low, high=high)


def _of_differences(
    points: tuple[Point, ...], pairs: Sequence[tuple[Point, Point]], case: Case, rule: str
) -> Outcome:
    """Judge a series of differences; one that is within its margin of error is no difference."""
    if not points:
        return _cannot(rule, _NO_COMMON)
    case = replace(case, points=points, breaks=(), bounds=(None, None), is_rate=True, margin=None)
    outcome = _judged(case, rule)
    newest, (one, other) = points[-1], pairs[-1]
    inputs: dict[str, Input] = {
        **outcome.inputs,
        "first_value": one.value,
        "second_value": other.value,
    }
    outcome = replace(outcome, value=newest.value, inputs=inputs)
    wanted = case.aim.value if case.aim and case.aim.value is not None else 0.0
    asked = wanted if rule == "comparison" else 0.0
    if abs(newest.value - asked) < half_width(newest, case):
        return replace(outcome, verdict=Verdict.WITHIN_MARGIN, reason=_NOT_CERTAIN)
    return outcome


def _judged(case: Case, rule: str) -> Outcome:
    """Return rule C's outcome under another name; without a year, whether it has come nearer."""
    outcome = replace(standing(outcomes(case)), rule=rule, version=RULES[rule].version)
    if outcome.verdict is not Verdict.CANNOT_ASSESS or outcome.reason not in (NO_TARGET_YEAR, RATE):
        return outcome
    before, now = (float(outcome.inputs[name] or 0) for name in ("base_value", "newest_value"))
    change = SIGNS[case.direction] * (now - before)
    if not change:
        return replace(outcome, verdict=Verdict.NO_CERTAIN_TREND, reason=UNCHANGED)
    is_better = change > 0
    verdict = Verdict.MODERATE_IMPROVEMENT if is_better else Verdict.MODERATE_DETERIORATION
    return replace(outcome, verdict=verdict, reason=NO_TARGET_YEAR if case.aim else None)


def _cannot(rule: str, reason: Message) -> Outcome:
    version = RULES[rule].version
    return Outcome(rule, version, Verdict.CANNOT_ASSESS, None, {}, reason, False, False)
