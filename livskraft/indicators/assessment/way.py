"""The way to a target: whether it is reached, whether its time is out, what bars a judgement."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from livskraft.indicators.assessment.case import Aim, Point
from livskraft.indicators.assessment.comparable import LARGEST, LAST_YEAR
from livskraft.indicators.assessment.ground import Ground, half_width
from livskraft.indicators.assessment.outcome import Input, Outcome, Verdict
from livskraft.indicators.sources.errors import Message, _

NO_TARGET_YEAR = Message(_("the target has no year"))
_NOT_REACHED = _("not reached in %(year)d, when the time of the target was out")
_REACHED_LATE = _("reached after %(year)d, when the time of the target was out")
_NO_VALUE_FOR_YEAR = _("the time of the target was out in %(year)d, but there is no value for it")
BASE_TOO_LATE = Message(_("no value before the year of the target to count from"))
_NEAR = Message(_("the target differs from the base value by less than the margin of error"))
_MARGIN_CROSSES = Message(_("reached, but the target lies within the margin of error of the value"))

_ON_TRACK, _TOO_SLOW = 0.95, 0.6
EQUAL = 1e-9
"""A limit is passed by a value that only the arithmetic of the machine holds below it."""
_SAME_YEAR = 0.01


def verdict_of(ratio: float) -> Verdict:
    """Return what a share of the way that should lie behind us says."""
    if ratio >= _ON_TRACK - EQUAL:
        return Verdict.ON_TRACK
    if ratio >= _TOO_SLOW - EQUAL:
        return Verdict.TOO_SLOW
    return Verdict.INSUFFICIENT if ratio >= 0 else Verdict.WRONG_DIRECTION


@dataclass(slots=True)
class Way:
    """A target and the span that is held against it, whose ground tells the target too.

    Where values should grow or fall, `low` and `high` are both the target. `time` is its year.
    `is_over`: that year has passed, and the span ends in it. `obstacle` is why no pace can be
    judged, `reason` what is to be said beside a verdict.
    """

    ground: Ground
    low: float
    high: float
    time: float | None
    is_over: bool
    is_reached: bool
    obstacle: Message | None
    reason: Message | None

    def distance(self, value: float) -> float:
        """Return how far a value is from the target; 0 or less where it is reached."""
        return distance(self.ground.sign, self.low, self.high, value)

    def settled(self, rule: str) -> Outcome | None:
        """Return what needs no pace: that the target is reached, or why no pace can be judged."""
        if self.is_reached:
            return self.says(rule, None, {}, Verdict.ACHIEVED)
        return self.cannot(rule, self.obstacle) if self.obstacle else None

    def says(
        self,
        rule: str,
        ratio: float | None,
        inputs: dict[str, Input],
        verdict: Verdict,
        reason: Message | None = None,
    ) -> Outcome:
        """Return what a rule says; after the target's year nobody is on track any more."""
        if self.is_over and verdict is Verdict.ON_TRACK:
            verdict = Verdict.TOO_SLOW
        return self.ground.says(
            rule,
            verdict,
            ratio,
            inputs,
            self.reason or reason,
            asks_final=self.is_over,
        )

    def cannot(self, rule: str, reason: Message) -> Outcome:
        return self.says(rule, None, {}, Verdict.CANNOT_ASSESS, reason)


def way_to(aim: Aim, ground: Ground, obstacle: Message | None = None) -> Way | None:
    """Return the way to a target; None where it names no value.

    With `obstacle` there is nothing to count from: all that can be told is whether the target is
    reached.
    """
    low, high = limits_of(aim, ground.sign)
    if low > high:
        return None
    time = aim.time if aim.time is not None and -LAST_YEAR < aim.time < LAST_YEAR else None
    held = ground.telling(_target_inputs(aim, time, ground.sign))
    way = Way(held, low, high, time, False, False, obstacle, None)
    if time is not None and ground.case.today >= time + 1:
        _judge_in_year(way, time)
        return way
    way.is_reached = way.distance(ground.span.newest.value) <= 0
    if way.is_reached:
        way.reason = _unsure(way)
    else:
        way.obstacle = obstacle or _obstacle(way)
    return way


def distance(sign: int, low: float, high: float, value: float) -> float:
    """Return how far a value is from where it should be; 0 or less where it is there."""
    if sign:
        return sign * (high - value)
    return max(low - value, value - high)


def limits_of(aim: Aim, sign: int) -> tuple[float, float]:
    """Return the target's ends, a low above the high where it names none."""
    if sign:
        value = aim.value
        is_figure = value is not None and -LARGEST < value < LARGEST
        return (value, value) if value is not None and is_figure else (inf, -inf)
    low, high = (
        end if end is not None and -LARGEST < end < LARGEST else None for end in (aim.low, aim.high)
    )
    if low is None and high is None:
        return inf, -inf
    return (-inf if low is None else low, inf if high is None else high)


def _target_inputs(aim: Aim, time: float | None, sign: int) -> dict[str, Input]:
    inputs: dict[str, Input] = (
        {"target": aim.value} if sign else {"target_low": aim.low, "target_high": aim.high}
    )
    if time is not None:
        inputs["target_year"] = time
    return inputs


def _judge_in_year(way: Way, year: float) -> None:
    """Hold the value of the target's year against the target, once that year has passed."""
    way.is_over = True
    span = way.ground.span
    points = [one for one in span.points if one.time < year + 1 - _SAME_YEAR]
    last = points[-1] if points and points[-1].time >= year - _SAME_YEAR else None
    if last is not None and way.distance(last.value) <= 0:
        way.is_reached = True
        way.ground = _ending_in(way.ground, points)
        way.reason = _unsure(way)
    elif way.distance(span.newest.value) <= 0:
        way.is_reached = True
        is_late = span.newest.time >= year + 1 - _SAME_YEAR
        way.reason = Message(_REACHED_LATE, {"year": int(year)}) if is_late else None
    elif last is None:
        way.obstacle = Message(_NO_VALUE_FOR_YEAR, {"year": int(year)})
    else:
        way.ground = _ending_in(way.ground, points)
        way.reason = Message(_NOT_REACHED, {"year": int(year)})
        way.obstacle = way.obstacle or _obstacle(way)


def _ending_in(ground: Ground, points: Sequence[Point]) -> Ground:
    if points[-1] is ground.span.newest:
        return ground
    ended = Ground.of(ground.case, ground.span._replace(points=points, newest=points[-1]))
    return ended.telling({**ground.about, **ended.about})


def _unsure(way: Way) -> Message | None:
    """Return a word of warning where the newest value reaches the target and its margin does not."""
    newest, margin = way.ground.span.newest, half_width(way.ground.span.newest, way.ground.case)
    if not margin:
        return None
    ends = (newest.value - margin, newest.value + margin)
    return _MARGIN_CROSSES if any(way.distance(end) > 0 for end in ends) else None


def _obstacle(way: Way) -> Message | None:
    """Return why the pace towards the target cannot be judged."""
    base = way.ground.span.base
    if way.time is None:
        return NO_TARGET_YEAR
    if way.time <= base.time or way.ground.years <= 0:
        return BASE_TOO_LATE
    left = way.distance(base.value)
    return _NEAR if 0 < left < half_width(base, way.ground.case) else None
