"""Ends a process before and after every write, rename and commit of a workbook that comes back.

`python -m tests.reporting.workbook_crashing FOLDER` prints JSON, for receiving and for sending: what
was stored before and after, and for each point what was stored when the process ended there, and
after it was done again.
"""

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.indicators.crashing import Points, forked, in_folder, set_points, use


def prepare() -> None:
    """A round about three activities, and a workbook in which two of them are answered."""
    from datetime import date

    from livskraft.cli.readiness import migrate
    from livskraft.reporting.services.rounds import open_round
    from tests.reporting.making import make_small_plan

    migrate(lambda _said: None)
    plan = make_small_plan("ett", "tva", "tre")
    period = {"period_from": date(2022, 1, 1), "period_to": date(2022, 12, 31)}
    open_round(plan=plan, kind="own", title="Svara", slug="svara", by=None, **period)


def answered() -> bytes:
    """Return the workbook with answers in its first two rows."""
    from livskraft.reporting.services.workbooks import make_workbook
    from tests.reporting.conftest import ANSWERS
    from tests.reporting.filling_in import filled_in

    content = make_workbook(round_=the_round(), actor="folkhalsa", by=None)
    return filled_in(content, ANSWERS, ANSWERS)


def the_round() -> Any:
    from livskraft.reporting.models import ReportingRound

    return ReportingRound.objects.select_related("plan").get()


def receive(content: bytes) -> None:
    from livskraft.reporting.services.workbooks import receive_workbook

    receive_workbook(round_=the_round(), name="bok.xlsx", content=content, by=None)


def send(content: bytes) -> None:
    from livskraft.reporting.models import WorkbookUpload
    from livskraft.reporting.services.workbooks import preview_of, send_workbook

    upload = WorkbookUpload.objects.select_related("round__plan").get()
    send_workbook(upload=upload, seen=preview_of(upload, by=None).seen, by=None)


DEEDS: dict[str, Callable[[bytes], None]] = {"receive": receive, "send": send}


def state() -> dict[str, Any]:
    """Return what is stored, and whether every file that a row names is whole."""
    from livskraft.reporting.models import Assignment, StatusReport, WorkbookUpload
    from livskraft.reporting.services.workbooks import shelf

    uploads = WorkbookUpload.objects.order_by("pk")
    for one in uploads:
        assert hashlib.sha256(shelf().path(one.sha256).read_bytes()).hexdigest() == one.sha256
    return {
        "uploads": list(uploads.values_list("state", "answers_sent")),
        "reports": list(StatusReport.objects.order_by("pk").values_list("number", "channel")),
        "assignments": list(Assignment.objects.order_by("pk").values_list("state", "version")),
    }


def end_at(folder: Path, name: str, content: bytes, last: int) -> tuple[int, Any]:
    """Do a deed in a process that ends at a point; -1 for none. Return its code and the points."""
    points = Points(last)

    def task() -> list[str]:
        settle(folder)
        set_points(points)
        DEEDS[name](content)
        return points.names

    return forked(task)


def settle(folder: Path) -> None:
    from django.conf import settings

    use(folder)
    settings.LIVSKRAFT_DATA = folder


def main(base: Path) -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    os.environ["DATABASE_URL"] = f"sqlite:///{base / 'none.sqlite3'}"
    django.setup()
    _read_everything()
    start = base / "start"
    start.mkdir()
    in_folder(start, prepare)
    content = bytes.fromhex(in_folder(start, lambda: answered().hex()))
    found = {"receive": _ended(base, start, "receive", content)}

    def received() -> None:
        settle(start)
        receive(content)

    in_folder(start, received)
    found["send"] = _ended(base, start, "send", content)
    json.dump(found, sys.stdout)


def _read_everything() -> None:
    """Read what the forked processes need once: modules, translations; no connection is opened."""
    from django.utils.translation import gettext

    for module in (
        *("openpyxl.reader.excel", "livskraft.reporting.services.workbooks"),
        *("livskraft.reporting.workbook.writing", "tests.factories", "tests.reporting.conftest"),
    ):
        import_module(module)
    gettext("Save")


def _ended(base: Path, start: Path, name: str, content: bytes) -> dict[str, Any]:
    whole = Path(shutil.copytree(start, base / "whole"))
    code, names = end_at(whole, name, content, -1)
    assert code == 0
    found = {
        "before": _state_of(start),
        "after": _state_of(whole),
        "points": [
            _one(base, start, name, content, number, point) for number, point in enumerate(names)
        ],
    }
    shutil.rmtree(whole)
    return found


def _state_of(folder: Path) -> Any:
    return in_folder(folder, lambda: (settle(folder), state())[1])


def _one(
    base: Path, start: Path, name: str, content: bytes, number: int, point: str
) -> dict[str, Any]:
    folder = Path(shutil.copytree(start, base / "point"))
    code, _nothing = end_at(folder, name, content, number)

    def again() -> Any:
        settle(folder)
        first = state()
        DEEDS[name](content)
        return first, state()

    ended, later = in_folder(folder, again)
    shutil.rmtree(folder)
    return {"name": point, "code": code, "ended": ended, "again": later}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
