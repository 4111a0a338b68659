"""What bars a judgement is named; what is known in spite of it is said."""

import pytest

from livskraft.indicators.assessment import (
    Aim,
    Case,
    Milestone,
    Point,
    Verdict,
    comparable,
    growth,
    judging,
    outcomes,
    path,
    several,
    standing,
    trend,
    way,
)
from livskraft.indicators.assessment.reasons import reason_name
from livskraft.indicators.sources.errors import Message
from tests.indicators.assessment.cases import by_rule, case

CANNOT = Verdict.CANNOT_ASSESS


def verdict_and_reason(one: Case) -> tuple[Verdict, str]:
    outcome = standing(outcomes(one))
    return outcome.verdict, str(outcome.reason or "")


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (case({}), "no value"),
        (case({}, target=5.0, year=2030.0), "no value"),
        (case({2020: float("nan")}), "no value"),
        (case({2020: 5.0}), "a single value"),
        (case({2020: 5.0}, target=8.0, year=2030.0), "a single value"),
        (case({2020: 5.0, 2021: 6.0}, ""), "nobody has said whether the value should grow or fall"),
        (case({2020: 5.0, 2021: 6.0}, "band"), "no limits are set for where the value should lie"),
        (
            case({2018: 5.0, 2020: 6.0}, breaks=(2019.0,)),
            "a single value since the break in the series in 2019",
        ),
        (case({2018: 5.0, 2020: 6.0}, base=2020.0), "no value after the base year 2020"),
        (
            case({2018: 5.0, 2020: -6.0}),
            "the value has changed sign, so growth in percent cannot be counted",
        ),
        (case({2018: 0.0, 2020: 6.0}), "growth in percent cannot be counted from zero or to zero"),
        (
            case({2018: 5.0, 2020: 6.0}, is_rate=True),
            "the value is itself a change, so its growth in percent says nothing",
        ),
        (
            case({2018: 5.0, 2020: 5.1}, target=5.2, year=2030.0, margin=0.3),
            "the target differs from the base value by less than the margin of error",
        ),
        (
            case({2018: 5.0, 2020: 6.0}, target=9.0, year=2018.0, today=2018.9),
            "no value before the year of the target to count from",
        ),
        (
            case({2018: 5.0, 2020: 6.0}, target=9.0, year=2021.0, today=2022.1),
            "the time of the target was out in 2021, but there is no value for it",
        ),
    ],
)
def test_what_cannot_be_assessed_says_why(one: Case, reason: str):
    assert verdict_and_reason(one) == (CANNOT, reason)


def test_a_single_value_that_reaches_the_target_has_reached_it():
    assert verdict_and_reason(case({2020: 98.0}, target=98.0, year=2025.0))[0] is Verdict.ACHIEVED
    falling = case({2020: 3.0}, "decrease", target=4.0)
    assert verdict_and_reason(falling)[0] is Verdict.ACHIEVED


def test_a_reached_target_counts_before_its_year_and_whatever_the_trend():
    values = dict(zip(range(2015, 2022), (70.0, 99.0, 60.0, 99.0, 50.0, 70.0, 98.5), strict=True))
    found = by_rule(case(values, target=98.0, year=2030.0))
    assert found["D"].verdict is Verdict.NO_CERTAIN_TREND
    assert standing(found.values()).verdict is Verdict.ACHIEVED


def test_a_target_within_the_margin_of_the_value_is_reached_with_a_warning():
    one = case({2018: 90.0, 2021: 98.5}, target=98.0, year=2025.0, margin_of_each=1.0)
    assert verdict_and_reason(one) == (
        Verdict.ACHIEVED,
        "reached, but the target lies within the margin of error of the value",
    )


class TestBreaks:
    def test_only_values_since_the_last_break_count_and_it_is_said(self):
        one = case({2010: 90.0, 2014: 95.0, 2018: 50.0, 2020: 55.0}, breaks=(2012.0, 2017.0))
        outcome = standing(outcomes(one))
        assert outcome.verdict is Verdict.SIGNIFICANT_IMPROVEMENT
        assert (outcome.inputs["base_period"], outcome.inputs["break"]) == ("2018", 2017.0)
        assert str(outcome.reason) == "counted since the break in the series in 2017"

    def test_a_break_before_the_base_or_after_the_newest_value_says_nothing(self):
        one = case({2010: 1.0, 2014: 50.0, 2018: 55.0}, base=2014.0, breaks=(2012.0, 2019.0))
        outcome = standing(outcomes(one))
        assert (outcome.reason, outcome.inputs["base_value"]) == (None, 50.0)

    def test_the_trend_leaves_out_what_stands_before_a_break_before_the_base(self):
        years = dict(
            zip(range(2010, 2022), [5.0, 5.0, *[50.0 + year for year in range(10)]], strict=True)
        )
        found = by_rule(case(years, base=2014.0, breaks=(2012.0,)))
        assert found["D"].inputs["values"] == 10
        assert found["D"].inputs["growth"] == pytest.approx(0.0183, abs=2e-3)

    def test_a_break_in_a_year_parts_its_quarters_from_those_before(self):
        points = tuple(
            Point(f"{year}Q2", year + 0.25, value)
            for year, value in ((2018, 9.0), (2019, 1.0), (2020, 2.0))
        )
        outcome = standing(outcomes(Case(points, "increase", 2021.0, breaks=(2019.0,))))
        assert outcome.inputs["base_period"] == "2019Q2"


class TestBase:
    def test_progress_is_counted_from_the_base_year(self):
        outcome = by_rule(case({2015: 1.0, 2018: 50.0, 2020: 51.0}, base=2018.0))["B-eurostat"]
        assert outcome.inputs["base_value"] == 50.0
        assert outcome.value == pytest.approx(0.00995, abs=1e-5)

    def test_a_base_year_without_a_value_moves_to_the_first_one_after_and_says_so(self):
        outcome = by_rule(case({2015: 1.0, 2019: 50.0, 2020: 51.0}, base=2018.0))["B-eurostat"]
        assert outcome.inputs["base_period"] == "2019"
        assert str(outcome.reason) == (
            "no value for the base year 2018, counted from the first one after it"
        )


class TestParts:
    def test_spring_is_compared_with_spring(self):
        points = tuple(
            Point(f"{year}Q{quarter}", year + (quarter - 1) / 4, float(value))
            for year, values in ((2019, (90, 10, 10, 10)), (2020, (80, 12)))
            for quarter, value in enumerate(values, start=1)
        )
        outcome = standing(outcomes(Case(points, "increase", 2021.0)))
        assert (outcome.inputs["base_period"], outcome.inputs["newest_period"]) == (
            "2019Q2",
            "2020Q2",
        )
        assert outcome.value == pytest.approx(0.2)

    def test_whole_years_are_not_mixed_with_months(self):
        points = (
            Point("2018", 2018.0, 900.0),
            Point("2019M01", 2019.0, 70.0),
            Point("2020M01", 2020.0, 77.0),
        )
        assert (
            standing(outcomes(Case(points, "increase", 2021.0))).inputs["base_period"] == "2019M01"
        )


class TestZerosAndSigns:
    def test_a_target_of_zero_is_judged_by_the_path(self):
        one = case({2018: 10.0, 2022: 4.0}, "decrease", target=0.0, year=2028.0)
        found = by_rule(one)
        assert found["A"].verdict is CANNOT
        assert standing(found.values()).rule == "C"
        assert standing(found.values()).value == pytest.approx(1.5)

    def test_values_that_change_sign_are_judged_by_the_path(self):
        outcome = standing(outcomes(case({2018: -4.0, 2022: 1.0}, target=6.0, year=2028.0)))
        assert (outcome.rule, outcome.verdict) == ("C", Verdict.ON_TRACK)

    def test_a_rate_of_change_is_judged_by_the_path(self):
        one = case({2018: 1.0, 2022: 1.2}, target=3.0, year=2028.0, is_rate=True)
        assert (standing(outcomes(one)).rule, standing(outcomes(one)).verdict) == (
            "C",
            Verdict.INSUFFICIENT,
        )

    def test_a_value_that_has_become_zero_has_lost_everything(self):
        assert by_rule(case({2018: 5.0, 2020: 0.0}))["B-eurostat"].value == -1.0

    def test_negative_values_that_come_nearer_to_zero_grow(self):
        assert by_rule(case({2018: -10.0, 2020: -5.0}))["B-eurostat"].value > 0

    def test_a_trend_through_zero_is_not_drawn(self):
        outcome = by_rule(case(dict(enumerate([1.0, 0.0, 2.0, 3.0, 4.0, 5.0], 2015))))["D"]
        assert str(outcome.reason) == "no trend in percent through values of zero or of both signs"


class TestUnchanged:
    def test_an_unchanged_value_is_no_improvement(self):
        outcome = standing(outcomes(case({2018: 5.0, 2020: 5.0})))
        assert (outcome.verdict, str(outcome.reason)) == (
            Verdict.NO_CERTAIN_TREND,
            "the value is the same as in the base year",
        )

    def test_with_a_target_it_is_not_enough(self):
        one = case({2018: 5.0, 2020: 5.0}, target=8.0, year=2030.0)
        assert standing(outcomes(one)).verdict is Verdict.INSUFFICIENT

    def test_a_level_to_be_held_that_was_lost_is_the_wrong_direction(self):
        outcome = standing(outcomes(case({2018: 8.0, 2020: 7.0}, target=8.0, year=2030.0)))
        assert (outcome.verdict, str(outcome.reason)) == (
            Verdict.WRONG_DIRECTION,
            "the base value had reached the target, and the newest has not",
        )


class TestTimeOut:
    """The target's year has passed: the rules say what is known, and a person is asked."""

    def test_not_reached_is_never_on_track_and_asks_for_a_final_verdict(self):
        one = case({2015: 50.0, 2018: 79.9, 2020: 79.9}, target=80.0, year=2020.0, today=2021.2)
        outcome = standing(outcomes(one))
        assert (outcome.verdict, outcome.asks_final) == (Verdict.TOO_SLOW, True)
        assert str(outcome.reason) == "not reached in 2020, when the time of the target was out"

    def test_reached_in_its_year_stays_reached_and_asks(self):
        one = case({2015: 50.0, 2020: 81.0, 2022: 70.0}, target=80.0, year=2020.0)
        outcome = standing(outcomes(one))
        assert (outcome.verdict, outcome.asks_final) == (Verdict.ACHIEVED, True)
        assert outcome.inputs["newest_period"] == "2020"

    def test_reached_too_late_says_so(self):
        one = case({2015: 50.0, 2020: 70.0, 2022: 81.0}, target=80.0, year=2020.0)
        assert verdict_and_reason(one) == (
            Verdict.ACHIEVED,
            "reached after 2020, when the time of the target was out",
        )

    def test_later_values_do_not_date_the_target_anew(self):
        one = case({2015: 50.0, 2020: 60.0, 2022: 79.0}, target=80.0, year=2020.0)
        outcome = standing(outcomes(one))
        assert (outcome.verdict, outcome.inputs["newest_period"]) == (Verdict.INSUFFICIENT, "2020")
        assert by_rule(one)["B-eurostat"].inputs["newest_period"] == "2022"

    def test_in_the_year_itself_the_time_is_not_out(self):
        one = case({2015: 50.0, 2019: 75.0}, target=80.0, year=2020.0, today=2020.99)
        outcome = standing(outcomes(one))
        assert (outcome.verdict, outcome.asks_final) == (Verdict.ON_TRACK, False)

    def test_the_trend_does_not_soften_a_target_that_was_missed(self):
        values = dict(zip(range(2015, 2021), (70.0, 60.0, 75.0, 55.0, 75.0, 72.0), strict=True))
        outcome = standing(outcomes(case(values, target=80.0, year=2020.0)))
        assert (outcome.rule, outcome.verdict) == ("A", Verdict.INSUFFICIENT)


class TestWithoutYear:
    def test_the_direction_is_judged_and_it_is_said_why(self):
        assert verdict_and_reason(case({2018: 3.0, 2021: 5.0}, target=10.0)) == (
            Verdict.SIGNIFICANT_IMPROVEMENT,
            "the target has no year",
        )

    def test_reached_is_reached(self):
        assert verdict_and_reason(case({2018: 3.0, 2021: 10.0}, target=10.0))[0] is Verdict.ACHIEVED


class TestMilestones:
    AIM = Aim(80.0, 2030.0, milestones=(Milestone(2025.0, 55.0), Milestone(2020.0, 50.0)))

    def test_the_path_through_them_is_the_verdict(self):
        outcome = standing(outcomes(case({2018: 40.0, 2022: 52.0}, aim=self.AIM)))
        assert (outcome.rule, outcome.verdict) == ("C", Verdict.ON_TRACK)
        assert outcome.inputs["expected"] == pytest.approx(52.0)
        assert outcome.inputs["milestones"] == 2

    def test_a_path_that_first_leads_down_asks_for_no_more_than_that(self):
        aim = Aim(80.0, 2030.0, milestones=(Milestone(2022.0, 36.0),))
        ahead, behind = (case({2018: 40.0, 2020: value}, aim=aim) for value in (38.5, 37.0))
        assert standing(outcomes(ahead)).verdict is Verdict.ON_TRACK
        assert standing(outcomes(behind)).verdict is Verdict.WRONG_DIRECTION


class TestBand:
    AIM = Aim(low=1.0, high=3.0, time=2030.0)

    @pytest.mark.parametrize(
        ("before", "now", "verdict"),
        [
            (5.0, 2.0, Verdict.ACHIEVED),
            (5.0, 1.0, Verdict.ACHIEVED),
            (7.0, 4.0, Verdict.ON_TRACK),
            (7.0, 6.0, Verdict.TOO_SLOW),
            (7.0, 6.9, Verdict.INSUFFICIENT),
            (7.0, 8.0, Verdict.WRONG_DIRECTION),
            (2.0, 0.5, Verdict.WRONG_DIRECTION),
            (-5.0, 4.0, Verdict.ON_TRACK),
        ],
    )
    def test_the_distance_to_it_is_what_counts(self, before: float, now: float, verdict: Verdict):
        one = case({2018: before, 2022: now}, "band", aim=self.AIM)
        outcome = standing(outcomes(one))
        assert (outcome.rule, outcome.verdict) == ("C", verdict)

    def test_without_a_year_coming_nearer_is_an_improvement(self):
        aim = Aim(low=1.0, high=3.0)
        nearer = standing(outcomes(case({2018: 7.0, 2022: 4.0}, "band", aim=aim)))
        further = standing(outcomes(case({2018: 2.0, 2022: 4.0}, "band", aim=aim)))
        assert nearer.verdict is Verdict.SIGNIFICANT_IMPROVEMENT
        assert further.verdict is Verdict.SIGNIFICANT_DETERIORATION

    def test_one_end_is_enough(self):
        one = case({2018: 7.0, 2022: 4.0}, "band", aim=Aim(high=5.0))
        assert standing(outcomes(one)).verdict is Verdict.ACHIEVED


class TestMargin:
    def test_a_change_within_the_margins_stands_instead_of_progress(self):
        one = case({2018: 50.0, 2022: 52.5}, target=55.0, year=2026.0, margin_of_each=2.0)
        found = by_rule(one)
        assert found["A"].verdict is Verdict.ON_TRACK
        assert found["margin"].inputs["margin"] == pytest.approx(8**0.5)
        assert standing(found.values()).verdict is Verdict.WITHIN_MARGIN

    def test_a_change_beyond_them_leaves_the_verdict(self):
        one = case({2018: 50.0, 2022: 55.0}, margin_of_each=2.0)
        assert standing(outcomes(one)).rule == "B-eurostat"
        assert by_rule(one)["margin"].verdict is Verdict.MODERATE_IMPROVEMENT

    def test_without_a_margin_there_is_no_test(self):
        assert "margin" not in by_rule(case({2018: 50.0, 2022: 55.0}))


@pytest.mark.parametrize(
    ("period", "time", "today", "is_old"),
    [
        ("2020", 2020.0, 2022.9, False),
        ("2020", 2020.0, 2023.1, True),
        ("2020Q1", 2020.0, 2022.3, True),
        ("2020M12", 2020 + 11 / 12, 2022.9, False),
        ("2019/2020", 2019.5, 2022.4, False),
        ("2019/2020", 2019.5, 2022.6, True),
        ("2017-2020", 2018.5, 2022.9, False),
    ],
)
def test_a_value_is_old_when_its_period_ended_more_than_24_months_ago(
    period: str, time: float, today: float, is_old: bool
):
    outcome = standing(outcomes(Case((Point(period, time, 5.0),), "increase", today)))
    assert outcome.is_old is is_old


def test_a_preliminary_value_is_flagged():
    points = (Point("2019", 2019.0, 5.0), Point("2020", 2020.0, 6.0, is_provisional=True))
    assert all(one.is_provisional for one in outcomes(Case(points, "increase", 2021.0)))


def test_every_reason_has_a_lasting_name_of_its_own():
    modules = (comparable, growth, judging, path, several, trend, way)
    texts = {
        value.template if isinstance(value, Message) else value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, Message) or (isinstance(value, str) and name.strip("_").isupper())
    }
    names = [reason_name(text) for text in texts]
    assert len(names) > 30
    assert "other" not in names
    assert len(set(names)) == len(names)
