"""The filters of the list of activities: in addresses, and as readers see them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext

from livskraft.plans.queries.activities import ActivityList
from livskraft.plans.queries.activity_choices import Option, Selection
from livskraft.shared.charts.signs import STATUSES
from livskraft.shared.periods import parse_years, years
from livskraft.shared.templatetags.look import STATUS_WORDS

FIRST = 60
MOST = 1000  # Rows on one page; who wants more has the table.
PARAMETERS = {
    "words": "ord",
    "goal": "mal",
    "statuses": "lage",
    "actor": "aktor",
    "role": "roll",
    "area": "kommun",
    "period": "period",
    "plan": "plan",
}
_STATUS_NAMES = {
    "idea": "ide",
    "planned": "planerad",
    "ongoing": "pagar",
    "paused": "pausad",
    "done": "klar",
    "cancelled": "avbruten",
}
_ROLE_NAMES = {
    "lead": "ansvarig",
    "partner": "partner",
    "coordinates": "samordnar",
    "finances": "finansierar",
    "participates": "deltar",
}


@dataclass(frozen=True, slots=True)
class Chip:
    """A choice that has been made; `query` is the address without it."""

    words: str
    query: str
    is_content: bool


@dataclass(frozen=True, slots=True)
class StatusTick:
    """A status in the filter."""

    status: str
    value: str
    number: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One choice of many: what can be chosen and what is."""

    name: str
    label: str
    everything: str
    value: str
    options: tuple[Option, ...]
    is_content: bool = True


def read_selection(parameters: QueryDict) -> Selection:
    """Return what an address asks for, as it stands there; statuses and roles by our own names."""
    statuses = {name: status for status, name in _STATUS_NAMES.items()}
    roles = {name: role for role, name in _ROLE_NAMES.items()}
    asked = {
        key: " ".join(parameters.get(name, "").replace("\0", "").split())[:200]
        for key, name in PARAMETERS.items()
        if key != "statuses"
    }
    chosen = [value for value in parameters.getlist(PARAMETERS["statuses"]) if value]
    return Selection(
        **{**asked, "role": roles.get(asked["role"], asked["role"])},
        statuses=tuple(statuses.get(value, value) for value in chosen),
    )


def read_shown(parameters: QueryDict) -> int:
    """Return how many rows an address asks for, at least sixty and at most 1,000."""
    asked = parameters.get("visa", "")
    return (
        min(max(FIRST, int(asked)), MOST)
        if asked.isascii() and asked.isdigit() and len(asked) < 7
        else FIRST
    )


def is_tidy(parameters: QueryDict, selection: Selection) -> bool:
    """Whether an address names only what it asks for; a form sends its empty fields too."""
    asks_for_all = set(STATUSES) <= set(selection.statuses)
    return not asks_for_all and all(
        value.strip() for values in dict(parameters.lists()).values() for value in values
    )


def write_query(selection: Selection, *, shown: int = FIRST) -> str:
    """Return the query of an address that asks for this; "" for everything."""
    pairs: list[tuple[str, str]] = []
    for key, name in PARAMETERS.items():
        value = getattr(selection, key)
        if key == "statuses":
            if not set(STATUSES) <= set(value):
                pairs += [(name, _STATUS_NAMES.get(status, status)) for status in value]
        elif value and (key != "role" or selection.actor):
            pairs.append((name, _ROLE_NAMES.get(value, value)))
    if shown > FIRST:
        pairs.append(("visa", str(shown)))
    return urlencode(pairs)


def status_ticks(found: ActivityList) -> list[StatusTick]:
    """Return the statuses with how many there are of each; all are chosen where none is named."""
    chosen = found.selection.statuses
    return [
        StatusTick(
            each.status,
            _STATUS_NAMES[each.status],
            each.number,
            not chosen or each.status in chosen,
        )
        for each in found.statuses
    ]


def fields(found: ActivityList) -> dict[str, Field]:
    """Return the filters that are one choice of many; a plan only where there are several."""
    asked, known = found.selection, found.choices
    everywhere = [Option(area.slug, area.title) for area in known.areas]
    if known.county:
        everywhere.append(Option(known.county.slug, gettext("The whole county")))
    area = known.area(asked.area) if asked.area else None
    result = {
        "goal": Field("mal", gettext("Goal"), gettext("All goals"), asked.goal, known.goal_options),
        "area": Field(
            "kommun",
            gettext("Municipality"),
            gettext("All municipalities"),
            area.slug if area else "",
            tuple(everywhere),
        ),
        "actor": Field(
            "aktor", gettext("Actor"), gettext("All actors"), asked.actor, known.actor_options
        ),
        "role": Field(
            "roll",
            gettext("Role of the actor"),
            gettext("All roles"),
            _ROLE_NAMES.get(asked.role, ""),
            tuple(Option(_ROLE_NAMES[role], words) for role, words in _role_words().items()),
            is_content=False,
        ),
        "period": _period_field(found),
    }
    if not asked.actor:
        del result["role"]
    if len(known.plans) > 1:
        plans = tuple(Option(plan.slug, plan.title) for plan in known.plans)
        result["plan"] = Field("plan", gettext("Plan"), gettext("All plans"), asked.plan, plans)
    return result


def _period_field(found: ActivityList) -> Field:
    """Return the years of the axis, and the period of the address if that is another one."""
    first, last = found.first_day or found.today, found.last_day or found.today
    options = [Option(str(year), str(year)) for year in range(first.year, last.year + 1)]
    asked = parse_years(found.selection.period)
    value = years(*asked) if asked else ""
    if value and all(option.value != value for option in options):
        options.append(Option(value, value))
    return Field("period", gettext("Year"), gettext("All years"), value, tuple(options), False)


def _role_words() -> dict[str, str]:
    return {
        "lead": gettext("Leads"),
        "partner": gettext("Partner, whatever the role"),
        "coordinates": gettext("Coordinates"),
        "finances": gettext("Finances"),
        "participates": gettext("Takes part"),
    }


def chips(found: ActivityList, chosen: Mapping[str, Field]) -> list[Chip]:
    """Return the choices that have been made, each with the address that is left without it."""
    asked = found.selection
    made = []
    if asked.words:
        words = gettext("“%(words)s”") % {"words": asked.words}
        made.append(Chip(words, write_query(replace(asked, words="")), False))
    for key, field in chosen.items():
        title = next((each.title for each in field.options if each.value == field.value), "")
        if title:
            made.append(Chip(title, write_query(_without(asked, key)), field.is_content))
    for status in asked.statuses:
        left = tuple(each for each in asked.statuses if each != status)
        made.append(
            Chip(str(STATUS_WORDS[status]), write_query(replace(asked, statuses=left)), False)
        )
    return made


def _without(asked: Selection, key: str) -> Selection:
    dropped: dict[str, Any] = {"actor": "", "role": ""} if key == "actor" else {key: ""}
    return replace(asked, **dropped)


def unknown_sentences(asked: Selection, unknown: tuple[str, ...]) -> list[str]:
    """Return for each value that stands for nothing what was not understood and what to do."""
    sentences = {
        "goal": gettext("There is no goal with the address “%(value)s”. Choose one in the list."),
        "actor": gettext("There is no actor with the address “%(value)s”. Choose one in the list."),
        "role": gettext("There is no role “%(value)s”. Choose one in the list."),
        "area": gettext("There is no municipality “%(value)s” here. Choose one in the list."),
        "period": gettext("“%(value)s” is no period. Write a year, or two as in 2021–2022."),
        "plan": gettext("There is no plan with the address “%(value)s”."),
        "statuses": gettext("There is no status “%(value)s”. Tick those that you want to see."),
    }
    values = {
        key: ", ".join(each for each in asked.statuses if each not in STATUSES)
        if key == "statuses"
        else getattr(asked, key)
        for key in unknown
    }
    return [sentences[key] % {"value": value} for key, value in values.items()]
