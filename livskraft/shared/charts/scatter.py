"""Two indicators against each other: areas as dots with names, and a warning about cause."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil, hypot

from livskraft.shared.charts.axis import Axis, Figure, draw_figures
from livskraft.shared.charts.drawing import (
    Point,
    dot,
    drawing,
    drawing_key,
    group,
    hatching,
    line,
    text,
)
from livskraft.shared.charts.labels import Box, Label, Space
from livskraft.shared.charts.lettering import BOLD, LINE, REGULAR, text_width, wrap
from livskraft.shared.charts.missing import missing_notes, missing_words
from livskraft.shared.charts.reading import Reading, tipped
from livskraft.shared.charts.scale import Scale

_RADIUS, _OWN_RADIUS = 5.5, 7.5
_MANY = 60  # More dots than these are drawn small.
_SMALL_RADIUS = 3.5
_MOST_NAMES = 60
_AIR = 10
_TALLEST = 460
_FAR = (6, 12, 20)  # How far from its dot a name may stand.


@dataclass(frozen=True, slots=True)
class ScatterSpot:
    """One area with its two values. Without one of them `reason` says why.

    `tip` is what a reader who points at it is told.
    """

    name: str
    across: float | None
    upwards: float | None
    is_own: bool = False
    reason: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class ScatterChart:
    """`across_words` and `upwards_words` name the axes; `warning` is written below the drawing.

    Names stand where they find room: those of our own area and of the outermost first.
    """

    key: str
    title: str
    description: str
    spots: tuple[ScatterSpot, ...]
    across: Axis
    upwards: Axis
    across_words: str
    upwards_words: str
    warning: str
    reading: Reading = field(default_factory=Reading)


@dataclass(frozen=True, slots=True)
class _Dot:
    spot: ScatterSpot
    centre: Point
    radius: float

    @property
    def box(self) -> Box:
        (x, y), radius = self.centre, self.radius
        return Box(x - radius, y - radius, x + radius, y + radius)

    def draw(self) -> str:
        classes = "chart-dot own" if self.spot.is_own else "chart-dot quiet"
        return tipped(self.spot.tip, dot(self.centre, self.radius, classes))


@dataclass(frozen=True, slots=True)
class _Plot:
    across: Scale
    upwards: Scale
    across_figures: tuple[Figure, ...]
    upwards_figures: tuple[Figure, ...]


def draw_scatter(chart: ScatterChart, width: float) -> str:
    """Return the plot with its dots and names; below it the warning, and what is missing."""
    key = drawing_key(chart.key, width)
    over = wrap(chart.upwards_words, width)
    plot = _plot(chart, width, LINE * len(over) + _AIR + 4)
    dots = _dots(chart.spots, plot)
    below, bottom = _below(chart, key, plot.upwards.start + 34, width)
    return drawing(
        "scatter",
        key,
        (width, ceil(bottom)),
        chart.title,
        chart.description,
        hatching(key) if len(dots) < len(chart.spots) else "",
        *(text(0, 15 + LINE * i, words, "quiet") for i, words in enumerate(over)),
        _grid(plot, width),
        *(each.draw() for each in dots),
        *_names(dots, plot, width),
        below,
        **chart.reading.attributes(),
    )


def _plot(chart: ScatterChart, width: float, top: float) -> _Plot:
    measured = [spot for spot in chart.spots if None not in (spot.across, spot.upwards)]
    ups = [spot.upwards for spot in measured if spot.upwards is not None]
    sides = [spot.across for spot in measured if spot.across is not None]
    height = min(width * 0.95, _TALLEST)
    ticks, upwards_figures = chart.upwards.upright(ups)
    upwards = Scale(ticks.low, ticks.high, top + height, top)
    left = max(text_width(words) for _value, words in upwards_figures) + _AIR
    across, figures = chart.across.level(sides, lambda _ticks: (left, width - _AIR), width)
    return _Plot(across, upwards, figures, upwards_figures)


def _grid(plot: _Plot, width: float) -> str:
    left, right = plot.across.start, plot.across.end
    top, bottom = plot.upwards.end, plot.upwards.start
    rows = (plot.upwards.at(value) for value, _words in plot.upwards_figures)
    columns = (plot.across.at(value) for value, _words in plot.across_figures)
    return group(
        "quiet",
        *(line((left, y), (right, y), "chart-grid") for y in rows),
        *(line((x, top), (x, bottom), "chart-grid") for x in columns),
        line((left, bottom), (right, bottom), "chart-axis"),
        *(
            text(left - _AIR, plot.upwards.at(value) + 5, words, anchor="end")
            for value, words in plot.upwards_figures
        ),
        draw_figures(plot.across_figures, plot.across, bottom + 26, width),
    )


def _below(chart: ScatterChart, key: str, top: float, width: float) -> tuple[str, float]:
    """Return what stands below the plot, and where it ends."""
    parts = []
    for words in wrap(chart.across_words, width):
        top += LINE
        parts.append(text(width, top - 4, words, "quiet", anchor="end"))
    top += 12
    warning = wrap(chart.warning, width - _AIR - 4, weight=BOLD)
    parts.append(line((2, top), (2, top + LINE * len(warning) + 4), "chart-notice"))
    for words in warning:
        top += LINE
        parts.append(text(_AIR + 4, top - 3, words, "chart-label ink"))
    lacking = [
        (spot.name, spot.reason) for spot in chart.spots if None in (spot.across, spot.upwards)
    ]
    notes, height = missing_notes(missing_words(lacking), key, left=0, top=top + 14, room=width)
    return "".join([*parts, notes]), top + 14 + height


def _dots(spots: Sequence[ScatterSpot], plot: _Plot) -> list[_Dot]:
    """Return the areas that have both values, our own last, above the others."""
    is_crowded = len(spots) > _MANY
    found = []
    for spot in sorted(spots, key=lambda each: each.is_own):
        if spot.across is not None and spot.upwards is not None:
            place = (plot.across.at(spot.across), plot.upwards.at(spot.upwards))
            radius = _SMALL_RADIUS if is_crowded else _RADIUS
            found.append(_Dot(spot, place, _OWN_RADIUS if spot.is_own else radius))
    return found


def _names(dots: Sequence[_Dot], plot: _Plot, width: float) -> Iterator[str]:
    """Yield the names that find room beside their dots, over no other dot and no other name.

    That of our own area stands in any case, over other dots if it must.
    """
    room = Box(plot.across.start + 2, plot.upwards.end - _AIR, width, plot.upwards.start - 2)
    space, names = Space(room, boxes=[each.box for each in dots]), Space(room)
    steps = _FAR if len(dots) <= _MANY else _FAR[:1]
    ordered = sorted(dots, key=lambda one: (not one.spot.is_own, -_edge(one, plot), one.centre))
    for each in ordered[:_MOST_NAMES]:
        label = space.place(_places(each, steps))
        if label is None and each.spot.is_own:
            label = names.place(_places(each, steps))
        if label is not None:
            space.taken.append(label.box)
            names.taken.append(label.box)
            yield _tie(each, label.box) + label.draw()


def _tie(each: _Dot, box: Box) -> str:
    """Return the line from a dot to a name that does not stand close to it."""
    x, y = each.centre
    end = (min(max(x, box.left - 1), box.right + 1), min(max(y, box.top + 4), box.bottom - 1))
    way = hypot(end[0] - x, end[1] - y)
    if way <= each.radius + _FAR[0] + 4:
        return ""
    start = (x + (end[0] - x) * each.radius / way, y + (end[1] - y) * each.radius / way)
    return line(start, end, "chart-tie")


def _edge(each: _Dot, plot: _Plot) -> float:
    """Return how far out a dot lies from the middle of the plot, as a share of its size."""
    x, y = each.centre
    across, upwards = plot.across, plot.upwards
    return max(
        abs(x - (across.start + across.end) / 2) / ((across.end - across.start) or 1),
        abs(y - (upwards.start + upwards.end) / 2) / ((upwards.start - upwards.end) or 1),
    )


def _places(each: _Dot, steps: Iterable[float]) -> Iterator[Label]:
    """Yield places for a name around its dot, the right-hand side first."""
    (x, y), spot = each.centre, each.spot
    weight = BOLD if spot.is_own else REGULAR
    classes = "chart-over chart-label own" if spot.is_own else "ink"
    for far in steps:
        aside, down = each.radius + far, each.radius + far
        slant = aside * 0.75
        for dx, dy, anchor in (
            (aside, 5, "start"),
            (-aside, 5, "end"),
            (0, -down, "middle"),
            (0, down + 11, "middle"),
            (slant, -slant, "start"),
            (slant, slant + 11, "start"),
            (-slant, -slant, "end"),
            (-slant, slant + 11, "end"),
        ):
            yield Label((spot.name,), x + dx, y + dy, anchor, weight, classes)
