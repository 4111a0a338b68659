"""Rules on more than one series, and what is made of many verdicts."""

import pytest

from livskraft.indicators.assessment import (
    Aim,
    Case,
    Verdict,
    comparison,
    counted,
    gap,
    reach,
    score,
    standing,
    weakest,
)
from livskraft.indicators.assessment.judging import outcomes
from tests.indicators.assessment.cases import case

YEARS = (2018, 2020, 2022)


def of(*values: float, direction: str = "increase", margin: float | None = None) -> Case:
    return case(
        dict(zip(YEARS, values, strict=False)), direction, margin_of_each=margin, today=2023.1
    )


class TestReach:
    AIM = Aim(80.0, 2026.0)

    def test_as_many_as_needed_have_reached_it(self):
        outcome = reach({"1980": of(70, 81, 90), "1981": of(80, 79, 80)}, self.AIM, 2)
        assert (outcome.verdict, outcome.value) == (Verdict.ACHIEVED, 2.0)
        assert outcome.inputs["reached_areas"] == "1980, 1981"

    def test_their_number_is_held_against_a_straight_path(self):
        areas = {
            "1": of(70, 81, 90),
            "2": of(60, 85, 82),
            "3": of(60, 62, 64),
            "4": of(60, 62, 64),
        }
        outcome = reach(areas, self.AIM, 4)
        assert outcome.inputs["expected_count"] == pytest.approx(2.0)
        assert (outcome.verdict, outcome.value) == (Verdict.ON_TRACK, 2.0)

    def test_an_area_keeps_its_value_until_the_next_one(self):
        areas = {"1": case({2018: 85.0}, today=2023.1), "2": of(70, 75, 81)}
        outcome = reach(areas, self.AIM, 2)
        assert (outcome.verdict, outcome.inputs["reached_before"]) == (Verdict.ACHIEVED, 1.0)

    def test_areas_without_values_bar_the_verdict_where_they_decide_it(self):
        areas = {"1": of(70, 81, 90), "2": of()}
        outcome = reach(areas, self.AIM, 2)
        assert (outcome.verdict, str(outcome.reason)) == (
            Verdict.CANNOT_ASSESS,
            "no value for 1 of 2 areas",
        )
        assert reach(areas, self.AIM, 1).verdict is Verdict.ACHIEVED

    def test_without_a_year_more_areas_are_an_improvement(self):
        areas = {"1": of(70, 81, 90), "2": of(60, 60, 60)}
        assert reach(areas, Aim(80.0), 2).verdict is Verdict.MODERATE_IMPROVEMENT

    def test_exhibitions_shown_in_all_municipalities_by_a_year(self):
        """The plan's own target: shown in all ten, counted as 1 where it has been."""
        areas = {
            str(number): case({2021: float(number < 7), 2022: float(number < 9)})
            for number in range(10)
        }
        missed = reach(areas, Aim(1.0, 2022.0), 10)
        assert (missed.verdict, missed.value, missed.asks_final) == (Verdict.TOO_SLOW, 9.0, True)

    def test_nothing_known_and_nothing_wanted_have_reasons(self):
        assert str(reach({}, self.AIM, 1).reason) == "no value"
        assert str(reach({"1": of(1, 2, 3)}, Aim(), 1).reason) == "the target names no value"
        undirected = {"1": of(1, 2, 3, direction="")}
        assert "grow or fall" in str(reach(undirected, self.AIM, 1).reason)


class TestGap:
    def test_it_closes_whichever_way_it_lies(self):
        women, men = of(50, 54, 58), of(60, 60, 60)
        for first, second in ((women, men), (men, women)):
            outcome = gap(first, second, Aim(0.0, 2028.0))
            assert (outcome.rule, outcome.verdict, outcome.value) == ("gap", Verdict.ON_TRACK, 2.0)

    def test_it_is_reached_when_it_is_small_enough(self):
        assert gap(of(50, 54, 58), of(60, 60, 60), Aim(3.0)).verdict is Verdict.ACHIEVED

    def test_one_within_its_margin_is_no_certain_difference(self):
        outcome = gap(of(50, 54, 58, margin=2), of(60, 60, 60, margin=2), Aim(0.0, 2028.0))
        assert (outcome.verdict, str(outcome.reason)) == (
            Verdict.WITHIN_MARGIN,
            "the difference is smaller than the margin of error",
        )

    def test_only_periods_that_both_have_count(self):
        other = case({2019: 60.0, 2022: 60.0})
        assert str(gap(of(50, 54, 58), other).reason) == "a single value"
        assert (
            str(gap(of(50, 54, 58), case({2017: 1.0})).reason) == "no period with a value for both"
        )

    def test_without_a_target_a_growing_one_is_a_deterioration(self):
        assert gap(of(50, 54, 58), of(60, 65, 70)).verdict is Verdict.MODERATE_DETERIORATION


class TestComparison:
    def test_at_least_as_good_as_the_nation_is_reached(self):
        assert comparison(of(50, 54, 58), [of(57, 57, 57)]).verdict is Verdict.ACHIEVED
        lower = comparison(of(9, 8, 6, direction="decrease"), [of(7, 7, 7)])
        assert (lower.verdict, lower.value) == (Verdict.ACHIEVED, 1.0)

    def test_catching_up_by_a_year_is_a_path(self):
        outcome = comparison(of(50, 54, 58), [of(60, 60, 60)], Aim(time=2028.0))
        assert (outcome.verdict, outcome.value) == (Verdict.ON_TRACK, -2.0)

    def test_peers_are_compared_with_as_their_mean(self):
        outcome = comparison(of(50, 54, 58), [of(50, 50, 50), of(60, 60, 70)])
        assert outcome.inputs["second_value"] == 60.0

    def test_a_difference_within_the_margins_is_none(self):
        outcome = comparison(of(50, 54, 58, margin=2), [of(57, 57, 57)])
        assert outcome.verdict is Verdict.WITHIN_MARGIN

    def test_without_others_there_is_a_reason(self):
        assert str(comparison(of(1, 2, 3), []).reason) == "no period with a value for both"

    def test_falling_behind_is_a_deterioration(self):
        outcome = comparison(of(50, 50, 50), [of(55, 60, 65)])
        assert (outcome.verdict, outcome.reason) == (Verdict.MODERATE_DETERIORATION, None)


class TestTogether:
    def test_verdicts_are_counted_from_the_best_to_the_worst_and_the_unknown_last(self):
        verdicts = [
            Verdict.CANNOT_ASSESS,
            Verdict.WRONG_DIRECTION,
            Verdict.ON_TRACK,
            Verdict.ON_TRACK,
        ]
        assert list(counted(verdicts).items()) == [
            (Verdict.ON_TRACK, 2),
            (Verdict.WRONG_DIRECTION, 1),
            (Verdict.CANNOT_ASSESS, 1),
        ]

    def test_what_cannot_be_assessed_is_not_the_weakest(self):
        assert (
            weakest([Verdict.CANNOT_ASSESS, Verdict.TOO_SLOW, Verdict.ACHIEVED]) is Verdict.TOO_SLOW
        )
        assert weakest([Verdict.CANNOT_ASSESS]) is None
        assert weakest([]) is None

    @pytest.mark.parametrize(
        ("now", "marks"),
        [(98.0, 5.0), (50.0, -2.5), (61.0, -0.59), (66.0, 0.476), (0.5, -5.0), (90.0, 5.0)],
    )
    def test_the_score_lies_between_minus_5_and_5(self, now: float, marks: float):
        """50 → 98 asked for over ten years; five of them have gone, so that 74 is all of the path."""
        one = case({2015: 50.0, 2020: now}, target=98.0, year=2025.0, is_rate=True)
        path = {outcome.rule: outcome for outcome in outcomes(one)}["C"]
        assert score(path) == pytest.approx(marks, abs=0.005)

    def test_only_a_share_of_a_way_has_a_score(self):
        assert score(standing(outcomes(of(50, 54, 58)))) is None
