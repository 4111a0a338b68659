"""The accessibility statement that the law on digital public service (DOS-lagen) asks for."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

# When what stands in the statement was last checked against the site itself.
CHECKED_ON = date(2026, 11, 25)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say how accessible the site is, what is missing, and where to complain."""
    return render(request, "website/accessibility.html", {"checked_on": CHECKED_ON})
