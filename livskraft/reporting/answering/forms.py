"""The form of an answer, made from the questions of its round, and that of what shows it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from livskraft.reporting.answers import LONGEST, answer_keys, decimal_of
from livskraft.reporting.file_kinds import ACCEPTED
from livskraft.reporting.models import EvidenceKind
from livskraft.reporting.questions import Question
from livskraft.reporting.services.evidence import EvidenceContent
from livskraft.reporting.services.files import keep_file
from livskraft.shared.refusing import RefusableForm
from livskraft.shared.widgets import ContentArea, ContentInput

#: Without any question that must be answered, so many stand first all the same.
FIRST = 3


@dataclass(frozen=True)
class AskedQuestion:
    """A question with its field, and that of the reason where one may be needed.

    `number` is None for those that may be left out.
    """

    question: Question
    field: BoundField
    why: BoundField | None
    number: int | None

    @property
    def is_choice(self) -> bool:
        return bool(self.question.choices)

    @property
    def is_translated(self) -> bool:
        """Whether the question is written in the page's language."""
        return (get_language() or "sv")[:2] in self.question.label

    @property
    def has_content(self) -> bool:
        """Whether it is answered, or has something to be mended."""
        why = self.why is not None and (self.why.value() or self.why.errors)
        return bool(self.field.value() or self.field.errors or why)


class _Choices(forms.RadioSelect):
    """Choices, marked where a reason is asked for."""

    needing_reason: Collection[str] = ()

    def create_option(self, name: str, value: Any, *rest: Any, **more: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *rest, **more)
        if str(value) in self.needing_reason:
            option["attrs"]["data-why"] = "1"
        return option


class AnswerForm(RefusableForm):
    """The answers as they are written. What is right about them is decided when they are sent."""

    def __init__(
        self,
        questions: Iterable[Question],
        answers: Mapping[str, Any],
        given: Any = None,
        *,
        was_idea: bool = False,
    ) -> None:
        super().__init__(given, initial=dict(answers), use_required_attribute=False)
        self.questions = [one for one in questions if one.kind != "evidence"]
        for question in self.questions:
            self.fields[question.key] = _field(question, was_idea=was_idea)
            if question.why_key:
                self.fields[question.why_key] = _text(_("Why?"), rows=2)

    @property
    def answers(self) -> dict[str, str]:
        """Return what was written, as it was written."""
        return {key: self.data.get(key, "") for key in answer_keys(self.questions)}

    def refuse(self, error: ValidationError) -> None:
        """Show what was wrong at the questions that it is about."""
        self.full_clean()
        super().refuse(error)

    def first(self) -> list[AskedQuestion]:
        """Return the questions that stand first, numbered."""
        return [self._asked(one, number) for number, one in enumerate(self._first(), start=1)]

    def rest(self) -> list[AskedQuestion]:
        """Return the questions that may be left out."""
        first = self._first()
        return [self._asked(one, None) for one in self.questions if one not in first]

    def _first(self) -> list[Question]:
        return [one for one in self.questions if one.is_required] or self.questions[:FIRST]

    def _asked(self, question: Question, number: int | None) -> AskedQuestion:
        why = self[question.why_key] if question.why_key else None
        return AskedQuestion(question, self[question.key], why, number)


def _field(question: Question, *, was_idea: bool) -> forms.Field:
    if question.choices:
        offered = question.offered(was_idea=was_idea)
        choices = [(str(value), words) for value, words in offered]
        widget = _Choices(choices=choices)
        widget.needing_reason = set(question.why_for)
        return forms.CharField(required=False, widget=widget)
    if question.kind in ("money", "number"):
        attributes = {"inputmode": "decimal", "autocomplete": "off"}
        return forms.CharField(required=False, widget=forms.TextInput(attrs=attributes))
    return _text("", rows=5)


def _text(label: Any, *, rows: int) -> forms.Field:
    attributes = {"rows": rows, "maxlength": LONGEST}
    return forms.CharField(label=label, required=False, widget=ContentArea(attrs=attributes))


class EvidenceForm(RefusableForm):
    """Something that shows what the answer says; every field that is filled in is one piece."""

    file = forms.FileField(
        label=_("Photo or file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_("At most 10 MB. Place and time are removed from photos."),
    )
    url = forms.CharField(
        label=_("Link"),
        required=False,
        max_length=2000,
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )
    number = forms.CharField(
        label=_("Figure"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    unit = forms.CharField(
        label=_("Unit, such as participants"),
        required=False,
        max_length=100,
        widget=ContentInput(),
    )
    quote = forms.CharField(
        label=_("Quote"),
        required=False,
        max_length=LONGEST,
        widget=ContentArea(attrs={"rows": 3}),
        help_text=_("Without the name of who said it."),
    )
    about = forms.CharField(
        label=_("What does it show?"), required=False, max_length=1000, widget=ContentInput()
    )
    is_internal = forms.BooleanField(label=_("Show it to colleagues only"), required=False)

    prefix = "evidence"
    shown_at: ClassVar[Mapping[str, str]] = {"text": "quote"}

    @property
    def is_filled_in(self) -> bool:
        """Return whether there is anything to add."""
        names = ("url", "number", "quote")
        written = any(self.data.get(self.add_prefix(name), "").strip() for name in names)
        return written or bool(self.files.get(self.add_prefix("file")))

    def contents(self) -> list[EvidenceContent]:
        """Return what was filled in, files kept. What cannot be taken stands in `errors`."""
        if not self.is_valid():
            return []
        found = []
        for name in ("file", "url", "number", "quote"):
            if self.cleaned_data[name]:
                try:
                    found.append(self._content(name))
                except ValidationError as error:
                    self.add_error(name, error)
        return found if not self.errors else []

    def _content(self, name: str) -> EvidenceContent:
        content = self.cleaned_data
        about, internal = content["about"], content["is_internal"]
        if name == "file":
            kind, stored = keep_file(content["file"])
            word = EvidenceKind.PHOTO if kind.is_photo else EvidenceKind.FILE
            return EvidenceContent(word, text=about, file=stored, is_internal=internal)
        if name == "url":
            return EvidenceContent(
                EvidenceKind.LINK, text=about, url=_address(content["url"]), is_internal=internal
            )
        if name == "number":
            return EvidenceContent(
                EvidenceKind.NUMBER,
                text=about,
                number=_number(content["number"]),
                unit=content["unit"],
                is_internal=internal,
            )
        return EvidenceContent(EvidenceKind.QUOTE, text=content["quote"], is_internal=internal)


def _address(written: str) -> str:
    """Return the address, with https where the writer left that out."""
    return written if "://" in written else f"https://{written}"


def _number(written: str) -> Decimal:
    number = decimal_of(written)
    if number is None or abs(number) >= Decimal(10) ** 16:
        raise ValidationError(gettext("Write a number with digits, such as 12 or 3,5."))
    return round(number, 4)
