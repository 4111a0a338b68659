"""The form of a plan: what it is called, when it holds, how it is built. A frame is a plan too."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from livskraft.plans.models.plan import Level, PlanKind
from livskraft.workspace.forms.common import SourcedForm, more, title_field
from livskraft.workspace.forms.fields import (
    DayField,
    RecordChoiceField,
    RecordTicksField,
    WordChoiceField,
    WordsField,
    YearField,
)
from livskraft.workspace.forms.record import Group
from livskraft.workspace.forms.rows import RowForm, Rows
from livskraft.workspace.forms.targets import EventRow, Events


class LevelRow(RowForm):
    one = _("Level")
    name = WordsField(label=_("Name"), max_length=100)


class LevelNames(Rows):
    key = "level_names"
    label = _("What the goals are called")
    help_text = _("One name for each level, from the top: target area, goal …")

    @classmethod
    def unpack(cls, value: Any) -> list[dict[str, Any]]:
        return [{"name": name} for name in value or ()]

    @classmethod
    def pack(cls, items: list[dict[str, Any]]) -> Any:
        return [item["name"] for item in items]


class PlanForm(SourcedForm):
    """A strategy, a programme or a frame."""

    section = "plan"
    title = title_field(help_text=_("As it stands on the cover."))
    title_en = WordsField(label=_("Title in English"), max_length=500)
    kind = WordChoiceField(
        label=_("Kind"),
        words=PlanKind.choices,
        empty=_("Choose a kind"),
        required=True,
        help_text=_("A frame is somebody else’s goals that plans are held against."),
        error_messages={"required": _("Choose what kind of plan it is.")},
    )
    level = WordChoiceField(label=_("Level"), words=Level.choices, initial=Level.REGIONAL)
    vision = WordsField(label=_("Vision"), lines=3)
    summary = WordsField(
        label=_("Summary"),
        lines=5,
        help_text=_("What the plan wants, in words that anybody understands."),
    )
    period__from = YearField(label=_("First year"))
    period__to = YearField(label=_("Last year"))
    decision__body = WordsField(
        label=_("Decided by"), max_length=300, help_text=_("Such as the regional council.")
    )
    decision__date = DayField(label=_("Decided on"))
    decision__reference = WordsField(label=_("Reference number"), max_length=200)
    successor_of = RecordChoiceField(
        label=_("Follows upon"), among="plans", empty=_("No earlier plan")
    )
    areas = RecordTicksField(
        label=_("Where the plan holds"),
        among="all_areas",
        help_text=_("The county, and the municipalities that have pages of their own."),
    )
    frames = RecordTicksField(
        label=_("Frames"), among="frames", help_text=_("What the goals are held against.")
    )
    as_of = DayField(
        label=_("Counts as today"),
        help_text=_("Only for examples and for looking back: empty means the real day."),
    )
    lists: ClassVar = {"level_names": (LevelNames, LevelRow), "events": (Events, EventRow)}
    not_below_itself = ("successor_of",)
    groups = (
        Group(_("What"), ("title", "title_en", ("kind", "level"), "vision", "summary")),
        Group(
            _("Time and decision"),
            (
                ("period__from", "period__to"),
                "decision__body",
                ("decision__date", "decision__reference"),
                "successor_of",
            ),
        ),
        Group(_("How it is built"), ("level_names", "areas", "frames")),
        Group(_("The world around"), ("events",), is_folded=True, unfolds=True),
        more("as_of"),
    )

    def clean(self) -> dict[str, Any]:
        """See that the plan does not end before it begins."""
        found = super().clean() or {}
        first, last = found.get("period__from"), found.get("period__to")
        if first and last and last < first:
            self.add_error(
                "period__to",
                _("Write a year from %(first)d on.") % {"first": first},
            )
        return found
