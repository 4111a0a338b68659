"""One's own account: who one is here, the password, and where one is signed in."""

from typing import Any, cast

from allauth.account.views import PasswordChangeView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe
from django.views.generic.edit import FormView

from livskraft.accounts.abilities import IN_SHORT, abilities_of
from livskraft.accounts.models import User
from livskraft.accounts.second_step import has_second_step, is_demanded, unused_codes
from livskraft.accounts.sessions import end_sessions, sessions_of


@never_cache
@login_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Show the person what is kept of them, what they may do, and what they can change."""
    user = cast("User", request.user)
    context = {
        "menu": "administration",
        "in_short": IN_SHORT[user.role],
        "abilities": abilities_of(user),
        "has_second_step": has_second_step(user),
        "is_demanded": is_demanded(user),
        "codes_left": len(unused_codes(user) or []),
        "places": len(sessions_of(user)),
    }
    return render(request, "account/account.html", context)


@method_decorator([sensitive_post_parameters(), never_cache, login_required], name="dispatch")
class ChangePasswordView(PasswordChangeView):
    """A new password; all other sessions end."""

    success_url = reverse_lazy("account")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the form also to somebody without a password; no present password fits there."""
        return FormView.dispatch(self, request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Change it, and sign out everywhere else."""
        response: HttpResponse = super().form_valid(form)
        end_sessions(self.request.user, keep=self.request.session.session_key)
        return response


change_password = ChangePasswordView.as_view()


@never_cache
@login_required
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """List where the person is signed in."""
    found = sessions_of(request.user, request.session.session_key)
    return render(request, "account/sessions.html", {"menu": "administration", "sessions": found})


@login_required
@require_POST
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """End one session of one's own."""
    if not end_sessions(request.user, only=session_id, keep=request.session.session_key):
        raise Http404
    messages.success(request, _("Signed out there."))
    return redirect("sessions")


@login_required
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """End all sessions of one's own but this one."""
    ended = end_sessions(request.user, keep=request.session.session_key)
    messages.success(
        request,
        ngettext("Signed out in %(count)d place.", "Signed out in %(count)d places.", ended)
        % {"count": ended},
    )
    return redirect("sessions")
