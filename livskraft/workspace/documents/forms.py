"""The forms for uploading a document, for the plan itself, and for loading it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from livskraft.plans.models import Plan
from livskraft.plans.models.base import slug_pattern
from livskraft.plans.models.plan import PlanKind
from livskraft.plans.models.readings import ReadingAim
from livskraft.plans.planfile.content import Record
from livskraft.plans.queries.readings import plans_to_follow
from livskraft.plans.reading.formats import MAX_BYTES
from livskraft.workspace.forms.fields import WordChoiceField, WordsField, YearField

ENDINGS = (".docx", ".xlsx", ".pdf", ".txt", ".md")
MEGABYTES = MAX_BYTES // 1_000_000
_KINDS = [(value, label) for value, label in PlanKind.choices if value != PlanKind.FRAME]


class AimForm(forms.Form):
    """What becomes of the document: a new plan, or one that belongs to a plan that exists."""

    aim = forms.ChoiceField(
        label=_("What is the document?"),
        choices=ReadingAim.choices,
        initial=ReadingAim.PLAN,
        widget=forms.RadioSelect,
    )
    of_plan = forms.ModelChoiceField(
        Plan.objects.none(), label=_("Which plan?"), required=False, empty_label=_("Choose a plan")
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.plans = plans_to_follow()
        self.fields["of_plan"].queryset = self.plans  # type: ignore[attr-defined]

    def clean(self) -> Record:
        values = super().clean() or self.cleaned_data
        if values.get("aim") == ReadingAim.PLAN:
            values["of_plan"] = None
        elif not values.get("of_plan") and "of_plan" not in self.errors:
            self.add_error("of_plan", gettext("Choose the plan that the document belongs to."))
        return values


class UploadForm(AimForm):
    """A document, and what becomes of it."""

    document = forms.FileField(
        label=_("The document itself"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
        error_messages={
            "required": _("Choose a document on your computer."),
            "missing": _("Choose a document on your computer."),
        },
    )
    field_order = ("document", "aim", "of_plan")

    def clean_document(self) -> Any:
        document = self.cleaned_data["document"]
        if document.size > MAX_BYTES:
            raise ValidationError(
                _(
                    "The file is larger than %(megabytes)d MB. Save it without pictures and try again."
                ),
                params={"megabytes": MEGABYTES},
            )
        return document


class PlanForm(forms.Form):
    """The plan itself: what it is called, which years, and its vision."""

    title = WordsField(label=_("Title"), max_length=500, lines=2)
    kind = WordChoiceField(words=_KINDS, label=_("Kind"))
    first_year = YearField(label=_("First year"))
    last_year = YearField(label=_("Last year"))
    vision = WordsField(label=_("Vision"), max_length=2000, lines=3)

    def __init__(self, data: Any, plan: Record) -> None:
        period = plan.get("period") or {}
        shown = {"first_year": period.get("from"), "last_year": period.get("to"), **plan}
        super().__init__(data, initial=shown, prefix="plan", auto_id="%s")

    def clean(self) -> Record:
        values = super().clean() or self.cleaned_data
        if not values.get("title") and "title" not in self.errors:
            self.add_error("title", gettext("Write a title."))
        first, last = values.get("first_year"), values.get("last_year")
        if first and last and last < first:
            self.add_error(
                "last_year", gettext("Write a year from %(first)d on.") % {"first": first}
            )
        return values


class NameForm(forms.Form):
    """What a new plan is called, and the short name that ends its address."""

    title = WordsField(label=_("Title"), max_length=500, lines=2)
    slug = WordsField(
        label=_("Short name"),
        max_length=120,
        help_text=_(
            "The last part of the plan's address, in small letters, digits and hyphens. It lasts."
        ),
        validators=[slug_pattern],
    )

    def clean_title(self) -> str:
        if not self.cleaned_data["title"]:
            raise ValidationError(_("Write a title."))
        return str(self.cleaned_data["title"])

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"])
        if not slug:
            raise ValidationError(_("Write a short name."))
        if Plan.objects.filter(slug=slug).exists():
            raise ValidationError(_("There is a plan with this short name. Choose another one."))
        return slug
