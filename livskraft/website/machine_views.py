"""What machines ask for. None of these sets a cookie or reads one."""

from datetime import datetime

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from livskraft.indicators.queries.listing import indicator_addresses
from livskraft.plans.queries.addresses import public_addresses
from livskraft.plans.queries.plan import leading_plan
from livskraft.shared.site import colour_styles, logo

LISTS = (
    "start", "goals", "activities", "municipalities", "actors", "forums", "search",
    "indicators", "compare", "rules", "accessibility", "contact",
)  # fmt: skip
DAY = 24 * 60 * 60
# A logo is an image from the region: nothing in it may run or load anything.
LOGO_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Say whether the site can answer: 200, or 503 when the database cannot. One query."""
    try:
        plan = leading_plan()
    except DatabaseError:
        return JsonResponse({"status": "error", "database": "error"}, status=503)
    return JsonResponse({"status": "ok", "database": "ok", "plan": plan.slug if plan else None})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Keep robots out of what is signed in and of endless choices; name the site map."""
    lines = [
        "User-agent: *",
        "Disallow: /arbeta/",
        "Disallow: /en/arbeta/",
        f"Sitemap: {_root(request)}/sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """List every public page in both languages, each with the other as its alternate."""
    root = _root(request)
    pages = []
    listed: list[tuple[str, tuple[str, ...], datetime | None]]
    listed = [(name, (), None) for name in LISTS]
    listed += [(each.name, (each.address,), each.changed_on) for each in public_addresses()]
    listed += [("indicator", (one.address,), one.changed_on) for one in indicator_addresses()]
    for name, arguments, changed_on in listed:
        try:
            with override("sv"):
                swedish = root + reverse(name, args=arguments)
            with override("en"):
                english = root + reverse(name, args=arguments)
        except NoReverseMatch:
            continue
        pages.append({"swedish": swedish, "english": english, "changed_on": changed_on})
    return render(request, "website/sitemap.xml", {"pages": pages}, "application/xml")


@require_safe
@cache_control(max_age=365 * DAY, immutable=True)
def colours(request: HttpRequest) -> HttpResponse:
    """Return the region's own colours; pages ask for them by version, so they may be kept."""
    styles, _version = colour_styles()
    return HttpResponse(styles, content_type="text/css; charset=utf-8")


@require_safe
@cache_control(max_age=DAY)
def region_logo(request: HttpRequest) -> HttpResponse:
    """Return the region's logo."""
    try:
        found = logo()
    except OSError:
        found = None
    if found is None:
        raise Http404
    content, kind = found
    return HttpResponse(
        content, content_type=kind, headers={"Content-Security-Policy": LOGO_POLICY}
    )


def _root(request: HttpRequest) -> str:
    return settings.LIVSKRAFT_PUBLIC_URL or request.build_absolute_uri("/").rstrip("/")
