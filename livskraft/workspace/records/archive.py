"""Taking a record from the public pages, and bringing it back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from livskraft.plans.services.editing import archive_record, unarchive_record
from livskraft.workspace.history.finding import FoundRecord, found_record
from livskraft.workspace.history.forms import ReasonForm


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def archive(request: HttpRequest, plan: str, word: str, slug: str) -> HttpResponse:
    """Ask why, and archive; what stands in the way is named."""
    done = _("“%(title)s” is archived. Its history and its addresses are kept.")
    return _asked_why(request, found_record(plan, word, slug), archive_record, "archive", done)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def unarchive(request: HttpRequest, plan: str, word: str, slug: str) -> HttpResponse:
    """Ask why, and bring an archived record back."""
    done = _("“%(title)s” is back.")
    return _asked_why(request, found_record(plan, word, slug), unarchive_record, "unarchive", done)


def _asked_why(
    request: HttpRequest, found: FoundRecord, act: Callable[..., Any], page: str, done: str
) -> HttpResponse:
    if not request.user.has_perm("plans.archive_record"):
        raise PermissionDenied
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            act(
                section=found.section.key,
                plan=found.plan,
                slug=found.slug,
                reason=form.cleaned_data["reason"],
                by=request.user,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, done % {"title": found.subject.title})
            return redirect(way_back(found))
    context = {"menu": "workspace-plans", "found": found, "form": form, "way_back": way_back(found)}
    status = 422 if form.is_bound else 200
    return render(request, f"workspace/records/{page}.html", context, status=status)


def way_back(found: FoundRecord) -> str:
    """Return the address of the list that the record stands in."""
    lists = {
        "plan": "workspace-plans",
        "activities": "workspace-activities",
        "organisations": "workspace-actors",
        "forums": "workspace-forums",
    }
    if found.section.key in lists:
        return reverse(lists[found.section.key])
    return reverse("workspace-plan", args=[found.plan.slug if found.plan else ""])
