"""What each variable of a table, or column of a file, is: a source's `select` as rows of fields."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from livskraft.indicators.sources.select import COLUMN_ROLES, HEADING_ROLES
from livskraft.workspace.forms.fields import WordChoiceField, WordsField
from livskraft.workspace.forms.rows import RowForm, Rows

FIXED, DIMENSION, MEASURE = "fixed", "dimension", "measure"
HEADED = {f"value {heading}": heading for heading in HEADING_ROLES}
ROLES = [
    ("area", _("the area")),
    ("period", _("the time")),
    ("sex", _("the sex")),
    ("value", _("the figures")),
    ("value period", _("the figures, a column for each time")),
    ("value area", _("the figures, a column for each area")),
    ("value sex", _("the figures, a column for each sex")),
    ("status", _("a symbol beside the figure")),
    ("margin", _("the margin of error")),
    ("lower", _("the lower end of the interval")),
    ("upper", _("the upper end of the interval")),
    ("answers", _("how many have answered")),
    (MEASURE, _("several kinds of figures")),
    (FIXED, _("always this value")),
    (DIMENSION, _("a further division")),
]
_PAIR = re.compile(r"\s*(.+?)\s*=\s*(.*?)\s*")


class VariableRow(RowForm):
    one = _("Variable")
    variable = WordsField(
        label=_("Variable or column"),
        required=True,
        error_messages={"required": _("Write what the variable is called.")},
    )
    role = WordChoiceField(
        label=_("Is"),
        words=ROLES,
        empty=_("Choose what it is"),
        required=True,
        error_messages={"required": _("Choose what it is.")},
    )
    values = WordsField(label=_("Values"))
    codelist = WordsField(label=_("Code list"))

    def clean(self) -> dict[str, Any]:
        """Ask for the value where there must be one."""
        found = super().clean() or {}
        if found.get("role") == FIXED and not found.get("values"):
            self.add_error("values", gettext("Write the value that it always has."))
        return found


class Variables(Rows):
    """{variable: what it is}; a row that nobody touched is written back as it was."""

    key = "source__select"
    label = _("What the variables are")
    help_text = _(
        "Name every variable of the table, or column of the file, that is needed. Several values "
        "stand with semicolons between them; “SE125 = 19” says that SE125 in the table is our 19, "
        "“value = 01; lower = 02” which kinds of figures are meant."
    )

    @classmethod
    def unpack(cls, value: Any) -> list[dict[str, Any]]:
        if isinstance(value, list):
            return [dict(item) for item in value]
        written = value.items() if isinstance(value, Mapping) else ()
        return [{"variable": name, **as_row(what), "written": what} for name, what in written]

    @classmethod
    def pack(cls, items: list[dict[str, Any]]) -> Any:
        """Return the mapping; the rows as they are while one of them is not whole."""
        if all(item.get("variable") and item.get("role") for item in items):
            return {item["variable"]: _written(item) for item in items}
        return items


def as_row(written: Any) -> dict[str, str]:
    """Return what the fields of a row say of a variable."""
    if isinstance(written, str):
        is_role = written in COLUMN_ROLES
        return {"role": written} if is_role else {"role": FIXED, "values": written}
    if isinstance(written, list):
        return {"role": DIMENSION, "values": _joined(written)}
    if not isinstance(written, Mapping):
        return {"role": FIXED, "values": str(written)}
    role = str(written.get("role", DIMENSION))
    heading = written.get("heading")
    if heading:
        role = f"{role} {heading}"
    parts = [_joined(written.get("values")), _joined(written.get("map"))]
    row = {"role": role, "values": "; ".join(filter(None, parts))}
    row["codelist"] = str(written.get("codelist") or "")
    return {key: text for key, text in row.items() if text}


def _joined(values: Any) -> str:
    if isinstance(values, Mapping):
        return "; ".join(f"{key} = {value}" for key, value in values.items())
    return "; ".join(map(str, values)) if isinstance(values, list) else str(values or "")


def _written(row: Mapping[str, Any]) -> Any:
    """Return what a row says in the form of a plan file."""
    before = row.get("written")
    shown = {key: row[key] for key in ("role", "values", "codelist") if row.get(key)}
    if before is not None and as_row(before) == shown:
        return before
    role, text = str(row["role"]), str(row.get("values") or "")
    if role == FIXED:
        return text
    values, pairs = _parts(text)
    if role == DIMENSION and not row.get("codelist") and not pairs:
        return values or ["*"]
    long: dict[str, Any] = {}
    if role != DIMENSION:
        long["role"] = "value" if role in HEADED else role
    if role in HEADED:
        long["heading"] = HEADED[role]
    if role == MEASURE:
        long["values"] = pairs
    else:
        long |= {"values": values} if values else {}
        long |= {"map": pairs} if pairs else {}
    if row.get("codelist"):
        long["codelist"] = row["codelist"]
    return role if long == {"role": role} else long


def _parts(text: str) -> tuple[list[str], dict[str, str]]:
    """Return the single values of a text, and the pairs in it."""
    values: list[str] = []
    pairs: dict[str, str] = {}
    for part in filter(None, map(str.strip, text.split(";"))):
        if match := _PAIR.fullmatch(part):
            pairs[match[1]] = match[2]
        else:
            values.append(part)
    return values, pairs
