"""Rounds of follow-up: how far those under way are, and what was frozen for good."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from livskraft.plans.queries.plan import leading_plan
from livskraft.reporting.canonical import sha256_of
from livskraft.reporting.queries.public import frozen_document
from livskraft.reporting.queries.public.frozen_page import frozen_page
from livskraft.reporting.queries.public.listed import listed_rounds


@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """List the rounds under way and those that are frozen, newest first."""
    listed = listed_rounds()
    context = {
        "leading_plan": leading_plan(),
        "under_way": [one for one in listed if not one.round.is_frozen],
        "frozen": [one for one in listed if one.round.is_frozen],
    }
    return render(request, "website/rounds.html", context)


@require_safe
def round_page(request: HttpRequest, address: str) -> HttpResponse:
    """Show what one round froze, with what was added afterwards beside it."""
    page = frozen_page(address)
    if page is None:
        raise Http404(_("There is no frozen round with that address."))
    context = {"leading_plan": leading_plan(), "page": page}
    return render(request, "website/round.html", context)


@require_safe
def round_json(request: HttpRequest, address: str) -> HttpResponse:
    """Give the frozen text, byte for byte: its SHA-256 is the round's hash."""
    document = frozen_document(address)
    if document is None:
        raise Http404(_("There is no frozen round with that address."))
    etag = quote_etag(sha256_of(document))
    response = get_conditional_response(request, etag=etag) or HttpResponse(
        document,
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{address}.json"'},
    )
    response["ETag"] = etag
    response["Access-Control-Allow-Origin"] = "*"
    return response
