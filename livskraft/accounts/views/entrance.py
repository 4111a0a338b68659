"""Signing in, a forgotten password, and the link that lets somebody set one."""

from typing import Any, cast

from allauth.account.utils import perform_login
from allauth.account.views import LoginView
from allauth.core import ratelimit
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from livskraft.accounts import unsaved
from livskraft.accounts.abilities import IN_SHORT
from livskraft.accounts.demo import EXAMPLE_ACCOUNTS, is_demo_here
from livskraft.accounts.forms import ForgottenPasswordForm, NewPasswordForm
from livskraft.accounts.links import owner_of
from livskraft.accounts.models import User
from livskraft.accounts.services import send_forgotten, set_password
from livskraft.shared.context import page_addresses

GONE = 410


class SignInView(LoginView):
    """The page for signing in; in the demo with a button for each role."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """Add whether a form waits, and the example's accounts where they may be used."""
        context: dict[str, Any] = super().get_context_data(**more)
        del context["site"]  # allauth's; our pages mean the site's own settings by it
        context["is_form_waiting"] = unsaved.is_waiting(self.request.session)
        if is_demo_here(self.request):
            context["examples"] = [
                {"account": account, "in_short": IN_SHORT[account.role]}
                for account in EXAMPLE_ACCOUNTS
            ]
        return context


sign_in = SignInView.as_view()


@require_POST
def sign_in_as_example(request: HttpRequest) -> HttpResponse:
    """Sign in as the example's account of a role, in the demo only."""
    if not is_demo_here(request):
        raise PermissionDenied
    emails = [account.email for account in EXAMPLE_ACCOUNTS]
    user = get_object_or_404(User, email__in=emails, email=request.POST.get("email", ""))
    return cast("HttpResponse", perform_login(request, user))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten_password(request: HttpRequest) -> HttpResponse:
    """Ask for an address, and mail a link to it. The answer is the same for any address."""
    form = ForgottenPasswordForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        email = form.cleaned_data["email"].lower()
        limited = ratelimit.consume_or_429(request, action="reset_password", key=email)
        if limited:
            return cast("HttpResponse", limited)
        send_forgotten(email=email, root=page_addresses(request).root)
        return redirect("forgotten-password-sent")
    return render(request, "account/forgotten_password.html", {"form": form})


@never_cache
@require_safe
def forgotten_password_sent(request: HttpRequest) -> HttpResponse:
    """Say what happens next."""
    return render(request, "account/forgotten_password_sent.html")


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request: HttpRequest, key: str) -> HttpResponse:
    """Let the owner of a link set a password, then sign them in."""
    if request.method == "POST":
        limited = ratelimit.consume_or_429(request, action="reset_password_from_key")
        if limited:
            return cast("HttpResponse", limited)
    user = owner_of(key)
    if user is None:
        return render(request, "account/link_gone.html", status=GONE)
    form = NewPasswordForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_valid():
        set_password(user=user, password=form.cleaned_data["password"])
        return cast("HttpResponse", perform_login(request, user))
    return render(request, "account/new_password.html", {"form": form, "owner": user})
