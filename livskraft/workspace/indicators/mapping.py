"""The form that says how a file of figures is read: which sheet, and what its columns are."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.signing import BadSignature, dumps, loads
from django.utils.translation import gettext_lazy as _

from livskraft.indicators.models import Indicator
from livskraft.indicators.queries.choices import IndicatorChoices
from livskraft.indicators.services.uploads import Upload
from livskraft.indicators.sources.guess import merged, select_of_file
from livskraft.indicators.sources.preview import Preview, Table
from livskraft.workspace.forms.fields import (
    ListField,
    RecordChoiceField,
    WordChoiceField,
    WordsField,
)
from livskraft.workspace.forms.mapping import VariableRow, Variables
from livskraft.workspace.forms.rows import MORE_ROWS, Rows, rows_of
from livskraft.workspace.forms.sources import HeaderField

_SALT = "indicators.upload"
_DAY = 24 * 60 * 60


class FileForm(forms.Form):
    """A file of figures."""

    file = forms.FileField(
        label=_("The file with the figures"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx,.px,.json"}),
        error_messages={
            "required": _("Choose a file on your computer."),
            "missing": _("Choose a file on your computer."),
            "empty": _("The file is empty. Choose another one."),
        },
    )


class ReadForm(forms.Form):
    """Where in the file the table is, and how its numbers are written; empty means: find it out."""

    sheet = WordsField(label=_("Sheet"))
    header = HeaderField(label=_("Row with the headings"))
    decimal = WordChoiceField(
        label=_("Decimal sign"),
        words=[(",", _("comma")), (".", _("point"))],
        empty=_("Find it out"),
    )
    missing = ListField(label=_("Symbols for missing figures"), help_text=_("Such as ..; N"))
    encoding = WordsField(
        label=_("Character encoding"),
        help_text=_("Only where letters with marks turn out wrong: latin-1."),
    )
    area = RecordChoiceField(
        label=_("The figures are for"),
        among="all_areas",
        empty=_("The areas in the file"),
        help_text=_("Only where the file itself names no area."),
    )

    def __init__(
        self, data: Any = None, *, choices: IndicatorChoices, sheets: list[str], **options: Any
    ) -> None:
        super().__init__(data, **options)
        area: Any = self.fields["area"]
        area.offer(choices.all_areas, None)
        if len(sheets) > 1:
            self.fields["sheet"] = WordChoiceField(
                label=_("Sheet"), words=[(name, name) for name in sheets], initial=sheets[0]
            )
        else:
            del self.fields["sheet"]

    def reading(self) -> dict[str, Any]:
        """Return what is said of the file, as a declaration has it."""
        if not self.is_valid():
            return {}
        named = {key: value for key, value in self.cleaned_data.items() if key != "area"}
        return {key: value for key, value in named.items() if value not in (None, "", [])}

    @property
    def area_code(self) -> str:
        return str(self.cleaned_data.get("area", "")) if self.is_valid() else ""


def token_of(upload: Upload) -> str:
    """Return what stands for a file in the form while it waits; nobody can make one up."""
    return dumps({"name": upload.name, "sha256": upload.sha256}, salt=_SALT)


def upload_of(token: str) -> Upload | None:
    """Return the file that a form is about; None for one that is forged or too old."""
    try:
        return Upload(**loads(token, salt=_SALT, max_age=_DAY))
    except (BadSignature, TypeError):
        return None


def mapping_rows(
    choices: IndicatorChoices,
    data: Any = None,
    select: Mapping[str, Any] | None = None,
    extra: int = 1,
) -> Rows:
    """Return the rows that say what each column is: as sent, or filled from a `select`."""
    made = rows_of(Variables, VariableRow, extra=extra)
    return made(
        data,
        prefix=Variables.key,
        initial=Variables.unpack(select),
        form_kwargs={"choices": choices},
    )


def more_rows(choices: IndicatorChoices, rows: Rows) -> Rows:
    """Return the rows as they were sent, with more empty ones below."""
    return mapping_rows(choices, select=rows.items(), extra=MORE_ROWS)  # type: ignore[arg-type]


def guessed(indicator: Indicator, table: Table) -> dict[str, Any]:
    """Return what the columns probably are: as remembered where that fits, else by what they hold."""
    names = {dimension.code for dimension in table.dimensions} | set(table.figures)
    known = indicator.source.get("select") if indicator.source.get("name") == "file" else None
    return merged(select_of_file(table), known if isinstance(known, dict) else None, names)


def table_of(preview: Preview, sheet: str) -> Table:
    """Return the table of the sheet that is named, else the first one."""
    return next((one for one in preview.tables if one.sheet == sheet), preview.tables[0])
