"""Small multiples: one small drawing for each area, all on the same scale, the county behind each."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from livskraft.shared.charts.drawing import drawing, drawing_key, group, hatching, line, text
from livskraft.shared.charts.lettering import BOLD, LINE, text_width, wrap
from livskraft.shared.charts.plot import Plot, bands, hatches, mark, stroke
from livskraft.shared.charts.reading import Reading, marks
from livskraft.shared.charts.scale import Scale, ticks
from livskraft.shared.charts.series import Break, Event, Gap, Value, runs

_LEAST_WIDTH, _GAP, _BETWEEN = 136, 22, 26  # Of a panel; between columns; between rows.
_HEIGHT, _LEAST_PLOT = 78, 70  # Of a plot: how high, and how wide at least.
_YEARS = 28  # What the years under the axis take.
_AWAY = 9  # From the last dot to its value.


@dataclass(frozen=True, slots=True)
class Panel:
    """One area. `label` is its last value as written; without values, `reason` says why."""

    key: str
    name: str
    values: tuple[Value, ...]
    label: str = ""
    reason: str = ""
    gaps: tuple[Gap, ...] = ()
    breaks: tuple[Break, ...] = ()


@dataclass(frozen=True, slots=True)
class Multiples:
    """Panels in the order in which they are read. The caption names the reference and the events.

    `reference` is the county's series, behind each panel.
    """

    key: str
    title: str
    description: str
    panels: tuple[Panel, ...]
    reference: tuple[Value, ...] = ()
    with_zero: bool = False
    events: tuple[Event, ...] = ()
    reading: Reading = field(default_factory=Reading)

    @property
    def values(self) -> Iterator[Value]:
        yield from self.reference
        for panel in self.panels:
            yield from panel.values


@dataclass(frozen=True, slots=True)
class _Grid:
    """What all panels share: their width, how high names and plots are, scales from zero."""

    width: float
    names: float
    plot: float
    across: Scale
    upwards: Scale

    @property
    def height(self) -> float:
        return self.names + self.plot + _YEARS

    def place(self, left: float, top: float) -> Plot:
        """Return the plot of the panel whose upper left corner is there."""
        across, upwards, top = self.across, self.upwards, top + self.names
        return Plot(
            Scale(across.low, across.high, left + across.start, left + across.end),
            Scale(upwards.low, upwards.high, top + self.plot, top),
            left + self.width,
        )


def draw_multiples(chart: Multiples, width: float) -> str:
    """Return all panels as one SVG, in as many columns as find room.

    Raises ValueError when no panel has a value.
    """
    if not any(panel.values for panel in chart.panels):
        raise ValueError("There is no value to draw; say so in a sentence instead.")
    key = drawing_key(chart.key, width)
    label = max(text_width(panel.label, weight=BOLD) for panel in chart.panels)
    least = max(_LEAST_WIDTH, label + _AWAY + _LEAST_PLOT) + _GAP
    columns = max(1, min(len(chart.panels), int((width + _GAP) // least)))
    grid = _grid(chart, (width - _GAP * (columns - 1)) / columns)
    drawn = []
    for index, panel in enumerate(chart.panels):
        row, column = divmod(index, columns)
        left, top = column * (grid.width + _GAP), row * (grid.height + _BETWEEN)
        drawn.append(_panel(chart, panel, grid, left, top, key))
    rows = -(-len(chart.panels) // columns)
    is_hatched = any(panel.gaps or not panel.values for panel in chart.panels)
    return drawing(
        "multiples",
        key,
        (width, rows * (grid.height + _BETWEEN) - _BETWEEN),
        chart.title,
        chart.description,
        hatching(key) if is_hatched else "",
        *drawn,
        **chart.reading.attributes(),
    )


def _grid(chart: Multiples, width: float) -> _Grid:
    times = [each.time for each in chart.values]
    first, last = min(times), max(times)
    if first == last:
        first, last = first - 0.5, last + 0.5
    amounts = ticks((each.value for each in chart.values), with_zero=chart.with_zero)
    names = max(len(_name(panel, width)) for panel in chart.panels) * LINE + 12
    reasons = max((len(_reason(panel, width)) for panel in chart.panels), default=0)
    label = max(text_width(panel.label, weight=BOLD) for panel in chart.panels)
    height = max(_HEIGHT, reasons * LINE + 16)
    return _Grid(
        width,
        names,
        height,
        Scale(first, last, 5, width - _AWAY - label),
        Scale(amounts.low, amounts.high, height, 0),
    )


def _name(panel: Panel, width: float) -> tuple[str, ...]:
    return wrap(panel.name, width, weight=BOLD)


def _reason(panel: Panel, width: float) -> tuple[str, ...]:
    return () if panel.values else wrap(panel.reason, width)


def _panel(chart: Multiples, panel: Panel, grid: _Grid, left: float, top: float, key: str) -> str:
    plot = grid.place(left, top)
    name = _name(panel, grid.width)
    first = top + 15 + LINE * (round((grid.names - 12) / LINE) - len(name))
    return group(
        "chart-panel",
        *(text(left, first + LINE * at, words, "chart-label ink") for at, words in enumerate(name)),
        _lines(chart, panel, plot, key) if panel.values else _nothing(panel, plot, left, key),
        line((left, plot.bottom), (plot.right, plot.bottom), "chart-axis"),
        _years(chart, plot, left),
        data_name=panel.name,
        data_marks=marks(
            (*plot.of(each), f"{each.period}: {each.tip or each.shown}") for each in panel.values
        ),
    )


def _years(chart: Multiples, plot: Plot, left: float) -> str:
    """Return the first and the last period; only the last where both find no room."""
    ordered = sorted(chart.values, key=lambda each: each.time)
    first, last = ordered[0].period, ordered[-1].period
    wide = text_width(last)
    end = min(plot.right, max(plot.across.end + wide / 2, left + wide))
    y = plot.bottom + 22
    words = [text(end, y, last, "quiet", anchor="end")]
    if first != last and left + text_width(first) + 10 <= end - wide:
        words.insert(0, text(left, y, first, "quiet"))
    return "".join(words)


def _lines(chart: Multiples, panel: Panel, plot: Plot, key: str) -> str:
    """Return the area's own line with a dot and the value at its end, before the county's."""
    found = runs(panel.values, panel.gaps, panel.breaks)
    last = found[-1][-1]
    x, y = plot.of(last)
    words = panel.label
    height = min(max(y + 5, plot.top + 12), plot.bottom - 2)
    return "".join(
        [
            bands(plot, chart.events),
            hatches(plot, panel.gaps, key),
            *(stroke(plot, run, "peer") for run in runs(chart.reference, (), ())),
            *(stroke(plot, run, "own") for run in found),
            *(mark(plot.of(run[0]), "own", 3.25) for run in found if len(run) == 1),
            mark((x, y), "own", 4.5, is_preliminary=last.is_preliminary),
            text(x + _AWAY, height, words, "chart-label own") if words else "",
        ]
    )


def _nothing(panel: Panel, plot: Plot, left: float, key: str) -> str:
    """Return the reason in words over a hatched axis."""
    words = _reason(panel, plot.right - left)
    whole = Gap(plot.across.low, plot.across.high)
    return hatches(plot, [whole], key) + "".join(
        text(left, plot.bottom - 14 - LINE * (len(words) - 1 - at), each, "quiet")
        for at, each in enumerate(words)
    )
