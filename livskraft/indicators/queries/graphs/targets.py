"""The target in a graph: the way there that the rules count with, its milestones, other targets."""

from collections.abc import Iterator

from django.utils.translation import gettext, pgettext

from livskraft.indicators.assessment import Case
from livskraft.indicators.assessment.comparable import span_of, usable_points
from livskraft.indicators.cases import case_of
from livskraft.indicators.queries.figure_words import figure
from livskraft.indicators.queries.graphs.graph import Words
from livskraft.indicators.queries.graphs.ground import Ground, Key, point
from livskraft.indicators.queries.graphs.units import short, sign_of
from livskraft.indicators.queries.latest import ALL
from livskraft.indicators.queries.target_words import decided_words, target_words
from livskraft.indicators.sources.errors import Message
from livskraft.indicators.targets import Target
from livskraft.shared.charts import series as charts


def case_for(ground: Ground, key: Key) -> Case:
    """Return a series as the rules take it, held against its target if it has one."""
    area, sex = key
    points = [point(one) for one in ground.values(area, sex).values()]
    flagged = {split.time for split in ground.splits}
    return case_of(points, area, sex, target_for(ground, key), ground.definition, flagged)


def target_for(ground: Ground, key: Key) -> Target | None:
    """Return the target that a series is held against: of its area, and of its sex or of all."""
    area, sex = key
    fitting = [
        one
        for one in ground.definition.live_targets
        if one.kind == "level" and one.area == area and one.sex in (sex, ALL)
    ]
    return min(fitting, key=lambda one: one.sex != sex, default=None)


def line_target(ground: Ground, key: Key) -> charts.Target | None:
    """Return the target of a series, and the way there from the value that the rules count from."""
    target = target_for(ground, key)
    value = _aimed_value(target)
    if target is None or value is None:
        return None
    case = case_for(ground, key)
    start = _start(case)
    year = float(target.year) if target.year else None
    is_ahead = year is not None and start is not None and start[0] < year
    has_base = case.base is not None and start is not None and start[0] == case.base
    return charts.Target(
        value=value,
        label=gettext("Target %(value)s") % {"value": _written(ground, target, value)},
        time=year,
        period=str(target.year or ""),
        start=start if is_ahead else None,
        path_words=pgettext("graph", "target path") if is_ahead else "",
        milestones=tuple(
            charts.Milestone(float(when), level, short(ground, level))
            for when, level in target.path[:-1]
            if start and start[0] < when
        ),
        baseline=charts.Baseline(*start, gettext("base year")) if start and has_base else None,
        low=target.low,
        high=target.high,
    )


def target_reservations(ground: Ground, key: Key) -> Iterator[Words]:
    """Yield who decided the target that is drawn, and the others that hold for the same area."""
    drawn = target_for(ground, key)
    for one in ground.definition.live_targets:
        if one.area != key[0]:
            continue
        told = target_words(one, ground.indicator)
        if decided := decided_words(one):
            told = f"{told} ({decided})"
        if one is drawn or one == drawn:
            yield Words(f"{told}.", is_content=True, label=gettext("Target:"))
        else:
            yield Words(f"{told}.", is_content=True, label=gettext("Another target:"))


def _start(case: Case) -> tuple[float, float] | None:
    """Return where the way to the target begins; None where there is nothing to count from."""
    span = span_of(case, usable_points(case.points))
    if not isinstance(span, Message):
        return span.base.time, span.base.value
    newest = case.points[-1] if case.points else None
    return (newest.time, newest.value) if newest else None


def _aimed_value(target: Target | None) -> float | None:
    """Return where a target's mark stands: its value, or the end of its band."""
    if target is None:
        return None
    ends = [one for one in (target.value, target.low, target.high) if one is not None]
    return ends[0] if ends else None


def _written(ground: Ground, target: Target, value: float) -> str:
    if target.low is not None and target.high is not None:
        low, high = (figure(end, ground.decimals) for end in (target.low, target.high))
        return f"{low}–{high}{sign_of(ground.indicator.unit)}"
    return short(ground, value)
