"""`python -m bench goal_page` measures a goal with six indicators of eleven areas and 25 years.

Cold is a process that has just started and knows its addresses, with every cache empty. Warm is the
same page again: every figure is looked up and every drawing made anew.
"""

import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import PIPE
from typing import Any

from bench import server
from bench.updates import PLAN_AREAS, installation

INDICATORS = 6
AREAS = PLAN_AREAS[1:]
YEARS = range(1999, 2024)
ACTIVITIES = 90
ADDRESS = "/mal/mal-1/"
COLD_RUNS = 5
TARGETS = {"cold": 1.0, "warm": 0.2}
"""Seconds of one core to the page: the first one of a process that is ready, and the next ones."""

Record = dict[str, Any]


def measure(runs: int) -> Record:
    """Return what the page took of the processor, and how long a visitor waited for it."""
    with tempfile.TemporaryDirectory(prefix="livskraft-bench-") as name:
        folder = Path(name)
        environment = server.environment_of(name, f"sqlite:///{folder / 'bench.sqlite3'}")
        command = [sys.executable, "-m", "livskraft", "prepare"]
        subprocess.run(command, env=environment, check=True, stdout=PIPE)
        with installation(folder):
            _fill(folder)
        command = [sys.executable, "-m", "bench.goal_page", str(runs)]
        found = [
            json.loads(subprocess.run(command, env=environment, check=True, stdout=PIPE).stdout)
            for _run in range(COLD_RUNS)
        ]
    return {key: statistics.median(one[key] for one in found) for key in found[0]}


def _fill(folder: Path) -> None:
    """Make a plan of 90 activities, and six indicators of its first goal."""
    from django.conf import settings

    from bench.plans import make_plan
    from livskraft.indicators.models import Indicator, IndicatorGoal
    from livskraft.indicators.services.snapshots import keep
    from livskraft.indicators.services.sourcing import read
    from livskraft.plans.models import Area, Goal
    from livskraft.plans.services.areas import store_areas

    settings.LIVSKRAFT_SNAPSHOTS = folder / "snapshots"
    make_plan(ACTIVITIES)
    goal = Goal.objects.select_related("plan").get(address=ADDRESS.split("/")[2])
    store_areas(AREAS)
    goal.plan.areas.set(Area.objects.filter(code__in=AREAS))
    for number in range(INDICATORS):
        target = {"area": "19", "value": 60 + number, "year": 2030, "decided_by": "Fullmäktige"}
        indicator = Indicator.objects.create(
            plan=goal.plan, slug=f"matt-{number}", address=f"matt-{number}",
            title=f"Andel som mår bra, del {number}", unit="procent", direction="increase",
            declaration={"decimals": 1, "targets": [] if number else [target]},
        )  # fmt: skip
        role = "supporting" if number else "key"
        IndicatorGoal.objects.create(indicator=indicator, goal=goal, role=role, position=number)
        keep(read(indicator, _csv(number), "figures.csv"))


def _csv(seed: int) -> bytes:
    chance = random.Random(seed)
    lines = ["area;period;sex;value"]
    for code in AREAS:
        value = 30 + 20 * chance.random()
        for year in YEARS:
            value = min(max(value + chance.gauss(0.4, 1.0), 1.0), 99.0)
            lines.append(f"{code};{year};T;{value:.1f}".replace(".", ","))
    return "\n".join(lines).encode()


def show_records(found: Record) -> bool:
    """Print the measurements; return whether the targets are met."""
    print(
        f"A goal of {INDICATORS} indicators × {len(AREAS)} areas × {len(YEARS)} years, "
        f"{found['graphs']:.0f} graphs in two widths, {found['kilobytes']:.0f} kB, "
        f"{found['queries']:.0f} queries\n"
        f"  cold: {found['start_seconds']:.2f} CPU seconds until the process is ready, then "
        f"{found['cold_seconds']:.2f} s to the page (target {TARGETS['cold']:.1f}); "
        f"{found['cold_wall_seconds']:.2f} s on the clock in all\n"
        f"  warm: {1000 * found['warm_seconds']:.0f} ms (target {1000 * TARGETS['warm']:.0f}), "
        f"{1000 * found['warm_wall_seconds']:.0f} ms on the clock"
    )
    return all(found[f"{name}_seconds"] <= target for name, target in TARGETS.items())


def main(runs: int) -> None:
    """Print, as JSON, what the first and the next pages of this process take."""
    began, started = time.process_time(), time.perf_counter()
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.urls import resolve

    resolve(ADDRESS)
    client = Client(SERVER_NAME="localhost")
    queries = 0

    def count(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*arguments)

    ready = time.process_time()
    with connection.execute_wrapper(count):
        page = client.get(ADDRESS)
    assert page.status_code == 200, page.status_code
    found = {
        "start_seconds": ready - began,
        "cold_seconds": time.process_time() - ready,
        "cold_wall_seconds": time.perf_counter() - started,
        "queries": queries,
        "kilobytes": len(page.content) / 1000,
        "graphs": page.text.count("<figure"),
    }
    spent, waited = [], []
    for _again in range(runs):
        used, clock = time.process_time(), time.perf_counter()
        client.get(ADDRESS)
        spent.append(time.process_time() - used)
        waited.append(time.perf_counter() - clock)
    found["warm_seconds"] = statistics.median(spent)
    found["warm_wall_seconds"] = statistics.median(waited)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]))
