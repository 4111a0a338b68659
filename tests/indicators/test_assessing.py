"""What the rules say of figures is kept: a new row only where something of it has changed."""

from datetime import date

import pytest
from django.utils import timezone

from livskraft.indicators.models import (
    AssessedIndicator,
    Assessment,
    Indicator,
    Notice,
    NoticeKind,
)
from livskraft.indicators.queries.shown import LostFileError, Screen
from livskraft.indicators.queries.verdicts import goal_verdicts, series_rules, verdicts
from livskraft.indicators.services.assessing import (
    assess_indicators,
    assess_plan_records,
    tick,
)
from tests.factories import make_activity, make_goal
from tests.indicators.figures import read_in

COUNTY = ("19", "T")


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """The day that counts as today, to be moved by a test."""
    day = [date(2023, 1, 26)]
    monkeypatch.setattr(timezone, "localdate", lambda *_moment: day[0])
    return day


@pytest.fixture
def trains(make_indicator) -> Indicator:
    """Vector V1 of the rules: 85 in 2019, 92 in 2022, 98 wanted in 2025."""
    return make_indicator(
        "tag",
        unit="procent",
        direction="increase",
        declaration={
            "baseline": {"year": 2019},
            "decimals": 1,
            "targets": [{"area": "19", "value": 98, "year": 2025, "decided_by": "Fullmäktige"}],
        },
    )


def current(indicator: Indicator, area: str = "19", sex: str = "T") -> Assessment:
    return Assessment.objects.get(indicator=indicator, area=area, sex=sex, is_current=True)


def test_figures_are_assessed_as_they_come(trains, tmp_path):
    read_in(trains, tmp_path, {COUNTY: {"2019": 85, "2022": 92}})
    found = current(trains)
    assert (found.rule, found.verdict, found.target) == ("A", "on_track", "level-19-T-2025")
    assert found.value == pytest.approx(1.1136, abs=1e-4)
    assert found.inputs["base_period"] == "2019"
    assert found.snapshot == trains.snapshots.get()
    assert found.assessed_on == date(2023, 1, 26)
    assert {said["rule"] for said in found.outcomes} >= {"A", "B-eurostat", "B-canada", "C", "D"}


def test_each_area_and_sex_is_assessed_and_groups_of_municipalities_are_not(trains, tmp_path):
    series = {"2019": 85, "2022": 92}
    read_in(trains, tmp_path, {COUNTY: series, ("1980", "K"): series, ("1980", "M"): {"2022": 90}})
    rows = {(row.area, row.sex): row for row in Assessment.objects.all()}
    assert rows.keys() == {COUNTY, ("1980", "K"), ("1980", "M")}
    assert rows["1980", "K"].target == ""
    assert rows["1980", "K"].verdict == "significant_improvement"
    assert rows["1980", "M"].verdict == "cannot_assess"


def test_nothing_is_written_where_nothing_has_changed(trains, tmp_path, django_assert_num_queries):
    read_in(trains, tmp_path, {COUNTY: {"2019": 85, "2022": 92}})
    before = list(Assessment.objects.values_list("pk", flat=True))
    with django_assert_num_queries(3):
        assert assess_indicators([trains]) == 0
    assert list(Assessment.objects.values_list("pk", flat=True)) == before


def test_other_figures_make_a_new_row_the_old_one_stays_and_the_owner_is_told(trains, tmp_path):
    read_in(trains, tmp_path, {COUNTY: {"2019": 85, "2022": 92}})
    read_in(trains, tmp_path, {COUNTY: {"2019": 85, "2022": 80}})
    told = list(Assessment.objects.order_by("pk").values_list("verdict", "is_current"))
    assert told == [("on_track", False), ("wrong_direction", True)]
    notice = Notice.objects.get(kind=NoticeKind.VERDICT)
    assert notice.message["parameters"]["before"] == {"template": "On track", "parameters": {}}


def test_a_verdict_that_stays_the_same_tells_nobody(trains, tmp_path):
    read_in(trains, tmp_path, {COUNTY: {"2019": 85, "2022": 92}})
    read_in(trains, tmp_path, {COUNTY: {"2019": 85, "2022": 93}})
    assert Assessment.objects.count() == 2
    assert not Notice.objects.filter(kind=NoticeKind.VERDICT).exists()


def test_another_target_is_assessed_anew_and_is_no_news_of_the_figures(trains, tmp_path):
    read_in(trains, tmp_path, {COUNTY: {"2019": 85, "2022": 92}})
    trains.declaration["targets"][0]["value"] = 130
    trains.save()
    assess_plan_records(plan=trains.plan, sections=frozenset(["indicators"]))
    assert current(trains).verdict == "insufficient"
    assert not Notice.objects.filter(kind=NoticeKind.VERDICT).exists()


def test_a_target_that_was_replaced_or_closed_is_not_held_against_figures(trains, tmp_path):
    trains.declaration["targets"][0]["replaced_on"] = "2022-06-01"
    trains.save()
    read_in(trains, tmp_path, {COUNTY: {"2019": 85, "2022": 92}})
    assert (current(trains).target, current(trains).rule) == ("", "B-eurostat")


def test_time_alone_makes_a_verdict_old_and_asks_for_the_final_one(trains, tmp_path, today):
    read_in(trains, tmp_path, {COUNTY: {"2019": 85, "2022": 92}})
    today[0] = date(2025, 1, 2)
    assert tick(timezone.now()) == ["indikatorer vars läge har ändrats: 1"]
    assert current(trains).is_old
    today[0] = date(2026, 1, 2)
    tick(timezone.now())
    assert current(trains).asks_final
    assert tick(timezone.now()) == []


def test_while_the_file_is_lost_the_verdict_stays(trains, tmp_path, today, monkeypatch):
    read_in(trains, tmp_path, {COUNTY: {"2019": 85, "2022": 92}})
    today[0] = date(2023, 1, 27)
    with monkeypatch.context() as lost:
        lost.setattr(Screen, "columns", _raise_lost)
        assert assess_indicators([trains]) == 0
    (row,) = Assessment.objects.filter(is_current=True)
    assert row.verdict == "on_track"
    assert trains.assessed.assessed_on == date(2023, 1, 26)
    assess_indicators([trains])
    assert AssessedIndicator.objects.get().assessed_on == date(2023, 1, 27)


def _raise_lost(*_arguments, **_named):
    raise LostFileError


def test_a_series_that_is_gone_is_current_no_more(trains, tmp_path):
    series = {"2019": 85, "2022": 92}
    read_in(trains, tmp_path, {COUNTY: series, ("1980", "T"): series})
    read_in(trains, tmp_path, {COUNTY: series})
    assert not Assessment.objects.filter(area="1980", is_current=True).exists()
    assert Assessment.objects.filter(area="1980").count() == 1


def test_a_target_for_all_holds_for_women_and_men_who_stand_alone(trains, tmp_path):
    series = {"2019": 85, "2022": 92}
    read_in(trains, tmp_path, {("19", "K"): series, ("19", "M"): series})
    assert {row.target for row in Assessment.objects.all()} == {"level-19-T-2025"}


def test_what_a_later_period_says_is_unknown_to_a_plan_that_looks_back(trains, tmp_path):
    trains.plan.as_of = date(2021, 6, 1)
    trains.plan.save()
    read_in(trains, tmp_path, {COUNTY: {"2019": 85, "2020": 86, "2022": 50}})
    assert current(trains).inputs["newest_period"] == "2020"
    assert current(trains).assessed_on == date(2021, 6, 1)


def test_values_before_a_break_are_not_compared_with_those_after(trains, tmp_path):
    trains.declaration |= {"breaks": [{"year": 2021}], "baseline": {}}
    trains.save()
    read_in(trains, tmp_path, {COUNTY: {"2019": 20, "2022": 92, "2020": 21}})
    assert current(trains).verdict == "cannot_assess"


def test_a_stated_baseline_is_counted_from_and_so_is_the_last_value_at_the_decision(
    trains, tmp_path
):
    trains.declaration["baseline"] = {"year": 2018, "value": 80}
    trains.save()
    read_in(trains, tmp_path, {COUNTY: {"2019": 85, "2021": 90, "2022": 92}})
    assert current(trains).inputs["base_value"] == 80
    del trains.declaration["baseline"]
    trains.declaration["targets"][0]["decided_on"] = "2022-03-01"
    trains.save()
    assess_indicators([trains])
    assert current(trains).inputs["base_period"] == "2021"


def test_targets_on_several_series_have_rows_of_their_own(make_indicator, tmp_path):
    indicator = make_indicator(
        "bredband",
        direction="increase",
        declaration={
            "targets": [
                {"kind": "reach", "of": ["1980", "1982"], "value": 80, "needed": 2, "year": 2025},
                {"kind": "gap", "area": "19", "between": "sexes", "value": 2, "year": 2025},
                {"kind": "comparison", "area": "19", "with": "00"},
            ]
        },
    )
    read_in(
        indicator,
        tmp_path,
        {
            ("1980", "T"): {"2019": 70, "2022": 90},
            ("1982", "T"): {"2019": 70, "2022": 85},
            ("19", "K"): {"2019": 60, "2022": 70},
            ("19", "M"): {"2019": 70, "2022": 71},
            COUNTY: {"2019": 65, "2022": 71},
            ("00", "T"): {"2019": 70, "2022": 80},
        },
    )
    found = {row.rule: row for row in Assessment.objects.exclude(target="")}
    assert found["reach"].verdict == "achieved"
    assert found["reach"].inputs["reached_areas"] == "1980, 1982"
    assert (found["gap"].verdict, found["gap"].value) == ("achieved", 1)
    assert found["comparison"].value == -9
    said = verdicts([indicator], areas=["19"])[indicator.pk]
    assert any(one.target == "minst 80 i 2 av 2 områden 2025" for one in said)


def test_verdicts_are_told_in_plain_sentences(trains, tmp_path, django_assert_num_queries):
    read_in(
        trains,
        tmp_path,
        {COUNTY: {"2019": 85, "2022": 89.5}, ("1980", "T"): {"2019": 1, "2022": 2}},
    )
    with django_assert_num_queries(3):
        county, vasteras = verdicts([trains])[trains.pk]
    assert county.sentence == "Det går åt rätt håll, men för långsamt."
    assert (county.words, county.reason) == ("Framsteg, men för långsamt", "")
    assert county.target == "98,0 procent 2025"
    assert county.latest.words == "89,5 procent"
    assert ("Räknat från", "2019") in county.inputs
    assert vasteras.area_name == "Västerås"
    assert not vasteras.has_target


def test_an_old_verdict_speaks_of_the_past(trains, tmp_path, today):
    today[0] = date(2025, 6, 1)
    read_in(trains, tmp_path, {COUNTY: {"2019": 85, "2022": 89.5}})
    (said,) = verdicts([trains])[trains.pk]
    assert said.sentence == "Till och med 2022 gick det åt rätt håll, men för långsamt."
    assert said.reason == "till och med 2022"


def test_current_prices_are_told_beside_the_verdict(trains, tmp_path, today):
    trains.declaration["description"] = "Löpande priser. Ur SCB:s regionalräkenskaper."
    trains.save()
    read_in(trains, tmp_path, {COUNTY: {"2019": 85, "2022": 89.5}})
    (said,) = verdicts([trains])[trains.pk]
    assert said.reason == "i löpande priser"
    assert said.sentence == (
        "Det går åt rätt håll, men för långsamt. "
        "Prisökningar är inräknade: värdena är i löpande priser."
    )
    today[0] = date(2025, 6, 1)
    assess_indicators([trains])
    (said,) = verdicts([trains])[trains.pk]
    assert said.reason == "till och med 2022, i löpande priser"


def test_all_rules_stand_side_by_side_and_every_other_base_year_too(trains, tmp_path):
    series = {"2019": 85, "2020": 95, "2021": 90, "2022": 92}
    read_in(trains, tmp_path, {COUNTY: series, ("1980", "T"): series})
    rows, other_bases = series_rules(trains, "19")["T", "level-19-T-2025"]
    assert [one.rule for one in rows if one.is_standing] == ["A"]
    assert next(one.value for one in rows if one.rule == "A") == "takt 1,11"
    assert next(one.value for one in rows if one.rule == "B-eurostat") == "2,67 % per år"
    bases = {one.period: one for one in other_bases}
    assert bases.keys() == {"2020", "2021"}
    assert (bases["2020"].verdict, bases["2020"].is_same) == ("wrong_direction", False)


def test_each_target_has_the_other_base_years_of_its_own_verdict(trains, tmp_path):
    trains.declaration["targets"].append({"area": "19", "value": 93, "year": 2030})
    trains.save()
    read_in(trains, tmp_path, {COUNTY: {"2019": 85, "2020": 90, "2021": 91, "2022": 92}})
    found = series_rules(trains, "19")
    bases = {target: rows for (_sex, target), (_rules, rows) in found.items()}
    assert {one.verdict for one in bases["level-19-T-2025"]} == {"too_slow", "insufficient"}
    assert {one.verdict for one in bases["level-19-T-2030"]} == {"on_track"}


# Goals ------------------------------------------------------------------------------------------


def measures(goal, *indicators: tuple[Indicator, str]) -> None:
    for indicator, role in indicators:
        indicator.goal_roles.create(goal=goal, role=role)


@pytest.fixture
def other(make_indicator) -> Indicator:
    return make_indicator("annat", unit="procent", direction="increase")


def test_a_goal_has_the_verdict_of_its_key_measure_and_counts_the_others(trains, other, tmp_path):
    goal = make_goal(trains.plan)
    measures(goal, (other, "supporting"), (trains, "key"))
    read_in(trains, tmp_path, {COUNTY: {"2019": 85, "2022": 92}})
    read_in(other, tmp_path, {COUNTY: {"2019": 85, "2022": 60}})
    found = goal_verdicts([goal.pk])[goal.pk]
    assert (found.verdict, found.standing.indicator) == ("on_track", "tag")
    assert found.counts == {"on_track": 1, "significant_deterioration": 1}
    assert found.sentence == "Det går tillräckligt fort för att målet ska nås."


def test_context_and_finished_activities_judge_nothing(trains, tmp_path):
    goal = make_goal(trains.plan)
    measures(goal, (trains, "context"))
    make_activity(goal, status="done")
    read_in(trains, tmp_path, {COUNTY: {"2019": 85, "2022": 92}})
    found = goal_verdicts([goal.pk])[goal.pk]
    assert (found.verdict, found.standing, found.counts) == ("cannot_assess", None, {})
    assert found.reason == "bara sammanhang"


def test_a_supporting_measure_stands_in_with_a_word_about_it(trains, other, tmp_path):
    goal = make_goal(trains.plan)
    measures(goal, (trains, "key"), (other, "supporting"))
    read_in(other, tmp_path, {COUNTY: {"2019": 85, "2022": 60}})
    found = goal_verdicts([goal.pk])[goal.pk]
    assert (found.verdict, found.is_by_supporting) == ("significant_deterioration", True)
    assert found.reason == "efter ett stödjande mått"
    assert found.counts == {"significant_deterioration": 1, "cannot_assess": 1}


@pytest.mark.parametrize(
    ("series", "reason"),
    [
        (None, "inget värde inläst"),
        ({COUNTY: {"2022": 92}}, "ett enda mätvärde"),
        ({("1980", "T"): {"2019": 85, "2022": 92}}, "inget värde för Västmanlands län"),
    ],
)
def test_a_goal_that_cannot_be_assessed_says_why(trains, tmp_path, series, reason):
    goal = make_goal(trains.plan)
    measures(goal, (trains, "key"))
    if series:
        read_in(trains, tmp_path, series)
    found = goal_verdicts([goal.pk])[goal.pk]
    assert (found.verdict, found.can_assess, found.reason) == ("cannot_assess", False, reason)


def test_of_women_and_men_the_weaker_ones_count(trains, tmp_path):
    goal = make_goal(trains.plan)
    measures(goal, (trains, "key"))
    read_in(
        trains,
        tmp_path,
        {("19", "K"): {"2019": 85, "2022": 92}, ("19", "M"): {"2019": 85, "2022": 80}},
    )
    found = goal_verdicts([goal.pk])[goal.pk]
    assert (found.verdict, found.standing.who) == ("wrong_direction", "män")


def test_the_queries_are_the_same_for_one_goal_and_many(
    trains, other, tmp_path, django_assert_num_queries
):
    goals = [make_goal(trains.plan) for _number in range(12)]
    for goal in goals:
        measures(goal, (trains, "key"), (other, "supporting"))
    read_in(trains, tmp_path, {COUNTY: {"2019": 85, "2022": 92}})
    for number in (1, 12):
        with django_assert_num_queries(5):
            goal_verdicts([goal.pk for goal in goals[:number]])


def test_writing_a_plan_assesses_it_once_the_writing_is_done(
    trains, tmp_path, django_capture_on_commit_callbacks
):
    from livskraft.plans.services.following import follow

    read_in(trains, tmp_path, {COUNTY: {"2019": 85, "2022": 92}})
    trains.direction = "decrease"
    trains.save()
    with django_capture_on_commit_callbacks(execute=True):
        follow(trains.plan, ["indicators"])
        assert current(trains).verdict == "on_track"
    assert current(trains).verdict != "on_track"
