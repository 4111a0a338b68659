"""`python -m bench charts` measures drawings: how many of each kind one core draws in a second.

Beside them, in the same run, pygal draws the same lines as SVG where it is installed: without
labels on the lines, targets, breaks or words that keep apart.
"""

import importlib
import importlib.util
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from livskraft.shared.charts.line import LineChart, draw_line
from tests.shared.gallery import DRAWINGS, WIDTHS, counties, transit
from tests.shared.gallery_places import PLACES

LEAST_LINES_PER_SECOND = 100.0
"""A page of six drawings in two widths then takes 0.12 seconds, cold, of one core."""
SECONDS_EACH = 0.4

Record = dict[str, Any]


def measure() -> Record:
    """Return drawings per second for each kind and width, and pygal's for the same lines."""
    draw_line(transit(), WIDTHS[0])  # Opens the typeface, once per process.
    kinds = [
        {
            "drawing": name,
            "width": width,
            "per_second": per_second(partial(draw, width)),
            "kilobytes": len(draw(width).encode()) / 1000,
        }
        for name, draw in {**DRAWINGS, **PLACES}.items()
        for width in WIDTHS
    ]
    beside = [_beside(transit()), _beside(counties())]
    return {"kinds": kinds, "pygal": [each for each in beside if each]}


def per_second(task: Callable[[], object]) -> float:
    """Return how often a task is done in a second of this core, after a first time."""
    task()
    started, times = time.process_time(), 0
    while (spent := time.process_time() - started) < SECONDS_EACH:
        task()
        times += 1
    return times / spent


def _beside(chart: LineChart) -> Record | None:
    if importlib.util.find_spec("pygal") is None:
        return None
    ours = per_second(lambda: draw_line(chart, WIDTHS[0]))
    theirs = per_second(lambda: _pygal(chart))
    return {"drawing": chart.key, "ours": ours, "pygal": theirs, "faster": ours / theirs}


def _pygal(chart: LineChart) -> bytes:
    pygal: Any = importlib.import_module("pygal")  # It may be missing.
    drawn = pygal.XY(width=WIDTHS[0], height=320, title=chart.title)
    for series in chart.series:
        drawn.add(series.name, [(each.time, each.value) for each in series.values])
    rendered: bytes = drawn.render()
    return rendered


def show_records(records: Record) -> bool:
    """Print the measurements; True when lines are drawn as fast as they should."""
    print(f"{'drawing':48} {'width':>5} {'per second':>10} {'kB':>6}")
    for kind in records["kinds"]:
        print(
            f"{kind['drawing']:48} {kind['width']:5} {kind['per_second']:10.0f}"
            f" {kind['kilobytes']:6.1f}"
        )
    for each in records["pygal"]:
        print(
            f"Lines of {each['drawing']}: {each['ours']:.0f} drawings a second, pygal"
            f" {each['pygal']:.0f}: {each['faster']:.1f} times as fast"
        )
    lines = next(kind for kind in records["kinds"] if kind["width"] == WIDTHS[0])
    is_fast = bool(lines["per_second"] >= LEAST_LINES_PER_SECOND)
    print(f"Target: {LEAST_LINES_PER_SECOND:.0f} lines with a target path a second: {is_fast}")
    return is_fast
