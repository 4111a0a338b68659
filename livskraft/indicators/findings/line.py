"""What a line says: how much it has risen or fallen, whether it has turned, how far it has to go."""

from math import inf

from livskraft.indicators.assessment.case import Case, Point
from livskraft.indicators.assessment.comparable import Span, span_of, usable_points
from livskraft.indicators.assessment.ground import SIGNS, half_width
from livskraft.indicators.assessment.way import distance, limits_of
from livskraft.indicators.findings.finding import Finding, Voice, finding
from livskraft.indicators.findings.unit import Unit
from livskraft.indicators.sources.errors import Message, _

_FEWEST_COUNTED = 5
"""A number that was smaller is not said to have doubled or halved."""
_TURN = 0.5
"""A line has turned where it went so much of its whole height beyond both its ends."""
_FEWEST_TO_TURN = 4

_GROWN = (
    (10.0, _("%(subject)s grew to many times what it was in %(years)s.")),
    (3.05, _("%(subject)s more than tripled in %(years)s.")),
    (2.95, _("%(subject)s tripled in %(years)s.")),
    (2.05, _("%(subject)s more than doubled in %(years)s.")),
    (1.95, _("%(subject)s doubled in %(years)s.")),
    (1.85, _("%(subject)s nearly doubled in %(years)s.")),
)
"""What is said of a value that has grown to at least so many times what it was."""
_SHRUNK = (
    (0.1, _("%(subject)s fell to less than a tenth in %(years)s.")),
    (0.4875, _("%(subject)s more than halved in %(years)s.")),
    (0.5125, _("%(subject)s halved in %(years)s.")),
    (0.54, _("%(subject)s nearly halved in %(years)s.")),
)
"""What is said of a value that has shrunk to no more than so much of what it was."""


def line_finding(case: Case, unit: str, voice: Voice) -> Finding:
    """Return what a series says, and how far it is from its target; nothing without a value."""
    spoken = Unit.of(unit, voice)
    points = usable_points(case.points)
    messages: list[Message] = []
    if points:
        span = span_of(case, points)
        if isinstance(span, Message):
            messages.append(_single(points[-1], spoken, voice))
        else:
            messages.append(_change(case, span, spoken, voice))
        messages += _to_target(case, points[-1], spoken, voice)
    return finding(messages, "line", case.points, case.aim, case.base, case.breaks, unit)


def _single(point: Point, unit: Unit, voice: Voice) -> Message:
    now = unit.amount(voice.figure(point.value))
    return Message(
        _("%(when)s %(subject)s was %(now)s."),
        {"subject": unit.subject, "now": now, "when": when(point.period, voice)},
    )


def _change(case: Case, span: Span, unit: Unit, voice: Voice) -> Message:
    """Return the sentence of the first rule that holds."""
    base, newest = span.base, span.newest
    before, now = voice.figure(base.value), voice.figure(newest.value)
    margin = (half_width(base, case) ** 2 + half_width(newest, case) ** 2) ** 0.5
    parameters: dict[str, object] = {
        "subject": unit.subject,
        "before": unit.amount(before) if unit.kind == "rank" else before,
        "now": unit.amount(now),
        "years": years(newest.time - base.time, voice),
        "first": voice.period(base.period),
        "last": voice.period(newest.period),
    }
    if unit.kind != "rank" and (turn := _turning_point(span)):
        return _turned(turn, parameters, is_peak=turn.value > base.value, voice=voice)
    if before == now:
        template = _("%(subject)s was %(now)s both in %(first)s and in %(last)s.")
    elif abs(newest.value - base.value) < margin:
        template = _("The change in %(years)s lies within the margin of error.")
    else:
        template = _grown(base.value, newest.value, unit)
    return Message(template, parameters)


def _grown(before: float, now: float, unit: Unit) -> str:
    """Return the template for a value that is not what it was."""
    if unit.kind == "rank":
        if now < before:
            return _("%(subject)s improved from %(before)s to %(now)s in %(years)s.")
        return _("%(subject)s worsened from %(before)s to %(now)s in %(years)s.")
    is_small = unit.kind == "count" and min(abs(before), abs(now)) < _FEWEST_COUNTED
    if before > 0 and now > 0 and not is_small:
        for times, template in _GROWN:
            if now >= times * before:
                return template
        for part, template in _SHRUNK:
            if now <= part * before:
                return template
    if now > before:
        return _("%(subject)s rose from %(before)s to %(now)s in %(years)s.")
    return _("%(subject)s fell from %(before)s to %(now)s in %(years)s.")


def _turning_point(span: Span) -> Point | None:
    """Return the peak or the bottom between the ends, where the line has turned there."""
    start = span.points.index(span.base)
    points = span.points[start:]
    if len(points) < _FEWEST_TO_TURN:
        return None
    values = [point.value for point in points]
    height = max(values) - min(values)
    inner = points[1:-1]
    peak, bottom = (
        max(inner, key=lambda point: point.value),
        min(inner, key=lambda point: point.value),
    )
    over = peak.value - max(values[0], values[-1])
    under = min(values[0], values[-1]) - bottom.value
    if height <= 0 or max(over, under) < _TURN * height:
        return None
    return peak if over >= under else bottom


def _turned(turn: Point, parameters: dict[str, object], *, is_peak: bool, voice: Voice) -> Message:
    template = (
        _("%(subject)s rose until %(when)s but has since fallen, from %(turn)s to %(now)s.")
        if is_peak
        else _("%(subject)s fell until %(when)s but has since risen, from %(turn)s to %(now)s.")
    )
    there = {"turn": voice.figure(turn.value), "when": voice.period(turn.period)}
    return Message(template, {**parameters, **there})


def _to_target(case: Case, newest: Point, unit: Unit, voice: Voice) -> list[Message]:
    """Return how far it is to the target; nothing where no value is decided."""
    aim, sign = case.aim, SIGNS.get(case.direction, 0)
    low, high = limits_of(aim, sign) if aim and case.direction else (inf, -inf)
    if low > high:
        return []
    left = distance(sign, low, high, newest.value)
    is_there = left <= 0
    shown: dict[str, object] = {
        "subject": unit.subject,
        "target": unit.amount(voice.figure(high)),
        "left": unit.difference(left, voice),
    }
    if not sign:
        inside = _("%(subject)s lies within the limits of the target.")
        outside = _("%(subject)s lies %(left)s from the limits of the target.")
        return [Message(inside if is_there else outside, shown)]
    if is_there:
        return [Message(_("The target of %(target)s is reached."), shown)]
    if aim and aim.time is not None and case.today >= aim.time + 1:
        return [_after_its_year(case, aim.time, unit, voice, high)]
    return [Message(_remaining(unit, left, voice), shown)]


def _remaining(unit: Unit, left: float, voice: Voice) -> str:
    if unit.kind != "share":
        return _("The target is %(left)s away.")
    is_one = voice.number(left) == voice.number_word(1)
    return _("%(left)s remains.") if is_one else _("%(left)s remain.")


def _after_its_year(case: Case, year: float, unit: Unit, voice: Voice, target: float) -> Message:
    """Return how far it was when the target's time was out."""
    in_year = [one for one in usable_points(case.points) if year <= one.time < year + 1]
    when = {"when": str(int(year))}
    if not in_year:
        return Message(
            _("The time of the target was out in %(when)s, but there is no value for it."), when
        )
    left = SIGNS[case.direction] * (target - in_year[-1].value)
    if left <= 0:
        return Message(_("The target was reached in its year, %(when)s."), when)
    return Message(
        _("When the target's time was out, in %(when)s, it was %(left)s away."),
        {**when, "left": unit.difference(left, voice)},
    )


def when(period: str, voice: Voice) -> Message:
    """Return "in 2019", as it stands at the beginning of a sentence."""
    if len(period) == len("2019"):
        return Message(_("in %(year)s"), {"year": voice.period(period)})
    if "/" in period:
        return Message(_("in the school year %(period)s"), {"period": voice.period(period)})
    return Message(_("in %(period)s"), {"period": voice.period(period)})


def years(number: float, voice: Voice) -> Message:
    """Return "nine years"; "one year"."""
    whole = round(number)
    if whole == 1:
        return Message(_("one year"))
    return Message(_("%(number)s years"), {"number": voice.number(whole)})


def distance_finding(case: Case, unit: str, voice: Voice) -> Finding:
    """Return how much of the whole way to the target is left; nothing without a way that leads there."""
    points = usable_points(case.points)
    span = span_of(case, points)
    aim, sign, spoken = case.aim, SIGNS.get(case.direction, 0), Unit.of(unit, voice)
    data = ("distance", case.points, aim, case.base, case.breaks, unit)
    if isinstance(span, Message) or aim is None or not sign:
        return finding([], *data)
    low, high = limits_of(aim, sign)
    whole, left = (sign * (high - one.value) for one in (span.base, span.newest))
    if low > high or whole <= 0:
        return finding([], *data)
    if left <= 0:
        target = spoken.amount(voice.figure(high))
        return finding(
            [Message(_("The target of %(target)s is reached."), {"target": target})], *data
        )
    if left > whole:
        template = _("%(left)s to the target, more than at first.")
        return finding([Message(template, {"left": spoken.difference(left, voice)})], *data)
    is_one = voice.number(left) == voice.number_word(1) and spoken.kind != "share"
    shown = voice.figure(left) if is_one else voice.number(left)
    parameters = {"left": shown, "whole": spoken.difference(whole, voice)}
    return finding([Message(_("%(left)s of %(whole)s to the target remain."), parameters)], *data)
