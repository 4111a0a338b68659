"""Measures pages within one process, on the database of the environment, and prints JSON."""

import argparse
import json
import os
import statistics
import sys
import time
from typing import Any


def main() -> None:
    """Fill the empty database with a plan, then measure each page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("size", type=int)
    parser.add_argument("runs", type=int)
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from bench.plans import make_plan

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    make_plan(arguments.size)
    json.dump(measure(arguments.size, arguments.runs), sys.stdout)


def pages(size: int) -> dict[str, str]:
    """Return the measured addresses by name; their content is alike in plans of any size."""
    return {
        "goal": "/mal/mal-1/",
        "activity": "/aktiviteter/aktivitet-0/",
        "list": "/aktiviteter/?mal=omrade-0&lage=pagar",
        "list-all": f"/aktiviteter/?visa={size}",
        "minimal": "/jamforelse/enkel/",
        "row-by-row": "/jamforelse/rad-for-rad/",
    }


def measure(size: int, runs: int) -> dict[str, dict[str, float]]:
    """Return for each page its queries, its bytes and two medians in milliseconds.

    One is what a visitor waits, the other what the processor works (a busy machine makes visitors
    wait longer than that).
    """
    from django.db import connection
    from django.http import HttpResponse
    from django.test import Client

    client = Client(SERVER_NAME="localhost")

    def ask(address: str) -> tuple[float, float, HttpResponse]:
        started, computed = time.perf_counter(), time.process_time()
        response = client.get(address)
        return time.perf_counter() - started, time.process_time() - computed, response

    asked: list[str] = []

    def counted(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    found = {}
    for name, address in pages(size).items():
        with connection.execute_wrapper(counted):
            asked.clear()
            first = ask(address)
        queries, response = len(asked), first[2]
        if response.status_code != 200:
            raise SystemExit(f"{address}: {response.status_code}")
        more = _runs(name, size, runs)
        times = [ask(address)[:2] for _ in range(more)] or [first[:2]]
        found[name] = {
            "milliseconds": statistics.median(wall for wall, _ in times) * 1000,
            "processor_milliseconds": statistics.median(used for _, used in times) * 1000,
            "queries": queries,
            "bytes": len(response.content),
        }
    return found


def _runs(name: str, size: int, runs: int) -> int:
    """Return how often to ask again; what takes seconds is asked once."""
    if name == "row-by-row":
        return min(runs, 200 // size)
    return max(3, min(runs, 20_000 // size)) if name == "list-all" else runs


if __name__ == "__main__":
    main()
