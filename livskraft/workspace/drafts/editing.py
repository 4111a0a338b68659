"""The form of a record: what is sent is always kept, in a draft, also what is not right yet."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from livskraft.accounts import unsaved
from livskraft.indicators.queries.choices import IndicatorChoices
from livskraft.plans.models import Draft, Plan
from livskraft.plans.models.drafts import OPEN_STATES
from livskraft.plans.planfile.compare import ARCHIVED
from livskraft.plans.planfile.content import Record, canonical
from livskraft.plans.queries.drafts import draft_obstacles, drafts_of, other_drafts
from livskraft.plans.queries.ownership import ownership
from livskraft.plans.queries.plan import today
from livskraft.plans.queries.versions import record_at, record_now
from livskraft.plans.services.editing import begin_draft, save_draft
from livskraft.plans.services.editing.drafting import first_content
from livskraft.workspace.drafts.finding import (
    NO_PLAN,
    any_draft,
    day_and_time,
    record_title,
    section_and_plan,
)
from livskraft.workspace.forms import FORMS
from livskraft.workspace.forms.cautions import cautions
from livskraft.workspace.forms.record import RecordForm, sent, with_obstacles
from livskraft.workspace.sections import Section, section_by_key

NEW_TITLES = {
    "plan": gettext_lazy("New plan"),
    "goals": gettext_lazy("New goal"),
    "activities": gettext_lazy("New activity"),
    "organisations": gettext_lazy("New actor"),
    "forums": gettext_lazy("New forum"),
    "links": gettext_lazy("New link between goals"),
    "indicators": gettext_lazy("New indicator"),
}


LISTS = {
    "plan": "workspace-plans",
    "activities": "workspace-activities",
    "organisations": "workspace-actors",
    "forums": "workspace-forums",
    "indicators": "indicator-list",
}
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Edited:
    """What a form edits: a record, and the person's open draft of it if there is one."""

    section: Section
    plan: Plan | None
    slug: str
    record: Record
    draft: Draft | None
    address: str
    seen: datetime = field(default_factory=timezone.now)

    @cached_property
    def choices(self) -> IndicatorChoices:
        return IndicatorChoices(self.plan)

    @property
    def title(self) -> str:
        """What the record is called; "" while a new one has no title."""
        return record_title(self.section.key, self.record, self.slug)

    @property
    def new_title(self) -> str:
        return str(NEW_TITLES[self.section.key])

    @property
    def listed_at(self) -> str:
        """Where such records are listed: goals and links on the page of their plan."""
        name = LISTS.get(self.section.key)
        if name or self.plan is None:
            return reverse(name or "workspace-plans")
        return reverse("workspace-plan", args=[self.plan.slug])

    @property
    def way_back(self) -> str:
        return reverse("draft", args=[self.draft.pk]) if self.draft else self.listed_at

    @property
    def others(self) -> Any:
        """Open drafts that other people have of the same record."""
        if self.draft:
            return other_drafts(self.draft)
        return drafts_of(self.section.key, self.plan, self.slug) if self.slug else ()

    def form(
        self, request: HttpRequest, data: Any = None, shown: Record | None = None
    ) -> RecordForm:
        """Return the form, filled with the draft, or with the record as it stands."""
        return FORMS[self.section.key](
            data,
            record=self.record if shown is None else shown,
            choices=self.choices,
            slug=self.slug,
            sees_internal=request.user.has_perm("workspace.view_internal"),
            more=request.GET.get("rader", ""),
        )


def _signed_in(view: View) -> View:
    """Demand that somebody is signed in; what they sent without being so waits until they are."""

    @wraps(view)
    def answer(request: HttpRequest, *arguments: Any, **more: Any) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            unsaved.keep(request)
        return login_required(view)(request, *arguments, **more)

    return answer


@never_cache
@_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit_record(request: HttpRequest, plan: str, word: str, slug: str) -> HttpResponse:
    """Edit a record of the plan, or go on with one's own draft of it."""
    section, of_plan = section_and_plan(plan, word)
    record = record_now(section.key, of_plan, slug)
    if record is None or ARCHIVED in record:
        raise Http404(slug)
    user: Any = request.user
    draft = drafts_of(section.key, of_plan, slug).filter(by=user).first()
    owners = ownership(section.key, of_plan, record, slug)
    if not user.has_perm("plans.draft_record", owners):
        raise PermissionDenied
    shown = draft.content if draft else record
    return _edit(request, Edited(section, of_plan, slug, shown, draft, request.path))


@never_cache
@_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new_record(request: HttpRequest, plan: str, word: str) -> HttpResponse:
    """Write a new record; one of the person's own unit where the role allows no other.

    `?under=` names the goal that a new one lies under.
    """
    section, of_plan = section_and_plan(plan, word)
    user: Any = request.user
    first = first_content(section.key, user)
    if section.key == "goals":
        first = {**first, "parent": request.GET.get("under", "")}
    record = canonical(section.key, first)
    owners = ownership(section.key, of_plan, record)
    if not user.has_perm("plans.draft_record", owners):
        raise PermissionDenied
    return _edit(request, Edited(section, of_plan, "", record, None, request.path))


@never_cache
@_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with one's own open draft."""
    draft = any_draft(pk)
    if draft.by_id != request.user.pk:
        raise PermissionDenied
    if draft.state not in OPEN_STATES:
        return _edit_anew(request, draft) if request.method == "POST" else redirect("draft", pk)
    section = section_by_key(draft.section)
    return _edit(
        request, Edited(section, draft.plan, draft.slug, draft.content, draft, request.path)
    )


def _edit_anew(request: HttpRequest, closed: Draft) -> HttpResponse:
    """Keep what was sent although the draft was closed meanwhile: in a new one."""
    section = section_by_key(closed.section)
    if not closed.slug:
        return _edit(request, Edited(section, closed.plan, "", {}, None, request.path))
    plan = closed.plan.slug if closed.plan else NO_PLAN
    return edit_record(request, plan, section.word, closed.slug)


def _edit(request: HttpRequest, edited: Edited) -> HttpResponse:
    if request.method == "POST":
        unsaved.forget(request)
        is_dropped = request.POST.get("drop") == "unsaved"
        return redirect(edited.address) if is_dropped else _save(request, edited)
    waiting = unsaved.waiting_for(request)
    if waiting is not None:
        edited = replace(edited, seen=_seen(waiting))
        form = edited.form(request, waiting, _shown(edited, edited.seen))
    else:
        form = edited.form(request)
        if edited.draft:
            form = with_obstacles(edited.form(request, sent(form)), draft_obstacles(edited.draft))
    context = {
        "menu": "drafts",
        "edited": edited,
        "draft": edited.draft,
        "form": form,
        "is_unsaved": waiting is not None,
        "signature": unsaved.signature(edited.address),
        "messages_of_form": list(form.messages()) if edited.draft and waiting is None else [],
    }
    return render(request, "workspace/drafts/edit.html", context)


def _save(request: HttpRequest, edited: Edited) -> HttpResponse:
    """Keep what was sent, whatever it is worth, and lead to what comes next."""
    seen = _seen(request.POST)
    shown = _shown(edited, seen)
    form = edited.form(request, request.POST, shown)
    more = request.POST.get("more", "")
    content = form.applied_to(shown)
    draft = edited.draft
    if draft is None and content == shown and not more:
        messages.info(request, _("Nothing was changed, so there is no draft."))
        return redirect(edited.address)
    if draft is None:
        draft = begin_draft(
            section=edited.section.key,
            plan=edited.plan,
            slug=edited.slug or None,
            by=request.user,
            seen_at=seen if edited.slug else None,
        )
    elif shown is not draft.content:
        content = form.applied_to(draft.content)
    _keep(request, draft, content)
    for caution in cautions(content, shown, today=today(edited.plan)) if form.is_valid() else ():
        messages.warning(request, caution)
    if more in form.rows:
        address = reverse("edit-draft", args=[draft.pk])
        return redirect(f"{address}?{urlencode({'rader': more})}#list-{more}")
    return redirect("draft" if form.is_valid() else "edit-draft", draft.pk)


def _keep(request: HttpRequest, draft: Draft, content: Record) -> None:
    """Save all that was sent; a lead that the person may not choose is left as it was."""
    try:
        save_draft(draft=draft, content=content, reason=draft.reason, by=request.user)
    except PermissionDenied:
        kept = {**content, "lead": draft.content.get("lead")}
        save_draft(draft=draft, content=kept, reason=draft.reason, by=request.user)
        messages.error(
            request,
            _(
                "All is saved but the lead, which is as before: "
                "in your role you choose your own unit or one below it."
            ),
        )


def _seen(sent_form: QueryDict) -> datetime:
    """Return when the form that is sent was opened."""
    seen = day_and_time(sent_form.get("seen", ""))
    return min(seen, timezone.now()) if seen else timezone.now()


def _shown(edited: Edited, seen: datetime) -> Record:
    """Return the record that the sent form was filled with: what differs from it was changed."""
    draft = edited.draft
    if draft and draft.created_at <= seen:
        return edited.record
    if not edited.slug:
        return edited.record
    stored = record_at(edited.section.key, edited.plan, edited.slug, seen)
    return stored if stored is not None else edited.record
