"""Changing many activities at once: first what would change, then all of it or nothing."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from livskraft.accounts.models import User
from livskraft.accounts.policies import may_somewhere
from livskraft.plans.models import Activity
from livskraft.plans.queries.changes import Change, Scope, changes_between
from livskraft.plans.queries.working_lists import (
    WorkingChoices,
    working_activities,
    working_choices,
)
from livskraft.plans.services.editing import BulkResult, Refusal, change_many
from livskraft.workspace.records.activities import CHANGE_MANY, may_change
from livskraft.workspace.records.forms import BulkForm, QuestionForm
from livskraft.workspace.sent import key_of


@dataclass(frozen=True)
class Preview:
    """What a change would do: to each activity that can be changed, and why others cannot.

    `pks` are the keys of what would be changed; `seen` tells the state of them, so that nobody
    confirms what has changed meanwhile.
    """

    changes: tuple[Change, ...]
    refused: tuple[Refusal, ...]
    pks: tuple[int, ...]
    unchanged: int
    seen: str


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_activities(request: HttpRequest) -> HttpResponse:
    """Show what a change would do, and do it once that is confirmed. Opened by itself: the list."""
    user: Any = request.user
    if not may_somewhere(user, CHANGE_MANY):
        raise PermissionDenied
    back = QueryDict(request.POST.get("tillbaka", ""))
    if request.method != "POST":
        return redirect("workspace-activities")
    choices = working_choices()
    chosen = _chosen(request, user, back, choices)
    form = BulkForm(request.POST, choices=choices, sees_people=user.has_perm("plans.view_person"))
    context: dict[str, Any] = {
        "menu": "workspace-activities",
        "form": form,
        "chosen": chosen,
        "chosen_keys": _joined(chosen),
        "back": back.urlencode(),
    }
    preview = None
    if form.is_valid() and chosen:
        if request.POST.get("steg") == "andra" and request.POST.get("sett") == _seen(chosen):
            result = _changed(form, chosen, user)
            if result is not None and not result.refused:
                return _done(request, result, back)
        preview = _previewed(form, chosen, user)
        context["is_stale"] = "sett" in request.POST
        context["preview_keys"] = _joined(preview.pks) if preview else ""
        context["given"] = [
            (name, request.POST[name]) for name in form.fields if request.POST.get(name)
        ]
    context["preview"] = preview
    status = 200 if preview else 422
    return render(request, "workspace/records/change.html", context, status=status)


def _chosen(
    request: HttpRequest, user: User, back: QueryDict, choices: WorkingChoices
) -> list[int]:
    """Return the keys of the activities: those ticked, or all of the list that one may change."""
    if request.POST.get("vilka") == "alla":
        form = QuestionForm(back, choices=choices, sees_people=user.has_perm("plans.view_person"))
        return sorted(may_change(user, working_activities(form.question())))
    ticked = [*request.POST.getlist("aktivitet"), *request.POST.get("aktiviteter", "").split(",")]
    keys = {key_of(key) for key in ticked}
    return sorted(key for key in keys if key is not None)


def _changed(form: BulkForm, chosen: list[int], user: User) -> BulkResult | None:
    """Change the activities; None where the form says why not."""
    try:
        return change_many(
            activities=chosen,
            changes=form.change(),
            reason=form.cleaned_data["reason"],
            by=user,
        )
    except ValidationError as error:
        form.add_error(None, error)
        return None


def _previewed(form: BulkForm, chosen: list[int], user: User) -> Preview | None:
    """Try the change and take it back; None where the form says why it cannot be made.

    So what is shown is what the history will tell.
    """
    before = timezone.now()
    with transaction.atomic():
        result = _changed(form, chosen, user)
        if result is None:
            transaction.set_rollback(True)
            return None
        refused = result.refused
        possible = sorted(set(chosen) - {one.activity for one in refused})
        if refused and possible:
            result = _changed(form, possible, user) or result
        found = changes_between(Scope(since=before, by=user.pk), is_internal=True)
        transaction.set_rollback(True)
    changes = tuple(change for operation in found for change in operation.changes)
    return Preview(
        changes=changes,
        refused=refused,
        pks=result.changed,
        unchanged=len(result.unchanged),
        seen=_seen(result.changed),
    )


def _joined(pks: Sequence[int]) -> str:
    """Return the keys as one field: a form may send a thousand fields at most."""
    return ",".join(map(str, pks))


def _seen(pks: Sequence[int]) -> str:
    """Return what tells whether any of the activities was changed since. One query."""
    rows = Activity.objects.filter(pk__in=pks).order_by("pk").values_list("pk", "changed_at")
    return hashlib.sha256(repr([(pk, at.isoformat()) for pk, at in rows]).encode()).hexdigest()


def _done(request: HttpRequest, result: BulkResult, back: QueryDict) -> HttpResponse:
    number = len(result.changed)
    said = ngettext("%(number)d activity is changed.", "%(number)d activities are changed.", number)
    address = f"{reverse('plan-history')}?vem={request.user.pk}"
    messages.success(
        request,
        format_html(
            '{} <a href="{}">{}</a>',
            said % {"number": number},
            address,
            _("See or undo it in the history"),
        ),
    )
    query = back.urlencode()
    return redirect(reverse("workspace-activities") + (f"?{query}" if query else ""))
