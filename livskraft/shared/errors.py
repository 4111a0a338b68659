"""What a visitor meets when something is wrong. The pages 404, 403 and 429 are plain templates."""

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import render
from django.template.loader import render_to_string

from livskraft.shared.site import colour_styles, local_site

LAST_RESORT = (
    '<!DOCTYPE html><html lang="sv"><meta charset="utf-8"><title>Fel hos oss</title>'
    "<main><h1>Något gick fel hos oss</h1><p>Försök igen om en stund.</p></main></html>"
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what we cannot read, such as an unknown host: nothing of the request is used."""
    return _bare("400.html", 400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when our own code failed; asks no database, which may be what failed."""
    return _bare("500.html", 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that came without its key: cookies are off, or it lay open too long."""
    return HttpResponseForbidden(render(request, "403_csrf.html").content)


def _bare(template: str, status: int) -> HttpResponse:
    """Render a page that needs nothing but the settings file, or words alone if even that fails."""
    try:
        context = {"site": local_site(), "colour_version": colour_styles()[1]}
        return HttpResponse(render_to_string(template, context), status=status)
    except Exception:  # The page for errors must not fail itself.
        return HttpResponse(LAST_RESORT, status=status)
