"""Two people changed the same: both versions side by side, and a choice for each field."""

from typing import Any, Literal

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from livskraft.plans.models import Draft
from livskraft.plans.models.drafts import DraftState
from livskraft.plans.planfile.merging import Conflict
from livskraft.plans.queries.changes.operations import Group, RecordKey, Scope, operations
from livskraft.plans.queries.drafts import conflicts_in_words, draft_conflicts
from livskraft.plans.queries.planfile.tables import table_of
from livskraft.plans.queries.versions import rows_named
from livskraft.plans.services.editing import EditConflictError, publish_draft
from livskraft.workspace.drafts.finding import seen_draft, title_of
from livskraft.workspace.sections import section_by_key

Side = Literal["draft", "stored"]
SIDES: dict[str, Side] = {"draft": "draft", "stored": "stored"}


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def draft_conflict(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what both have changed; publish with the versions that were chosen."""
    draft, rights = seen_draft(pk, request.user)
    if not rights.may_publish:
        raise PermissionDenied
    conflicts = draft_conflicts(draft) if rights.is_open else []
    if not conflicts:
        return redirect("draft", pk)
    chosen = {
        one.key: SIDES[side]
        for one in conflicts
        if (side := request.POST.get(f"keep-{one.key}", "")) in SIDES
    }
    missing = {one.key for one in conflicts} - chosen.keys()
    if request.method == "POST" and not missing:
        return _publish(request, draft, chosen)
    return _show(request, draft, conflicts, chosen, missing)


def _publish(request: HttpRequest, draft: Draft, chosen: dict[str, Side]) -> HttpResponse:
    try:
        publish_draft(draft=draft, by=request.user, keep=chosen)
    except EditConflictError:
        messages.error(request, _("Somebody has changed it once more. Choose again."))
        return redirect("draft-conflict", draft.pk)
    except ValidationError as error:
        for message in error.messages:
            messages.error(request, message)
    else:
        messages.success(request, _("The draft is published."))
    return redirect("draft", draft.pk)


def _show(
    request: HttpRequest,
    draft: Draft,
    conflicts: list[Conflict],
    chosen: dict[str, Side],
    missing: set[str],
) -> HttpResponse:
    rows = [
        {
            "words": words,
            "chosen": chosen.get(words.key, ""),
            "is_missing": request.method == "POST" and words.key in missing,
        }
        for words in conflicts_in_words(draft.section, draft.plan, conflicts)
    ]
    context = {
        "menu": "drafts",
        "draft": draft,
        "title": title_of(draft),
        "section": section_by_key(draft.section),
        "rows": rows,
        "latest": _latest_change(draft),
        "is_reviewed": draft.state == DraftState.REVIEWED,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "workspace/drafts/conflict.html", context, status=status)


def _latest_change(draft: Draft) -> Group | None:
    """Return who changed the record last, and when. Two queries."""
    rows: Any = rows_named(table_of(draft.section), draft.plan, [draft.slug])
    pk = rows.values_list("pk", flat=True).first()
    found = operations(Scope(record=RecordKey(draft.section, pk))) if pk else []
    return found[0] if found else None
