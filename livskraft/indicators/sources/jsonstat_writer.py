"""Writes a table as JSON-stat 2.0."""

from typing import Any

from livskraft.indicators.sources.cube import Cube, Dimension


def write_jsonstat(cube: Cube) -> dict[str, Any]:
    """Return a data set with dense values, an array index and a sparse status."""
    roles: dict[str, list[str]] = {}
    for dimension in cube.dimensions:
        if dimension.role:
            roles.setdefault(dimension.role, []).append(dimension.code)
    document: dict[str, Any] = {
        "version": "2.0",
        "class": "dataset",
        "label": cube.title,
        "source": cube.source,
        "updated": cube.updated,
        "note": list(cube.notes),
        "role": roles,
        "id": [dimension.code for dimension in cube.dimensions],
        "size": [len(dimension.values) for dimension in cube.dimensions],
        "dimension": {dimension.code: _dimension(dimension) for dimension in cube.dimensions},
        "value": list(cube.cells),
        "status": {str(place): symbol for place, symbol in cube.statuses.items()},
    }
    empty = ("source", "updated", "note", "role", "status")
    return {key: part for key, part in document.items() if part or key not in empty}


def _dimension(dimension: Dimension) -> dict[str, Any]:
    category: dict[str, Any] = {
        "index": list(dimension.values),
        "label": {code: dimension.label_of(code) for code in dimension.values},
    }
    if dimension.units:
        category["unit"] = {code: {"base": unit} for code, unit in dimension.units.items()}
    if dimension.notes:
        category["note"] = {code: [note] for code, note in dimension.notes.items()}
    if dimension.children:
        category["child"] = {code: list(below) for code, below in dimension.children.items()}
    return {"label": dimension.label, "category": category}
