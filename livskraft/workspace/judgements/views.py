"""How it goes, in people's own words: what waits for it, and the form."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from livskraft.indicators.models import Indicator
from livskraft.indicators.queries.verdicts import (
    Judged,
    expired_targets,
    goal_judgements,
    goal_verdicts,
    target_history,
    verdicts,
)
from livskraft.indicators.queries.verdicts import judgements as judgements_of
from livskraft.indicators.queries.working import changed_verdicts, notice_text
from livskraft.indicators.services.judging import JUDGE, judge
from livskraft.indicators.services.notices import read_notices
from livskraft.plans.models import Goal, Plan
from livskraft.plans.models.plan import PlanKind
from livskraft.plans.queries.goals import GoalBrief, plan_goals
from livskraft.workspace.indicators.access import needs
from livskraft.workspace.judgements.finding import indicator_at
from livskraft.workspace.judgements.forms import JudgementForm
from livskraft.workspace.judgements.headlines import graphs_with_forms
from livskraft.workspace.sent import keys_of


@needs("workspace.view_changes")
@require_safe
def judgements(request: HttpRequest) -> HttpResponse:
    """Show targets whose time is out, verdicts that changed, and all goals with both voices."""
    user: Any = request.user
    living = Plan.objects.filter(archived_at=None).exclude(kind=PlanKind.FRAME).order_by("pk")
    plans = [(plan, _leaves(plan_goals(plan))) for plan in living]
    pks = [goal.pk for _plan, goals in plans for goal in goals]
    said, told, slugs = goal_verdicts(pks), goal_judgements(pks), _slugs(pks)
    context = {
        "menu": "administration",
        "expired": expired_targets(),
        "changed": [(notice, notice_text(notice)) for notice in changed_verdicts()],
        "plans": [
            (plan, [(goal, slugs[goal.pk], said[goal.pk], told.get(goal.pk)) for goal in goals])
            for plan, goals in plans
            if goals
        ],
        "may_judge": user.has_perm(JUDGE),
        "may_draft": user.has_perm("plans.draft_record"),
    }
    return render(request, "workspace/judgements/list.html", context)


def _leaves(goals: tuple[GoalBrief, ...]) -> list[GoalBrief]:
    """Return the goals that are followed up one by one."""
    parents = {goal.parent for goal in goals}
    return [goal for goal in goals if goal.pk not in parents and not goal.is_horizontal]


def _slugs(goals: list[int]) -> Mapping[int, str]:
    """Return what the goals are called in addresses here. One query."""
    return dict(Goal.objects.filter(pk__in=goals).values_list("pk", "slug"))


@needs(JUDGE)
@require_POST
def read_changes(request: HttpRequest) -> HttpResponse:
    """Put away the notices of changed verdicts that are sent."""
    if count := read_notices(notices=keys_of(request, "notice"), by=request.user):
        text = ngettext("%(count)d notice put away.", "%(count)d notices put away.", count)
        messages.success(request, text % {"count": count})
    return redirect("judgements")


@needs(JUDGE)
@require_http_methods(["GET", "HEAD", "POST"])
def judge_goal(request: HttpRequest, plan: str, slug: str) -> HttpResponse:
    """Let a person judge a goal, beside what the rules say of its measures."""
    known = Goal.objects.filter(plan__slug=plan, slug=slug, plan__archived_at=None)
    goal = known.filter(archived_at=None).select_related("plan").first()
    if goal is None:
        raise Http404(slug)
    verdict = goal_verdicts([goal.pk])[goal.pk]
    context = {
        "goal": goal,
        "verdict": verdict,
        "measures": verdict.measures,
        "public_url": reverse("goal", args=[goal.address]),
    }
    return _form(request, goal, context)


@needs(JUDGE)
@require_http_methods(["GET", "HEAD", "POST"])
def judge_indicator(request: HttpRequest, address: str) -> HttpResponse:
    """Let a person judge an indicator, beside what the rules say of each area."""
    indicator = indicator_at(address)
    said = verdicts([indicator])[indicator.pk]
    context = {
        "indicator": indicator,
        "measures": _of_leading_area(said),
        "targets": target_history(indicator),
        "graphs": graphs_with_forms(indicator),
        "public_url": reverse("indicator", args=[indicator.address]),
    }
    return _form(request, indicator, context)


def _of_leading_area(said: tuple[Judged, ...]) -> list[Judged]:
    """Return what is said of the first area, which is the one that the plan leads with."""
    return [one for one in said if one.area == said[0].area]


def _form(request: HttpRequest, of: Goal | Indicator, context: dict[str, Any]) -> HttpResponse:
    form = JudgementForm(request.POST or None)
    if form.is_valid():
        try:
            judge(of=of, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The judgement is kept, with your name and the day."))
            return redirect(request.path)
    context |= {
        "menu": "administration",
        "of": of,
        "form": form,
        "judgements": judgements_of(of),
    }
    status = 422 if form.is_bound else 200
    return render(request, "workspace/judgements/judge.html", context, status=status)
