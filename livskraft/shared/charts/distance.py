"""How far it is to a target: where it began, where it is now, and what is left, on one line.

The line runs along the way to the target: it begins at the left and the target lies to the right,
also where the value is to become lower.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from math import ceil

from livskraft.shared.charts.callouts import Callout, Placed, Side, room_above
from livskraft.shared.charts.drawing import Point, drawing, drawing_key, line, rectangle
from livskraft.shared.charts.labels import Label
from livskraft.shared.charts.lettering import BOLD, REGULAR, text_width
from livskraft.shared.charts.scale import Scale

_BAR = 20  # How high it is.
_LONGEST = 620
_TALL = 5  # How far the mark of the target stands out from the bar.
_SIDE = 12  # Between a figure and the end of its bar.


@dataclass(frozen=True, slots=True)
class Stage:
    """A value on the way, as written ("19"), and when it was measured or is to be reached."""

    value: float
    label: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class DistanceChart:
    """`left` is what is left to the target in words ("11 kvar"); "" where it is reached.

    `grows`: the value is to become higher. With `from_zero` the bar then begins at zero, as shares
    may; else it begins at `base`, without which only the way that is left is drawn. With `until`
    every value from the target's to this one is good.
    """

    key: str
    title: str
    description: str
    now: Stage
    target: Stage
    base: Stage | None = None
    left: str = ""
    grows: bool = True
    from_zero: bool = False
    until: float | None = None


@dataclass(frozen=True, slots=True)
class _Way:
    """The chart on its scale, which runs to the right whatever the values do.

    `start` is the value where the bar begins, `y` where its upper side lies.
    """

    chart: DistanceChart
    scale: Scale
    start: float
    width: float
    y: float = 0.0

    def at(self, value: float) -> float:
        return self.scale.at(value)

    @property
    def line(self) -> float:
        """The baseline of words in the bar, or beside it."""
        return self.y + _BAR / 2 + 5

    @property
    def target(self) -> float:
        return self.at(self.chart.target.value)

    @property
    def target_end(self) -> float:
        """Where the good values end: with the target itself, unless there is a range."""
        until = self.chart.until
        return self.target if until is None else max(self.target, self.at(until))

    @property
    def is_target_beside(self) -> bool:
        """Whether the words of the target stand after its mark, which then ends the line."""
        is_last = self.target_end >= self.scale.end - 0.1
        return is_last and self.target_end + _SIDE / 2 + _beside(self.chart) <= self.width


def draw_distance(chart: DistanceChart, width: float) -> str:
    """Return the bar of what is done and the dotted line of what is left, with their words."""
    way = _way(chart, width)
    over, under = list(_over_bar(way, _in_bar(way))), list(_under_bar(way))
    way = replace(way, y=ceil(room_above(over, 0, width)) + _TALL)
    side = Side(way.y + _BAR + _TALL, 0, width, is_above=False)
    below = side.place(under)
    labels: list[Label | Placed] = [
        *_in_bar(way).values(),
        *Side(way.y - _TALL, 0, width, is_above=True).place(over),
        *below,
    ]
    if way.is_target_beside:
        x, words = way.target_end + _SIDE / 2, (chart.target.label,)
        labels.append(Label(words, x, way.line, "start", BOLD, "chart-label target"))
    return drawing(
        "distance",
        drawing_key(chart.key, width),
        (width, ceil(side.far_end(below)) + 2),
        chart.title,
        chart.description,
        *_bars(way),
        *_target(way),
        *(each.draw() for each in labels),
    )


def _way(chart: DistanceChart, width: float) -> _Way:
    values = [stage.value for stage in (chart.base, chart.now, chart.target) if stage]
    values += [chart.until] if chart.until is not None else []
    start = (chart.base or chart.now).value
    if chart.from_zero and chart.grows and min(values) >= 0:
        start = 0.0
    low, high = min([start, *values]), max([start, *values])
    first, last = (low, high) if chart.grows else (high, low)
    beside = _beside(chart) + _SIDE
    end = min(width - beside if beside < width / 2 else width - 2, _LONGEST)
    return _Way(chart, Scale(first, last, 2, end), start, width)


def _beside(chart: DistanceChart) -> float:
    return text_width(chart.target.label, weight=BOLD)


def _bars(way: _Way) -> Iterator[str]:
    """Yield what is done, filled; what was lost since the start, as an outline; and where we are."""
    chart = way.chart
    start, now = way.at(way.start), way.at(chart.now.value)
    base = way.at(chart.base.value) if chart.base else now
    if now > start:
        yield rectangle(start, way.y, now - start, _BAR, "chart-bar own")
    if base > now:
        yield rectangle(now, way.y + 1, base - now - 1, _BAR - 2, "chart-bar-lost own")
    elif start < base < now:
        yield line((base, way.y), (base, way.y + _BAR), "chart-bar-mark")
    if now <= start:
        yield line((now, way.y), (now, way.y + _BAR), "chart-bar-end own")


def _target(way: _Way) -> Iterator[str]:
    """Yield the dotted way that is left, and the mark of the target."""
    now, target, end = way.at(way.chart.now.value), way.target, way.target_end
    middle = way.y + _BAR / 2
    if now < target:
        yield line((now + 2, middle), (target, middle), "chart-left target")
    if end > target:
        yield rectangle(target, way.y, end - target, _BAR, "chart-target-range target")
    for x in sorted({target, end}):
        for classes in ("chart-target-air", "chart-target-mark target"):
            yield line((x, way.y - _TALL), (x, way.y + _BAR + _TALL), classes)


def _in_bar(way: _Way) -> dict[str, Label]:
    """Return the figures that find room inside the bar, by what they are of."""
    chart, found = way.chart, {}
    start, now = way.at(way.start), way.at(chart.now.value)
    free = start
    if chart.base is not None and chart.base.label and now > start:
        base, size = way.at(chart.base.value), text_width(chart.base.label)
        if start < base < now and base - start >= size + _SIDE:
            found["base"] = _figure(chart.base, (base - _SIDE / 2, way.line), "end")
            free = base
        elif base == start and min(now, way.target) - start >= size + _SIDE:
            found["base"] = _figure(chart.base, (base + _SIDE / 2, way.line), "start")
            free = base + size + _SIDE
    if way.target < now:
        free = max(free, min(way.target_end, now) + _SIDE / 2)
    if now - free >= text_width(chart.now.label, weight=BOLD) + _SIDE:
        found["now"] = _figure(chart.now, (now - _SIDE / 2, way.line), "end", is_bold=True)
    return found


def _figure(stage: Stage, place: Point, anchor: str, *, is_bold: bool = False) -> Label:
    classes = "chart-on-bar chart-label" if is_bold else "chart-on-bar"
    return Label((stage.label,), *place, anchor, BOLD if is_bold else REGULAR, classes)


def _over_bar(way: _Way, inside: Collection[str]) -> Iterator[Callout]:
    """Yield the words above the bar: what is left, and the figures that the bar has no room for."""
    chart = way.chart
    now, target = way.at(chart.now.value), way.target
    if "now" not in inside:
        yield Callout(now, chart.now.label, "chart-label own", is_bold=True)
    if chart.left:
        yield Callout((now + target) / 2, chart.left, "quiet")
    if chart.base is not None and chart.base.label and "base" not in inside:
        yield Callout(way.at(chart.base.value), chart.base.label, "quiet")
    if not way.is_target_beside:
        yield Callout(target, chart.target.label, "chart-label target", is_bold=True)


def _under_bar(way: _Way) -> Iterator[Callout]:
    """Yield when each value was measured, or is to be reached."""
    chart = way.chart
    for stage, classes in ((chart.now, "quiet"), (chart.target, "target"), (chart.base, "quiet")):
        if stage is not None and stage.about:
            yield Callout(way.at(stage.value), stage.about, classes)
