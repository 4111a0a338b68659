"""Where everything in a line chart stands, for a width: plot, axes, labels, and the height."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from livskraft.shared.charts.labels import Box, Label, Segment, Space
from livskraft.shared.charts.lettering import ASCENT, BOLD, LINE, text_width, wrap
from livskraft.shared.charts.line_labels import (
    FAR,
    NEAR,
    TARGET,
    End,
    Placed,
    at_ends,
    column_height,
    in_column,
    in_rows,
    is_crowded,
    name_weight,
    reason,
    target_words,
    values_on_the_way,
)
from livskraft.shared.charts.plot import Plot, has_every_dot, hatch_span, segments
from livskraft.shared.charts.scale import Moment, Scale, Ticks, moments, ticks, years_between
from livskraft.shared.charts.series import LineChart, Series, Value, turning_points

_HEIGHT, _LOW_HEIGHT, _WIDE = 290, 250, 560  # Of the plot, and the width from which it is high.
_LEAST_PLOT = 0.6  # Of the width: with less, labels do not stand at the right of the lines.
_MOST_AROUND = 4  # So many names find places around their lines; more stand in a column.
_TURN = 0.12  # Of the axis: a smaller turn is no turning point.
_IMPORTANCE = ("own", TARGET, "women", "men", "nation", "forecast", "peer")
_FEW = 4  # So many values are all written out.
_SAME_END = 0.02  # Of all time: lines that end so near each other end together.
_YEAR_ROOM = 100  # Pixels of the axis for each year that it may name.


@dataclass(slots=True)
class Layout:
    """A line chart's places for one width; `moments` are the times that the axis names."""

    plot: Plot
    ticks: Ticks
    moments: tuple[Moment, ...]
    height: float
    space: Space
    placed: Placed = field(default_factory=Placed)
    above: list[Label] = field(default_factory=list)  # Words of events and breaks.
    reasons: list[Label] = field(default_factory=list)  # Of gaps.
    room: float = 0  # Pixels from one value to the next.


def lay_out(chart: LineChart, width: float) -> Layout:
    """Return the first of these that has room for every name.

    Wide: at the right of lines that end at the right, and around the ends of others. Narrow: around
    all ends. Each falls back on the other, and both on a column at the right.
    """
    is_wide = width >= _WIDE
    for place in (_beside, _around) if is_wide else (_around, _beside):
        layout = place(chart, width)
        if layout is not None:
            break
    else:
        layout = _in_column(chart, width)
    _place_the_rest(chart, layout, width)
    return layout


def _beside(chart: LineChart, width: float) -> Layout | None:
    ends = _ends(chart, max(110, min(210, width * 0.45)))
    frame = _Frame(chart, width)
    last = [end for end in ends if end.time >= frame.last - (frame.last - frame.first) * _SAME_END]
    if not last or [end.key for end in last] == [TARGET]:
        return None
    away = FAR if is_crowded(last, frame.upwards(column_height(last))) else NEAR
    right = width - away - max(end.width for end in last)
    if right - frame.left < (width - frame.left) * _LEAST_PLOT:
        return None
    layout = frame.layout(right, right, column_height(last))
    in_column(last, right + away, layout.plot, layout.space, layout.placed)
    others = [end for end in ends if end not in last]
    has_room = at_ends(others, layout.plot, layout.space, layout.placed, crossings=1)
    return layout if has_room else None


def _around(chart: LineChart, width: float) -> Layout | None:
    ends = _ends(chart, width * 0.55)
    if len(ends) > _MOST_AROUND:
        return None
    frame = _Frame(chart, width)
    layout = frame.layout(width - frame.last_half, width, 0)
    has_room = at_ends(ends, layout.plot, layout.space, layout.placed, crossings=0)
    return layout if has_room else None


def _in_column(chart: LineChart, width: float) -> Layout:
    ends = _ends(chart, width * 0.38)
    frame = _Frame(chart, width)
    right = width - FAR - max(end.width for end in ends)
    layout = frame.layout(right, right, column_height(ends))
    in_column(ends, right + FAR, layout.plot, layout.space, layout.placed)
    return layout


def _ends(chart: LineChart, room: float) -> list[End]:
    """Return the labels that must stand, the most important first."""
    found = []
    for series in chart.series:
        values = sorted(series.values, key=lambda each: each.time)
        radius = 5.0 if series.role in ("own", "women", "men") else 3.5
        if values:
            found.append(_end(series.key, series.label, values, series.role, radius, room))
    if chart.target is not None:
        target = chart.target
        time = max(_times(chart)) if target.time is None else target.time
        lines = wrap(target.label, room, weight=BOLD)
        found.append(End(TARGET, lines, time, target.value, "target", 7.5))
    for number, forecast in enumerate(chart.forecasts):
        values = sorted(forecast.values, key=lambda each: each.time)
        if values:
            found.append(_end(f"forecast-{number}", forecast.label, values, "forecast", 4.0, room))
    return sorted(found, key=lambda end: _IMPORTANCE.index(end.role))


def _end(
    key: str, label: str, values: Sequence[Value], role: str, radius: float, room: float
) -> End:
    last, lines = values[-1], wrap(label, room, weight=name_weight(role))
    return End(key, lines, last.time, last.value, role, radius, tuple(values))


def _times(chart: LineChart) -> Iterator[float]:
    yield from (each.time for each in chart.values)
    if chart.target is not None:
        yield from chart.target.times
    for gap in chart.all_gaps:
        yield from (gap.start, gap.end)


class _Frame:
    """What is the same wherever the names come to stand: scales and margins for a width."""

    def __init__(self, chart: LineChart, width: float) -> None:
        self.chart, self.width = chart, width
        self.first, self.last = min(_times(chart)), max(_times(chart))
        if self.first == self.last:
            self.first, self.last = self.first - 0.5, self.last + 0.5
        self.ticks = ticks(_amounts(chart), with_zero=chart.with_zero)
        self.wanted = _wanted_moments(chart, self.first, self.last, width)
        ordered = sorted(self.wanted, key=lambda each: each.time)
        halves = [text_width(each.label) / 2 + 1 for each in ordered] or [0.0]
        figures = (words for _, words in self.ticks.figures(chart.figures))
        self.figures_width = max(text_width(words) for words in figures)
        self.left = max(self.figures_width + 10, halves[0])
        self.last_half = max(halves[-1], 10)

    def upwards(self, least: float, top: float = 0) -> Scale:
        """Return the scale of values, with the height that a column of labels needs at least."""
        height = max(_HEIGHT if self.width >= _WIDE else _LOW_HEIGHT, least)
        return Scale(self.ticks.low, self.ticks.high, top + height, top)

    def layout(self, last: float, right: float, least_height: float) -> Layout:
        """Return the layout without names; the last time stands at `last`, the plot ends `right`."""
        across = Scale(self.first, self.last, self.left, last)
        above = _words_above(self.chart, across, self.width)
        rows = max((row + len(lines) for lines, _, row in above), default=0)
        plot = Plot(across, self.upwards(least_height, 20 * rows + 10 if rows else 16), right)
        layout = Layout(
            plot,
            self.ticks,
            moments(self.wanted, across, text_width),
            plot.bottom + 2 * LINE - 8,
            Space(Box(0, plot.top - 8 if rows else 0, self.width, plot.bottom - 1)),
            room=_value_room(self.chart, across),
        )
        layout.above = [
            Label(
                lines, x, plot.top - 14 - LINE * (row + len(lines) - 1), "middle", classes="quiet"
            )
            for lines, x, row in above
        ]
        self._take(layout)
        return layout

    def _take(self, layout: Layout) -> None:
        """Mark where lines and dots are, so that no name stands on them."""
        plot, space = layout.plot, layout.space
        for value, _ in self.ticks.figures(self.chart.figures):
            y = plot.upwards.at(value)
            space.taken.append(
                Box(plot.left - 10 - self.figures_width, y - 10, plot.left - 10, y + 10)
            )
            # A value on the same line as a figure of the axis would be read as part of it.
            space.taken.append(Box(plot.left - 10, y - 5, plot.left + 8, y + 5))
        for series in self.chart.series:
            for run in self.chart.runs(series):
                space.lines.extend(segments(plot, run))
                has_all = has_every_dot(series.role, layout.room)
                space.taken.extend(_dots(plot, run if has_all else (run[0], run[-1])))
                space.lines.extend(_margins(plot, run))
        for forecast in self.chart.forecasts:
            space.lines.extend(segments(plot, forecast.values))
            space.taken.extend(_dots(plot, forecast.values))
        space.lines.extend(_lines_of_target(self.chart, plot))
        if plot.upwards.low < 0 < plot.upwards.high:
            zero = plot.upwards.at(0)
            space.lines.append(((plot.left, zero), (plot.right, zero)))
        for each in self.chart.all_breaks:
            x = plot.across.at(each.time)
            space.lines.append(((x, plot.top), (x, plot.bottom)))
        if self.chart.target is not None and self.chart.target.time is not None:
            x, y = plot.place(self.chart.target.time, self.chart.target.value)
            space.taken.append(Box(x - 8, y - 8, x + 8, y + 8))


def _dots(plot: Plot, values: Iterable[Value]) -> Iterator[Box]:
    for each in values:
        x, y = plot.of(each)
        yield Box(x - 5, y - 5, x + 5, y + 5)


def _margins(plot: Plot, values: Iterable[Value]) -> Iterator[Segment]:
    for each in values:
        if each.low is not None and each.high is not None:
            x = plot.across.at(each.time)
            yield (x, plot.upwards.at(each.low)), (x, plot.upwards.at(each.high))


def _lines_of_target(chart: LineChart, plot: Plot) -> Iterator[Segment]:
    target = chart.target
    if target is None:
        return
    if target.time is None:
        y = plot.upwards.at(target.value)
        yield (plot.left, y), (plot.right, y)
    yield from pairwise([plot.place(*each) for each in target.path])


def _amounts(chart: LineChart) -> Iterator[float]:
    for each in chart.values:
        yield from (one for one in (each.value, each.low, each.high) if one is not None)
    if chart.target is not None:
        yield from chart.target.values


def _value_room(chart: LineChart, across: Scale) -> float:
    """Return how many pixels there are between the two values that are nearest each other."""
    steps = [
        after.time - before.time
        for series in chart.series
        for before, after in pairwise(sorted(series.values, key=lambda each: each.time))
        if after.time > before.time
    ]
    whole = across.end - across.start
    return whole * min(steps) / (across.high - across.low) if steps else whole


def _wanted_moments(chart: LineChart, first: float, last: float, width: float) -> list[Moment]:
    """Return the times that the axis names where there is room: the ends, measured ones, even ones.

    Quarters and months are too many to name: there the axis names years.
    """
    periods = {each.time: each.period for each in chart.values}
    if chart.target is not None and chart.target.time is not None and chart.target.period:
        periods.setdefault(chart.target.time, chart.target.period)
    times = sorted(periods)
    most = max(3, int(width // _YEAR_ROOM))
    years = [Moment(year, str(year)) for year in years_between(first, last, most)]
    is_finer = any(after - before < 0.99 for before, after in pairwise(times))
    if is_finer and len(years) > 1:
        return years
    measured = [Moment(time, periods[time]) for time in times]
    ends = [measured[0], measured[-1]] if measured else []
    is_plain = all(each.label == str(each.time).removesuffix(".0") for each in measured)
    if len(measured) <= most:
        return [*ends, *measured, *(years if is_plain else [])]
    return [*ends, *(years if is_plain else measured[:: -(-len(measured) // most)])]


def _words_above(
    chart: LineChart, across: Scale, width: float
) -> list[tuple[tuple[str, ...], float, int]]:
    """Return the words of events and breaks in rows above the plot: lines, middle, row."""
    first, last = across.low, across.high
    words = [
        (wrap(each.words, width * 0.45), across.at(_middle(each.start, each.end, first, last)))
        for each in chart.events
        if each.end > first and each.start < last
    ]
    words += [
        (wrap(each.words, width * 0.45), across.at(each.time))
        for each in chart.all_breaks
        if first <= each.time <= last
    ]
    return in_rows(words, Box(0, 0, width, 0))


def _middle(start: float, end: float, first: float, last: float) -> float:
    return (max(start, first) + min(end, last)) / 2


def _place_the_rest(chart: LineChart, layout: Layout, width: float) -> None:
    """Place the reasons of gaps, which must stand, and what stands only where it finds room."""
    beneath = []
    for gap in chart.all_gaps:
        if gap.words:
            start, end = hatch_span(layout.plot, gap)
            lines = wrap(gap.words, min(width * 0.6, 260))
            label = reason(lines, start, end, layout.plot.bottom - 8, layout.space)
            if label is None:
                beneath.append((wrap(gap.words, width), (start + end) / 2))
            else:
                layout.reasons.append(label)
    for lines, x, row in in_rows(beneath, Box(0, 0, width, 0)):
        y = layout.height + LINE * row + ASCENT
        layout.reasons.append(Label(lines, x, y, "middle", classes="quiet"))
    layout.height = max([layout.height, *(label.box.bottom + 2 for label in layout.reasons)])
    for series in sorted(chart.series, key=lambda each: each.role != "own"):
        if series.role != "peer":
            shown = _shown_values(chart, series, layout.ticks)
            values_on_the_way(series, shown, layout.plot, layout.space, layout.placed)
    if chart.target is not None:
        target_words(chart.target, layout.plot, layout.space, layout.placed)


def _shown_values(chart: LineChart, series: Series, axis: Ticks) -> list[tuple[Value, bool]]:
    """Return the values that are written out, and whether each stands above its dot.

    The last one stands in the series' name. Of few values of our own all are written out, of many the
    first, and the highest and the lowest where it turned. The nation and the sexes show only where
    they began.
    """
    values = sorted(series.values, key=lambda each: each.time)
    if len(values) < 2:
        return []
    first = (values[0], values[1].value < values[0].value)
    if series.role != "own":
        return [first]
    if len(values) > _FEW:
        least = (axis.high - axis.low) * _TURN
        turns = [turn for run in chart.runs(series) for turn in turning_points(run, least)]
        tops = sorted((turn for turn in turns if turn[1]), key=_amount)
        bottoms = sorted((turn for turn in turns if not turn[1]), key=_amount)
        return [first, *tops[-1:], *bottoms[:1]]
    between = zip(values, values[1:], values[2:], strict=False)
    return [
        first,
        *((at, before.value + after.value < 2 * at.value) for before, at, after in between),
    ]


def _amount(turn: tuple[Value, bool]) -> float:
    return turn[0].value
