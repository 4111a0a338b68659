"""A plan's content → the text of a plan file."""

import re
from collections.abc import Mapping
from typing import Any

import yaml

from livskraft.plans.planfile.content import Content, Record, only_status
from livskraft.shared.yamlfile import scalars

_WIDTH = 110
_NULL, _BOOL, _INT, _FLOAT = (
    f"tag:yaml.org,2002:{kind}" for kind in ("null", "bool", "int", "float")
)

# Sections in the order of a plan file; `areas` and `frames` are kept in the record of the plan.
_SECTIONS = (
    "documents",
    "areas",
    "sources",
    "organisations",
    "forums",
    "goals",
    "indicators",
    "activities",
    "budget",
    "frames",
    "links",
)
# Keys in the order they are written; others follow.
_KEYS = """
    slug former_slugs number title title_en kind parent mandate level reports_to period decision
    successor_of level_names as_of vision publisher year url organisation area amount unit
    direction priority horizontal summary description primary_goal secondary_goals lead partners
    areas starts ends status status_history milestones members membership cadence meetings
    source bindings contact note internal_note origin document place example documents goals
""".split()  # noqa: SIM905 (a list of words reads better so)
_POSITION = {key: position for position, key in enumerate(_KEYS)}


class _Inline(dict[str, Any]):
    """A mapping that is written in one line."""


class _InlineList(list[Any]):
    """A list that is written in one line."""


class _Dumper(yaml.CSafeDumper):
    """Writes text bare only where `scalars` reads the same text again."""

    yaml_implicit_resolvers: dict[str, Any] = {}

    def ignore_aliases(self, data: Any) -> bool:
        return True


for _tag, _pattern in (
    (_NULL, scalars.NULL),
    (_BOOL, scalars.BOOLEAN),
    (_INT, scalars.INTEGER),
    (_FLOAT, scalars.FLOAT),
):
    _Dumper.add_implicit_resolver(_tag, _pattern, None)


def _inline(dumper: Any, value: Mapping[str, Any]) -> Any:
    return dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=True)


def _inline_list(dumper: Any, value: list[Any]) -> Any:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=True)


def _text(dumper: Any, value: str) -> Any:
    """Codes such as "0180" stand in double quotes, as people write them."""
    is_text = isinstance(scalars.bare_value(value), str)
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=None if is_text else '"')


_Dumper.add_representer(str, _text)
_Dumper.add_representer(_Inline, _inline)
_Dumper.add_representer(_InlineList, _inline_list)


def write_plan_file(content: Content, frames: Mapping[str, Content]) -> str:
    """Return the plan's file. `frames` holds the content of those frames that stand in it whole."""
    document = plan_document(content, frames)
    parts = []
    for section, value in document.items():
        parts.append(_dump({section: _styled(section, value)}))
    return "\n".join(parts)


def _dump(value: Any) -> str:
    text: str = yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)
    return text


def plan_document(content: Content, frames: Mapping[str, Content]) -> dict[str, Any]:
    """Return the plan as its file has it: sections with lists of records, goals in their tree."""
    ((slug, plan),) = content["plan"].items()
    head = {key: value for key, value in plan.items() if key not in ("areas", "frames")}
    document: dict[str, Any] = {"plan": _ordered({"slug": slug, **head})}
    for section in _SECTIONS:
        if section == "areas":
            document[section] = plan.get("areas")
        elif section == "goals":
            document[section] = _tree(content["goals"])
        elif section == "frames":
            names = plan.get("frames", [])
            document[section] = [_frame(frames[name]) if name in frames else name for name in names]
        elif section == "links":
            document[section] = [_link(link, slug) for link in content["links"].values()]
        else:
            records = content.get(section, {}).items()
            document[section] = [
                _ordered({"slug": of, **_short(section, one)}) for of, one in records
            ]
    return {section: value for section, value in document.items() if value}


def _ordered(record: Record) -> Record:
    return dict(sorted(record.items(), key=lambda item: _POSITION.get(item[0], len(_KEYS))))


def _short(section: str, record: Record) -> Record:
    """Return the record without what reading the file fills in again."""
    if section == "activities" and record.get("status_history") == [only_status(record)]:
        return {key: value for key, value in record.items() if key != "status_history"}
    if section == "forums" and "meetings" in record:
        meetings = [one["date"] if set(one) == {"date"} else one for one in record["meetings"]]
        return {**record, "meetings": meetings}
    return record


def _tree(goals: dict[str, Record]) -> list[Record]:
    written = {
        slug: _ordered(
            {"slug": slug, **{key: value for key, value in goal.items() if key != "parent"}}
        )
        for slug, goal in goals.items()
    }
    for slug, goal in goals.items():
        if "parent" in goal:
            written[goal["parent"]].setdefault("goals", []).append(written[slug])
    return [written[slug] for slug, goal in goals.items() if "parent" not in goal]


def _frame(content: Content) -> Record:
    ((slug, plan),) = content["plan"].items()
    frame = {"slug": slug, **{key: value for key, value in plan.items() if key != "kind"}}
    documents = [_ordered({"slug": of, **one}) for of, one in content["documents"].items()]
    frame.update(documents=documents, goals=_tree(content["goals"]))
    return _ordered({key: value for key, value in frame.items() if value})


def _link(link: Record, own: str) -> Record:
    """Return a link with the plan's own goals named without the plan."""
    ends = {end: re.sub(rf"\A{own}/", "", link[end]) for end in ("from", "to")}
    return {**ends, "kind": link["kind"], **({"note": link["note"]} if "note" in link else {})}


_INLINE_RECORDS = ("documents", "links", "sources")


def _styled(section: str, value: Any) -> Any:
    """Return the value with small mappings and lists marked to be written in one line."""
    if section in ("areas", "level_names", "frames") and not _holds_mappings(value):
        return _InlineList(value)
    if section in _INLINE_RECORDS:
        return [_Inline(record) for record in value]
    if isinstance(value, dict):
        return {key: _styled_value(key, item) for key, item in value.items()}
    if not _holds_mappings(value):
        return _InlineList(value)
    return [_styled("", item) if isinstance(item, dict) else item for item in value]


def _styled_value(key: str, value: Any) -> Any:
    if key == "goals" and _holds_mappings(value):
        return [_Inline(item) if "goal" in item else _styled("", item) for item in value]
    if key == "documents":
        return [_Inline(item) for item in value]
    if isinstance(value, dict):
        return _Inline(_ordered(value) if key == "origin" else value)
    if isinstance(value, list):
        if _holds_mappings(value):
            return [_Inline(item) if isinstance(item, dict) else item for item in value]
        return _InlineList(value)
    return value


def _holds_mappings(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)
