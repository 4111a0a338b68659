"""Many areas on one thin axis: our own marked and named, some others named, none ranked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import ceil, hypot

from livskraft.shared.charts.axis import Axis, Figure, Reference, draw_figures
from livskraft.shared.charts.callouts import Callout, Side, room_above
from livskraft.shared.charts.drawing import (
    dot,
    drawing,
    drawing_key,
    hatched,
    hatching,
    line,
    rectangle,
)
from livskraft.shared.charts.missing import missing_notes, missing_words
from livskraft.shared.charts.reading import Reading, tipped
from livskraft.shared.charts.scale import Scale

_RADIUS, _OWN_RADIUS = 4.5, 7.5
_MANY = 40  # More areas than these are drawn small, and beside each other.
_SMALL = 140  # Their radius is this part of the width, at most 3.
_HIGHEST = 16  # Rows of small marks above the axis, and below it.
_REFERENCE = 10  # How far the mark of a reference stands out from the axis.
_FIGURES = 20  # From the marks down to the figures of the axis.
_INDENT = 8  # From the ends of the axis to the outermost marks.
_SPAN = 0.1  # Without figures the axis covers at least this share of the largest value.
_EMPTY = 44  # The height of a strip that has no value at all.


@dataclass(frozen=True, slots=True)
class Peer:
    """One area. `label` is written at its mark, "Sala 84"; most areas have none.

    Without a value `reason` says why. `tip` is what a reader who points at it is told.
    """

    name: str
    value: float | None
    label: str = ""
    is_own: bool = False
    reason: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class StripChart:
    """With an axis its figures stand below; without one only what is named tells the scale."""

    key: str
    title: str
    description: str
    peers: tuple[Peer, ...]
    references: tuple[Reference, ...] = ()
    axis: Axis | None = None
    reading: Reading = field(default_factory=Reading)


@dataclass(frozen=True, slots=True)
class _Mark:
    """An area's mark, `y` pixels below the axis."""

    peer: Peer
    x: float
    y: float
    radius: float

    def draw(self, axis: float) -> str:
        kind = "chart-ring chart-ring--thin quiet"
        if self.radius < _RADIUS:
            kind = "chart-speck nation"
        if self.peer.label:
            kind = "chart-dot own" if self.peer.is_own else "chart-dot quiet"
        return tipped(self.peer.tip, dot((self.x, axis + self.y), self.radius, kind))


def draw_strip(chart: StripChart, width: float) -> str:
    """Return the axis with its marks, words above and below it, and notes on what is missing."""
    key = drawing_key(chart.key, width)
    has_values = any(peer.value is not None for peer in chart.peers)
    part, bottom = _axis(chart, width) if has_values else _nothing(key, width)
    notes = _notes(chart.peers, only_reasons=not has_values)
    said, height = missing_notes(notes, key, left=0, top=bottom + 8, room=width)
    return drawing(
        "strip",
        key,
        (width, ceil(bottom + (8 + height if notes else 2))),
        chart.title,
        chart.description,
        hatching(key) if notes or not has_values else "",
        part,
        said,
        **chart.reading.attributes(),
    )


def _notes(peers: Iterable[Peer], *, only_reasons: bool) -> tuple[str, ...]:
    missing = [peer for peer in peers if peer.value is None]
    if only_reasons:
        return tuple(dict.fromkeys(peer.reason for peer in missing if peer.reason))
    return missing_words((peer.name, peer.reason) for peer in missing)


def _nothing(key: str, width: float) -> tuple[str, float]:
    inside = (0.5, 0.5, width - 1, _EMPTY - 1)
    return rectangle(*inside, "chart-missing", fill=hatched(key)), _EMPTY


def _axis(chart: StripChart, width: float) -> tuple[str, float]:
    """Return the axis with its marks and words, and where they end."""
    scale, figures = _scale(chart, width)
    marks = _marks(chart.peers, scale)
    reach = max(_REFERENCE, *(abs(mark.y) + mark.radius for mark in marks)) + 2
    named = [_of_mark(mark) for mark in marks if mark.peer.label]
    compared = [_of_reference(each, scale) for each in chart.references]
    over, under = (named + compared, []) if chart.axis else (named, compared)
    y = ceil(room_above(over, 0, width) + reach)
    above = Side(y - reach, 0, width, is_above=True).place(over)
    side = Side(y + reach, 0, width, is_above=False)
    below = side.place(under)
    svg = [
        line((scale.start, y), (scale.end, y), "chart-axis"),
        *(_figure_line(scale.at(value), y, reach) for value, _words in figures),
        *_ties(marks, y, reach),
        *(mark.draw(y) for mark in marks if not mark.peer.is_own),
        *(_draw_reference(each, scale, y, reach) for each in chart.references),
        *(mark.draw(y) for mark in marks if mark.peer.is_own),
        draw_figures(figures, scale, y + reach + _FIGURES - 4, width),
        *(each.draw() for each in (*above, *below)),
    ]
    return "".join(svg), y + reach + _FIGURES if chart.axis else side.far_end(below)


def _scale(chart: StripChart, width: float) -> tuple[Scale, tuple[Figure, ...]]:
    values = [peer.value for peer in chart.peers if peer.value is not None]
    values += [each.value for each in chart.references]
    start, end = _INDENT, width - _INDENT
    if chart.axis:
        return chart.axis.level(values, lambda _ticks: (start, end), width)
    low, high = min(values), max(values)
    lacking = max(0.0, _SPAN * max(abs(low), abs(high)) - (high - low))
    return Scale(low - lacking / 2, high + lacking / 2, start, end), ()


def _marks(peers: Sequence[Peer], scale: Scale) -> list[_Mark]:
    """Return the areas that have a value with their places, the named ones above the others."""
    measured = [(peer, scale.at(peer.value)) for peer in peers if peer.value is not None]
    measured.sort(key=lambda each: (not each[0].is_own, not each[0].label, each[1]))
    is_crowded = len(measured) > _MANY
    small = min(3.0, (scale.end - scale.start) / _SMALL)
    placed: list[_Mark] = []
    for peer, x in measured:
        radius = small if is_crowded and not peer.label else _RADIUS
        mark = _Mark(peer, x, 0, _OWN_RADIUS if peer.is_own else radius)
        placed.append(_beside(mark, placed) if is_crowded else mark)
    return placed[::-1]


def _beside(mark: _Mark, placed: Sequence[_Mark]) -> _Mark:
    """Return a mark moved up or down, as little as can be, until it lies over no other."""
    near = [other for other in placed if abs(other.x - mark.x) < other.radius + mark.radius + 0.5]
    for step in range(2 * _HIGHEST + 1):
        y = (-1) ** step * ((step + 1) // 2) * (2 * mark.radius + 0.6)
        if all(
            hypot(other.x - mark.x, other.y - y) >= other.radius + mark.radius + 0.5
            for other in near
        ):
            return replace(mark, y=y)
    return mark


def _of_mark(mark: _Mark) -> Callout:
    peer = mark.peer
    return Callout(mark.x, peer.label, "chart-label own" if peer.is_own else "quiet", peer.is_own)


def _of_reference(reference: Reference, scale: Scale) -> Callout:
    classes = "own" if reference.role == "own" else "quiet"
    return Callout(scale.at(reference.value), reference.label, classes)


def _draw_reference(reference: Reference, scale: Scale, y: float, reach: float) -> str:
    x = scale.at(reference.value)
    return line((x, y - reach + 2), (x, y + reach - 2), f"chart-reference {reference.role}")


def _figure_line(x: float, y: float, reach: float) -> str:
    """Return the line that leads from the axis to its figure; a long one is pale."""
    if reach > _REFERENCE + 2:
        return line((x, y - reach), (x, y + reach + 2), "chart-grid")
    return line((x, y), (x, y + 5), "chart-axis")


def _ties(marks: Iterable[_Mark], y: float, reach: float) -> Iterator[str]:
    """Yield the lines that lead from named marks up to where their words begin."""
    for mark in marks:
        if mark.peer.label and reach > _REFERENCE + 2:
            yield line((mark.x, y), (mark.x, y - reach), "chart-tie")
