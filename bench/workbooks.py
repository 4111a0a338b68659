"""`python -m bench workbooks` measures the workbook of an actor with 500 activities.

Making it, reading it (also beside what openpyxl alone needs to open it), comparing it with what
stands, and sending 50 answers; in rows per second.
"""

import io
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from bench.rounds import make_region
from bench.updates import installation

TARGETS = {"read": 500, "compare": 250}
"""Rows per second on two cores."""

SENT = 50
ANSWERS = {"status": "Pågår", "happened": "Nätverket har träffats. " * 5, "next_step": "Enkät."}

Record = dict[str, Any]


def measure(size: int) -> list[Record]:
    """Return one record for each deed: its name, rows, seconds and rows per second."""
    with tempfile.TemporaryDirectory(prefix="livskraft-bench-") as name, installation(Path(name)):
        print(f"A workbook of {size} activities …", file=sys.stderr)
        return list(_deeds(_round(size), size))


def _deeds(round_: Any, size: int) -> list[Record]:
    import openpyxl

    from livskraft.reporting.queries.workbooks import standings
    from livskraft.reporting.questions import questions_of
    from livskraft.reporting.services.workbooks import make_workbook, read_workbook, send_answers
    from livskraft.reporting.workbook.comparing import compared

    def make() -> bytes:
        return make_workbook(round_=round_, actor="enhet-0", by=None)

    def open_alone(content: bytes) -> None:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        assert sum(1 for sheet in book.worksheets for _row in sheet.iter_rows()) > size

    def read(content: bytes) -> Any:
        return read_workbook(round_=round_, name="bok.xlsx", content=content)

    def compare(content: bytes) -> Any:
        return compared(read(content), standings(round_, None), questions_of(round_))

    make()  # What is read once: modules, translations.
    content, making = _timed("make", make, size)
    open_alone(content)
    _nothing, alone = _timed("open alone", lambda: open_alone(content), size)
    _found, reading = _timed("read", lambda: read(content), size)
    _preview, comparing = _timed("compare", lambda: compare(content), size)
    preview = compare(_filled_in(content))
    assert len(preview.to_send) == SENT
    _sent, sending = _timed("send", lambda: send_answers(preview, by=None), SENT)
    return [making, alone, reading, comparing, sending]


def _timed(name: str, deed: Callable[[], Any], rows: int) -> tuple[Any, Record]:
    start = time.perf_counter()
    found = deed()
    spent = time.perf_counter() - start
    return found, {"deed": name, "rows": rows, "seconds": spent, "rows_per_second": rows / spent}


def _filled_in(content: bytes) -> bytes:
    """Return the workbook with answers in its first rows."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[1]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for row in range(3, 3 + SENT):
        for key, value in ANSWERS.items():
            sheet.cell(row, columns[f"livskraft:answer:{key}"]).value = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _round(size: int) -> Any:
    """Open a round about so many activities of one unit."""
    from livskraft.plans.models import Activity, Organisation
    from livskraft.reporting.services.rounds import open_round

    plan = make_region(size)
    Activity.objects.update(lead=Organisation.objects.get(slug="enhet-0"))
    return open_round(
        plan=plan,
        kind="year_end",
        period_from=date(2022, 1, 1),
        period_to=date(2022, 12, 31),
        by=None,
    )


def show_records(records: list[Record]) -> bool:
    """Print a line for each deed; return whether all targets are met."""
    alone = next(one["seconds"] for one in records if one["deed"] == "open alone")
    is_met = True
    for one in records:
        target = TARGETS.get(one["deed"])
        is_late = target is not None and one["rows_per_second"] < target
        is_met = is_met and not is_late
        line = f"{one['deed']:<12} {one['rows']:>6} rows  {one['seconds']:8.3f} s"
        line += (
            f"  {one['rows_per_second']:10.0f} rows/s  {one['seconds'] / alone:6.1f} × open alone"
        )
        line += f"  target {target} rows/s{' MISSED' if is_late else ''}" if target else ""
        print(line)
    return is_met
