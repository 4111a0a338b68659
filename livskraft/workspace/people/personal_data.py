"""What is stored about somebody: for that person, and for whoever handles personal data."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from livskraft.accounts.erasing import erase_person, erasures
from livskraft.accounts.models import User
from livskraft.accounts.personal import AccountsPart
from livskraft.shared.personal import (
    NAMED,
    Mention,
    Subject,
    as_document,
    everything_mentioned,
    everything_stored,
    find_people,
    find_subject,
    named_subject,
    obstacles,
    words_of,
)
from livskraft.workspace.sections import record_kwargs, section_by_key

_ASKED = "personal_data_asked"


class ReasonForm(forms.Form):
    """Why somebody's data is erased."""

    reason = forms.CharField(
        label=gettext_lazy("Why"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text=gettext_lazy(
            "Such as “asked for it by e-mail on 3 March”. Write no names: this text is kept."
        ),
        error_messages={"required": gettext_lazy("Write why the data is erased.")},
    )


def _handles(request: HttpRequest) -> None:
    if not request.user.has_perm("accounts.handle_personal_data"):
        raise PermissionDenied


def _subject(request: HttpRequest, key: str) -> Subject:
    """Return the person whose row has the key, or who was asked for last. Raises Http404."""
    asked = request.session.get(_ASKED, "")
    found = named_subject(asked) if key == NAMED and asked else find_subject(key)
    if found is None:
        raise Http404(_("Nothing is stored about this person any more."))
    return found


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """Find people. What is asked for stays in the session: no address and no log holds a name."""
    _handles(request)
    if request.method == "POST":
        request.session[_ASKED] = request.POST.get("q", "").replace("\x00", "").strip()[:200]
        return redirect("personal-data")
    asked = request.session.get(_ASKED, "")
    context = {
        "menu": "administration",
        "asked": asked,
        "found": find_people(asked) if asked else [],
        "mentioned": len(everything_mentioned(named_subject(asked))) if asked else 0,
        "named_key": NAMED,
        "erasures": [(one, words_of(one.counts)) for one in erasures()],
    }
    return render(request, "workspace/people/personal_data.html", context)


@never_cache
@login_required
@require_safe
def subject(request: HttpRequest, key: str) -> HttpResponse:
    """Show everything that is stored about one person."""
    _handles(request)
    found = _subject(request, key)
    context = {
        "menu": "administration",
        "subject": found,
        "stored": everything_stored(found),
        "mentions": _linked(everything_mentioned(found)),
    }
    return render(request, "workspace/people/stored_of.html", context)


@never_cache
@login_required
@require_safe
def file(request: HttpRequest, key: str) -> HttpResponse:
    """Send everything that is stored about one person as a file."""
    _handles(request)
    found = _subject(request, key)
    return _as_file(found, everything_mentioned(found))


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, key: str) -> HttpResponse:
    """Show what erasing takes away and what stays, ask why, and do it."""
    _handles(request)
    found = _subject(request, key)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        by = cast("User", request.user)
        try:
            erase_person(subject=found, reason=form.cleaned_data["reason"], by=by)
        except ValidationError as error:
            form.add_error("reason", error)
        else:
            request.session.pop(_ASKED, None)
            messages.success(request, _("The personal data is erased."))
            return redirect("personal-data")
    context = {
        "menu": "administration",
        "subject": found,
        "form": form,
        "obstacles": obstacles(found),
        "stored": everything_stored(found),
        "mentions": _linked(everything_mentioned(found)),
    }
    status = 422 if form.is_bound else 200
    return render(request, "workspace/people/erase.html", context, status=status)


@never_cache
@login_required
@require_safe
def own_data(request: HttpRequest) -> HttpResponse:
    """Show everybody who is signed in what is stored about them."""
    found = _own(request)
    context = {"menu": "account", "subject": found, "stored": everything_stored(found)}
    return render(request, "workspace/people/own_data.html", context)


@never_cache
@login_required
@require_safe
def own_file(request: HttpRequest) -> HttpResponse:
    """Send the same as a file."""
    return _as_file(_own(request))


def _own(request: HttpRequest) -> Subject:
    if not request.user.has_perm("workspace.enter"):
        raise PermissionDenied
    return _subject(request, f"{AccountsPart.name}-{request.user.pk}")


def _as_file(found: Subject, mentions: list[Mention] | None = None) -> HttpResponse:
    document = as_document(found, everything_stored(found), mentions or [])
    answer = JsonResponse(document, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="personuppgifter-{found.key}.json"'
    return answer


def _linked(mentions: list[Mention]) -> list[tuple[Mention, str]]:
    """Return each text with the address of the form that changes it, else of where it is read."""
    return [(mention, _form_of(mention) or mention.url) for mention in mentions]


def _form_of(mention: Mention) -> str:
    if mention.record is None:
        return ""
    section, plan, slug = mention.record
    kwargs: dict[str, Any] = record_kwargs(section_by_key(section), plan, slug)
    return reverse("edit-record", kwargs=kwargs)
