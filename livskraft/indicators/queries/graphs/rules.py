"""Every rule at work on a small series that is made up: the real rules, the real drawings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from livskraft.indicators.assessment import (
    Aim,
    Case,
    Milestone,
    Outcome,
    Point,
    comparison,
    gap,
    outcomes,
    reach,
)
from livskraft.indicators.queries.assessed import as_json
from livskraft.indicators.queries.figure_words import figure, sex_word
from livskraft.indicators.queries.graphs.graph import MEDIUM, NARROW, WIDE, drawn
from livskraft.indicators.queries.verdict_words import (
    Shown,
    rule_name,
    shown_inputs,
    shown_value,
    verdict_word,
)
from livskraft.shared.charts import series as charts
from livskraft.shared.charts.axis import Axis, Reference
from livskraft.shared.charts.line import LineChart, draw_line
from livskraft.shared.charts.series import Role
from livskraft.shared.charts.spread import Spot, SpreadChart, draw_spread

_UNIT, _TODAY = "procent", 2024.5
_NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class RuleOutcome:
    """What one rule says of the example, from what."""

    rule: str
    name: str
    version: int
    verdict: str
    words: str
    value: str
    inputs: tuple[Shown, ...]


@dataclass(frozen=True)
class RuleExample:
    """A rule's example: a drawing, and what the rules say of it. `title` says what is seen."""

    title: str
    about: str
    outcomes: tuple[RuleOutcome, ...]
    draw: partial[str]

    @cached_property
    def wide(self) -> SafeString:
        return drawn(self.draw(WIDE))

    @property
    def medium(self) -> SafeString:
        return drawn(self.draw(MEDIUM))

    @cached_property
    def narrow(self) -> SafeString:
        return drawn(self.draw(NARROW))


def rule_examples() -> Mapping[str, RuleExample]:
    """Return an example for each section of the page that explains the rules. No query."""
    return {
        "A": _pace(),
        "B": _change(),
        "C": _path(),
        "D": _trend(),
        "margin": _margin(),
        "reach": _reach(),
        "gap": _gap(),
        "comparison": _comparison(),
    }


def verdict_meanings() -> tuple[tuple[str, str], ...]:
    """Return every verdict, the best first, with what it means."""
    return (
        ("achieved", gettext("The target is reached.")),
        ("on_track", gettext("At least 95 percent of the pace that the target takes.")),
        ("too_slow", gettext("60 to 95 percent of that pace.")),
        ("insufficient", gettext("0 to 60 percent of that pace.")),
        ("wrong_direction", gettext("Away from the target.")),
        (
            "significant_improvement",
            gettext("No target. At least 1 percent per year in the wanted direction."),
        ),
        (
            "moderate_improvement",
            gettext("No target. Less than 1 percent per year in the wanted direction."),
        ),
        (
            "moderate_deterioration",
            gettext("No target. Less than 1 percent per year in the wrong direction."),
        ),
        (
            "significant_deterioration",
            gettext("No target. At least 1 percent per year in the wrong direction."),
        ),
        ("no_certain_trend", gettext("The values may just as well go up as down.")),
        ("within_margin", gettext("The change is smaller than the uncertainty of the survey.")),
        ("cannot_assess", gettext("The figures are not enough. The reason stands beside it.")),
    )


def _pace() -> RuleExample:
    case = _case([12, 13, 15, 16, 18], aim=Aim(30, 2030))
    return RuleExample(
        gettext("From 12 to 18 percent in four years. The target is 30 percent by 2030."),
        gettext("The dotted path shows where the values should be on their way."),
        _said(case, "A"),
        _line("A", [("own", gettext("Our area"), case.points)], _target(case)),
    )


def _path() -> RuleExample:
    steps = (Milestone(2021, 18), Milestone(2025, 26), Milestone(2030, 30))
    case = _case([12, 13, 15, 16, 18], aim=Aim(30, 2030, milestones=steps))
    return RuleExample(
        gettext("The same values. Now it is decided that most is to be done early."),
        gettext("The path goes by 18 percent in 2021 and 26 percent in 2025."),
        _said(case, "C"),
        _line("C", [("own", gettext("Our area"), case.points)], _target(case)),
    )


def _change() -> RuleExample:
    case = _case([92, 92.5, 93, 94, 94.5], bounds=(0, 100))
    return RuleExample(
        gettext("From 92 to 94.5 percent in four years. No target is set."),
        gettext("Three rules say three things of the same values, for 100 percent is near."),
        _said(case, "B-eurostat", "B-canada", "B-un"),
        _line("B", [("own", gettext("Our area"), case.points)], with_zero=False),
    )


def _trend() -> RuleExample:
    case = _case([70, 72, 69, 71, 70, 73])
    return RuleExample(
        gettext("Up and down, and a little higher at the end."),
        gettext(
            "From the first to the last value it is better. Through all of them it may be chance."
        ),
        _said(case, "D", "B-eurostat"),
        _line("D", [("own", gettext("Our area"), case.points)], with_zero=False),
    )


def _margin() -> RuleExample:
    points = tuple(
        Point(str(year), year, value, value - 4, value + 4)
        for year, value in ((2019, 52.0), (2021, 53.0), (2023, 55.0))
    )
    case = Case(points, "increase", _TODAY)
    return RuleExample(
        gettext("Three percentage points more, but the margin of error is larger."),
        gettext("The upright bars are the margins of error."),
        _said(case, "margin"),
        _line("margin", [("own", gettext("Our area"), points)], with_zero=False),
    )


def _reach() -> RuleExample:
    now = (71, 66, 64, 62, 61, 58, 55, 52, 49, 44)
    cases = {
        _municipality(place): _case([value - 6, value - 4, value - 3, value - 1, value])
        for place, value in enumerate(now)
    }
    outcome = reach(cases, Aim(60, 2030), 8)
    spots = [
        Spot(name, float(value), figure(value) + f"{_NO_BREAK}%")
        for name, value in zip(cases, now, strict=True)
    ]
    chart = SpreadChart(
        key="rule-reach",
        title=gettext("Five of ten municipalities have reached 60 percent. It takes eight."),
        description="",
        spots=tuple(spots),
        axis=Axis(figure, unit=f"{_NO_BREAK}%"),
        references=(Reference(60, gettext("Target %(value)s") % {"value": "60 %"}, "own"),),
    )
    return RuleExample(
        chart.title,
        gettext("Every dot is a municipality."),
        tuple(_shown([outcome])),
        partial(draw_spread, chart),
    )


def _gap() -> RuleExample:
    women, men = _case([60, 61, 61, 62, 63]), _case([70, 70, 69, 69, 69])
    outcome = gap(women, men, Aim(2, 2030))
    series: list[tuple[Role, str, tuple[Point, ...]]] = [
        ("women", sex_word("K").capitalize(), women.points),
        ("men", sex_word("M").capitalize(), men.points),
    ]
    return RuleExample(
        gettext("The difference has gone from ten to six percentage points."),
        gettext("The target is at most two percentage points by 2030."),
        tuple(_shown([outcome])),
        _line("gap", series, with_zero=False),
    )


def _comparison() -> RuleExample:
    ours, theirs = _case([55, 56, 57, 59, 61]), _case([62, 62, 63, 63, 64])
    outcome = comparison(ours, [theirs], Aim(0, 2030))
    series: list[tuple[Role, str, tuple[Point, ...]]] = [
        ("own", gettext("Our area"), ours.points),
        ("nation", pgettext("area", "the nation").capitalize(), theirs.points),
    ]
    return RuleExample(
        gettext("From seven to three percentage points behind the nation."),
        gettext("The target is to be level by 2030."),
        tuple(_shown([outcome])),
        _line("comparison", series, with_zero=False),
    )


def _case(
    values: Sequence[float],
    *,
    aim: Aim | None = None,
    bounds: tuple[float | None, float | None] = (None, None),
) -> Case:
    """Return yearly values that should grow, the newest of 2023."""
    first = 2024 - len(values)
    points = tuple(
        Point(str(first + place), float(first + place), float(value))
        for place, value in enumerate(values)
    )
    return Case(points, "increase", _TODAY, aim=aim, bounds=bounds)


def _said(case: Case, *rules: str) -> tuple[RuleOutcome, ...]:
    by_rule = {outcome.rule: outcome for outcome in outcomes(case)}
    return tuple(_shown(by_rule[rule] for rule in rules))


def _shown(found: Iterator[Outcome] | Sequence[Outcome]) -> Iterator[RuleOutcome]:
    for outcome in found:
        said = as_json(outcome)
        yield RuleOutcome(
            rule=outcome.rule,
            name=rule_name(outcome.rule),
            version=outcome.version,
            verdict=str(outcome.verdict),
            words=verdict_word(str(outcome.verdict)),
            value=shown_value(said, _UNIT, None),
            inputs=tuple(shown_inputs(outcome.inputs, _UNIT, None)),
        )


def _municipality(place: int) -> str:
    return gettext("Municipality %(letter)s") % {"letter": "ABCDEFGHIJ"[place]}


def _target(case: Case) -> charts.Target:
    aim, base = case.aim, case.points[0]
    assert aim is not None
    assert aim.value is not None
    shown = f"{figure(aim.value)}{_NO_BREAK}%"
    return charts.Target(
        value=aim.value,
        label=gettext("Target %(value)s") % {"value": shown},
        time=aim.time,
        period=f"{aim.time:.0f}",
        start=(base.time, base.value),
        path_words=pgettext("graph", "target path"),
        milestones=tuple(
            charts.Milestone(step.time, step.value, figure(step.value))
            for step in aim.milestones[:-1]
        ),
    )


def _line(
    rule: str,
    series: Sequence[tuple[Role, str, tuple[Point, ...]]],
    target: charts.Target | None = None,
    *,
    with_zero: bool = True,
) -> partial[str]:
    chart = LineChart(
        key=f"rule-{rule}",
        title=gettext("Example of the rule: %(rule)s") % {"rule": rule_name(rule) or rule},
        description="",
        series=tuple(
            charts.Series(
                key=role,
                name=name,
                role=role,
                label=f"{name} {figure(points[-1].value)}{_NO_BREAK}%",
                values=tuple(
                    charts.Value(
                        time=one.time,
                        value=one.value,
                        shown=figure(one.value),
                        period=one.period,
                        low=one.low,
                        high=one.high,
                    )
                    for one in points
                ),
            )
            for role, name, points in series
        ),
        figures=figure,
        with_zero=with_zero,
        target=target,
        events=(charts.Event(2019.5, 2021.5, gettext("pandemic")),),
    )
    return partial(draw_line, chart)
