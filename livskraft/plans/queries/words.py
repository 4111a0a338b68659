"""Keys and values of records in words, for everybody who tells what was changed or is wrong."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format, localize
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy

from livskraft.plans.models.activities import PartnerRole, Status
from livskraft.plans.models.forums import Mandate
from livskraft.plans.models.goals import LinkKind, Strength
from livskraft.plans.models.organisations import OrganisationKind
from livskraft.plans.models.plan import Level, PlanKind
from livskraft.plans.queries.titles import Titles

# By the key of the plan file; columns of the models that are called otherwise stand below.
LABELS: dict[str, str | Promise] = {
    "title": gettext_lazy("title"),
    "title_en": gettext_lazy("title in English"),
    "number": gettext_lazy("number"),
    "slug": gettext_lazy("short name"),
    "former_slugs": gettext_lazy("earlier short names"),
    "summary": gettext_lazy("summary"),
    "description": gettext_lazy("description"),
    "status": gettext_lazy("status"),
    "status_history": gettext_lazy("status over time"),
    "starts": gettext_lazy("starts"),
    "ends": gettext_lazy("ends"),
    "lead": gettext_lazy("lead"),
    "partners": gettext_lazy("partners"),
    "areas": gettext_lazy("places"),
    "milestones": gettext_lazy("milestones"),
    "primary_goal": gettext_lazy("primary goal"),
    "secondary_goals": gettext_lazy("secondary goals"),
    "parent": gettext_lazy("belongs to"),
    "contact": gettext_lazy("contact"),
    "responsible": gettext_lazy("person in charge"),
    "priority": gettext_lazy("priority"),
    "horizontal": gettext_lazy("cuts across all goals"),
    "bindings": gettext_lazy("what it means for whom"),
    "kind": gettext_lazy("kind"),
    "area": gettext_lazy("place"),
    "mandate": gettext_lazy("mandate"),
    "level": gettext_lazy("level"),
    "reports_to": gettext_lazy("reports to"),
    "members": gettext_lazy("members"),
    "membership": gettext_lazy("who sits there"),
    "cadence": gettext_lazy("how often it meets"),
    "meetings": gettext_lazy("meetings"),
    "period": gettext_lazy("period"),
    "decision": gettext_lazy("decision"),
    "successor_of": gettext_lazy("follows upon"),
    "level_names": gettext_lazy("names of the levels"),
    "frames": gettext_lazy("frames"),
    "vision": gettext_lazy("vision"),
    "as_of": gettext_lazy("counts as today"),
    "from": gettext_lazy("from goal"),
    "to": gettext_lazy("to goal"),
    "note": gettext_lazy("note"),
    "origin": gettext_lazy("source"),
    "internal_note": gettext_lazy("internal note"),
    "example": gettext_lazy("marked as example"),
    "archived": gettext_lazy("archived"),
    "unit": gettext_lazy("unit"),
    "direction": gettext_lazy("wanted direction"),
    "source": gettext_lazy("source of the figures"),
    "goals": gettext_lazy("goals"),
    "year": gettext_lazy("year"),
    "decimals": gettext_lazy("decimals"),
    "baseline": gettext_lazy("baseline"),
    "targets": gettext_lazy("targets"),
    "breaks": gettext_lazy("breaks in the series"),
    "events": gettext_lazy("what happened around it"),
    "rate_of_change": gettext_lazy("is itself a rate of change"),
    "margin": gettext_lazy("margin of error"),
    "counts": gettext_lazy("what the values count"),
    "small_groups": gettext_lazy("shown from how many people"),
    "bounds": gettext_lazy("possible values"),
    "licence": gettext_lazy("licence"),
    "releases": gettext_lazy("days of publication"),
    "version": gettext_lazy("version"),
    "quality": gettext_lazy("quality"),
    "amount": gettext_lazy("amount"),
    "organisation": gettext_lazy("actor"),
}
COLUMNS: dict[str, str | Promise] = {
    "is_priority": LABELS["priority"],
    "is_horizontal": LABELS["horizontal"],
    "archived_at": LABELS["archived"],
    "document": LABELS["origin"],
    "place": gettext_lazy("place in the source"),
    "example_fields": LABELS["example"],
    "status_since": gettext_lazy("status since"),
    "reason": gettext_lazy("reason"),
    "since": gettext_lazy("since"),
    "date": gettext_lazy("date"),
    "role": gettext_lazy("role"),
    "strength": gettext_lazy("strength"),
    "period_from": gettext_lazy("first year"),
    "period_to": gettext_lazy("last year"),
    "decision_body": gettext_lazy("decided by"),
    "decision_date": gettext_lazy("decided on"),
    "decision_reference": gettext_lazy("number of the decision"),
    "from_goal": LABELS["from"],
    "to_goal": LABELS["to"],
    "is_example": LABELS["example"],
}
_OF_SECTION: dict[tuple[str, str], str | Promise] = {
    ("goals", "parent"): gettext_lazy("lies under"),
    ("activities", "parent"): gettext_lazy("part of"),
    ("organisations", "title"): gettext_lazy("name"),
    ("forums", "title"): gettext_lazy("name"),
    ("indicators", "description"): gettext_lazy("definition"),
    ("indicators", "kind"): gettext_lazy("kind of measure"),
    ("indicators", "level"): gettext_lazy("there are figures for"),
}
# What an indicator is to a goal, and which way is better; see `indicators.models`.
_GOAL_ROLES: dict[str, str | Promise] = {
    "key": gettext_lazy("key measure"),
    "supporting": gettext_lazy("supporting measure"),
    "context": gettext_lazy("context"),
}
_DIRECTIONS = {
    "increase": gettext_lazy("should increase"),
    "decrease": gettext_lazy("should decrease"),
    "band": gettext_lazy("should stay within a band"),
}
MEASURE_KINDS: dict[str, str | Promise] = {
    "outcome": gettext_lazy("result"),
    "impact": gettext_lazy("effect in the long run"),
    "output": gettext_lazy("output"),
    "process": gettext_lazy("way of working"),
    "context": gettext_lazy("context"),
}
MEASURE_LEVELS: dict[str, str | Promise] = {
    "municipality": gettext_lazy("municipalities"),
    "region": gettext_lazy("the region"),
    "all": gettext_lazy("both municipalities and the region"),
}
COUNTED: dict[str, str | Promise] = {
    "people": gettext_lazy("people"),
    "other": gettext_lazy("something else"),
}
# By section and key, or by key alone.
_CHOICES: dict[tuple[str, str] | str, Iterable[tuple[str, Any]]] = {
    "status": Status.choices,
    "role": PartnerRole.choices,
    "strength": Strength.choices,
    "mandate": Mandate.choices,
    "level": Level.choices,
    ("plan", "kind"): PlanKind.choices,
    ("organisations", "kind"): OrganisationKind.choices,
    ("links", "kind"): LinkKind.choices,
    ("indicators", "direction"): _DIRECTIONS.items(),
    ("indicators", "kind"): MEASURE_KINDS.items(),
    ("indicators", "level"): MEASURE_LEVELS.items(),
    ("indicators", "counts"): COUNTED.items(),
}
# Keys whose values name records of a section; of `parent` it is the record's own.
_NAMES = {
    "lead": "organisations",
    "organisation": "organisations",
    "members": "organisations",
    "primary_goal": "goals",
    "secondary_goals": "goals",
    "reports_to": "forums",
    "successor_of": "plan",
    "frames": "plan",
    "area": "areas",
    "areas": "areas",
    "from": "all goals",
    "to": "all goals",
}


def label(section: str, key: str) -> str:
    """Return what people call a key of a section's records, or a column of its model: "Primary goal"."""
    key, _inner, _rest = key.partition("__")  # "source__kpi" lies in the source.
    known = _OF_SECTION.get((section, key)) or LABELS.get(key) or COLUMNS.get(key) or key
    return capfirst(str(known))


def value_in_words(section: str, key: str, value: Any, titles: Titles) -> str:
    """Return a value of a record as a person would say it; "" where it says nothing.

    Items of a list stand on lines of their own. What is not valid is shown as it was written.
    """
    if value in (None, "", [], {}, False):
        return ""
    if key in _WORDS and isinstance(value, list | dict):
        try:
            return _WORDS[key](value, titles)
        except (AttributeError, KeyError, TypeError):
            return _plainly(value)
    if isinstance(value, list):
        return "\n".join(value_in_words(section, key, item, titles) for item in value)
    if value is True:
        return gettext("yes")
    if not isinstance(value, str):
        return _plainly(value)
    return _text_in_words(section, key, value, titles)


def _text_in_words(section: str, key: str, value: str, titles: Titles) -> str:
    choices = _CHOICES.get((section, key)) or _CHOICES.get(key)
    if choices:
        return str(dict(choices).get(value, value))
    if key in ("example",):
        return label(section, value)
    named = section if key == "parent" else _NAMES.get(key)
    if named:
        return titles.title(named, value)
    return day_in_words(value) if key in ("starts", "ends", "as_of", "date", "since") else value


def day_in_words(value: Any) -> str:
    """Return "1 mars 2022"; what is no day is returned as it is."""
    try:
        return date_format(date.fromisoformat(value), "j F Y")
    except (TypeError, ValueError):
        return str(value)


def _plainly(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{capfirst(str(key))}: {_plainly(one)}" for key, one in value.items())
    if isinstance(value, list):
        return "\n".join(_plainly(one) for one in value)
    return str(value)


def _choice(key: str, value: Any) -> str:
    return str(dict(_CHOICES[key]).get(value, value))


def _partners(value: list[Mapping[str, Any]], titles: Titles) -> str:
    return "\n".join(
        f"{titles.title('organisations', one['organisation'])} ({_choice('role', one['role'])})"
        for one in value
    )


def _bindings(value: Mapping[str, str], titles: Titles) -> str:
    return "\n".join(
        f"{titles.title('organisations', slug)}: {_choice('strength', strength)}"
        for slug, strength in value.items()
    )


def _steps(value: list[Mapping[str, Any]], titles: Titles) -> str:
    lines = []
    for step in value:
        words = _choice("status", step["status"])
        if step.get("since"):
            words = gettext("%(status)s since %(day)s") % {
                "status": words,
                "day": day_in_words(step["since"]),
            }
        lines.append(f"{words}: {step['reason']}" if step.get("reason") else words)
    return "\n".join(lines)


def _dated(value: list[Any], titles: Titles) -> str:
    lines = []
    for one in value:
        day, title = (one["date"], one.get("title", "")) if isinstance(one, dict) else (one, "")
        lines.append(f"{day_in_words(day)} {title}".strip())
    return "\n".join(lines)


def _period(value: Mapping[str, Any], titles: Titles) -> str:
    first, last = value.get("from"), value.get("to")
    return f"{first or ''}–{last or ''}" if first != last else str(first)


def _decision(value: Mapping[str, Any], titles: Titles) -> str:
    parts = [value.get("body"), value.get("date"), value.get("reference")]
    return ", ".join(day_in_words(part) for part in parts if part)


def _origin(value: Mapping[str, Any], titles: Titles) -> str:
    document = value.get("document")
    parts = [titles.title("documents", document) if document else "", value.get("place", "")]
    return ", ".join(part for part in parts if part)


def _goal_roles(value: list[Mapping[str, Any]], titles: Titles) -> str:
    lines = []
    for one in value:
        role = one.get("role", "key")
        lines.append(f"{titles.title('goals', one['goal'])} ({_GOAL_ROLES.get(role, role)})")
    return "\n".join(lines)


def _targets(value: list[Mapping[str, Any]], titles: Titles) -> str:
    return "\n".join(_target(one, titles) for one in value)


def _target(one: Mapping[str, Any], titles: Titles) -> str:
    """Return a target as a line: for whom, what, by when, who decided it, what became of it."""
    area = titles.title("areas", one["area"]) if one.get("area") else ""
    words = ": ".join(filter(None, [area, _aimed(one, titles)]))
    if one.get("year"):
        words = gettext("%(target)s in %(year)s") % {"target": words, "year": one["year"]}
    decided = ", ".join(str(one[key]) for key in ("decided_by", "decision") if one.get(key))
    notes = [f"({decided})"] if decided else []
    if final := one.get("final"):
        notes.append(gettext("final verdict on %(day)s") % {"day": day_in_words(str(final["on"]))})
    if one.get("replaced_on"):
        notes.append(gettext("replaced on %(day)s") % {"day": day_in_words(one["replaced_on"])})
    return " ".join([words, *notes])


def _aimed(one: Mapping[str, Any], titles: Titles) -> str:
    value = _number(one.get("value"))
    match one.get("kind"):
        case "reach":
            told = {"needed": one.get("needed"), "number": len(one.get("of") or ()), "value": value}
            return gettext("%(value)s in %(needed)s of %(number)s") % told
        case "gap":
            return gettext("a gap of at most %(value)s") % {"value": value}
        case "comparison":
            areas = one.get("with") or []
            named = [areas] if isinstance(areas, str) else areas
            others = ", ".join(titles.title("areas", area) for area in named)
            return gettext("compared with %(others)s") % {"others": others}
    if one.get("path"):
        return ", ".join(f"{step['year']}: {_number(step['value'])}" for step in one["path"])
    if value:
        return value
    return "–".join(_number(one.get(key)) for key in ("low", "high"))


def _events(value: list[Mapping[str, Any]], titles: Titles) -> str:
    return "\n".join(
        f"{'–'.join(str(one[key]) for key in ('from', 'to') if one.get(key))} {one['title']}"
        for one in value
    )


def _breaks(value: list[Mapping[str, Any]], titles: Titles) -> str:
    return "\n".join(f"{one['year']} {one.get('note', '')}".strip() for one in value)


def _bounds(value: Mapping[str, Any], titles: Titles) -> str:
    return f"{_number(value.get('low'))}–{_number(value.get('high'))}"


def _small_groups(value: Mapping[str, Any], titles: Titles) -> str:
    return _number(value.get("below"))


def _quality(value: Mapping[str, Any], titles: Titles) -> str:
    points = [one for one in value.values() if isinstance(one, int)]
    return gettext("%(sum)d points from %(number)d questions") % {
        "sum": sum(points),
        "number": len(points),
    }


def _number(value: Any) -> str:
    return str(localize(value)) if isinstance(value, int | float) else str(value or "")


_WORDS: dict[str, Callable[[Any, Titles], str]] = {
    "partners": _partners,
    "bindings": _bindings,
    "status_history": _steps,
    "milestones": _dated,
    "meetings": _dated,
    "period": _period,
    "decision": _decision,
    "origin": _origin,
    "goals": _goal_roles,
    "targets": _targets,
    "breaks": _breaks,
    "events": _events,
    "bounds": _bounds,
    "small_groups": _small_groups,
    "quality": _quality,
}
"""Keys whose values are lists or groups of several things."""
