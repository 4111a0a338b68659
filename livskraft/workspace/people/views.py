"""The people who answer for activities: the list, one person, and the form."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from livskraft.accounts.models import User
from livskraft.accounts.policies import may_somewhere
from livskraft.plans.models import Person
from livskraft.plans.queries.people import (
    activities_of,
    activities_without_responsible,
    handovers,
    is_shown,
    people,
)
from livskraft.plans.services.people import may_change, save_person
from livskraft.workspace.people.forms import PersonForm


def person_or_404(pk: int) -> Person:
    """Return the person, an erased one too. Raises Http404."""
    found = Person.objects.select_related("organisation", "substitute").filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is no such person."))
    return found


@never_cache
@login_required
@require_safe
def people_list(request: HttpRequest) -> HttpResponse:
    """List everybody, first the activities whose responsible person has left."""
    if not request.user.has_perm("plans.view_person"):
        raise PermissionDenied
    context = {
        "menu": "administration",
        "people": people(),
        "without": list(activities_without_responsible()),
        "may_add": may_somewhere(request.user, "plans.change_person"),
    }
    return render(request, "workspace/people/people.html", context)


@never_cache
@login_required
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one person: addresses, consent, activities, and what was handed over."""
    if not request.user.has_perm("plans.view_person"):
        raise PermissionDenied
    found = person_or_404(pk)
    context = {
        "menu": "administration",
        "person": found,
        "activities": list(activities_of(found)),
        "handovers": handovers(found),
        "is_shown": is_shown(found),
        "may_change": may_change(cast("User", request.user), found.organisation),
        "account": account_with(found.email),
    }
    return render(request, "workspace/people/person.html", context)


def account_with(email: str) -> User | None:
    """Return the open account with that address."""
    return User.objects.filter(email__iexact=email, is_active=True).first() if email else None


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_person(request: HttpRequest) -> HttpResponse:
    """Add a person."""
    if not may_somewhere(request.user, "plans.change_person"):
        raise PermissionDenied
    return _form(request, None)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a person."""
    found = person_or_404(pk)
    if found.erased_at or not may_change(cast("User", request.user), found.organisation):
        raise PermissionDenied
    return _form(request, found)


def _form(request: HttpRequest, found: Person | None) -> HttpResponse:
    by = cast("User", request.user)
    form = PersonForm(request.POST or None, person=found, by=by)
    if form.is_valid():
        try:
            saved = save_person(person=found, contact=form.contact(), by=by)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%(name)s is saved.") % {"name": saved.name})
            return redirect("person", saved.pk)
    context = {"menu": "administration", "form": form, "person": found}
    status = 422 if form.is_bound else 200
    return render(request, "workspace/people/person_form.html", context, status=status)
