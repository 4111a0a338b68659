"""What an indicator measures, told apart from how it is asked for."""

from collections.abc import Mapping
from typing import Any

from livskraft.indicators.models import Indicator

Definition = dict[str, Any]

_ROLES = ("area", "period", "sex")
# Beside `name`. Which columns of a file are read, and how, is no part of what it measures.
_DEFINING = {"kolada": ("kpi",), "file": (), "derived": ("expression", "of")}
_DEFINING_TABLE = ("table", "area")


def definition_of(indicator: Indicator) -> Definition:
    """Return what decides what the indicator measures.

    `version` in its declaration decides alone: who redefines a measure, or moves it to another
    table where it goes on as before, says so there.
    """
    if version := indicator.declaration.get("version"):
        return {"version": str(version)}
    source: Mapping[str, Any] = indicator.source
    keys = _DEFINING.get(str(source.get("name")), _DEFINING_TABLE)
    definition = {key: source[key] for key in ("name", *keys) if key in source}
    if "select" in source and keys == _DEFINING_TABLE:
        definition["select"] = {
            variable: _meaning(written) for variable, written in source["select"].items()
        }
    return definition


def _meaning(written: Any) -> Any:
    """Return what a variable is selected for; which areas and periods are asked for is no meaning."""
    role = written.get("role") if isinstance(written, dict) else written
    return role if role in _ROLES else written
