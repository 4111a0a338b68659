"""Fields for what a plan file holds. They speak its values: days as "2021-03-01", keys as text."""

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from livskraft.plans.queries.record_choices import Choice
from livskraft.shared.widgets import ContentArea, ContentInput, content_language

Text = str | Promise
TOO_LONG = _("Shorten the text to at most %(limit_value)d characters.")
EARLIEST_YEAR = 1000
INDENT = "\N{EM SPACE}"


def is_day(text: str) -> bool:
    """Return whether it is a day that exists, written YYYY-MM-DD, from the year 1000."""
    try:
        return len(text) == 10 and date.fromisoformat(text).year >= EARLIEST_YEAR
    except ValueError:
        return False


class DayInput(forms.TextInput):
    """The browser's own choice of a day; a line of text where something else was typed."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        is_shown_by_browser = not value or is_day(str(value))
        context["widget"]["type"] = "date" if is_shown_by_browser else "text"
        return context


class ContentSelect(forms.Select):
    """A list to choose one of the plan's records from.

    It is drawn at once: a form may hold fifty lists of a hundred actors, and Django's own widget
    fills in a template for each of the options.
    """

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        drawn = self.build_attrs(self.attrs, {"name": name, **(attrs or {})})
        options = self._draw(self.choices, str(value or ""), flatatt(content_language()))
        return format_html("<select{}>{}</select>", flatatt(drawn), options)

    def _draw(self, options: Any, chosen: str, language: str) -> SafeString:
        """Return options, and groups of them, as HTML; `language` is an attribute, ready to use."""
        drawn = []
        for value, label in options:
            if isinstance(label, list | tuple):
                inner = self._draw(label, chosen, language)
                template = '<optgroup label="{}"{}>{}</optgroup>'
                drawn.append(format_html(template, value, language, inner))
                continue
            selected = SafeString(" selected" if str(value) == chosen else "")
            template = '<option value="{}"{}{}>{}</option>'
            drawn.append(format_html(template, value, selected, language if value else "", label))
        return SafeString("".join(drawn))


class ContentTicks(forms.CheckboxSelectMultiple):
    """A list to tick several of the plan's records in; each knows its depth in the tree."""

    depths: dict[str, int] = {}

    def create_option(self, *arguments: Any, **options: Any) -> dict[str, Any]:
        option = super().create_option(*arguments, **options)
        option["depth"] = self.depths.get(str(option["value"]), 0)
        return option


class WordsField(forms.CharField):
    """Words that people write; `lines` above 1 makes room for that many.

    What only differs in line ends, or in spaces around the text, is not changed. With `is_one_line`
    there is room for a long text, but line breaks are spaces.
    """

    def __init__(self, *, lines: int = 1, is_one_line: bool = False, **options: Any) -> None:
        self.is_one_line = is_one_line or lines == 1
        widget = ContentArea(attrs={"rows": lines}) if lines > 1 else ContentInput()
        options.setdefault("widget", widget)
        options.setdefault("required", False)
        super().__init__(**options)
        self.error_messages["max_length"] = TOO_LONG
        for validator in self.validators:
            if getattr(validator, "code", "") == "max_length":
                validator.message = TOO_LONG  # type: ignore[attr-defined]

    def to_python(self, value: Any) -> str:
        text = str(value or "").replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
        return str(super().to_python(" ".join(text.split()) if self.is_one_line else text))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(initial) != self.to_python(data)


class DayField(WordsField):
    """A day, as text."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=DayInput(), **options)

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not is_day(value):
            raise forms.ValidationError(
                _("Write the day as year, month and day, for example 2021-03-01."), code="invalid"
            )


class YearField(forms.IntegerField):
    """A year of four digits."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            required=False,
            **options,
        )

    def clean(self, value: Any) -> int | None:
        try:
            year = self.to_python(value)
        except forms.ValidationError:
            year = 0
        if year is None or EARLIEST_YEAR <= year <= 9999:
            return year
        raise forms.ValidationError(_("Write the year with four digits, for example 2030."))


class YearOrDayField(WordsField):
    """A year, as a number, or a day, as text."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        is_year = len(text) == 4 and text.isdecimal() and int(text) >= EARLIEST_YEAR
        return int(text) if is_year else text

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and isinstance(value, str) and not is_day(value):
            raise forms.ValidationError(
                _("Write a year, for example 2020, or a day, for example 2020-03-11."),
                code="invalid",
            )

    def run_validators(self, value: Any) -> None:
        super().run_validators(str(value))


class NumberField(forms.Field):
    """A number, with a comma or a point; a whole one is an integer."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, *, least: int | None = None, most: int | None = None, **options: Any):
        self.least, self.most = least, most
        super().__init__(required=options.pop("required", False), **options)

    def prepare_value(self, value: Any) -> Any:
        return str(value).replace(".", ",") if isinstance(value, float) else value

    def to_python(self, value: Any) -> int | float | None:
        text = "".join(str("" if value is None else value).split()).replace(",", ".")
        if not text:
            return None
        try:
            number = float(text.replace("\N{MINUS SIGN}", "-"))
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise forms.ValidationError(_("Write a number, for example 12,5."))
        return int(number) if number.is_integer() else number

    def validate(self, value: int | float | None) -> None:
        super().validate(value)
        if value is None or self.least is None or self.most is None:
            return
        if not self.least <= value <= self.most or not isinstance(value, int):
            raise forms.ValidationError(
                _("Write a whole number from %(least)d to %(most)d."),
                params={"least": self.least, "most": self.most},
            )

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except forms.ValidationError:
            return True


class ListField(WordsField):
    """Several short texts on one line, with semicolons or commas between them."""

    def prepare_value(self, value: Any) -> Any:
        return "; ".join(map(str, value)) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(self.prepare_value(value))
        return [part.strip() for part in re.split("[;,]", text) if part.strip()]


class YesField(forms.BooleanField):
    """Yes or no; no is the same as nothing said."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)


class WordChoiceField(forms.ChoiceField):
    """One of a few words of the site's own; `empty` says what nothing chosen means."""

    def __init__(
        self, *, words: Iterable[tuple[str, Text]], empty: Text | None = None, **options: Any
    ) -> None:
        choices: list[tuple[str, Any]] = [(value, _capital(label)) for value, label in words]
        if empty is not None:
            choices.insert(0, ("", empty))
        options.setdefault("required", False)
        super().__init__(choices=choices, **options)
        self.error_messages["invalid_choice"] = _("Choose one in the list.")


def _capital(label: Any) -> Any:
    """Return the words with a capital first, in the language of the page that shows them."""
    return capfirst(label)


class RecordChoiceField(forms.ChoiceField):
    """One of the plan's records. `among` names the list of `RecordChoices`."""

    def __init__(self, *, among: str, empty: Text = "", **options: Any) -> None:
        self.among, self.empty = among, empty
        options.setdefault("required", False)
        super().__init__(widget=ContentSelect(), **options)
        self.error_messages["invalid_choice"] = _("Choose one in the list.")

    def offer(self, choices: Sequence[Choice], chosen: Any) -> None:
        """Set what can be chosen: what is chosen already always can."""
        offered: list[Any] = [("", self.empty)]
        groups: dict[str, list[tuple[str, str]]] = {}
        for choice in choices:
            option = (choice.value, f"{INDENT * choice.depth}{choice.label}")
            if choice.group:
                groups.setdefault(choice.group, []).append(option)
            else:
                offered.append(option)
        offered += groups.items()
        if chosen and str(chosen) not in {choice.value for choice in choices}:
            offered.append((str(chosen), str(chosen)))
        self.choices = offered


class RecordTicksField(forms.MultipleChoiceField):
    """Several of the plan's records. `among` names the list of `RecordChoices`."""

    def __init__(self, *, among: str, **options: Any) -> None:
        self.among = among
        options.setdefault("required", False)
        super().__init__(widget=ContentTicks(), **options)
        self.error_messages["invalid_choice"] = _("Choose among those in the list.")

    def offer(self, choices: Sequence[Choice], chosen: Any) -> None:
        """Set what can be ticked: what is ticked already always can."""
        known = {choice.value for choice in choices}
        others = [Choice(str(value), str(value)) for value in chosen or () if value not in known]
        offered = [*choices, *others]
        self.choices = [(choice.value, choice.label) for choice in offered]
        self.widget.depths = {choice.value: choice.depth for choice in offered}

    def clean(self, value: Any) -> list[str]:
        return sorted(super().clean(value))
