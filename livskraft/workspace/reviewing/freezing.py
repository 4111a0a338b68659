"""Freezing a closed round, and what is known of it afterwards: its hash, its chain, its addenda."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from livskraft.reporting.models import Addendum, ReportingRound, RoundState
from livskraft.reporting.models.rounds import STANDS
from livskraft.reporting.queries.frozen import last_frozen, verify_chain
from livskraft.reporting.queries.to_freeze import what_is_frozen
from livskraft.reporting.services.freezing import freeze_round, write_addendum
from livskraft.workspace.indicators.access import needs
from livskraft.workspace.reviewing.access import UNREADABLE
from livskraft.workspace.reviewing.forms import AddendumForm
from livskraft.workspace.rounds.access import MANAGE, VIEW, round_or_404

_NOT_YET = {RoundState.DRAFT: "round", RoundState.OPEN: "close-round"}


@needs(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def freeze(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what will be frozen, and freeze it once that is confirmed."""
    round_ = round_or_404(slug)
    if round_.state != RoundState.CLOSED:
        return redirect(_NOT_YET.get(RoundState(round_.state), "frozen-round"), slug)
    if request.method == "POST":
        by: Any = request.user
        try:
            freeze_round(round_=round_, by=by)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("The round is frozen. What it holds stands for good."))
        return redirect("frozen-round", slug)
    context = {
        "menu": "rounds",
        "round": round_,
        "content": what_is_frozen(round_, last_frozen(round_.plan_id), timezone.now()),
    }
    return render(request, "workspace/reviewing/freeze.html", context)


@needs(VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def frozen(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a round that is closed or frozen, check the chain that it stands in, and take addenda."""
    round_ = round_or_404(slug)
    if round_.state not in STANDS:
        return redirect("round", slug)
    form = AddendumForm(request.POST if request.method == "POST" else None)
    if form.is_bound and _add(request, round_, form):
        return redirect(f"{reverse('frozen-round', args=[slug])}#addenda")
    chain = verify_chain(round_.plan)
    context = {
        "menu": "rounds",
        "round": round_,
        "is_frozen": round_.state == RoundState.FROZEN,
        "own": next((one for one in chain if one.round.pk == round_.pk), None),
        "chain": chain,
        "addenda": Addendum.objects.filter(round=round_).select_related(
            "by", "assignment__activity"
        ),
        "may_manage": request.user.has_perm(MANAGE),
        "form": form,
    }
    status = UNREADABLE if form.is_bound else 200
    return render(request, "workspace/reviewing/frozen.html", context, status=status)


def _add(request: HttpRequest, round_: ReportingRound, form: AddendumForm) -> bool:
    """Write an addendum to the round as a whole; errors stand in the form."""
    by: Any = request.user
    if not by.has_perm(MANAGE):
        raise PermissionDenied
    try:
        write_addendum(round_=round_, by=by, **form.given())
    except ValidationError as error:
        form.refuse(error)
        return False
    messages.success(request, _("The addendum is written. What is frozen is left as it is."))
    return True
