"""Workbooks of a round: downloaded for an actor, uploaded, looked at cell by cell, and sent."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from livskraft.reporting.answers import answers_in_words
from livskraft.reporting.models import (
    Assignment,
    ReportingRound,
    RoundState,
    UploadState,
    WorkbookUpload,
)
from livskraft.reporting.queries.workbooks import actor_books, find_upload, may_answer, uploads
from livskraft.reporting.questions import questions_of
from livskraft.reporting.services.workbooks import (
    Sent,
    discard_upload,
    make_workbook,
    preview_of,
    receive_workbook,
    send_workbook,
)
from livskraft.reporting.workbook.opening import MAX_BYTES
from livskraft.reporting.workbook.preview import Preview
from livskraft.workspace.workbooks.access import for_reporters, upload_address
from livskraft.workspace.workbooks.forms import WorkbookForm

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNREADABLE, CONFLICT = 422, 409


@for_reporters
@require_http_methods(["GET", "HEAD", "POST"])
def workbooks(request: HttpRequest, round_: ReportingRound) -> HttpResponse:
    """Show the workbooks of a round, and take one that is filled in."""
    if request.method != "POST":
        return _list(request, round_, WorkbookForm())
    form = WorkbookForm(request.POST, request.FILES)
    if not form.is_valid():
        return _list(request, round_, form)
    file = form.cleaned_data["file"]
    content = file.read(MAX_BYTES + 1)
    try:
        upload = receive_workbook(round_=round_, name=file.name, content=content, by=request.user)
    except ValidationError as error:
        form.add_error("file", error)
        return _list(request, round_, form)
    return redirect("workbook", slug=round_.address, pk=upload.pk)


def _list(request: HttpRequest, round_: ReportingRound, form: WorkbookForm) -> HttpResponse:
    user: Any = request.user
    context = {
        **_context(user, round_),
        "form": form,
        "megabytes": MAX_BYTES // 1_000_000,
        "books": actor_books(may_answer(round_, user)),
        "uploads": uploads(round_, user),
        "sees_all": user.has_perm("reporting.manage_round"),
    }
    status = UNREADABLE if form.errors else 200
    return render(request, "workspace/workbooks/list.html", context, status=status)


def _context(user: Any, round_: ReportingRound) -> dict[str, Any]:
    return {
        "menu": "rounds",
        "round": round_,
        "is_open": round_.state == RoundState.OPEN,
        "sees_board": user.has_perm("reporting.view_board"),
    }


@for_reporters
@require_safe
def workbook_file(request: HttpRequest, round_: ReportingRound, actor: str) -> HttpResponse:
    """Hand out an actor's workbook, with what the person may answer."""
    address = upload_address(request, round_)
    try:
        content = make_workbook(round_=round_, actor=actor, by=request.user, address=address)
    except (PermissionDenied, ValidationError):
        raise Http404(actor) from None
    name = f"{round_.address}-{actor.strip('-') or 'utan-aktor'}.xlsx"
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@for_reporters
@require_http_methods(["GET", "HEAD", "POST"])
def workbook(request: HttpRequest, round_: ReportingRound, pk: int) -> HttpResponse:
    """Show what an uploaded workbook changes, cell by cell; send it or put it away."""
    upload = find_upload(round_, pk, request.user)
    if upload is None:
        raise Http404(str(pk))
    if upload.state != UploadState.WAITING and request.method != "POST":
        return _settled(request, round_, upload)
    if request.method == "POST" and request.POST.get("do") == "discard":
        discard_upload(upload=upload, by=request.user)
        messages.success(request, _("The workbook is put away. Nothing was sent."))
        return redirect("workbooks", slug=round_.address)
    taken = _taken(request)
    problem = ""
    if request.method == "POST":
        try:
            seen = request.POST.get("seen", "")
            sent = send_workbook(upload=upload, seen=seen, by=request.user, taken=taken)
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            messages.success(request, _said(sent))
            return redirect("workbooks", slug=round_.address)
    try:
        preview = preview_of(upload, by=request.user, taken=taken)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("workbooks", slug=round_.address)
    return _show(request, round_, upload, preview, problem)


def _taken(request: HttpRequest) -> set[str]:
    """Return the activities where the workbook is to win."""
    return {
        name.removeprefix("keep-")
        for name, value in request.POST.items()
        if name.startswith("keep-") and value == "workbook"
    }


def _said(sent: Sent) -> str:
    if not sent.is_new:
        return _("The workbook was sent already. Nothing was sent twice.")
    if not sent.number:
        return _("Done. Nothing in the workbook was new, so nothing was sent.")
    return ngettext(
        "%(number)d answer is sent and waits for review.",
        "%(number)d answers are sent and wait for review.",
        sent.number,
    ) % {"number": sent.number}


def _show(
    request: HttpRequest,
    round_: ReportingRound,
    upload: WorkbookUpload,
    preview: Preview,
    problem: str,
) -> HttpResponse:
    context = {
        **_context(request.user, round_),
        "upload": upload,
        "preview": preview,
        "problem": problem,
        "wrong_cells": sum(
            len(row.problems) + sum(bool(one.problem) for one in row.cells) for row in preview.wrong
        ),
        "sending": [row for row in preview.to_send if not row.is_conflict],
    }
    status = CONFLICT if problem else 200
    return render(request, "workspace/workbooks/preview.html", context, status=status)


def _settled(request: HttpRequest, round_: ReportingRound, upload: WorkbookUpload) -> HttpResponse:
    """Show what came of a workbook, and the drafts that it took the place of."""
    rows = Assignment.objects.select_related("activity").in_bulk(
        [int(pk) for pk in upload.replaced]
    )
    questions = questions_of(round_)
    context = {
        **_context(request.user, round_),
        "upload": upload,
        "replaced": [
            (
                one.activity,
                answers_in_words(questions, upload.replaced[str(pk)], with_internal=True),
            )
            for pk, one in rows.items()
        ],
    }
    return render(request, "workspace/workbooks/settled.html", context)
