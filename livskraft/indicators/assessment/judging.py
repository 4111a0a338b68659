"""All rules on one series, and which of them is the verdict."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from livskraft.indicators.assessment import growth, path, trend
from livskraft.indicators.assessment.case import Case
from livskraft.indicators.assessment.comparable import NO_VALUE, Span, span_of, usable_points
from livskraft.indicators.assessment.ground import SIGNS, Ground
from livskraft.indicators.assessment.outcome import RULES, Outcome, Verdict
from livskraft.indicators.assessment.way import NO_TARGET_YEAR, Way, way_to
from livskraft.indicators.sources.errors import Message, _

NO_DIRECTION = Message(_("nobody has said whether the value should grow or fall"))
_PROGRESS = frozenset(Verdict) - {Verdict.ACHIEVED, Verdict.CANNOT_ASSESS}


def outcomes(case: Case) -> tuple[Outcome, ...]:
    """Return what every rule that has something to say says of one series, in the order of RULES.

    Never empty, and raises nothing.
    """
    points = usable_points(case.points)
    if not points:
        rule = _first_rule(case)
        return (_nothing(rule),)
    found = span_of(case, points)
    obstacle = found if isinstance(found, Message) else None
    span = Span(points, points[-1], points[-1], None, None) if isinstance(found, Message) else found
    ground = Ground.of(case, span)
    if not case.direction:
        return (ground.cannot(_first_rule(case), NO_DIRECTION),)
    way = way_to(case.aim, ground, obstacle) if case.aim else None
    if obstacle:
        return _of_single(ground, way, obstacle)
    return _of_level(ground, way) if ground.sign else _of_band(ground, way)


def _first_rule(case: Case) -> str:
    return "A" if case.aim and case.aim.value is not None else "B-eurostat"


def _nothing(rule: str) -> Outcome:
    version = RULES[rule].version
    return Outcome(rule, version, Verdict.CANNOT_ASSESS, None, {}, NO_VALUE, False, False)


def _of_single(ground: Ground, way: Way | None, obstacle: Message) -> tuple[Outcome, ...]:
    """Return what one value tells: whether the target is reached."""
    change = ground.cannot("B-eurostat", obstacle)
    if way is None:
        return (change,)
    rule = "A" if ground.sign else "C"
    held = way.settled(rule) or way.cannot(rule, obstacle)
    return (held, change) if ground.sign else (change, held)


def _of_level(ground: Ground, way: Way | None) -> tuple[Outcome, ...]:
    """Return the outcomes for values that should grow or fall."""
    aim, span = ground.case.aim, ground.span
    change = ground.sign * (span.newest.value - span.base.value)
    tested = trend.margin_test(ground, change)
    fitted = trend.trend(ground, ground.sign)
    last = (fitted, tested) if tested else (fitted,)
    grown = growth.change_of(ground)
    without = growth.eurostat(ground, grown), growth.canada(ground, grown)
    if way is None or aim is None:
        return (*without, growth.continued_without_target(ground, grown), *last)
    to_target = grown if way.ground.span is ground.span else growth.change_of(way.ground)
    return (
        growth.pace(way, to_target),
        *without,
        growth.continued(way, to_target),
        path.path(way, aim.milestones),
        *last,
    )


def _of_band(ground: Ground, way: Way | None) -> tuple[Outcome, ...]:
    """Return the outcomes for values that should lie within limits: no growth is good by itself."""
    if way is None:
        return (ground.cannot("B-eurostat", path.NO_BAND),)
    span = ground.span
    before, now = (max(way.distance(one.value), 0.0) for one in (span.base, span.newest))
    found = [path.towards_band(way, ground), path.path(way, ())]
    if now:
        found.append(trend.trend(ground, 1 if span.newest.value < way.low else -1))
    tested = trend.margin_test(ground, before - now)
    return (*found, tested) if tested else tuple(found)


def standing(found: Iterable[Outcome]) -> Outcome:
    """Return the outcome that is the verdict.

    With a target rule A, or C where milestones are decided or A cannot tell; without one, or
    without a year for it, Eurostat's. A trend that is not certain (D), and else a change within
    the margin of error, stand instead of any progress or setback; not instead of a target that is
    reached, or whose time is out.
    """
    by_rule = {outcome.rule: outcome for outcome in found}
    verdict = _by_target_or_change(by_rule)
    if verdict.verdict not in _PROGRESS or verdict.asks_final:
        return verdict
    for rule, unsure in (("D", Verdict.NO_CERTAIN_TREND), ("margin", Verdict.WITHIN_MARGIN)):
        if rule in by_rule and by_rule[rule].verdict is unsure:
            return by_rule[rule]
    return verdict


def _by_target_or_change(by_rule: Mapping[str, Outcome]) -> Outcome:
    for rule in ("reach", "gap", "comparison"):
        if rule in by_rule:
            return by_rule[rule]
    pace, path, change = (by_rule.get(rule) for rule in ("A", "C", "B-eurostat"))
    if path and (pace is None or "milestones" in path.inputs or _tells_more(path, pace)):
        pace = path
    if pace and change and pace.reason is NO_TARGET_YEAR and change.verdict in _PROGRESS:
        return replace(change, reason=NO_TARGET_YEAR)
    return pace or change or next(iter(by_rule.values()))


def _tells_more(path: Outcome, pace: Outcome) -> bool:
    cannot = Verdict.CANNOT_ASSESS
    return pace.verdict is cannot and path.verdict is not cannot


def by_base(case: Case) -> tuple[tuple[str, Outcome], ...]:
    """Return the verdict from every other base year, by period, the earliest first.

    Only from where the newest value may be compared: no base lies before a break. The trend is
    the same from all of them.
    """
    points = usable_points(case.points)
    found = span_of(case, points)
    if isinstance(found, Message) or not case.direction:
        return ()
    span = found._replace(broken_at=None, note=None)
    fitted = (
        trend.trend(Ground.of(case, span), SIGNS[case.direction])
        if case.direction in SIGNS
        else None
    )
    return tuple(
        (point.period, _from_base(case, span._replace(base=point), fitted))
        for point in span.points
        if point is not span.base and point is not span.newest
    )


def _from_base(case: Case, span: Span, fitted: Outcome | None) -> Outcome:
    """Return the verdict from a base; only the rules that can decide it are asked."""
    ground = Ground.of(case, span)
    way = way_to(case.aim, ground) if case.aim else None
    if fitted is None:
        return standing(_of_band(ground, way))
    aim, change = case.aim, growth.change_of(ground)
    found = []
    if way and aim:
        to_target = change if way.ground.span is ground.span else growth.change_of(way.ground)
        found = [growth.pace(way, to_target)]
        if aim.milestones or found[0].verdict is Verdict.CANNOT_ASSESS:
            found.append(path.path(way, aim.milestones))
    if not found or found[0].reason is NO_TARGET_YEAR:
        found.append(growth.eurostat(ground, change))
    gained = ground.sign * (span.newest.value - span.base.value)
    if tested := trend.margin_test(ground, gained):
        found.append(tested)
    if fitted.verdict is Verdict.NO_CERTAIN_TREND:
        inputs = {**fitted.inputs, **ground.about}
        found.append(replace(fitted, inputs=inputs, is_provisional=ground.is_provisional))
    return standing(found)
