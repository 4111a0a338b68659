"""The public page as visitors will see it, before it is published: nothing of it is kept."""

from io import BytesIO
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from livskraft.plans.models import Plan
from livskraft.plans.planfile.content import link_ends
from livskraft.plans.services.editing import PublishedRecord, previewed
from livskraft.workspace.drafts.finding import public_path, seen_draft, title_of
from livskraft.workspace.sections import section_by_key

MOST_REDIRECTS = 3


@never_cache
@login_required
@require_POST
def draft_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the public page with the draft in it, in the language asked for."""
    draft, _rights = seen_draft(pk, request.user)
    way_back = reverse("draft", args=[pk])
    language = "en" if request.POST.get("language") == "en" else "sv"
    try:
        with previewed(draft=draft, by=request.user) as published, translation.override(language):
            return _visit(request, _path(published, draft.plan), way_back)
    except ValidationError as error:
        context = {
            "menu": "drafts",
            "draft": draft,
            "title": title_of(draft),
            "messages_of_draft": error.messages,
        }
        return render(request, "workspace/drafts/no_preview.html", context, status=422)


def _path(published: PublishedRecord, plan: Plan | None) -> str:
    """Return the address of the page that shows the record; of a link that of the own goal."""
    ends = link_ends(published.slug) if published.section == "links" else None
    if ends is None:
        section = section_by_key(published.section)
        return reverse(section.public_page, args=[published.address])
    from_goal, _kind, to_goal = ends
    own = from_goal if from_goal[0] == published.plan else to_goal
    return public_path(section_by_key("goals"), plan, own[1])


def _visit(request: HttpRequest, path: str, way_back: str) -> HttpResponse:
    """Answer as the page at the address would to somebody who is not signed in."""
    for _attempt in range(MOST_REDIRECTS):
        visit = WSGIRequest(
            {
                **request.META,
                "REQUEST_METHOD": "GET",
                "PATH_INFO": path,
                "QUERY_STRING": "",
                "HTTP_COOKIE": "",
                "CONTENT_LENGTH": "0",
                "wsgi.input": BytesIO(),
            }
        )
        visit.user = AnonymousUser()
        visit.preview_of = way_back  # type: ignore[attr-defined]
        visit.resolver_match = found = resolve(path)
        answer: HttpResponse = found.func(visit, *found.args, **found.kwargs)
        if not 300 <= answer.status_code < 400:
            break
        path = urlsplit(answer["Location"]).path
    return answer
