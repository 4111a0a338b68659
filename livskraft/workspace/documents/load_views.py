"""What a reviewed document becomes, and making it so."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from livskraft.plans.reading.review import WHOLE
from livskraft.plans.services.readings import (
    OpenReading,
    Outcome,
    load_reading,
    open_reading,
    outcome_of,
)
from livskraft.plans.services.readings.loading import (
    is_finished,
    keep_plan_name,
    unsettled_conflicts,
)
from livskraft.plans.services.readings.outcome import row_of_problem
from livskraft.shared.yamlfile.errors import YamlFileError
from livskraft.workspace.documents.access import for_readers_of_documents, reading_or_404
from livskraft.workspace.documents.forms import NameForm
from livskraft.workspace.documents.views import part_rows, refuse_closed
from livskraft.workspace.documents.wording import PARTS

_COUNTED = {
    **{section: PARTS[section] for section in ("goals", "activities", "organisations", "forums")},
    "documents": gettext_lazy("Sources"),
}


@for_readers_of_documents
@require_http_methods(["GET", "HEAD", "POST"])
def document_load(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what will be loaded; name the plan, or load it."""
    opened = open_reading(reading_or_404(pk))
    if answer := refuse_closed(request, opened):
        return answer
    outcome = outcome_of(opened)
    form = _name_form(request, opened, outcome)
    problems: list[str] = []
    if request.method == "POST":
        try:
            answer = _act(request, opened, form)
        except YamlFileError:
            problems = [_("Nothing has been loaded: the problems below come first.")]
        except ValidationError as error:
            problems = error.messages
        else:
            if answer is not None:
                return answer
            problems = [_("Nothing has been saved yet: something below needs to be put right.")]
        opened = open_reading(reading_or_404(pk))
        outcome = outcome_of(opened)
    status = 422 if problems else 200
    context = _context(opened, outcome, form, problems)
    return render(request, "workspace/documents/load.html", context, status=status)


def _name_form(request: HttpRequest, opened: OpenReading, outcome: Outcome) -> NameForm | None:
    """Return the form for the plan's name; an edition has its name already."""
    if opened.edition is not None:
        return None
    plan = outcome.content["plan"][outcome.slug]
    initial = {"title": plan.get("title", ""), "slug": outcome.slug}
    return NameForm(request.POST if "slug" in request.POST else None, initial=initial)


def _act(request: HttpRequest, opened: OpenReading, form: NameForm | None) -> HttpResponse | None:
    reading, seen = opened.record, request.POST.get("seen", "")
    if form is not None and form.is_bound:
        if not form.is_valid():
            return None
        is_as_seen = seen == outcome_of(opened).seen
        if form.has_changed():
            keep_plan_name(reading=reading, by=request.user, **form.cleaned_data)
        if request.POST.get("action") == "name":
            messages.success(request, _("Saved."))
            return redirect("document-load", reading.pk)
        if is_as_seen:
            seen = outcome_of(open_reading(reading_or_404(reading.pk))).seen
    report = load_reading(
        reading=reading,
        seen=seen,
        is_confirmed="confirmed" in request.POST,
        by=request.user,
    )
    text = _("“%(plan)s” is loaded.") if report.is_new else _("“%(plan)s” is updated.")
    messages.success(request, text % {"plan": report.title})
    return redirect("document", reading.pk)


def _context(
    opened: OpenReading, outcome: Outcome, form: NameForm | None, problems: list[str]
) -> dict[str, Any]:
    review = opened.review
    found = []
    for problem in outcome.problems[:60]:
        row = row_of_problem(opened, outcome, problem)
        part = review.part_of(row) if row else None
        found.append((problem.text(_), row, part.word if part else WHOLE))
    return {
        "menu": "documents",
        "reading": opened.record,
        "review": review,
        "edition": opened.edition,
        "form": form,
        "outcome": outcome,
        "counts": [(_COUNTED[section], outcome.count(section)) for section in _COUNTED],
        "problems": problems,
        "found": found,
        "more_problems": max(0, len(outcome.problems) - len(found)),
        "unfinished": [row for row in part_rows(review) if not row.part.is_done],
        "left_out": [(row, review.part_of(row)) for row in review.left_out],
        "unsettled": unsettled_conflicts(opened),
        "is_finished": is_finished(opened),
    }


@for_readers_of_documents
@require_safe
def document_plan_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the plan file that would be loaded."""
    opened = open_reading(reading_or_404(pk))
    outcome = outcome_of(opened)
    response = HttpResponse(outcome.text, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{outcome.slug}.yaml"'
    return response
