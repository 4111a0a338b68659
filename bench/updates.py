"""Measures updates of indicators from a server on this machine that answers as Kolada does."""

import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PLAN_AREAS = [
    "00",
    "19",
    *["1904", "1907", "1960", "1961", "1962", "1980", "1981", "1982", "1983", "1984"],
]
YEARS = range(2004, 2024)

Record = dict[str, Any]


def measure_update(folder: Path, size: int) -> Record:
    """Measure an update of so many indicators from a server on this machine."""
    print(f"Updating {size} indicators …", file=sys.stderr)
    folder.mkdir()
    with installation(folder), _kolada() as address:
        from django.conf import settings

        settings.LIVSKRAFT_SOURCE_URLS = f"kolada={address}"
        settings.LIVSKRAFT_SNAPSHOTS = folder / "snapshots"
        _make_indicators(size)
        from livskraft.cli.figures import update

        options: Record = {"indicators": [], "source": None, "json": True}
        times = []
        for _again in range(2):
            started = time.perf_counter()
            update(options, lambda _text: None)
            times.append(time.perf_counter() - started)
        from livskraft.indicators.models import Snapshot

        rows = sum(Snapshot.objects.values_list("rows", flat=True))
        assert Snapshot.objects.count() == size
    return {
        "indicators": size,
        "observations": rows,
        "seconds": times[0],
        "seconds_unchanged": times[1],
        "per_indicator_milliseconds": 1000 * times[0] / size,
        "observations_per_second": rows / times[0],
    }


@contextmanager
def installation(folder: Path) -> Iterator[None]:
    """Let Django work on an empty database in a folder."""
    os.environ["LIVSKRAFT_DATA"] = str(folder)
    os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'bench.sqlite3'}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "livskraft.config.settings"
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    connection.close()
    connection.settings_dict["NAME"] = str(folder / "bench.sqlite3")
    call_command("migrate", verbosity=0)
    try:
        yield
    finally:
        connection.close()


@contextmanager
def _kolada() -> Iterator[str]:
    """Serve any key figure as Kolada does, for every place and 20 years."""
    from tests.indicators.sources.server import Asked, Reply, running_server

    def described(_asked: Asked, ids: str) -> Reply:
        return _page(
            {"id": one, "title": f"Nyckeltal {one}", "municipality_type": "A"}
            for one in ids.split(",")
        )

    def figures(_asked: Asked, kpi: str, places: str) -> Reply:
        return _page(_row(kpi, place, year) for place in places.split(",") for year in YEARS)

    def _page(values: Iterable[Any]) -> Reply:
        return Reply({"next_url": None, "values": list(values)})

    with running_server() as server:
        server.route("GET", "/v3/kpi/(.*)", described)
        server.route("GET", "/v3/data/kpi/([^/]*)/municipality/([^/]*)", figures)
        yield f"{server.url}/v3"


def _row(kpi: str, place: str, year: int) -> Record:
    values = [
        {"gender": sex, "count": 1, "status": "", "value": int(kpi[1:]) + year + number}
        for number, sex in enumerate("KMT")
    ]
    return {"kpi": kpi, "municipality": place, "period": year, "values": values}


def _make_indicators(size: int) -> None:
    from livskraft.indicators.models import Indicator
    from livskraft.plans.models import Area, Plan
    from livskraft.plans.services.areas import store_areas

    plan = Plan.objects.create(slug="plan", title="Plan", kind="strategy")
    store_areas(PLAN_AREAS)
    plan.areas.set(Area.objects.filter(code__in=PLAN_AREAS))
    Indicator.objects.bulk_create(
        Indicator(
            plan=plan,
            slug=f"ett-{number}",
            address=f"ett-{number}",
            title=f"Ett {number}",
            source={"name": "kolada", "kpi": f"N{number:05}"},
        )
        for number in range(size)
    )
