"""The form of an indicator: what it measures, for which goals, where its figures come from."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.indicators.models import Direction, GoalRole
from livskraft.indicators.queries.words import CRITERIA
from livskraft.plans.queries.words import COUNTED, MEASURE_KINDS, MEASURE_LEVELS
from livskraft.workspace.forms import sources
from livskraft.workspace.forms.common import SourcedForm, more, title_field
from livskraft.workspace.forms.fields import (
    ListField,
    NumberField,
    RecordChoiceField,
    WordChoiceField,
    WordsField,
    YearField,
    YesField,
)
from livskraft.workspace.forms.mapping import VariableRow, Variables
from livskraft.workspace.forms.record import Group
from livskraft.workspace.forms.rows import RowForm, Rows
from livskraft.workspace.forms.targets import EventRow, Events, TargetRow, Targets

POINTS = [("0", _("0, no")), ("1", _("1, partly")), ("2", _("2, yes"))]


class PointsField(forms.TypedChoiceField):
    """Nothing, one or two points."""

    def __init__(self, **options: Any) -> None:
        choices = [("", _("Not answered")), *POINTS]
        super().__init__(choices=choices, coerce=int, empty_value=None, required=False, **options)


class GoalRow(RowForm):
    one = _("Goal")
    goal = RecordChoiceField(
        label=_("Goal"),
        among="goals",
        empty=_("Choose a goal"),
        required=True,
        error_messages={"required": _("Choose the goal that it follows up.")},
    )
    role = WordChoiceField(
        label=_("Is to the goal"),
        words=GoalRole.choices,
        empty=_("Choose a role"),
        required=True,
        error_messages={"required": _("Choose what the indicator is to the goal.")},
    )


class Goals(Rows):
    key = "goals"
    label = _("Goals that it follows up")
    help_text = _(
        "A key measure decides how the goal goes. Supporting ones fill out the picture; "
        "context is shown but judges nothing."
    )


class BreakRow(RowForm):
    one = _("Break")
    year = YearField(
        label=_("Year"), error_messages={"required": _("Write the year of the break.")}
    )
    note = WordsField(label=_("What changed"), max_length=500)

    def clean(self) -> dict[str, Any]:
        """Ask for the year: a break without one is nowhere."""
        found = super().clean() or {}
        if found.get("note") and not found.get("year") and "year" not in self.errors:
            self.add_error("year", _("Write the year of the break."))
        return found


class Breaks(Rows):
    key = "breaks"
    label = _("Breaks in the series")
    help_text = _("Years from which the figures cannot be compared with those before.")


class IndicatorForm(sources.SourceFields, SourcedForm):
    """A measure that follows up goals."""

    section = "indicators"
    title = title_field(
        help_text=_("What is measured, of whom: “Inhabitants in good self-rated health”.")
    )
    description = WordsField(
        label=_("Definition"),
        lines=5,
        help_text=_("Exactly what is counted, and what one should know before comparing."),
    )
    unit = WordsField(label=_("Unit"), max_length=100, help_text=_("Such as procent."))
    decimals = NumberField(
        label=_("Decimals"), least=0, most=10, help_text=_("How many are shown.")
    )
    direction = WordChoiceField(
        label=_("Wanted direction"), words=Direction.choices, empty=_("None is better")
    )
    counts = WordChoiceField(
        label=_("What the values count"),
        words=COUNTED.items(),
        empty=_("As the unit says"),
        help_text=_(
            "Where they count people, few of them are not shown, nor what would give them away."
        ),
    )
    small_groups__below = NumberField(
        label=_("Show from how many people"),
        least=3,
        most=100,
        help_text=_("Only if it is another number than the site's."),
    )
    kind = WordChoiceField(
        label=_("Kind of measure"),
        words=MEASURE_KINDS.items(),
        empty=_("Not said"),
        help_text=_("A result is what it led to for people; an output is what was done."),
    )
    level = WordChoiceField(
        label=_("There are figures for"), words=MEASURE_LEVELS.items(), empty=_("Not said")
    )
    bounds__low = NumberField(
        label=_("Lowest possible value"), help_text=_("Of shares in percent: 0.")
    )
    bounds__high = NumberField(
        label=_("Highest possible value"), help_text=_("Of shares in percent: 100.")
    )
    baseline__year = YearField(
        label=_("Baseline year"), help_text=_("The year that later ones are compared with.")
    )
    baseline__value = NumberField(
        label=_("Baseline value"), help_text=_("Only if it is not that of the figures.")
    )
    margin = NumberField(
        label=_("Margin of error"),
        help_text=_("In the unit of the values, where the source gives none for each value."),
    )
    rate_of_change = YesField(
        label=_("Is itself a rate of change"),
        help_text=_(
            "Such as growth in percent a year: then it is compared by steps, not by growth."
        ),
    )
    licence = WordsField(label=_("Licence"), max_length=300, help_text=_("Such as CC0 1.0."))
    releases = ListField(
        label=_("Days of publication"),
        help_text=_("12-15 for every year, or 2027-03-15. Figures are asked for from that day on."),
    )
    version = WordsField(
        label=_("Version"),
        max_length=100,
        help_text=_(
            "Write a new one when the measure is redefined: the line then begins anew and never "
            "runs on from the old figures."
        ),
    )
    lists: ClassVar = {
        "goals": (Goals, GoalRow),
        Variables.key: (Variables, VariableRow),
        **sources.LISTS,
        "targets": (Targets, TargetRow),
        "breaks": (Breaks, BreakRow),
        "events": (Events, EventRow),
    }
    groups = (
        Group(
            _("What it measures"),
            (
                "title",
                "description",
                ("unit", "decimals"),
                ("direction", "kind"),
                "level",
                ("bounds__low", "bounds__high"),
                ("counts", "small_groups__below"),
            ),
        ),
        Group(_("For which goals"), ("goals",)),
        *sources.GROUPS,
        Group(
            _("Baseline and targets"),
            (
                ("baseline__year", "baseline__value"),
                "targets",
                "breaks",
                "events",
                "margin",
                "rate_of_change",
            ),
        ),
        Group(_("Publication"), ("licence", "releases", "version")),
        Group(
            _("Quality"),
            tuple(f"quality__{criterion}" for criterion in CRITERIA),
            _("Ten questions before an indicator judges a goal. All ten make a score."),
            is_folded=True,
            unfolds=True,
            summary=_("The ten questions"),
        ),
        more(),
    )


for _criterion, _label in CRITERIA.items():
    IndicatorForm.base_fields[f"quality__{_criterion}"] = PointsField(label=_label)
