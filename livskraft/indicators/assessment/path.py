"""Rule C: the share that is done of what should be done by now, on a straight path in the unit.

Also for targets that are a band, where the path is that of the distance to it.
"""

from collections.abc import Sequence
from itertools import pairwise

from livskraft.indicators.assessment.case import Milestone
from livskraft.indicators.assessment.comparable import LARGEST
from livskraft.indicators.assessment.ground import Ground
from livskraft.indicators.assessment.growth import MOVED_AWAY, eurostat_of
from livskraft.indicators.assessment.outcome import Input, Outcome, Verdict
from livskraft.indicators.assessment.way import EQUAL, Way, verdict_of
from livskraft.indicators.sources.errors import Message, _

_NO_BAND_SIZE = Message(_("change cannot be measured against limits of zero"))
NO_BAND = Message(_("no limits are set for where the value should lie"))
_INSIDE = Message(_("the value lies within the limits"))


def path(way: Way, milestones: Sequence[Milestone]) -> Outcome:
    """Rule C; `milestones` are decided on the way, and make the path bend."""
    if settled := way.settled("C"):
        return settled
    ground = way.ground
    base, newest = ground.span.base, ground.span.newest
    if not ground.sign:
        return _path_to_band(way)
    assert way.time is not None
    steps = steps_between(milestones, base.time, way.time) if milestones else ()
    ends = Milestone(base.time, base.value), Milestone(way.time, way.low)
    expected = value_on_path((ends[0], *steps, ends[1]), newest.time)
    inputs: dict[str, Input] = {"expected": expected}
    if steps:
        inputs["milestones"] = len(steps)
    if not steps and way.distance(base.value) <= 0:
        return way.says("C", None, inputs, Verdict.WRONG_DIRECTION, MOVED_AWAY)
    asked = ground.sign * (expected - base.value)
    if asked > 0:
        ratio = ground.sign * (newest.value - base.value) / asked
        return way.says("C", ratio, inputs, verdict_of(ratio))
    is_ahead = ground.sign * (newest.value - expected) >= -EQUAL * abs(expected)
    verdict = Verdict.ON_TRACK if is_ahead else Verdict.WRONG_DIRECTION
    return way.says("C", None, inputs, verdict)


def steps_between(milestones: Sequence[Milestone], start: float, end: float) -> list[Milestone]:
    """Return the milestones between two times, in order; what is no number is left out."""
    return sorted(
        step for step in milestones if start < step.time < end and -LARGEST < step.value < LARGEST
    )


def value_on_path(steps: Sequence[Milestone], time: float) -> float:
    """Return the value at a time on a line that bends at each step, and is level after the last."""
    for (start, before), (end, after) in pairwise(steps):
        if time < end and end > start:
            return before + (after - before) * (time - start) / (end - start)
    return steps[-1].value


def _path_to_band(way: Way) -> Outcome:
    span = way.ground.span
    before, now = way.distance(span.base.value), way.distance(span.newest.value)
    if before <= 0:
        return way.says("C", None, {}, Verdict.WRONG_DIRECTION, MOVED_AWAY)
    assert way.time is not None
    done = min((span.newest.time - span.base.time) / (way.time - span.base.time), 1.0)
    ratio = (before - now) / (before * done)
    return way.says("C", ratio, {}, verdict_of(ratio))


def towards_band(way: Way, ground: Ground) -> Outcome:
    """Rule B for a band: the change of the distance to it in a year, as a share of its limits.

    `ground` reaches to the newest value, also where the target's time is out.
    """
    span = ground.span
    before, now = max(way.distance(span.base.value), 0.0), way.distance(span.newest.value)
    if now <= 0:
        return ground.says("B-eurostat", Verdict.ACHIEVED, None, None, _INSIDE)
    size = max(abs(end) for end in (way.low, way.high) if abs(end) < LARGEST)
    if not size:
        return ground.cannot("B-eurostat", _NO_BAND_SIZE)
    return eurostat_of("B-eurostat", (before - now) / ground.years / size, ground)
