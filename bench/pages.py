"""Pages of plans of several sizes on several databases: time, queries, start and memory."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench import inside, server
from bench.table import Row, show

NAMES = {
    "goal": "goal page",
    "activity": "activity page",
    "list": "activity list, filtered",
    "list-all": "activity list, all (at most 1,000)",
    "minimal": "one query, one line",
    "row-by-row": "same list, row by row",
}
TARGETS = {("activity", None): 20.0, ("list-all", 90): 50.0, ("list-all", 1000): 200.0}
COLD_START_TARGET, MEMORY_TARGET = 1.0, 130.0


def measure(sizes: list[int], databases: list[str], runs: int) -> list[dict[str, Any]]:
    """Return one record per database and size."""
    with tempfile.TemporaryDirectory(prefix="livskraft-bench-") as data:
        _run(["livskraft", "prepare"], server.environment_of(data, "sqlite://:memory:"))
        return [
            _measure_one(Path(data), database, size, runs)
            for database in databases
            for size in sizes
        ]


def _measure_one(data: Path, database: str, size: int, runs: int) -> dict[str, Any]:
    print(f"{database}, {size} activities …", file=sys.stderr)
    with _empty_database(data, database) as address:
        environment = server.environment_of(str(data), address)
        output = _run(["bench.inside", str(size), str(runs)], environment)
        return {
            "database": database,
            "activities": size,
            "inside": json.loads(output),
            "server": server.measure(environment, inside.pages(size), min(runs, 20)),
        }


def _run(module: list[str], environment: dict[str, str]) -> bytes:
    command = [sys.executable, "-m", *module]
    return subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout


@contextmanager
def _empty_database(data: Path, name: str) -> Iterator[str]:
    """Give the address of an empty database, gone afterwards."""
    if name == "postgresql":
        from tests.postgresql import running_postgresql

        with running_postgresql() as address:
            yield address
    else:
        with tempfile.TemporaryDirectory(dir=data) as folder:
            yield f"sqlite:///{Path(folder) / 'bench.sqlite3'}"


def show_records(records: list[dict[str, Any]]) -> bool:
    """Print tables of the records; return whether every target is met."""
    rows, is_met = [], True
    for record in records:
        reference = record["inside"]
        for page, name in NAMES.items():
            found = record["inside"][page]
            outside = record["server"].get(page, {})
            target = TARGETS.get((page, None)) or TARGETS.get((page, record["activities"]))
            is_late = target is not None and found["milliseconds"] > target
            is_met = is_met and not is_late
            rows.append(
                Row(
                    *(record["database"], record["activities"], name),
                    *(found["milliseconds"], found["processor_milliseconds"], target),
                    *(found["queries"], found["bytes"] / 1024),
                    *(outside.get("milliseconds"), outside.get("per_second")),
                    found["milliseconds"] / reference["minimal"]["milliseconds"],
                    reference["row-by-row"]["milliseconds"] / found["milliseconds"],
                )
            )
    show(rows)
    print()
    for record in records:
        start, memory = (
            record["server"]["cold_start_seconds"],
            record["server"]["worker_peak_megabytes"],
        )
        is_met = is_met and start <= COLD_START_TARGET and (memory or 0) <= MEMORY_TARGET
        print(
            f"{record['database']}, {record['activities']} activities: cold start to first answer "
            f"{start:.2f} s (target {COLD_START_TARGET:.0f}), peak memory of one worker "
            + (f"{memory:.0f} MB (target {MEMORY_TARGET:.0f})" if memory else "not known here")
        )
    print(_queries_sentence(records))
    return is_met


def _queries_sentence(records: list[dict[str, Any]]) -> str:
    uneven = [
        NAMES[page]
        for page in ("goal", "activity", "list", "list-all")
        if len({record["inside"][page]["queries"] for record in records}) > 1
    ]
    if uneven:
        return f"The number of queries differs between sizes or databases for: {', '.join(uneven)}."
    return "The number of queries is the same at every size and on every database."
