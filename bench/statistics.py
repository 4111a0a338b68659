"""`python -m bench statistics` measures the way of figures: from an answer to the store and back.

Whatever can be is a ratio, measured side by side in this one run.
"""

import gzip
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from bench.updates import measure_update
from livskraft.indicators.sources.cube import Cube, Dimension
from livskraft.indicators.sources.files import read_file
from livskraft.indicators.sources.grid import Axis, Grid
from livskraft.indicators.sources.jsonstat_writer import write_jsonstat
from livskraft.indicators.store import Store, make_table

SELECT = {
    "Region": "area",
    "Tid": "period",
    "Kon": "sex",
    "Alder": ["*"],
    "ContentsCode": "A",
}
COUNTIES = [
    "00",
    *(f"{number:02}" for number in (1, *range(3, 11), *range(12, 15), *range(17, 26))),
]
AREAS = [*COUNTIES, *(f"{1000 + number}" for number in range(290))]
YEARS = [str(2004 + number) for number in range(20)]
AGES = 54
CELLS = len(AREAS) * len(YEARS) * 3 * AGES
MOST_TO_JSON_LOADS = 6.0
SERIES_MILLISECONDS = 15.0
AREA_MILLISECONDS = 100.0
LEAST_AGAINST_PYJSTAT = 4.0

Record = dict[str, Any]


def measure(indicators: int, updates: list[int]) -> Record:
    """Return all measurements; `indicators` is how many the large store holds."""
    with tempfile.TemporaryDirectory(prefix="livskraft-bench-") as name:
        folder = Path(name)
        return {
            "answer": measure_answer(folder / "answer"),
            "store": measure_store(folder / "store", indicators),
            "updates": [measure_update(folder / f"update-{size}", size) for size in updates],
        }


def best(task: Callable[[], object], runs: int = 5) -> float:
    """Return the shortest of so many runs, in seconds."""
    times = []
    for _run in range(runs):
        started = time.perf_counter()
        task()
        times.append(time.perf_counter() - started)
    return min(times)


def median(task: Callable[[], object], runs: int) -> float:
    times = []
    for _run in range(runs):
        started = time.perf_counter()
        task()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def measure_answer(folder: Path) -> Record:
    """Measure a JSON-stat answer of a million cells on its way to a stored snapshot."""
    payload = large_answer()
    folder.mkdir()

    def read_and_keep() -> bytes:
        download = read_file(payload, "answer.json", {"select": SELECT}, AREAS)
        table = make_table([download.observations])
        _name = table.content_sha256
        return table.parquet()

    content = read_and_keep()
    found: Record = {
        "cells": CELLS,
        "megabytes": len(payload) / 1e6,
        "bytes_per_cell": len(content) / CELLS,
        "json_loads_seconds": best(lambda: json.loads(payload)),
        "snapshot_seconds": best(read_and_keep),
        "raw_copy_seconds": best(lambda: gzip.compress(payload, 5, mtime=0), 2),
        "write_and_flush_seconds": best(lambda: _written(folder, content), 3),
        "pyjstat_seconds": _pyjstat(payload),
    }
    found["to_json_loads"] = found["snapshot_seconds"] / found["json_loads_seconds"]
    if found["pyjstat_seconds"]:
        found["faster_than_pyjstat"] = found["pyjstat_seconds"] / found["snapshot_seconds"]
    return found


def large_answer() -> bytes:
    """Return a table of 312 areas, 20 years, 3 sexes and 54 ages; one cell in fifty is missing."""
    chance = random.Random(1)
    ages = tuple(str(number) for number in range(AGES))
    dimensions = (
        Dimension("Region", "region", tuple(AREAS)),
        Dimension("Alder", "ålder", ages),
        Dimension("Kon", "kön", ("1", "2", "1+2"), {"1": "män", "2": "kvinnor", "1+2": "totalt"}),
        Dimension("ContentsCode", "innehåll", ("A",), role="metric"),
        Dimension("Tid", "år", tuple(YEARS), role="time"),
    )
    cells = [round(chance.random() * 100, 1) for _cell in range(CELLS)]
    statuses = dict.fromkeys(range(0, CELLS, 50), "..")
    holes: list[float | None] = list(cells)
    for place in statuses:
        holes[place] = None
    document = write_jsonstat(Cube("Table", dimensions, holes, statuses))
    return json.dumps(document, ensure_ascii=False).encode()


def _written(folder: Path, content: bytes) -> None:
    from livskraft.shared.files import write_whole

    path = folder / "written"
    path.unlink(missing_ok=True)
    write_whole(path, content)


def _pyjstat(payload: bytes) -> float | None:
    """Return what pyjstat takes to make a table of the answer; None where it is not installed."""
    try:
        from pyjstat import pyjstat  # type: ignore[import-not-found]
    except ImportError:
        return None
    return best(lambda: pyjstat.Dataset.read(payload.decode()).write("dataframe"), 2)


def measure_store(folder: Path, indicators: int) -> Record:
    """Measure a store of so many key figures, 312 areas and 20 years each."""
    store = Store(folder)
    print(f"Writing {indicators} key figures …", file=sys.stderr)
    started = time.perf_counter()
    names = [store.keep(make_table([key_figure(number)])) for number in range(indicators)]
    written = time.perf_counter() - started
    started = time.perf_counter()
    store.sort_by_area(names)
    by_area = time.perf_counter() - started
    rows = indicators * len(AREAS) * len(YEARS)
    size = sum(path.stat().st_size for path in (folder / "figures").rglob("*.parquet"))
    chance = random.Random(2)
    store.area_series("1100", names)
    return {
        "key_figures": indicators,
        "observations": rows,
        "write_seconds": written,
        "sort_by_area_seconds": by_area,
        "bytes_per_observation": size / rows,
        "bytes_with_copy_by_area": _size(folder) / rows,
        "series_milliseconds": 1000 * median(lambda: store.read(chance.choice(names)), 50),
        "series_of_one_area_milliseconds": 1000
        * median(lambda: store.read(chance.choice(names), areas=["1100"]), 50),
        "area_milliseconds": 1000
        * median(lambda: store.area_series(chance.choice(AREAS), names), 20),
        **_in_threads(store, names),
    }


def key_figure(number: int) -> Grid:
    """Return a key figure of one decimal; each has figures of its own."""
    chance = random.Random(number)
    base = chance.random() * 80
    cells = [round(base + chance.random() * 20, 1) for _ in range(len(AREAS) * len(YEARS))]
    axes = (Axis("area", "Region", tuple(AREAS)), Axis("period", "Tid", tuple(YEARS)))
    return Grid(axes, cells, {number % len(cells): "p"})


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*.parquet"))


def _in_threads(store: Store, names: list[str], threads: int = 16) -> Record:
    """Read from so many threads at once, and compare every answer with the one before."""
    some = names[:: max(1, len(names) // 40)]
    expected = {name: store.read(name, areas=["1100"]) for name in some}
    asked = some * 20

    def is_right(name: str) -> bool:
        return store.read(name, areas=["1100"]) == expected[name]

    started = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        right = sum(pool.map(is_right, asked))
    return {
        "threads": threads,
        "reads_in_threads": len(asked),
        "wrong_in_threads": len(asked) - right,
        "reads_per_second": len(asked) / (time.perf_counter() - started),
    }


def show_records(found: Record) -> bool:
    """Print the measurements; return whether every target is met."""
    answer, store = found["answer"], found["store"]
    print(
        f"JSON-stat of {answer['cells']:,} cells ({answer['megabytes']:.1f} MB) to a snapshot: "
        f"{answer['snapshot_seconds']:.2f} s, {answer['to_json_loads']:.1f} × json.loads "
        f"(target at most {MOST_TO_JSON_LOADS:.0f}); {answer['bytes_per_cell']:.2f} bytes a cell\n"
        f"  beside it: raw copy {answer['raw_copy_seconds']:.2f} s, write and flush "
        f"{answer['write_and_flush_seconds']:.2f} s\n"
        f"{_against_pyjstat(answer)}\n"
        f"Store of {store['key_figures']:,} key figures, {store['observations']:,} observations: "
        f"{store['bytes_per_observation']:.2f} bytes each, "
        f"{store['bytes_with_copy_by_area']:.2f} with the copy by area\n"
        f"  one indicator's series {store['series_milliseconds']:.1f} ms (target "
        f"{SERIES_MILLISECONDS:.0f}), of one area "
        f"{store['series_of_one_area_milliseconds']:.1f} ms\n"
        f"  one municipality in all indicators {store['area_milliseconds']:.0f} ms (target "
        f"{AREA_MILLISECONDS:.0f})\n"
        f"  {store['threads']} threads: {store['reads_in_threads']} reads, "
        f"{store['wrong_in_threads']} wrong, {store['reads_per_second']:.0f} a second"
    )
    for update in found["updates"]:
        print(
            f"Update of {update['indicators']} indicators: {update['seconds']:.1f} s, "
            f"{update['observations_per_second']:,.0f} observations a second, "
            f"{update['per_indicator_milliseconds']:.0f} ms each; unchanged "
            f"{update['seconds_unchanged']:.1f} s"
        )
    return _is_met(found)


def _against_pyjstat(answer: Record) -> str:
    if not answer["pyjstat_seconds"]:
        return "  pyjstat is not installed: no ratio to it"
    return (
        f"  {answer['faster_than_pyjstat']:.1f} × as fast as pyjstat "
        f"(target at least {LEAST_AGAINST_PYJSTAT:.0f})"
    )


def _is_met(found: Record) -> bool:
    answer, store = found["answer"], found["store"]
    each = [update["per_indicator_milliseconds"] for update in found["updates"]]
    return (
        answer["to_json_loads"] <= MOST_TO_JSON_LOADS
        and answer.get("faster_than_pyjstat", LEAST_AGAINST_PYJSTAT) >= LEAST_AGAINST_PYJSTAT
        and store["series_milliseconds"] <= SERIES_MILLISECONDS
        and store["area_milliseconds"] <= AREA_MILLISECONDS
        and store["wrong_in_threads"] == 0
        and (len(each) < 2 or each[-1] <= 1.5 * each[0])
    )
