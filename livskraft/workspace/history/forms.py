"""What the history can be asked for, and why one goes back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.plans.models import Plan
from livskraft.workspace.days import DayField


class ReasonForm(forms.Form):
    """Why something is done; it stands in the history."""

    reason = forms.CharField(
        label=_("Why?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands in the history, for colleagues."),
        error_messages={"required": _("Write why, in a few words.")},
    )


class PeriodForm(forms.Form):
    """Days, a plan and a person; everything may be left out. Fields are named as in the address."""

    fran = DayField(label=_("From"))
    till = DayField(label=_("Until and with"))
    plan = forms.ChoiceField(
        label=_("Plan"),
        required=False,
        help_text=_("Actors and forums belong to all plans; they show when no plan is chosen."),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.plans = {plan.slug: plan for plan in Plan.objects.order_by("title", "pk")}
        plan: Any = self.fields["plan"]
        plan.choices = [
            ("", _("All plans")),
            *((key, one.title) for key, one in self.plans.items()),
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        found = super().clean() or {}
        first, last = found.get("fran"), found.get("till")
        if first and last and last < first:
            self.add_error("till", _("Choose a day that is not before the first one."))
        return found
