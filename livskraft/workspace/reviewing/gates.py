"""Gates: an evaluation that an activity waits for before it may go further."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from livskraft.plans.models import Activity
from livskraft.reporting.models import Gate
from livskraft.reporting.queries.gates import gates_of
from livskraft.reporting.services.gates import decide_gate, set_gate
from livskraft.workspace.indicators.access import needs
from livskraft.workspace.reviewing.access import UNREADABLE
from livskraft.workspace.reviewing.forms import GateForm, GateVerdictForm
from livskraft.workspace.rounds.access import MANAGE, VIEW


@needs(VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def gates(request: HttpRequest, address: str) -> HttpResponse:
    """Show the gates of an activity, and set another."""
    activity = _activity_or_404(address)
    form = GateForm(activity, request.POST if request.method == "POST" else None)
    if form.is_bound and _set(request, activity, form):
        return redirect(f"{reverse('gates', args=[address])}#gates")
    context = {
        "menu": "rounds",
        "activity": activity,
        "gates": gates_of(activity.pk),
        "form": form,
        "may_manage": request.user.has_perm(MANAGE),
    }
    status = UNREADABLE if form.is_bound else 200
    return render(request, "workspace/reviewing/gates.html", context, status=status)


def _activity_or_404(address: str) -> Activity:
    known = Activity.objects.filter(archived_at=None, plan__archived_at=None)
    found = known.filter(address=address).select_related("plan").first()
    if found is None:
        raise Http404(address)
    return found


def _set(request: HttpRequest, activity: Activity, form: GateForm) -> bool:
    by: Any = request.user
    if not by.has_perm(MANAGE):
        raise PermissionDenied
    try:
        set_gate(activity=activity, by=by, **form.given())
    except ValidationError as error:
        form.refuse(error)
        return False
    messages.success(request, _("The gate is set. The activity waits for its verdict."))
    return True


@needs(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a gate's verdict."""
    known = Gate.objects.filter(activity__archived_at=None)
    gate = get_object_or_404(known.select_related("activity__plan"), pk=pk)
    form = GateVerdictForm(gate, request.POST if request.method == "POST" else None)
    if form.is_bound and _decided(request, gate, form):
        return redirect("gates", gate.activity.address)
    context = {"menu": "rounds", "gate": gate, "activity": gate.activity, "form": form}
    status = UNREADABLE if form.is_bound else 200
    return render(request, "workspace/reviewing/decide_gate.html", context, status=status)


def _decided(request: HttpRequest, gate: Gate, form: GateVerdictForm) -> bool:
    by: Any = request.user
    try:
        decide_gate(gate=gate, by=by, **form.given())
    except ValidationError as error:
        form.refuse(error)
        return False
    messages.success(request, _("The verdict is kept."))
    return True
