"""What is frozen stands, whatever happens later; what is said afterwards stands beside it."""

import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from livskraft.accounts.erasing import erase_person
from livskraft.accounts.models import Role, User
from livskraft.indicators.models import Indicator, IndicatorGoal, IndicatorVersion, Snapshot
from livskraft.plans.services.activities import change_status
from livskraft.reporting.canonical import sha256_of
from livskraft.reporting.errors import RoundStateError
from livskraft.reporting.models import Addendum, ReportingRound
from livskraft.reporting.queries.frozen import verify_chain, verify_round
from livskraft.reporting.queries.public import frozen_document, frozen_rounds
from livskraft.reporting.services.closing import close_round
from livskraft.reporting.services.evidence import EvidenceContent, add_evidence
from livskraft.reporting.services.freezing import freeze_round, write_addendum
from livskraft.reporting.services.people import refresh_people
from livskraft.reporting.services.reports import save_report_draft, send_report
from livskraft.reporting.services.reviewing import (
    accept_report,
    excuse,
    give_verdict,
    return_report,
)
from livskraft.reporting.services.rounds import change_round
from livskraft.reporting.who import Who
from livskraft.shared.personal import clean_expired, find_people
from tests.reporting.conftest import ANSWERS

SECRET = {"money": "77123", "verdict": "end", "verdict_why": "Hemlig anledning."}
NEXT = {"slug": "delar-2023", "period_from": date(2023, 1, 1), "period_to": date(2023, 6, 30)}


def make_snapshot(indicator: Indicator, sha256: str) -> Snapshot:
    version, _is_new = IndicatorVersion.objects.get_or_create(
        indicator=indicator, number=1, defaults={"definition": {}, "began_at": timezone.now()}
    )
    now = timezone.now()
    return Snapshot.objects.create(
        indicator=indicator,
        version=version,
        sha256=sha256 * 64,
        content_sha256=sha256 * 64,
        origin="file",
        retrieved_at=now,
        seen_at=now,
        source={},
        rows=1,
        missing=0,
        first_period="2020",
        last_period="2022",
        areas=["19"],
    )


@pytest.fixture
def administrator(db) -> User:
    return User.objects.create_user("ada@region.se", name="Ada", role=Role.ADMINISTRATOR)


@pytest.fixture
def indicator(region) -> Indicator:
    found = Indicator.objects.create(
        plan=region.plan, slug="trygg", address="trygg", title="Trygghet", sort_key="trygg"
    )
    IndicatorGoal.objects.create(indicator=found, goal=region.goal)
    make_snapshot(found, "a")
    make_snapshot(found, "b")
    return found


def finish(region, round_: ReportingRound) -> ReportingRound:
    """Answer about one activity, with what must stay inside, and freeze the round."""
    walk, who = region.assignment(round_, "vandring"), Who(person=region.people["vandring"])
    quote = EvidenceContent("quote", "Internt citat.", is_internal=True)
    add_evidence(assignment=walk, content=quote, who=who)
    report = send_report(assignment=walk, answers={**ANSWERS, **SECRET}, who=who, channel="link")
    accept_report(report=report, by=None)
    close_round(round_=round_, by=None, reason="Inget svar har kommit.")
    return freeze_round(round_=round_, by=None)


@pytest.fixture
def frozen(region, round_, indicator) -> ReportingRound:
    return finish(region, round_)


def test_the_content_names_what_it_rests_on_and_has_its_hash(region, frozen):
    content = json.loads(frozen.content)
    assert sha256_of(frozen.content) == frozen.content_sha256
    assert content["previous"] is None
    assert [one["sha256"][0] for one in content["snapshots"]] == ["b"]
    walk = next(one for one in content["activities"] if one["address"] == "vandring")
    assert walk["report"]["answers"] == ANSWERS
    assert walk["verdict"] == "end"
    assert verify_round(frozen).is_whole


def test_internal_answers_and_names_are_in_no_public_content(region, frozen):
    document = frozen_document("arsbokslut-2022")
    assert document == frozen.content
    for word in ("77123", "Hemlig", "Internt citat", "Ek", "@example.org", "money"):
        assert word not in document
    for word in ("77123", "Hemlig", "Internt citat"):
        assert word in frozen.internal_content
    assert "Vandring Ek" not in frozen.internal_content


def test_only_a_closed_round_is_frozen_and_once(region, round_, strategist, editor):
    with pytest.raises(RoundStateError):
        freeze_round(round_=round_, by=strategist)
    close_round(round_=round_, by=strategist, reason="Inget svar.")
    with pytest.raises(PermissionDenied):
        freeze_round(round_=round_, by=editor)
    freeze_round(round_=round_, by=strategist)
    with pytest.raises(RoundStateError):
        freeze_round(round_=round_, by=strategist)


def test_each_round_is_chained_to_the_one_before(region, frozen):
    second = finish(region, region.open(**NEXT))
    assert second.previous == frozen
    assert json.loads(second.content)["previous"]["sha256"] == frozen.content_sha256
    assert [one.is_whole for one in verify_chain(region.plan)] == [True, True]
    assert [one.previous for one in frozen_rounds(region.plan.pk)] == [frozen.content_sha256, ""]


def test_a_change_behind_our_back_is_found(region, frozen):
    second = finish(region, region.open(**NEXT))
    text = frozen.content.replace("träffats", "vilat")
    ReportingRound.objects.filter(pk=frozen.pk).update(content=text)
    assert [one.is_whole for one in verify_chain(region.plan)] == [False, True]
    # Even with a hash that fits, the round after tells.
    ReportingRound.objects.filter(pk=frozen.pk).update(content_sha256=sha256_of(text))
    assert [one.is_whole for one in verify_chain(region.plan)] == [True, False]
    assert verify_chain(region.plan)[1].problems
    assert second.previous_id == frozen.pk


@pytest.mark.parametrize("field", ["internal_content", "address"])
def test_other_parts_of_a_frozen_round_are_verified_too(frozen, field):
    setattr(frozen, field, "annat")
    assert not verify_round(frozen).is_whole


def test_lost_figures_are_told(frozen):
    Snapshot.objects.filter(sha256__startswith="b").update(content_sha256="c" * 64)
    assert verify_round(frozen).problems == (
        "De siffror för Trygghet som den vilar på finns inte kvar.",
    )


def test_the_database_keeps_one_line_of_rounds(region, frozen):
    second = finish(region, region.open(**NEXT))
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportingRound.objects.filter(pk=second.pk).update(previous=None)


def test_what_is_said_later_is_an_addendum_with_author_and_reason(region, frozen, strategist):
    walk = region.assignment(frozen, "vandring")
    for text, reason in (("", "Fel"), ("Fyra", "")):
        with pytest.raises(ValidationError):
            write_addendum(round_=frozen, assignment=walk, text=text, reason=reason, by=None)
    added = write_addendum(
        round_=frozen, assignment=walk, text="Fyra träffar.", reason="Fel antal.", by=strategist
    )
    assert (added.by, added.assignment) == (strategist, walk)
    assert verify_round(frozen).is_whole


def test_an_open_round_has_no_addenda_and_another_round_none_of_its_activities(region, frozen):
    following = region.open(**NEXT)
    with pytest.raises(RoundStateError):
        write_addendum(round_=following, text="Mer.", reason="Glömt.", by=None)
    with pytest.raises(ValidationError, match="inte med"):
        write_addendum(
            round_=frozen,
            assignment=region.assignment(following, "vandring"),
            text="Mer.",
            reason="Glömt.",
            by=None,
        )


def test_the_editor_of_the_unit_adds_to_its_own_activities_only(region, frozen, editor):
    write_addendum(
        round_=frozen,
        assignment=region.assignment(frozen, "vandring"),
        text="Mer.",
        reason="Glömt.",
        by=editor,
    )
    for assignment in (region.assignment(frozen, "bokbuss"), None):
        with pytest.raises(PermissionDenied):
            write_addendum(
                round_=frozen, assignment=assignment, text="Mer.", reason="Glömt.", by=editor
            )
    assert Addendum.objects.count() == 1


def test_freezing_takes_the_same_number_of_queries_for_any_number_of_activities(
    region, django_assert_max_num_queries
):
    for number in range(30):
        region.add(f"mer-{number}", region.unit)
    round_ = region.open()
    close_round(round_=round_, by=None, reason="Inget svar.")
    with django_assert_max_num_queries(20):
        freeze_round(round_=round_, by=None)


# Any sequence of edits --------------------------------------------------------------------------

WORDS = st.text(min_size=1, max_size=20)
KINDS = (
    *("draft", "send", "accept", "return", "excuse", "verdict", "close", "freeze", "move"),
    *("addendum", "note", "title", "status", "figures", "people", "goal", "archive"),
    *("actor", "erase", "purge", "next"),
)
EDITS = st.lists(st.tuples(st.sampled_from(KINDS), WORDS), min_size=1, max_size=12)


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(edits=EDITS)
def test_the_hash_never_changes_under_any_sequence_of_edits(
    region, frozen, indicator, administrator, edits
):
    with transaction.atomic():
        before = (frozen.content, frozen.internal_content, frozen.content_sha256)
        for edit, word in edits:
            try:
                with transaction.atomic():
                    _edit(region, frozen, indicator, administrator, edit, word)
            except (ValidationError, PermissionDenied, IntegrityError):
                pass
            now = ReportingRound.objects.get(pk=frozen.pk)
            assert (now.content, now.internal_content, now.content_sha256) == before
            assert verify_round(now).is_whole
        transaction.set_rollback(True)


def _erase(name, by):
    for subject in find_people(name):
        erase_person(subject=subject, reason="På begäran.", by=by)


def _freeze_next(region):
    following = region.open(**NEXT)
    close_round(round_=following, by=None, reason="Inget svar har kommit.")
    freeze_round(round_=following, by=None)


def _edit(region, round_, indicator, administrator, edit, word):
    """One of all the things that people can do; most are refused for a frozen round."""
    activity = region.activities["vandring"]
    assignment, who = region.assignment(round_, "vandring"), Who(person=region.people["vandring"])
    report = assignment.reports.last()
    answers = {**ANSWERS, "happened": word}
    version = assignment.version
    edits = {
        "draft": lambda: save_report_draft(
            assignment=assignment, answers=answers, version=version, who=who
        ),
        "send": lambda: send_report(
            assignment=assignment, answers=answers, who=who, channel="link"
        ),
        "accept": lambda: accept_report(report=report, by=None),
        "return": lambda: return_report(report=report, question=word, by=None),
        "excuse": lambda: excuse(assignment=assignment, reason=word, by=None),
        "verdict": lambda: give_verdict(
            assignment=assignment, verdict="change", reason=word, by=None
        ),
        "close": lambda: close_round(round_=round_, by=None, reason=word),
        "freeze": lambda: freeze_round(round_=round_, by=None),
        "move": lambda: change_round(
            round_=round_,
            by=None,
            title=word,
            opens_on=round_.opens_on,
            closes_on=round_.closes_on,
            reminders=[1],
        ),
        "addendum": lambda: write_addendum(round_=round_, text=word, reason=word, by=None),
        "note": lambda: write_addendum(
            round_=round_, assignment=assignment, text=word, reason=word, by=administrator
        ),
        "actor": lambda: type(region.unit).objects.filter(pk=region.unit.pk).update(title=word),
        "erase": lambda: _erase("Vandring Ek", administrator),
        "purge": lambda: clean_expired(timezone.now() + timedelta(days=4000)),
        "next": lambda: _freeze_next(region),
        "title": lambda: type(activity).objects.filter(pk=activity.pk).update(title=word),
        "status": lambda: change_status(
            activity=activity, status="paused", since=date(2023, 1, 26), reason=word
        ),
        "figures": lambda: make_snapshot(indicator, "c"),
        "people": lambda: refresh_people(round_=round_),
        "goal": lambda: type(region.goal).objects.filter(pk=region.goal.pk).update(title=word),
        "archive": lambda: (
            type(activity).objects.filter(pk=activity.pk).update(archived_at=timezone.now())
        ),
    }
    edits[edit]()
