"""One part of a reading's review: its rows beside the document's own text."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from livskraft.plans.reading.findings import Topic
from livskraft.plans.reading.review import Excerpt, Part, Review
from livskraft.plans.services.readings import (
    AnsweredMeanwhileError,
    OpenReading,
    PartReplies,
    ReadingClosedError,
    keep_part,
    open_reading,
    part_version,
)
from livskraft.workspace.documents.access import for_readers_of_documents, reading_or_404
from livskraft.workspace.documents.fields import Choices
from livskraft.workspace.documents.forms import PlanForm
from livskraft.workspace.documents.row_forms import NewRowForm, QuestionForm, RowForm
from livskraft.workspace.documents.views import part_name, part_rows, refuse_closed

_CAN_BE_ADDED = ("goals", "activities", "organisations", "forums", "documents")


@dataclass(frozen=True)
class ShownRow:
    """A row's form with the document's text beside it; `below` are the rows that hang on it."""

    form: RowForm
    excerpt: Excerpt | None
    mentions: int


class PartPage:
    """All forms of one part's page."""

    def __init__(self, opened: OpenReading, part: Part, data: Any = None) -> None:
        self.opened, self.part = opened, part
        review = opened.review
        choices = Choices(review)
        mentions = _mentions(review) if part.section == "organisations" else {}
        self.choices = choices
        self.rows = [
            ShownRow(
                RowForm(data, row, choices), review.excerpt(row.place), mentions.get(row.slug, 0)
            )
            for row in part.rows
            if not row.known_as
        ]
        self.known = [row for row in part.rows if row.known_as]
        self.questions = [
            QuestionForm(data, one, choices)
            for one in part.questions
            if one.answer or not one.is_settled
        ]
        self.plan = None
        if part.section == "plan" and opened.edition is None:
            shown = {**review.reading.plan["plan"], **review.answers.plan}
            self.plan = PlanForm(data, shown)
        self.new = None
        if part.section in _CAN_BE_ADDED and part.number == part.of:
            self.new = NewRowForm(data, part.section, choices)

    @property
    def forms(self) -> list[Any]:
        single = [form for form in (self.plan, self.new) if form is not None]
        return [*(row.form for row in self.rows), *self.questions, *single]

    def is_valid(self) -> bool:
        return all(form.is_valid() for form in self.forms)

    def replies(self, accept: str) -> PartReplies:
        new = self.new.new_row() if self.new else None
        questions = [form.reply() for form in self.questions]
        for row in self.rows:
            questions += row.form.question_replies()
        return PartReplies(
            rows=[row.form.reply() for row in self.rows],
            questions=questions,
            added=[new] if new else [],
            plan=self.plan.cleaned_data if self.plan else {},
            accept=accept if accept in ("without_questions", "rest") else "",
        )


def _mentions(review: Review) -> dict[str, int]:
    """Return how many activities name each organisation."""
    counts: dict[str, int] = {}
    for row in review.kept("activities"):
        partners = [partner["organisation"] for partner in row.record.get("partners", [])]
        for slug in {str(row.record.get("lead", "")), *partners}:
            counts[slug] = counts.get(slug, 0) + 1
    return counts


@for_readers_of_documents
@require_http_methods(["GET", "HEAD", "POST"])
def document_part(request: HttpRequest, pk: int, word: str) -> HttpResponse:
    """Show a part with its questions, or keep the answers to them."""
    reading = reading_or_404(pk)
    opened = open_reading(reading)
    if answer := refuse_closed(request, opened):
        return answer
    part = opened.review.part(word)
    if part is None:
        raise Http404
    page = PartPage(opened, part, request.POST if request.method == "POST" else None)
    problems: list[str] = []
    if request.method == "POST" and page.is_valid():
        try:
            return _keep(request, page)
        except (AnsweredMeanwhileError, ReadingClosedError) as error:
            problems = error.messages
            opened = open_reading(reading_or_404(pk))
    elif request.method == "POST":
        problems = [_("Nothing has been saved yet: something below needs to be put right.")]
    return _show(request, page, opened, problems)


def _keep(request: HttpRequest, page: PartPage) -> HttpResponse:
    reading, part = page.opened.record, page.part
    action = request.POST.get("action", "")
    keep_part(
        reading=reading,
        word=part.word,
        replies=page.replies(action),
        seen=request.POST.get("seen", ""),
        by=request.user,
    )
    after = open_reading(reading_or_404(reading.pk)).review
    now = after.part(part.word) or after.parts[0]
    waiting = len(now.open_questions) + len([row for row in now.waiting if not row.questions])
    if waiting:
        messages.success(
            request,
            ngettext(
                "Saved. %(count)d thing is still open on this page.",
                "Saved. %(count)d things are still open on this page.",
                waiting,
            )
            % {"count": waiting},
        )
        return redirect("document-part", reading.pk, now.word)
    done = {"part": part_name(now, after)}
    following = [one for one in after.parts if not one.is_done]
    if following:
        messages.success(request, _("Saved. “%(part)s” is done, here is the next part.") % done)
        return redirect("document-part", reading.pk, following[0].word)
    messages.success(request, _("Saved. “%(part)s” is done.") % done)
    return redirect("document", reading.pk)


def _show(
    request: HttpRequest, page: PartPage, opened: OpenReading, problems: list[str]
) -> HttpResponse:
    review, part = opened.review, page.part
    rows = part_rows(review)
    at = next((at for at, row in enumerate(rows) if row.part.word == part.word), 0)
    current = review.part(part.word) or part
    context = {
        "menu": "documents",
        "reading": opened.record,
        "review": review,
        "part": part,
        "name": part_name(part, review),
        "page": page,
        "parts": rows,
        "before": rows[at - 1] if at else None,
        "after": rows[at + 1] if at + 1 < len(rows) else None,
        "seen": part_version(review, current),
        "problems": problems,
        "excerpts": {
            form.question.number: review.excerpt(form.question.doubt.place)
            for form in page.questions
        },
        "without_questions": sum(not row.questions for row in part.waiting),
        "suggested": sum(one.topic is Topic.GOAL for one in part.open_questions),
        "document_url": reverse("document", args=[opened.record.pk]),
    }
    return render(
        request, "workspace/documents/part.html", context, status=422 if problems else 200
    )
