"""The search page."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from livskraft.indicators.queries.searching import searched_indicators
from livskraft.plans.queries.plan import leading_plan
from livskraft.plans.queries.search import KINDS, PAGE, search

# In addresses, which are Swedish in both languages.
KIND_WORDS = {
    **dict(zip(KINDS, ("mal", "aktivitet", "kommun", "aktor", "forum"), strict=True)),
    "indicator": "indikator",
}


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """The question in `q`, the kind of hits in `slag`, the page of hits in `sida`."""
    plan = leading_plan()
    kinds = {word: kind for kind, word in KIND_WORDS.items()}
    page = request.GET.get("sida", "")
    answer = search(
        request.GET.get("q", ""),
        plan,
        kind=kinds.get(request.GET.get("slag", ""), ""),
        page=int(page) if page.isdecimal() and len(page) < 4 else 1,
        also=[searched_indicators()],
    )
    context = {
        "menu": "search",
        "leading_plan": plan,
        "answer": answer,
        "chosen": KIND_WORDS.get(answer.kind, ""),
        "kinds": [(KIND_WORDS[count.kind], count) for count in answer.counts],
        "query": urlencode({"q": answer.question.text}),
        "first": (answer.page - 1) * PAGE + 1,
    }
    return render(request, "website/search.html", context)
