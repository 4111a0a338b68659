"""Ends a process before and after every write and commit of saving, sending, accepting and freezing.

`python -m tests.reporting.crashing FOLDER` prints JSON: for each deed and point its name, whether
the process ended there, what was stored then, and what was stored after the deed was done again.
"""

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.indicators.crashing import Points, forked, in_folder, set_points, use


def prepare() -> None:
    """An open round about one activity, with an answer to accept and a closed round to freeze."""
    from datetime import date

    from livskraft.cli.readiness import migrate
    from livskraft.reporting.services.closing import close_round
    from livskraft.reporting.services.rounds import open_round
    from tests.reporting.making import make_small_plan

    migrate(lambda _said: None)
    plan = make_small_plan("spara", "skicka", "granska")
    period = {"period_from": date(2022, 1, 1), "period_to": date(2022, 12, 31)}
    frozen = open_round(plan=plan, kind="own", title="Frys", slug="frys", by=None, **period)
    close_round(round_=frozen, by=None, reason="Inget svar.")
    open_round(plan=plan, kind="own", title="Svara", slug="svara", by=None, **period)
    save("skicka")
    send("granska")


def assignment(name: str) -> Any:
    from livskraft.reporting.models import Assignment

    return Assignment.objects.get(round__slug="svara", activity__slug=name)


def save(name: str = "spara") -> None:
    from livskraft.reporting.services.reports import save_report_draft
    from livskraft.reporting.who import Who

    version = assignment(name).version
    save_report_draft(
        assignment=assignment(name), answers={"happened": "Mer."}, version=version, who=Who()
    )


def send(name: str = "skicka") -> None:
    from livskraft.reporting.services.reports import send_report
    from livskraft.reporting.who import Who
    from tests.reporting.conftest import ANSWERS

    answers = {**ANSWERS, "status": "done"}
    send_report(assignment=assignment(name), answers=answers, who=Who(), channel="link")


def accept() -> None:
    from livskraft.reporting.queries.forms import newest_report
    from livskraft.reporting.services.reviewing import accept_report

    report = newest_report(assignment("granska"))
    if report is not None and report.state == "sent":
        accept_report(report=report, by=None)


def freeze() -> None:
    from livskraft.reporting.models import ReportingRound
    from livskraft.reporting.services.freezing import freeze_round

    round_ = ReportingRound.objects.get(slug="frys")
    if round_.state == "closed":
        freeze_round(round_=round_, by=None)


DEEDS: dict[str, Callable[[], None]] = {
    "save": save,
    "send": send,
    "accept": accept,
    "freeze": freeze,
}


def state() -> dict[str, Any]:
    """Return what is stored, so far as a deed changes it."""
    from livskraft.plans.models import Activity
    from livskraft.reporting.models import Assignment, ReportDraft, ReportingRound, StatusReport
    from livskraft.reporting.queries.frozen import verify_round

    frozen = ReportingRound.objects.get(slug="frys")
    return {
        "drafts": list(ReportDraft.objects.order_by("pk").values_list("answers", flat=True)),
        "reports": list(StatusReport.objects.order_by("pk").values_list("number", "state")),
        "assignments": list(
            Assignment.objects.order_by("pk").values_list("state", "version", "verdict")
        ),
        "versions": Assignment.history.count(),  # type: ignore[attr-defined]
        "statuses": list(Activity.objects.order_by("pk").values_list("status", flat=True)),
        "frozen": [frozen.state, verify_round(frozen).is_whole],
    }


def end_at(folder: Path, deed: Callable[[], None], last: int) -> tuple[int, Any]:
    """Do a deed in a process that ends at a point; -1 for none. Return its code and the points."""
    points = Points(last)

    def task() -> list[str]:
        use(folder)
        set_points(points)
        deed()
        return points.names

    return forked(task)


def main(base: Path) -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    os.environ["DATABASE_URL"] = f"sqlite:///{base / 'none.sqlite3'}"
    django.setup()
    _read_everything()
    start = base / "start"
    start.mkdir()
    in_folder(start, prepare)
    json.dump({name: _ended(base, start, deed) for name, deed in DEEDS.items()}, sys.stdout)


def _read_everything() -> None:
    """Read what the forked processes need once: modules, translations; no connection is opened."""
    from django.utils.translation import gettext

    import livskraft.reporting.services.freezing
    import livskraft.reporting.services.reviewing  # noqa: F401
    import tests.factories
    import tests.reporting.conftest  # noqa: F401

    gettext("Save")


def _ended(base: Path, start: Path, deed: Callable[[], None]) -> dict[str, Any]:
    whole = Path(shutil.copytree(start, base / "whole"))
    code, names = end_at(whole, deed, -1)
    assert code == 0
    found = {
        "before": in_folder(start, state),
        "after": in_folder(whole, state),
        "points": [_one(base, start, deed, number, name) for number, name in enumerate(names)],
    }
    shutil.rmtree(whole)
    return found


def _one(
    base: Path, start: Path, deed: Callable[[], None], number: int, name: str
) -> dict[str, Any]:
    folder = Path(shutil.copytree(start, base / "point"))
    code, _nothing = end_at(folder, deed, number)
    ended, again = in_folder(folder, lambda: (state(), deed(), state())[::2])
    shutil.rmtree(folder)
    return {"name": name, "code": code, "ended": ended, "again": again}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
