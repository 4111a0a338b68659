"""The form of a forum: what it may do, who sits there, when it meets."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from livskraft.plans.models.forums import Mandate
from livskraft.plans.models.plan import Level
from livskraft.workspace.forms.common import ByDate, DatedRow, SourcedForm, more, name_field
from livskraft.workspace.forms.fields import (
    RecordChoiceField,
    RecordTicksField,
    WordChoiceField,
    WordsField,
)
from livskraft.workspace.forms.record import Group


class MeetingRow(DatedRow):
    one = _("Meeting")
    title = WordsField(label=_("What it is about"), max_length=300)


class Meetings(ByDate):
    key = "meetings"
    label = _("Meetings")
    help_text = _("Days that are decided. What is reported can then be ready in time.")


class ForumForm(SourcedForm):
    """A board, a committee or a network."""

    section = "forums"
    title = name_field()
    description = WordsField(
        label=_("Description"), lines=3, help_text=_("What it does, in a sentence or two.")
    )
    mandate = WordChoiceField(
        label=_("Mandate"),
        words=Mandate.choices,
        empty=_("Choose a mandate"),
        required=True,
        help_text=_("What the forum may do with a matter."),
        error_messages={"required": _("Choose what the forum may do with a matter.")},
    )
    level = WordChoiceField(label=_("Level"), words=Level.choices, initial=Level.REGIONAL)
    reports_to = RecordChoiceField(label=_("Reports to"), among="forums", empty=_("No other forum"))
    members = RecordTicksField(label=_("Members"), among="organisations")
    membership = WordsField(
        label=_("Who sits there, in words"),
        lines=2,
        is_one_line=True,
        max_length=500,
        help_text=_("Functions and how many they are, never names of persons."),
    )
    cadence = WordsField(
        label=_("How often it meets"), max_length=200, help_text=_("Such as “four times a year”.")
    )
    lists: ClassVar = {"meetings": (Meetings, MeetingRow)}
    not_below_itself = ("reports_to",)
    groups = (
        Group(_("What"), ("title", "description", ("mandate", "level"), "reports_to")),
        Group(_("Who"), ("members", "membership")),
        Group(_("When"), ("cadence", "meetings")),
        more(),
    )
