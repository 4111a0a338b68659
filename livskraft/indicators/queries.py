"""What is declared about how goals are measured, and what that allows to say."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import localize
from django.utils.translation import gettext, ngettext

from livskraft.indicators.models import GoalRole, IndicatorGoal, Publisher

CANNOT_ASSESS = "cannot_assess"
SHIPPED_PUBLISHERS = {
    "kolada": "Kolada",
    "scb": "SCB",
    "scb1": "SCB",
    "eurostat": "Eurostat",
    "folkhalsomyndigheten": "Folkhälsomyndigheten",
    "skolverket": "Skolverket",
    "tillvaxtanalys": "Tillväxtanalys",
    "kulturanalys": "Myndigheten för kulturanalys",
    "csn": "CSN",
    "jordbruksverket": "Jordbruksverket",
    "vasteras": "Västerås stad",
}


@dataclass(frozen=True)
class Target:
    """A value that somebody has decided on; `year` is None and `decided_by` "" where not named."""

    value: str
    year: int | None
    decided_by: str


@dataclass(frozen=True)
class Measure:
    """An indicator of a goal as declared; `publisher` and `table` are "" where none is named."""

    title: str
    unit: str
    role: str
    direction: str
    publisher: str
    table: str
    targets: tuple[Target, ...]


@dataclass(frozen=True)
class Assessment:
    """What the rules say of a goal. `reason` is short, for lists."""

    verdict: str
    reason: str
    measure_count: int

    @property
    def sentence(self) -> str:
        """Why, as a sentence."""
        if not self.measure_count:
            return gettext("No measure is entered for the goal, so there is no value to judge.")
        return ngettext(
            "No value is loaded for the goal's measure.",
            "No value is loaded for any of the goal's %(number)d measures.",
            self.measure_count,
        ) % {"number": self.measure_count}


def goal_measures(goal: int) -> tuple[Measure, ...]:
    """Return how a goal is measured, key measures first. Two queries."""
    roles = list(
        IndicatorGoal.objects.filter(goal=goal, indicator__archived_at=None)
        .select_related("indicator")
        .order_by("indicator__position", "pk")
    )
    publishers = _declared_publishers({role.indicator.plan_id for role in roles})
    order = list(GoalRole.values)
    return tuple(
        _measure(role, publishers)
        for role in sorted(roles, key=lambda role: order.index(role.role))
    )


def assessments(goals: Iterable[int]) -> dict[int, Assessment]:
    """Return what the rules say of each goal. One query.

    No value of any indicator is stored yet, so the rules can only say that they cannot tell.
    """
    goals = list(goals)
    measures: dict[int, int] = defaultdict(int)
    rows = IndicatorGoal.objects.filter(goal__in=goals, indicator__archived_at=None)
    for goal in rows.values_list("goal", flat=True):
        measures[goal] += 1
    return {goal: _assessment(measures[goal]) for goal in goals}


def assessment_of(measures: Sequence[Measure]) -> Assessment:
    """Return what the rules say of a goal with these measures. No query."""
    return _assessment(len(measures))


def _declared_publishers(plans: Iterable[int]) -> dict[str, str]:
    """Return the titles of the publishers that plans declare, by slug. One query."""
    rows = Publisher.objects.filter(plan__in=plans).order_by().values_list("slug", "declaration")
    return {slug: str(declaration.get("title") or slug) for slug, declaration in rows}


def _assessment(measure_count: int) -> Assessment:
    reason = gettext("no value loaded") if measure_count else gettext("no measure entered")
    return Assessment(CANNOT_ASSESS, reason, measure_count)


def _measure(role: IndicatorGoal, publishers: dict[str, str]) -> Measure:
    indicator = role.indicator
    source: dict[str, Any] = indicator.source or {}
    return Measure(
        title=indicator.title,
        unit=indicator.unit,
        role=str(GoalRole(role.role).label),
        direction=str(indicator.get_direction_display()),
        publisher=_publisher(source, publishers),
        table=str(source.get("kpi") or source.get("table") or ""),
        targets=tuple(_targets(indicator.declaration.get("targets") or [])),
    )


def _targets(declared: list[dict[str, Any]]) -> Iterator[Target]:
    for target in declared:
        if target.get("value") is not None:
            year = target.get("year")
            yield Target(
                value=localize(target["value"]),
                year=int(year) if year else None,
                decided_by=str(target.get("decided_by") or ""),
            )


def _publisher(source: dict[str, Any], publishers: dict[str, str]) -> str:
    name = str(source.get("name") or "")
    if source.get("attribution"):
        return str(source["attribution"])
    if name == "file":
        return str(source.get("attribution") or "")
    if name == "derived":
        return gettext("own calculation")
    return publishers.get(name) or SHIPPED_PUBLISHERS.get(name, name)
