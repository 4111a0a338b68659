"""How goals are measured, with the newest figures, and what the rules can say of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext, ngettext

from livskraft.indicators.models import GoalRole, IndicatorGoal, Snapshot
from livskraft.indicators.queries.details import Target, targets_of
from livskraft.indicators.queries.listing import IndicatorRow, indicator_rows

CANNOT_ASSESS = "cannot_assess"


@dataclass(frozen=True)
class Measure:
    """An indicator of a goal: what it is to the goal, its targets and its newest figure."""

    row: IndicatorRow
    role: str
    direction: str
    targets: tuple[Target, ...]

    @property
    def has_figures(self) -> bool:
        return not self.row.why_none


@dataclass(frozen=True)
class Assessment:
    """What the rules say of a goal. `reason` is short, for lists.

    `with_figures` of its measures have figures.
    """

    verdict: str
    reason: str
    measure_count: int
    with_figures: int

    @property
    def sentence(self) -> str:
        """Why, as a sentence."""
        if not self.measure_count:
            return gettext("No measure is entered for the goal, so there is no value to judge.")
        if self.with_figures:
            return gettext("There are figures, but they are not judged by the rules yet.")
        return ngettext(
            "No value is loaded for the goal's measure.",
            "No value is loaded for any of the goal's %(number)d measures.",
            self.measure_count,
        ) % {"number": self.measure_count}


def goal_measures(goal: int) -> tuple[Measure, ...]:
    """Return how a goal is measured, key measures first.

    At most six queries, one where there is no measure; and the reads of `latest_figures`.
    """
    roles = list(
        IndicatorGoal.objects.filter(goal=goal, indicator__archived_at=None)
        .select_related("indicator__plan")
        .order_by("indicator__position", "pk")
    )
    rows = {row.pk: row for row in indicator_rows([role.indicator for role in roles])}
    order = list(GoalRole.values)
    return tuple(
        Measure(
            row=rows[role.indicator_id],
            role=str(GoalRole(role.role).label),
            direction=str(role.indicator.get_direction_display()),
            targets=targets_of(role.indicator),
        )
        for role in sorted(roles, key=lambda role: order.index(role.role))
    )


def assessments(goals: Iterable[int]) -> dict[int, Assessment]:
    """Return what the rules say of each goal. One query.

    The rules do not judge figures yet, so they can only say that they cannot tell.
    """
    goals = list(goals)
    measures: dict[int, list[bool]] = defaultdict(list)
    rows = IndicatorGoal.objects.filter(goal__in=goals, indicator__archived_at=None)
    has_figures = Exists(Snapshot.objects.filter(indicator=OuterRef("indicator")))
    for goal, has in rows.annotate(has=has_figures).values_list("goal", "has"):
        measures[goal].append(has)
    return {goal: _assessment(len(measures[goal]), sum(measures[goal])) for goal in goals}


def assessment_of(measures: Sequence[Measure]) -> Assessment:
    """Return what the rules say of a goal with these measures. No query."""
    return _assessment(len(measures), sum(measure.has_figures for measure in measures))


def _assessment(measure_count: int, with_figures: int) -> Assessment:
    if with_figures:
        reason = gettext("figures not judged yet")
    else:
        reason = gettext("no value loaded") if measure_count else gettext("no measure entered")
    return Assessment(CANNOT_ASSESS, reason, measure_count, with_figures)
