"""What a strategist does to a round: remind, and give it other days."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from livskraft.reporting.errors import RoundStateError
from livskraft.reporting.models import Assignment, RoundState
from livskraft.reporting.services.reminding import remind
from livskraft.reporting.services.rounds import change_round
from livskraft.shared.context import page_addresses
from livskraft.workspace.indicators.access import needs
from livskraft.workspace.rounds.access import MANAGE, round_or_404, tell_reminded
from livskraft.workspace.rounds.forms import ChangeForm
from livskraft.workspace.sent import keys_of


@needs(MANAGE)
@require_POST
def remind_round(request: HttpRequest, slug: str) -> HttpResponse:
    """Remind about the activities that are sent, or about all that must be answered and are not."""
    round_ = round_or_404(slug)
    chosen = Assignment.objects.filter(round=round_, pk__in=keys_of(request, "uppdrag"))
    some = list(chosen) if "uppdrag" in request.POST else None
    try:
        mailed = remind(
            round_=round_,
            by=request.user,
            assignments=some,
            root=page_addresses(request).root,
        )
    except RoundStateError as error:
        messages.error(request, " ".join(error.messages))
    else:
        tell_reminded(request, mailed)
    return redirect(back_to(request, reverse("round", args=[slug])))


def back_to(request: HttpRequest, page: str) -> str:
    """Return the page with the choices that its form was sent with."""
    choices = request.POST.get("tillbaka", "")
    address = f"{page}?{choices}" if choices else page
    is_ours = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_ours and address.isprintable() else page


@needs(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_round(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a round that is not closed another title, other days or other reminders."""
    round_ = round_or_404(slug)
    form = ChangeForm(request.POST or None, round_=round_)
    if form.is_valid():
        try:
            changed = change_round(round_=round_, by=request.user, **form.wanted())
        except ValidationError as error:
            form.refuse(error)
        else:
            text = _("%(round)s is saved.") % {"round": changed.title}
            messages.success(request, text)
            return redirect("round", slug)
    context = {
        "menu": "rounds",
        "round": round_,
        "form": form,
        "is_over": round_.state not in (RoundState.DRAFT, RoundState.OPEN),
    }
    status = 422 if form.is_bound else 200
    return render(request, "workspace/rounds/change.html", context, status=status)
