"""A document as a newer edition or a successor of a plan: what belongs together, what is new and gone."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from livskraft.plans.models.readings import ReadingAim
from livskraft.plans.planfile.content import Content
from livskraft.plans.reading.editions import Entry, match
from livskraft.plans.reading.merging import Change, Edition
from livskraft.plans.reading.review import Part, Row
from livskraft.plans.services.readings import (
    OpenReading,
    keep_aim,
    keep_edition_answers,
    open_reading,
)
from livskraft.workspace.documents.access import for_readers_of_documents, reading_or_404
from livskraft.workspace.documents.forms import AimForm
from livskraft.workspace.documents.views import refuse_closed
from livskraft.workspace.documents.wording import LABELS, SECTION_OF_ROW, WORDS

_GONE = ("activities", "goals")
_NEW = "new"


@dataclass(frozen=True)
class Option:
    """One of several answers; `about` tells more of a record."""

    value: str
    label: str
    about: str = ""
    is_chosen: bool = False


@dataclass(frozen=True)
class Unsure:
    """A row that may be one of the plan's records."""

    key: str
    kind: str
    row: Row
    options: list[Option]


@dataclass(frozen=True)
class ShownChange:
    """A changed value in words."""

    change: Change
    label: str
    stored: str
    wanted: str

    @property
    def chosen(self) -> str:
        """Return which value is chosen now; nothing for a conflict that nobody settled."""
        return self.change.choice or ("" if self.change.is_conflict else "document")


@dataclass(frozen=True)
class ChangedRecord:
    """A record of the plan with the values that the document changes."""

    kind: str
    title: str
    changes: list[ShownChange]


@dataclass(frozen=True)
class Gone:
    """A record that the newer edition does not hold."""

    key: str
    kind: str
    title: str
    is_archived: bool


@dataclass(frozen=True)
class LinkChoice:
    """A goal of the successor and the older goal that it follows."""

    goal: Row
    options: list[Option]


class _Words:
    """Values of records in words."""

    def __init__(self, opened: OpenReading) -> None:
        known: Content = {**opened.shared}
        for section in ("goals", "activities"):
            read = {row.slug: row.record for row in opened.review.rows_of(section)}
            known[section] = {**read, **opened.stored.get(section, {})}
        read_actors = {row.slug: row.record for row in opened.review.rows_of("organisations")}
        known["organisations"] = {**read_actors, **known.get("organisations", {})}
        self._known = known

    def title(self, section: str, slug: str) -> str:
        record = self._known.get(section, {}).get(slug, {})
        return f"{record.get('number', '')} {record.get('title', slug)}".strip()

    def value(self, key: str, value: Any) -> str:
        if value in (None, "", [], {}):
            return _("nothing")
        if key in ("primary_goal", "parent"):
            return self.title("goals", value)
        if key == "secondary_goals":
            return "; ".join(self.title("goals", slug) for slug in value)
        if key == "lead":
            return self.title("organisations", value)
        if key == "partners":
            return "; ".join(self.title("organisations", one["organisation"]) for one in value)
        if key == "period":
            return f"{value.get('from', '…')}–{value.get('to', '…')}"
        return str(WORDS.get(key, {}).get(value, value))


@for_readers_of_documents
@require_http_methods(["GET", "HEAD", "POST"])
def document_aim(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether the document is a new plan, a newer edition, or a successor."""
    reading = reading_or_404(pk)
    opened = open_reading(reading)
    if answer := refuse_closed(request, opened):
        return answer
    initial = {"aim": reading.aim, "of_plan": reading.of_plan_id}
    form = AimForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        keep_aim(
            reading=reading,
            aim=form.cleaned_data["aim"],
            of_plan=form.cleaned_data["of_plan"],
            by=request.user,
        )
        is_plan = form.cleaned_data["aim"] == ReadingAim.PLAN
        return redirect("document" if is_plan else "document-edition", pk)
    context = {"menu": "documents", "reading": reading, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "workspace/documents/aim.html", context, status=status)


@for_readers_of_documents
@require_http_methods(["GET", "HEAD", "POST"])
def document_edition(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how the document and the plan belong together, or keep what was chosen."""
    opened = open_reading(reading_or_404(pk))
    if answer := refuse_closed(request, opened):
        return answer
    if opened.record.of_plan is None:
        return redirect("document-aim", pk)
    if request.method == "POST":
        try:
            _keep(request, opened)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("document-edition", pk)
    context = {"menu": "documents", "reading": opened.record, "review": opened.review}
    if opened.edition is None:
        context["links"] = list(_links(opened))
        return render(request, "workspace/documents/successor.html", context)
    words = _Words(opened)
    changed = list(_changed(opened.edition, opened, words))
    context.update(
        edition=opened.edition,
        unsure=list(_unsure(opened.edition, opened, words)),
        changed=[one for one in changed if not _has_conflict(one)],
        conflicts=[one for one in changed if _has_conflict(one)],
        new=list(_new(opened.edition, opened)),
        gone=list(_gone(opened.edition, opened)),
        same=_same_count(opened.edition),
    )
    return render(request, "workspace/documents/edition.html", context)


def _has_conflict(record: ChangedRecord) -> bool:
    return any(change.change.is_conflict for change in record.changes)


def _same_count(edition: Edition) -> int:
    """Return how many goals and activities stay as they are."""
    changed = {(change.section, change.slug) for change in edition.changes}
    pairs = [
        (section, slug)
        for section in ("goals", "activities")
        for slug in edition.matchings[section].pairs.values()
    ]
    return sum(pair not in changed for pair in pairs)


def _unsure(edition: Edition, opened: OpenReading, words: _Words) -> Iterator[Unsure]:
    """Yield every question about a match, also those that are answered."""
    for section, asked in edition.asked.items():
        for slug, candidates in asked.items():
            key = f"{section}/{slug}"
            chosen = opened.review.answers.matches.get(key)
            options = [
                Option(
                    of,
                    words.title(section, of),
                    _about(section, of, opened, words),
                    of == chosen,
                )
                for of in candidates
            ]
            options.append(Option(_NEW, _("None of them: it is new"), is_chosen=chosen == ""))
            yield Unsure(key, str(SECTION_OF_ROW[section]), opened.review.rows[key], options)


def _about(section: str, slug: str, opened: OpenReading, words: _Words) -> str:
    goal = opened.stored.get(section, {}).get(slug, {}).get("primary_goal", "")
    return words.title("goals", goal) if goal else ""


def _changed(edition: Edition, opened: OpenReading, words: _Words) -> Iterator[ChangedRecord]:
    by_record: dict[tuple[str, str], list[ShownChange]] = {}
    for change in edition.changes:
        shown = ShownChange(
            change,
            str(LABELS.get(change.key, change.key)),
            words.value(change.key, change.stored),
            words.value(change.key, change.wanted),
        )
        by_record.setdefault((change.section, change.slug), []).append(shown)
    for (section, slug), changes in by_record.items():
        record = opened.stored[section][slug]
        yield ChangedRecord(str(SECTION_OF_ROW[section]), str(record["title"]), changes)


def _new(edition: Edition, opened: OpenReading) -> Iterator[tuple[Row, Part]]:
    review = opened.review
    unsure = {f"{of}/{slug}" for of, slug, _options in edition.unsure}
    for section in ("goals", "activities", "organisations", "forums"):
        for row in review.rows_of(section):
            if not row.known_as and not row.is_left_out and row.key not in unsure:
                yield row, review.part_of(row)


def _gone(edition: Edition, opened: OpenReading) -> Iterator[Gone]:
    for section in _GONE:
        for slug in edition.gone(section):
            key = f"{section}/{slug}"
            yield Gone(
                key,
                str(SECTION_OF_ROW[section]),
                str(opened.stored[section][slug]["title"]),
                opened.review.answers.gone.get(key) == "archive",
            )


def _links(opened: OpenReading) -> Iterator[LinkChoice]:
    """Yield each goal with the older goals; the likeliest is chosen until somebody says otherwise."""
    rows = opened.review.kept("goals")
    newer = [Entry(row.slug, row.title, str(row.record.get("number", ""))) for row in rows]
    older = [
        Entry(slug, str(record["title"]), str(record.get("number", "")))
        for slug, record in opened.stored["goals"].items()
    ]
    found = match(newer, older)
    answers = opened.review.answers.links
    for row in rows:
        likely = found.pairs.get(row.slug) or next(iter(found.unsure.get(row.slug, [])), "")
        chosen = answers.get(row.slug, likely)
        options = [
            Option(one.slug, f"{one.number} {one.title}".strip(), is_chosen=one.slug == chosen)
            for one in older
        ]
        yield LinkChoice(row, options)


def _keep(request: HttpRequest, opened: OpenReading) -> None:
    sent = request.POST
    edition, action = opened.edition, sent.get("action", "")
    if edition is None:
        older = {"", *opened.stored["goals"]}
        chosen = {row.slug: sent.get(f"link-{row.slug}") for row in opened.review.kept("goals")}
        links = {slug: of for slug, of in chosen.items() if of is not None and of in older}
        keep_edition_answers(
            reading=opened.record, matches={}, values={}, gone={}, links=links, by=request.user
        )
        messages.success(request, _("Saved."))
        return
    gone = [f"{section}/{slug}" for section in _GONE for slug in edition.gone(section)]
    kept = _chosen(sent, "gone", gone, ("keep", "archive"))
    if action in ("archive_all", "keep_all"):
        kept = dict.fromkeys(gone, action.removesuffix("_all"))
    values = _chosen(sent, "value", [one.name for one in edition.changes], ("document", "stored"))
    if action in ("take_all", "stay_all"):
        choice = "document" if action == "take_all" else "stored"
        values.update({one.name: choice for one in edition.changes if not one.is_conflict})
    keep_edition_answers(
        reading=opened.record,
        matches=_matches(sent, edition, opened),
        values=values,
        gone=kept,
        links={},
        by=request.user,
    )
    messages.success(request, _("Saved."))


def _chosen(
    sent: QueryDict, prefix: str, names: list[str], allowed: tuple[str, ...]
) -> dict[str, str]:
    values = {name: sent.get(f"{prefix}-{name}", "") for name in names}
    return {name: value for name, value in values.items() if value in allowed}


def _matches(sent: QueryDict, edition: Edition, opened: OpenReading) -> dict[str, str]:
    """Return what was said of each unsure row: a slug of the plan, or nothing for a new one."""
    found = {}
    for key in (f"{section}/{slug}" for section, one in edition.asked.items() for slug in one):
        value = sent.get(f"match-{key}", "")
        section = key.partition("/")[0]
        if value == _NEW:
            found[key] = ""
        elif value in opened.stored.get(section, {}):
            found[key] = value
    return found
