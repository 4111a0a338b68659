"""The start page: the region's question, an honest answer, and all goals at a glance."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from livskraft.indicators.queries.verdicts import goal_verdicts
from livskraft.plans.queries.areas import municipality_map
from livskraft.plans.queries.goals import goal_overview
from livskraft.plans.queries.plan import leading_plan
from livskraft.plans.queries.plan_page import kind_word, other_plans
from livskraft.plans.queries.start import happenings
from livskraft.website.start_answer import assessed_sentence, tallies, way_sentences


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Answer the question with what is known; before any plan is loaded, say so."""
    plan = leading_plan()
    context: dict[str, Any] = {"leading_plan": plan, "map": municipality_map(plan)}
    if plan is None:
        return render(request, "website/start.html", context)
    overview = goal_overview(plan)
    verdicts = goal_verdicts([row.goal.pk for row in overview.leaves])
    said = list(verdicts.values())
    context |= {
        "plan": plan,
        "kind_word": kind_word(plan.kind),
        "groups": [
            (group, [(row, verdicts[row.goal.pk]) for row in group.leaves])
            for group in overview.groups
        ],
        "horizontal": overview.horizontal,
        "total": len(said),
        "tallies": tallies(said),
        "with_figures": sum(bool(one.with_figures) for one in said),
        "assessed": assessed_sentence(said),
        "ways": way_sentences(said),
        "happenings": happenings(plan),
        "other_plans": other_plans(plan),
    }
    return render(request, "website/start.html", context)
