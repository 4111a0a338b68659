"""The region's own role in activities: what the region says beside what its partners say."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from livskraft.plans.models import Activity
from livskraft.reporting.models import ReportingRound, RoundState
from livskraft.reporting.queries.partner_views import partners_to_speak_for, view_given
from livskraft.reporting.queries.roles import role_comparisons, role_counts
from livskraft.reporting.questions import role_choices
from livskraft.reporting.services.views_of_partners import give_partner_view
from livskraft.reporting.who import Who
from livskraft.workspace.indicators.access import needs
from livskraft.workspace.reviewing.access import GIVE_VIEW, UNREADABLE, needs_somewhere
from livskraft.workspace.reviewing.forms import PartnerViewForm
from livskraft.workspace.rounds.access import VIEW, round_or_404


@needs(VIEW)
@require_safe
def round_roles(request: HttpRequest, slug: str) -> HttpResponse:
    """Show for each activity which role the region says it has, and what partners say."""
    round_ = round_or_404(slug)
    comparisons = role_comparisons(round_)
    counts = role_counts(comparisons)
    context = {
        "menu": "rounds",
        "round": round_,
        "comparisons": comparisons,
        "counts": [(words, counts[role]) for role, words in role_choices() if counts[role]],
        "number_own": sum(counts.values()),
        "number_differing": sum(one.differs for one in comparisons),
        "may_give": request.user.has_perm(GIVE_VIEW) and round_.state == RoundState.OPEN,
    }
    return render(request, "workspace/reviewing/roles.html", context)


@needs_somewhere(GIVE_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def give_view(request: HttpRequest, slug: str, activity: str) -> HttpResponse:
    """Let a partner say how it sees the region's role; those who plan may write it down for one."""
    round_ = round_or_404(slug)
    found = Activity.objects.filter(address=activity, plan=round_.plan_id, archived_at=None).first()
    if found is None:
        raise Http404(activity)
    partners = partners_to_speak_for(round_, found, request.user)
    if not partners:
        raise PermissionDenied
    choices = [(str(one.pk), str(one)) for one in partners]
    chosen = next((one for one in partners if str(one.pk) == request.GET.get("part")), partners[0])
    given = view_given(round_, found, chosen)
    initial: dict[str, Any] = {"organisation": str(chosen.pk)}
    if given is not None:
        initial |= {"role": given.role, "rating": given.rating, "comment": given.comment}
    sent = request.POST if request.method == "POST" else None
    form = PartnerViewForm(choices, sent, initial=initial)
    if form.is_bound and _give(request, round_, found, form):
        user: Any = request.user
        return redirect("round-roles", slug) if user.has_perm(VIEW) else redirect("reports")
    context = {
        "menu": "rounds" if request.user.has_perm(VIEW) else "workspace",
        "round": round_,
        "activity": found,
        "partner": chosen,
        "given": given,
        "is_open": round_.state == RoundState.OPEN,
        "form": form,
    }
    status = UNREADABLE if form.is_bound else 200
    return render(request, "workspace/reviewing/give_view.html", context, status=status)


def _give(
    request: HttpRequest, round_: ReportingRound, activity: Activity, form: PartnerViewForm
) -> bool:
    by: Any = request.user
    try:
        said = form.given()
        key = int(said.pop("organisation"))
        partners = partners_to_speak_for(round_, activity, by)
        give_partner_view(
            round_=round_,
            activity=activity,
            organisation=next(one for one in partners if one.pk == key),
            role=said["role"],
            rating=int(said["rating"]) if said["rating"] else None,
            comment=said["comment"],
            who=Who(user=by),
        )
    except ValidationError as error:
        form.refuse(error)
        return False
    messages.success(
        request, _("Thank you. The view is kept, and can be changed until the round closes.")
    )
    return True
