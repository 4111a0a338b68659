"""A draft's way to the public: what it changes, what stands in the way, review and publishing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from livskraft.accounts.policies import may_somewhere
from livskraft.indicators.queries.choices import IndicatorChoices
from livskraft.plans.models import Draft
from livskraft.plans.models.drafts import DraftState
from livskraft.plans.queries.drafts import (
    Obstacle,
    differences,
    draft_conflicts,
    draft_obstacles,
    drafts_for_review,
    open_drafts,
    other_drafts,
    published_drafts,
)
from livskraft.plans.queries.titles import Titles
from livskraft.plans.services.editing import (
    EditConflictError,
    discard_draft,
    publish_draft,
    return_draft,
    review_draft,
    save_draft,
    submit_draft,
)
from livskraft.workspace.drafts.finding import (
    NO_PLAN,
    Rights,
    day_and_time,
    public_path,
    seen_draft,
    title_of,
)
from livskraft.workspace.forms import FORMS
from livskraft.workspace.forms.record import INTERNAL, Message, sent, with_obstacles
from livskraft.workspace.sections import Section, section_by_key

STATIONS = {
    DraftState.DRAFT: gettext_lazy("Draft"),
    DraftState.SUBMITTED: gettext_lazy("Submitted"),
    DraftState.REVIEWED: gettext_lazy("Reviewed"),
    DraftState.PUBLISHED: gettext_lazy("Published"),
}


@dataclass(frozen=True)
class Station:
    """A station on the way; `when` and `who` where it is known. `place` is past, here or ahead."""

    label: str
    place: str
    when: datetime | None = None
    who: str = ""


@dataclass(frozen=True)
class DraftRow:
    """A draft in a list."""

    draft: Draft
    section: Section
    title: str
    may_open: bool

    @property
    def when(self) -> datetime:
        """When it was published, or changed last."""
        return self.draft.closed_at or self.draft.changed_at


@never_cache
@login_required
@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    """List the person's own drafts, those that wait for review, and what was published lately."""
    user: Any = request.user
    if not may_somewhere(user, "plans.draft_record"):
        raise PermissionDenied
    may_review = user.has_perm("plans.review_record")
    context = {
        "menu": "drafts",
        "own": _rows(open_drafts(user), user),
        "may_review": may_review,
        "waiting": _rows(drafts_for_review(), user) if may_review else [],
        "published": _rows(published_drafts(), user),
    }
    return render(request, "workspace/drafts/list.html", context)


def _rows(found: Iterable[Draft], user: Any) -> list[DraftRow]:
    may_open_all = user.has_perm("plans.review_record")
    titles = Titles(None)
    return [
        DraftRow(
            draft,
            section_by_key(draft.section),
            title_of(draft, titles),
            may_open_all or draft.by_id == user.pk,
        )
        for draft in found
    ]


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def draft_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a draft and the next step; the author may keep the reason for it here."""
    draft, rights = seen_draft(pk, request.user)
    if request.method == "POST":
        return _take_steps(request, draft, _("The reason is saved."), _keeping_reason(request))
    obstacles = draft_obstacles(draft) if rights.is_open else ()
    sees_internal = request.user.has_perm("workspace.view_internal")
    changes = [one for one in differences(draft) if sees_internal or one.key != INTERNAL]
    changes.sort(key=lambda change: FORMS[draft.section].order(change.key))
    conflicts = draft_conflicts(draft) if rights.is_open else []
    section = section_by_key(draft.section)
    context = {
        "menu": "drafts",
        "draft": draft,
        "section": section,
        "title": title_of(draft),
        "rights": rights,
        "others": other_drafts(draft) if rights.is_open else (),
        "stations": _stations(draft),
        "obstacles": _what_remains(draft, obstacles),
        "changes": changes,
        "conflicts": conflicts,
        "next": _next_step(
            draft, rights, is_ready=bool(changes) and not obstacles, conflicts=conflicts
        ),
        "plan_slug": draft.plan.slug if draft.plan else NO_PLAN,
        "public_path": public_path(section, draft.plan, draft.slug) if draft.slug else "",
    }
    return render(request, "workspace/drafts/draft.html", context)


def _stations(draft: Draft) -> list[Station]:
    """Return the four stations with where the draft is."""
    states = list(STATIONS)
    is_discarded = draft.state == DraftState.DISCARDED
    here = -1 if is_discarded else states.index(DraftState(draft.state))
    known = {
        DraftState.DRAFT: (draft.created_at, draft.by.name),
        DraftState.REVIEWED: (
            draft.reviewed_at,
            draft.reviewed_by.name if draft.reviewed_by else "",
        ),
        DraftState.PUBLISHED: (draft.closed_at, ""),
    }
    stations = []
    for position, state in enumerate(states):
        place = "past" if position < here else "here" if position == here else "ahead"
        when, who = known.get(state, (None, "")) if position <= here else (None, "")
        stations.append(Station(str(STATIONS[state]), place, when, who))
    return stations


def _what_remains(draft: Draft, obstacles: Sequence[Obstacle]) -> list[Message]:
    """Return what is to be put right, as the form says it."""
    if not obstacles:
        return []
    form = FORMS[draft.section]
    choices = IndicatorChoices(draft.plan)
    filled = sent(form(record=draft.content, choices=choices))
    bound = form(filled, record=draft.content, choices=choices)
    return list(with_obstacles(bound, obstacles).messages())


def _next_step(draft: Draft, rights: Rights, *, is_ready: bool, conflicts: Any) -> str:
    """Return what comes next and for whom, as the template names it."""
    if not rights.is_open:
        return draft.state
    if draft.state == DraftState.DRAFT:
        ready = "review" if rights.may_review else "submit"
        own = ready if is_ready else "edit"
        return own if rights.is_own else "wait-for-author"
    if draft.state == DraftState.SUBMITTED:
        return "review" if rights.may_review else "wait-for-review"
    if not rights.may_publish:
        return "wait-for-publication"
    return "settle" if conflicts else "publish"


@login_required
@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the draft in for review."""
    draft, _rights = seen_draft(pk, request.user)
    return _take_steps(
        request,
        draft,
        _("The draft is submitted. It waits for review."),
        _keeping_reason(request),
        submit_draft,
    )


@login_required
@require_POST
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Find the draft good as it was read: it can be published."""
    draft, _rights = seen_draft(pk, request.user)
    keep_reason = _keeping_reason(request) if "reason" in request.POST else None

    def step(*, draft: Draft, by: Any) -> None:
        seen = day_and_time(request.POST.get("seen", ""))
        if keep_reason and seen in (None, draft.changed_at):
            draft = keep_reason(draft=draft, by=by)
            seen = draft.changed_at
        review_draft(draft=draft, by=by, seen_at=seen)

    return _take_steps(request, draft, _("The draft is reviewed. It can be published."), step)


@login_required
@require_POST
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the author for more."""
    draft, _rights = seen_draft(pk, request.user)
    comment = request.POST.get("comment", "").strip()

    def step(*, draft: Draft, by: Any) -> None:
        return_draft(draft=draft, comment=comment, by=by)

    return _take_steps(request, draft, _("The draft went back to its author."), step)


@login_required
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the draft the public version, unless somebody else has changed the same meanwhile."""
    draft, _rights = seen_draft(pk, request.user)
    try:
        return _take_steps(request, draft, _("The draft is published."), publish_draft)
    except EditConflictError:
        return redirect("draft-conflict", pk)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether the draft is to be thrown away, and do so."""
    draft, rights = seen_draft(pk, request.user)
    if request.method != "POST":
        if not rights.may_discard:
            return redirect("draft", pk)
        context = {"menu": "drafts", "draft": draft, "title": title_of(draft)}
        return render(request, "workspace/drafts/discard.html", context)
    _take_steps(request, draft, _("The draft is discarded."), discard_draft)
    return redirect("drafts")


Step = Callable[..., Any]


def _take_steps(request: HttpRequest, draft: Draft, done: str, *steps: Step) -> HttpResponse:
    """Take the steps and say that it is done, or what stands in the way.

    Raises EditConflictError, and PermissionDenied where the draft is somebody else's.
    """
    try:
        for step in steps:
            step(draft=draft, by=request.user)
    except EditConflictError:
        raise
    except PermissionDenied:
        if draft.by_id != request.user.pk:
            raise
        messages.error(request, _("Your role does not allow this step with this record."))
    except ValidationError as error:
        for message in error.messages:
            messages.error(request, message)
    else:
        messages.success(request, done)
    return redirect("draft", draft.pk)


def _keeping_reason(request: HttpRequest) -> Step:
    """Return the step that keeps why the draft was made, as it stands in the form."""
    reason = request.POST.get("reason", "").replace("\r\n", "\n").replace("\x00", "").strip()

    def keep_reason(*, draft: Draft, by: Any) -> Draft:
        return save_draft(draft=draft, content=draft.content, reason=reason, by=by)

    return keep_reason
