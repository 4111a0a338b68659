"""Forms for inviting somebody and for changing an account."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from livskraft.accounts.abilities import IN_SHORT
from livskraft.accounts.models import Role, User
from livskraft.plans.models import Organisation
from livskraft.workspace.forms.fields import ContentSelect


class AccountForm(forms.Form):
    """Name, role and organisation; the services check what belongs together."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"), choices=Role.choices, widget=forms.RadioSelect
    )
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisation"),
        queryset=Organisation.objects.filter(archived_at=None).order_by("sort_key"),
        required=False,
        widget=ContentSelect,
        empty_label=gettext_lazy("No organisation"),
        help_text=gettext_lazy("An editor writes for a unit, a partner for an organisation."),
    )

    def roles(self) -> Iterator[tuple[Any, Any]]:
        """Yield each role's radio button with a line about the role."""
        for button in self["role"]:
            yield button, IN_SHORT[str(button.data["value"])]


class InvitationForm(AccountForm):
    """Who is invited, and as what."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"), widget=forms.EmailInput({"autocomplete": "off"})
    )
    field_order = ("name", "email", "role", "organisation")


def form_for(user: User, sent: Any = None) -> AccountForm:
    """Return the form that changes this account; an archived organisation stays a choice."""
    form = AccountForm(
        sent, initial={"name": user.name, "role": user.role, "organisation": user.organisation_id}
    )
    if user.organisation_id:
        field = form.fields["organisation"]
        field.queryset |= Organisation.objects.filter(pk=user.organisation_id)  # type: ignore[attr-defined]
    return form
