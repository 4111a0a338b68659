"""Graphs by themselves: as pictures with lasting addresses, and for pages of other sites."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.html import format_html
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from livskraft.config.middleware import POLICY
from livskraft.indicators.queries.export import find_export
from livskraft.indicators.queries.graphs import Asked, Graph, graph_asked_for
from livskraft.indicators.queries.page import indicator_moved_to
from livskraft.shared.charts.framing import Frame, framed
from livskraft.shared.context import page_addresses
from livskraft.shared.periods import day
from livskraft.shared.pictures import as_png, drawing_version, standalone
from livskraft.website.lost import told_when_lost

_HOUR = 60 * 60
# A picture holds its own style and letters, and can load or run nothing.
_PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:"
_ANYWHERE = POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
_WIDTHS = (280, 1200)
_FRAME_CODE = (
    '<iframe src="{}" title="{}" width="100%" height="640"'
    ' loading="lazy" style="border: 0"></iframe>'
)
_PICTURE_CODE = '<img src="{}" alt="{}" loading="lazy">'


@require_safe
@told_when_lost
@cache_control(public=True, max_age=_HOUR)
def indicator_svg(request: HttpRequest, address: str) -> HttpResponse:
    """Give a graph as an SVG that stands alone."""
    return _picture(request, "indicator-svg", address)


@require_safe
@told_when_lost
@cache_control(public=True, max_age=_HOUR)
def indicator_png(request: HttpRequest, address: str) -> HttpResponse:
    """Give a graph as a PNG, twice as many pixels as its width."""
    return _picture(request, "indicator-png", address)


@require_safe
@xframe_options_exempt
@told_when_lost
def embedded(request: HttpRequest, address: str) -> HttpResponse:
    """Show one graph to stand inside a page of another site: no menu, no cookie, no script."""
    graph = graph_asked_for(address, Asked.read(request.GET))
    if graph is None:
        return _moved(request, "indicator-embedded", address)
    response = render(request, "website/embedded.html", {"graph": graph})
    response.headers["Content-Security-Policy"] = _ANYWHERE
    return response


@require_safe
@told_when_lost
def embedding(request: HttpRequest, address: str) -> HttpResponse:
    """Show how a graph is put into a page of another site: the code, and what it will look like."""
    graph = graph_asked_for(address, Asked.read(request.GET))
    if graph is None:
        return _moved(request, "indicator-embedding", address)
    root = page_addresses(request).root
    frame = f"{root}{reverse('indicator-embedded', args=[address])}?{graph.query}"
    picture = f"{root}{reverse('indicator-svg', args=[address])}?{graph.query}"
    finding = graph.headline.words.text
    said = f"{finding} {graph.measure}, {graph.about}. {graph.source}."
    context = {
        "menu": "goals",
        "graph": graph,
        "frame": frame,
        "picture": picture,
        "frame_code": format_html(_FRAME_CODE, frame, finding),
        "picture_code": format_html(_PICTURE_CODE, picture, said),
    }
    return render(request, "website/embedding.html", context)


def _picture(request: HttpRequest, name: str, address: str) -> HttpResponse:
    """Return a picture that pages of other sites may show, or 304 to whoever has it already."""
    export = find_export(address)
    if export is None:
        return _moved(request, name, address)
    asked = request.META.get("QUERY_STRING", "")
    etag = quote_etag("-".join([name, export.key, drawing_version(), asked]))
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = _drawn(request, name, address)
        response["ETag"] = etag
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _drawn(request: HttpRequest, name: str, address: str) -> HttpResponse:
    graph = graph_asked_for(address, Asked.read(request.GET))
    if graph is None:
        raise Http404(_("There is no graph of that kind: the indicator has no figures for it."))
    picture = framed(graph.draw(_width(request, graph)), _frame(request, graph))
    if name == "indicator-png":
        response = HttpResponse(as_png(picture), content_type="image/png")
    else:
        response = HttpResponse(standalone(picture), content_type="image/svg+xml; charset=utf-8")
        response["Content-Security-Policy"] = _PICTURE_POLICY
    ending = name.removeprefix("indicator-")
    response["Content-Disposition"] = f'inline; filename="{graph.key}.{ending}"'
    return response


def _width(request: HttpRequest, graph: Graph) -> int:
    """Return the width of the drawing that is asked for, within reason."""
    asked = request.GET.get("bredd", "")
    low, high = _WIDTHS
    return (
        min(max(int(asked), low), high)
        if asked.isdecimal() and len(asked) < 6
        else graph.wide_width
    )


def _frame(request: HttpRequest, graph: Graph) -> Frame:
    root = page_addresses(request).root
    when = day(graph.retrieved_on, get_language() or "sv")
    seen = _("Read %(day)s") if graph.is_read else _("Retrieved %(day)s")
    return Frame(
        heading=graph.headline.words.text,
        about=", ".join(filter(None, [graph.measure, graph.about])),
        source=(
            *(words.whole for words in graph.reservations),
            f"{graph.source}. {seen % {'day': when}}.",
            root.partition("://")[2] + reverse("indicator", args=[graph.address]),
        ),
    )


def _moved(request: HttpRequest, name: str, address: str) -> HttpResponse:
    moved = indicator_moved_to(address)
    if moved is None:
        raise Http404(_("There is no graph with that address."))
    query = request.META.get("QUERY_STRING", "")
    return redirect(reverse(name, args=[moved]) + (f"?{query}" if query else ""), permanent=True)
