"""The form for a workbook that comes back."""

from django import forms
from django.utils.translation import gettext_lazy as _


class WorkbookForm(forms.Form):
    """A workbook on the person's own computer."""

    file = forms.FileField(
        label=_("The filled-in workbook"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": _("Choose a workbook on your computer."),
            "missing": _("Choose a workbook on your computer."),
            "invalid": _("Choose a workbook on your computer."),
        },
    )
