"""Closing a round: a verdict for each activity, or why there is none."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from livskraft.plans.queries.plan import today
from livskraft.reporting.models import ReportingRound, RoundState, Verdict
from livskraft.reporting.queries.closing import in_the_way, proposals, unreviewed, verdicts_of
from livskraft.reporting.services.closing import close_round
from livskraft.reporting.services.reviewing import give_verdicts
from livskraft.workspace.indicators.access import needs
from livskraft.workspace.reviewing.access import UNREADABLE
from livskraft.workspace.reviewing.forms import CloseForm, VerdictForm
from livskraft.workspace.rounds.access import MANAGE, round_or_404
from livskraft.workspace.sent import keys_of

ON_A_PAGE = 100
NAMED = 10


@needs(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what is missing, decide about several activities at once, and close.

    `?markera=alla` ticks all of the page.
    """
    round_ = round_or_404(slug)
    if round_.state != RoundState.OPEN:
        return redirect("frozen-round" if round_.state != RoundState.DRAFT else "round", slug)
    verdict = VerdictForm(request.POST if request.POST.get("do") == "decide" else None)
    sent = request.POST if request.POST.get("do") == "close" else None
    closing = CloseForm(sent, auto_id="id_close_%s")
    try:
        if verdict.is_bound and _decide(request, round_, verdict):
            return redirect(f"{_without_ticks(request)}#content")
        if closing.is_bound:
            close_round(round_=round_, by=request.user, **closing.given())
            messages.success(request, _("The round is closed. Nobody can answer any more."))
            return redirect(f"{reverse('frozen-round', args=[slug])}#content")
    except ValidationError as error:
        (verdict if verdict.is_bound else closing).refuse(error)
    return _show(request, round_, verdict, closing)


def _without_ticks(request: HttpRequest) -> str:
    """Return the page's address as it was asked for, with nothing ticked."""
    asked = request.GET.copy()
    asked.pop("markera", None)
    return f"{request.path}?{asked.urlencode()}" if asked else request.path


def _decide(request: HttpRequest, round_: ReportingRound, form: VerdictForm) -> bool:
    """Decide the same about the activities that are ticked."""
    keys = keys_of(request, "assignment")
    chosen = list(verdicts_of(round_, only_open=False).filter(pk__in=keys))
    if not chosen:
        raise ValidationError(_("Tick the activities that the verdict is about."))
    by: Any = request.user
    decided = give_verdicts(assignments=chosen, by=by, **form.given())
    text = ngettext(
        "Decided about %(count)d activity.", "Decided about %(count)d activities.", len(decided)
    )
    messages.success(request, text % {"count": len(decided)})
    return True


def _show(
    request: HttpRequest, round_: ReportingRound, verdict: VerdictForm, closing: CloseForm
) -> HttpResponse:
    is_all = request.GET.get("visa") == "alla"
    are_ticked = request.method != "POST" and request.GET.get("markera") == "alla"
    rows = verdicts_of(round_, only_open=not is_all)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("sida"))
    shown = list(page.object_list)
    proposed = proposals(shown, round_)
    number_unreviewed, number_undecided = in_the_way(round_)
    ticked = set(request.POST.getlist("assignment"))
    context = {
        "menu": "rounds",
        "round": round_,
        "on": today(round_.plan),
        "page": page,
        "query": "visa=alla" if is_all else "",
        "is_all": is_all,
        "are_ticked": are_ticked,
        "rows": [
            {
                "assignment": one,
                "proposed": Verdict(proposed[one.pk]).label if one.pk in proposed else "",
                "is_ticked": are_ticked or str(one.pk) in ticked,
            }
            for one in shown
        ],
        "unreviewed": list(unreviewed(round_).select_related("activity", "organisation")[:NAMED]),
        "number_unreviewed": number_unreviewed,
        "more_unreviewed": max(number_unreviewed - NAMED, 0),
        "queue_url": reverse("review-round", args=[round_.address]),
        "number_undecided": number_undecided,
        "verdict_form": verdict,
        "close_form": closing,
    }
    has_errors = any(form.is_bound and form.errors for form in (verdict, closing))
    status = UNREADABLE if has_errors else 200
    return render(request, "workspace/reviewing/close.html", context, status=status)
