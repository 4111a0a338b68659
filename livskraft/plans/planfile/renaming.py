"""What the last load wrote, with the slugs that records have now."""

from collections.abc import Mapping
from typing import Any

from livskraft.plans.planfile.content import Content, link_key

# Where a record of each section is named: (section, key). A value is a slug, a list of slugs, a
# mapping by slug, or a list of mappings whose entry `organisation` or `goal` is the slug.
_NAMED_IN = {
    "organisations": [
        ("organisations", "parent"),
        ("forums", "members"),
        ("goals", "bindings"),
        ("activities", "lead"),
        ("activities", "partners"),
        ("budget", "organisation"),
    ],
    "forums": [("forums", "reports_to")],
    "goals": [
        ("goals", "parent"),
        ("activities", "primary_goal"),
        ("activities", "secondary_goals"),
        ("indicators", "goals"),
    ],
    "activities": [("activities", "parent")],
}

Renames = Mapping[str, Mapping[str, str]]


def renamed(content: Content, renames: Renames, plan: str) -> Content:
    """Return the content with records renamed: {section: {old slug: new slug}}."""
    result = {
        section: {
            renames.get(section, {}).get(slug, slug): dict(record)
            for slug, record in records.items()
        }
        for section, records in content.items()
    }
    for section, names in renames.items():
        for where, key in _NAMED_IN.get(section, []):
            for record in result.get(where, {}).values():
                if key in record:
                    record[key] = _renamed_value(record[key], names)
    goals = {f"{plan}/{old}": f"{plan}/{new}" for old, new in renames.get("goals", {}).items()}
    links = [
        {**link, **{end: goals.get(link[end], link[end]) for end in ("from", "to")}}
        for link in result.get("links", {}).values()
    ]
    return {**result, "links": {link_key(link): link for link in links}}


def _renamed_value(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, dict):
        return {names.get(slug, slug): entry for slug, entry in value.items()}
    if any(isinstance(item, dict) for item in value):
        return [_renamed_item(item, names) for item in value]
    return sorted(names.get(slug, slug) for slug in value)


def _renamed_item(item: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    keys = [key for key in ("organisation", "goal") if item.get(key) in names]
    return {**item, **{key: names[item[key]] for key in keys}}
