"""How each section of a plan file is kept in the database: one `Table` a section, as data."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from django.conf import settings
from django.db.models import Model
from django.utils.module_loading import import_string

from livskraft.plans.models import (
    Activity,
    Binding,
    BudgetLine,
    Document,
    Forum,
    ForumMeeting,
    Goal,
    GoalLink,
    Milestone,
    Organisation,
    Partnership,
    Plan,
    StatusChange,
)
from livskraft.plans.planfile.content import Record

Path = tuple[str, ...]
Kind = Literal["text", "date", "number", "flag", "list", "object", "rest"]
_EMPTY: dict[Kind, Callable[[], Any]] = {
    "text": str,
    "date": lambda: None,
    "number": lambda: None,
    "flag": bool,
    "list": list,
    "object": dict,
    "rest": dict,
}


@dataclass(frozen=True)
class Column:
    """A key of the file and the field that keeps its value.

    `path` has two steps where the key lies inside another one. A column of the kind "rest" keeps
    all keys that no other column takes.
    """

    path: Path
    field: str
    kind: Kind = "text"

    def stored(self, value: Any) -> Any:
        """Return a value of the file as the field holds it; an absent one is None here."""
        if value is None:
            return _EMPTY[self.kind]()
        return date.fromisoformat(value) if self.kind == "date" else value

    def written(self, value: Any) -> Any:
        """Return the field's value as the file has it."""
        return value.isoformat() if isinstance(value, date) else value


@dataclass(frozen=True)
class Reference:
    """A key of the file that names a record of a section, and the foreign key that keeps it."""

    path: Path
    field: str
    section: str


@dataclass(frozen=True)
class Members:
    """A key of the file that lists records of a section, and the many-to-many field."""

    key: str
    field: str
    section: str


@dataclass(frozen=True)
class Part:
    """A key of the file whose items are rows of their own that belong to the record.

    `match` names the fields that tell one row from another; empty: its place in the list does.
    """

    key: str
    model: type[Model]
    owner: str
    columns: tuple[Column, ...]
    references: tuple[Reference, ...] = ()
    match: tuple[str, ...] = ()
    is_ordered: bool = True
    is_archived: bool = False
    unpack: Callable[[Any], Iterable[Record]] = iter
    pack: Callable[[list[Record]], Any] = list


@dataclass(frozen=True)
class Table:
    """A section of the file. `is_shared`: its records belong to several plans.

    `named` are sections that its records name inside of an object that is kept whole.
    """

    section: str
    model: type[Model]
    columns: tuple[Column, ...] = ()
    references: tuple[Reference, ...] = ()
    members: tuple[Members, ...] = ()
    parts: tuple[Part, ...] = ()
    named: tuple[str, ...] = ()
    is_shared: bool = False

    def has(self, field: str) -> bool:
        """Return whether the model has such a field."""
        return field in _fields_of(self.model)


@cache
def _fields_of(model: type[Model]) -> frozenset[str]:
    return frozenset(field.name for field in model._meta.get_fields())


def _column(key: str, kind: Kind = "text", field: str = "") -> Column:
    return Column((key,), field or key, kind)


def _reference(key: str, section: str, field: str = "") -> Reference:
    return Reference((key,), field or key, section)


_ORIGIN = Reference(("origin", "document"), "document", "documents")
_PLACE = Column(("origin", "place"), "place")
# What the records of `models.base.Record` have in common.
RECORD = (
    _column("title"),
    _column("former_slugs", "list"),
    _column("internal_note"),
    _column("example", "list", "example_fields"),
    _PLACE,
)
_EXAMPLE = _column("example", "flag", "is_example")


def _unpack_bindings(bindings: dict[str, str]) -> Iterable[Record]:
    for organisation, strength in bindings.items():
        yield {"organisation": organisation, "strength": strength}


def _pack_bindings(rows: list[Record]) -> dict[str, str]:
    return {row["organisation"]: row["strength"] for row in rows}


DOCUMENTS = Table(
    "documents",
    Document,
    (_column("title"), _column("publisher"), _column("year", "number"), _column("url")),
    is_shared=True,
)
ORGANISATIONS = Table(
    "organisations",
    Organisation,
    (*RECORD, _column("kind"), _column("description"), _column("contact")),
    (_ORIGIN, _reference("parent", "organisations"), _reference("area", "areas")),
    is_shared=True,
)
FORUMS = Table(
    "forums",
    Forum,
    (
        *RECORD,
        _column("mandate"),
        _column("level"),
        _column("membership"),
        _column("cadence"),
        _column("description"),
    ),
    (_ORIGIN, _reference("reports_to", "forums")),
    (Members("members", "members", "organisations"),),
    (
        Part(
            "meetings",
            ForumMeeting,
            "forum",
            (_column("date", "date"), _column("title"), _EXAMPLE),
            match=("date", "title"),
            is_ordered=False,
            is_archived=True,
        ),
    ),
    is_shared=True,
)
PLAN = Table(
    "plan",
    Plan,
    (
        _column("title"),
        _column("title_en"),
        _column("kind"),
        _column("level"),
        Column(("period", "from"), "period_from", "number"),
        Column(("period", "to"), "period_to", "number"),
        Column(("decision", "body"), "decision_body"),
        Column(("decision", "date"), "decision_date", "date"),
        Column(("decision", "reference"), "decision_reference"),
        _column("level_names", "list"),
        _column("as_of", "date"),
        _column("events", "list"),
        _column("vision"),
        _column("summary"),
        _column("internal_note"),
        _PLACE,
    ),
    (_ORIGIN, _reference("successor_of", "plan")),
    (Members("areas", "areas", "areas"), Members("frames", "frames", "plan")),
)
GOALS = Table(
    "goals",
    Goal,
    (
        *RECORD,
        _column("number"),
        _column("title_en"),
        _column("description"),
        _column("priority", "flag", "is_priority"),
        _column("horizontal", "flag", "is_horizontal"),
    ),
    (_ORIGIN, _reference("parent", "goals")),
    parts=(
        Part(
            "bindings",
            Binding,
            "goal",
            (_column("strength"),),
            (_reference("organisation", "organisations"),),
            match=("organisation_id",),
            is_ordered=False,
            unpack=_unpack_bindings,
            pack=_pack_bindings,
        ),
    ),
)
ACTIVITIES = Table(
    "activities",
    Activity,
    (
        *RECORD,
        _column("summary"),
        _column("starts", "date"),
        _column("ends", "date"),
        _column("status"),
        _column("contact"),
    ),
    (
        _ORIGIN,
        _reference("primary_goal", "goals"),
        _reference("lead", "organisations"),
        _reference("parent", "activities"),
    ),
    (Members("secondary_goals", "secondary_goals", "goals"), Members("areas", "areas", "areas")),
    (
        Part(
            "partners",
            Partnership,
            "activity",
            (_column("role"),),
            (_reference("organisation", "organisations"),),
            match=("organisation_id", "role"),
        ),
        Part(
            "status_history",
            StatusChange,
            "activity",
            (_column("status"), _column("since", "date"), _column("reason"), _EXAMPLE),
        ),
        Part(
            "milestones",
            Milestone,
            "activity",
            (_column("title"), _column("date", "date"), _EXAMPLE),
            match=("title", "date"),
        ),
    ),
)
BUDGET = Table(
    "budget",
    BudgetLine,
    (
        _column("title"),
        _column("year", "number"),
        _column("amount", "number"),
        _column("note"),
        _PLACE,
    ),
    (_ORIGIN, _reference("parent", "budget"), _reference("organisation", "organisations")),
)
LINKS = Table(
    "links",
    GoalLink,
    (_column("kind"), _column("note")),
    (_reference("from", "all goals", "from_goal"), _reference("to", "all goals", "to_goal")),
)


def all_tables() -> list[Table]:
    """Return the tables in the order they are written: what is named comes before what names it.

    Packages above this one add theirs by the setting PLAN_FILE_TABLES.
    """
    added = [table for name in settings.PLAN_FILE_TABLES for table in import_string(name)]
    return [DOCUMENTS, ORGANISATIONS, FORUMS, PLAN, GOALS, ACTIVITIES, BUDGET, LINKS, *added]


def table_of(section: str) -> Table:
    """Return a section's table. Raises KeyError."""
    return {table.section: table for table in all_tables()}[section]
