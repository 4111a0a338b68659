"""The plot of drawings over time: its frame, its axes, its lines and what is missing beneath."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from livskraft.shared.charts.drawing import (
    Point,
    dot,
    group,
    hatched,
    line,
    path,
    rectangle,
    text,
)
from livskraft.shared.charts.labels import Segment
from livskraft.shared.charts.scale import Moment, Scale
from livskraft.shared.charts.series import Event, Gap, Role, Value

_HATCH_HEIGHT = 8
_LEAST_HATCH = 10
_DENSE = 12  # Pixels between values: nearer ones have thin bars for their margins.
_LARGE = 4.5  # The radius from which a dot has a rim.
_ROOM_FOR_DOTS = 7


@dataclass(frozen=True, slots=True)
class Plot:
    """Where times and values are; `right` may lie beyond the last time."""

    across: Scale
    upwards: Scale
    right: float

    @property
    def left(self) -> float:
        return self.across.start

    @property
    def top(self) -> float:
        return self.upwards.end

    @property
    def bottom(self) -> float:
        return self.upwards.start

    def place(self, time: float, value: float) -> Point:
        return self.across.at(time), self.upwards.at(value)

    def of(self, value: Value) -> Point:
        return self.place(value.time, value.value)

    def span(self, start: float, end: float) -> tuple[float, float]:
        """Return where a stretch of time begins and ends, inside of the plot."""
        first, last = self.across.low, self.across.high
        return (
            self.across.at(min(max(start, first), last)),
            self.across.at(max(min(end, last), first)),
        )


def grid(plot: Plot, figures: Sequence[tuple[float, str]]) -> str:
    """Return the gridlines and their figures at the left; zero inside of the plot is an axis."""
    lines, words = [], []
    for value, figure in figures:
        y = plot.upwards.at(value)
        is_axis = value == 0 and y < plot.bottom
        lines.append(
            line((plot.left, y), (plot.right, y), "chart-axis" if is_axis else "chart-grid")
        )
        words.append(text(plot.left - 10, y + 5, figure, anchor="end"))
    return group("quiet", *lines, *words)


def time_axis(plot: Plot, labels: Iterable[Moment]) -> str:
    """Return the line of time with a short mark and a label for each moment."""
    marks = [line((plot.left, plot.bottom), (plot.right, plot.bottom), "chart-axis")]
    for moment in labels:
        x = plot.across.at(moment.time)
        marks.append(line((x, plot.bottom), (x, plot.bottom + 5), "chart-axis"))
        marks.append(text(x, plot.bottom + 24, moment.label, anchor="middle"))
    return group("quiet", *marks)


def bands(plot: Plot, events: Iterable[Event]) -> str:
    """Return a band behind the lines for each event that the plot covers."""
    found = []
    for event in events:
        start, end = plot.span(event.start, event.end)
        if end > start:
            height = plot.bottom - plot.top + 5
            found.append(rectangle(start, plot.top - 5, end - start, height, "chart-band"))
    return "".join(found)


def hatch_span(plot: Plot, gap: Gap) -> tuple[float, float]:
    """Return where the hatching of a gap begins and ends; a short one is drawn wider."""
    start, end = plot.span(gap.start, gap.end)
    if end - start < _LEAST_HATCH:
        start = min(max(plot.left, (start + end - _LEAST_HATCH) / 2), plot.right - _LEAST_HATCH)
        end = start + _LEAST_HATCH
    return start, end


def hatches(plot: Plot, gaps: Iterable[Gap], key: str) -> str:
    """Return hatching along the axis for each gap; the drawing must hold `hatching(key)`."""
    found = []
    for gap in gaps:
        start, end = hatch_span(plot, gap)
        top = plot.bottom - _HATCH_HEIGHT
        found.append(rectangle(start, top, end - start, _HATCH_HEIGHT, "", fill=hatched(key)))
    return "".join(found)


def stroke(plot: Plot, run: Sequence[Value], role: str) -> str:
    """Return the line through a run of values; the way to a preliminary value is dashed."""
    pieces = []
    for is_dashed, ways in groupby(pairwise(run), key=lambda way: way[1].is_preliminary):
        joined = list(ways)
        points = [plot.of(joined[0][0]), *(plot.of(after) for _, after in joined)]
        dashes = " is-preliminary" if is_dashed else ""
        pieces.append(path(points, f"chart-line {role}{dashes}"))
    return "".join(pieces)


def segments(plot: Plot, run: Sequence[Value]) -> Iterator[Segment]:
    yield from pairwise([plot.of(each) for each in run])


def has_every_dot(role: str, room: float) -> bool:
    """Whether a series shows each measured value as a dot, with so many pixels between them."""
    return role in ("own", "women", "men") and room >= _ROOM_FOR_DOTS


def mark(centre: Point, role: Role, radius: float, *, is_preliminary: bool = False) -> str:
    """Return the dot of a measured value: a ring for men and for what is preliminary."""
    size = "" if radius >= _LARGE else " is-small"
    if role == "men" or is_preliminary:
        return dot(centre, radius - 1, f"chart-ring {role}{size}")
    return dot(centre, radius, f"chart-dot {role}{size}")


def margins(plot: Plot, values: Iterable[Value], role: str, room: float) -> str:
    """Return the margin of error of each value that has one, as an upright bar.

    `room` is how many pixels there are from one value to the next.
    """
    found = []
    for each in values:
        if each.low is None or each.high is None:
            continue
        x = plot.across.at(each.time)
        ends = ((x, plot.upwards.at(each.low)), (x, plot.upwards.at(each.high)))
        is_dense = " is-dense" if room < _DENSE else ""
        found.append(line(*ends, f"chart-margin {role}{is_dense}"))
    return "".join(found)
