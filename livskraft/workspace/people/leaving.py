"""A person leaves: who takes over is chosen, looked at once more, and then done all at once."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from livskraft.accounts.models import User
from livskraft.plans.models import Person
from livskraft.plans.services.people import hand_over, may_change, take_back
from livskraft.workspace.people.forms import HandOverForm
from livskraft.workspace.people.views import account_with, person_or_404


def _leaver(request: HttpRequest, pk: int) -> Person:
    found = person_or_404(pk)
    if not may_change(cast("User", request.user), found.organisation):
        raise PermissionDenied
    return found


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose day and takers; `step` is "check" to see what will change, "do" to do it."""
    person = _leaver(request, pk)
    step = request.POST.get("step", "")
    form = HandOverForm(request.POST or None, person=person)
    context = {"menu": "administration", "person": person, "form": form}
    is_valid = form.is_valid()
    if is_valid and step == "do" and _is_done(request, form):
        return redirect("person", person.pk)
    if is_valid and step == "check":
        context |= {"account": account_with(person.email), **_changes(form)}
        return render(request, "workspace/people/leave_check.html", context)
    status = 422 if form.errors else 200
    return render(request, "workspace/people/leave.html", context, status=status)


def _changes(form: HandOverForm) -> dict[str, Any]:
    """Return who answers for each activity before and after, and for how many nobody does."""
    takers = form.takers()
    rows = [(activity, takers.get(activity.pk)) for activity in form.activities]
    return {
        "rows": rows,
        "moved": len(takers),
        "kept": len(rows) - len(takers),
        "left_on": form.cleaned_data["left_on"],
        "sent": [(name, form.data.get(name, "")) for name in form.fields],
    }


def _is_done(request: HttpRequest, form: HandOverForm) -> bool:
    """Hand over; False where the form must say why it was not done."""
    takers = form.takers()
    try:
        hand_over(
            person=form.person,
            takers=takers,
            reason=form.cleaned_data["reason"],
            by=cast("User", request.user),
            left_on=form.cleaned_data["left_on"],
        )
    except ValidationError as error:
        form.add_error(None, error)
        return False
    moved = ngettext("%(number)d activity has", "%(number)d activities have", len(takers))
    done = _("It is stored that %(name)s leaves.") % {"name": form.person.name}
    if takers:
        done += " " + _("%(moved)s got somebody else who answers for it.") % {
            "moved": moved % {"number": len(takers)}
        }
    messages.success(request, done)
    return True


@login_required
@require_POST
def stay(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the person has not left after all."""
    person = _leaver(request, pk)
    take_back(person=person, by=cast("User", request.user))
    messages.success(request, _("It is stored that %(name)s stays.") % {"name": person.name})
    return redirect("person", person.pk)
