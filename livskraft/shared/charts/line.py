"""Lines over time: outcomes with their names, the way to a target, and what is not known.

A line joins measured values and nothing else: it stops at a break and at a gap, the path to a
target is dotted, and a forecast lies apart from every outcome.
"""

from collections.abc import Iterator
from itertools import pairwise

from livskraft.shared.charts.drawing import (
    diamond,
    dot,
    drawing,
    drawing_key,
    group,
    hatching,
    line,
    path,
)
from livskraft.shared.charts.line_labels import TARGET
from livskraft.shared.charts.line_layout import Layout, lay_out
from livskraft.shared.charts.plot import (
    Plot,
    bands,
    grid,
    has_every_dot,
    hatches,
    margins,
    mark,
    stroke,
    time_axis,
)
from livskraft.shared.charts.reading import spots, stops
from livskraft.shared.charts.series import (
    ROLES,
    Baseline,
    Break,
    Event,
    Forecast,
    Gap,
    LineChart,
    Milestone,
    Series,
    Target,
    Value,
)

__all__ = [
    "MOST_SERIES",
    "Baseline",
    "Break",
    "Event",
    "Forecast",
    "Gap",
    "LineChart",
    "Milestone",
    "Series",
    "Target",
    "Value",
    "draw_line",
]

MOST_SERIES = 12
_ROOM_FOR_LARGE_DOTS = 16  # Pixels between two values.


def draw_line(chart: LineChart, width: float) -> str:
    """Return the drawing as SVG; its height follows from the width and the labels.

    Raises ValueError for a chart without a single value, and for more than 12 series: those are
    small multiples.
    """
    if len(chart.series) > MOST_SERIES:
        raise ValueError(f"A line chart takes {MOST_SERIES} series at most; draw small multiples.")
    if not any(series.values for series in chart.series):
        raise ValueError("There is no value to draw; say so in a sentence instead.")
    key = drawing_key(chart.key, width)
    layout = lay_out(chart, width)
    gaps = chart.all_gaps
    return drawing(
        "line",
        key,
        (width, layout.height),
        chart.title,
        chart.description,
        hatching(key) if gaps else "",
        bands(layout.plot, chart.events),
        grid(layout.plot, layout.ticks.figures(chart.figures)),
        _breaks(chart, layout.plot),
        time_axis(layout.plot, layout.moments),
        hatches(layout.plot, gaps, key),
        *(label.draw() for label in (*layout.above, *layout.reasons)),
        _target(chart, layout),
        *_forecasts(chart, layout),
        *_series(chart, layout),
        data_stops=stops(_stops(chart, layout.plot)),
        **chart.reading.attributes(),
    )


def _stop_times(chart: LineChart) -> list[tuple[float, str]]:
    """Return each time that has a value, with its period, oldest first."""
    periods = {each.time: each.period for each in chart.values}
    return sorted(periods.items())


def _stops(chart: LineChart, plot: Plot) -> Iterator[tuple[float, str]]:
    for time, period in _stop_times(chart):
        yield plot.across.at(time), period


def _spots(chart: LineChart, plot: Plot, values: tuple[Value, ...]) -> str:
    order = {time: index for index, (time, _) in enumerate(_stop_times(chart))}
    return spots(
        {order[each.time]: (plot.upwards.at(each.value), each.tip or each.shown) for each in values}
    )


def _series(chart: LineChart, layout: Layout) -> Iterator[str]:
    """Yield each series with its names, our own last so that it lies on top."""
    for series in sorted(chart.series, key=lambda each: ROLES.index(each.role)):
        yield group(
            "chart-series",
            margins(layout.plot, series.values, series.role, layout.room),
            *(stroke(layout.plot, run, series.role) for run in chart.runs(series)),
            *_marks(chart, series, layout),
            *layout.placed.pieces[series.key],
            data_series=series.key,
            data_name=series.name,
            data_spots=_spots(chart, layout.plot, series.values),
        )


def _marks(chart: LineChart, series: Series, layout: Layout) -> Iterator[str]:
    """Yield the dots: at every measured value of our own and of the sexes, else at the ends.

    A value without neighbours always has its dot, or it would not be seen.
    """
    plot, room = layout.plot, layout.room
    has_all = has_every_dot(series.role, room)
    large = 5.0 if room >= _ROOM_FOR_LARGE_DOTS and has_all else 3.25
    ends = {min(series.values, key=_time), max(series.values, key=_time)} if series.values else ()
    for run in chart.runs(series):
        for each in run:
            if has_all or len(run) == 1 or each in ends or _stands_alone(each, run, room, plot):
                yield mark(plot.of(each), series.role, large, is_preliminary=each.is_preliminary)


def _time(value: Value) -> float:
    return value.time


def _stands_alone(value: Value, run: tuple[Value, ...], room: float, plot: Plot) -> bool:
    """Whether the line comes to a value from further away than usual: years without a value."""
    place = plot.across.at(value.time)
    near = [abs(plot.across.at(each.time) - place) for each in run if each is not value]
    return min(near) > room * 1.5


def _breaks(chart: LineChart, plot: Plot) -> str:
    lines = []
    for each in chart.all_breaks:
        x = plot.across.at(each.time)
        lines.append(line((x, plot.top - 5), (x, plot.bottom), "chart-break"))
    return "".join(lines)


def _target(chart: LineChart, layout: Layout) -> str:
    """Return the path to the target, dotted, and its diamonds, with their words."""
    target, plot = chart.target, layout.plot
    if target is None:
        return ""
    marks = []
    if target.time is None:
        y = plot.upwards.at(target.value)
        marks.append(line((plot.left, y), (plot.right, y), "chart-path target"))
    else:
        marks.extend(
            path(way, "chart-path target")
            for way in pairwise([plot.place(*each) for each in target.path])
        )
        if target.low is not None and target.high is not None:
            span = (plot.place(target.time, target.low), plot.place(target.time, target.high))
            marks.append(line(*span, "chart-span target"))
    if target.baseline is not None:
        base = plot.place(target.baseline.time, target.baseline.value)
        marks.append(dot(base, 9, "chart-baseline target"))
    marks.extend(
        diamond(plot.place(each.time, each.value), 5, "chart-diamond target")
        for each in target.milestones
    )
    if target.time is not None:
        marks.append(diamond(plot.place(target.time, target.value), 7, "chart-diamond target"))
    return group("chart-target", *marks, *layout.placed.pieces[TARGET])


def _forecasts(chart: LineChart, layout: Layout) -> Iterator[str]:
    for number, forecast in enumerate(chart.forecasts):
        values = tuple(sorted(forecast.values, key=_time))
        places = [layout.plot.of(each) for each in values]
        yield group(
            "chart-series",
            margins(layout.plot, values, "forecast", 0),
            path(places, "chart-line forecast") if len(places) > 1 else "",
            *(dot(place, 2.5, "chart-ring forecast") for place in places),
            *layout.placed.pieces[f"forecast-{number}"],
            data_series=f"forecast-{number}",
            data_name=forecast.name,
            data_spots=_spots(chart, layout.plot, values),
        )
