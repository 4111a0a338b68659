"""Drafts lose nothing, what is sent stands, and a reviewer's word is kept beside it."""

from datetime import date, datetime
from decimal import Decimal
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from livskraft.accounts.models import Role, User
from livskraft.reporting.errors import AnsweredError, DraftConflict, RoundStateError
from livskraft.reporting.models import Assignment, Evidence, ReportDraft, StatusReport
from livskraft.reporting.queries.assignments import (
    assignment_page,
    assignments_to_report,
    assignments_to_review,
)
from livskraft.reporting.queries.forms import report_form
from livskraft.reporting.services.closing import close_round
from livskraft.reporting.services.evidence import EvidenceContent, add_evidence, remove_evidence
from livskraft.reporting.services.reports import discard_draft, save_report_draft, send_report
from livskraft.reporting.services.reviewing import accept_report, accept_reports, return_report
from livskraft.reporting.who import Who
from tests.factories import make_organisation, make_person
from tests.reporting.conftest import ANSWERS

SENT_AT = datetime(2023, 1, 20, 9, tzinfo=ZoneInfo("Europe/Stockholm"))


@pytest.fixture
def walk(region, round_) -> Assignment:
    return region.assignment(round_, "vandring")


@pytest.fixture
def who(region) -> Who:
    return Who(person=region.people["vandring"])


def send(assignment: Assignment, who: Who, **more) -> StatusReport:
    answers = {**ANSWERS, **more.pop("answers", {})}
    return send_report(assignment=assignment, answers=answers, who=who, channel="link", **more)


# Drafts -----------------------------------------------------------------------------------------


def test_a_draft_keeps_what_is_written_and_counts_the_version(walk, who):
    draft = save_report_draft(assignment=walk, answers={"money": "tolv"}, version=0, who=who)
    assert (draft.answers, draft.by_person) == ({"money": "tolv"}, who.person)
    assert (draft.assignment.version, draft.assignment.state) == (1, "draft")
    save_report_draft(assignment=walk, answers={"money": "12"}, version=1, who=who)
    assert report_form(draft.assignment).answers == {"money": "12"}


def test_the_same_again_is_no_new_version_and_no_conflict(walk, who):
    for _twice in range(2):
        draft = save_report_draft(assignment=walk, answers={"happened": "A"}, version=0, who=who)
    assert draft.assignment.version == 1


def test_the_later_of_two_sees_what_the_earlier_wrote_and_nothing_is_written(walk, who, strategist):
    save_report_draft(assignment=walk, answers={"happened": "A"}, version=0, who=who)
    with pytest.raises(DraftConflict) as caught:
        save_report_draft(
            assignment=walk, answers={"happened": "B"}, version=0, who=Who(strategist)
        )
    theirs = caught.value.theirs
    assert (theirs.answers, theirs.number, theirs.is_sent) == ({"happened": "A"}, 1, False)
    assert theirs.by == "Vandring Ek"
    assert ReportDraft.objects.get().answers == {"happened": "A"}


def test_a_form_that_was_open_while_another_sent_is_told_so(walk, who, strategist):
    send(walk, Who(strategist), version=0)
    for call in (save_report_draft, partial(send_report, channel="link")):
        with pytest.raises(DraftConflict) as caught:
            call(assignment=walk, answers={**ANSWERS, "happened": "B"}, version=0, who=who)
        assert caught.value.theirs.is_sent
        assert caught.value.theirs.answers == ANSWERS


def test_a_draft_can_be_thrown_away(walk, who):
    save_report_draft(assignment=walk, answers={"happened": "A"}, version=0, who=who)
    discard_draft(assignment=walk, version=1, who=who)
    walk.refresh_from_db()
    assert (walk.state, walk.version, ReportDraft.objects.count()) == ("waiting", 2, 0)


# Sending ----------------------------------------------------------------------------------------


def test_what_is_sent_gets_a_number_and_the_draft_is_gone(walk, who):
    save_report_draft(assignment=walk, answers={"happened": "A"}, version=0, who=who)
    report = send(walk, who, version=1)
    walk.refresh_from_db()
    assert (report.number, report.by_person, report.answers) == (1, who.person, ANSWERS)
    assert (walk.state, walk.answered_at, walk.version) == ("answered", report.sent_at, 2)
    assert not ReportDraft.objects.exists()


def test_two_clicks_send_once(walk, who):
    first, second = send(walk, who, version=0), send(walk, who, version=0)
    assert first == second


def test_a_new_answer_replaces_the_old_which_stays(walk, who):
    send(walk, who, version=0)
    second = send(walk, who, version=1, answers={"happened": "Mer."})
    assert second.number == 2
    assert list(walk.reports.values_list("answers__happened", flat=True)) == [
        ANSWERS["happened"],
        "Mer.",
    ]


def test_nothing_is_stored_of_an_answer_that_lacks_something(walk, who):
    with pytest.raises(ValidationError):
        send(walk, who, version=0, answers={"happened": ""})
    assert not StatusReport.objects.exists()


def test_a_closed_round_takes_no_answers(region, round_, walk, who):
    close_round(round_=round_, by=None, reason="Inget svar.")
    for call in (
        partial(save_report_draft, answers={}, version=0),
        partial(send_report, answers=ANSWERS, channel="link"),
        partial(add_evidence, content=EvidenceContent("quote", "Hej")),
    ):
        with pytest.raises(RoundStateError, match="inte öppen"):
            call(assignment=walk, who=who)


def test_an_accepted_answer_takes_no_other(walk, who):
    accept_report(report=send(walk, who), by=None)
    with pytest.raises(AnsweredError, match="godkänt"):
        send(walk, who, answers={"happened": "B"})


# Whose ------------------------------------------------------------------------------------------


def test_only_who_was_asked_or_stands_in_may_answer_by_a_link(region, walk):
    walk.substitute = make_person("Sture Al")
    walk.save()
    save_report_draft(assignment=walk, answers={}, version=0, who=Who(person=walk.substitute))
    for person in (region.people["bokbuss"], make_person("Främling Al")):
        with pytest.raises(PermissionDenied):
            save_report_draft(assignment=walk, answers={}, version=1, who=Who(person=person))


@pytest.mark.parametrize(
    ("role", "place", "activity", "is_allowed"),
    [
        (Role.ADMINISTRATOR, None, "bokbuss", True),
        (Role.STRATEGIST, None, "bokbuss", True),
        (Role.EDITOR, "unit", "vandring", True),
        (Role.EDITOR, "region", "vandring", True),
        (Role.EDITOR, "unit", "bokbuss", False),
        (Role.PARTNER, "municipality", "bokbuss", True),
        (Role.PARTNER, "municipality", "vandring", False),
        (Role.EVALUATOR, "unit", "vandring", False),
        (Role.ELECTED, "unit", "vandring", False),
        (Role.READER, "unit", "vandring", False),
    ],
)
def test_an_account_reports_what_its_organisation_leads(
    region, round_, role, place, activity, is_allowed
):
    organisation = getattr(region, place) if place else None
    user = User.objects.create_user("a@b.se", name="A", role=role, organisation=organisation)
    assignment = region.assignment(round_, activity)
    assert (assignment in assignments_to_report(user)) is is_allowed
    if is_allowed:
        send(assignment, Who(user))
    else:
        with pytest.raises(PermissionDenied):
            send(assignment, Who(user))


@pytest.mark.parametrize(("role", "is_allowed"), [(Role.EDITOR, True), (Role.PARTNER, False)])
def test_the_editor_of_the_unit_reviews_its_answers(region, walk, who, role, is_allowed):
    user = User.objects.create_user("a@b.se", name="A", role=role, organisation=region.unit)
    report = send(walk, who)
    assert (walk in assignments_to_review(user)) is is_allowed
    if is_allowed:
        assert accept_report(report=report, by=user).report.reviewed_by == user
    else:
        with pytest.raises(PermissionDenied):
            accept_report(report=report, by=user)


# Review -----------------------------------------------------------------------------------------


def test_an_accepted_status_becomes_the_activitys_with_a_reason_that_names_the_round(
    region, walk, who, strategist
):
    paused = {"status": "paused", "status_why": "Väntar på beslut."}
    report = send(walk, who, answers=paused, now=SENT_AT)
    assert accept_report(report=report, by=strategist).has_new_status
    activity = region.activities["vandring"]
    activity.refresh_from_db()
    assert (activity.status, activity.status_since) == ("paused", date(2023, 1, 20))
    newest = activity.status_changes.last()
    assert newest.reason == "Väntar på beslut. Rapporterat i Årsbokslut 2022."
    assert activity.history.first().history_user == strategist


def test_a_status_that_the_plan_has_since_changed_is_left(region, walk, who):
    region.activities["vandring"].status_since = date(2023, 1, 25)
    region.activities["vandring"].save()
    report = send(walk, who, answers={"status": "done"}, now=SENT_AT)
    assert not accept_report(report=report, by=None).has_new_status


def test_the_proposed_verdict_is_kept_unless_another_was_given(walk, who):
    proposal = {"verdict": "change", "verdict_why": "Fler orter."}
    accept_report(report=send(walk, who, answers=proposal), by=None)
    walk.refresh_from_db()
    assert (walk.verdict, walk.verdict_reason) == ("change", "Fler orter.")


def test_a_returned_answer_is_answered_again(walk, who):
    report = send(walk, who)
    with pytest.raises(ValidationError):
        return_report(report=report, question=" ", by=None)
    return_report(report=report, question="Hur många kom?", by=None)
    form = report_form(Assignment.objects.get(pk=walk.pk))
    assert (form.question, form.answers, form.can_answer) == ("Hur många kom?", ANSWERS, True)
    again = send(walk, who, version=form.version, answers={"happened": "Fyrtio kom."})
    page = assignment_page(Assignment.objects.get(pk=walk.pk))
    assert [(one.number, one.state) for one in page.reports] == [(2, "sent"), (1, "returned")]
    assert page.can_review
    accept_report(report=again, by=None)


def test_only_the_newest_answer_is_reviewed_and_once(walk, who):
    first = send(walk, who)
    second = send(walk, who, answers={"happened": "B"})
    with pytest.raises(AnsweredError, match="nyare"):
        accept_report(report=first, by=None)
    accept_report(report=second, by=None)
    with pytest.raises(AnsweredError, match="redan"):
        return_report(report=second, question="Vad?", by=None)


def test_several_are_accepted_or_none(region, round_, walk, who):
    one = send(walk, who)
    bus = region.assignment(round_, "bokbuss")
    other = send(bus, Who(person=region.people["bokbuss"]))
    send(bus, Who(person=region.people["bokbuss"]), answers={"happened": "B"})
    with pytest.raises(ValidationError, match="Bokbuss: "):
        accept_reports(reports=[one, other], by=None)
    one.refresh_from_db()
    assert one.state == "sent"


# Evidence ---------------------------------------------------------------------------------------


def test_evidence_goes_with_the_draft_and_stays_with_what_was_sent(walk, who):
    quote = add_evidence(assignment=walk, content=EvidenceContent("quote", "Fint!"), who=who)
    number = EvidenceContent("number", "Besök", number=Decimal("3.5"), unit="tusen")
    add_evidence(assignment=walk, content=number, who=who)
    report = send(walk, who)
    assert [one.kind for one in report.evidence.all()] == ["quote", "number"]
    remove_evidence(assignment=walk, evidence=quote.pk, who=who)
    second = send(walk, who, answers={"happened": "B"})
    assert [one.kind for one in second.evidence.all()] == ["number"]
    assert [one.kind for one in report.evidence.all()] == ["quote", "number"]


def test_the_same_evidence_is_added_once(walk, who):
    for _twice in range(2):
        add_evidence(assignment=walk, content=EvidenceContent("quote", "Fint!"), who=who)
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (EvidenceContent("song"), "kind"),
        (EvidenceContent("link", url="javascript:alert(1)"), "url"),
        (EvidenceContent("link", url="ftp://example.org/x"), "url"),
        (EvidenceContent("number"), "number"),
        (EvidenceContent("quote", " "), "text"),
        (EvidenceContent("file"), "file"),
    ],
)
def test_evidence_that_shows_nothing_is_refused(walk, who, content, field):
    with pytest.raises(ValidationError) as caught:
        add_evidence(assignment=walk, content=content, who=who)
    assert field in caught.value.message_dict


# The form ---------------------------------------------------------------------------------------


def test_the_form_begins_with_what_was_said_last_time_and_the_plans_status(region, round_, who):
    walk = region.assignment(round_, "vandring")
    accept_report(report=send(walk, who, answers={"status": "done", "money": "5"}), by=None)
    close_round(round_=round_, by=None, reason="Inget svar.")
    following = region.open(
        slug="delar-2023", period_to=date(2023, 6, 30), period_from=date(2023, 1, 1)
    )
    form = report_form(region.assignment(following, "vandring"))
    assert form.origin == "last_time"
    assert form.answers == {**ANSWERS, "status": "done"}
    assert report_form(region.assignment(following, "bokbuss")).answers == {"status": "ongoing"}


def test_the_pages_queries_do_not_grow(region, round_, walk, who, django_assert_num_queries):
    for number in range(4):
        add_evidence(assignment=walk, content=EvidenceContent("quote", f"{number}"), who=who)
        send(walk, who, answers={"happened": str(number)})
    assignment = Assignment.objects.select_related("round__plan", "activity").get(pk=walk.pk)
    with django_assert_num_queries(6):
        assignment_page(assignment)
    with django_assert_num_queries(3):
        assert len(report_form(assignment).evidence) == 4


# Any order --------------------------------------------------------------------------------------

ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["save", "send", "return", "accept", "discard"]),
        st.sampled_from(["A", "B", "C"]),
        st.integers(0, 3),
    ),
    max_size=12,
)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(actions=ACTIONS)
def test_whatever_is_done_in_any_order_what_was_sent_never_changes(
    region, django_db_blocker, actions
):
    from django.db import transaction

    with transaction.atomic():
        round_ = region.open(slug="prov", title="Prov")
        walk, who = region.assignment(round_, "vandring"), Who(person=region.people["vandring"])
        sent: dict[int, str] = {}
        for action, text, behind in actions:
            walk.refresh_from_db()
            answers, version = {**ANSWERS, "happened": text}, max(walk.version - behind, 0)
            newest = walk.reports.last()
            try:
                if action == "save":
                    save_report_draft(assignment=walk, answers=answers, version=version, who=who)
                elif action == "send":
                    report = send(walk, who, version=version, answers={"happened": text})
                    sent.setdefault(report.pk, text)
                elif action == "discard":
                    discard_draft(assignment=walk, version=version, who=who)
                elif newest and action == "return":
                    return_report(report=newest, question="Vad?", by=None)
                elif newest:
                    accept_report(report=newest, by=None)
            except (DraftConflict, AnsweredError):
                pass
            kept = dict(walk.reports.values_list("pk", "answers__happened"))
            assert kept == sent
        numbers = list(walk.reports.values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        transaction.set_rollback(True)


def test_an_organisation_that_leads_through_its_parts_counts(region, round_):
    below = make_organisation("Kulturskolan", "kulturskolan", "unit", parent=region.municipality)
    region.activities["bokbuss"].lead = below
    region.activities["bokbuss"].save()
    user = User.objects.create_user(
        "a@b.se", name="A", role=Role.PARTNER, organisation=region.municipality
    )
    assert region.assignment(round_, "bokbuss") in assignments_to_report(user)
