"""Measures pages within one process, on the database of the environment, and prints JSON."""

import argparse
import json
import os
import statistics
import sys
import time


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
    """Return the measured addresses by name."""
    from bench.plans import activity_address, goal_address

    return {
        "goal": f"/mal/{goal_address()}/",
        "activity": f"/aktiviteter/{activity_address()}/",
        "list": "/aktiviteter/?mal=omrade-0&lage=pagar",
        "list-all": f"/aktiviteter/?visa={size}",
        "minimal": "/jamforelse/enkel/",
        "row-by-row": "/jamforelse/rad-for-rad/",
    }


def measure(size: int, runs: int) -> dict[str, dict[str, float]]:
    """Return for each page the median in milliseconds, its queries and its size in bytes."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="localhost")
    found = {}
    for name, address in pages(size).items():
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
        if response.status_code != 200:
            raise SystemExit(f"{address}: {response.status_code}")
        times = []
        for _ in range(_runs(name, size, runs)):
            started = time.perf_counter()
            client.get(address)
            times.append(time.perf_counter() - started)
        found[name] = {
            "milliseconds": statistics.median(times) * 1000,
            "queries": len(captured),
            "bytes": len(response.content),
        }
    return found


def _runs(name: str, size: int, runs: int) -> int:
    """Return how often to ask; what takes seconds is asked less often."""
    if name == "row-by-row":
        return max(1, min(runs, 500 // size))
    return max(3, min(runs, 20_000 // size)) if name == "list-all" else runs


if __name__ == "__main__":
    main()
