"""Ends a process before and after every write, commit and word to the mail server, once each.

`python -m tests.reporting.mail_crashing FOLDER PORT` prints JSON: for each deed and point its name,
whether the process ended there, and what was stored then and after everything was tried again.
The sender of what a deed mails is "DEED-NUMBER@region.example", the number that of its point.
"""

import json
import os
import shutil
import smtplib
import sys
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.indicators.crashing import Points, forked, in_folder, set_points, use


def prepare() -> None:
    """Two activities that somebody is to be reminded of; one mail waits, in another round."""
    from livskraft.cli.readiness import migrate
    from livskraft.reporting.services.reminding import remind
    from tests.factories import make_activity, make_person
    from tests.reporting.making import make_asked, make_assignment, make_round

    migrate(lambda _said: None)
    asked = make_asked()
    other = make_activity(asked.assignment.activity.primary_goal, "En annan", "en-annan")
    person = make_person("Bo Ek", other, email="bo@region.example")
    make_assignment(asked.round, other, person)
    before = make_round(asked.round.plan, slug="delar", address="delar", title="Delår")
    make_assignment(before, other, person)
    assert remind(round_=before).people == 1


def remind_them() -> None:
    from livskraft.reporting.models import ReportingRound
    from livskraft.reporting.services.reminding import remind

    remind(round_=ReportingRound.objects.get(slug="arsbokslut-2022"))


def hand_over() -> None:
    from django.utils import timezone

    from livskraft.reporting.mail import handover

    handover.hand_over(timezone.now())


def attach() -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from livskraft.reporting.models import Assignment
    from livskraft.reporting.services.evidence import EvidenceContent, add_evidence
    from livskraft.reporting.services.files import keep_file
    from livskraft.reporting.who import Who

    _kind, kept = keep_file(SimpleUploadedFile("a.pdf", b"%PDF-1.7 protokoll"))
    assignment = Assignment.objects.get(activity__slug="en-annan", round__slug="arsbokslut-2022")
    content = EvidenceContent("file", file=kept)
    add_evidence(assignment=assignment, content=content, who=Who(person=assignment.person))


DEEDS: dict[str, Callable[[], None]] = {
    "remind": remind_them,
    "send": hand_over,
    "attach": attach,
}


def some_time_later() -> None:
    """What `tick` does when it comes by the next time, and the time after that."""
    from django.utils import timezone

    from livskraft.reporting.mail.handover import SILENT
    from livskraft.reporting.mail.handover import hand_over as hand_over_at

    for minutes in (1, 2):
        hand_over_at(timezone.now() + SILENT + timedelta(minutes=minutes))


def state() -> dict[str, Any]:
    """Return what is stored, and whether every file that a row names is whole."""
    from livskraft.reporting.models import Evidence, OutgoingMail, ReportLink
    from livskraft.reporting.services.files import shelf

    for sha256 in Evidence.objects.values_list("sha256", flat=True):
        assert shelf().path(sha256).read_bytes() == b"%PDF-1.7 protokoll"
    mails = OutgoingMail.objects.order_by("pk")
    return {
        "mails": [[mail.recipient, mail.round.slug, mail.state] for mail in mails],
        "links": ReportLink.objects.count(),
        "secrets": sum(len(mail.secrets) for mail in mails),
        "evidence": Evidence.objects.count(),
    }


def end_at(folder: Path, name: str, last: int) -> tuple[int, Any]:
    """Do a deed in a process that ends at a point; -1 for none. Return its code and the points."""
    points = Points(last)

    def task() -> list[str]:
        settle(folder, f"{name}-{last}")
        set_points(points)
        points.around(smtplib.SMTP, "data")
        DEEDS[name]()
        return points.names

    return forked(task)


def settle(folder: Path, sender: str) -> None:
    from django.conf import settings

    use(folder)
    settings.LIVSKRAFT_DATA = folder
    settings.DEFAULT_FROM_EMAIL = f"{sender}@region.example"


def main(base: Path, port: int) -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    os.environ["DATABASE_URL"] = f"sqlite:///{base / 'none.sqlite3'}"
    os.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{port}"
    django.setup()
    _read_everything()
    start = base / "start"
    start.mkdir()
    in_folder(start, prepare)
    json.dump({name: _ended(base, start, name) for name in DEEDS}, sys.stdout)


def _read_everything() -> None:
    """Read what the forked processes need once: modules, addresses; no connection is opened."""
    from django.urls import reverse

    for module in ("livskraft.reporting.services.files", "tests.reporting.making"):
        import_module(module)

    reverse("answer", kwargs={"token": "x"})


def _ended(base: Path, start: Path, name: str) -> list[dict[str, Any]]:
    whole = Path(shutil.copytree(start, base / "whole"))
    code, names = end_at(whole, name, -1)
    assert code == 0
    shutil.rmtree(whole)
    return [_one(base, start, name, number, point) for number, point in enumerate(names)]


def _one(base: Path, start: Path, name: str, number: int, point: str) -> dict[str, Any]:
    folder = Path(shutil.copytree(start, base / "point"))
    code, _nothing = end_at(folder, name, number)

    def again() -> Any:
        settle(folder, f"{name}-{number}")
        first = state()
        DEEDS[name]()
        some_time_later()
        return first, state()

    ended, later = in_folder(folder, again)
    shutil.rmtree(folder)
    return {"name": point, "code": code, "ended": ended, "later": later}


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
