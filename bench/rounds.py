"""`python -m bench rounds` measures a round of 5,000 activities: opening, answering, board, freezing.

Seconds and queries of each deed, the board also against one bare query of its assignments, all in
one run.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from bench.updates import installation

TARGETS = {"open": 10.0, "board": 2.0, "goal_reporting": 0.5, "close": 10.0, "freeze": 10.0}
"""Seconds on two cores for 5,000 activities."""

ANSWERS = {"status": "ongoing", "happened": "Nätverket har träffats. " * 5, "next_step": "Enkät."}

Record = dict[str, Any]


def measure(size: int) -> list[Record]:
    """Return one record for each deed: its name, seconds, queries, and rows where that says more."""
    with tempfile.TemporaryDirectory(prefix="livskraft-bench-") as name, installation(Path(name)):
        print(f"A round of {size} activities …", file=sys.stderr)
        plan = make_region(size)
        return list(_deeds(plan, size))


def _deeds(plan: Any, size: int) -> list[Record]:
    from livskraft.reporting.models import ReportingRound
    from livskraft.reporting.queries.board import BoardFilter, board
    from livskraft.reporting.queries.frozen import verify_round
    from livskraft.reporting.queries.public import goal_reporting
    from livskraft.reporting.services.closing import close_round
    from livskraft.reporting.services.freezing import freeze_round
    from livskraft.reporting.services.rounds import open_round

    opened: list[Any] = []

    def opening() -> None:
        opened.append(
            open_round(
                plan=plan,
                kind="year_end",
                period_from=date(2022, 1, 1),
                period_to=date(2022, 12, 31),
                by=None,
            )
        )

    records = [_timed("open", opening, size)]
    round_ = opened[0]
    answered = min(size, 500)
    records.append(_timed("send", lambda: _send(round_, answered), answered))
    records.append(_timed("accept", lambda: _accept(round_), answered))
    records.append(_timed("one bare query", lambda: list(round_.assignments.values()), size))
    records.append(_timed("board", lambda: board(round_), size))
    by_actor = BoardFilter(actor="enhet-1")
    records.append(_timed("board of one actor", lambda: board(round_, asked=by_actor), size))
    goals = list(plan.goals.values_list("pk", flat=True))
    records.append(_timed("goal_reporting", lambda: goal_reporting(goals), size))
    closing = _timed("close", lambda: close_round(round_=round_, by=None, reason="Inget."), size)
    freezing = _timed("freeze", lambda: freeze_round(round_=round_, by=None), size)
    frozen = ReportingRound.objects.get()
    verifying = _timed("verify", lambda: verify_round(frozen), size)
    assert verify_round(frozen).is_whole
    return [*records, closing, freezing, verifying]


def _timed(name: str, deed: Callable[[], object], rows: int) -> Record:
    """Do something once and count its queries."""
    from django.db import connection

    queries = 0

    def count(run: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal queries
        queries += 1
        return run(*arguments)

    with connection.execute_wrapper(count):
        start = time.perf_counter()
        deed()
        spent = time.perf_counter() - start
    return {"deed": name, "rows": rows, "seconds": spent, "queries": queries}


def _send(round_: Any, number: int) -> None:
    from livskraft.reporting.services.reports import send_report
    from livskraft.reporting.who import Who

    for one in round_.assignments.select_related("round__plan", "activity")[:number]:
        send_report(assignment=one, answers=ANSWERS, who=Who(), channel="link")


def _accept(round_: Any) -> None:
    from livskraft.reporting.models import StatusReport
    from livskraft.reporting.services.reviewing import accept_report

    for report in StatusReport.objects.filter(assignment__round=round_):
        accept_report(report=report, by=None)


def make_region(size: int) -> Any:
    """Make a plan of 50 goals, 100 units and so many activities, each answered for by somebody."""
    from livskraft.plans.models import Activity, Goal, Organisation, Person, Plan, StatusChange

    plan = Plan.objects.create(slug="plan", title="Plan", kind="strategy")
    goals = Goal.objects.bulk_create(
        Goal(plan=plan, slug=f"mal-{n}", address=f"mal-{n}", title=f"Mål {n}", position=n)
        for n in range(50)
    )
    units = Organisation.objects.bulk_create(
        Organisation(slug=f"enhet-{n}", title=f"Enhet {n}", kind="unit", sort_key=f"{n:05}")
        for n in range(100)
    )
    people = Person.objects.bulk_create(
        Person(name=f"Person {n}", email=f"person-{n}@example.org", sort_key=f"{n:05}")
        for n in range(max(size // 10, 1))
    )
    activities = Activity.objects.bulk_create(
        [
            Activity(
                plan=plan,
                slug=f"aktivitet-{n}",
                address=f"aktivitet-{n}",
                title=f"Aktivitet {n}",
                position=n,
                primary_goal=goals[n % len(goals)],
                lead=units[n % len(units)],
                responsible=people[n % len(people)],
                status="ongoing",
            )
            for n in range(size)
        ],
        batch_size=500,
    )
    StatusChange.objects.bulk_create(
        [StatusChange(activity=one, status="ongoing") for one in activities], batch_size=500
    )
    return plan


def show_records(records: list[Record]) -> bool:
    """Print a line for each deed; return whether all targets are met."""
    bare = next(one["seconds"] for one in records if one["deed"] == "one bare query")
    is_met = True
    for one in records:
        target = TARGETS.get(one["deed"])
        is_late = target is not None and one["seconds"] > target
        is_met = is_met and not is_late
        line = f"{one['deed']:<20} {one['rows']:>6} rows  {one['seconds']:8.3f} s"
        line += f"  {one['queries']:>6} queries  {1000 * one['seconds'] / one['rows']:8.3f} ms/row"
        line += f"  {one['seconds'] / bare:7.1f} × one bare query"
        line += f"  target {target:.1f} s{' MISSED' if is_late else ''}" if target else ""
        print(line)
    return is_met
