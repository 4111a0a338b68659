"""One record in its new form → its rows, as a plan file would write them, others left alone."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from livskraft.plans.models import Plan
from livskraft.plans.planfile.content import Record, link_key
from livskraft.plans.planfile.gate import Surroundings
from livskraft.plans.queries.planfile.keys import ALL_GOALS, Keys
from livskraft.plans.queries.planfile.stored import Stored, read_table, rows_of
from livskraft.plans.queries.planfile.tables import Table, all_tables, table_of
from livskraft.plans.queries.versions import read_one
from livskraft.plans.services.areas import store_areas
from livskraft.plans.services.following import follow
from livskraft.plans.services.planfile.draft_names import rename_in_drafts
from livskraft.plans.services.planfile.storing import Writer
from livskraft.shared.history import Author
from livskraft.shared.swedish import plain, words

_LONGEST_SLUG = 80


@dataclass(frozen=True)
class PublishedRecord:
    """A record as it is named now. `plan` is "" for plans and for what they share.

    `address` is the last part of its public address; "" where it has no page of its own.
    """

    section: str
    plan: str
    slug: str
    address: str = ""


@dataclass
class Present:
    """A record as it is stored: `slug` is "" and `record` None for one that is still to be made."""

    section: str
    plan: Plan | None
    slug: str
    record: Record | None
    stored: Stored
    keys: Keys

    @property
    def table(self) -> Table:
        """The table of its section."""
        return table_of(self.section)

    @property
    def row(self) -> Any:
        """Its row."""
        return self.stored.rows[self.section][self.slug]


def present_record(section: str, plan: Plan | None, slug: str) -> Present:
    """Return a record, kept from others until the transaction ends; `record` is None if there is none."""
    keys = Keys(all_tables(), plan)
    if not slug:
        return Present(section, plan, "", None, Stored(), keys)
    stored = read_one(section, plan, slug, keys, is_locked=True)
    record = stored.content[section].get(slug)
    return Present(section, plan, slug if record else "", record, stored, keys)


def store_record(
    present: Present, record: Record, author: Author, *, slug: str = ""
) -> PublishedRecord:
    """Write a canonical record in the place of the present one, under `slug` if that is new.

    A new one comes last: a goal among those beside it, an activity in its plan. What it was called
    before leads on to it.
    """
    slug = link_key(record) if present.section == "links" else slug or present.slug
    store_areas({*record.get("areas", []), *filter(None, [record.get("area")])})
    present.keys.forget("areas")
    if present.record is not None and slug != present.slug:
        record = _rename(present, slug, record)
    writer = Writer(present.stored, present.keys, author, present.plan)
    changed = {slug} if present.record is not None else set()
    if present.section == "goals":
        _write_goal(present, writer, slug, record)
    else:
        first = _next_position(present)
        writer.write_rows(present.table, {slug: record}, changed, first_position=first)
    is_plan = present.section == "plan"
    follow(present.stored.rows["plan"][slug] if is_plan else present.plan, [present.section])
    return published_record(present, slug)


def published_record(present: Present, slug: str) -> PublishedRecord:
    """Return how a stored record is named."""
    row = present.stored.rows[present.section][slug]
    column = "address" if present.table.has("address") else "slug"
    return PublishedRecord(
        present.section,
        present.plan.slug if present.plan else "",
        slug,
        getattr(row, column, ""),
    )


def _rename(present: Present, slug: str, record: Record) -> Record:
    """Give the row its new slug, and the record its old one among those it had."""
    row, section = present.row, present.section
    present.stored.rows[section][slug] = present.stored.rows[section].pop(present.slug)
    if section == "links":
        return record
    row.slug = slug
    present.keys.add(section, slug, row.pk)
    if section == "goals" and present.plan:
        present.keys.add(ALL_GOALS, f"{present.plan.slug}/{slug}", row.pk)
    if present.table.has("address"):
        row.address = f"renamed {row.pk}"  # A space: `derived` gives it a new one.
    shared = {section} if present.table.is_shared else set()
    rename_in_drafts({section: {present.slug: slug}}, present.plan, shared)
    former = [*record.get("former_slugs", []), present.slug]
    return {**record, "former_slugs": [old for old in dict.fromkeys(former) if old != slug]}


def _next_position(present: Present) -> int:
    """Return where a new record comes, or where the present one stands."""
    if not present.table.has("position"):
        return 0
    if present.record is not None:
        return next(iter(present.stored.rows[present.section].values())).position or 0
    newest = rows_of(present.table, present.plan).aggregate(last=Max("position"))["last"]
    return 0 if newest is None else newest + 1


def _write_goal(present: Present, writer: Writer, slug: str, record: Record) -> None:
    """Write a goal with its depth and its place in the tree, and those of the goals below it."""
    kept = present.stored.rows["goals"].get(slug) if present.record is not None else None
    whole = Stored()
    read_table(whole, present.table, rows_of(present.table, present.plan), present.keys)
    goals = whole.content["goals"]
    if kept is not None:
        goals = {slug if old == present.slug else old: one for old, one in goals.items()}
        goals = {of: _below(one, present.slug, slug) for of, one in goals.items()}
        rows = {
            slug if old == present.slug else old: row for old, row in whole.rows["goals"].items()
        }
        rows[slug] = kept
        whole.rows["goals"] = rows
    is_moved = kept is None or goals[slug].get("parent") != record.get("parent")
    goals[slug] = record
    writer.stored = whole
    changed = {slug} if kept is not None else set()
    if is_moved:
        writer.write(present.table, _in_tree_order(goals, last=slug), changed)
    else:
        writer.write_rows(present.table, goals, changed)
    present.stored = whole


def _below(goal: Record, old: str, new: str) -> Record:
    return {**goal, "parent": new} if goal.get("parent") == old else goal


def _in_tree_order(goals: dict[str, Record], *, last: str) -> dict[str, Record]:
    """Return the goals, parents before children, in their order; `last` after those beside it."""
    children: dict[str | None, list[str]] = {}
    for slug in [*(one for one in goals if one != last), last]:
        children.setdefault(goals[slug].get("parent"), []).append(slug)
    ordered: dict[str, Record] = {}
    waiting = list(reversed(children.get(None, [])))
    while waiting:
        slug = waiting.pop()
        ordered[slug] = goals[slug]
        waiting += reversed(children.get(slug, []))
    return ordered


def free_slug(title: str, around: Surroundings) -> str:
    """Return a slug made of a title that no record of the section has or had."""
    made = ""
    for word in words(plain(title)):
        part = "".join(letter for letter in word if letter.isascii() and letter.isalnum())
        longer = f"{made}-{part}".strip("-")
        if len(longer) > _LONGEST_SLUG:
            break
        made = longer
    made = made or "post"
    number = 2
    slug = made
    while slug in around.taken:
        slug, number = f"{made}-{number}", number + 1
    return slug
