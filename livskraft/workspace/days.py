"""A field for a day."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DayInput(forms.DateInput):
    """The browser's own choice of a day."""

    input_type = "date"

    def format_value(self, value: Any) -> str | None:
        return value.isoformat() if isinstance(value, date) else value


class DayField(forms.DateField):
    """A day that need not be given, written as year, month and day."""

    widget = DayInput
    input_formats = ["%Y-%m-%d"]
    default_error_messages = {"invalid": _("Write the day as in 2023-01-26.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "input_formats": self.input_formats, **options})
