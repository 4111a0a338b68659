"""Ends a process before and after every write, rename and commit of a retrieval, once each.

`python -m tests.indicators.crashing FOLDER` prints JSON: for each point its name, whether the
process ended there, the figures that were readable afterwards, and those after a second try.
Each try is a forked process with its own copy of the data folder, so that nothing is shared.
"""

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ENDED = 42


class Points:
    """Counts the points passed; ends the process at one of them."""

    def __init__(self, last: int) -> None:
        self.last = last
        self.names: list[str] = []

    def pass_by(self, name: str) -> None:
        self.names.append(name)
        if len(self.names) - 1 == self.last:
            os._exit(ENDED)

    def around(self, owner: Any, name: str) -> None:
        """Make a function a point before and a point after it."""
        function = getattr(owner, name)

        def wrapped(*arguments: Any, **options: Any) -> Any:
            self.pass_by(f"before {name}")
            found = function(*arguments, **options)
            self.pass_by(f"after {name}")
            return found

        setattr(owner, name, wrapped)


class HalfWritten:
    """A file of which a point lies in the middle of each write."""

    def __init__(self, file: Any, points: Points) -> None:
        self.file = file
        self.points = points

    def write(self, content: bytes) -> None:
        self.points.pass_by("before write")
        half = len(content) // 2
        self.file.write(content[:half])
        self.file.flush()
        self.points.pass_by("in the middle of write")
        self.file.write(content[half:])
        self.points.pass_by("after write")

    def __enter__(self) -> "HalfWritten":
        return self

    def __exit__(self, *error: object) -> None:
        self.file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)


def set_points(points: Points) -> None:
    """Set points around all that reaches the disk or the database."""
    from django.db import connection
    from django.db.backends.base.base import BaseDatabaseWrapper

    points.around(os, "replace")
    points.around(os, "fsync")
    points.around(BaseDatabaseWrapper, "_commit")
    opened = Path.open

    def open_half(path: Path, mode: str = "r", *rest: Any, **options: Any) -> Any:
        file = opened(path, mode, *rest, **options)
        return HalfWritten(file, points) if mode == "xb" else file

    Path.open = open_half  # type: ignore[method-assign,assignment]

    def execute(run: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if sql.startswith("SELECT"):
            return run(sql, *rest)
        points.pass_by(f"before {sql[:30]}")
        found = run(sql, *rest)
        points.pass_by(f"after {sql[:30]}")
        return found

    connection.execute_wrappers.append(execute)


def use(folder: Path) -> None:
    """Make this process work in a data folder; no connection is open yet."""
    from django.conf import settings
    from django.db import connections

    connections.databases["default"]["NAME"] = str(folder / "livskraft.sqlite3")
    settings.LIVSKRAFT_SNAPSHOTS = folder / "snapshots"


def prepare() -> None:
    from livskraft.cli.readiness import migrate
    from livskraft.indicators.models import Indicator
    from livskraft.plans.models import Plan

    migrate(lambda _said: None)
    plan = Plan.objects.create(slug="plan", title="Plan", kind="strategy")
    Indicator.objects.create(plan=plan, slug="ett", address="ett", source={"name": "file"})
    load(1)


def load(value: int) -> None:
    from livskraft.indicators.models import Indicator
    from livskraft.indicators.services.snapshots import keep
    from livskraft.indicators.services.sourcing import read

    payload = f"area;period;sex;value\n19;2020;T;{value}\n1980;2020;T;{value}\n".encode()
    indicator = Indicator.objects.select_related("plan").get()
    keep(read(indicator, payload, "figures.csv"))


def state() -> dict[str, Any]:
    """Return what can be read, and whether every file that a row names is whole."""
    from livskraft.indicators.installation import store
    from livskraft.indicators.models import Indicator, RawAnswer, Revision, Snapshot
    from livskraft.indicators.queries.figures import indicator_series

    for sha256 in Snapshot.objects.values_list("sha256", flat=True):
        assert len(store().read(sha256)) == 2
    for sha256 in RawAnswer.objects.values_list("sha256", flat=True):
        store().answers.read(sha256)
    series = indicator_series(Indicator.objects.get())
    return {
        "values": [one.value for one in series.observations] if series else [],
        "rows": [Snapshot.objects.count(), RawAnswer.objects.count(), Revision.objects.count()],
    }


def forked(task: Callable[[], object]) -> tuple[int, Any]:
    """Do a task in a forked process; return its exit code and what it returned."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        code = 1
        try:
            os.write(writing, json.dumps(task()).encode())
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        content = pipe.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return code, json.loads(content) if content else None


def end_at(folder: Path, last: int) -> tuple[int, Any]:
    """Load new figures in a process that ends at a point; -1 for none."""
    points = Points(last)

    def task() -> list[str]:
        use(folder)
        set_points(points)
        load(2)
        return points.names

    return forked(task)


def in_folder(folder: Path, task: Callable[[], Any]) -> Any:
    def whole() -> Any:
        use(folder)
        return task()

    code, found = forked(whole)
    assert code == 0
    return found


def main(base: Path) -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    os.environ["DATABASE_URL"] = f"sqlite:///{base / 'none.sqlite3'}"
    django.setup()
    _import_everything()
    start = base / "start"
    start.mkdir()
    in_folder(start, prepare)

    def copy(name: str) -> Path:
        return Path(shutil.copytree(start, base / name))

    code, names = end_at(copy("whole"), -1)
    assert code == 0
    found = []
    for number, name in enumerate(names):
        folder = copy(f"point-{number}")
        code, _nothing = end_at(folder, number)
        before, after = in_folder(folder, lambda: (state(), load(2), state())[::2])
        found.append({"point": name, "code": code, "before": before, "after": after})
        shutil.rmtree(folder)
    json.dump(found, sys.stdout)


def _import_everything() -> None:
    """Import what the forked processes need once, without opening any connection."""
    import duckdb  # noqa: F401

    import livskraft.indicators.queries.figures
    import livskraft.indicators.services.snapshots  # noqa: F401
    from livskraft.indicators.sources.areas import swedish_areas

    swedish_areas()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
