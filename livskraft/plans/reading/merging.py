"""A newer edition of a plan's document against the plan as it is: what is new, changed and gone.

What the document does not speak of stays: slugs, addresses, links, histories, milestones, notes.
A goal that was only suggested is nothing that the document says.
"""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from livskraft.plans.planfile.content import Content, Record, canonical
from livskraft.plans.planfile.renaming import renamed
from livskraft.plans.reading.answers import Answers
from livskraft.plans.reading.decided import Names, settle_shared
from livskraft.plans.reading.editions import Entry, Matching, match, same_text
from livskraft.plans.reading.findings import Topic
from livskraft.plans.reading.plan import Slugs
from livskraft.plans.reading.review import records_of
from livskraft.plans.reading.structure import Reading

SPOKEN_OF = {
    "goals": ("number", "title", "description", "parent"),
    "activities": (
        "title",
        "summary",
        "primary_goal",
        "secondary_goals",
        "lead",
        "partners",
        "starts",
        "ends",
        "status",
    ),
    "budget": ("amount",),
    "indicators": (),
}
MATCHED = ("goals", "activities", "budget", "indicators")
_OF_THE_PLAN = ("title", "period", "vision")


@dataclass(frozen=True)
class Change:
    """A key whose value the newer edition changes; values are None where there is none.

    `section` and `slug` name the plan's record. `is_conflict`: the value was edited on the site
    since the document was read the last time.
    """

    section: str
    slug: str
    key: str
    stored: Any
    wanted: Any
    is_conflict: bool
    choice: str = ""

    @property
    def name(self) -> str:
        return f"{self.section}/{self.slug}/{self.key}"

    @property
    def is_taken(self) -> bool:
        """Whether the document's value is to be stored; of a conflict only when somebody chose it."""
        return self.choice == "document" or (not self.choice and not self.is_conflict)


@dataclass
class Edition:
    """How a reading and a plan belong together.

    `asked` gives the candidates of every row that is unsure by itself, answered or not.
    """

    matchings: dict[str, Matching] = field(default_factory=dict)
    asked: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)

    @property
    def known(self) -> dict[str, dict[str, str]]:
        """Return {section: {slug as read: the plan's slug}}."""
        return {section: dict(found.pairs) for section, found in self.matchings.items()}

    @property
    def conflicts(self) -> list[Change]:
        return [change for change in self.changes if change.is_conflict]

    @property
    def unsure(self) -> list[tuple[str, str, list[str]]]:
        """Return section, slug as read and the plan's candidates for each open question."""
        return [
            (section, slug, candidates)
            for section, found in self.matchings.items()
            for slug, candidates in found.unsure.items()
        ]

    def gone(self, section: str) -> list[str]:
        return self.matchings[section].gone if section in self.matchings else []


def compare_edition(
    reading: Reading, answers: Answers, stored: Content, base: Content, shared: Content
) -> Edition:
    """Compare a reading with the plan; `base` is what the last reading or load of it said.

    `shared` holds all documents, actors and forums that there are.
    """
    read = read_as_content(reading)
    edition = Edition()
    decided = _decided(answers)
    goals: Mapping[str, str] = {}
    for section in MATCHED:
        newer, older = _entries(read, section, goals), _entries(stored, section, base=base)
        found = match(newer, older, decided.get(section))
        edition.matchings[section] = found
        by_itself = match(newer, older) if section in decided else found
        edition.asked[section] = dict(by_itself.unsure)
        goals = goals or found.pairs
    ((plan, _record),) = stored["plan"].items()
    wanted, _names = settle_shared(read, shared)
    wanted = renamed(wanted, edition.known, plan)
    suggested = _suggested(reading)
    for section, keys in SPOKEN_OF.items():
        for slug, of in edition.matchings[section].pairs.items():
            spoken = [key for key in keys if key != "primary_goal" or slug not in suggested]
            records = stored[section][of], wanted[section][of], base.get(section, {}).get(of)
            edition.changes += _changes((section, of), spoken, records, answers)
    (said,) = wanted["plan"].values()
    records = stored["plan"][plan], said, base.get("plan", {}).get(plan)
    edition.changes += _changes(("plan", plan), _OF_THE_PLAN, records, answers)
    return edition


def read_as_content(reading: Reading) -> Content:
    """Return what the document says as the content of a plan, whatever was answered."""
    content: Content = {"plan": {}, "links": {}}
    content["plan"][reading.plan["plan"]["slug"]] = canonical("plan", reading.plan["plan"])
    for section in ("goals", "activities", "organisations", "forums", "documents"):
        content[section] = {}
    for section in ("indicators", "budget"):
        content[section] = {}
    for section, record in records_of(reading.plan):
        content[section][record["slug"]] = canonical(section, record)
    return content


def _decided(answers: Answers) -> Names:
    decided: Names = {}
    for key, of in answers.matches.items():
        section, _slash, slug = key.partition("/")
        decided.setdefault(section, {})[slug] = of
    return decided


def _entries(
    content: Content,
    section: str,
    goals: Mapping[str, str] | None = None,
    base: Content | None = None,
) -> list[Entry]:
    """Return a section's records as they are compared; goals by the plan's slugs."""
    found = []
    before = (base or {}).get(section, {})
    for slug, record in content.get(section, {}).items():
        goal = str(record.get("primary_goal", ""))
        number = str(record.get("number", "")) if section == "goals" else ""
        title, former = str(record["title"]), str(before.get(slug, {}).get("title", ""))
        if section == "budget":
            title, former = f"{title} {record['year']}", ""
        found.append(Entry(slug, title, number, (goals or {}).get(goal, goal), former))
    return found


def _suggested(reading: Reading) -> set[str]:
    """Return the activities whose goal the reader has only suggested."""
    return {
        doubt.record[1]
        for doubt in reading.doubts
        if doubt.topic is Topic.GOAL and doubt.proposal and doubt.record
    }


def _changes(
    name: tuple[str, str],
    keys: tuple[str, ...] | list[str],
    records: tuple[Record, Record, Record | None],
    answers: Answers,
) -> list[Change]:
    stored, wanted, base = records
    found = []
    for key in keys:
        if key not in wanted or (key == "status" and wanted[key] == "planned"):
            continue
        now, then = stored.get(key), wanted[key]
        before = base.get(key) if base is not None else None
        if _same(now, then) or (base is not None and _same(before, then)):
            continue
        choice = answers.values.get("/".join((*name, key)), "")
        is_conflict = base is None or not _same(before, now)
        found.append(Change(*name, key, now, then, is_conflict, choice))
    return found


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return same_text(one, other)
    return bool(one == other)


def merged_content(
    read: Content,
    edition: Edition,
    stored: Content,
    taken: Mapping[str, set[str]],
    answers: Answers,
) -> tuple[Content, Names]:
    """Return the plan as it will be, and the slug there of each record as read.

    `read` is the reviewed reading, settled with all plans; `taken` are the plan's slugs, those of
    archived records too.
    """
    ((plan, record),) = stored["plan"].items()
    names = _names(read, edition, taken)
    wanted = renamed(read, names, plan)
    result = deepcopy(stored)
    for section, records in wanted.items():
        if section not in ("plan", "links"):
            for slug, one in records.items():
                result.setdefault(section, {}).setdefault(slug, one)
    for change in edition.changes:
        if change.is_taken:
            _take(result, change, wanted)
    (said,) = wanted["plan"].values()
    notes = [one["internal_note"] for one in (record, said) if "internal_note" in one]
    if notes:
        result["plan"][plan]["internal_note"] = "\n".join(notes)
    for key, choice in answers.gone.items():
        section, _slash, slug = key.partition("/")
        if choice == "archive" and slug in edition.gone(section):
            result[section].pop(slug, None)
    return result, names


def _names(read: Content, edition: Edition, taken: Mapping[str, set[str]]) -> Names:
    """Return the plan's slugs of what it knows, and free ones for what only has a slug of its."""
    names = edition.known
    for section, slugs in taken.items():
        of_section = names.setdefault(section, {})
        free = Slugs(*slugs, *read[section])
        for slug, record in read[section].items():
            if slug not in of_section and slug in slugs:
                of_section[slug] = free.of(str(record["title"]), section)
    return names


def _take(result: Content, change: Change, wanted: Content) -> None:
    record = result[change.section][change.slug]
    record[change.key] = change.wanted
    said = wanted[change.section].get(change.slug, {})
    if "origin" in said:
        record["origin"] = said["origin"]
    if change.key == "status":
        steps = said.get("status_history") or [{"status": change.wanted}]
        record["status_history"] = [*record.get("status_history", []), steps[-1]]
