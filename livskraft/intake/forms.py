"""What a visitor may send in, and what tells a person from a robot without any cookie of its own."""

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from livskraft.intake.models import MessageKind

LEAST_SECONDS = 3
MOST_SECONDS = 24 * 60 * 60
_SALT = "livskraft.intake.opened"


class MessageForm(forms.Form):
    """A question or a remark about the site."""

    kind = forms.ChoiceField(
        label=_("What is it about?"),
        choices=MessageKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is about.")},
    )
    text = forms.CharField(
        label=_("Your message"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Write nothing about other people’s private matters."),
        error_messages={
            "required": _("Write your message."),
            "max_length": _("Shorten the message to at most %(limit_value)d characters."),
        },
    )
    about = forms.CharField(
        label=_("Which page does it concern? (optional)"), max_length=500, required=False
    )
    sender = forms.EmailField(
        label=_("Your e-mail address, if you want an answer (optional)"),
        required=False,
        help_text=_("Used only to answer you, and seen only by those who keep the site."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Write a whole e-mail address, such as name@example.org.")},
    )
    opened = forms.CharField(widget=forms.HiddenInput, required=False)
    # A robot fills in every field; people do not see this one.
    website = forms.CharField(required=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["kind"].initial = MessageKind.QUESTION
        self.fields["opened"].initial = opened_now()

    def clean(self) -> dict[str, Any]:
        """Refuse what came faster than anybody can write, or from a form that lay open too long."""
        found = super().clean() or {}
        try:
            signing.loads(found.get("opened", ""), salt=_SALT, max_age=MOST_SECONDS)
            is_fast = _is_younger(found["opened"])
        except signing.BadSignature:
            self._restart()
            raise forms.ValidationError(
                _("The form had been open for too long. Nothing is lost: send it again.")
            ) from None
        if is_fast:
            raise forms.ValidationError(
                _("That went very fast. Wait a few seconds and send it again.")
            )
        return found

    @property
    def is_from_robot(self) -> bool:
        return bool(self.data.get("website"))

    def _restart(self) -> None:
        """Let the form that is shown again count from now."""
        sent: Any = self.data.copy()  # type: ignore[attr-defined]
        sent["opened"] = opened_now()
        self.data = sent


def opened_now() -> str:
    """Return a signed mark of this moment."""
    return signing.dumps("", salt=_SALT)


def _is_younger(opened: str) -> bool:
    try:
        signing.loads(opened, salt=_SALT, max_age=LEAST_SECONDS)
    except signing.SignatureExpired:
        return False
    return True
