"""The plan file's JSON Schema (draft 2020-12): which keys there are and what each may hold."""

from typing import Any

Schema = dict[str, Any]

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
AREA = r"^([0-9]{2}|[0-9]{4})$"
RELEASE = r"^([0-9]{4}-)?[0-9]{2}-[0-9]{2}$"
OTHER_TARGET = r"^([a-z0-9]+(-[a-z0-9]+)*/)?([0-9]{2}|[0-9]{4})$"
PLAN_AND_GOAL = r"^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)?$"

LEVELS = ["international", "eu", "national", "interregional", "regional", "local"]
PLAN_KINDS = ["strategy", "operational", "programme", "frame"]
ORGANISATION_KINDS = [
    "region",
    "administration",
    "unit",
    "municipality",
    "agency",
    "association",
    "company",
    "university",
    "network",
    "other",
]
MANDATES = ["decides", "prepares", "consults", "learns"]
STATUSES = ["idea", "planned", "ongoing", "paused", "done", "cancelled"]
ROLES = ["coordinates", "finances", "participates"]
STRENGTHS = ["steering", "guiding", "inspiring"]
LINK_KINDS = ["contributes", "became", "corresponds"]
DIRECTIONS = ["increase", "decrease", "band"]
GOAL_ROLES = ["key", "supporting", "context"]
SOURCE_KINDS = ["kolada", "pxweb1", "pxweb2", "eurostat"]
INDICATOR_KINDS = ["context", "output", "outcome", "impact", "process"]
INDICATOR_LEVELS = ["municipality", "region", "all"]
COUNTED = ["people", "other"]
TARGET_KINDS = ["level", "reach", "gap", "comparison"]
TARGET_ORIGINS = ["eu", "national", "regional", "municipal"]
FINAL_VERDICTS = ["achieved", "too_slow", "insufficient", "wrong_direction", "cannot_assess"]
SEXES = ["T", "K", "M"]
QUALITY_CRITERIA = [
    "relevant",
    "accepted",
    "credible",
    "easy",
    "robust",
    "responsive",
    "by_municipality",
    "by_sex",
    "documented",
    "uncertainty_known",
]


def _text(limit: int | None = None, *, is_empty_allowed: bool = True) -> Schema:
    schema: Schema = {"type": "string"}
    if limit:
        schema["maxLength"] = limit
    if not is_empty_allowed:
        schema["pattern"] = r"\S"
    return schema


def _one_of(values: list[str]) -> Schema:
    return {"type": "string", "enum": values}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _distinct(items: Schema) -> Schema:
    return {"type": "array", "items": items, "uniqueItems": True}


def _record(required: list[str], **properties: Schema) -> Schema:
    """A mapping with these keys and no others; a name that Python keeps for itself ends with _."""
    named = {key.rstrip("_"): value for key, value in properties.items()}
    return {
        "type": "object",
        "properties": named,
        "required": required,
        "additionalProperties": False,
    }


_SLUG: Schema = {"type": "string", "pattern": SLUG, "maxLength": 120}
_SLUGS = _distinct(_SLUG)
_AREA: Schema = {"type": "string", "pattern": AREA}
_DATE: Schema = {"type": "string", "format": "date"}
_YEAR: Schema = {"type": "integer", "minimum": 1000, "maximum": 9999}
_YEAR_OR_DATE: Schema = {"if": {"type": "string"}, "then": _DATE, "else": _YEAR}
_NUMBER: Schema = {"type": "number"}
_FLAG: Schema = {"type": "boolean"}
_TITLE = _text(500, is_empty_allowed=False)
_LONG = _text()
_POINTS: Schema = {"type": "integer", "minimum": 0, "maximum": 2}
_ADDRESS: Schema = {"type": "string", "format": "uri", "maxLength": 2000}
_ORIGIN = _record([], document=_SLUG, place=_text(300))

_EVENT = _record(
    ["title", "from"], title=_text(200), from_=_YEAR_OR_DATE, to=_YEAR_OR_DATE, note=_LONG
)

_PLAN = _record(
    ["slug", "title", "kind"],
    slug=_SLUG,
    title=_TITLE,
    title_en=_text(500),
    kind=_one_of(PLAN_KINDS),
    level=_one_of(LEVELS),
    period=_record([], from_=_YEAR, to=_YEAR),
    decision=_record([], body=_text(300), date=_DATE, reference=_text(200)),
    successor_of=_SLUG,
    level_names=_list(_text(100, is_empty_allowed=False)),
    as_of=_DATE,
    vision=_LONG,
    summary=_LONG,
    events=_list(_EVENT),
    internal_note=_LONG,
    origin=_ORIGIN,
)

_DOCUMENT = _record(
    ["slug", "title"],
    slug=_SLUG,
    title=_TITLE,
    publisher=_text(300),
    year=_YEAR,
    url=_ADDRESS,
)

# What every named record has.
_NAMED: dict[str, Schema] = {
    "slug": _SLUG,
    "former_slugs": _SLUGS,
    "title": _TITLE,
    "internal_note": _LONG,
    "origin": _ORIGIN,
}


def _named(required: list[str], **properties: Schema) -> Schema:
    """A named record; `example` may name any of its keys."""
    schema = _record(required, **_NAMED, **properties)
    schema["properties"]["example"] = _distinct(_one_of(sorted(schema["properties"])))
    return schema


_ORGANISATION = _named(
    ["slug", "title", "kind"],
    kind=_one_of(ORGANISATION_KINDS),
    parent=_SLUG,
    area=_AREA,
    description=_LONG,
    contact=_text(300),
)

_MEETING: Schema = {
    "if": {"type": "object"},
    "then": _record(["date"], date=_DATE, title=_text(300), example=_FLAG),
    "else": _DATE,
}

_FORUM = _named(
    ["slug", "title", "mandate"],
    mandate=_one_of(MANDATES),
    level=_one_of(LEVELS),
    reports_to=_SLUG,
    members=_SLUGS,
    membership=_text(500),
    cadence=_text(200),
    description=_LONG,
    meetings=_list(_MEETING),
)

_GOAL = _named(
    ["slug", "title"],
    number=_text(20),
    title_en=_text(500),
    priority=_FLAG,
    horizontal=_FLAG,
    description=_LONG,
    bindings={
        "type": "object",
        "propertyNames": {"pattern": SLUG},
        "additionalProperties": _one_of(STRENGTHS),
    },
    goals=_list({"$ref": "#/$defs/goal"}),
)

# Which of these belong to which kind: see `targets.py`.
_TARGET = _record(
    [],
    kind=_one_of(TARGET_KINDS),
    area=_AREA,
    sex=_one_of(SEXES),
    value=_NUMBER,
    low=_NUMBER,
    high=_NUMBER,
    year=_YEAR,
    path=_list(_record(["year", "value"], year=_YEAR, value=_NUMBER)),
    of=_distinct(_AREA),
    needed={"type": "integer", "minimum": 1},
    between={"if": {"type": "string"}, "then": _one_of(["sexes"]), "else": _distinct(_AREA)},
    with_={"if": {"type": "string"}, "then": _AREA, "else": _distinct(_AREA)},
    decided_by=_text(300),
    decision=_text(300),
    decided_on=_DATE,
    origin=_one_of(TARGET_ORIGINS),
    from_={"type": "string", "pattern": OTHER_TARGET},
    note=_LONG,
    final=_record(
        ["verdict", "on", "by"],
        verdict=_one_of(FINAL_VERDICTS),
        on=_DATE,
        by=_text(300, is_empty_allowed=False),
        note=_LONG,
    ),
    replaced_on=_DATE,
)

_INDICATOR: Schema = {
    **_named(
        ["slug", "title"],
        unit=_text(100),
        direction=_one_of(DIRECTIONS),
        decimals={"type": "integer", "minimum": 0, "maximum": 10},
        goals=_list(_record(["goal"], goal=_SLUG, role=_one_of(GOAL_ROLES))),
        source={"type": "object", "properties": {"name": _SLUG}, "required": ["name"]},
        baseline={"type": "object", "properties": {"year": _YEAR, "value": _NUMBER}},
        targets=_list(_TARGET),
        breaks=_list(
            {"type": "object", "properties": {"year": _YEAR, "note": _LONG}, "required": ["year"]}
        ),
        events=_list(_EVENT),
        description=_LONG,
        kind=_one_of(INDICATOR_KINDS),
        level=_one_of(INDICATOR_LEVELS),
        bounds=_record([], low=_NUMBER, high=_NUMBER),
        rate_of_change=_FLAG,
        counts=_one_of(COUNTED),
        small_groups=_record(["below"], below={"type": "integer", "minimum": 3, "maximum": 100}),
        margin={"type": "number", "minimum": 0},
        licence=_text(300),
        version=_text(100),
        releases=_distinct({"type": "string", "pattern": RELEASE}),
        quality=_record([], **dict.fromkeys(QUALITY_CRITERIA, _POINTS)),
    ),
    "additionalProperties": True,
}

_SOURCE: Schema = {
    **_record(
        ["slug"],
        slug=_SLUG,
        title=_TITLE,
        kind=_one_of(SOURCE_KINDS),
        url=_ADDRESS,
        attribution=_LONG,
    ),
    "additionalProperties": True,
}

_STATUS_CHANGE = _record(
    ["status"], status=_one_of(STATUSES), since=_DATE, reason=_LONG, example=_FLAG
)

_ACTIVITY = _named(
    ["slug", "title", "primary_goal"],
    summary=_LONG,
    primary_goal=_SLUG,
    secondary_goals=_SLUGS,
    lead=_SLUG,
    partners=_distinct(_record(["organisation", "role"], organisation=_SLUG, role=_one_of(ROLES))),
    areas=_distinct(_AREA),
    starts=_DATE,
    ends=_DATE,
    status=_one_of(STATUSES),
    status_history=_list(_STATUS_CHANGE),
    milestones=_distinct(_record(["title", "date"], title=_TITLE, date=_DATE, example=_FLAG)),
    parent=_SLUG,
    contact=_text(300),
)

_BUDGET_LINE = _record(
    ["slug", "title", "year", "amount"],
    slug=_SLUG,
    parent=_SLUG,
    title=_TITLE,
    organisation=_SLUG,
    year=_YEAR,
    amount={"type": "integer", "minimum": -(10**15), "maximum": 10**15},
    note=_LONG,
    origin=_ORIGIN,
)

_LINK = _record(
    ["from", "to"],
    from_={"type": "string", "pattern": PLAN_AND_GOAL},
    to={"type": "string", "pattern": PLAN_AND_GOAL},
    kind=_one_of(LINK_KINDS),
    note=_text(500),
)

_GOALS = _list({"$ref": "#/$defs/goal"})

_INLINE_FRAME = _record(
    ["slug", "title", "goals"],
    **{key: schema for key, schema in _PLAN["properties"].items() if key != "kind"},
    documents=_list(_DOCUMENT),
    goals=_GOALS,
)

PLAN_FILE: Schema = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    **_record(
        ["plan"],
        plan=_PLAN,
        documents=_list(_DOCUMENT),
        areas=_distinct(_AREA),
        sources=_list(_SOURCE),
        organisations=_list(_ORGANISATION),
        forums=_list(_FORUM),
        goals=_GOALS,
        indicators=_list(_INDICATOR),
        activities=_list(_ACTIVITY),
        budget=_list(_BUDGET_LINE),
        frames=_list({"if": {"type": "object"}, "then": _INLINE_FRAME, "else": _SLUG}),
        links=_list(_LINK),
    ),
    "$defs": {"goal": _GOAL},
}
