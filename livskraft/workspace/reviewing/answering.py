"""Answering while signed in: the same questions as by a link, and the same care for what is written."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from livskraft.reporting.answering.differences import (
    chosen_in,
    differences,
    joined,
    says_the_same,
)
from livskraft.reporting.answering.forms import AnswerForm, EvidenceForm
from livskraft.reporting.answering.showing import answer_form, file_response, form_context
from livskraft.reporting.answering.writing import CONFLICT, Writing, version_of
from livskraft.reporting.answers import answer_keys, answers_in_words
from livskraft.reporting.errors import AnsweredError, DraftConflict, RoundStateError
from livskraft.reporting.models import Assignment, RoundState
from livskraft.reporting.models.rounds import AWAITED
from livskraft.reporting.queries.assignments import assignment_page, own_assignments
from livskraft.reporting.queries.attached import attached_file
from livskraft.reporting.queries.forms import report_form, standing_version
from livskraft.reporting.queries.what_happens import what_happens
from livskraft.reporting.services.reports import discard_draft, save_report_draft
from livskraft.reporting.who import Who
from livskraft.workspace.reviewing.access import REPORT, UNREADABLE, may
from livskraft.workspace.rounds.access import VIEW, assignment_or_404

_MINE = "mine-"


@dataclass
class SignedIn(Writing):
    """What somebody signed in sent from the form."""

    def shown(self, evidence: EvidenceForm | None) -> HttpResponse:
        return _form(self.request, self.assignment, self.answers, evidence)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the form, or what was sent; or receive something. `?ratta` asks for the form again."""
    assignment = assignment_or_404(pk)
    if not may(request.user, REPORT, assignment.activity):
        raise PermissionDenied
    if request.method == "POST":
        return _receive(request, assignment)
    form = report_form(assignment)
    if form.comes_first or (form.can_answer and "ratta" in request.GET):
        return _form(request, assignment)
    return _receipt(request, assignment)


@never_cache
@login_required
@require_safe
def attached(request: HttpRequest, pk: int, evidence: int) -> HttpResponseBase:
    """Hand out a file that was attached to the answer: to who may answer, and to colleagues."""
    assignment = assignment_or_404(pk)
    if not request.user.has_perm(VIEW) and not may(request.user, REPORT, assignment.activity):
        raise PermissionDenied
    found = attached_file(assignment, evidence)
    if found is None:
        raise Http404(str(evidence))
    return file_response(found)


def _receive(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """Do what was asked for; whatever comes of it, nothing that was written is lost."""
    action = request.POST.get("do", "send")
    sent = SignedIn(
        assignment=assignment,
        who=Who(user=request.user),
        answers=answer_form(assignment, report_form(assignment), request.POST),
        evidence=EvidenceForm(request.POST, request.FILES),
        version=version_of(request.POST.get("version", "")),
        is_by_script=request.headers.get("Accept") == "application/json",
        request=request,
    )
    try:
        if action == "choose":
            return _choose(sent)
        if action == "discard":
            discard_draft(assignment=assignment, version=sent.version, who=sent.who)
            return sent.back()
        if action == "send":
            return sent.back() if sent.send() else sent.again()
        return sent.kept(action)
    except DraftConflict:
        return _both(sent, sent.answers.answers)
    except (RoundStateError, AnsweredError) as error:
        return _too_late(sent, error)
    except ValidationError as error:
        sent.answers.refuse(error)
        return sent.again()


def _choose(sent: SignedIn) -> HttpResponse:
    """Put two answers together as was chosen, and go on from there."""
    questions = report_form(sent.assignment).questions
    theirs = standing_version(sent.assignment)
    mine = {key: sent.request.POST.get(_MINE + key, "") for key in answer_keys(questions)}
    if sent.version != theirs.number:
        return _both(sent, mine)  # Somebody was at it again: both are shown as they stand now.
    put_together = joined(questions, mine, theirs.answers, chosen_in(sent.request.POST))
    save_report_draft(
        assignment=sent.assignment, answers=put_together, version=sent.version, who=sent.who
    )
    return sent.back()


def _both(sent: SignedIn, mine: dict[str, Any]) -> HttpResponse:
    """Show one's own answer beside the one that stands; the form carries one's own along."""
    theirs = standing_version(sent.assignment)
    if says_the_same(mine, theirs.answers):
        return sent.back()
    if sent.is_by_script:
        return JsonResponse({"is_changed": True}, status=CONFLICT)
    context = {
        **_around(sent.assignment),
        "theirs": theirs,
        "mine": [(_MINE + key, value) for key, value in mine.items()],
        "differences": differences(report_form(sent.assignment).questions, mine, theirs.answers),
    }
    return render(sent.request, "workspace/reviewing/both.html", context, status=CONFLICT)


def _too_late(sent: SignedIn, error: ValidationError) -> HttpResponse:
    """Say why it cannot be sent any more, and give back what was written."""
    if sent.is_by_script:
        return JsonResponse({"is_changed": True}, status=CONFLICT)
    questions = report_form(sent.assignment).questions
    written = {key: value for key, value in sent.answers.answers.items() if value.strip()}
    left_over = answers_in_words(questions, written, with_internal=True)
    return _receipt(sent.request, sent.assignment, why=error.messages[0], left_over=left_over)


def _form(
    request: HttpRequest,
    assignment: Assignment,
    answers: AnswerForm | None = None,
    evidence: EvidenceForm | None = None,
) -> HttpResponse:
    form = report_form(assignment)
    context = {**_around(assignment), **form_context(assignment, form, answers, evidence)}
    has_errors = any(one is not None and one.errors for one in (answers, evidence))
    status = UNREADABLE if has_errors else 200
    return render(request, "workspace/reviewing/answer.html", context, status=status)


def _receipt(
    request: HttpRequest, assignment: Assignment, *, why: str = "", left_over: Any = ()
) -> HttpResponse:
    """Show what was sent, what becomes of it, and what was decided; then the next one to answer."""
    waiting = [one for one in own_assignments(request.user, AWAITED) if one.pk != assignment.pk]
    context = {
        **_around(assignment),
        "form": report_form(assignment),
        "page": assignment_page(assignment),
        "what_happens": what_happens(assignment),
        "why": why,
        "left_over": left_over,
        "next": waiting[0] if waiting else None,
        "number_waiting": len(waiting),
    }
    return render(
        request, "workspace/reviewing/sent.html", context, status=CONFLICT if why else 200
    )


def _around(assignment: Assignment) -> dict[str, Any]:
    address = reverse("report", args=[assignment.pk])
    return {
        "menu": "workspace",
        "assignment": assignment,
        "activity": assignment.activity,
        "round": assignment.round,
        "is_open": assignment.round.state == RoundState.OPEN,
        "address": address,
        "files": f"{address}underlag/",
    }
