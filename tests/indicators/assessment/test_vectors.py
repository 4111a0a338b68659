"""The oracles: figures that were worked out apart from this code, to the digits they were printed."""

import pytest

from livskraft.indicators.assessment import Verdict, score, standing
from livskraft.indicators.assessment.trend import T_QUANTILES
from tests.indicators.assessment.cases import by_rule, case

V1 = case({2019: 85.0, 2022: 92.0}, target=98.0, year=2025.0)
V2 = case({2018: 76.0, 2023: 77.1}, target=80.0, year=2030.0)
V3 = case({2018: 12.0, 2022: 11.0}, "decrease", target=8.0, year=2030.0)
V5 = case({2018: 95.0, 2023: 96.5}, bounds=(None, 100.0))
V6 = case(dict(zip(range(2018, 2024), (70.0, 72.0, 69.0, 71.0, 70.0, 73.0), strict=True)))


def test_v1_is_on_track_by_every_rule():
    found = by_rule(V1)
    assert found["A"].value == pytest.approx(1.1136, abs=5e-5)
    assert found["C"].inputs["expected"] == pytest.approx(91.5, abs=0.05)
    assert found["C"].value == pytest.approx(1.077, abs=5e-4)
    assert found["B-un"].value == pytest.approx(1.121, abs=5e-4)
    assert score(found["A"]) == pytest.approx(3.669, abs=5e-4)
    assert {found[rule].verdict for rule in ("A", "C", "B-un")} == {Verdict.ON_TRACK}


def test_v2_moves_but_too_slowly():
    found = by_rule(V2)
    assert found["A"].value == pytest.approx(0.6719, abs=5e-5)
    assert found["C"].inputs["expected"] == pytest.approx(77.667, abs=5e-4)
    assert found["C"].value == pytest.approx(0.66, abs=5e-3)
    assert found["B-un"].inputs["continued"] == pytest.approx(78.667, abs=5e-4)
    assert found["B-un"].value == pytest.approx(0.6667, abs=5e-5)
    assert score(found["A"]) == pytest.approx(0.514, abs=5e-4)
    assert standing(found.values()).verdict is Verdict.TOO_SLOW


def test_v3_the_rules_agree_on_the_class_not_on_the_size():
    found = by_rule(V3)
    assert found["A"].value == pytest.approx(0.6477, abs=5e-5)
    assert found["C"].value == pytest.approx(0.75, abs=5e-3)
    assert found["B-un"].value == pytest.approx(0.6892, abs=5e-5)
    assert {found[rule].verdict for rule in ("A", "C", "B-un")} == {Verdict.TOO_SLOW}


def test_v5_near_its_limit_less_growth_is_asked_for():
    found = by_rule(V5)
    assert found["B-canada"].value == pytest.approx(0.003138, abs=5e-7)
    assert found["B-canada"].inputs["factor"] == pytest.approx(0.2037, abs=5e-5)
    assert found["B-canada"].inputs["threshold"] == pytest.approx(0.003055, abs=5e-7)
    assert found["B-canada"].verdict is Verdict.ON_TRACK
    unscaled = by_rule(case({2018: 95.0, 2023: 96.5}))
    assert unscaled["B-canada"].verdict is Verdict.INSUFFICIENT
    assert found["B-eurostat"].verdict is Verdict.MODERATE_IMPROVEMENT
    assert standing(found.values()).rule == "B-eurostat"


def test_v6_shows_no_certain_trend_whatever_two_points_say():
    found = by_rule(V6)
    assert found["B-eurostat"].value == pytest.approx(0.00843, abs=5e-6)
    trend = found["D"]
    assert trend.value == pytest.approx(0.00441, abs=5e-6)
    assert trend.inputs["standard_error"] == pytest.approx(0.00508, abs=5e-6)
    assert trend.inputs["growth_low"] == pytest.approx(-0.0064, abs=5e-5)
    assert trend.inputs["growth_high"] == pytest.approx(0.0154, abs=5e-5)
    assert standing(found.values()) == trend
    assert trend.verdict is Verdict.NO_CERTAIN_TREND


@pytest.mark.parametrize(("freedom", "quantile"), T_QUANTILES.items())
def test_the_table_of_t_holds_95_percent_below_it(freedom: int, quantile: float):
    """Simpson's rule on the density; the substitution x = √n·tan(u) makes it a power of a cosine."""
    from math import atan, cos, gamma, pi, sqrt

    top, steps = atan(quantile / sqrt(freedom)), 2000
    width = top / steps
    heights = [cos(step * width) ** (freedom - 1) for step in range(steps + 1)]
    area = (
        width / 3 * (heights[0] + heights[-1] + 4 * sum(heights[1::2]) + 2 * sum(heights[2:-1:2]))
    )
    constant = gamma((freedom + 1) / 2) / (sqrt(pi) * gamma(freedom / 2))
    assert 0.5 + constant * area == pytest.approx(0.95, abs=1e-12)


def test_the_region_s_own_target_for_public_transport():
    """9, 13, 19 % of trips in 2010, 2016, 2019 and 30 % in 2030: the drawing's example."""
    found = by_rule(
        case({2010: 9.0, 2016: 13.0, 2019: 19.0}, target=30.0, year=2030.0, today=2023.07)
    )
    assert standing(found.values()).verdict is Verdict.ON_TRACK
    assert standing(found.values()).is_old
    assert found["C"].value == pytest.approx(10 / 9.45)
