"""A county's municipalities as SVG: a map of links with names, and a map that shows one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from math import hypot, inf, log, pi, radians, tan

Point = tuple[float, float]
Ring = tuple[Point, ...]

_LABEL_SIZE = 15
_LABEL_HEIGHT = 20
_MARGIN = 3
_STEPS = 18
_NARROW, _WIDE = frozenset("fijlrt "), frozenset("mwåÅ")


@dataclass(frozen=True)
class Outline:
    """An area's outline: rings of (longitude, latitude) in degrees, WGS 84."""

    code: str
    title: str
    rings: tuple[Ring, ...]


@dataclass(frozen=True)
class Shape:
    """An area as drawn: its path, and the middle of its name; None where the name finds no room."""

    code: str
    title: str
    path: str
    label: Point | None


@dataclass(frozen=True)
class CountyMap:
    """A drawing of several areas, in pixels."""

    width: int
    height: int
    shapes: tuple[Shape, ...]

    @property
    def is_crowded(self) -> bool:
        """Whether some name finds no room, so that the map needs a list beside it."""
        return any(shape.label is None for shape in self.shapes)


@lru_cache(maxsize=32)
def draw_county(outlines: tuple[Outline, ...], *, width: int, height: int) -> CountyMap:
    """Return the areas in Web Mercator, as large as the box allows and no larger than they are."""
    projected = [tuple(tuple(map(_project, ring)) for ring in each.rings) for each in outlines]
    points = [point for rings in projected for ring in rings for point in ring]
    if not points:
        return CountyMap(width, 0, ())
    left, top = min(x for x, _ in points), min(y for _, y in points)
    across, down = max(x for x, _ in points) - left, max(y for _, y in points) - top
    scale = min((width - 2 * _MARGIN) / (across or 1), (height - 2 * _MARGIN) / (down or 1))

    def place(point: Point) -> Point:
        return (
            round((point[0] - left) * scale + _MARGIN, 1),
            round((point[1] - top) * scale + _MARGIN, 1),
        )

    drawn = [tuple(tuple(map(place, ring)) for ring in rings) for rings in projected]
    drawn_width = round(across * scale) + 2 * _MARGIN
    labels = _label_places([each.title for each in outlines], drawn, drawn_width)
    shapes = zip(outlines, drawn, labels, strict=True)
    return CountyMap(
        drawn_width,
        round(down * scale) + 2 * _MARGIN,
        tuple(Shape(each.code, each.title, _path(rings), label) for each, rings, label in shapes),
    )


def map_of_links(
    county: CountyMap, addresses: Mapping[str, str], *, beside_list: bool = False, name: str = ""
) -> str:
    """Return the county with each area's name as a link to its address, by area code.

    `name` is what a screen reader calls the map.

    All areas lie below all names, so that a name may reach into the neighbour. The links are a
    group of their own (`county-map-links`), which a narrow page hides in favour of a list. Beside a
    list that always has the same links, they are for pointing only.
    """
    areas = "".join(f'<path id="area-{shape.code}" d="{shape.path}"/>' for shape in county.shapes)
    keys = ' tabindex="-1"' if beside_list else ""
    links = "".join(_link(shape, addresses[shape.code], keys) for shape in county.shapes)
    access = ' aria-hidden="true"' if beside_list else f' role="group" aria-label="{escape(name)}"'
    return (
        f'<svg class="county-map" {_box(county)}{access}>'
        f'<g class="county-map-areas" aria-hidden="true">{areas}</g>'
        f'<g class="county-map-links" text-anchor="middle">{links}</g></svg>'
    )


def map_of_areas(county: CountyMap) -> str:
    """Return the county without names or links, beside a list that has them."""
    paths = "".join(f'<path d="{shape.path}"/>' for shape in county.shapes)
    return (
        f'<svg class="county-map" {_box(county)} aria-hidden="true">'
        f'<g class="county-map-areas">{paths}</g></svg>'
    )


def locator_map(county: CountyMap, code: str, *, description: str) -> str:
    """Return the county with one area filled; the description says aloud what is seen."""
    shapes = sorted(county.shapes, key=lambda shape: shape.code == code)
    paths = "".join(f'<path{_here(shape.code == code)} d="{shape.path}"/>' for shape in shapes)
    return (
        f'<svg class="locator-map" {_box(county)} role="img" '
        f'aria-label="{escape(description)}">{paths}</svg>'
    )


def _here(is_here: bool) -> str:
    return ' class="is-here"' if is_here else ""


def _box(county: CountyMap) -> str:
    size = f'width="{county.width}" height="{county.height}"'
    return f'viewBox="0 0 {county.width} {county.height}" {size} fill-rule="evenodd"'


def _link(shape: Shape, address: str, keys: str) -> str:
    name = escape(shape.title)
    label = f"<title>{name}</title>"
    if shape.label is not None:
        x, y = shape.label
        label = f'<text x="{x:g}" y="{y:g}" dy=".35em">{name}</text>'
    return f'<a href="{escape(address)}"{keys}><use href="#area-{shape.code}"/>{label}</a>'


def _project(point: Sequence[float]) -> Point:
    """Web Mercator, with y growing downwards."""
    longitude, latitude = point
    return radians(longitude), -log(tan(pi / 4 + radians(latitude) / 2))


def _path(rings: tuple[Ring, ...]) -> str:
    return "".join(
        "M" + "L".join(f"{x:g} {y:g}" for x, y in _open(ring)) + "Z" for ring in rings if ring
    )


def _open(ring: Ring) -> Ring:
    return ring[:-1] if len(ring) > 1 and ring[0] == ring[-1] else ring


def text_width(text: str) -> float:
    """Return about how wide a name is on the map, in pixels."""
    return (
        sum(
            0.36
            if letter in _NARROW
            else 0.86
            if letter in _WIDE
            else 0.68
            if letter.isupper()
            else 0.58
            for letter in text
        )
        * _LABEL_SIZE
    )


def _label_places(
    titles: Sequence[str], shapes: Sequence[tuple[Ring, ...]], width: int
) -> list[Point | None]:
    """Return the middle of each name: as far from its area's borders as can be, over no other name.

    The tightest areas choose first.
    """
    candidates = [
        _candidates(title, rings, width) for title, rings in zip(titles, shapes, strict=True)
    ]
    tightest_first = sorted(
        range(len(titles)), key=lambda index: candidates[index][0][0] if candidates[index] else inf
    )
    labels: list[Point | None] = [None] * len(titles)
    taken: list[tuple[Point, float]] = []
    for index in tightest_first:
        half = text_width(titles[index]) / 2
        for _, point in candidates[index]:
            if not any(_overlap(point, half, *other) for other in taken):
                labels[index] = point
                taken.append((point, half))
                break
    return labels


def _overlap(point: Point, half: float, other: Point, other_half: float) -> bool:
    is_beside = abs(point[0] - other[0]) >= half + other_half + 4
    return not is_beside and abs(point[1] - other[1]) < _LABEL_HEIGHT


def _candidates(title: str, rings: tuple[Ring, ...], width: int) -> list[tuple[float, Point]]:
    """Return places inside an area for its name, the one with most room around it first.

    Room is measured with the plane pressed together sideways as much as the name is wider than
    high, so that a circle there is an ellipse around the name here.
    """
    half = text_width(title) / 2
    press = _LABEL_HEIGHT / 2 / half if half else 1
    edges = [
        ((ax * press, ay), (bx * press, by))
        for ring in rings
        for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True)
    ]
    xs = [x for ring in rings for x, _ in ring]
    ys = [y for ring in rings for _, y in ring]
    if not xs:
        return []
    found = []
    for x in _between(max(min(xs), half), min(max(xs), width - half)):
        for y in _between(min(ys), max(ys)):
            if _is_inside((x * press, y), edges):
                room = min(_distance((x * press, y), *edge) for edge in edges)
                found.append((round(room, 3), (x, y)))
    return sorted(found, key=lambda each: (-each[0], each[1]))


def _between(low: float, high: float) -> list[float]:
    return [round(low + (high - low) * (step + 0.5) / _STEPS, 1) for step in range(_STEPS)]


def _is_inside(point: Point, edges: Sequence[tuple[Point, Point]]) -> bool:
    """Whether a ray to the right crosses the rings an odd number of times."""
    x, y = point
    crossings = 0
    for (ax, ay), (bx, by) in edges:
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            crossings += 1
    return crossings % 2 == 1


def _distance(point: Point, start: Point, end: Point) -> float:
    """Return how far a point is from a straight edge."""
    (x, y), (ax, ay), (bx, by) = point, start, end
    length = (bx - ax) ** 2 + (by - ay) ** 2
    along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length if length else 0.0
    along = min(1.0, max(0.0, along))
    return hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay))
