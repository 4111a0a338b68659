"""The fields of a row, and what can be chosen in them."""

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from livskraft.plans.planfile.content import Record
from livskraft.plans.planfile.schema import ORGANISATION_KINDS
from livskraft.plans.queries.record_choices import Choice
from livskraft.plans.reading.plan import NO_REASON
from livskraft.plans.reading.review import Review, Row
from livskraft.shared.widgets import content_language
from livskraft.workspace.documents.wording import LABELS, WORDS
from livskraft.workspace.forms.fields import (
    ContentSelect,
    DayField,
    RecordChoiceField,
    WordChoiceField,
    WordsField,
    YearField,
)

MAX_GOALS = 150
"""With more goals than this, a row's list shows those of its own area only."""


class Choices:
    """What can be chosen on the pages of a reading: its goals and its actors."""

    def __init__(self, review: Review) -> None:
        self.review = review
        depths: dict[str, int] = {}
        self.goals: list[Choice] = []
        for row in review.kept("goals"):
            parent = str(row.record.get("parent", ""))
            depths[row.slug] = depths.get(parent, -1) + 1
            label = f"{row.record.get('number', '')} {row.title}".strip()
            self.goals.append(Choice(row.slug, label, depths[row.slug]))
        self.organisations = [Choice(row.slug, row.title) for row in review.kept("organisations")]
        self.titles = {choice.value: choice.label for choice in self.organisations}

    def goals_for(self, row: Row | None) -> list[Choice]:
        """Return the goals a row can be for; of very many those in its own area."""
        if row is None or len(self.goals) <= MAX_GOALS:
            return self.goals
        of_row = str(row.read.get("primary_goal") or row.read.get("parent") or "")
        area = self.review.area_of(of_row)
        return [one for one in self.goals if self.review.area_of(one.value) == area]

    def goal_label(self, slug: str) -> str:
        return next((choice.label for choice in self.goals if choice.value == slug), slug)


def make_field(name: str, choices: Choices, row: Row | None, *, section: str) -> forms.Field:
    """Return the field for one key of a record."""
    label = LABELS["name" if name == "title" and section == "organisations" else name]
    if name in ("primary_goal", "parent"):
        chosen = row.record.get(name, "") if row else ""
        empty = _("Nothing above it") if name == "parent" else _("Choose a goal")
        field = RecordChoiceField(among="goals", label=label, empty=empty)
        field.widget = PlainSelect()
        offered = choices.organisations if section == "organisations" else choices.goals_for(row)
        field.offer([one for one in offered if not row or one.value != row.slug], chosen)
        return field
    if name in ("starts", "ends"):
        return DayField(label=label)
    if name in WORDS:
        words = WORDS[name].items()
        if name == "kind":
            words = [pair for pair in words if pair[0] in ORGANISATION_KINDS]  # type: ignore[assignment]
        return WordChoiceField(words=words, label=label)
    if name in ("year", "amount"):
        return YearField(label=label) if name == "year" else _AmountField(label=label)
    limit = {"number": 20, "title": 500, "lead": 200}.get(name, 2000)
    lines = 2 if name == "title" and section in ("goals", "activities") else 1
    field_ = WordsField(label=label, max_length=limit, lines=lines)
    if name == "lead":
        field_.widget.attrs["list"] = "actors"
    return field_


class _AmountField(forms.IntegerField):
    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric"})
        super().__init__(required=False, widget=widget, **options)
        self.error_messages["invalid"] = _("Write whole kronor, digits only.")


def shown_value(row: Row, name: str, choices: Choices, record: Record | None = None) -> Any:
    """Return a key's value as its field shows it: a lead by title, no stock reason."""
    record = row.record if record is None else record
    if name == "lead":
        return choices.titles.get(str(record.get("lead", "")), "")
    if name == "reason":
        history = record.get("status_history") or [{}]
        reason = record.get("reason") or history[-1].get("reason", "")
        return "" if reason == NO_REASON else reason
    if name == "status":
        return record.get("status", "planned")
    return record.get(name, "")


class PlainSelect(ContentSelect):
    """A list that is written in one go: a page holds many."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        attributes = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        language = flatatt(content_language())
        options = format_html_join(
            "",
            '<option value="{}"{}{}>{}</option>',
            (
                (of, mark_safe(" selected") if str(of) == str(value or "") else "", language, label)
                for of, label in self.choices
            ),
        )
        return format_html("<select{}>{}</select>", attributes, options)
