"""What holds of every case: the unit, the mirror, the complement, the base year, and no exception."""

from dataclasses import replace
from math import isfinite

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from livskraft.indicators.assessment import (
    INPUTS,
    RULES,
    Case,
    Outcome,
    Point,
    Verdict,
    by_base,
    comparison,
    gap,
    outcomes,
    reach,
    score,
    standing,
)
from tests.indicators.assessment.cases import a_few, likely_cases, scaled, wild_cases

LINEAR = ("C", "margin")


def told(found: tuple[Outcome, ...]) -> list[tuple[object, ...]]:
    """What must stay: rule, verdict, reason and, but for the last digits, what it was read from."""
    return [
        (
            outcome.rule,
            outcome.verdict,
            outcome.reason,
            outcome.is_old,
            outcome.asks_final,
            None
            if outcome.value is None or outcome.rule == "margin"
            else pytest.approx(outcome.value),
        )
        for outcome in found
    ]


@a_few
@given(likely_cases(), st.integers(-12, 12))
def test_no_verdict_depends_on_the_unit(case: Case, power: int):
    again = scaled(case, 2.0**power)
    assert told(outcomes(again)) == told(outcomes(case))
    assert standing(outcomes(again)).verdict is standing(outcomes(case)).verdict


@a_few
@given(likely_cases(), st.sampled_from([1000.0, 0.001, 100.0, 3.6, 60.0, 0.0254]))
def test_no_number_that_a_verdict_is_read_from_depends_on_the_unit(case: Case, factor: float):
    """With factors that a machine cannot hold exactly, a value may fall on the other side of a
    margin of just its size, so that only the numbers are compared."""
    for one, other in zip(outcomes(case), outcomes(scaled(case, factor)), strict=True):
        if one.value is not None and other.value is not None and one.rule != "margin":
            assert other.value == pytest.approx(one.value, rel=1e-6, abs=1e-9)


@a_few
@given(likely_cases())
def test_turning_all_signs_and_the_direction_around_gives_the_same_verdicts(case: Case):
    assert told(outcomes(scaled(case, -1.0))) == told(outcomes(case))


@a_few
@given(likely_cases(low=0, high=100))
def test_a_share_and_its_complement_get_the_same_verdicts_by_rules_that_are_linear(case: Case):
    """The margins lie around the value, and are turned with it."""
    assume(case.direction in ("increase", "decrease"))
    mirrored = scaled(case, -1.0)
    points = tuple(
        point._replace(
            value=100 + point.value,
            low=None if point.low is None else 100 + point.low,
            high=None if point.high is None else 100 + point.high,
        )
        for point in mirrored.points
    )
    aim = mirrored.aim and replace(
        mirrored.aim,
        value=None if mirrored.aim.value is None else 100 + mirrored.aim.value,
        milestones=tuple(step._replace(value=100 + step.value) for step in mirrored.aim.milestones),
    )
    complement = replace(mirrored, points=points, aim=aim)
    assert told(tuple(one for one in outcomes(complement) if one.rule in LINEAR)) == told(
        tuple(one for one in outcomes(case) if one.rule in LINEAR)
    )


@a_few
@given(likely_cases(low=1), likely_cases(low=1))
def test_gaps_and_comparisons_do_not_depend_on_unit_or_mirror(first: Case, second: Case):
    second = replace(second, direction=first.direction)
    for factor in (8.0, -1.0):
        turned = scaled(first, factor), scaled(second, factor)
        # The aim of a gap is a size, so it keeps its sign.
        assert gap(*turned).verdict is gap(first, second).verdict
        assert comparison(turned[0], [turned[1]]).verdict is comparison(first, [second]).verdict


@a_few
@given(likely_cases())
def test_the_list_of_base_years_is_what_moving_the_base_gives(case: Case):
    for period, outcome in by_base(case):
        moved = replace(case, base=float(period))
        assert standing(outcomes(moved)) == outcome
        assert outcome.inputs["base_period"] == period


@a_few
@given(likely_cases())
def test_all_other_base_years_since_the_last_break_are_in_the_list(case: Case):
    assume(case.direction)
    broken_at = max(
        (time for time in case.breaks if case.points and time <= case.points[-1].time), default=0.0
    )
    whole = replace(case, base=None)
    listed = [period for period, _outcome in by_base(whole)]
    since = [point.period for point in case.points if point.time >= broken_at]
    assert listed == since[1:-1]


@a_few
@given(wild_cases(), wild_cases())
def test_nothing_makes_a_rule_raise_and_whatever_cannot_be_assessed_has_a_reason(
    case: Case, other: Case
):
    found = [
        *outcomes(case),
        standing(outcomes(case)),
        *(outcome for _period, outcome in by_base(case)),
        gap(case, other, other.aim),
        comparison(case, [other], other.aim),
        comparison(case, [other, case]),
    ]
    if case.aim:
        found.append(reach({"1": case, "2": other}, case.aim, 2))
    for outcome in found:
        assert outcome.rule in RULES
        assert outcome.inputs.keys() <= INPUTS.keys()
        assert outcome.value is None or isfinite(outcome.value)
        if outcome.verdict is Verdict.CANNOT_ASSESS:
            assert outcome.reason is not None
            assert str(outcome.reason)
        marks = score(outcome)
        assert marks is None or -5 <= marks <= 5


@a_few
@given(likely_cases())
def test_outcomes_come_in_the_order_of_the_rules_and_each_once(case: Case):
    rules = [outcome.rule for outcome in outcomes(case)]
    assert rules == [rule for rule in RULES if rule in rules]
    assert standing(outcomes(case)).rule in rules


@a_few
@given(likely_cases(), st.randoms())
def test_the_order_of_the_points_and_a_point_that_is_no_number_change_nothing(case: Case, chance):
    points = [*case.points, Point("2010", 2010.0, float("nan"))]
    chance.shuffle(points)
    assert told(outcomes(replace(case, points=tuple(points)))) == told(outcomes(case))
