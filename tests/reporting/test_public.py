"""What anybody may see: accepted answers to public questions, and nothing else."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from livskraft.plans.models import ForumMeeting
from livskraft.reporting.queries.public import (
    activity_reporting,
    activity_reports,
    actor_reporting,
    goal_reporting,
    last_reports,
    report_records,
)
from livskraft.reporting.queries.roles import role_comparisons
from livskraft.reporting.queries.what_happens import what_happens
from livskraft.reporting.services.closing import close_round
from livskraft.reporting.services.evidence import EvidenceContent, add_evidence
from livskraft.reporting.services.freezing import write_addendum
from livskraft.reporting.services.reports import send_report
from livskraft.reporting.services.reviewing import accept_report, excuse, return_report
from livskraft.reporting.services.views_of_partners import give_partner_view
from livskraft.reporting.who import Who
from tests.factories import make_forum, make_goal
from tests.reporting.conftest import ANSWERS, DAY

SECRET = {"money": "77123", "verdict": "end", "verdict_why": "Hemlig anledning."}
AT = datetime(2023, 1, 16, 9, tzinfo=ZoneInfo("Europe/Stockholm"))


def answer(region, round_, name, **more):
    return send_report(
        assignment=region.assignment(round_, name),
        answers={**ANSWERS, **more},
        who=Who(person=region.people[name]),
        channel="link",
        now=AT,
    )


def test_nothing_is_public_before_it_is_accepted(region, round_):
    walk = region.activities["vandring"].pk
    report = answer(region, round_, "vandring")
    assert activity_reports(walk) == ()
    return_report(report=report, question="Vad?", by=None)
    assert activity_reports(walk) == ()
    accept_report(report=answer(region, round_, "vandring", happened="Mer."), by=None)
    [shown] = activity_reports(walk)
    assert [one.words for one in shown.answers] == ["Pågår", "Mer.", "Enkät i mars."]
    assert (shown.status_word, shown.on) == ("Pågår", date(2023, 1, 16))


def test_internal_answers_and_evidence_stay_inside(region, round_):
    walk = region.assignment(round_, "vandring")
    who = Who(person=region.people["vandring"])
    for is_internal in (True, False):
        content = EvidenceContent(
            "number", "Besök", number=Decimal(7), unit="st", is_internal=is_internal
        )
        add_evidence(assignment=walk, content=content, who=who)
    accept_report(report=answer(region, round_, "vandring", **SECRET), by=None)
    [shown] = activity_reports(region.activities["vandring"].pk)
    assert {one.key for one in shown.answers} == {"status", "happened", "next_step"}
    assert len(shown.evidence) == 1
    assert "Hemlig" not in repr(shown)
    assert "77123" not in repr(shown)


def test_the_verdict_is_public_once_the_round_is_closed_without_its_reason(region, round_):
    accept_report(report=answer(region, round_, "vandring", **SECRET), by=None)
    pk = region.activities["vandring"].pk
    assert activity_reports(pk)[0].verdict_word == ""
    close_round(round_=round_, by=None, reason="Inget svar.")
    assert activity_reports(pk)[0].verdict_word == "Avsluta"
    assert "Hemlig" not in repr(activity_reports(pk))


def test_addenda_stand_beside_what_was_reported(region, round_, strategist):
    accept_report(report=answer(region, round_, "vandring"), by=None)
    close_round(round_=round_, by=None, reason="Inget svar.")
    write_addendum(
        round_=round_,
        assignment=region.assignment(round_, "vandring"),
        text="Fyra träffar.",
        reason="Fel antal.",
        by=strategist,
    )
    [shown] = activity_reports(region.activities["vandring"].pk)
    assert [one.text for one in shown.addenda] == ["Fyra träffar."]
    assert "Stina" not in repr(shown)


def test_the_age_of_the_last_report_is_counted_from_the_plans_day(region, round_):
    accept_report(report=answer(region, round_, "vandring"), by=None)
    pks = [one.pk for one in region.activities.values()]
    found = last_reports(pks, on=DAY)
    assert set(found) == {region.activities["vandring"].pk}
    [last] = found.values()
    assert (last.days, last.age, last.status) == (10, "för 10 dagar sedan", "ongoing")


def test_a_goal_tells_what_is_reported_and_names_who_must_and_has_not(region, round_):
    above = make_goal(region.plan, "Över", "over")
    region.goal.parent = above
    region.goal.save()
    accept_report(report=answer(region, round_, "bokbuss"), by=None)
    found = goal_reporting([above.pk, region.goal.pk])
    for goal in (above, region.goal):
        told = found[goal.pk]
        assert (told.reported, told.asked, told.in_review) == (1, 2, 0)
        assert [one.address for one in told.done] == ["bokbuss"]
        assert [one.address for one in told.missing] == ["vandring"]
    answer(region, round_, "vandring")
    told = goal_reporting([above.pk])[above.pk]
    assert (told.reported, told.asked, told.in_review, told.missing) == (1, 2, 1, ())


def test_who_is_excused_is_not_missing(region, round_):
    excuse(assignment=region.assignment(round_, "vandring"), reason="Vilar.", by=None)
    told = goal_reporting([region.goal.pk])[region.goal.pk]
    assert (told.asked, told.missing) == (0, ())


def test_an_actor_tells_what_it_and_its_units_have_reported(region, round_):
    plan = region.plan.pk
    assert actor_reporting([region.region.pk], plan) is None
    told = actor_reporting([region.region.pk, region.unit.pk], plan)
    assert [one.address for one in told.missing] == ["vandring"]
    accept_report(report=answer(region, round_, "vandring"), by=None)
    told = actor_reporting([region.unit.pk], plan)
    assert (told.reported, told.asked, told.missing) == (1, 1, ())


def test_each_round_of_an_activity_is_told_also_where_nothing_was_reported(region, round_):
    def told(name, on=DAY):
        [one] = activity_reporting(name, on=on).rounds
        return one.standing, one.sentence

    assert told("vandring") == (
        "awaited",
        "Har inte rapporterat än. Sista dag att svara är den 10 februari 2023.",
    )
    assert told("vandring", date(2023, 2, 11)) == ("missing", "Har inte rapporterat.")
    assert told("sagner")[0] == "may"
    answer(region, round_, "vandring")
    assert told("vandring")[0] == "in_review"
    excuse(assignment=region.assignment(round_, "bokbuss"), reason="Hemligt skäl.", by=None)
    assert "Hemligt" not in repr(activity_reporting("bokbuss", on=DAY))
    assert told("bokbuss")[0] == "excused"


def test_the_newest_report_gives_the_age_and_the_older_ones_stay(region, round_):
    accept_report(report=answer(region, round_, "vandring"), by=None)
    region.open(slug="delar-2023", period_from=DAY, period_to=date(2023, 6, 30))
    told = activity_reporting("vandring", on=date(2023, 6, 1))
    assert [one.standing for one in told.rounds] == ["missing", "reported"]
    assert told.last.sentence == "Senast rapporterat för 4 månader sedan."
    assert activity_reporting("bokbuss", on=DAY).last is None


def test_the_table_holds_what_was_reported_and_who_has_not(region, round_):
    accept_report(report=answer(region, round_, "vandring", **SECRET), by=None)
    records = list(report_records())
    assert [(one.address, one.round.standing) for one in records] == [
        ("vandring", "reported"),
        ("bokbuss", "may"),
        ("sagner", "may"),
    ]
    assert [one.address for one in report_records(activity="bokbuss")] == ["bokbuss"]
    assert len(list(report_records(round_=round_.address))) == 3
    assert report_records(round_="finns-inte") is None
    assert report_records(activity="finns-inte") is None
    assert "Hemlig" not in repr(records)


def test_a_goal_without_a_round_tells_nothing(region):
    assert goal_reporting([region.goal.pk]) == {}
    region.open(opens_on=date(2023, 2, 1))
    assert goal_reporting([region.goal.pk]) == {}


def test_queries_are_constant(
    region, round_, django_assert_num_queries, django_assert_max_num_queries
):
    for number in range(5):
        region.add(f"mer-{number}", region.unit)
    round_ = region.open(slug="igen")
    for number in range(5):
        accept_report(report=answer(region, round_, f"mer-{number}"), by=None)
    pks = [one.pk for one in region.activities.values()]
    with django_assert_num_queries(3):
        goal_reporting([region.goal.pk])
    with django_assert_num_queries(1):
        last_reports(pks, on=DAY)
    for name in ("mer-1", "sagner"):
        with django_assert_max_num_queries(4):
            activity_reporting(name, on=DAY)
    with django_assert_num_queries(2):
        actor_reporting([region.unit.pk], region.plan.pk)
    with django_assert_num_queries(4):
        list(report_records())
    with django_assert_num_queries(1):
        activity_reporting("finns-inte", on=DAY)


MARK = "ZQX"
TEXTS = st.text(st.characters(categories=["L", "N", "Zs", "P"]), max_size=15)


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(words=TEXTS, keys=st.sets(st.sampled_from(["status", "happened", "next_step", "deviation"])))
def test_no_internal_answer_is_public_whichever_questions_are_internal(region, words, keys):
    """Marks every answer to an internal question, and looks for the mark in all that is public."""
    from dataclasses import replace

    from django.db import transaction

    from livskraft.reporting.questions import default_questions
    from livskraft.reporting.services.freezing import freeze_round

    questions = tuple(
        replace(one, is_internal=one.is_internal or one.key in keys)
        for one in default_questions("year_end")
    )
    texts = {
        one.key: f"{MARK if one.is_internal else ''}{words}."
        for one in questions
        if one.kind == "text"
    }
    secret = {"verdict": "end", "verdict_why": f"{MARK}{words}"}
    with transaction.atomic():
        round_ = region.open(questions=questions)
        accept_report(report=answer(region, round_, "vandring", **texts, **secret), by=None)
        close_round(round_=round_, by=None, reason="Inget svar.")
        frozen = freeze_round(round_=round_, by=None)
        pk = region.activities["vandring"].pk
        public = (activity_reports(pk), last_reports([pk], on=DAY), frozen.content)
        assert MARK not in repr(public)
        assert MARK in frozen.internal_content
        if "status" in keys:
            assert last_reports([pk], on=DAY)[pk].status == ""
        transaction.set_rollback(True)


# What the reporter is told ----------------------------------------------------------------------


def test_the_reporter_is_told_where_it_appears_and_who_gets_it_when(region, round_):
    decides = make_forum("Regionstyrelsen", "rs", mandate="decides", level="regional")
    prepares = make_forum("SRB", "srb", mandate="prepares", level="regional", reports_to=decides)
    learns = make_forum("Nätverket", "natverket", mandate="learns", level="regional")
    alone = make_forum("Chefsforum", "chefsforum", mandate="decides", level="regional")
    for forum, day in (
        (prepares, date(2023, 2, 9)),
        (prepares, date(2023, 3, 10)),
        (prepares, date(2023, 6, 2)),
        (decides, date(2023, 3, 29)),
        (learns, date(2023, 2, 20)),
        (alone, date(2023, 2, 24)),
    ):
        ForumMeeting.objects.create(forum=forum, date=day)
    told = what_happens(region.assignment(round_, "vandring"))
    assert [(one.kind, one.address) for one in told.places] == [
        ("activity", "vandring"),
        ("goal", "trygghet"),
    ]
    assert [(one.slug, one.on) for one in told.forums] == [
        ("srb", date(2023, 3, 10)),
        ("rs", date(2023, 3, 29)),
    ]
    assert (told.is_public, told.verdict) == (False, "")


def test_later_the_reporter_sees_what_was_decided(region, round_):
    accept_report(report=answer(region, round_, "vandring", **SECRET), by=None)
    assert what_happens(region.assignment(round_, "vandring")).verdict == ""
    close_round(round_=round_, by=None, reason="Inget svar.")
    told = what_happens(region.assignment(round_, "vandring"))
    assert (told.is_public, told.verdict_word) == (True, "Avsluta")


# The region's own role --------------------------------------------------------------------------


def test_own_view_and_partners_view_differ_visibly(region, round_, partner):
    walk = region.activities["vandring"]
    walk.partnerships.create(organisation=region.municipality, role="participates")
    accept_report(report=answer(region, round_, "vandring", role="leads"), by=None)
    accept_report(report=answer(region, round_, "bokbuss", role="finances"), by=None)
    view = {"round_": round_, "activity": walk, "organisation": region.municipality}
    for rating in (2, 4):
        give_partner_view(
            **view, role="coordinates", rating=rating, comment="Bra.", who=Who(partner)
        )
    first, second = role_comparisons(round_)
    assert (first.address, first.differs) == ("vandring", True)
    assert [one.rating for one in first.partners] == [4]
    assert (first.own.role_word, first.partners[0].role_word) == ("leder", "samordnar")
    assert (second.own, second.partners[0].role) == (None, "finances")


@pytest.mark.parametrize(
    "change", [{"role": "king"}, {"rating": 6}, {"rating": 0}, {"comment": "x" * 6000}]
)
def test_a_view_that_says_nothing_is_refused(region, round_, change):
    from django.core.exceptions import ValidationError

    walk = region.activities["vandring"]
    walk.partnerships.create(organisation=region.municipality, role="participates")
    given_view = {"role": "leads", "rating": 3, "comment": "", **change}
    with pytest.raises(ValidationError):
        give_partner_view(
            round_=round_,
            activity=walk,
            organisation=region.municipality,
            who=Who(),
            **given_view,
        )


def test_only_a_partner_of_the_activity_has_a_view(region, round_, partner, editor):
    from django.core.exceptions import PermissionDenied

    walk = region.activities["vandring"]
    view = {"round_": round_, "activity": walk, "role": "leads", "rating": 3, "comment": ""}
    with pytest.raises(PermissionDenied):
        give_partner_view(**view, organisation=region.municipality, who=Who(partner))
    walk.partnerships.create(organisation=region.municipality, role="participates")
    for user in (editor, None):
        with pytest.raises(PermissionDenied):
            give_partner_view(
                **view,
                organisation=region.municipality if user else region.association,
                who=Who(user or partner),
            )
