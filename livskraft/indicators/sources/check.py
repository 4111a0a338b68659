"""Whether a source can be understood, before anybody is asked: what is wrong, and at which key."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from livskraft.indicators.sources import kolada
from livskraft.indicators.sources.declaration import areas_wanted, required_text
from livskraft.indicators.sources.derived import read_formula
from livskraft.indicators.sources.errors import DeclarationError, Message, SourceError, _
from livskraft.indicators.sources.files import read_reading
from livskraft.indicators.sources.select import COLUMN_ROLES, TABLE_ROLES, read_select

Source = Mapping[str, Any]


class Trouble(NamedTuple):
    """What cannot be understood, at the key of the source that says it."""

    key: str
    message: Message


def troubles(source: Source, kind: str) -> Iterator[Trouble]:
    """Yield what of a source cannot be understood; nothing where it can.

    `kind` is that of its publisher, or "file" or "derived".
    """
    for key, check in _CHECKS[kind]:
        try:
            check(source)
        except SourceError as error:
            yield Trouble(key, error.message)


def _margin(source: Source) -> None:
    if source.get("margin"):
        kolada.key_figure(source, "margin")


def _reading(source: Source) -> None:
    read = source.get("read") or {}
    try:
        read_reading(read)
    except (AttributeError, TypeError) as error:
        raise DeclarationError(
            _("What read says of the file cannot be understood. Write for example %(example)s."),
            example="read: {sheet: Blad1, header: 3}",
        ) from error


def _columns(source: Source) -> None:
    if "select" in source:
        read_select(source["select"], COLUMN_ROLES)


def _variables(source: Source) -> None:
    read_select(source.get("select"), TABLE_ROLES)


_Check = tuple[str, Callable[[Source], object]]
_TABLE: tuple[_Check, ...] = (
    ("table", lambda source: required_text(source, "table")),
    ("select", _variables),
    ("area", lambda source: areas_wanted(source, None)),
)
_CHECKS: dict[str, tuple[_Check, ...]] = {
    "kolada": (
        ("kpi", lambda source: kolada.key_figure(source, "kpi")),
        ("margin", _margin),
        ("groups", kolada.groups_of),
    ),
    "pxweb1": _TABLE,
    "pxweb2": _TABLE,
    "eurostat": _TABLE,
    "file": (("read", _reading), ("select", _columns)),
    "derived": (("expression", read_formula),),
}
