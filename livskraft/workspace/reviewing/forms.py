"""The forms of whoever follows up: questions back, verdicts, addenda, gates, partners' views."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from livskraft.plans.models import Activity
from livskraft.plans.models.activities import Status
from livskraft.reporting.answers import LONGEST
from livskraft.reporting.models import Gate, Verdict
from livskraft.reporting.questions import RATINGS, role_choices
from livskraft.reporting.services.gates import SCALING_UP
from livskraft.shared.refusing import RefusableForm
from livskraft.workspace.forms.fields import ContentSelect, WordsField


class ReturnForm(RefusableForm):
    """A question back to the reporter."""

    question = WordsField(
        label=_("Your question"),
        lines=3,
        max_length=LONGEST,
        help_text=_("It is shown in the reporter’s form, and sent by mail if there is an address."),
    )


class VerdictForm(RefusableForm):
    """What is to become of an activity, or why that is left open."""

    OPEN = "open"

    verdict = forms.ChoiceField(
        label=pgettext_lazy("activity", "Verdict"),
        widget=forms.RadioSelect,
        choices=[*Verdict.choices, (OPEN, _("No verdict yet, because …"))],
        error_messages={"required": _("Choose what is decided.")},
    )
    reason = WordsField(
        label=_("Reason"),
        lines=3,
        max_length=LONGEST,
        help_text=_("Needed for all but to continue. Colleagues and the reporter see it."),
    )

    def clean_verdict(self) -> str:
        chosen: str = self.cleaned_data["verdict"]
        return "" if chosen == self.OPEN else chosen


class CloseForm(RefusableForm):
    """Why activities are left without a verdict."""

    reason = WordsField(
        label=_("Why do the others have no verdict?"),
        lines=3,
        max_length=LONGEST,
        help_text=_("The same reason is kept for each of them."),
    )


class AddendumForm(RefusableForm):
    """Something to be said afterwards."""

    text = WordsField(
        label=_("Addendum"),
        lines=4,
        max_length=LONGEST,
        help_text=_("What is right, or what has turned out since. Write no personal data."),
    )
    reason = WordsField(
        label=_("Why is it added?"),
        lines=2,
        max_length=LONGEST,
        help_text=_("Shown to everybody, beside what was frozen."),
    )


class GateForm(RefusableForm):
    """What must be evaluated before an activity goes further."""

    title = WordsField(
        label=_("What is to be evaluated?"),
        max_length=300,
        help_text=_("As a question: did the trial in two municipalities do what we hoped?"),
    )
    blocks = forms.MultipleChoiceField(
        label=_("Until then the activity may not become"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose which statuses wait for it.")},
    )

    def __init__(self, activity: Activity, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        never = (Status.IDEA, activity.status)
        offered = [(value, label) for value, label in Status.choices if value not in never]
        self.fields["blocks"].choices = offered  # type: ignore[attr-defined]
        self.fields["blocks"].initial = [one for one in SCALING_UP if one not in never]


class GateVerdictForm(RefusableForm):
    """What the evaluation led to."""

    verdict = forms.ChoiceField(
        label=pgettext_lazy("activity", "Verdict"),
        required=False,
        choices=Verdict.choices,
        widget=forms.RadioSelect,
    )
    reason = WordsField(
        label=_("What does it rest on?"),
        lines=4,
        max_length=LONGEST,
        help_text=_("What the evaluation showed, and what that means for the activity."),
    )
    source = forms.URLField(
        label=_("Link to the evaluation (optional)"),
        required=False,
        assume_scheme="https",
        max_length=2000,
        error_messages={"invalid": _("Write a whole address, such as https://example.org/report.")},
    )

    def __init__(self, gate: Gate, sent: Any = None) -> None:
        initial = {"verdict": gate.verdict, "reason": gate.verdict_reason, "source": gate.source}
        super().__init__(sent, initial=initial)


class PartnerViewForm(RefusableForm):
    """What a partner says of the region's role."""

    organisation = forms.ChoiceField(label=_("Whose view is it?"), widget=ContentSelect())
    role = forms.ChoiceField(
        label=_("What is the region’s role in the activity?"),
        required=False,
        widget=forms.RadioSelect,
    )
    rating = forms.ChoiceField(
        label=_("How well does the region fill that role? (optional)"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_("1 works badly, 5 works well."),
    )
    comment = WordsField(
        label=_("What should the region do more of, or less? (optional)"),
        lines=4,
        max_length=LONGEST,
        help_text=_("Colleagues at the region read it. It is not public."),
    )

    def __init__(
        self, organisations: Sequence[tuple[str, str]], *arguments: Any, **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        self.fields["organisation"].choices = organisations  # type: ignore[attr-defined]
        self.fields["role"].choices = role_choices()  # type: ignore[attr-defined]
        self.fields["rating"].choices = [(value, value) for value in RATINGS]  # type: ignore[attr-defined]
        if len(organisations) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()
            self.fields["organisation"].initial = organisations[0][0]
