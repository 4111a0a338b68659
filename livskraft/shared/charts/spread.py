"""Areas as dots with their margins of error, one row each, on one scale."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil

from livskraft.shared.charts.axis import Axis, Figure, Reference, draw_figures
from livskraft.shared.charts.callouts import Callout, Side
from livskraft.shared.charts.drawing import (
    dot,
    drawing,
    drawing_key,
    hatched,
    hatching,
    line,
    rectangle,
    text,
)
from livskraft.shared.charts.lettering import BOLD, LINE, REGULAR, text_width, wrap
from livskraft.shared.charts.missing import SWATCH
from livskraft.shared.charts.reading import Reading, tipped
from livskraft.shared.charts.scale import Scale, Ticks

_TOP = 28  # The figures of the axis, and air.
_ROW = 28
_AIR = 8
_MOST_OF_NAMES = 0.46  # The share of the width that names may take.
_DOT, _OWN_DOT = 5.5, 7.0


@dataclass(frozen=True, slots=True)
class Spot:
    """One area with its value, as written ("25 %"), and its margin of error.

    Without a value `reason` says why. `tip` is what a reader who points at it is told.
    """

    name: str
    value: float | None
    shown: str = ""
    low: float | None = None
    high: float | None = None
    is_own: bool = False
    reason: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class SpreadChart:
    """The rows are drawn by value, highest first; those without one last. No row has a rank.

    The values of the first, the last and the own area are written out.
    """

    key: str
    title: str
    description: str
    spots: tuple[Spot, ...]
    axis: Axis
    references: tuple[Reference, ...] = ()
    reading: Reading = field(default_factory=Reading)


@dataclass(frozen=True, slots=True)
class _Row:
    """A spot with its name in lines, and its place.

    `is_told`: its value is written; `is_marked`: its dot has the colour of our own area.
    """

    spot: Spot
    names: tuple[str, ...]
    reason: tuple[str, ...]
    middle: float
    bottom: float
    is_told: bool
    is_marked: bool

    @property
    def classes(self) -> str:
        return "chart-label own" if self.spot.is_own else "ink"


def draw_spread(chart: SpreadChart, width: float) -> str:
    """Return the rows with an axis above, and the references as lines through all of them."""
    key = drawing_key(chart.key, width)
    left = _names_width(chart.spots, width) + 2 * _AIR
    rows = _rows(chart.spots, left, width)
    bottom = rows[-1].bottom if rows else float(_TOP)
    scale, figures = _scale(chart, rows, left, width)
    side = Side(bottom + 8, 0, width, is_above=False)
    said = side.place([_callout(each, scale) for each in chart.references])
    return drawing(
        "spread",
        key,
        (width, ceil(side.far_end(said)) + 2),
        chart.title,
        chart.description,
        hatching(key) if any(row.reason for row in rows) else "",
        draw_figures(figures, scale, 14, width),
        *(_upright(scale.at(value), bottom, "chart-grid") for value, _words in figures),
        *(
            _upright(scale.at(each.value), bottom + 6, f"chart-reference {each.role}")
            for each in chart.references
        ),
        *(_draw_row(row, scale, key) for row in rows),
        *(each.draw() for each in said),
        **chart.reading.attributes(),
    )


def _upright(x: float, bottom: float, classes: str) -> str:
    return line((x, _TOP - 6), (x, bottom), classes)


def _callout(reference: Reference, scale: Scale) -> Callout:
    return Callout(
        scale.at(reference.value), reference.label, f"chart-label {reference.role}", is_bold=True
    )


def _weight(spot: Spot) -> int:
    return BOLD if spot.is_own else REGULAR


def _names_width(spots: Sequence[Spot], width: float) -> float:
    widest = max((text_width(spot.name, weight=_weight(spot)) for spot in spots), default=0.0)
    return min(widest, width * _MOST_OF_NAMES)


def _rows(spots: Sequence[Spot], left: float, width: float) -> list[_Row]:
    """Return the spots in order with their places, below each other."""
    measured = [spot for spot in spots if spot.value is not None]
    measured.sort(key=lambda spot: -(spot.value or 0.0))
    own = [spot for spot in spots if spot.is_own]
    told = [*measured[:1], *measured[-1:], *own]
    rows, top = [], float(_TOP)
    for spot in [*measured, *(spot for spot in spots if spot.value is None)]:
        names = wrap(spot.name, left - 2 * _AIR, weight=_weight(spot))
        room = width - left - SWATCH - _AIR
        reason = wrap(spot.reason, room) if spot.value is None else ()
        height = max(_ROW, LINE * max(len(names), len(reason)) + _AIR)
        middle, top = top + height / 2, top + height
        is_marked = spot in own or not own
        rows.append(_Row(spot, names, reason, middle, top, spot in told, is_marked))
    return rows


def _scale(
    chart: SpreadChart, rows: Sequence[_Row], left: float, width: float
) -> tuple[Scale, tuple[Figure, ...]]:
    """Return the scale, so that all written values find room, and the figures of its axis."""
    values = [each.value for each in chart.references]
    for spot in chart.spots:
        if spot.value is not None:
            values += [end for end in (spot.value, spot.low, spot.high) if end is not None]
    told = [row.spot for row in rows if row.is_told and row.spot.value is not None]

    def ends(ticks: Ticks) -> tuple[float, float]:
        right = width - _AIR * 2
        for spot in told:
            share = (_end(spot) - ticks.low) / (ticks.high - ticks.low)
            after = _OWN_DOT + _AIR + text_width(spot.shown, weight=BOLD)
            if share > 0:
                right = min(right, left + (width - left - after) / share)
        return left, max(right, left + 1)

    return chart.axis.level(values, ends, width)


def _end(spot: Spot) -> float:
    """Return the highest value that is drawn in a spot's row."""
    return max(each for each in (spot.value, spot.high) if each is not None)


def _draw_row(row: _Row, scale: Scale, key: str) -> str:
    spot, left = row.spot, scale.start
    start = row.middle + 5 - LINE * (len(row.names) - 1) / 2
    names = [text(0, start + LINE * i, words, row.classes) for i, words in enumerate(row.names)]
    if spot.value is None:
        top = row.middle + 5 - LINE * (len(row.reason) - 1) / 2
        swatch = rectangle(left, row.middle - 7, SWATCH, 14, "chart-missing", fill=hatched(key))
        reason = (
            text(left + SWATCH + _AIR, top + LINE * i, words, "chart-over quiet")
            for i, words in enumerate(row.reason)
        )
        return tipped(spot.tip, *names, swatch, *reason)
    x = scale.at(spot.value)
    parts = []
    if spot.low is not None and spot.high is not None:
        ends = ((scale.at(spot.low), row.middle), (scale.at(spot.high), row.middle))
        parts.append(line(*ends, "chart-margin"))
    colour = "own" if row.is_marked else "quiet"
    radius = _OWN_DOT if spot.is_own else _DOT
    parts.append(dot((x, row.middle), radius, f"chart-dot {colour}"))
    if row.is_told:
        end = max(scale.at(_end(spot)), x + radius) + _AIR
        parts.append(text(end, row.middle + 5, spot.shown, f"chart-over {row.classes}"))
    return tipped(spot.tip, *names, *parts)
