"""Forms that show what a service refuses."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError


class RefusableForm(forms.Form):
    """A form that shows what a service refuses, at the fields that it is about.

    `shown_at` names the field for faults that the service calls something else.
    """

    shown_at: ClassVar[Mapping[str, str]] = {}

    def given(self) -> dict[str, Any]:
        """Return what was filled in. Raises ValidationError where the form itself refuses it."""
        if not self.is_valid():
            raise ValidationError([])
        return dict(self.cleaned_data)

    def refuse(self, error: ValidationError) -> None:
        """Show what was wrong; nothing more where the form says it already."""
        known = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for key, messages in known.items():
            name = self.shown_at.get(key, key)
            if messages:
                self.add_error(name if name in self.fields else None, messages)
