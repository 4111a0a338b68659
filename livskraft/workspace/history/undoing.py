"""Undo of a change of many records: first what would go back, then all of it."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from livskraft.accounts.policies import may_somewhere
from livskraft.plans.queries.changes import Change, operation_at, touched_since
from livskraft.plans.services.editing import Undone, undo_operation
from livskraft.workspace.history.finding import moment
from livskraft.workspace.history.forms import ReasonForm


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest) -> HttpResponse:
    """Show what undoing an operation would change, and undo it; `?andring=` is its moment."""
    if not may_somewhere(request.user, "plans.restore_record"):
        raise PermissionDenied
    at = moment(request.GET.get("andring", ""))
    operation = operation_at(at)
    if operation is None or not operation.is_change_of_many:
        raise Http404(_("There is no change of many records at that moment."))
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        undone = _undone(form, at, request.user)
        if undone is not None:
            number = len(undone.records)
            said = ngettext("%(number)d record is back.", "%(number)d records are back.", number)
            messages.success(request, said % {"number": number})
            return redirect("plan-history")
    touched = touched_since(operation)
    changes = operation.changes
    context = {
        "menu": "plan-history",
        "operation": operation,
        "back": [_turned(one) for one in changes if one.subject.key not in touched],
        "left": [one.subject for one in changes if one.subject.key in touched],
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "workspace/history/undo.html", context, status=status)


def _turned(change: Change) -> Change:
    """Return the change that takes a change back."""
    fields = (replace(one, before=one.after, after=one.before) for one in change.fields)
    return replace(change, fields=tuple(fields))


def _undone(form: ReasonForm, at: datetime, user: Any) -> Undone | None:
    """Undo; None where the form says why not."""
    try:
        return undo_operation(at=at, reason=form.cleaned_data["reason"], by=user)
    except ValidationError as error:
        form.add_error(None, error)
        return None
