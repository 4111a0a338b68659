"""The second step: one-time codes from an app, and recovery codes on paper."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateWithCodeView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from livskraft.accounts.forms import CodeForm
from livskraft.accounts.second_step import is_demanded, unused_codes

_private = method_decorator([never_cache, login_required], name="dispatch")
_again = reauthentication_required(app="allauth.mfa")


class CodeView(AuthenticateView):
    """The second page when signing in."""

    def _build_forms(self) -> CodeForm:
        sent = self.request.POST if self.request.method == "POST" else None
        self.auth_form = CodeForm(sent, user=self.stage.login.user)
        self.webauthn_form = None
        return self.auth_form

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """Leave out allauth's `site`: our pages mean the site's own settings by it."""
        context: dict[str, Any] = super().get_context_data(**more)
        del context["site"]
        return context


@_private
class SetUpView(ActivateTOTPView):
    """Set up one-time codes: a picture for the app, and a first code to show that it works."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """Add the key in groups of four, and whether the role must have a second step."""
        context: dict[str, Any] = super().get_context_data(**more)
        secret = context["form"].secret
        context["key_in_groups"] = [secret[at : at + 4] for at in range(0, len(secret), 4)]
        context["is_demanded"] = is_demanded(self.request.user)
        return context

    def get_success_url(self) -> str:
        """Go on to the recovery codes, which are new."""
        return reverse("mfa_view_recovery_codes")


@_private
class RemoveView(DeactivateTOTPView):
    """Do without one-time codes."""

    success_url = reverse_lazy("account")


@_private
class NewCodesView(GenerateRecoveryCodesView):
    """Recovery codes anew; the earlier ones hold no longer."""


@_private
class ConfirmView(ReauthenticateView):
    """The password, once more, before something sensitive."""


@_private
class ConfirmWithCodeView(ReauthenticateWithCodeView):
    """A one-time code before something sensitive."""


@never_cache
@login_required
@require_safe
@_again
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Show the codes that are left, to be kept on paper."""
    return render(request, "account/recovery_codes.html", {"codes": _codes(request)})


@never_cache
@login_required
@require_safe
@_again
def recovery_codes_file(request: HttpRequest) -> HttpResponse:
    """Give the codes as a text file."""
    response = HttpResponse("\n".join(_codes(request)) + "\n", content_type="text/plain")
    response["Content-Disposition"] = 'attachment; filename="reservkoder.txt"'
    return response


def _codes(request: HttpRequest) -> list[str]:
    """Return the codes in two groups of four, easy to read; spaces do not matter when written."""
    codes = unused_codes(request.user)
    if codes is None:
        raise Http404
    return [f"{code[:4]} {code[4:]}" for code in codes]


code = CodeView.as_view()
set_up = SetUpView.as_view()
remove = RemoveView.as_view()
new_codes = NewCodesView.as_view()
confirm = ConfirmView.as_view()
confirm_with_code = ConfirmWithCodeView.as_view()
