"""Min kommun: all municipalities, and what is done in one of them."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from livskraft.indicators.queries.municipal import (
    extract_head,
    extract_rows,
    municipal_measures,
)
from livskraft.plans.queries.areas import (
    MunicipalityPage,
    PlaceActivity,
    municipality_list,
    municipality_map,
    municipality_page,
)
from livskraft.plans.queries.plan import leading_plan
from livskraft.shared.tables import as_csv
from livskraft.website.lost import told_when_lost
from livskraft.website.parts import naming, role_words, timeline_of
from livskraft.website.timeline import Timeline, goal_words

AMONG, SIMILAR = "bland", "liknande"
"""The choice, in the address, of the municipalities that stand beside."""


@require_safe
def municipalities(request: HttpRequest) -> HttpResponse:
    """The municipalities as a map and a list."""
    plan = leading_plan()
    places = municipality_map(plan)
    context = {
        "menu": "municipalities",
        "leading_plan": plan,
        "map": places,
        "rows": municipality_list(places),
    }
    return render(request, "website/municipalities.html", context)


@require_safe
def municipality(request: HttpRequest, slug: str) -> HttpResponse:
    """One municipality; its SCB code as address leads to its name."""
    plan = leading_plan()
    places = municipality_map(plan)
    place = places.place(slug)
    if plan is None or place is None:
        return _by_code(slug, {each.code: each.slug for each in places.places})
    page = municipality_page(plan, place, places)
    measures = municipal_measures(
        plan,
        place.code,
        place.title,
        among=[each.code for each in places.places],
        similar=request.GET.get(AMONG) == SIMILAR,
    )
    context = {
        "menu": "municipalities",
        "leading_plan": plan,
        "page": page,
        "measures": measures,
        "similar_query": f"?{AMONG}={SIMILAR}",
        "timeline": _timeline(page) if page.activities else None,
    }
    return render(request, "website/municipality.html", context)


@require_safe
@told_when_lost
def municipality_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """Give all figures of a municipality as a table that Excel opens as it is."""
    plan = leading_plan()
    place = municipality_map(plan).place(slug)
    if plan is None or place is None:
        raise Http404(_("There is no municipality here with that address."))
    return HttpResponse(
        as_csv(extract_head(), extract_rows(plan, place.code, place.title)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{place.slug}.csv"'},
    )


def _timeline(page: MunicipalityPage) -> Timeline:
    """Draw the activities, each with what the municipality has to do with it."""
    parts = {each.activity.pk: _part(each, page) for each in page.activities}
    return timeline_of(
        [each.activity for each in page.activities],
        on=page.today,
        words=lambda row: format_html("{} · {}", goal_words(row), parts[row.pk]),
    )


def _part(activity: PlaceActivity, page: MunicipalityPage) -> str:
    """Return "Sala kommun takes part", or "in Sala" where it only takes place there."""
    place = naming(_("in %(place)s"), place=page.place.title)
    if not activity.role:
        return place
    part = role_words(activity.role, page.organisation)
    return format_html("{}, {}", part, place) if activity.is_here else part


def _by_code(code: str, slugs: dict[str, str]) -> HttpResponsePermanentRedirect:
    if code not in slugs:
        raise Http404(_("There is no municipality here with that address."))
    return redirect("municipality", slugs[code], permanent=True)
