"""What plans share: actors and forums."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from livskraft.accounts.policies import may_somewhere
from livskraft.plans.queries.ownership import organisation_ownerships
from livskraft.plans.queries.working_records import RecordRow, actor_rows, forum_rows
from livskraft.workspace.sections import section_by_key

Text = str | Promise


@dataclass(frozen=True)
class Words:
    """What the page says; `above` and `numbered` are the heads of what a record has above it, and counts."""

    title: Text
    about: Text
    new: Text
    empty: Text
    above: Text
    numbered: Text


ACTORS = Words(
    title=_("Actors"),
    about=_(
        "The region, its units, municipalities, agencies and associations: everybody who carries "
        "out the plans."
    ),
    new=_("New actor"),
    empty=_("No actor is entered yet."),
    above=_("Belongs to"),
    numbered=_("Leads"),
)
FORUMS = Words(
    title=_("Forums"),
    about=_("Boards, committees and networks that prepare, decide and learn, with their meetings."),
    new=_("New forum"),
    empty=_("No forum is entered yet."),
    above=_("Reports to"),
    numbered=_("Meetings"),
)


@never_cache
@login_required
@require_safe
def actors(request: HttpRequest) -> HttpResponse:
    """List the actors; each person may edit all of them, or only the own ones."""
    return _listed(request, "organisations", actor_rows, ACTORS)


@never_cache
@login_required
@require_safe
def forums(request: HttpRequest) -> HttpResponse:
    """List the forums."""
    return _listed(request, "forums", forum_rows, FORUMS)


def _listed(
    request: HttpRequest, section: str, rows_of: Callable[[], list[RecordRow]], words: Words
) -> HttpResponse:
    if not request.user.has_perm("workspace.view_changes"):
        raise PermissionDenied
    rows = rows_of()
    context = {
        "menu": "administration",
        "section": section_by_key(section),
        "words": words,
        "rows": [row for row in rows if not row.is_archived],
        "archived": [row for row in rows if row.is_archived],
        "editable": _editable(request.user, section, rows),
        "may_add": request.user.has_perm("plans.draft_record"),
        "may_archive": request.user.has_perm("plans.archive_record"),
    }
    return render(request, "workspace/records/shared.html", context)


def _editable(user: Any, section: str, rows: list[RecordRow]) -> set[int]:
    """Return the keys of the records that the person may edit."""
    keys = {row.record.pk for row in rows}
    if user.has_perm("plans.draft_record"):
        return keys
    if section != "organisations" or not may_somewhere(user, "plans.draft_record"):
        return set()
    owners = organisation_ownerships(keys)
    return {pk for pk in keys if user.has_perm("plans.draft_record", owners[pk])}
