"""What stands between a draft and the public: empty headings, template text, broken references.

Pure: what the record is held against comes in `Surroundings`. Messages are English templates that
the caller translates.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from livskraft.plans.planfile.content import Record, link_key
from livskraft.plans.planfile.index import Index, index_tree
from livskraft.plans.planfile.references import references_of
from livskraft.plans.planfile.rules import DEFAULT_LINK_KIND, check_rules, full_goal
from livskraft.plans.planfile.validation import schema_problems
from livskraft.shared.yamlfile.errors import Problem, _
from livskraft.shared.yamlfile.tree import Mapping as Tree

NAMED_PARENT = {
    "goals": "parent",
    "organisations": "parent",
    "forums": "reports_to",
    "activities": "parent",
    "plan": "successor_of",
}
# Keys that name records and that `references_of` does not know: there they nest, or are areas.
_NAMING_KEYS = {
    "plan": {"successor_of": "plan", "areas": "areas", "frames": "plan"},
    "goals": {"parent": "goals"},
    "activities": {"areas": "areas"},
    "organisations": {"area": "areas"},
    "links": {"from": "all goals", "to": "all goals"},
}
_NEEDS_REASON = ("paused", "cancelled")
# Words that stand in for a text that is still to be written; alone, in any case, with any dots.
_TEMPLATE_TEXTS = frozenset(
    (
        "ingress",
        "rubrik",
        "en rubrik",
        "ny rubrik",
        "underrubrik",
        "titel",
        "namn",
        "text",
        "brödtext",
        "beskrivning",
        "sammanfattning",
        "skriv här",
        "skriv text här",
        "fyll i",
        "fyll i här",
        "platshållare",
        "exempeltext",
        "kommer snart",
        "att göra",
        "test",
        "testtext",
        "todo",
        "tbd",
        "tba",
        "xx",
        "xxx",
        "heading",
        "title",
        "placeholder",
        "untitled",
        "namnlös",
    )
)
_TEMPLATE_WITHIN = re.compile(
    r"lorem ipsum|\bx{3,}\b|\btbd\b|\bskriv (?:text )?här\b|\bfyll i här\b|\bplatshållare\b",
    re.IGNORECASE,
)
# "[namn på enheten]"; not "[1]", and no link "[text](address)".
_BRACKETS = re.compile(r"\[[^\W\d_][^\[\]]*\](?!\()")


@dataclass(frozen=True)
class Surroundings:
    """What a record is held against.

    `names` are those that a record may refer to, by section; `titles` and `parents` of the other
    records of its own section by slug; `taken` are their slugs, those they had before too.
    """

    plan: str
    names: Mapping[str, Collection[str]]
    titles: Mapping[str, str] = field(default_factory=dict)
    parents: Mapping[str, str | None] = field(default_factory=dict)
    taken: Collection[str] = ()
    template_texts: Collection[str] = ()


@dataclass(frozen=True)
class Fault:
    """What is wrong at a key. A grave one cannot be stored; another must only not be published."""

    key: str
    template: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    is_grave: bool = True


def faults(
    section: str, slug: str, record: Record, stored: Record | None, around: Surroundings
) -> list[Fault]:
    """Return what is wrong with a record, the first fault of each key, in the order of its keys.

    `record` may be half written; `stored` is the public version, whose title may stay as it is.
    """
    if section == "links":
        record = {**record, **_full_ends(record, around.plan)}
    found: dict[str, Fault] = {}
    checks: tuple[Iterator[Fault], ...] = (
        _missing(section, record),
        _naming(section, slug, record, stored, around),
        _reasons(section, record),
        _double_goals(record),
        _broken_references(section, record, around),
        _circle(section, slug, record, around),
        _link(section, record, around),
        _refused(section, slug, record, around),
        _template_texts(record, around),
    )
    for check in checks:
        for fault in check:
            found.setdefault(fault.key, fault)
    order = list(record)
    return sorted(found.values(), key=lambda one: order.index(one.key) if one.key in order else -1)


def _full_ends(link: Record, own: str) -> Record:
    ends = {end: link[end] for end in ("from", "to") if isinstance(link.get(end), str)}
    return {end: full_goal(goal, own) for end, goal in ends.items()}


_REQUIRED: dict[str, dict[str, str]] = {
    "plan": {"title": _("Write a title."), "kind": _("Choose a kind.")},
    "goals": {"title": _("Write a title.")},
    "activities": {"title": _("Write a title."), "primary_goal": _("Choose a primary goal.")},
    "organisations": {"title": _("Write a name."), "kind": _("Choose a kind.")},
    "forums": {"title": _("Write a name."), "mandate": _("Choose a mandate.")},
    "links": {"from": _("Choose a goal."), "to": _("Choose a goal.")},
    "indicators": {"title": _("Write a title.")},
}


def _missing(section: str, record: Record) -> Iterator[Fault]:
    for key, template in _REQUIRED.get(section, {}).items():
        value = record.get(key)
        if not value or (isinstance(value, str) and not re.search(r"\w", value)):
            yield Fault(key, template)


def _naming(
    section: str, slug: str, record: Record, stored: Record | None, around: Surroundings
) -> Iterator[Fault]:
    """Yield what is wrong with the slug, and a title that another record has."""
    if section == "links":
        return
    named = record.get("slug", slug)
    if isinstance(named, str) and named in around.taken:
        yield Fault("slug", _("“%(slug)s” is taken by another record."), {"slug": named})
    former = record.get("former_slugs")
    for old in former if isinstance(former, list) else ():
        if old in around.taken or old == named:
            template = _("“%(slug)s” is the short name of a record and no earlier one.")
            yield Fault("former_slugs", template, {"slug": old})
    title = record.get("title")
    if not isinstance(title, str) or (
        stored and _folded(stored.get("title", "")) == _folded(title)
    ):
        return
    if _folded(title) and _folded(title) in map(_folded, around.titles.values()):
        template = _("Another one has the title “%(title)s”. Write what tells them apart.")
        yield Fault("title", template, {"title": title}, is_grave=False)


def _folded(text: object) -> str:
    return " ".join(re.findall(r"\w+", str(text).casefold()))


def _items(record: Record, key: str) -> list[dict[str, Any]]:
    items = record.get(key)
    return [one for one in items if isinstance(one, dict)] if isinstance(items, list) else []


def _reasons(section: str, record: Record) -> Iterator[Fault]:
    if section != "activities":
        return
    steps = _items(record, "status_history")
    if any(
        step.get("status") in _NEEDS_REASON and not str(step.get("reason") or "").strip()
        for step in steps
    ):
        yield Fault("status_history", _("Say why: pausing and cancelling need a reason."))
    if not steps and record.get("status") in _NEEDS_REASON:
        yield Fault("status", _("Say why: pausing and cancelling need a reason."))
    if steps and "status" in record and record["status"] != steps[-1].get("status"):
        yield Fault("status", _("The status is not that of the newest step. Make them equal."))


def _double_goals(record: Record) -> Iterator[Fault]:
    primary, further = record.get("primary_goal"), record.get("secondary_goals")
    if primary and isinstance(further, list) and primary in further:
        yield Fault("secondary_goals", _("The primary goal stands here too. Take it away here."))


def _broken_references(section: str, record: Record, around: Surroundings) -> Iterator[Fault]:
    for key, of, name in references_in(section, record):
        if isinstance(name, str) and name not in around.names.get(of, ()):
            template = _("“%(name)s” does not exist or is archived. Choose another one.")
            yield Fault(key, template, {"name": name})


def references_in(section: str, record: Record) -> Iterator[tuple[str, str, object]]:
    """Yield what a record refers to, as (key, section, slug); a slug need not be a text."""
    for key, of in _NAMING_KEYS.get(section, {}).items():
        value = record.get(key)
        yield from ((key, of, name) for name in (value if isinstance(value, list) else [value]))
    try:
        found = list(references_of(section, (), record))
    except (AttributeError, KeyError, TypeError):
        return  # The schema says what is wrong with it.
    yield from ((str(path[0]), of, name) for path, of, name in found)


def _circle(section: str, slug: str, record: Record, around: Surroundings) -> Iterator[Fault]:
    key = NAMED_PARENT.get(section)
    step = record.get(key) if key else None
    way: set[str] = set()
    while isinstance(step, str) and step not in way:
        if step == slug and key:
            yield Fault(key, _("It cannot lie under itself or under what lies under it."))
            return
        way.add(step)
        step = around.parents.get(step)


def _link(section: str, record: Record, around: Surroundings) -> Iterator[Fault]:
    if section != "links":
        return
    if record.get("from") == record.get("to"):
        yield Fault("to", _("A goal cannot be linked to itself. Choose another one."))
    own = "to" if record.get("kind") == "became" else "from"
    if not str(record.get(own, "")).startswith(f"{around.plan}/"):
        yield Fault(own, _("Choose one of this plan's own goals here."))
    if all(record.get(end) for end in ("from", "to")):
        key = link_key({"kind": DEFAULT_LINK_KIND, **record})
        if key in around.taken:
            yield Fault("to", _("There is such a link already."))


def _refused(section: str, slug: str, record: Record, around: Surroundings) -> Iterator[Fault]:
    """Yield everything else that a plan file with this record would be refused for."""
    tree = _tree(section, slug or "ny", record, around)
    problems = schema_problems(tree)
    if not problems:
        index: Index = index_tree(tree)
        check_rules(index)
        problems = index.problems
    for problem in problems:
        yield Fault(_key(section, problem), problem.template, problem.parameters)


def _tree(section: str, slug: str, record: Record, around: Surroundings) -> Tree:
    """Return a plan file that holds this record alone."""
    tree = Tree(0)
    tree["plan"] = {"slug": around.plan or "plan", "title": "Plan", "kind": "strategy"}
    whole = {"slug": slug, **record}
    if section == "plan":
        outer: Record = {key: whole.pop(key) for key in ("areas", "frames") if key in whole}
        tree.update({"plan": whole, **outer})
    elif section == "links":
        tree["links"] = [record]
    else:
        left_out = "parent" if section == "goals" else ""
        tree[section] = [{key: value for key, value in whole.items() if key != left_out}]
    tree.lines = dict.fromkeys(tree, 0)
    return tree


def _key(section: str, problem: Problem) -> str:
    """Return the key of the record that a problem is told at: of a missing one, itself."""
    place, missing = problem.place, str(problem.parameters.get("key", ""))
    is_whole = len(place) <= (1 if section == "plan" else 2)
    if is_whole and missing in _REQUIRED.get(section, ()):
        return missing
    if section == "plan":
        return str(place[1] if place[:1] == ("plan",) and len(place) > 1 else place[0])
    return str(place[2]) if len(place) > 2 else "title"


TEMPLATE_TEXT = _("“%(text)s” looks like a text of a template. Write your own, or leave it.")


def _template_texts(record: Record, around: Surroundings) -> Iterator[Fault]:
    for key, text in _texts(record):
        found = template_text(text, around.template_texts)
        if found:
            yield Fault(key, TEMPLATE_TEXT, {"text": found}, is_grave=False)


def template_text(text: str, own: Collection[str] = ()) -> str:
    """Return what stands in a text for one that is still to be written, shortened; "" if nothing.

    `own` are texts of the site's forms that nobody means to publish.
    """
    within = _TEMPLATE_WITHIN.search(text) or _BRACKETS.search(text)
    templates = frozenset(map(_folded, own)) | _TEMPLATE_TEXTS
    found = within.group() if within else text if _folded(text) in templates else ""
    return found if len(found) <= 80 else f"{found[:79]}…"


# Keys whose words are none of the writer's own.
_NO_TEXT = frozenset(("slug", "former_slugs", "example", "internal_note"))


def _texts(record: Record) -> Iterator[tuple[str, str]]:
    """Yield every text that people wrote, with the key of the record that it lies in."""
    for key, value in record.items():
        if key not in _NO_TEXT:
            yield from ((key, text) for text in _texts_in(value))


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts_in(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts_in(item)
