"""The form of a goal: what is to be reached, where in the plan it stands, whom it binds."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from livskraft.plans.models.goals import Strength
from livskraft.workspace.forms.common import SourcedForm, more, title_field
from livskraft.workspace.forms.fields import (
    RecordChoiceField,
    WordChoiceField,
    WordsField,
    YesField,
)
from livskraft.workspace.forms.record import Group
from livskraft.workspace.forms.rows import RowForm, Rows


class BindingRow(RowForm):
    one = _("Actor")
    organisation = RecordChoiceField(
        label=_("Actor"),
        among="organisations",
        empty=_("Choose an actor"),
        required=True,
        error_messages={"required": _("Choose which actor the goal binds.")},
    )
    strength = WordChoiceField(
        label=_("The goal is"),
        words=Strength.choices,
        empty=_("Choose how strongly"),
        required=True,
        error_messages={"required": _("Choose how strongly the goal binds.")},
    )


class Bindings(Rows):
    key = "bindings"
    label = _("Whom the goal binds")
    help_text = _("It holds for the goals below too, unless they say otherwise.")

    @classmethod
    def unpack(cls, value: Any) -> list[dict[str, Any]]:
        if isinstance(value, list):
            return [dict(item) for item in value]
        return [
            {"organisation": organisation, "strength": strength}
            for organisation, strength in (value or {}).items()
        ]

    @classmethod
    def pack(cls, items: list[dict[str, Any]]) -> Any:
        """Return {organisation: strength}; the rows as they are while one of them is not whole."""
        if all({"organisation", "strength"} <= item.keys() for item in items):
            return {item["organisation"]: item["strength"] for item in items}
        return items


class GoalForm(SourcedForm):
    """Something that the plan wants to reach."""

    section = "goals"
    number = WordsField(
        label=_("Number"), max_length=20, help_text=_("As printed in the plan, if it has one.")
    )
    title = title_field(
        help_text=_("What is to be reached, as it stands in the plan that was decided.")
    )
    title_en = WordsField(label=_("Title in English"), max_length=500)
    description = WordsField(
        label=_("Description"),
        lines=6,
        help_text=_("What the goal means and why it matters, in words that anybody understands."),
    )
    priority = YesField(label=_("Priority: the plan puts this goal first"))
    horizontal = YesField(label=_("Horizontal: it cuts across all other goals"))
    parent = RecordChoiceField(
        label=_("Lies under"), among="goals", empty=_("No other goal: it stands at the top")
    )
    lists: ClassVar = {"bindings": (Bindings, BindingRow)}
    not_below_itself = ("parent",)
    groups = (
        Group(_("What"), ("number", "title", "title_en", "description")),
        Group(_("Place in the plan"), ("parent", "priority", "horizontal")),
        Group(_("For whom"), ("bindings",)),
        more(),
    )
