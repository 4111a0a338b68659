"""Outlines of areas on a flat sheet: projected as Swedish maps are, fitted into a box, and cut."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import atan2, atanh, cos, dist, inf, radians, sin, sqrt, tan

Point = tuple[float, float]
Ring = tuple[Point, ...]

_MIDDLE_MERIDIAN = radians(15)
_STEPS = 18
_LEAST = 4  # Square pixels: smaller islands, and gaps between neighbours, are left out.


@dataclass(frozen=True)
class Outline:
    """An area's outline: rings of (longitude, latitude) in degrees, WGS 84."""

    code: str
    title: str
    rings: tuple[Ring, ...]


@dataclass(frozen=True)
class Sheet:
    """Where the projected plane lies on a drawing of `width` times `height` pixels.

    Points are rounded to `grain` pixels, those of neighbours to the very same ones.
    """

    width: int
    height: int
    left: float
    top: float
    scale: float
    margin: float
    grain: float

    def rings(self, outline: Outline) -> tuple[Ring, ...]:
        """Return an outline in pixels, without what is too small to be seen beside the rest."""
        return _drawn(self, outline.rings)

    def _draw(self, rings: tuple[Ring, ...]) -> tuple[Ring, ...]:
        drawn = [self._ring(ring) for ring in _projected(rings)]
        largest = max(map(_size, drawn), default=0.0)
        return tuple(
            ring for ring in drawn if len(ring) > 2 and _size(ring) >= min(largest, _LEAST)
        )

    def _ring(self, ring: Ring) -> Ring:
        points: list[Point] = []
        for x, y in ring:
            point = (
                self._round((x - self.left) * self.scale + self.margin),
                self._round((y - self.top) * self.scale + self.margin),
            )
            if not points or points[-1] != point:
                points.append(point)
        if len(points) > 1 and points[0] == points[-1]:
            points.pop()
        return tuple(points)

    def _round(self, place: float) -> float:
        return round(round(place / self.grain) * self.grain, 2)


def fitted(
    outlines: Iterable[Outline], *, width: int, height: int, margin: float = 3, grain: float = 0.1
) -> Sheet | None:
    """Return a sheet where the outlines are as large as the box allows; None if there are none.

    The sheet is no larger than they and the margin around them.
    """
    rings = [ring for outline in outlines for ring in _projected(outline.rings)]
    points = [point for ring in rings for point in ring]
    if not points:
        return None
    left, top = min(x for x, _ in points), min(y for _, y in points)
    across, down = max(x for x, _ in points) - left, max(y for _, y in points) - top
    scale = min((width - 2 * margin) / (across or 1), (height - 2 * margin) / (down or 1))
    return Sheet(
        width=round(across * scale + 2 * margin),
        height=round(down * scale + 2 * margin),
        left=left,
        top=top,
        scale=scale,
        margin=margin,
        grain=grain,
    )


@lru_cache(maxsize=2048)
def _drawn(sheet: Sheet, rings: tuple[Ring, ...]) -> tuple[Ring, ...]:
    return sheet._draw(rings)


@lru_cache(maxsize=2048)
def _projected(rings: tuple[Ring, ...]) -> tuple[Ring, ...]:
    return tuple(tuple(map(_project, ring)) for ring in rings)


def _project(point: Sequence[float]) -> Point:
    """Transverse Mercator around 15 degrees east, as SWEREF 99 TM, with y growing downwards."""
    longitude, latitude = radians(point[0]) - _MIDDLE_MERIDIAN, radians(point[1])
    return atanh(cos(latitude) * sin(longitude)), -atan2(tan(latitude), cos(longitude))


def _size(ring: Ring) -> float:
    """Return the size of a ring in square pixels."""
    return (
        abs(
            sum(
                ax * by - bx * ay
                for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True)
            )
        )
        / 2
    )


@lru_cache(maxsize=2048)
def path(rings: tuple[Ring, ...]) -> str:
    """Return rings as the `d` of a path."""
    return "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in ring) + "Z" for ring in rings)


def cut(ring: Ring, *, width: float, height: float) -> Ring:
    """Return the part of a ring that lies on the sheet; empty where none does."""
    for axis, limit, sign in ((0, 0.0, 1), (0, width, -1), (1, 0.0, 1), (1, height, -1)):
        ring = tuple(_halved(ring, axis, limit, sign))
    return ring


def _halved(ring: Ring, axis: int, limit: float, sign: int) -> Iterable[Point]:
    """Yield the corners of a ring on one side of a line (Sutherland and Hodgman's clipping)."""
    for start, end in zip((*ring[-1:], *ring[:-1]), ring, strict=True):
        starts, ends = ((point[axis] - limit) * sign for point in (start, end))
        if (starts < 0) != (ends < 0):
            along = starts / (starts - ends)
            yield (
                round(start[0] + (end[0] - start[0]) * along, 2),
                round(start[1] + (end[1] - start[1]) * along, 2),
            )
        if ends >= 0:
            yield end


def rooms(
    rings: Sequence[Ring],
    *,
    half_width: float,
    half_height: float,
    inside: tuple[float, float],
    least: float = 0.0,
) -> list[tuple[float, Point]]:
    """Return places inside an area for the middle of a word, the one with most room around it first.

    Room is half the height of the largest word of the same proportions that finds place there; less
    than `least` is no place. Of places with as much room those nearest to the area's middle stand
    first. `inside` is the part of the sheet, from left to right, where the middle may be.
    """
    press = half_height / half_width if half_width else 1
    xs = [x for ring in rings for x, _ in ring]
    ys = [y for ring in rings for _, y in ring]
    if not xs:
        return []
    edges = [
        (ax * press, ay, (bx - ax) * press, by - ay)
        for ring in rings
        for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True)
        if (ax, ay) != (bx, by)
    ]
    found = []
    for y in _between(min(ys), max(ys)):
        crossings = [
            x + (y - top) / down * across
            for x, top, across, down in edges
            if (top > y) != (top + down > y)
        ]
        for x in _between(max(min(xs), inside[0]), min(max(xs), inside[1])):
            if sum(crossing > x * press for crossing in crossings) % 2:
                room = _room(x * press, y, edges, least)
                if room >= least:
                    found.append((round(room, 1), (x, y)))
    middle = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    return sorted(found, key=lambda each: (-each[0], dist(each[1], middle), each[1]))


def _between(low: float, high: float) -> list[float]:
    return [round(low + (high - low) * (step + 0.5) / _STEPS, 1) for step in range(_STEPS)]


def _room(
    x: float, y: float, edges: Sequence[tuple[float, float, float, float]], least: float
) -> float:
    """Return how far a place is from the nearest edge; 0 when that is less than `least`.

    An edge is a place and the way from there to its other end.
    """
    nearest, too_near = inf, least * least
    for start, top, across, down in edges:
        aside, below = x - start, y - top
        along = (aside * across + below * down) / (across * across + down * down)
        if along > 0:
            along = min(along, 1.0)
            aside -= along * across
            below -= along * down
        square = aside * aside + below * below
        if square < nearest:
            if square < too_near:
                return 0.0
            nearest = square
    return sqrt(nearest)
