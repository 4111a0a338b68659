"""Indicators: all of them, one with its whole series, and the series as files for machines."""

from collections.abc import Callable, Iterator

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from livskraft.indicators.queries.export import (
    Export,
    as_jsonstat,
    find_export,
    table_head,
    table_rows,
)
from livskraft.indicators.queries.graphs import Asked, Graph, graph_asked_for
from livskraft.indicators.queries.listing import indicator_list
from livskraft.indicators.queries.page import indicator_moved_to, indicator_page
from livskraft.plans.queries.plan import leading_plan
from livskraft.shared.context import page_addresses
from livskraft.shared.tables import as_csv
from livskraft.website.lost import told_when_lost

_HOUR = 60 * 60
Write = Callable[[HttpRequest, Export], HttpResponse]


@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    """All indicators by goal; with `q` those that have the words."""
    leading = leading_plan()
    found = indicator_list(leading, request.GET.get("q", "").replace("\0", ""))
    context = {"menu": "goals", "leading_plan": leading, "found": found}
    return render(request, "website/indicators.html", context)


@require_safe
def indicator(request: HttpRequest, address: str) -> HttpResponse:
    """Show one indicator; a former address leads to the present one."""
    page = indicator_page(address)
    if page is None:
        return _moved("indicator", address)
    context = {"menu": "goals", "leading_plan": leading_plan(), "page": page}
    return render(request, "website/indicator.html", context)


@require_safe
@told_when_lost
@cache_control(public=True, max_age=_HOUR)
def indicator_csv(request: HttpRequest, address: str) -> HttpResponse:
    """Give the whole series as a table that Excel opens as it is."""
    return _file(request, "indicator-csv", address, _write_csv)


@require_safe
@told_when_lost
@cache_control(public=True, max_age=_HOUR)
def indicator_json(request: HttpRequest, address: str) -> HttpResponse:
    """Give the whole series as JSON-stat 2.0."""
    return _file(request, "indicator-json", address, _write_json)


def _file(request: HttpRequest, name: str, address: str, write: Write) -> HttpResponse:
    """Return a file that pages of other sites may read, or 304 to whoever has it already."""
    export = find_export(address)
    if export is None:
        response = _moved(name, address)
    else:
        chosen = request.META.get("QUERY_STRING", "") if "diagram" in request.GET else ""
        etag = quote_etag("-".join(filter(None, [export.key, chosen])))
        unchanged = get_conditional_response(request, etag=etag)
        response = unchanged if unchanged is not None else write(request, export)
        response["ETag"] = etag
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _write_csv(request: HttpRequest, export: Export) -> HttpResponse:
    """Write the whole series, or with "diagram" in the address the figures of that graph."""
    rows, name = table_rows(export), export.address
    if "diagram" in request.GET:
        graph = graph_asked_for(export.address, Asked.read(request.GET))
        if graph is None:
            raise Http404(_("There is no graph of that kind: the indicator has no figures for it."))
        rows, name = _rows_of(export, graph), graph.key
    return HttpResponse(
        as_csv(table_head(), rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def _rows_of(export: Export, graph: Graph) -> Iterator[list[str]]:
    yield from table_rows(export, graph.selection)
    if graph.other:
        address, selection = graph.other
        beside = find_export(address)
        if beside:
            yield from table_rows(beside, selection)


def _write_json(request: HttpRequest, export: Export) -> HttpResponse:
    page = page_addresses(request).root + reverse("indicator", args=[export.address])
    return JsonResponse(
        {**as_jsonstat(export), "href": page}, json_dumps_params={"ensure_ascii": False}
    )


def _moved(name: str, address: str) -> HttpResponse:
    moved = indicator_moved_to(address)
    if moved is None:
        raise Http404(_("There is no indicator with that address."))
    return redirect(name, moved, permanent=True)
