"""What all kinds of source declarations have in common."""

from collections.abc import Mapping, Sequence
from typing import Any

from livskraft.indicators.sources.areas import swedish_areas
from livskraft.indicators.sources.errors import DeclarationError, _
from livskraft.indicators.sources.question import Wanted


def required_text(declaration: Mapping[str, Any], key: str) -> str:
    """Return a value that must be there and be text."""
    value = declaration.get(key)
    if not isinstance(value, str) or not value.strip():
        raise DeclarationError(
            _('The source needs "%(key)s" as text, for example %(example)s.'),
            key=key,
            example=_EXAMPLES.get(key, f'{key}: "…"'),
        )
    return value.strip()


_EXAMPLES = {"kpi": "kpi: N00610", "table": "table: TAB638", "expression": 'expression: "a / b"'}


def areas_wanted(
    declaration: Mapping[str, Any], areas: Sequence[str] | None, *, can_sum: bool = True
) -> Wanted:
    """Return what is asked for around `select`; None for all areas that there are."""
    area = declaration.get("area", "")
    if not isinstance(area, str):
        raise DeclarationError(
            _('The source\'s area must be text: write "%(area)s" in quotes.'), area=area
        )
    return Wanted(areas, swedish_areas(), area, can_sum)


def text_list(declaration: Mapping[str, Any], key: str) -> list[str]:
    """Return a list of texts, [] where the key is not there; a single text is a list of one."""
    values = declaration.get(key, [])
    values = [values] if isinstance(values, str) else values
    if not isinstance(values, list | tuple) or not all(isinstance(v, str) for v in values):
        raise DeclarationError(
            _('The source\'s "%(key)s" must be a list of texts in quotes.'), key=key
        )
    return list(values)
