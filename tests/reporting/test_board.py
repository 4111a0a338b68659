"""The board tells who has answered, never more than is so, and what to see to first."""

from datetime import date, timedelta

import pytest

from livskraft.plans.models import Goal
from livskraft.reporting.queries.board import BoardFilter, board
from livskraft.reporting.services.closing import close_round
from livskraft.reporting.services.reports import send_report
from livskraft.reporting.services.reviewing import accept_report, excuse, return_report
from livskraft.reporting.who import Who
from tests.factories import make_activity, make_goal, make_organisation, make_person
from tests.reporting.conftest import ANSWERS

LATE = date(2023, 2, 11)


def answer(region, round_, name: str):
    return send_report(
        assignment=region.assignment(round_, name),
        answers=ANSWERS,
        who=Who(person=region.people[name]),
        channel="link",
    )


def rows_of(found):
    return {row.address: row for row in found.rows}


def test_it_counts_those_who_must_answer_apart_from_those_who_may(region, round_):
    region_board = board(round_)
    counts = region_board.counts
    assert (counts.activities, counts.asked, counts.invited, counts.free) == (3, 1, 1, 1)
    assert (counts.answered, counts.missing, counts.words) == (0, 1, "0 av 1 har svarat")
    answer(region, round_, "bokbuss")
    counts = board(round_).counts
    assert (counts.answered, counts.further_answers, counts.to_review) == (0, 1, 1)


def test_only_those_who_must_answer_are_ever_late(region, round_):
    late = board(round_, on=LATE)
    rows = rows_of(late)
    assert {name for name, row in rows.items() if row.is_overdue} == {"vandring"}
    assert {name for name, row in rows.items() if row.is_missing} == {"vandring"}
    assert late.days_left == -1
    assert not rows_of(board(round_, on=round_.closes_on))["vandring"].is_overdue


@pytest.mark.parametrize("strength", ["guiding", "inspiring"])
def test_whoever_is_not_bound_by_duty_is_in_no_count_of_what_is_missing(region, strength):
    region.goal.bindings.all().update(strength=strength)
    found = board(region.open(), on=LATE)
    assert (found.counts.asked, found.counts.missing, found.counts.overdue) == (0, 0, 0)
    assert [one.need for one in found.attention] == ["undecided"]
    assert all(group.counts.overdue == 0 for group in (*found.by_actor, *found.by_goal))


def test_who_is_excused_is_not_missing(region, round_):
    excuse(assignment=region.assignment(round_, "vandring"), reason="Vilar.", by=None)
    found = board(round_, on=LATE)
    counts = found.counts
    assert (counts.asked, counts.missing, counts.excused) == (0, 0, 1)


def test_parts_are_counted_and_never_told_as_complete(region):
    whole = region.activities["vandring"]
    for number in range(6):
        region.add(f"del-{number}", region.unit, parent=whole)
    round_ = region.open()
    answer(region, round_, "vandring")
    for number in range(4):
        answer(region, round_, f"del-{number}")
    row = rows_of(board(round_))["vandring"]
    assert row.parts.words == "4 av 6 har svarat"
    assert row.is_answered


def test_what_needs_attention_comes_first_and_is_told_in_sentences(region, round_):
    region.add("osedd", region.unit)
    region.add("ensam", region.unit)
    region.activities["ensam"].responsible = None
    region.activities["ensam"].save()
    region.add("stum", region.unit)
    region.people["stum"].email = ""
    region.people["stum"].save()
    round_.assignments.all().delete()
    round_ = region.open(slug="igen")
    answer(region, round_, "osedd")
    return_report(report=answer(region, round_, "sagner"), question="Vad?", by=None)
    found = board(round_)
    assert [one.sentence for one in found.attention] == [
        "1 aktivitet har ingen att fråga.",
        "Den som ansvarar för 1 aktivitet nås inte av e-post.",
        "1 svar väntar på granskning.",
        "1 svar gick tillbaka med en fråga och har inte kommit igen.",
        "3 svar har inte kommit än.",
    ]
    assert [row.address for row in found.rows] == [
        *("ensam", "stum", "osedd", "sagner", "vandring", "bokbuss"),
    ]


def test_actors_and_goals_have_their_counts(region, round_):
    other = make_goal(region.plan, "Kultur", "kultur")
    make_activity(other, "Teater", "teater", lead=region.unit)
    round_ = region.open(slug="igen")
    found = board(round_, on=LATE)
    assert [(one.title, one.counts.overdue) for one in found.by_actor] == [
        ("Folkhälsa", 2),
        ("Sala kommun", 0),
        ("Hembygdsrörelsen", 0),
    ]
    assert [(one.value, one.counts.activities) for one in found.by_goal] == [
        ("trygghet", 3),
        ("kultur", 1),
    ]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        (BoardFilter(), {"vandring", "bokbuss", "sagner"}),
        (BoardFilter(actor="regionen"), {"vandring"}),
        (BoardFilter(actor="nobody"), set()),
        (BoardFilter(goal="trygghet"), {"vandring", "bokbuss", "sagner"}),
        (BoardFilter(goal="over"), {"vandring", "bokbuss", "sagner"}),
        (BoardFilter(goal="nothing"), set()),
        (BoardFilter(words="bokbussen"), {"bokbuss"}),
    ],
)
def test_filters_take_in_what_lies_below(region, round_, asked, names):
    over = make_goal(region.plan, "Över", "over")
    Goal.objects.filter(pk=region.goal.pk).update(parent=over)
    answer(region, round_, "bokbuss")
    found = board(round_, asked=asked)
    assert set(rows_of(found)) == names
    assert found.counts.activities == 3


def test_nothing_of_a_round_that_is_closed_asks_for_attention(region, round_):
    accept_report(report=answer(region, round_, "vandring"), by=None)
    for assignment in round_.assignments.all():
        excuse(assignment=assignment, reason="Vilar.", by=None)
    close_round(round_=round_, by=None)
    round_.refresh_from_db()
    assert board(round_, on=LATE).attention == ()


def test_queries_are_the_same_for_any_number(region, round_, django_assert_num_queries):
    with django_assert_num_queries(6):
        board(round_)
    for number in range(15):
        unit = make_organisation(f"Enhet {number}", f"enhet-{number}", "unit")
        region.add(f"mer-{number}", unit)
    round_ = region.open(slug="igen")
    for number in range(5):
        answer(region, round_, f"mer-{number}")
    with django_assert_num_queries(6):
        assert board(round_).counts.activities == 18
    with django_assert_num_queries(8):
        board(round_, asked=BoardFilter(actor="sala", goal="trygghet", words="x"))


def test_a_substitute_stands_as_who_is_asked(region):
    person = region.people["vandring"]
    person.away_until = region.plan.as_of + timedelta(days=5)
    person.substitute = make_person("Sture Al", email="s@example.org")
    person.save()
    row = rows_of(board(region.open()))["vandring"]
    assert (row.person, row.asked) == ("Vandring Ek", "Sture Al")
