"""Any indicator for any areas, and how we judge."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from livskraft.indicators.queries.graphs import Asked, comparison, rule_examples, verdict_meanings
from livskraft.plans.queries.plan import leading_plan


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """One indicator for the areas that are chosen, and beside another one where that is asked for."""
    found = comparison(request.GET.get("matt", "").replace("\0", ""), Asked.read(request.GET))
    context = {"leading_plan": leading_plan(), "found": found}
    return render(request, "website/compare.html", context)


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Explain every verdict and every rule, each rule with a drawn example."""
    context = {
        "meanings": verdict_meanings(),
        "examples": rule_examples(),
    }
    return render(request, "website/rules.html", context)
