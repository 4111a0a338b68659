"""Fields and rows that forms of several kinds of record have."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from livskraft.workspace.forms.fields import DayField, RecordChoiceField, WordsField
from livskraft.workspace.forms.record import Group, RecordForm
from livskraft.workspace.forms.rows import RowForm, Rows

TITLE_LIMIT = 500


def title_field(**options: Any) -> WordsField:
    """The title of a record; without one nothing can be published."""
    return WordsField(
        label=_("Title"),
        lines=2,
        is_one_line=True,
        max_length=TITLE_LIMIT,
        required=True,
        error_messages={"required": _("Write a title.")},
        **options,
    )


def name_field() -> WordsField:
    """The name of an actor or a forum."""
    return WordsField(
        label=_("Name"),
        max_length=TITLE_LIMIT,
        required=True,
        help_text=_("The name that people know, without abbreviations."),
        error_messages={"required": _("Write a name.")},
    )


class SourcedForm(RecordForm):
    """A record that comes from somewhere, and that colleagues may write a note about."""

    origin__document = RecordChoiceField(
        label=_("Source"), among="documents", empty=_("No document")
    )
    origin__place = WordsField(
        label=_("Place in the source"),
        max_length=300,
        help_text=_("Section, page or line, so that others find it."),
    )
    internal_note = WordsField(
        label=_("Internal note"),
        lines=3,
        help_text=_("Seen only by those who work with the plan, never on public pages."),
    )


def more(*names: str | tuple[str, ...]) -> Group:
    """The last group: what few need to change."""
    return Group(
        _("More"),
        (*names, ("origin__document", "origin__place"), "internal_note"),
        is_folded=True,
    )


def contact_field() -> WordsField:
    """Whom to ask: never a person's name, since it is public."""
    return WordsField(
        label=_("Contact"),
        max_length=300,
        help_text=_("A function, not a person: folkhalsa@example.org. It is shown to everybody."),
    )


class DatedRow(RowForm):
    """Something on a day."""

    date = DayField(label=_("Day"), required=True, error_messages={"required": _("Choose a day.")})


class ByDate(Rows):
    """Rows in the order of their days; those without a day last."""

    def in_order(self, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return sorted(items, key=lambda item: str(item.get("date") or "9999"))
