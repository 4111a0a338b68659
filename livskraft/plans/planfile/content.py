"""A plan's content in one canonical form, so that file and database can be compared key by key.

`Content` is {section: {key: record}}. The key is the record's slug; of links it is
"plan/goal kind plan/goal"; the section `plan` has one record. A record holds the keys of the file
without those that are empty or say nothing, goals with `parent` in place of nesting, and lists whose
order means nothing in sorted order. Sections and records stand in the order of the file.
"""

from collections.abc import Callable, Iterable
from typing import Any

from livskraft.plans.planfile.index import NAMED_SECTIONS, walk_goals
from livskraft.plans.planfile.rules import DEFAULT_LINK_KIND, full_goal

Record = dict[str, Any]
Content = dict[str, dict[str, Record]]

SECTIONS = ("plan", *NAMED_SECTIONS, "links")


def file_content(tree: dict[str, Any]) -> Content:
    """Return the content of a checked tree. Frames appear by slug, in the record of the plan."""
    plan = dict(tree["plan"])
    slug = plan["slug"]
    plan["areas"] = tree.get("areas")
    plan["frames"] = [
        frame["slug"] if isinstance(frame, dict) else frame for frame in tree.get("frames") or []
    ]
    content: Content = {section: {} for section in SECTIONS}
    content["plan"][slug] = canonical("plan", plan)
    for section in NAMED_SECTIONS:
        for record in _records(tree, section):
            content[section][record["slug"]] = canonical(section, record)
    for link in tree.get("links") or []:
        record = canonical("links", {"kind": DEFAULT_LINK_KIND, **link, **_full_ends(link, slug)})
        content["links"][link_key(record)] = record
    return content


def _records(tree: dict[str, Any], section: str) -> Iterable[Record]:
    if section != "goals":
        yield from tree.get(section) or []
        return
    slugs: dict[tuple[str | int, ...], str] = {}
    for path, goal in walk_goals(tree):
        slugs[path] = goal["slug"]
        record = {key: value for key, value in goal.items() if key != "goals"}
        yield {**record, "parent": slugs.get(path[:-2])}


def _full_ends(link: Record, own: str) -> Record:
    return {key: full_goal(link[key], own) for key in ("from", "to")}


def link_key(link: Record) -> str:
    """Return what tells one link from another: "plan/goal kind plan/goal"."""
    return f"{link['from']} {link['kind']} {link['to']}"


Goal = tuple[str, str]


def link_ends(key: str) -> tuple[Goal, str, Goal] | None:
    """Return what `link_key` was made of, goals as (plan, goal); None if it is no such key."""
    words = key.split(" ")
    if len(words) != 3:
        return None
    (from_plan, _, from_goal), kind, (to_plan, _, to_goal) = (
        words[0].partition("/"),
        words[1],
        words[2].partition("/"),
    )
    return (from_plan, from_goal), kind, (to_plan, to_goal)


def canonical(section: str, record: Record) -> Record:
    """Return the record without its slug and its empty keys, with defaults filled in."""
    kept = {key: _plain(value) for key, value in record.items() if key != "slug"}
    kept = _without_empty(kept)
    for nested in ("origin", "period", "decision"):
        if nested in kept:
            kept[nested] = _without_empty(kept[nested])
    adapt = _ADAPT.get(section)
    return _without_empty(adapt(kept) if adapt else kept)


def _plain(value: Any) -> Any:
    """Return plain lists and mappings, without lines."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value


def _without_empty(record: Record) -> Record:
    return {
        key: value
        for key, value in record.items()
        if not (value is None or value is False or value in ("", [], {}))
    }


def tidied(value: Any) -> Any:
    """Return a value without what is empty in it, at any depth; it need not be valid."""
    if isinstance(value, dict):
        return _without_empty({key: tidied(item) for key, item in value.items()})
    if isinstance(value, list):
        return [one for one in map(tidied, value) if one not in ("", None, {}, [])]
    return value


def _sorted(record: Record, *keys: str) -> Record:
    return {**record, **{key: sorted(record[key]) for key in keys if key in record}}


def _plan(record: Record) -> Record:
    return {"level": "regional", **_sorted(record, "areas", "frames")}


def _forum(record: Record) -> Record:
    meetings = [
        {"date": meeting} if isinstance(meeting, str) else _without_empty(meeting)
        for meeting in record.get("meetings", [])
    ]
    meetings.sort(key=lambda meeting: (meeting["date"], meeting.get("title", "")))
    return {"level": "regional", **_sorted(record, "members"), "meetings": meetings}


def _activity(record: Record) -> Record:
    record = {"status": "planned", **_sorted(record, "secondary_goals", "areas")}
    changes = [_without_empty(change) for change in record.get("status_history", [])]
    record["status_history"] = changes or [only_status(record)]
    milestones = [_without_empty(milestone) for milestone in record.get("milestones", [])]
    record["milestones"] = sorted(milestones, key=lambda milestone: str(milestone["date"]))
    return record


def only_status(record: Record) -> Record:
    """Return the one step in the life of an activity whose file tells nothing but its status."""
    change: Record = {"status": record["status"]}
    if "status" in record.get("example", []):
        change["example"] = True
    return change


def _indicator(record: Record) -> Record:
    goals = [{"role": "key", **_without_empty(role)} for role in record.get("goals", [])]
    return {**record, "goals": goals}


_ADAPT: dict[str, Callable[[Record], Record]] = {
    "plan": _plan,
    "forums": _forum,
    "activities": _activity,
    "indicators": _indicator,
}
