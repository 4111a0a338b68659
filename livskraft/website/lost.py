"""What a file or a picture answers while its figures cannot be read."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from livskraft.indicators.queries.shown import LostFileError

View = Callable[..., HttpResponse]
log = logging.getLogger(__name__)


def told_when_lost(view: View) -> View:
    """Answer 503 with one plain sentence where a file of figures is gone, and write it in the log."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except LostFileError as error:
            log.error("%s cannot be given: %s", request.path, error)
            return HttpResponse(
                gettext("The figures cannot be read just now. Try again later."),
                status=503,
                content_type="text/plain; charset=utf-8",
                headers={"Cache-Control": "no-store"},
            )

    return answer
