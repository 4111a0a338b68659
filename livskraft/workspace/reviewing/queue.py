"""The answers of a round that wait for review, and accepting several at once."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from livskraft.reporting.models import ReportingRound, RoundState
from livskraft.reporting.queries.review_queue import (
    answers_to_review,
    newest_reports_to_review,
    with_answers,
)
from livskraft.reporting.services.reviewing import accept_reports
from livskraft.workspace.reviewing.access import REVIEW, needs_somewhere
from livskraft.workspace.rounds.access import round_or_404
from livskraft.workspace.sent import keys_of

ON_A_PAGE = 50


@needs_somewhere(REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def review_round(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what waits for the person's review. `?markera=alla` ticks what is as it was planned."""
    round_ = round_or_404(slug)
    if request.method == "POST":
        _accept(request, round_)
        return redirect("review-round", slug)
    waiting = answers_to_review(round_, request.user)
    page = Paginator(waiting, ON_A_PAGE).get_page(request.GET.get("sida"))
    rows = with_answers(list(page.object_list))
    context = {
        "menu": "rounds",
        "round": round_,
        "is_open": round_.state == RoundState.OPEN,
        "number": len(waiting),
        "page": page,
        "new": [one for one in rows if one.news],
        "as_planned": [one for one in rows if not one.news],
        "are_ticked": request.GET.get("markera") == "alla",
    }
    return render(request, "workspace/reviewing/queue.html", context)


def _accept(request: HttpRequest, round_: ReportingRound) -> None:
    """Accept the answers that are ticked, all or none of them; each as it was shown."""
    by: Any = request.user
    seen = set(keys_of(request, "report"))
    reports = newest_reports_to_review(answers_to_review(round_, by))
    chosen = [one for one in reports if one.pk in seen]
    if not seen:
        messages.error(request, _("Tick the answers that you accept."))
        return
    if len(chosen) < len(seen):
        messages.error(
            request,
            _("Some have been reviewed or answered anew meanwhile. Look at the list again."),
        )
        return
    try:
        accepted = accept_reports(reports=chosen, by=by)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return
    text = ngettext("%(count)d answer accepted.", "%(count)d answers accepted.", len(accepted))
    messages.success(request, text % {"count": len(accepted)})
