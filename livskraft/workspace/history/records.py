"""All that was done to one record, and the way back to an earlier state of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from livskraft.accounts.policies import Ownership
from livskraft.plans.queries.changes import (
    FieldChange,
    Operation,
    record_changes,
    record_difference,
)
from livskraft.plans.queries.ownership import ownership
from livskraft.plans.queries.versions import record_now
from livskraft.plans.services.editing import restore_record
from livskraft.workspace.history.finding import FoundRecord, found_record, moment
from livskraft.workspace.history.forms import ReasonForm


@dataclass(frozen=True)
class Step:
    """An operation in a record's history; `back_to` is the moment that its button leads to."""

    operation: Operation
    is_newest: bool
    back_to: str


@never_cache
@login_required
@require_safe
def record_history(request: HttpRequest, plan: str, word: str, slug: str) -> HttpResponse:
    """Show every change of a record, newest first; a former name leads to the present one."""
    user: Any = request.user
    if not user.has_perm("workspace.view_changes"):
        raise PermissionDenied
    found = found_record(plan, word, slug)
    if found.slug != slug:
        return redirect("record-history", **found.kwargs)
    is_internal = user.has_perm("workspace.view_internal")
    operations = record_changes(found.key, is_internal=is_internal)
    owners = ownership(found.section.key, found.plan, _stored(found), found.slug)
    context = {
        "menu": "plan-history",
        "found": found,
        "steps": list(_steps(operations)),
        "may_edit": found.subject.is_there
        and not found.subject.is_archived
        and user.has_perm("plans.draft_record", owners),
        "may_restore": _may_restore(user, found, owners),
    }
    return render(request, "workspace/history/record.html", context)


def _stored(found: FoundRecord) -> Any:
    return record_now(found.section.key, found.plan, found.slug)


def _may_restore(user: Any, found: FoundRecord, owners: Ownership) -> bool:
    """Return whether a person may go back; what is archived or gone takes the right to archive."""
    is_living = found.subject.is_there and not found.subject.is_archived
    return user.has_perm("plans.restore_record", owners) and (
        is_living or user.has_perm("plans.archive_record", owners)
    )


def _steps(operations: list[Operation]) -> Iterator[Step]:
    """Yield the steps with where their buttons lead: the newest is undone, to others one goes back."""
    for place, operation in enumerate(operations):
        is_newest = place == 0
        target = operation
        if is_newest:
            if len(operations) == 1:
                yield Step(operation, True, "")
                return
            target = operations[1]
        is_gone = target.changes[0].kind in ("removed", "archived")
        yield Step(operation, is_newest, "" if is_gone else target.at.isoformat())


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: HttpRequest, plan: str, word: str, slug: str) -> HttpResponse:
    """Show what going back would change, and go back; `?till=` is the moment."""
    found = found_record(plan, word, slug)
    owners = ownership(found.section.key, found.plan, _stored(found), found.slug)
    if not _may_restore(request.user, found, owners):
        raise PermissionDenied
    at = moment(request.GET.get("till", ""))
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            restore_record(
                section=found.section.key,
                plan=found.plan,
                slug=found.slug,
                at=at,
                reason=form.cleaned_data["reason"],
                by=request.user,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("It is as it was then."))
            return redirect("record-history", **found.kwargs)
    context = {
        "menu": "plan-history",
        "found": found,
        "at": at,
        "changes": _difference(request, found, at),
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "workspace/history/restore.html", context, status=status)


def _difference(request: HttpRequest, found: FoundRecord, at: datetime) -> tuple[FieldChange, ...]:
    is_internal = request.user.has_perm("workspace.view_internal")
    return record_difference(found.key, at, is_internal=is_internal)
