"""The form of a link from a goal to a goal, often of another plan or of a frame."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from livskraft.plans.models.goals import LinkKind
from livskraft.workspace.forms.fields import RecordChoiceField, WordChoiceField, WordsField
from livskraft.workspace.forms.record import Group, RecordForm


class LinkForm(RecordForm):
    """How one goal hangs together with another."""

    section = "links"
    from_ = RecordChoiceField(
        label=_("From the goal"),
        among="all_goals",
        empty=_("Choose a goal"),
        required=True,
        error_messages={"required": _("Choose the goal that the link goes from.")},
    )
    kind = WordChoiceField(
        label=_("How they hang together"),
        words=LinkKind.choices,
        initial=LinkKind.CONTRIBUTES,
        help_text=_("“Became” goes from the goal of an earlier plan to that of the newer one."),
    )
    to = RecordChoiceField(
        label=_("To the goal"),
        among="all_goals",
        empty=_("Choose a goal"),
        required=True,
        error_messages={"required": _("Choose the goal that the link goes to.")},
    )
    note = WordsField(label=_("Note"), max_length=500, help_text=_("Shown beside the link."))
    groups = (Group(_("The link"), ("from_", "kind", "to", "note")),)

    def clean(self) -> dict[str, Any]:
        """See that it leads to another goal."""
        found = super().clean() or {}
        if found.get("from_") and found.get("from_") == found.get("to"):
            self.add_error("to", _("Choose another goal than the one that the link goes from."))
        return found
