"""A list of a record as rows of fields: milestones, partners, meetings."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from livskraft.plans.queries.record_choices import RecordChoices
from livskraft.workspace.forms.fields import RecordChoiceField, RecordTicksField

EMPTY_ROWS = 1
MORE_ROWS = 4
MOST_ROWS = 300
MOST_ROWS_SENT = 2000


class RowForm(forms.Form):
    """One row. Keys of the item that have no field here are kept as they are."""

    one: ClassVar[str | Promise]
    """What one row is, as in "Milestone"."""
    folded: ClassVar[tuple[str, ...]] = ()
    """Fields that few need: they stand behind `folded_about`, open where something is filled in."""
    folded_about: ClassVar[str | Promise] = ""

    def __init__(self, *arguments: Any, choices: RecordChoices, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name, field in self.fields.items():
            if isinstance(field, RecordChoiceField | RecordTicksField):
                field.offer(choices.among(field.among), self.initial.get(name))

    def full_clean(self) -> None:
        """Check the row; one without any words is as good as removed, and never wrong."""
        super().full_clean()
        if self.is_bound and not self.words():
            self.errors.clear()

    def words(self) -> dict[str, Any]:
        """Return what the row holds, also where it is wrong; what is empty is left out."""
        found = {name: self._word(name) for name in self.fields if name != DELETION_FIELD_NAME}
        return {name: word for name, word in found.items() if word not in (None, "", [])}

    def _word(self, name: str) -> Any:
        cleaned = getattr(self, "cleaned_data", {})
        return cleaned[name] if name in cleaned else raw_text(self[name].data)

    def shown_fields(self) -> list[BoundField]:
        """Return the fields that stand open."""
        return [one for one in self.visible_fields() if one.name not in self.folded]

    def folded_fields(self) -> list[BoundField]:
        """Return the fields that are folded."""
        return [self[name] for name in self.folded]

    @property
    def is_unfolded(self) -> bool:
        """Whether something is filled in, or wrong, among what is folded."""
        return any(one.errors or one.value() not in (None, "", []) for one in self.folded_fields())

    @property
    def is_removed(self) -> bool:
        return bool(getattr(self, "cleaned_data", {}).get(DELETION_FIELD_NAME))


class Rows(forms.BaseFormSet):
    """The rows of one list, with empty ones at the end."""

    label: ClassVar[str | Promise]
    help_text: ClassVar[str | Promise] = ""
    key: ClassVar[str]

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if DELETION_FIELD_NAME in form.fields:
            form.fields[DELETION_FIELD_NAME].label = _("Remove")

    def items(self) -> list[Any]:
        """Return the list as the rows now say it."""
        kept = []
        for position, form in enumerate(self.forms):
            form.is_valid()  # Turns what was typed into what it means.
            words = {} if form.is_removed else form.words()
            if words:
                before = self.unpacked(position)
                hidden = {key: before[key] for key in before if key not in form.fields}
                kept.append({**hidden, **words})
        return self.in_order(kept)

    def unpacked(self, position: int) -> Mapping[str, Any]:
        """Return the item that a row was filled with."""
        initial: Any = self.initial or []
        return initial[position] if position < len(initial) else {}

    @property
    def shown_errors(self) -> list[str]:
        """What is wrong with the list as a whole."""
        return [str(error) for error in self.non_form_errors()] if self.is_bound else []

    @property
    def is_shown(self) -> bool:
        """Whether what was sent held these rows at all."""
        return not self.is_bound or bool(self.management_form.is_valid())

    def in_order(self, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the items in the order that the list is kept in."""
        return items

    @classmethod
    def unpack(cls, value: Any) -> list[dict[str, Any]]:
        """Return a record's list as items, each a mapping."""
        return [dict(item) for item in value or ()]

    @classmethod
    def pack(cls, items: list[dict[str, Any]]) -> Any:
        """Return the items as the record keeps them."""
        return items


def raw_text(value: Any) -> Any:
    """Return what was typed, as it can be kept."""
    return value.replace("\x00", "").strip() if isinstance(value, str) else value


def rows_of(rows: type[Rows], row: type[RowForm], *, extra: int) -> type[Rows]:
    """Return the class of a list with so many empty rows at the end."""
    made: Any = forms.formset_factory(
        row,
        formset=rows,
        extra=extra,
        can_delete=True,
        can_delete_extra=False,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS_SENT,
    )
    return made
