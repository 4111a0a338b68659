"""How allauth behaves here: nobody registers, words are ours, secrets are kept encrypted."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from livskraft.accounts import mail, second_step
from livskraft.accounts.models import AccountChange, AccountEvent
from livskraft.accounts.sessions import note_sign_in, seconds_since_sign_in
from livskraft.shared.context import page_addresses
from livskraft.shared.site import local_site

#: What allauth tells the account's owner about, by the name of its mail.
_NOTICES = {
    "account/email/password_changed": AccountChange.PASSWORD_CHANGED,
    "mfa/email/totp_activated": AccountChange.TOTP_ADDED,
    "mfa/email/totp_deactivated": AccountChange.TOTP_REMOVED,
    "mfa/email/recovery_codes_generated": AccountChange.CODES_RENEWED,
}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "enter_current_password": _("That is not your present password."),
        "incorrect_password": _("That is not your password."),
        "rate_limited": _("Too many attempts. Wait five minutes and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: the form for registering is closed."""
        return False

    def login(self, request: HttpRequest, user: Any) -> None:
        """Sign the person in, under a new session key, until the browser is closed."""
        super().login(request, user)
        request.session.set_expiry(0)
        note_sign_in(request.session)

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Return whether the password is asked for again: not right after signing in with it."""
        is_fresh = seconds_since_sign_in(self.request.session) < REAUTHENTICATION_TIMEOUT
        return not is_fresh and super().is_reauthentication_required(app=app, **more)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Note what the person changed in their own account, and tell them by mail."""
        change = _NOTICES[template_prefix]
        AccountEvent.objects.create(user=user, by=user, change=change)
        mail.send_notice(user, change, root=page_addresses(self.request).root)


class SecondStepAdapter(DefaultMFAAdapter):
    """One-time codes, with their secrets encrypted."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That code does not fit. Wait for the next one and write that."),
        "cannot_delete_authenticator": _("Your role must have a second step."),
    }

    def get_totp_issuer(self) -> str:
        """Return the name under which the app lists the code."""
        return local_site().name

    def encrypt(self, text: str) -> str:
        """Return a secret as it is stored."""
        return second_step.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return a stored secret."""
        return second_step.decrypt(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Return whether the person may do without."""
        return not second_step.is_demanded(authenticator.user)
