"""What differs between two states of a record, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from livskraft.plans.models import Area, Goal, Person
from livskraft.plans.planfile.compare import ARCHIVED
from livskraft.plans.planfile.content import Record
from livskraft.plans.queries.changes.states import RESPONSIBLE
from livskraft.plans.queries.planfile.public_keys import public_record
from livskraft.plans.queries.planfile.tables import Table, table_of
from livskraft.plans.queries.titles import Titles
from livskraft.plans.queries.words import label, value_in_words

# Told after what people ask for first.
_LAST = ("origin", "internal_note", "former_slugs", "example")
# Told in the page's own language.
_PAGE_WORDS = frozenset(
    ["status", "starts", "ends", "as_of", "kind", "level", "mandate", "priority", "horizontal"]
)


@dataclass(frozen=True)
class FieldChange:
    """What a field was and became, in words; "" where it had no content.

    Of a list only what was taken away and what came to it. `is_content` says that the words are
    those of the plan and not of the page.
    """

    label: str
    before: str
    after: str
    is_content: bool = True


class Difference(NamedTuple):
    """A key of a section's record whose value differs, in the form of the plan file."""

    section: str
    key: str
    before: Any
    after: Any


def differences(
    table: Table, before: Record, after: Record, *, is_internal: bool
) -> tuple[Difference, ...]:
    """Return what differs; what only colleagues may see only with `is_internal`."""
    if not is_internal:
        before, after = public_record(table, before), public_record(table, after)
    return tuple(
        Difference(table.section, key, *_only_what_differs(before.get(key), after.get(key)))
        for key in sorted(dict.fromkeys([*after, *before]), key=_place)
        if before.get(key) != after.get(key) and key != ARCHIVED
    )


def _place(key: str) -> int:
    return _LAST.index(key) + 1 if key in _LAST else 0


def _only_what_differs(before: Any, after: Any) -> tuple[Any, Any]:
    """Return of two lists, or mappings, the items that the other lacks; all if only their order differs."""
    if isinstance(before or after, list):
        earlier, later = before or [], after or []
        lost = [item for item in earlier if item not in later]
        gained = [item for item in later if item not in earlier]
        return (lost, gained) if lost or gained else (earlier, later)
    return before, after


class OwnTitles(Titles):
    """Titles by section and primary key; a section is read when it is first asked for."""

    def __init__(self) -> None:
        super().__init__(None)

    def _pairs(self, section: str) -> Iterable[tuple[str, str]]:
        if section in ("goals", "all goals"):
            for pk, number, title in Goal.objects.values_list("pk", "number", "title"):
                yield str(pk), f"{number} {title}".strip()
            return
        models: dict[str, Any] = {"areas": Area, "people": Person}
        model = models.get(section) or table_of(section).model
        name = "name" if section == "people" else "title"
        for pk, title in model._default_manager.values_list("pk", name):
            yield str(pk), title


def in_words(difference: Difference, titles: Titles) -> FieldChange:
    """Return a difference in words."""
    section, key, before, after = difference
    return FieldChange(
        label(section, key),
        _value(section, key, before, titles),
        _value(section, key, after, titles),
        key not in _PAGE_WORDS,
    )


def _value(section: str, key: str, value: Any, titles: Titles) -> str:
    if key == RESPONSIBLE:
        return titles.title("people", value) if value else ""
    return value_in_words(section, key, value, titles)
