"""All rounds, and a new one: proposed, looked at, opened."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from livskraft.plans.models import Plan
from livskraft.plans.queries.plan import leading_plan, today
from livskraft.reporting.errors import RoundStateError
from livskraft.reporting.models import ReportingRound, RoundKind, RoundState
from livskraft.reporting.queries.asking import plans_to_ask_about
from livskraft.reporting.queries.rounds import round_rows
from livskraft.reporting.services.reminding import Mailed, invite
from livskraft.reporting.services.rounds import open_planned, open_round
from livskraft.shared.context import page_addresses
from livskraft.workspace.indicators.access import needs
from livskraft.workspace.rounds.access import MANAGE, VIEW, round_or_404, tell
from livskraft.workspace.rounds.forms import OpeningForm
from livskraft.workspace.rounds.previews import preview_of
from livskraft.workspace.rounds.proposals import Proposal, due, proposals
from livskraft.workspace.rounds.questions import QuestionsForm

PREVIEW = "visa"


@needs(VIEW)
@require_safe
def round_list(request: HttpRequest) -> HttpResponse:
    """List the rounds: open ones first, then those that wait, then those that are over."""
    user: Any = request.user
    rows = round_rows()
    living = (RoundState.OPEN, RoundState.DRAFT)
    context = {
        "menu": "rounds",
        "rows": rows,
        "living": [row for state in living for row in rows if row.state == state],
        "over": [row for row in rows if row.state not in living],
        "has_several_plans": len({row.plan for row in rows}) > 1,
        "may_manage": user.has_perm(MANAGE),
    }
    return render(request, "workspace/rounds/list.html", context)


@needs(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def new_round(request: HttpRequest) -> HttpResponse:
    """Propose a round, show whom it would ask, and open it."""
    plans = list(plans_to_ask_about())
    plan = _plan(plans, request.GET.get("plan", ""))
    if plan is None:
        return render(request, "workspace/rounds/no_plan.html", {"menu": "rounds"})
    proposed = proposals(plan, today(plan))
    kind = request.GET.get("slag", "")
    proposal = proposed.get(kind) or due(proposed, today(plan))
    sent = request.POST or None
    form = OpeningForm(sent, proposal=proposal)
    questions = QuestionsForm(sent, kind=proposal.kind)
    is_valid = form.is_valid() & questions.is_valid()
    if is_valid and PREVIEW not in request.POST:
        opened = _open(request, plan, proposal, form, questions)
        if opened is not None:
            return redirect("round", opened.address)
    context = {
        "menu": "rounds",
        "plan": plan,
        "plans": plans,
        "kinds": [(one, _named(proposed[one])) for one in RoundKind.values],
        "kind": proposal.kind,
        "form": form,
        "questions": questions,
        "preview": _preview(plan, proposal, form),
        "is_preview": is_valid and PREVIEW in request.POST,
        "opens_today": _first_day(proposal, form) <= today(plan),
        "opens_by_itself": plan.as_of is None,
    }
    is_refused = form.is_bound and not (form.is_valid() and questions.is_valid())
    status = 422 if is_refused else 200
    return render(request, "workspace/rounds/open.html", context, status=status)


def _plan(plans: list[Plan], slug: str) -> Plan | None:
    """Return the plan that is asked for, else the one that the site leads with, if it can be asked about."""
    by_slug = {plan.slug: plan for plan in plans}
    leading = leading_plan()
    first = plans[0] if plans else None
    return by_slug.get(slug) or by_slug.get(leading.slug if leading else "") or first


def _named(proposal: Proposal) -> str:
    return _("Own round") if proposal.kind == RoundKind.OWN else proposal.title


def _first_day(proposal: Proposal, form: OpeningForm) -> Any:
    written = form.cleaned_data.get("opens_on") if form.is_bound else None
    return written or proposal.opens_on


def _preview(plan: Plan, proposal: Proposal, form: OpeningForm) -> Any:
    """Return whom the round would ask, of the period that is written where it is one."""
    written = form.cleaned_data if form.is_bound else {}
    first, last = written.get("period_from"), written.get("period_to")
    if not first or not last or last < first:
        first, last = proposal.period_from, proposal.period_to
    return preview_of(plan, first, last)


def _open(
    request: HttpRequest,
    plan: Plan,
    proposal: Proposal,
    form: OpeningForm,
    questions: QuestionsForm,
) -> ReportingRound | None:
    """Open the round and write to those who are asked, or say what stands in the way."""
    try:
        with transaction.atomic():
            opened = open_round(
                plan=plan,
                kind=proposal.kind,
                questions=questions.questions(),
                by=request.user,
                **form.cleaned_data,
            )
            mailed = _invite(request, opened)
    except ValidationError as error:
        form.refuse(error)
        return None
    _tell_opened(request, opened, mailed)
    return opened


def _invite(request: HttpRequest, round_: ReportingRound) -> Mailed | None:
    if round_.state != RoundState.OPEN:
        return None
    return invite(round_=round_, by=request.user, root=page_addresses(request).root)


def _tell_opened(request: HttpRequest, round_: ReportingRound, mailed: Mailed | None) -> None:
    if mailed is None:
        text = _("%(round)s is planned and opens on %(day)s.")
        day = date_format(round_.opens_on, "j F Y")
    else:
        text = _("%(round)s is open until %(day)s.")
        day = date_format(round_.closes_on, "j F Y")
    messages.success(request, text % {"round": round_.title, "day": day})
    if mailed is not None:
        tell(request, mailed)


@needs(MANAGE)
@require_POST
def start_round(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a round that waits for its day, and write to those who are asked."""
    round_ = round_or_404(slug)
    try:
        with transaction.atomic():
            opened = open_planned(round_=round_, by=request.user)
            mailed = _invite(request, opened)
    except RoundStateError as error:
        messages.error(request, " ".join(error.messages))
    else:
        _tell_opened(request, opened, mailed)
    return redirect("round", slug)
