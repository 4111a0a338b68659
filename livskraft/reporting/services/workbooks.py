"""A workbook comes back: kept with what it would change, and sent once somebody has confirmed it."""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.accounts.policies import may_somewhere
from livskraft.reporting.errors import DraftConflict, RoundStateError
from livskraft.reporting.models import (
    Assignment,
    Channel,
    ReportDraft,
    ReportingRound,
    RoundState,
    UploadState,
    WorkbookUpload,
)
from livskraft.reporting.queries.rounds import find_round
from livskraft.reporting.queries.workbooks import standings, workbook_of
from livskraft.reporting.questions import questions_of
from livskraft.reporting.services.reports import send_report
from livskraft.reporting.services.scanned import refuse_unless_clean
from livskraft.reporting.who import Who
from livskraft.reporting.workbook.comparing import compared
from livskraft.reporting.workbook.layout import headings
from livskraft.reporting.workbook.opening import NotReadError, opened
from livskraft.reporting.workbook.preview import Preview, RowShown
from livskraft.reporting.workbook.reading import WorkbookRead, read
from livskraft.shared.files import Shelf

_LEFT_OVER = timedelta(days=1)
_WAITS = timedelta(days=30)
"""So long an upload waits to be confirmed; then it is put away."""

_KEPT = timedelta(days=400)
"""So long the file is kept after that; its answers are kept in the reports."""


class PreviewChangedError(ValidationError):
    """What the workbook would change is no longer what the person saw when confirming."""

    def __init__(self) -> None:
        super().__init__(
            _("Something has changed since you looked. Look once more; nothing has been sent.")
        )


class WrongCellsError(ValidationError):
    """Cells must be mended before anything is sent."""

    def __init__(self) -> None:
        super().__init__(
            _("Some cells must be corrected first. Correct them in the file and upload it again; "
              "nothing has been sent.")
        )  # fmt: skip


class UploadClosedError(ValidationError):
    """The upload was put away, or its file is gone."""

    def __init__(self) -> None:
        super().__init__(_("The workbook has been put away. Upload it again."))


@dataclass(frozen=True)
class Sent:
    """What came of a workbook: how many answers were sent, now or before."""

    number: int
    is_new: bool


def shelf() -> Shelf:
    """Return where the files lie."""
    return Shelf(Path(settings.LIVSKRAFT_DATA) / "workbooks", ".xlsx")


def make_workbook(*, round_: ReportingRound, actor: str, by: Any, address: str = "") -> bytes:
    """Return an actor's workbook as a file, with what `by` may answer; None is a command.

    Raises PermissionDenied where that is nothing, and RoundStateError.
    """
    _require_open(round_)
    workbook = workbook_of(round_, actor, by, address)
    if workbook is None:
        raise PermissionDenied
    from livskraft.reporting.workbook.writing import written  # openpyxl takes 0.2 seconds

    return written(workbook)


def receive_workbook(
    *, round_: ReportingRound, name: str, content: bytes, by: Any, now: datetime | None = None
) -> WorkbookUpload:
    """Read a workbook and keep it until somebody confirms what it changes; nothing is sent yet.

    The same file leads to the upload that waits. Raises PermissionDenied, RoundStateError, and
    NotReadError for what is no workbook of this round or holds nothing of the person's; then
    nothing is kept.
    """
    _require_reporter(by)
    _require_open(round_)
    found = read_workbook(round_=round_, name=name, content=content)
    _refuse_those_of_others(found, round_, by)
    refuse_unless_clean(content, shelf().folder)
    sha256 = shelf().keep(content)
    shelf().path(sha256).touch()  # Needed anew, also if it was left over: see `tick`.
    waiting = WorkbookUpload.objects.filter(
        round=round_, by=by, sha256=sha256, state=UploadState.WAITING
    )
    if earlier := waiting.first():
        return earlier
    try:
        with transaction.atomic():
            return WorkbookUpload.objects.create(
                round=round_,
                file_name=_clean_name(name),
                size=len(content),
                sha256=sha256,
                by=by,
                uploaded_at=now or timezone.now(),
            )
    except IntegrityError:  # Two clicks.
        return waiting.get()


def read_workbook(*, round_: ReportingRound, name: str, content: bytes) -> WorkbookRead:
    """Return the rows of a workbook of this round. Raises NotReadError."""
    found = read(opened(content, name), headings(questions_of(round_)))
    others = found.rounds - {round_.address}
    if others:
        other = find_round(min(others))
        raise NotReadError(
            _("The workbook is of another round: %(other)s. This is %(round)s. Download the workbook of this "
              "round and fill in that one.")
            % {"other": other.title if other else min(others), "round": round_.title}
        )  # fmt: skip
    return found


def _refuse_those_of_others(found: WorkbookRead, round_: ReportingRound, by: Any) -> None:
    preview = compared(found, standings(round_, by), questions_of(round_))
    if all(row.standing is None and not row.activity for row in preview.rows):
        raise NotReadError(
            _("No row of the workbook is of an activity that you answer for in this round. Is it the "
              "workbook of another actor?")
        )  # fmt: skip


def preview_of(upload: WorkbookUpload, *, by: Any, taken: Collection[str] = ()) -> Preview:
    """Return what an upload would change, as things stand now; nothing is written.

    `taken` are the addresses of activities where the workbook is to win over what somebody else has
    written meanwhile. Raises UploadClosedError and NotReadError.
    """
    round_ = upload.round
    found = read_workbook(round_=round_, name=upload.file_name, content=_content(upload))
    return compared(found, standings(round_, by), questions_of(round_), taken)


def _content(upload: WorkbookUpload) -> bytes:
    try:
        return shelf().path(upload.sha256).read_bytes()
    except OSError:
        raise UploadClosedError from None


def send_workbook(
    *,
    upload: WorkbookUpload,
    seen: str,
    by: Any,
    taken: Collection[str] = (),
    now: datetime | None = None,
) -> Sent:
    """Send the answers of an upload, all or none; `seen` is the print of the preview confirmed.

    Sent once, it is not sent again. Raises PermissionDenied, RoundStateError, UploadClosedError,
    PreviewChangedError and WrongCellsError. Some twelve queries an answer.
    """
    _require_reporter(by)
    found = read_workbook(round_=upload.round, name=upload.file_name, content=_content(upload))
    now = now or timezone.now()
    try:
        with transaction.atomic():
            return _send(upload, found, seen, by, taken, now)
    except DraftConflict:
        raise PreviewChangedError from None


def _send(
    upload: WorkbookUpload,
    found: WorkbookRead,
    seen: str,
    by: Any,
    taken: Collection[str],
    now: datetime,
) -> Sent:
    row = (
        WorkbookUpload.objects.select_for_update(of=("self",))
        .select_related("round")
        .get(pk=upload.pk)
    )
    if row.state == UploadState.SENT:
        return Sent(row.answers_sent, is_new=False)
    if row.state == UploadState.DISCARDED:
        raise UploadClosedError
    _require_open(row.round)
    preview = compared(found, standings(row.round, by), questions_of(row.round), taken)
    if preview.seen != seen:
        raise PreviewChangedError
    row.replaced = send_answers(preview, by=by, now=now)
    row.state, row.settled_at, row.answers_sent = UploadState.SENT, now, len(preview.to_send)
    row.save()
    return Sent(row.answers_sent, is_new=True)


@transaction.atomic
def send_answers(preview: Preview, *, by: Any, now: datetime | None = None) -> dict[str, Any]:
    """Send what a preview says, all or none; return the drafts of others that were replaced.

    Raises WrongCellsError, and DraftConflict where somebody was faster.
    """
    if preview.wrong:
        raise WrongCellsError
    rows = {row.standing.pk: row for row in preview.to_send if row.standing}
    assignments = Assignment.objects.select_related("round__plan", "activity").in_bulk(rows)
    drafts = dict(
        ReportDraft.objects.filter(assignment__in=rows).values_list("assignment", "answers")
    )
    for pk, row in rows.items():
        _send_one(assignments[pk], row, by, now)
    return {str(pk): drafts[pk] for pk, row in rows.items() if row.is_conflict and pk in drafts}


def _send_one(assignment: Assignment, row: RowShown, by: Any, now: datetime | None) -> None:
    assert row.standing is not None
    send_report(
        assignment=assignment,
        answers=row.answers,
        who=Who(user=by),
        channel=Channel.WORKBOOK,
        version=row.standing.version,
        now=now,
    )


def discard_upload(*, upload: WorkbookUpload, by: Any, now: datetime | None = None) -> None:
    """Put a waiting upload away. Raises PermissionDenied; twice changes nothing."""
    _require_reporter(by)
    WorkbookUpload.objects.filter(pk=upload.pk, state=UploadState.WAITING).update(
        state=UploadState.DISCARDED, settled_at=now or timezone.now()
    )


def tick(now: datetime) -> list[str]:
    """Put away what was never confirmed, and delete files that nobody needs any more."""
    waiting = WorkbookUpload.objects.filter(state=UploadState.WAITING)
    waiting.filter(uploaded_at__lt=now - _WAITS).update(state=UploadState.DISCARDED, settled_at=now)
    needed = WorkbookUpload.objects.filter(
        state__in=[UploadState.WAITING, UploadState.SENT], uploaded_at__gt=now - _KEPT
    )
    known = set(needed.values_list("sha256", flat=True))
    count = shelf().clear(known, _LEFT_OVER.total_seconds())
    return [_("workbooks cleared away: %(count)d") % {"count": count}] if count else []


def _require_reporter(by: Any) -> None:
    if by is not None and not may_somewhere(by, "reporting.report"):
        raise PermissionDenied


def _require_open(round_: ReportingRound) -> None:
    if round_.state != RoundState.OPEN:
        raise RoundStateError(_("%(round)s is not open for answers.") % {"round": round_.title})


def _clean_name(name: str) -> str:
    """Return a file's name without invisible letters, its last 200 letters at most."""
    visible = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C")
    return visible.strip()[-200:] or _("workbook") + ".xlsx"
