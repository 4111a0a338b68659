"""Reads `select` of a declaration: what each variable or column of a table is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from livskraft.indicators.sources.errors import DeclarationError, Message, _, listed
from livskraft.indicators.sources.observation import MEASURES

TABLE_ROLES = ("area", "sex", "period", "measure")
COLUMN_ROLES = ("area", "sex", "period", "status", *MEASURES)
HEADING_ROLES = ("period", "area", "sex")
_ROLE_WORDS = {
    "area": _("the area"),
    "sex": _("the sex"),
    "period": _("the time"),
    "measure": _("what is measured"),
    "value": _("the figures"),
    "status": _("a symbol beside the figure"),
}
FIXED = "fixed"
DIMENSION = "dimension"
_KEYS = ("role", "values", "codelist", "map", "heading")


@dataclass(frozen=True)
class Choice:
    """What one variable is.

    `role` is one of the roles, `fixed` (one value, no dimension kept) or `dimension`. `values`
    narrows it, () means all. `map` gives our key by the table's code; `measures` the code by the
    measure's name; `heading` what the names of the columns are.
    """

    variable: str
    role: str
    values: tuple[str, ...] = ()
    codelist: str = ""
    map: Mapping[str, str] = field(default_factory=dict)
    measures: Mapping[str, str] = field(default_factory=dict)
    heading: str = ""


def role_words(role: str) -> Message:
    """Return what a role is called in a message."""
    return Message(_ROLE_WORDS.get(role, role))


def read_select(select: object, roles: Sequence[str] = TABLE_ROLES) -> list[Choice]:
    """Return a choice for each variable that is named. Raises DeclarationError."""
    if not isinstance(select, Mapping) or not select:
        raise DeclarationError(
            _("Nobody has said what each column or variable is. Say it, for example %(example)s."),
            example="select: {Region: area, Kon: sex, Tid: period}",
        )
    choices = [_choice(str(variable), written, roles) for variable, written in select.items()]
    for role in ("area", "sex", "period", "measure"):
        if [choice.role for choice in choices].count(role) > 1:
            raise DeclarationError(
                _("Only one column or variable can be %(role)s, and here are two."),
                role=role_words(role),
            )
    return choices


def _choice(variable: str, written: Any, roles: Sequence[str]) -> Choice:
    if isinstance(written, str):
        role = written if written in roles else FIXED
        return Choice(variable, role, () if role != FIXED else (written,))
    if isinstance(written, list | tuple):
        return Choice(variable, DIMENSION, _texts(variable, written))
    if isinstance(written, Mapping):
        return _long_choice(variable, written, roles)
    raise _not_text(variable, written)


def _long_choice(variable: str, written: Mapping[str, Any], roles: Sequence[str]) -> Choice:
    unknown = [key for key in written if key not in _KEYS]
    role = written.get("role", DIMENSION)
    if unknown or role not in (*roles, DIMENSION):
        raise DeclarationError(
            _(
                'Of "%(variable)s" it is said that it is "%(found)s", which is not understood. What can '
                "be said is %(keys)s, and role can be: %(roles)s."
            ),
            found=listed(unknown) if unknown else role,
            variable=variable,
            keys=listed(_KEYS),
            roles=listed(roles, limit=12),
        )
    values = written.get("values", ())
    if role == "measure":
        return Choice(variable, role, measures=_measures(variable, values))
    if isinstance(values, str):
        values = (values,)
    if not isinstance(values, list | tuple):
        raise _not_text(variable, values)
    return Choice(
        variable,
        str(role),
        _texts(variable, values) or (("*",) if role == DIMENSION else ()),
        codelist=_text(variable, written.get("codelist", "")),
        map=_mapping(variable, written.get("map", {})),
        heading=_heading(variable, written.get("heading", "")),
    )


def _measures(variable: str, values: Any) -> dict[str, str]:
    measures = _mapping(variable, values)
    unknown = [name for name in measures if name not in MEASURES]
    if unknown or "value" not in measures:
        raise DeclarationError(
            _(
                'A measure needs values such as %(example)s; "%(variable)s" has %(found)s. '
                "The names are: %(names)s."
            ),
            example='{value: "01", lower: "02", upper: "03"}',
            variable=variable,
            found=listed(measures) or "–",
            names=listed(MEASURES),
        )
    return measures


def _heading(variable: str, written: Any) -> str:
    heading = _text(variable, written)
    if heading and heading not in HEADING_ROLES:
        raise DeclarationError(
            _('The heading of "%(variable)s" can be: %(roles)s. It is "%(found)s".'),
            variable=variable,
            roles=listed(HEADING_ROLES),
            found=heading,
        )
    return heading


def _mapping(variable: str, written: Any) -> dict[str, str]:
    if not isinstance(written, Mapping):
        raise _not_text(variable, written)
    return {str(key): _text(variable, value) for key, value in written.items()}


def _texts(variable: str, written: Sequence[Any]) -> tuple[str, ...]:
    return tuple(_text(variable, value) for value in written)


def _text(variable: str, written: Any) -> str:
    if not isinstance(written, str):
        raise _not_text(variable, written)
    return written


def _not_text(variable: str, written: Any) -> DeclarationError:
    return DeclarationError(
        _('What is said of "%(variable)s" must be text: write %(found)s in quotes.'),
        variable=variable,
        found=written,
    )
