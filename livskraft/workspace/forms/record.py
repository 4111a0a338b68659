"""What the forms of all kinds of record share: reading a record, telling what was changed in it."""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.text import capfirst

from livskraft.plans.planfile.content import Record, canonical
from livskraft.plans.queries.drafts import Obstacle
from livskraft.plans.queries.record_choices import RecordChoices, without_branch
from livskraft.workspace.forms.fields import RecordChoiceField, RecordTicksField
from livskraft.workspace.forms.rows import EMPTY_ROWS, MORE_ROWS, RowForm, Rows, raw_text, rows_of

INTERNAL = "internal_note"
SHORT_LIST = 12
# Keys that the list of another key shows.
SHOWN_BY = {"status": "status_history"}
Path = tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """What belongs together in a form. A name in `names` is a field's or a list's.

    A pair stands on one line. A group that is folded holds what few need; one that unfolds is open
    where something is filled in. `summary` says what it holds, else its labels do.
    """

    title: str | Promise
    names: tuple[str | tuple[str, ...], ...]
    about: str | Promise = ""
    is_folded: bool = False
    unfolds: bool = False
    summary: str | Promise = ""


@dataclass(frozen=True)
class Part:
    """One line of a form: fields beside each other, or the rows of a list."""

    kind: str
    fields: tuple[BoundField, ...] = ()
    rows: Rows | None = None

    @property
    def field(self) -> BoundField:
        return self.fields[0]

    @property
    def labels(self) -> list[str]:
        return [str(self.rows.label)] if self.rows else [str(one.label) for one in self.fields]

    @property
    def has_errors(self) -> bool:
        if self.rows is not None:
            return _has_errors(self.rows)
        return any(field.errors for field in self.fields)

    @property
    def is_filled(self) -> bool:
        """Whether something is written here."""
        if self.rows is not None:
            return self.rows.initial_form_count() > 0
        return any(field.value() not in (None, "", [], False) for field in self.fields)

    @property
    def chosen(self) -> list[str]:
        """What is ticked, in the order of the list."""
        ticked = {str(value) for value in self.field.value() or ()}
        field: Any = self.field.field
        return [label for value, label in field.choices if str(value) in ticked]

    @property
    def is_long(self) -> bool:
        field: Any = self.field.field
        return len(field.choices) > SHORT_LIST


@dataclass(frozen=True)
class ShownGroup:
    """A group with its parts, as a template shows it."""

    group: Group
    parts: tuple[Part, ...]

    @property
    def has_errors(self) -> bool:
        return any(part.has_errors for part in self.parts)

    @property
    def is_open(self) -> bool:
        """Whether a group that is folded stands open."""
        is_used = self.group.unfolds and any(part.is_filled for part in self.parts)
        return is_used or self.has_errors

    @property
    def labels(self) -> str:
        """What is in the group: "Contact, source, internal note"."""
        if self.group.summary:
            return str(self.group.summary)
        return capfirst(", ".join(label.lower() for part in self.parts for label in part.labels))


@dataclass(frozen=True)
class Message:
    """What is to be put right, and the id of what it concerns; "" where nothing shows it."""

    anchor: str
    label: str
    text: str


class RecordForm(forms.Form):
    """A record as fields. A field's name is its key in the file; "period__from" lies inside another.

    `record` is what is shown. Keys that have no field here are never touched.
    """

    section: ClassVar[str]
    groups: ClassVar[tuple[Group, ...]]
    lists: ClassVar[dict[str, tuple[type[Rows], type[RowForm]]]] = {}
    not_below_itself: ClassVar[tuple[str, ...]] = ()
    """Fields that may name neither the record itself nor what lies below it."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        record: Record,
        choices: RecordChoices,
        slug: str = "",
        sees_internal: bool = True,
        more: str = "",
    ) -> None:
        self.record, self.choices, self.slug = record, choices, slug
        super().__init__(data)
        if not sees_internal:
            self.fields.pop(INTERNAL, None)
        for name, field in self.fields.items():
            value = _value(record, path_of(name))
            if value is not None:
                self.initial[name] = value
            if isinstance(field, RecordChoiceField | RecordTicksField):
                field.offer(self._offered(name, field.among), value)
        self.rows = {key: self._rows(key, more) for key in self.lists}

    def _offered(self, name: str, among: str) -> Any:
        choices = self.choices.among(among)
        return without_branch(choices, self.slug) if name in self.not_below_itself else choices

    def _rows(self, key: str, more: str) -> Rows:
        rows, row = self.lists[key]
        made = rows_of(rows, row, extra=MORE_ROWS if key == more else EMPTY_ROWS)
        return made(
            self.data if self.is_bound else None,
            prefix=key,
            initial=rows.unpack(_value(self.record, path_of(key))),
            form_kwargs={"choices": self.choices},
        )

    def shown_groups(self) -> Iterator[ShownGroup]:
        """Yield the groups with what they show."""
        for group in self.groups:
            parts = tuple(part for name in group.names if (part := self._part(name)))
            yield ShownGroup(group, parts)

    def _part(self, name: str | tuple[str, ...]) -> Part | None:
        if isinstance(name, str) and name in self.rows:
            return Part("rows", rows=self.rows[name])
        names = (name,) if isinstance(name, str) else name
        fields = tuple(self[one] for one in names if one in self.fields)
        if not fields:
            return None
        field = fields[0].field
        if isinstance(field, RecordTicksField):
            return Part("ticks", fields)
        if isinstance(field, forms.BooleanField):
            return Part("yes", fields)
        return Part("fields", fields)

    def is_valid(self) -> bool:
        """Return whether fields and rows are right."""
        rows_are_right = [not _has_errors(rows) for rows in self.rows.values()]
        return super().is_valid() and all(rows_are_right)

    def add_obstacle(self, obstacle: Obstacle) -> None:
        """Say at its field what stands in the way, unless something is said there already."""
        name = self.name_of(obstacle.key)
        if name in self.rows:
            if not _has_errors(self.rows[name]):
                self.rows[name].non_form_errors().append(obstacle.message)
        elif name not in self.fields:
            self.add_error(None, f"{obstacle.label}: {obstacle.message}")
        elif name not in self.errors:
            self.add_error(name, obstacle.message)

    def messages(self) -> Iterator[Message]:
        """Yield what is to be put right, in the order of the form."""
        for shown in self.shown_groups():
            for part in shown.parts:
                if part.rows is not None:
                    yield from _messages_of_rows(part.rows)
                for field in part.fields:
                    for error in field.errors:
                        yield Message(self.anchor(field.name), str(field.label), str(error))
        for error in self.non_field_errors():
            yield Message("", "", str(error))

    @classmethod
    def anchor(cls, key: str) -> str:
        """Return the id of what shows a key of the record; "" where nothing does."""
        name = cls.name_of(key)
        if name in cls.lists or isinstance(cls.base_fields.get(name), RecordTicksField):
            return f"list-{name}"
        return f"id_{name}" if name else ""

    @classmethod
    def order(cls, key: str) -> int:
        """Return where in the form a key of the record stands; those that it does not show last."""
        names: list[str] = []
        for group in cls.groups:
            for name in group.names:
                names += [name] if isinstance(name, str) else name
        name = cls.name_of(key)
        return names.index(name) if name in names else len(names)

    @classmethod
    def name_of(cls, key: str) -> str:
        """Return the field or list that shows a key of the record, or the first of several."""
        names = [*cls.base_fields, *cls.lists]
        shown = (name for name in names if path_of(name)[0] == key)
        return key if key in names else next(shown, SHOWN_BY.get(key, ""))

    def applied_to(self, record: Record) -> Record:
        """Return a record with what was changed in the form, also what is wrong, as it was typed."""
        result = deepcopy(record)
        assumed = [name for name, field in self.fields.items() if field.initial is not None]
        for name in [*self.changed_data, *(one for one in assumed if one not in self.initial)]:
            _put(result, path_of(name), self._typed(name))
        for key, rows in self.rows.items():
            if rows.is_shown and rows.has_changed():
                _put(result, path_of(key), rows.pack(rows.items()))
        self.adjust(result)
        return canonical(self.section, result) if self.is_valid() else result

    def adjust(self, record: Record) -> None:
        """Make the keys that follow from others agree with them."""

    def _typed(self, name: str) -> Any:
        if name not in self.errors:
            return self.cleaned_data[name]
        value = self[name].data
        return [raw_text(one) for one in value] if isinstance(value, list) else raw_text(value)


def path_of(name: str) -> Path:
    """Return where in a record a field's value lies."""
    return tuple(step.rstrip("_") for step in name.split("__"))


def _value(record: Record, path: Path) -> Any:
    value: Any = record
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _put(record: Record, path: Path, value: Any) -> None:
    """Set a value, or take its key away where it says nothing."""
    *outer, key = path
    holders = [record]
    for step in outer:
        if not isinstance(holders[-1].get(step), dict):
            holders[-1][step] = {}
        holders.append(holders[-1][step])
    if value is None or value is False or value in ("", [], {}):
        holders[-1].pop(key, None)
    else:
        holders[-1][key] = value
    for step, holder in zip(reversed(outer), reversed(holders[:-1]), strict=True):
        if not holder[step]:
            del holder[step]


def _has_errors(rows: Rows) -> bool:
    return rows.is_bound and rows.is_shown and not rows.is_valid()


def with_obstacles(form: RecordForm, obstacles: Iterable[Obstacle]) -> RecordForm:
    """Return the form with what stands in the way of publishing said at its fields."""
    for obstacle in obstacles:
        form.add_obstacle(obstacle)
    return form


def _messages_of_rows(rows: Rows) -> Iterator[Message]:
    if not _has_errors(rows):
        return
    for error in rows.shown_errors:
        yield Message(f"list-{rows.key}", str(rows.label), str(error))
    for row in rows.forms:
        for field in row.visible_fields():
            for error in field.errors:
                yield Message(field.id_for_label, f"{row.one}, {field.label}", str(error))


def sent(form: RecordForm) -> QueryDict:
    """Return what a browser sends when nothing is touched in the form."""
    data = QueryDict(mutable=True)
    for field in form:
        _send(data, field)
    for rows in form.rows.values():
        for field in rows.management_form:
            _send(data, field)
        for row in rows.forms:
            for field in row:
                _send(data, field)
    return data


def _send(data: QueryDict, field: BoundField) -> None:
    value = field.value()
    if isinstance(value, list | tuple):
        data.setlist(field.html_name, [str(one) for one in value])
    elif isinstance(field.field, forms.BooleanField):
        if value:
            data[field.html_name] = "on"
    elif not isinstance(field.field, forms.MultipleChoiceField):
        data[field.html_name] = "" if value is None else str(value)
