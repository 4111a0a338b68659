"""A reviewed reading → the content of a plan: what is kept, as it was changed, under its names."""

from collections.abc import Mapping
from typing import Any

from livskraft.plans.planfile.content import Content, Record, canonical
from livskraft.plans.planfile.renaming import renamed
from livskraft.plans.reading.answers import Answer
from livskraft.plans.reading.messages import Translate
from livskraft.plans.reading.plan import DOCUMENT, Slugs
from livskraft.plans.reading.review import SECTIONS, Review, Row
from livskraft.shared.swedish import plain

SHARED = ("documents", "organisations", "forums")
Names = dict[str, dict[str, str]]
"""{section: {slug as read: slug in the plan}} of records that go by another name there."""


def plan_content(review: Review, slug: str, translate: Translate = str) -> Content:
    """Return the reviewed plan under its slug; notes are kept in its internal note."""
    content: Content = {"plan": {slug: _plan(review, translate)}}
    lost = {row.slug for row in review.left_out if row.section == "organisations"}
    for section in SECTIONS:
        content[section] = {
            row.slug: canonical(section, _record(row, lost)) for row in review.kept(section)
        }
    content["links"] = {}
    merged = _merged(review)
    content = renamed(content, merged, slug)
    _lift(content, review)
    _give_second_goals(content, review)
    _tidy_goals(content)
    return content


def _plan(review: Review, translate: Translate) -> Record:
    record = {**review.reading.plan["plan"], **review.answers.plan}
    period = {
        "from": record.pop("first_year", None) or (record.get("period") or {}).get("from"),
        "to": record.pop("last_year", None) or (record.get("period") or {}).get("to"),
    }
    notes = [
        f"{question.doubt.place.swedish()}: {question.doubt.question.show(translate)} {question.note}"
        for question in review.questions
        if question.answer == Answer.NOTED and question.note
    ]
    note = "\n".join(part for part in [record.get("internal_note", ""), *notes] if part)
    return canonical("plan", {**record, "period": period, "internal_note": note})


def _record(row: Row, lost: set[str]) -> Record:
    """Return a row's record without the organisations that are left out."""
    record = {key: value for key, value in row.record.items() if key not in ("slug", "reason")}
    for key in ("lead", "parent", "organisation"):
        if record.get(key) in lost and (key != "parent" or row.section == "organisations"):
            del record[key]
    if "partners" in record:
        record["partners"] = [
            partner
            for partner in record["partners"]
            if partner["organisation"] not in lost and partner["organisation"] != record.get("lead")
        ]
    if row.section == "activities":
        history = record.pop("status_history", [])
        status = record.get("status", "planned")
        reason = row.record.get("reason") or (history[-1].get("reason") if history else "")
        if status in ("paused", "cancelled"):
            record["status_history"] = [{"status": status, "reason": reason or ""}]
    return record


def _merged(review: Review) -> Names:
    """Return what stands for each row that is the same as another."""
    names: Names = {}
    for key, other in review.merged.items():
        section, _slash, slug = key.partition("/")
        names.setdefault(section, {})[slug] = other.partition("/")[2]
    return names


def _lift(content: Content, review: Review) -> None:
    """Hang what stands below a left-out goal, activity or organisation below the next one above."""
    for section in ("goals", "activities", "organisations"):
        above = {row.slug: str(row.record.get("parent", "")) for row in review.rows_of(section)}
        for slug, record in content[section].items():
            parent, seen = record.get("parent", ""), {slug}
            while parent and parent not in content[section] and parent not in seen:
                seen.add(parent)
                parent = above.get(parent, "")
            if parent in content[section] and parent not in seen:
                record["parent"] = parent
            else:
                record.pop("parent", None)


def _give_second_goals(content: Content, review: Review) -> None:
    """Give an activity the goal of one that is the same, as a secondary goal."""
    goals = _merged(review).get("goals", {})
    for key, other in review.merged.items():
        section, _slash, slug = other.partition("/")
        record = content[section].get(slug)
        goal = str(review.rows[key].record.get("primary_goal", ""))
        if section == "activities" and record and goal:
            secondary = {*record.get("secondary_goals", []), goals.get(goal, goal)}
            record["secondary_goals"] = sorted(secondary)


def _tidy_goals(content: Content) -> None:
    """Take away secondary goals that are left out or the primary one, and roles of lost goals."""
    goals = content["goals"]
    for record in content["activities"].values():
        kept = [
            slug
            for slug in record.get("secondary_goals", [])
            if slug in goals and slug != record.get("primary_goal")
        ]
        record.pop("secondary_goals", None)
        if kept:
            record["secondary_goals"] = kept
    for record in content["indicators"].values():
        roles = {role["goal"]: role for role in record.get("goals", []) if role["goal"] in goals}
        record.pop("goals", None)
        if roles:
            record["goals"] = list(roles.values())


def stored_as(section: str, record: Record, stored: Content) -> str:
    """Return the slug of the stored record that a document, an actor or a forum is; "" for none.

    They are the same when their titles are; documents also need the same year.
    """
    title = plain(str(record["title"]))
    for slug, one in stored.get(section, {}).items():
        if plain(str(one["title"])) == title and (
            section != "documents" or one.get("year") == record.get("year")
        ):
            return slug
    return ""


def settle_shared(content: Content, stored: Content) -> tuple[Content, Names]:
    """Give documents, actors and forums the names that they have among all plans.

    Of what is stored already the document says nothing new; what only has the slug of another
    record gets a new one.
    """
    ((plan, _plan_record),) = content["plan"].items()
    names: Names = {}
    known: list[tuple[str, str]] = []
    for section in SHARED:
        taken = stored.get(section, {})
        free = Slugs(DOCUMENT, *taken, *content[section])
        for slug, record in content[section].items():
            of = stored_as(section, record, stored)
            if of:
                known.append((section, of))
            elif slug in taken or slug == DOCUMENT:
                of = free.of(str(record["title"]), section)
            if of and of != slug:
                names.setdefault(section, {})[slug] = of
    result = renamed(content, names, plan)
    for section, slug in known:
        result[section][slug] = dict(stored[section][slug])
    _name_documents(result, names.get("documents", {}))
    return result, names


def _name_documents(content: Content, names: Mapping[str, str]) -> None:
    for records in content.values():
        for record in records.values():
            origin: Any = record.get("origin")
            if origin and origin.get("document") in names:
                record["origin"] = {**origin, "document": names[origin["document"]]}
