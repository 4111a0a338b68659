"""Finding a key figure or table by words, looking at its figures, and making an indicator of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from livskraft.indicators.models import Indicator
from livskraft.indicators.queries.adopting import adopted, first_source
from livskraft.indicators.queries.catalogue import (
    MOST,
    Found,
    find_entry,
    listed_publishers,
    search_catalogue,
)
from livskraft.indicators.services.catalogue import ask_for_catalogue
from livskraft.indicators.services.previewing import Described, Glimpse, describe_entry, glimpse
from livskraft.indicators.sources.errors import SourceError
from livskraft.indicators.sources.periods import period_order
from livskraft.plans.models import Plan
from livskraft.plans.queries.plan import leading_plan
from livskraft.plans.queries.record_choices import RecordChoices
from livskraft.plans.services.editing import begin_draft, save_draft
from livskraft.shared.shapes import area_names
from livskraft.workspace.indicators.access import needs

SEX_WORDS = {"T": "", "K": "kvinnor", "M": "män"}


@needs("indicators.define")
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Search what publishers have listed."""
    words = request.GET.get("q", "").strip()[:200]
    source = request.GET.get("kalla", "")
    with_ended = "utgangna" in request.GET
    sources = listed_publishers()
    chosen = [one for one in sources if source in ("", one.publisher.slug)]
    found = search_catalogue(words, chosen, with_ended=with_ended)
    context = {
        "menu": "administration",
        "words": words,
        "source": source,
        "with_ended": with_ended,
        "sources": sources,
        "shipped": [one for one in chosen if one.is_shipped],
        "found": found,
        "most": MOST,
        "used": _used(found),
        "plan": leading_plan(),
    }
    return render(request, "workspace/indicators/catalogue.html", context)


def _used(found: list[Found]) -> dict[str, str]:
    """Return the titles of indicators that use entries already, by "source identity". One query."""
    if not found:
        return {}
    used = {}
    known = Indicator.objects.filter(archived_at=None, plan__archived_at=None)
    for title, source in known.values_list("title", "source"):
        identity = source.get("kpi") or source.get("table")
        used[f"{source.get('name')} {identity}"] = title
    return used


@needs("indicators.define")
@require_POST
def fetch_catalogue(request: HttpRequest) -> HttpResponse:
    """Let a worker fetch a publisher's list."""
    try:
        ask_for_catalogue(publisher=request.POST.get("publisher", ""))
        messages.success(
            request, _("The catalogue is being fetched. It takes some minutes; search again then.")
        )
    except SourceError as error:
        messages.error(request, error.text(_))
    return redirect("catalogue")


@needs("indicators.define")
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, publisher: str, identity: str) -> HttpResponse:
    """Show an entry; when it is sent, with its newest figures for the areas of a plan."""
    found = _entry_or_404(publisher, identity)
    plan = _plan_of(request)
    context: dict[str, Any] = {
        "menu": "administration",
        "found": found,
        "source": first_source(found),
        "plan": plan,
        "plans": RecordChoices(None).plans,
        "used": _used([found]).get(f"{publisher} {identity}", ""),
    }
    if request.method == "POST" and plan is not None:
        context |= _figures(found, plan)
    return render(request, "workspace/indicators/entry.html", context)


def _figures(found: Found, plan: Plan) -> dict[str, Any]:
    """Return the newest figures, or why there are none."""
    areas = list(plan.areas.order_by("code").values_list("code", flat=True))
    try:
        seen = glimpse(found, areas)
    except SourceError as error:
        return {"problem": error.text(_)}
    return {"is_shown": True, "table": _table(seen, areas), "warnings": _told(seen)}


def _told(seen: Glimpse) -> list[str]:
    return [warning.text(_) for warning in seen.warnings]


def _table(seen: Glimpse, areas: list[str]) -> dict[str, Any]:
    """Return figures as rows of areas, with a column for each period, for all sexes where told."""
    sexes = {one.sex for one in seen.observations}
    wanted = [one for one in seen.observations if one.sex == "T" or "T" not in sexes]
    periods = sorted({one.period for one in wanted}, key=period_order)
    rows: dict[tuple[str, str, str], dict[str, Any]] = {}
    for one in wanted:
        further = " · ".join(code for _variable, code in one.dimensions)
        rows.setdefault((one.area, one.sex, further), {})[one.period] = one
    names = area_names()
    order = {area: place for place, area in enumerate(areas)}
    return {
        "periods": periods,
        "rows": [
            (
                " · ".join(filter(None, [names.get(area, area), SEX_WORDS[sex], further])),
                [(period, values.get(period)) for period in periods],
            )
            for (area, sex, further), values in sorted(
                rows.items(), key=lambda row: (order.get(row[0][0], 999), row[0])
            )
        ],
    }


@needs("indicators.define")
@require_POST
def adopt_entry(request: HttpRequest, publisher: str, identity: str) -> HttpResponse:
    """Make a draft of an indicator, filled from the entry."""
    found = _entry_or_404(publisher, identity)
    plan = _plan_of(request)
    if plan is None:
        raise Http404
    try:
        described = describe_entry(found)
    except SourceError as error:
        described = Described(first_source(found))
        messages.warning(
            request,
            _("Say yourself what the variables of the table are: %(reason)s")
            % {"reason": error.text(_)},
        )
    content = adopted(found, described.source, described.unit)
    draft = begin_draft(section="indicators", plan=plan, slug=None, by=request.user)
    save_draft(draft=draft, content=content, by=request.user)
    messages.success(
        request,
        _("A draft of an indicator is made. Say for which goals it is and which way is better."),
    )
    return redirect(reverse("edit-draft", args=[draft.pk]))


def _entry_or_404(publisher: str, identity: str) -> Found:
    found = find_entry(publisher, identity)
    if found is None:
        raise Http404(identity)
    return found


def _plan_of(request: HttpRequest) -> Plan | None:
    """Return the plan that is sent along, else the one that the site is about."""
    slug = request.POST.get("plan") or request.GET.get("plan")
    if not slug:
        return leading_plan()
    return get_object_or_404(Plan, slug=slug, archived_at=None)
