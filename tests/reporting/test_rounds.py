"""Who a round asks about what, and how it opens, changes and closes."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from livskraft.plans.models import Binding
from livskraft.reporting.errors import RoundStateError, UndecidedError
from livskraft.reporting.models import Assignment, Duty, ReportingRound
from livskraft.reporting.queries.rounds import find_round, round_rows
from livskraft.reporting.services.closing import close_round
from livskraft.reporting.services.people import refresh_people
from livskraft.reporting.services.reviewing import excuse, give_verdict
from livskraft.reporting.services.rounds import change_round, open_planned, open_round
from tests.factories import make_organisation, make_person
from tests.reporting.conftest import DAY


def duties_of(round_: ReportingRound) -> dict[str, str]:
    return dict(round_.assignments.values_list("activity__slug", "duty"))


def test_the_binding_of_the_goal_says_what_may_be_asked(region):
    assert duties_of(region.open()) == {
        "vandring": Duty.ASKED,
        "bokbuss": Duty.INVITED,
        "sagner": Duty.NOT_CHASED,
    }


def test_a_binding_of_the_unit_itself_comes_before_that_of_its_region(region):
    Binding.objects.create(goal=region.goal, organisation=region.unit, strength="guiding")
    assert duties_of(region.open())["vandring"] == Duty.INVITED


def test_where_nothing_is_bound_the_regions_units_are_asked_and_others_are_invited(region):
    Binding.objects.all().delete()
    region.add("utan", None)
    region.add("annan", make_organisation("Region Uppsala", "uppsala", "region"))
    assert duties_of(region.open()) == {
        "vandring": Duty.ASKED,
        "bokbuss": Duty.INVITED,
        "sagner": Duty.INVITED,
        "utan": Duty.ASKED,
        "annan": Duty.ASKED,  # The plan says of no county that it is its own.
    }


@pytest.mark.parametrize(
    ("fields", "is_asked"),
    [
        ({"status": "idea"}, False),
        ({"status": "planned", "starts": date(2023, 3, 1)}, False),
        ({"status": "planned", "starts": date(2022, 3, 1)}, True),
        ({"status": "done", "status_since": date(2021, 12, 31)}, False),
        ({"status": "done", "status_since": date(2022, 1, 1)}, True),
        ({"status": "cancelled", "status_since": None}, True),
        ({"status": "ongoing", "archived_at": timezone.now()}, False),
    ],
)
def test_only_what_lived_in_the_period_is_asked_about(region, fields, is_asked):
    region.add("extra", region.unit, **fields)
    assert ("extra" in duties_of(region.open())) is is_asked


def test_a_round_waits_for_its_day(region, strategist):
    round_ = region.open(opens_on=DAY + timedelta(days=1))
    assert (round_.state, round_.assignments.count()) == ("draft", 0)
    opened = open_planned(round_=round_, by=strategist)
    assert (opened.state, opened.assignments.count()) == ("open", 3)
    with pytest.raises(RoundStateError, match="redan"):
        open_planned(round_=round_, by=strategist)


def test_a_round_is_named_after_kind_and_year_and_asks_the_shipped_questions(region):
    round_ = open_round(
        plan=region.plan,
        kind="half_year",
        period_from=date(2022, 1, 1),
        period_to=date(2022, 6, 30),
        by=None,
    )
    assert (round_.slug, round_.title) == ("delar-2022", "Delårsuppföljning 2022")
    assert (round_.opens_on, round_.closes_on) == (DAY, date(2023, 2, 16))
    keys = [one["key"] for one in round_.questions]
    assert keys == ["status", "happened", "next_step", "deviation", "money", "verdict", "evidence"]


@pytest.mark.parametrize(
    ("how", "field"),
    [
        ({"kind": "quarter", "slug": "q", "title": "Q"}, "kind"),
        ({"kind": "own"}, "title"),
        ({"period_to": date(2021, 1, 1)}, "period_to"),
        ({"closes_on": date(2023, 1, 1)}, "closes_on"),
        ({"reminders": (-1,)}, "reminders"),
        ({"questions": ()}, "questions"),
    ],
)
def test_what_is_wrong_with_a_round_is_told_by_field(region, how, field):
    with pytest.raises(ValidationError) as caught:
        region.open(**how)
    assert field in caught.value.message_dict


def test_the_same_round_is_not_opened_twice(region):
    region.open()
    with pytest.raises(ValidationError) as caught:
        region.open()
    assert "slug" in caught.value.message_dict


def test_rounds_are_opened_only_by_those_who_plan(region, editor, strategist):
    with pytest.raises(PermissionDenied):
        region.open(by=editor)
    assert region.open(by=strategist).opened_by == strategist


def test_a_substitute_is_asked_while_somebody_is_away(region):
    person, stand_in = region.people["vandring"], make_person("Sture Al", email="s@example.org")
    person.away_until, person.substitute = DAY, stand_in
    person.save()
    round_ = region.open()
    assert region.assignment(round_, "vandring").substitute == stand_in
    person.away_until = DAY - timedelta(days=1)
    person.save()
    assert refresh_people(round_=round_) == 1
    assert region.assignment(round_, "vandring").substitute is None
    assert refresh_people(round_=round_) == 0


def test_who_takes_over_is_asked_unless_the_answer_has_come(region, round_):
    taker = make_person("Tage Ny", region.activities["vandring"], email="t@example.org")
    make_person("Ulla Ny", region.activities["bokbuss"], email="u@example.org")
    round_.assignments.filter(activity__slug="bokbuss").update(state="answered")
    assert refresh_people(round_=round_) == 1
    assert region.assignment(round_, "vandring").person == taker


def test_somebody_who_has_left_is_not_asked(region):
    person = region.people["vandring"]
    person.left_on = DAY
    person.save()
    assert region.assignment(region.open(), "vandring").person is None


def test_the_last_day_can_be_moved_with_its_history(region, round_, strategist):
    change_round(
        round_=round_,
        by=strategist,
        title=round_.title,
        opens_on=round_.opens_on,
        closes_on=date(2023, 2, 20),
        reminders=[3, 7],
        reason="Fler hinner.",
    )
    round_.refresh_from_db()
    assert (round_.closes_on, round_.reminders) == (date(2023, 2, 20), [7, 3])
    assert round_.history.first().history_change_reason == "Fler hinner."


def test_a_round_is_not_closed_without_verdict_or_reason(region, round_, strategist):
    with pytest.raises(UndecidedError) as caught:
        close_round(round_=round_, by=strategist)
    assert len(caught.value.undecided) == 3
    give_verdict(assignment=region.assignment(round_, "vandring"), verdict="continue", by=None)
    excuse(assignment=region.assignment(round_, "sagner"), reason="Vilar i vinter.", by=None)
    bus = region.assignment(round_, "bokbuss")
    closed = close_round(round_=round_, by=strategist, reasons={bus.pk: "Inget svar har kommit."})
    assert (closed.state, closed.closed_by) == ("closed", strategist)
    bus.refresh_from_db()
    assert (bus.verdict, bus.verdict_reason) == ("", "Inget svar har kommit.")
    with pytest.raises(RoundStateError):
        close_round(round_=round_, by=strategist)


def test_one_reason_can_stand_for_all_that_is_left(region, round_, strategist):
    close_round(round_=round_, by=strategist, reason="Inget svar.")
    reasons = set(round_.assignments.values_list("verdict_reason", flat=True))
    assert reasons == {"Inget svar."}


def test_an_answer_that_waits_for_review_keeps_the_round_open(region, round_, strategist):
    round_.assignments.filter(activity__slug="vandring").update(state="answered")
    with pytest.raises(UndecidedError, match="väntar på granskning"):
        close_round(round_=round_, by=strategist, reason="Inget svar.")


@pytest.mark.parametrize(("verdict", "reason"), [("change", ""), ("end", " "), ("", "")])
def test_to_change_to_end_or_not_to_decide_needs_a_reason(region, round_, verdict, reason):
    assignment = region.assignment(round_, "vandring")
    with pytest.raises(ValidationError):
        give_verdict(assignment=assignment, verdict=verdict, reason=reason, by=None)


def test_opening_takes_the_same_number_of_queries_for_any_number_of_activities(
    region, django_assert_max_num_queries
):
    for number in range(30):
        region.add(f"mer-{number}", region.unit)
    with django_assert_max_num_queries(26):
        region.open()
    assert Assignment.objects.count() == 33


def test_rounds_are_found_by_address_or_slug_and_listed_with_their_answers(region, round_):
    assert find_round("arsbokslut-2022") == round_
    assert find_round("annan") is None
    round_.assignments.filter(activity__slug="bokbuss").update(state="answered")
    [row] = round_rows(region.plan)
    assert (row.asked, row.answered, row.others, row.state_word) == (1, 0, 1, "Öppen")


def test_the_days_of_a_plan_that_looks_back_are_its_own(region):
    assert region.open(opens_on=None).opens_on == DAY
    assert datetime.now(tz=timezone.get_current_timezone()).date() != DAY
