"""Documents that are read into plans: the list, the upload, and each one's overview."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from livskraft.plans.queries.readings import readings
from livskraft.plans.reading import ReadingError
from livskraft.plans.reading.findings import Topic
from livskraft.plans.reading.review import Part, Question, Review
from livskraft.plans.services.readings import (
    OpenReading,
    ReadingClosedError,
    discard_reading,
    file_path,
    open_reading,
    read_again,
    receive_document,
)
from livskraft.plans.services.readings.loading import unsettled_conflicts
from livskraft.workspace.documents.access import for_readers_of_documents, reading_or_404
from livskraft.workspace.documents.forms import MEGABYTES, UploadForm
from livskraft.workspace.documents.wording import PARTS, TOPICS


@for_readers_of_documents
@require_http_methods(["GET", "HEAD", "POST"])
def documents(request: HttpRequest) -> HttpResponse:
    """List the readings; receive a document and read it."""
    form = UploadForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        answer = _receive(request, form) if form.is_valid() else None
        if answer is not None:
            return answer
        status = 422
    context = {"menu": "documents", "form": form, "readings": readings(), "megabytes": MEGABYTES}
    return render(request, "workspace/documents/list.html", context, status=status)


def _receive(request: HttpRequest, form: UploadForm) -> HttpResponse | None:
    document = form.cleaned_data["document"]
    try:
        reading, is_new = receive_document(
            file_name=document.name,
            content=document.read(),
            aim=form.cleaned_data["aim"],
            of_plan=form.cleaned_data["of_plan"],
            by=request.user,
        )
    except ReadingError as error:
        form.add_error("document", error.message.show(_))
        return None
    if not is_new:
        messages.info(
            request,
            _("This very file has been read before. Here is that reading, with its answers."),
        )
    return redirect("document", reading.pk)


@dataclass(frozen=True)
class PartName:
    """What a part is called: its kind, the title of its area (the plan's own words), its page."""

    kind: str
    title: str = ""
    page: str = ""

    def __str__(self) -> str:
        return ": ".join(filter(None, [self.kind, self.title])) + (self.page and f", {self.page}")


@dataclass(frozen=True)
class PartRow:
    """A part of the review in the overview."""

    part: Part
    name: PartName
    open: int
    waiting: int
    left_out: int


def part_name(part: Part, review: Review) -> PartName:
    """Return what a part is called: activities by the title of their area."""
    row = review.rows.get(f"goals/{part.goal}") if part.goal else None
    page = ""
    if part.of > 1:
        page = _("page %(number)d of %(of)d") % {"number": part.number, "of": part.of}
    return PartName(str(PARTS[part.section]), row.title if row else "", page)


def part_rows(review: Review) -> list[PartRow]:
    return [
        PartRow(
            part,
            part_name(part, review),
            len(part.open_questions),
            len(part.waiting),
            sum(row.is_left_out for row in part.rows),
        )
        for part in review.parts
    ]


@dataclass(frozen=True)
class TopicRow:
    """The open questions on one topic, each with the page it is answered on."""

    label: str
    questions: list[tuple[Question, Part, str]]
    count: int


def _topics(review: Review) -> Iterator[TopicRow]:
    by_topic: dict[Topic, list[Question]] = {}
    for question in review.questions:
        by_topic.setdefault(question.topic, []).append(question)
    for topic, label in TOPICS.items():
        questions = by_topic.get(topic, [])
        waiting = [
            (one, review.part_of_question(one), _anchor(one, review))
            for one in questions
            if not one.is_settled
        ]
        if questions:
            yield TopicRow(str(label), waiting, len(questions))


def _anchor(question: Question, review: Review) -> str:
    record = question.doubt.record
    is_of_row = (
        record and not question.is_about_a_group and f"{record[0]}/{record[1]}" in review.rows
    )
    if is_of_row and record and review.part_of_question(question).rows:
        return f"row-{record[0]}-{record[1]}"
    return f"question-{question.number}"


def _found(review: Review) -> list[tuple[str, bool]]:
    """Return how many of each kind were found, and whether it is said in the plan's own words.

    Goals are called as the plan calls its levels.
    """
    depths: dict[str, int] = {}
    for row in review.rows_of("goals"):
        depths[row.slug] = depths.get(str(row.read.get("parent", "")), -1) + 1
    names = review.reading.plan["plan"].get("level_names") or []
    found = []
    for depth, number in sorted(Counter(depths.values()).items()):
        if depth < len(names):
            found.append((f"{number} {_plural(str(names[depth]).lower(), number)}", True))
        else:
            goals = ngettext("%(count)d goal", "%(count)d goals", number)
            found.append((goals % {"count": number}, False))
    found += [(text, False) for text in _counted(review)]
    return found


def _counted(review: Review) -> Iterator[str]:
    activities = len(review.rows_of("activities"))
    text = ngettext("%(count)d activity", "%(count)d activities", activities)
    yield text % {"count": activities}
    if actors := len(review.rows_of("organisations")):
        yield ngettext("%(count)d actor", "%(count)d actors", actors) % {"count": actors}
    if forums := len(review.rows_of("forums")):
        yield ngettext("%(count)d forum", "%(count)d forums", forums) % {"count": forums}


def _plural(name: str, number: int) -> str:
    """Return a level's Swedish name in the number: words such as "mål" and "område"."""
    return f"{name}n" if number != 1 and name.endswith("e") else name


@for_readers_of_documents
@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was found, what is asked, how far the review has come, and what is next."""
    opened = open_reading(reading_or_404(pk))
    review = opened.review
    rows = part_rows(review)
    context: dict[str, Any] = {
        "menu": "documents",
        "reading": opened.record,
        "plan": {**review.reading.plan["plan"], **review.answers.plan},
        "found": _found(review),
        "review": review,
        "parts": rows,
        "next": next((row for row in rows if not row.part.is_done), None),
        "topics": list(_topics(review)),
        "left_out": [(row, review.part_of(row)) for row in review.left_out],
        "edition": opened.edition,
        "is_to_be_compared": bool(
            opened.edition and (opened.edition.unsure or unsettled_conflicts(opened))
        ),
    }
    return render(request, "workspace/documents/document.html", context)


@for_readers_of_documents
@require_safe
def document_file(request: HttpRequest, pk: int) -> FileResponse:
    """Hand out the document as it was uploaded."""
    reading = reading_or_404(pk)
    try:
        file = file_path(reading).open("rb")
    except OSError:
        raise Http404 from None
    return FileResponse(
        file,
        as_attachment=True,
        filename=reading.file_name,
        content_type="application/octet-stream",
    )


@for_readers_of_documents
@require_POST
def document_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a reading away."""
    reading = reading_or_404(pk)
    try:
        discard_reading(reading=reading, by=request.user)
        messages.success(
            request,
            _("The reading of %(file)s is discarded. Upload the file to begin anew.")
            % {"file": reading.file_name},
        )
    except ReadingClosedError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("documents")


@for_readers_of_documents
@require_POST
def document_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the document of a closed reading once more."""
    reading = reading_or_404(pk)
    try:
        new = read_again(reading=reading, by=request.user)
    except ReadingError as error:
        messages.error(request, error.show(_))
        return redirect("document", pk)
    except OSError:
        messages.error(request, _("The file is no longer here. Upload it again."))
        return redirect("documents")
    return redirect("document", new.pk)


def refuse_closed(request: HttpRequest, opened: OpenReading) -> HttpResponse | None:
    """Send away from pages that only an open reading has."""
    if opened.is_open:
        return None
    messages.info(request, " ".join(ReadingClosedError().messages))
    return redirect("document", opened.record.pk)
