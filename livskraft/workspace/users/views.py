"""The accounts: who signs in, in which role; for administrators."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from livskraft.accounts import services
from livskraft.accounts.mail import is_set_up
from livskraft.accounts.models import Role, User
from livskraft.accounts.queries import accounts, events_of, state
from livskraft.accounts.second_step import has_second_step
from livskraft.accounts.sessions import sessions_of
from livskraft.shared.context import page_addresses
from livskraft.workspace.users.forms import AccountForm, InvitationForm, form_for

View = Callable[..., HttpResponse]


def for_administrators(view: View) -> View:
    """Let in those who keep the accounts, and nobody else."""

    @never_cache
    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *arguments: Any, **more: Any) -> HttpResponse:
        if not request.user.has_perm("accounts.change_user"):
            raise PermissionDenied
        return view(request, *arguments, **more)

    return guarded


@for_administrators
@require_safe
def users(request: HttpRequest) -> HttpResponse:
    """List the accounts; `?roll=` leaves those of one role."""
    role = request.GET.get("roll", "")
    role = role if role in Role.values else ""
    rows = [{"user": one, "state": state(one)} for one in accounts(role)]
    context = {"menu": "administration", "rows": rows, "roles": Role.choices, "chosen": role}
    return render(request, "workspace/users/users.html", context)


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Ask who, and send an invitation; where no mail leaves, show the link to pass on."""
    form = InvitationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        invited = _invited(request, form)
        if invited:
            return _link_sent(request, invited)
    context = {"menu": "administration", "form": form, "mail_leaves": is_set_up()}
    return render(request, "workspace/users/invite.html", context)


def _invited(request: HttpRequest, form: InvitationForm) -> User | None:
    try:
        return services.invite_user(**form.cleaned_data, by=cast("User", request.user))
    except ValidationError as error:
        form.add_error(None, error)
        return None


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def user(request: HttpRequest, user_id: int) -> HttpResponse:
    """Show an account and what was done to it; change name, role and organisation."""
    shown = get_object_or_404(User.objects.select_related("organisation"), pk=user_id)
    form = form_for(shown, request.POST if request.method == "POST" else None)
    if form.is_valid() and _is_changed(request, shown, form):
        messages.success(request, _("The account is changed."))
        return redirect("user", user_id)
    context = {
        "menu": "administration",
        "shown": shown,
        "state": state(shown),
        "is_own": shown.pk == request.user.pk,
        "form": form,
        "has_second_step": has_second_step(shown),
        "places": len(sessions_of(shown)),
        "events": list(events_of(shown)),
    }
    return render(request, "workspace/users/user.html", context)


def _is_changed(request: HttpRequest, shown: User, form: AccountForm) -> bool:
    try:
        services.change_user(user=shown, **form.cleaned_data, by=cast("User", request.user))
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@for_administrators
@require_POST
def send_a_link(request: HttpRequest, user_id: int) -> HttpResponse:
    """Send the invitation again, or a link for a new password."""
    return _link_sent(request, get_object_or_404(User, pk=user_id))


def _link_sent(request: HttpRequest, to: User) -> HttpResponse:
    try:
        link = services.send_link(
            user=to, by=cast("User", request.user), root=page_addresses(request).root
        )
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("user", to.pk)
    if link:
        context = {"menu": "administration", "shown": to, "link": link, "mail_leaves": is_set_up()}
        return render(request, "workspace/users/link.html", context)
    messages.success(request, _("A link is sent to %(email)s.") % {"email": to.email})
    return redirect("user", to.pk)


def _deed(deed: Callable[..., Any], said: Callable[[], str]) -> View:
    """Return the view that does something to an account and says so on its page."""

    @for_administrators
    @require_POST
    def view(request: HttpRequest, user_id: int) -> HttpResponse:
        to = get_object_or_404(User, pk=user_id)
        try:
            deed(user=to, by=request.user)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            messages.success(request, said())
        return redirect("user", user_id)

    return view


close = _deed(services.close_user, lambda: _("The account is closed."))
reopen = _deed(services.open_user, lambda: _("The account is open."))
remove_step = _deed(services.remove_second_step, lambda: _("The second step is taken away."))
sign_out = _deed(services.sign_out_everywhere, lambda: _("The person is signed out everywhere."))
