"""What the page of a form shows, wherever it is answered."""

from typing import Any

from django.http import FileResponse
from django.utils.translation import get_language

from livskraft.plans.models.activities import Status
from livskraft.reporting.answering.forms import AnswerForm, AskedQuestion, EvidenceForm
from livskraft.reporting.models import Assignment, Evidence
from livskraft.reporting.queries.forms import ReportForm
from livskraft.reporting.queries.last_time import last_times
from livskraft.reporting.queries.what_happens import what_happens
from livskraft.reporting.services.files import shelf
from livskraft.shared.numbers import number_word


def answer_form(assignment: Assignment, form: ReportForm, given: Any = None) -> AnswerForm:
    """Return the form of the answers, filled in with what was sent (`given`) or what there is."""
    was_idea = assignment.activity.status == Status.IDEA
    return AnswerForm(form.questions, form.answers, given, was_idea=was_idea)


def form_context(
    assignment: Assignment,
    form: ReportForm,
    answers: AnswerForm | None = None,
    evidence: EvidenceForm | None = None,
) -> dict[str, Any]:
    """Return what `reporting/answer/_form.html` and what stands around it need.

    `answers` and `evidence` are those with something to be mended. At most six queries.
    """
    activity = assignment.activity
    last = last_times(assignment.round, [activity.pk]) if form.origin == "last_time" else {}
    shown = answers or answer_form(assignment, form)
    first, rest = shown.first(), shown.rest()
    evidence_question = next((one for one in form.questions if one.kind == "evidence"), None)
    return {
        "page": form,
        "form": shown,
        "first": first,
        "number": number_word(len(first), get_language() or "sv").capitalize(),
        "rest": rest,
        "has_more": any(one.has_content for one in rest),
        "evidence": evidence or EvidenceForm(),
        "evidence_question": evidence_question,
        "evidence_after": _place_of_evidence(first) if evidence_question else "",
        "last_time": last.get(activity.pk),
        "was_sent": assignment.answered_at is not None,
        "what_happens": what_happens(assignment),
    }


def _place_of_evidence(first: list[AskedQuestion]) -> str:
    """Return the question below which evidence is added: the first to be answered in words."""
    keys = [one.question.key for one in first]
    texts = [one.question.key for one in first if one.question.kind == "text"]
    return next(iter([*texts, *keys[-1:]]), "")


def file_response(evidence: Evidence) -> FileResponse:
    """Hand out a file that was attached, as something to keep: no browser runs what is in it."""
    response = FileResponse(
        shelf().path(evidence.sha256).open("rb"),
        as_attachment=True,
        filename=evidence.file_name,
        content_type=evidence.content_type,
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
