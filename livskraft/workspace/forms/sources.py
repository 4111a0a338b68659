"""Where an indicator's figures come from: the fields of each kind of source, in groups."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.workspace.forms.fields import (
    ListField,
    RecordChoiceField,
    WordChoiceField,
    WordsField,
)
from livskraft.workspace.forms.mapping import Variables
from livskraft.workspace.forms.record import Group
from livskraft.workspace.forms.rows import RowForm, Rows


class HeaderField(WordsField):
    """The number of a header row, or of several above each other."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(self.prepare_value(value))
        if not text:
            return None
        if not re.fullmatch(r"\d{1,4}([\s,;]+\d{1,4})*", text):
            raise forms.ValidationError(_("Write the number of the row, counted from 1."))
        numbers = [int(number) for number in re.findall(r"\d+", text)]
        return numbers[0] if len(numbers) == 1 else numbers

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except forms.ValidationError:
            return True


class LetterRow(RowForm):
    one = _("Part of the calculation")
    letter = WordsField(
        label=_("In the formula"),
        max_length=40,
        required=True,
        error_messages={"required": _("Write what it is called in the formula.")},
    )
    indicator = RecordChoiceField(
        label=_("Indicator"),
        among="indicators",
        empty=_("Choose an indicator"),
        required=True,
        error_messages={"required": _("Choose the indicator that it stands for.")},
    )
    sex = WordChoiceField(
        label=_("Of it"),
        words=[("K", _("only women")), ("M", _("only men")), ("T", _("only both together"))],
        empty=_("All that there is"),
    )


class Letters(Rows):
    """{letter: indicator, perhaps of one sex}."""

    key = "source__of"
    label = _("What the letters of the formula stand for")

    @classmethod
    def unpack(cls, value: Any) -> list[dict[str, Any]]:
        if isinstance(value, list):
            return [dict(item) for item in value]
        return [
            {"letter": letter, **(part if isinstance(part, dict) else {"indicator": part})}
            for letter, part in (value or {}).items()
        ]

    @classmethod
    def pack(cls, items: list[dict[str, Any]]) -> Any:
        """Return the mapping; the rows as they are while one of them is not whole."""
        if not all({"letter", "indicator"} <= item.keys() for item in items):
            return items
        return {item["letter"]: _part(item) for item in items}


def _part(item: dict[str, Any]) -> Any:
    part = {key: value for key, value in item.items() if key != "letter"}
    return part["indicator"] if part.keys() == {"indicator"} else part


class SourceFields(forms.Form):
    """The fields of all kinds of source; those that a source does not need stay empty."""

    source__name = RecordChoiceField(
        label=_("Source"),
        among="sources",
        empty=_("Choose a source"),
        required=True,
        help_text=_(
            "Who publishes the figures. Then fill in the part below that belongs to the source."
        ),
        error_messages={"required": _("Choose where the figures come from, also if it is a file.")},
    )
    source__kpi = WordsField(
        label=_("Key figure"),
        max_length=20,
        help_text=_("Such as N00610. Find it in the catalogue."),
    )
    source__margin = WordsField(
        label=_("Key figure with its margin of error"),
        max_length=20,
        help_text=_("Such as U01610, for surveys."),
    )
    source__groups = ListField(
        label=_("Groups of municipalities"),
        help_text=_("Such as G33626. Shown as an unweighted mean, never as the county."),
    )
    source__table = WordsField(
        label=_("Table"),
        max_length=500,
        help_text=_("The publisher's own name of it, such as TAB638."),
    )
    source__area = RecordChoiceField(
        label=_("The figures are for"),
        among="all_areas",
        empty=_("The areas in the table"),
        help_text=_("Only where the table or file itself names no area."),
    )
    source__attribution = WordsField(
        label=_("Source line"),
        max_length=1000,
        help_text=_("Who has made the figures in the file. It stands wherever they are shown."),
    )
    source__read__sheet = WordsField(label=_("Sheet"), help_text=_("Of an Excel file."))
    source__read__header = HeaderField(
        label=_("Row with the headings"),
        help_text=_("Counted from 1. Mostly it is found by itself."),
    )
    source__read__decimal = WordChoiceField(
        label=_("Decimal sign"),
        words=[(",", _("comma")), (".", _("point"))],
        empty=_("Find it out"),
    )
    source__read__missing = ListField(
        label=_("Symbols for missing figures"), help_text=_("Such as ..; N")
    )
    source__read__encoding = WordsField(
        label=_("Character encoding"),
        help_text=_("Only where letters with marks turn out wrong: latin-1."),
    )
    source__expression = WordsField(
        label=_("Formula"),
        max_length=500,
        help_text=_(
            "With + − * / and brackets: 100 * a / b. a[2015] is the value of one year. "
            "The result is labelled as our own work."
        ),
    )


LISTS = {"source__of": (Letters, LetterRow)}
GROUPS = (
    Group(
        _("Where the figures come from"),
        ("source__name",),
        _("One source. Only the part below that belongs to it is filled in."),
    ),
    Group(
        _("From Kolada"),
        (("source__kpi", "source__margin"), "source__groups"),
        is_folded=True,
        unfolds=True,
    ),
    Group(
        _("From a table"),
        ("source__table",),
        _("SCB, Eurostat and others that publish tables."),
        is_folded=True,
        unfolds=True,
    ),
    Group(
        _("From a file"),
        (
            "source__attribution",
            ("source__read__sheet", "source__read__header"),
            ("source__read__decimal", "source__read__missing", "source__read__encoding"),
        ),
        _("How the file is read is filled in when you read in one in the list of indicators."),
        is_folded=True,
        unfolds=True,
    ),
    Group(
        _("Variables of the table or file"),
        (Variables.key, "source__area"),
        is_folded=True,
        unfolds=True,
    ),
    Group(
        _("Calculated from others"),
        ("source__expression", "source__of"),
        is_folded=True,
        unfolds=True,
    ),
)
