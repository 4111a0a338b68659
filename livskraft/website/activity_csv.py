"""The table of activities as a CSV file that a spreadsheet opens as it is."""

import csv
import io
from collections.abc import Iterable

from django.utils.translation import gettext

from livskraft.plans.queries.activity_table import ActivityRecord

_BYTE_ORDER_MARK = "\ufeff"  # Without it Excel reads å ä ö wrongly.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def activities_as_csv(records: Iterable[ActivityRecord], list_address: str) -> str:
    """Return the table, with semicolons; `list_address` is the whole address of the list."""
    output = io.StringIO()
    output.write(_BYTE_ORDER_MARK)
    writer = csv.writer(output, delimiter=";", lineterminator="\r\n")
    writer.writerow(_head())
    for record in records:
        writer.writerow([_cell(value) for value in _row(record, list_address)])
    return output.getvalue()


def _head() -> list[str]:
    return [
        gettext("Activity"),
        gettext("Address"),
        gettext("Description"),
        gettext("Plan"),
        gettext("Status"),
        gettext("Status since"),
        gettext("First day"),
        gettext("Last day"),
        gettext("Target area"),
        gettext("Primary goal"),
        gettext("Secondary goals"),
        gettext("Lead"),
        gettext("Partners"),
        gettext("Places"),
        gettext("Milestones"),
        gettext("Part of"),
        gettext("Document"),
        gettext("Place in the document"),
        gettext("Invented fields"),
    ]


def _row(record: ActivityRecord, list_address: str) -> list[str]:
    return [
        record.title,
        f"{list_address}{record.address}/",
        record.summary,
        record.plan,
        record.status,
        record.status_since.isoformat() if record.status_since else "",
        record.starts.isoformat() if record.starts else "",
        record.ends.isoformat() if record.ends else "",
        record.target_area,
        record.goal,
        ", ".join(record.secondary_goals),
        record.lead,
        ", ".join(f"{title} ({role})" for title, role in record.partners),
        ", ".join(record.areas),
        ", ".join(f"{on.isoformat()} {title}" for on, title in record.milestones),
        record.parent,
        record.document,
        record.place,
        ", ".join(record.example_fields),
    ]


def _cell(value: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(_FORMULA_STARTS) else value
