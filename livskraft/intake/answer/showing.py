"""What the page of a link shows: the form, two answers to choose between, or what was sent."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from livskraft.reporting.answering.differences import differences
from livskraft.reporting.answering.forms import AnswerForm, EvidenceForm
from livskraft.reporting.answering.showing import form_context
from livskraft.reporting.answering.writing import UNREADABLE
from livskraft.reporting.answers import answers_in_words
from livskraft.reporting.links import Opened
from livskraft.reporting.models import RoundState
from livskraft.reporting.queries.forms import (
    ReportForm,
    newest_report,
    report_form,
    standing_version,
)
from livskraft.reporting.queries.what_happens import what_happens


def show(request: HttpRequest, token: str, found: Opened) -> HttpResponse:
    """Return the page as things stand. `?ratta` asks for the form although an answer was sent."""
    form = report_form(found.assignment)
    if form.can_answer and found.link.set_aside_at is not None:
        return _choice(request, token, found, form)
    if form.comes_first or (form.can_answer and "ratta" in request.GET):
        return show_form(request, token, found, form)
    return _receipt(request, token, found, form)


def show_form(
    request: HttpRequest,
    token: str,
    found: Opened,
    form: ReportForm,
    answers: AnswerForm | None = None,
    evidence: EvidenceForm | None = None,
) -> HttpResponse:
    """Return the form; `answers` and `evidence` are those with something to be mended."""
    context = {
        **_context(token, found),
        **form_context(found.assignment, form, answers, evidence),
    }
    has_errors = any(one is not None and one.errors for one in (answers, evidence))
    status = UNREADABLE if has_errors else 200
    return render(request, "intake/answer/form.html", context, status=status)


def _choice(request: HttpRequest, token: str, found: Opened, form: ReportForm) -> HttpResponse:
    theirs = standing_version(found.assignment)
    context = {
        **_context(token, found),
        "page": form,
        "theirs": theirs,
        "differences": differences(form.questions, found.link.set_aside, theirs.answers),
    }
    return render(request, "intake/answer/conflict.html", context)


def _receipt(request: HttpRequest, token: str, found: Opened, form: ReportForm) -> HttpResponse:
    sent = newest_report(found.assignment)
    answers = sent.answers if sent else {}
    context = {
        **_context(token, found),
        "page": form,
        "sent": sent,
        "answers": answers_in_words(form.questions, answers, with_internal=True),
        "left_over": answers_in_words(form.questions, found.link.set_aside, with_internal=True),
        "what_happens": what_happens(found.assignment),
    }
    return render(request, "intake/answer/receipt.html", context)


def _context(token: str, found: Opened) -> dict[str, Any]:
    """Return what every page of a link needs; nothing of it names a person."""
    round_ = found.assignment.round
    address = reverse("answer", args=[token])
    return {
        "token": token,
        "address": address,
        "files": f"{address}underlag/",
        "activity": found.assignment.activity,
        "round": round_,
        "is_open": round_.state == RoundState.OPEN,
        "leading_plan": round_.plan,
        "swedish": settings.LANGUAGE_CODE,
    }
