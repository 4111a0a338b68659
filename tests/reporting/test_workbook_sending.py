"""Workbooks that come back: whose they are, what is sent of them, and what others wrote meanwhile."""

import io
import zipfile

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from livskraft.reporting.models import ReportDraft, StatusReport, UploadState, WorkbookUpload
from livskraft.reporting.queries.workbooks import actor_books, may_answer, standings, workbook_of
from livskraft.reporting.questions import questions_of
from livskraft.reporting.services.reminding import remind
from livskraft.reporting.services.reports import save_report_draft, send_report
from livskraft.reporting.services.reviewing import accept_report
from livskraft.reporting.services.workbooks import (
    PreviewChangedError,
    WrongCellsError,
    make_workbook,
    preview_of,
    receive_workbook,
    send_workbook,
    shelf,
    tick,
)
from livskraft.reporting.who import Who
from livskraft.reporting.workbook.opening import NotReadError
from livskraft.reporting.workbook.preview import Outcome
from livskraft.reporting.workbook.writing import written
from tests.reporting.conftest import ANSWERS
from tests.reporting.filling_in import changed, columns, filled_in


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.LIVSKRAFT_DATA = tmp_path


def make(round_, by=None, actor="folkhalsa"):
    return make_workbook(round_=round_, actor=actor, by=by)


def upload_of(round_, content, by):
    return receive_workbook(round_=round_, name="bok.xlsx", content=content, by=by)


def send_it(upload, by, **how):
    seen = preview_of(upload, by=by, taken=how.get("taken", ())).seen
    return send_workbook(upload=upload, seen=seen, by=by, **how)


def draft(assignment, **answers):
    version = type(assignment).objects.get(pk=assignment.pk).version
    return save_report_draft(assignment=assignment, answers=answers, version=version, who=Who())


def test_a_workbook_holds_its_actors_activities_and_nothing_of_others(region, round_):
    other = region.assignment(round_, "bokbuss")
    draft(other, happened="HEMLIGT", money="4711")
    content = make(round_)
    text = "\n".join(
        str(value)
        for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets
        for row in sheet.iter_rows(values_only=True)
        for value in row
        if value is not None
    )
    assert "Vandring" in text
    for secret in ("Bokbuss", "bokbuss", "HEMLIGT", "4711", "Ek", "example.org", "Sala"):
        assert secret not in text


@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(secret=st.text("abcdefgh", min_size=12, max_size=20))
def test_no_answer_of_another_actor_gets_into_a_workbook(region, round_, secret):
    assignment = region.assignment(round_, "bokbuss")
    ReportDraft.objects.filter(assignment=assignment).delete()
    internal = {one.key: secret for one in questions_of(round_) if one.kind != "evidence"}
    draft(assignment, **internal)
    workbook = workbook_of(round_, "folkhalsa", None)
    assert secret not in repr(workbook)
    assert secret.encode() not in b"".join(parts(written(workbook)))


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield from (archive.read(name) for name in archive.namelist())


def test_each_sees_the_workbooks_of_what_they_answer_for(
    region, round_, strategist, editor, partner
):
    def slugs(user):
        return [one.slug for one in actor_books(may_answer(round_, user))]

    assert slugs(strategist) == ["folkhalsa", "hembygd", "sala"]
    assert slugs(editor) == ["folkhalsa"]
    assert slugs(partner) == ["sala"]
    with pytest.raises(PermissionDenied):
        make(round_, partner)


def test_answers_are_sent_whole_and_reading_twice_changes_nothing(region, round_, editor):
    content = filled_in(make(round_, editor), {**ANSWERS, "status": "Klar"})
    upload = upload_of(round_, content, editor)
    assert upload_of(round_, content, editor) == upload
    assert not StatusReport.objects.exists()
    assert send_it(upload, editor).number == 1
    report = StatusReport.objects.get()
    assert (report.channel, report.by_user, report.answers) == (
        *("workbook", editor),
        {**ANSWERS, "status": "done"},
    )
    assert not send_it(upload, editor).is_new
    again = upload_of(round_, content, editor)
    assert again != upload
    assert preview_of(again, by=editor).to_send == ()
    assert send_it(again, editor).number == 0
    assert StatusReport.objects.count() == 1


def test_yes_sends_a_row_as_it_stands_once(region, round_, editor):
    draft(region.assignment(round_, "vandring"), **ANSWERS)

    def yes(sheet):
        sheet.cell(3, columns(sheet)["livskraft:send"]).value = "JA"

    content = changed(make(round_, editor), yes)
    upload = upload_of(round_, content, editor)
    [row] = preview_of(upload, by=editor).to_send
    assert row.outcome == Outcome.AS_IT_IS
    send_it(upload, editor)
    assert StatusReport.objects.get().answers == ANSWERS
    assert preview_of(upload_of(round_, content, editor), by=editor).to_send == ()


def test_what_somebody_wrote_meanwhile_is_a_conflict_and_stays(region, round_, editor):
    content = filled_in(make(round_, editor), {**ANSWERS, "status": "Klar"})
    theirs = draft(region.assignment(round_, "vandring"), happened="Annat.")
    upload = upload_of(round_, content, editor)
    [row] = preview_of(upload, by=editor).conflicts
    assert row.outcome == Outcome.KEPT
    assert send_it(upload, editor).number == 0
    theirs.refresh_from_db()
    assert theirs.answers == {"happened": "Annat."}


def test_the_workbook_wins_where_that_is_chosen_and_the_draft_can_still_be_read(
    region, round_, editor
):
    content = filled_in(make(round_, editor), {**ANSWERS, "status": "Klar"})
    assignment = region.assignment(round_, "vandring")
    draft(assignment, happened="Annat.")
    upload = upload_of(round_, content, editor)
    assert send_it(upload, editor, taken={"vandring"}).number == 1
    assert StatusReport.objects.get().answers == {**ANSWERS, "status": "done"}
    upload.refresh_from_db()
    assert upload.replaced == {str(assignment.pk): {"happened": "Annat."}}


def test_an_answer_sent_meanwhile_is_merged_where_both_do_not_write_the_same(
    region, round_, editor
):
    first = region.assignment(round_, "vandring")
    send_report(assignment=first, answers=ANSWERS, who=Who(), channel="link")
    content = filled_in(make(round_, editor), {"next_step": "Mer i maj."})
    send_report(
        assignment=first, answers={**ANSWERS, "happened": "Annat."}, who=Who(), channel="link"
    )
    upload = upload_of(round_, content, editor)
    [row] = preview_of(upload, by=editor).to_send
    assert row.answers == {**ANSWERS, "happened": "Annat.", "next_step": "Mer i maj."}
    clash = filled_in(content, {"happened": "Mitt."})
    [row] = preview_of(upload_of(round_, clash, editor), by=editor).conflicts
    assert row.outcome == Outcome.KEPT


def test_an_accepted_answer_stands(region, round_, editor, strategist):
    content = filled_in(make(round_, editor), {"happened": "Sent."})
    report = send_report(
        assignment=region.assignment(round_, "vandring"), answers=ANSWERS, who=Who(), channel="link"
    )
    accept_report(report=report, by=strategist)
    upload = upload_of(round_, content, editor)
    found = preview_of(upload, by=editor)
    assert [row.outcome for row in found.rows] == [Outcome.STANDS]
    assert send_it(upload, editor).number == 0


def test_a_returned_question_stands_in_the_workbook(region, round_, editor):
    report = send_report(
        assignment=region.assignment(round_, "vandring"), answers=ANSWERS, who=Who(), channel="link"
    )
    StatusReport.objects.filter(pk=report.pk).update(state="returned", question="Hur många?")
    [row] = workbook_of(round_, "folkhalsa", editor).rows
    assert row.state == "Tillbaka med en fråga: Hur många?"


def test_nothing_is_sent_while_a_cell_is_wrong_or_once_things_have_changed(
    region, round_, strategist
):
    wrong = upload_of(round_, filled_in(make(round_, strategist), {"status": "?"}), strategist)
    with pytest.raises(WrongCellsError):
        send_it(wrong, strategist)
    right = upload_of(round_, filled_in(make(round_, strategist), ANSWERS), strategist)
    seen = preview_of(right, by=strategist).seen
    draft(region.assignment(round_, "vandring"), happened="Annat.")
    with pytest.raises(PreviewChangedError):
        send_workbook(upload=right, seen=seen, by=strategist)
    assert not StatusReport.objects.exists()


def test_workbooks_of_other_rounds_and_of_other_actors_are_refused(region, round_, partner, editor):
    other = region.open(slug="delar-2022", kind="half_year", title="Delår 2022")
    with pytest.raises(NotReadError, match="hör till en annan omgång: Delår 2022"):
        upload_of(round_, make(other, editor), editor)
    with pytest.raises(NotReadError, match="en annan aktörs arbetsbok"):
        upload_of(round_, make(round_, editor), partner)
    assert not WorkbookUpload.objects.exists()


def test_a_row_of_another_actor_among_ones_own_is_wrong(region, round_, strategist, editor):
    theirs = make(round_, strategist, actor="sala")
    row = next(
        openpyxl.load_workbook(io.BytesIO(theirs))["Svar"].iter_rows(min_row=3, values_only=True)
    )
    content = changed(make(round_, editor), lambda sheet: sheet.append(row))
    upload = upload_of(round_, content, editor)
    [wrong] = preview_of(upload, by=editor).wrong
    assert wrong.problems == (
        "Raden hör inte till någon aktivitet som du svarar för i den här omgången. Ta bort raden.",
    )


def test_a_closed_round_takes_no_workbook(region, round_, editor):
    content = make(round_, editor)
    round_.state = "closed"
    round_.save()
    with pytest.raises(ValidationError, match="är inte öppen"):
        make(round_, editor)
    with pytest.raises(ValidationError, match="är inte öppen"):
        upload_of(round_, content, editor)


def test_a_scanner_decides_whether_a_workbook_is_kept(region, round_, editor, settings):
    settings.LIVSKRAFT_SCAN_COMMAND = "false"
    with pytest.raises(ValidationError, match="Virusskyddet stoppade filen"):
        upload_of(round_, make(round_, editor), editor)
    assert not WorkbookUpload.objects.exists()


def test_what_is_never_confirmed_is_put_away_and_old_files_are_deleted(region, round_, editor):
    import os
    from datetime import timedelta

    from django.utils import timezone

    now = timezone.now()
    assert tick(now) == []
    upload = upload_of(round_, make(round_, editor), editor)
    assert tick(now) == []
    path = shelf().path(upload.sha256)
    os.utime(path, (0, 0))
    assert tick(now) == []
    assert tick(now + timedelta(days=31)) == ["arbetsböcker som rensats bort: 1"]
    upload.refresh_from_db()
    assert upload.state == UploadState.DISCARDED
    assert not path.exists()


def test_queries_do_not_grow_with_the_activities(region, round_, django_assert_num_queries, editor):
    def measure(number):
        with django_assert_num_queries(number):
            workbook_of(round_, "folkhalsa", editor)
        with django_assert_num_queries(number):
            standings(round_, editor)

    measure(8)
    for number in range(5):
        region.add(f"extra-{number}", region.unit)
    other = region.open(slug="tva", title="Två")
    with django_assert_num_queries(8):
        workbook_of(other, "folkhalsa", editor)


@pytest.mark.parametrize("has_account", [True, False])
def test_who_has_several_activities_and_an_account_is_told_of_the_workbook(
    region, round_, editor, has_account
):
    person = region.people["vandring"]
    if has_account:
        person.email = editor.email
        person.save()
    round_.assignments.filter(activity=region.activities["bokbuss"]).update(
        person=person, duty="asked"
    )
    [mail] = remind(round_=round_, root="https://region.example").mails
    address = "https://region.example/arbeta/omgangar/arsbokslut-2022/arbetsbocker/"
    assert (address in mail.text, address in mail.html) == (has_account, has_account)
