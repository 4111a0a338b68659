"""A map of values in classes: figures on the areas, neighbours pale, hatched where none is known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import ceil, inf

from livskraft.shared.charts.classes import Classes
from livskraft.shared.charts.drawing import (
    drawing,
    drawing_key,
    element,
    group,
    hatched,
    hatching,
    rectangle,
    text,
)
from livskraft.shared.charts.labels import Box, Label, Space
from livskraft.shared.charts.lettering import BOLD, LINE, text_width, wrap
from livskraft.shared.charts.missing import SWATCH, missing_notes, missing_words
from livskraft.shared.charts.outlines import Outline, Point, Ring, Sheet, cut, fitted, path, rooms
from livskraft.shared.charts.reading import Reading, tipped

_BESIDE = 560  # A drawing at least as wide has the key beside the map, others below it.
_WIDEST, _TALLEST = 440, 720
_AROUND = 26  # How much of the neighbours is seen.
_MANY = 2000  # Points; outlines that have more of them are drawn coarser.
_HALF = 7  # Half the height of a figure.
_LEAST_ROOM = 0.6  # Of a figure's height: where there is less around it, it is left out.
_TINTS = {1: (3,), 2: (2, 4), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}


@dataclass(frozen=True, slots=True)
class MapArea:
    """An area with its value; `figure` is written on it where it finds room ("17").

    Without a value `reason` says why. `tip` is what a reader who points at it is told.
    """

    outline: Outline
    value: float | None
    figure: str = ""
    reason: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class ValueMap:
    """`class_words` say what each class holds, lowest first: "under 9", "9–11", "12–".

    `borders` are drawn over the areas: those of counties over municipalities. `own` is the code of
    the area that is marked, if any. Neighbours have no value and no name.
    """

    key: str
    title: str
    description: str
    areas: tuple[MapArea, ...]
    classes: Classes
    class_words: tuple[str, ...]
    neighbours: tuple[Outline, ...] = ()
    borders: tuple[Outline, ...] = ()
    own: str = ""
    reading: Reading = field(default_factory=Reading)


def draw_value_map(chart: ValueMap, width: float) -> str:
    """Return the map with its key: beside it in a wide drawing, else below."""
    key = drawing_key(chart.key, width)
    sheet = _sheet(chart, min(width, _WIDEST))
    lacking = [area for area in chart.areas if area.value is None]
    notes = missing_words((area.outline.title, area.reason) for area in lacking)
    is_wide = width >= _BESIDE and sheet is not None
    map_width, map_height = (sheet.width, sheet.height) if sheet else (0, 0)
    legend = _Legend(chart, notes, key, map_width + 48 if is_wide else 0, width, not is_wide)
    top = max(0, map_height - legend.draw(0)[1]) if is_wide else map_height + 16
    drawn, bottom = legend.draw(top)
    return drawing(
        "map",
        key,
        (width, ceil(max(map_height, bottom)) + 2),
        chart.title,
        chart.description,
        hatching(key) if lacking else "",
        _map(chart, sheet, key) if sheet else "",
        drawn,
        fill_rule="evenodd",
        **chart.reading.attributes(),
    )


def _sheet(chart: ValueMap, width: float) -> Sheet | None:
    outlines = [area.outline for area in chart.areas]
    points = sum(len(ring) for outline in outlines for ring in outline.rings)
    return fitted(
        outlines,
        width=round(width),
        height=_TALLEST,
        margin=_AROUND if chart.neighbours else 3,
        grain=0.5 if points > _MANY else 0.1,
    )


def _map(chart: ValueMap, sheet: Sheet, key: str) -> str:
    """Return the areas above their neighbours, borders above them, and the figures above all."""
    own = [area.outline for area in chart.areas if area.outline.code == chart.own]
    return "".join(
        [
            *_around(chart, sheet),
            group("map-areas", *(_area(area, chart, sheet, key) for area in chart.areas)),
            group("map-borders", *(_shape(outline, sheet) for outline in chart.borders)),
            group("map-own", *(_shape(outline, sheet) for outline in own)),
            group("map-figures", *_figures(chart, sheet)),
        ]
    )


def _shape(outline: Outline, sheet: Sheet, **attributes: str | None) -> str:
    return element("path", d=path(sheet.rings(outline)), **attributes)


def _around(chart: ValueMap, sheet: Sheet) -> Iterator[str]:
    """Yield the neighbours, and the line that parts our own areas from them."""
    if chart.neighbours:
        places = (_on_sheet(outline, sheet) for outline in chart.neighbours)
        yield group("map-neighbours", *(element("path", d=each) for each in places if each))
        yield group("map-ground", *(_shape(area.outline, sheet) for area in chart.areas))


@lru_cache(maxsize=512)
def _on_sheet(outline: Outline, sheet: Sheet) -> str:
    """Return the path of what lies on the sheet; "" where nothing does."""
    parts = (cut(ring, width=sheet.width, height=sheet.height) for ring in sheet.rings(outline))
    return path(tuple(filter(None, parts)))


def _area(area: MapArea, chart: ValueMap, sheet: Sheet, key: str) -> str:
    if area.value is None:
        missing = "map-missing is-dense" if chart.borders else "map-missing"
        shape = _shape(area.outline, sheet, class_="map-blank")
        shape += _shape(area.outline, sheet, class_=missing, fill=hatched(key))
    else:
        shape = _shape(area.outline, sheet, class_=f"map-{_tint(area.value, chart.classes)}")
    return tipped(area.tip, shape)


def _tint(value: float, classes: Classes) -> int:
    """Return the number of the colour of a value, 1 (pale) to 5."""
    return _TINTS[len(classes.breaks) + 1][classes.of(value)]


def _figures(chart: ValueMap, sheet: Sheet) -> Iterator[str]:
    """Yield the figures that find room on their areas, each in a colour that is read there."""
    space = Space(Box(0, 0, sheet.width, sheet.height))
    for area in chart.areas:
        if area.value is None or not area.figure:
            continue
        classes = f"chart-label map-figure map-figure--{_tint(area.value, chart.classes)}"
        places = _places(sheet.rings(area.outline), text_width(area.figure, weight=BOLD))
        label = space.place(
            Label((area.figure,), x, y + 5, "middle", BOLD, classes) for x, y in places
        )
        if label is not None:
            yield label.draw()


@lru_cache(maxsize=2048)
def _places(rings: tuple[Ring, ...], width: float) -> tuple[Point, ...]:
    """Return where a figure finds room on an area, the roomiest place first."""
    found = rooms(
        rings,
        half_width=width / 2,
        half_height=_HALF,
        inside=(width / 2, inf),
        least=_HALF * _LEAST_ROOM,
    )
    return tuple(place for _room, place in found)


@dataclass(frozen=True, slots=True)
class _Legend:
    """The key of the classes, and notes on what is missing; from `left` to `right`."""

    chart: ValueMap
    notes: Sequence[str]
    key: str
    left: float
    right: float
    may_lie: bool
    """Whether the classes stand side by side where their words find room so."""

    def draw(self, top: float) -> tuple[str, float]:
        """Return the key and where it ends."""
        step = min(self.right - self.left, _WIDEST) / max(1, len(self.classes))
        has_room = all(text_width(words) <= step - 6 for _tint, words in self.classes)
        side_by_side = self.may_lie and has_room
        drawn, bottom = self._lying(top, step) if side_by_side else self._standing(top)
        top = bottom + 8 if self.classes else top
        notes, height = missing_notes(
            self.notes, self.key, left=self.left, top=top, room=self.right - self.left
        )
        return drawn + notes, top + height if self.notes else bottom

    @property
    def classes(self) -> list[tuple[int, str]]:
        """The colour and the words of each class, lowest first."""
        tints = _TINTS[len(self.chart.classes.breaks) + 1]
        return (
            list(zip(tints, self.chart.class_words, strict=True)) if self.chart.class_words else []
        )

    def _lying(self, top: float, step: float) -> tuple[str, float]:
        drawn = []
        for index, (tint, words) in enumerate(self.classes):
            left = self.left + step * index
            drawn.append(rectangle(left, top, step - 2, 12, f"map-{tint}"))
            drawn.append(text(left, top + 31, words, "quiet"))
        return "".join(drawn), top + 36

    def _standing(self, top: float) -> tuple[str, float]:
        """Return the classes below each other, highest first."""
        drawn, indent = [], SWATCH + 8
        for tint, words in reversed(self.classes):
            drawn.append(rectangle(self.left, top + 3, SWATCH, 14, f"map-{tint}"))
            for each in wrap(words, self.right - self.left - indent):
                drawn.append(text(self.left + indent, top + 15, each, "quiet"))
                top += LINE
            top += 4
        return "".join(drawn), top
