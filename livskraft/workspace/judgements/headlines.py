"""The headlines of an indicator's graphs: confirmed as they are computed, or written anew."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from livskraft.indicators.models import Indicator
from livskraft.indicators.queries.graphs.graph import Graph
from livskraft.indicators.queries.graphs.ground import ground_of
from livskraft.indicators.queries.graphs.kinds import graphs_of
from livskraft.indicators.services.judging import JUDGE, confirm_headline
from livskraft.workspace.indicators.access import needs
from livskraft.workspace.judgements.finding import indicator_at
from livskraft.workspace.judgements.forms import HeadlineForm


def graphs_with_forms(indicator: Indicator) -> list[tuple[Graph, HeadlineForm]]:
    """Return an indicator's graphs, each with the form for its headline."""
    ground = ground_of(indicator)
    return [(graph, _form(graph)) for graph in (graphs_of(ground) if ground else ())]


def _form(graph: Graph) -> HeadlineForm:
    headline = graph.headline
    written = headline.words.text if headline.words.is_content else ""
    given = {"text": written, "data_key": graph.data_key}
    return HeadlineForm(initial=given, auto_id=f"id_{graph.kind}_%s")


@needs(JUDGE)
@require_POST
def headline(request: HttpRequest, address: str) -> HttpResponse:
    """Keep a headline, unless the figures have changed since it was looked at."""
    indicator = indicator_at(address)
    kind, form = request.POST.get("kind", ""), HeadlineForm(request.POST)
    known: dict[str, Graph] = {graph.kind: graph for graph, _form in graphs_with_forms(indicator)}
    graph = known.get(kind)
    if graph is None or not form.is_valid() or form.cleaned_data["data_key"] != graph.data_key:
        messages.error(request, _("The figures have changed. Look at the graph again."))
    else:
        _keep(request, indicator, graph, form.cleaned_data["text"])
    return redirect(f"{reverse('judge-indicator', args=[address])}#headlines")


def _keep(request: HttpRequest, indicator: Indicator, graph: Graph, text: str) -> None:
    by: Any = request.user
    try:
        confirm_headline(
            indicator=indicator,
            kind=graph.kind,
            areas=graph.areas,
            text=text,
            data_key=graph.data_key,
            by=by,
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The headline is kept, with your name and the day."))
