"""The form of an activity: what, who and where, when and how it stands."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from livskraft.plans.models.activities import PartnerRole, Status
from livskraft.plans.planfile.content import Record
from livskraft.workspace.forms.common import (
    ByDate,
    DatedRow,
    SourcedForm,
    contact_field,
    more,
    title_field,
)
from livskraft.workspace.forms.fields import (
    DayField,
    RecordChoiceField,
    RecordTicksField,
    WordChoiceField,
    WordsField,
)
from livskraft.workspace.forms.record import Group
from livskraft.workspace.forms.rows import RowForm, Rows

WHY = {
    Status.PAUSED: _("Write why the activity is paused."),
    Status.CANCELLED: _("Write why the activity is cancelled."),
}


class PartnerRow(RowForm):
    one = _("Partner organisation")
    organisation = RecordChoiceField(
        label=_("Actor"),
        among="organisations",
        empty=_("Choose an actor"),
        required=True,
        error_messages={"required": _("Choose which actor takes part.")},
    )
    role = WordChoiceField(
        label=_("Role"),
        words=PartnerRole.choices,
        empty=_("Choose a role"),
        required=True,
        error_messages={"required": _("Choose what the actor does.")},
    )


class Partners(Rows):
    key = "partners"
    label = _("Partners")
    help_text = _("Those who coordinate, finance or take part beside the lead.")


class StatusRow(RowForm):
    one = _("Status")
    status = WordChoiceField(
        label=_("Status"),
        words=Status.choices,
        empty=_("No change"),
        required=True,
        error_messages={"required": _("Choose a status.")},
    )
    since = DayField(label=_("Since"))
    reason = WordsField(label=_("Why"), lines=2)

    def clean(self) -> dict[str, Any]:
        """Ask for the reason where one is owed."""
        found = super().clean() or {}
        status = found.get("status")
        if status in WHY and not found.get("reason") and "reason" in self.fields:
            self.add_error("reason", WHY[Status(status)])
        return found


class StatusHistory(Rows):
    key = "status_history"
    label = _("Status")
    help_text = _(
        "The last row is how it stands now. When that changes, fill in the empty row: "
        "earlier rows are its history. Whoever pauses or cancels says why."
    )

    def in_order(self, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the steps oldest first; one without a day stays after the one before it."""
        days: list[str] = []
        for item in items:
            days.append(item.get("since") or (days[-1] if days else ""))
        order = sorted(range(len(items)), key=lambda place: days[place])
        return [items[place] for place in order]


class MilestoneRow(DatedRow):
    one = _("Milestone")
    title = WordsField(
        label=_("What is reached"),
        max_length=500,
        required=True,
        error_messages={"required": _("Write what is reached that day.")},
    )
    field_order = ("title", "date")


class Milestones(ByDate):
    key = "milestones"
    label = _("Milestones")
    help_text = _("Days that people wait for: a decision, a report, an opening.")


class ActivityForm(SourcedForm):
    """Something that is done."""

    section = "activities"
    title = title_field(
        help_text=_("What is done, beginning with a verb: “Build a cycle path to Irsta”.")
    )
    summary = WordsField(
        label=_("Summary"),
        lines=4,
        help_text=_("Two or three sentences: what is done, for whom, and what it should lead to."),
    )
    primary_goal = RecordChoiceField(
        label=_("Primary goal"),
        among="goals",
        empty=_("Choose a goal"),
        required=True,
        help_text=_("The goal that the activity serves most."),
        error_messages={"required": _("Choose the goal that the activity serves most.")},
    )
    secondary_goals = RecordTicksField(
        label=_("Secondary goals"),
        among="goals",
        help_text=_("Other goals that it contributes to. Few are better than many."),
    )
    lead = RecordChoiceField(
        label=_("Lead"),
        among="organisations",
        empty=_("Nobody yet"),
        help_text=_("The unit or organisation that answers for it."),
    )
    areas = RecordTicksField(
        label=_("Where it is done"),
        among="areas",
        help_text=_("The municipalities that it concerns, or the whole county."),
    )
    starts = DayField(label=_("Starts"))
    ends = DayField(label=_("Ends"), help_text=_("Leave it empty if it goes on until further."))
    parent = RecordChoiceField(
        label=_("Part of"),
        among="activities",
        empty=_("No other activity"),
        help_text=_("The larger activity that this is a part of."),
    )
    contact = contact_field()
    lists: ClassVar = {
        "partners": (Partners, PartnerRow),
        "status_history": (StatusHistory, StatusRow),
        "milestones": (Milestones, MilestoneRow),
    }
    not_below_itself = ("parent",)
    groups = (
        Group(_("What"), ("title", "summary", "primary_goal", "secondary_goals")),
        Group(_("Who and where"), ("lead", "partners", "areas")),
        Group(_("When and status"), (("starts", "ends"), "status_history", "milestones")),
        more("parent", "contact"),
    )

    def clean(self) -> dict[str, Any]:
        """See that it does not end before it starts, and that no goal is named twice."""
        found = super().clean() or {}
        starts, ends = found.get("starts"), found.get("ends")
        if starts and ends and ends < starts:
            day = date_format(date.fromisoformat(starts), "j F Y")
            self.add_error(
                "ends", gettext("Write a day after the start day %(day)s.") % {"day": day}
            )
        goal = found.get("primary_goal")
        if goal and goal in found.get("secondary_goals", ()):
            self.add_error(
                "secondary_goals",
                forms.ValidationError(
                    _("The primary goal is ticked here too. Take the tick away.")
                ),
            )
        return found

    def adjust(self, record: Record) -> None:
        """Let the status be that of the last step."""
        steps = record.get("status_history")
        if steps and steps[-1].get("status"):
            record["status"] = steps[-1]["status"]
