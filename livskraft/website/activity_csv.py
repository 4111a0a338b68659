"""The table of activities as a CSV file that a spreadsheet opens as it is."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext

from livskraft.plans.queries.activity_table import ActivityRecord
from livskraft.reporting.queries.public import LastReport
from livskraft.shared.tables import as_csv


def activities_as_csv(
    records: Iterable[ActivityRecord], reported: Mapping[int, LastReport], list_address: str
) -> str:
    """Return the table, with semicolons; `list_address` is the whole address of the list."""
    rows = (_row(one, list_address) + _reported(reported.get(one.pk)) for one in records)
    return as_csv(_head(), rows)


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
        gettext("Last reported"),
        gettext("Reported status"),
        gettext("Reported in"),
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


def _reported(last: LastReport | None) -> list[str]:
    return [last.on.isoformat(), last.status_word, last.round_title] if last else ["", "", ""]
