"""All goals, and one goal: how it goes, what is done, and what is not known."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from livskraft.indicators.queries import goal_measures
from livskraft.indicators.queries.graphs import goal_graphs
from livskraft.indicators.queries.verdict_words import verdict_word
from livskraft.indicators.queries.verdicts import (
    GoalVerdict,
    facts_of,
    goal_judgements,
    goal_verdicts,
)
from livskraft.plans.queries.activities import ActivityRow
from livskraft.plans.queries.goal_page import GoalPage, goal_moved_to, goal_page
from livskraft.plans.queries.goals import GoalGroup, GoalOverview, GoalRow, goal_overview
from livskraft.plans.queries.plan import leading_plan
from livskraft.plans.queries.plan_page import kind_word, other_plans
from livskraft.reporting.queries.public import goal_reporting
from livskraft.shared.templatetags.content import in_swedish
from livskraft.website.gaps import goal_gaps
from livskraft.website.timeline import Timeline, timeline

SHOWN = 30


@require_safe
def goals(request: HttpRequest) -> HttpResponse:
    """List the goals of the plan that the site is about, or only those that come first."""
    plan = leading_plan()
    if plan is None:
        return render(request, "website/goals.html", {"menu": "goals"})
    overview = goal_overview(plan)
    only_priority = request.GET.get("urval") == "prioriterade"
    context = {
        "menu": "goals",
        "plan": plan,
        "leading_plan": plan,
        "kind_word": kind_word(plan.kind),
        "overview": overview,
        "groups": _listed(overview, only_priority=only_priority),
        "only_priority": only_priority,
        "other_plans": other_plans(plan),
    }
    return render(request, "website/goals.html", context)


@require_safe
def goal(request: HttpRequest, address: str) -> HttpResponse:
    """Show one goal; a former address leads to the present one, a frame's goal to its frame."""
    page = goal_page(address, shown=SHOWN)
    if page is None:
        return _moved(address)
    measures = goal_measures(page.goal.pk)
    verdict = goal_verdicts([page.goal.pk])[page.goal.pk]
    facts = facts_of(verdict.standing) if verdict.standing else None
    reporting = goal_reporting([page.goal.pk]).get(page.goal.pk)
    judged = {one.indicator: one for one in verdict.measures}
    context = {
        "menu": "goals",
        "leading_plan": leading_plan(),
        "page": page,
        "goal": page.goal,
        "verdict": verdict,
        "facts": facts,
        "judgement": goal_judgements([page.goal.pk]).get(page.goal.pk),
        "rows": [(measure, judged.get(measure.row.address)) for measure in measures],
        "counts": [(verdict_word(word), number) for word, number in verdict.counts.items()],
        "graphs": goal_graphs(_drawn_first(verdict)),
        "reporting": reporting,
        "gaps": goal_gaps(page, measures, facts, reporting),
        **_timelines(page),
    }
    return render(request, "website/goal.html", context)


def _listed(
    overview: GoalOverview, *, only_priority: bool
) -> list[tuple[GoalGroup, list[tuple[GoalRow, GoalVerdict | None]]]]:
    """Return the groups with the rows to list; a goal with goals below it has no verdict."""
    verdicts = goal_verdicts([row.goal.pk for row in overview.leaves])
    groups = []
    for group in overview.groups:
        rows = [row for row in group.rows if row.goal.is_priority or not only_priority]
        if rows:
            groups.append((group, [(row, verdicts.get(row.goal.pk)) for row in rows]))
    return groups


def _drawn_first(verdict: GoalVerdict) -> list[str]:
    """Return the addresses of the goal's measures, the one that it is judged by first."""
    others = [one.indicator for one in verdict.measures]
    first = [verdict.standing.indicator] if verdict.standing else []
    return list(dict.fromkeys([*first, *others]))


def _timelines(page: GoalPage) -> dict[str, Timeline]:
    """Draw what is done now and what was done for earlier goals on one axis."""
    now, former = page.activities, page.activities.former
    first_days = [now.first_day, *(row.bar.starts for row in former)]
    last_days = [now.last_day, *(row.bar.ends for row in former)]
    draw = partial(
        timeline,
        on=page.today,
        first_day=min(filter(None, first_days), default=None),
        last_day=max(filter(None, last_days), default=None),
    )
    return {
        "timeline": draw(now.rows, words=partial(_role, page)),
        "former": draw(former, is_first=not now.rows),
    }


def _role(page: GoalPage, row: ActivityRow) -> str:
    """Say what the goal is to an activity; on the page of a goal above, which goal below it is."""
    other = row.goal
    if other.pk in page.branch:
        return other.label if page.below else _("primary goal")
    words = conditional_escape(_("secondary goal, the primary one is %(goal)s"))
    name = other.title if other.number or other.is_translated else in_swedish(other.title)
    return mark_safe(words % {"goal": conditional_escape(other.number or name)})  # noqa: S308


def _moved(address: str) -> HttpResponse:
    moved = goal_moved_to(address)
    if moved is None:
        raise Http404(_("There is no goal here with that address."))
    if moved.frame:
        return redirect(f"{reverse('frame', args=[moved.frame])}#{moved.address}")
    return redirect("goal", moved.address, permanent=True)
