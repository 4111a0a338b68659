"""`python -m bench assessment` measures the rules: series per second of one core, all rules each.

Beside them, in the same run, numpy works out the slopes of the same series: one series at a time,
as a plain program would, and all of a chunk in one matrix, which is as fast as it gets.
"""

import random
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy

from livskraft.indicators.assessment import Aim, Case, Point, Verdict, outcomes, standing
from livskraft.indicators.assessment.trend import MOST

YEARS = [2005 + number for number in range(20)]
PERIODS = [str(year) for year in YEARS]
TIMES = [float(year) for year in YEARS]
TODAY = YEARS[-1] + 1.5
CHUNK = 2000
ALL_OF_SWEDEN = 6000 * 312
MOST_TO_NUMPY = 3.0
"""How many times what numpy takes for the slope of one series all rules may take."""

Record = dict[str, Any]


def measure(series: int, *, full: bool = False) -> Record:
    """Return what so many series took; all key figures of all areas with `full`."""
    wanted = ALL_OF_SWEDEN if full else series
    spent = one_by_one = as_matrix = 0.0
    found: Counter[Verdict] = Counter()
    told = 0
    for chunk in _chunks(wanted):
        started = time.process_time()
        said = [outcomes(case) for case in chunk]
        verdicts = [standing(outcomes_of_one).verdict for outcomes_of_one in said]
        spent += time.process_time() - started
        found.update(verdicts)
        told += sum(map(len, said))
        values = [[point.value for point in case.points[-MOST:]] for case in chunk]
        one_by_one += _one_by_one(values)
        as_matrix += _as_matrix(values)
    return {
        "series": wanted,
        "values": wanted * len(YEARS),
        "outcomes": told,
        "verdicts": {str(verdict): number for verdict, number in found.most_common()},
        "seconds": spent,
        "series_per_second": wanted / spent,
        "microseconds_each": 1e6 * spent / wanted,
        "numpy_one_by_one_seconds": one_by_one,
        "to_numpy_one_by_one": spent / one_by_one,
        "numpy_as_matrix_seconds": as_matrix,
        "to_numpy_as_matrix": spent / as_matrix,
    }


def _chunks(wanted: int) -> Iterator[list[Case]]:
    """Yield so many series in chunks: shares that wander, every second one with a target."""
    chance = random.Random(1)
    for start in range(0, wanted, CHUNK):
        yield [_case(chance) for _number in range(min(CHUNK, wanted - start))]


def _case(chance: random.Random) -> Case:
    value = 5 + 80 * chance.random()
    drift = chance.gauss(0, 0.4)
    points = []
    for period, moment in zip(PERIODS, TIMES, strict=True):
        value = max(0.1, value + chance.gauss(drift, 1.0))
        points.append(Point(period, moment, round(value, 1)))
    aim = Aim(round(value + 5, 1), TODAY + 6) if chance.random() < 0.5 else None
    return Case(tuple(points), "increase", TODAY, aim, bounds=(0.0, 100.0))


def _one_by_one(values: list[list[float]]) -> float:
    """Return what numpy takes for the slopes, one series at a time, as its manual shows it."""
    times = numpy.asarray(TIMES[-MOST:]) - TIMES[-MOST]
    started = time.process_time()
    for one in values:
        numpy.polyfit(times, numpy.log(numpy.asarray(one)), 1)
    return time.process_time() - started


def _as_matrix(values: list[list[float]]) -> float:
    """Return what numpy takes for all slopes and their errors at once."""
    times = numpy.asarray(TIMES[-MOST:])
    started = time.process_time()
    sizes = numpy.log(numpy.asarray(values))
    across = times - times.mean()
    up = sizes - sizes.mean(axis=1, keepdims=True)
    spread = (across**2).sum()
    slopes = up @ across / spread
    rest = up - slopes[:, None] * across
    _errors = numpy.sqrt((rest**2).sum(axis=1) / (MOST - 2) / spread)
    return time.process_time() - started


def show_records(found: Record) -> bool:
    """Print the measurements; return whether the target is met."""
    print(
        f"{found['series']:,} series of {len(YEARS)} values by all rules "
        f"({found['outcomes']:,} outcomes): {found['seconds']:.1f} CPU seconds, "
        f"{found['series_per_second']:,.0f} series a second, {found['microseconds_each']:.0f} µs each\n"
        f"  beside it the slopes alone in numpy: one series at a time "
        f"{found['numpy_one_by_one_seconds']:.1f} s, so that all rules take "
        f"{found['to_numpy_one_by_one']:.2f} × as long (target at most {MOST_TO_NUMPY:.0f}); in one "
        f"matrix {found['numpy_as_matrix_seconds']:.2f} s, {found['to_numpy_as_matrix']:.0f} ×\n"
        f"  verdicts: "
        + ", ".join(f"{verdict} {number:,}" for verdict, number in found["verdicts"].items())
    )
    return bool(found["to_numpy_one_by_one"] <= MOST_TO_NUMPY)
