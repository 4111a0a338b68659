"""A county's municipalities as SVG: a map of links with names, and a map that shows one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from math import inf

from livskraft.shared.charts.lettering import BOLD, text_width
from livskraft.shared.charts.outlines import Outline, Point, Ring, fitted, path, rooms

__all__ = [
    "CountyMap",
    "Outline",
    "Shape",
    "draw_county",
    "locator_map",
    "map_of_areas",
    "map_of_links",
]

_LABEL_HEIGHT = 20


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
    """Return the areas as large as the box allows, in a drawing no larger than they are."""
    sheet = fitted(outlines, width=width, height=height)
    if sheet is None:
        return CountyMap(width, 0, ())
    drawn = [sheet.rings(each) for each in outlines]
    labels = _label_places([each.title for each in outlines], drawn, sheet.width)
    shapes = zip(outlines, drawn, labels, strict=True)
    return CountyMap(
        sheet.width,
        sheet.height,
        tuple(Shape(each.code, each.title, path(rings), label) for each, rings, label in shapes),
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


def _label_places(
    titles: Sequence[str], shapes: Sequence[tuple[Ring, ...]], width: int
) -> list[Point | None]:
    """Return the middle of each name: as far from its area's borders as can be, over no other name.

    The tightest areas choose first.
    """
    halves = [text_width(title, weight=BOLD) / 2 for title in titles]
    candidates = [
        rooms(
            rings,
            half_width=half,
            half_height=_LABEL_HEIGHT / 2,
            inside=(half, width - half),
        )
        for half, rings in zip(halves, shapes, strict=True)
    ]
    tightest_first = sorted(
        range(len(titles)), key=lambda index: candidates[index][0][0] if candidates[index] else inf
    )
    labels: list[Point | None] = [None] * len(titles)
    taken: list[tuple[Point, float]] = []
    for index in tightest_first:
        half = halves[index]
        for _, point in candidates[index]:
            if not any(_overlap(point, half, *other) for other in taken):
                labels[index] = point
                taken.append((point, half))
                break
    return labels


def _overlap(point: Point, half: float, other: Point, other_half: float) -> bool:
    is_beside = abs(point[0] - other[0]) >= half + other_half + 4
    return not is_beside and abs(point[1] - other[1]) < _LABEL_HEIGHT
