"""Forms for passwords and one-time codes."""

import hashlib
from typing import Any

from allauth.account import forms as account_forms
from allauth.account.fields import PasswordField, SetPasswordField
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core import signing
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from livskraft.accounts.second_step import new_secret

PASSWORD_HELP = _("At least 12 characters. A few words in a row are easy to remember.")
_KEY_SALT = "livskraft.accounts.totp"
_KEY_SECONDS = 60 * 60
_CODE_SECONDS = 90  # as long as a code can be right: its own half minute and those beside it


def new_password(label: Any) -> SetPasswordField:
    """Return a field for a new password, checked by Django's validators."""
    field = SetPasswordField(label=label, help_text=PASSWORD_HELP)
    del field.widget.attrs["placeholder"]
    return field


def _code_field(label: Any) -> forms.CharField:
    attributes = {"inputmode": "numeric", "autocomplete": "one-time-code"}
    return forms.CharField(label=label, max_length=20, widget=forms.TextInput(attributes))


class SignInForm(account_forms.LoginForm):
    """E-mail address and password, without allauth's words inside the fields."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class ConfirmPasswordForm(account_forms.ReauthenticateForm):
    """The password before something sensitive."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["password"].widget.attrs.pop("placeholder")


class ForgottenPasswordForm(forms.Form):
    """Where a link for a new password shall go."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )


class NewPasswordForm(forms.Form):
    """A password for somebody who came with a link."""

    password = new_password(_("New password"))

    def __init__(self, *arguments: Any, user: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["password"].user = user  # type: ignore[attr-defined]


class ChangePasswordForm(account_forms.ChangePasswordForm):
    """The present password, and a new one; browsers show what is typed, so once is enough."""

    oldpassword = PasswordField(label=_("Present password"), autocomplete="current-password")
    password1 = new_password(_("New password"))
    password2 = None

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        del self.fields["oldpassword"].widget.attrs["placeholder"]


class _OneTimeForm(mfa_forms.BaseAuthenticateForm):
    """A code from the app, good for one time, or a recovery code."""

    code = _code_field(_("Code"))

    def clean_code(self) -> str:
        """Return the code if it fits and has not been used."""
        code: str = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP and not _is_first(self.user, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(_OneTimeForm, mfa_forms.AuthenticateForm):
    """The code that is asked for when signing in."""


class ConfirmCodeForm(_OneTimeForm, mfa_forms.ReauthenticateForm):
    """The code that is asked for before something sensitive."""


class ActivateTotpForm(ActivateTOTPForm):
    """A first code from the app. The key travels in the form, signed: opening it stores nothing."""

    code = _code_field(_("The code that the app shows"))

    def __init__(self, *arguments: Any, user: Any, **more: Any) -> None:
        forms.Form.__init__(self, *arguments, **more)  # allauth's own keeps the key in the session
        self.user = user
        sent = self._sent_secret()
        self.is_too_old = self.is_bound and sent is None
        self.secret = sent or new_secret()
        self.signed_key = signing.dumps([user.pk, self.secret], salt=_KEY_SALT)

    def _sent_secret(self) -> str | None:
        try:
            owner, secret = signing.loads(
                self.data.get("key", ""), salt=_KEY_SALT, max_age=_KEY_SECONDS
            )
        except signing.BadSignature:
            return None
        return secret if owner == self.user.pk else None

    def clean_code(self) -> str:
        """Return the code if it fits the key; attempts are counted."""
        if self.is_too_old:
            raise ValidationError(_("The form lay open too long. Begin anew with this new key."))
        code: str = super().clean_code()
        return code


def _is_first(user: Any, code: str) -> bool:
    """Keep that a code has been used; return whether it is the first time."""
    digest = hashlib.sha256("".join(filter(str.isalnum, code)).encode()).hexdigest()
    return cache.add(f"accounts.used-code:{user.pk}:{digest}", True, _CODE_SECONDS)
