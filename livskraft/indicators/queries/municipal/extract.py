"""All figures of a municipality as one table: what it needs for work of its own."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext

from livskraft.indicators.models import Indicator, IndicatorGoal, Snapshot
from livskraft.indicators.queries.details import attribution_of
from livskraft.indicators.queries.export import figure_cells, figure_head
from livskraft.indicators.queries.latest import newest_snapshots
from livskraft.indicators.queries.listing import public_indicators
from livskraft.indicators.queries.shown import Screen
from livskraft.indicators.queries.verdicts import Judged, verdicts
from livskraft.indicators.sources.observation import Observation
from livskraft.plans.models import Plan
from livskraft.plans.queries.goals import plan_goals


def extract_head() -> list[str]:
    """Return the headings of `extract_rows`."""
    return [
        gettext("Goal"),
        gettext("Indicator"),
        gettext("Indicator's address"),
        gettext("Area code"),
        gettext("Area"),
        *figure_head(),
        gettext("Unit"),
        gettext("Verdict on the series"),
        gettext("Target"),
        gettext("Rule"),
        gettext("Source"),
        gettext("Retrieved"),
    ]


def extract_rows(plan: Plan, code: str, name: str) -> Iterator[list[str]]:
    """Yield all figures of a municipality in a plan's indicators, as texts, oldest first.

    The verdict stands at the newest value of the series that it is about. Seven queries; see
    `Screen` for those that are calculated. One read for each indicator.
    """
    indicators = list(public_indicators().filter(plan=plan).order_by("position", "pk"))
    snapshots = newest_snapshots(one.pk for one in indicators)
    there = [(one, snapshots[one.pk]) for one in indicators if one.pk in snapshots]
    screen = Screen(there)
    said = verdicts(indicators, areas=[code])
    goals = _goals(plan)
    for indicator, snapshot in there:
        newest = {
            (judged.sex, judged.latest.period): judged
            for judged in reversed(said[indicator.pk])
            if judged.latest
        }
        for one in screen.figures(snapshot, areas=[code]):
            judged = newest.get((one.sex, one.period)) if not one.dimensions else None
            yield [
                goals.get(indicator.pk, ""),
                *_row(indicator, snapshot, one, name, judged),
            ]


def _goals(plan: Plan) -> dict[int, str]:
    """Return the goals of each indicator in words. Two queries."""
    goals = {goal.pk: f"{goal.label} {goal.title}".strip() for goal in plan_goals(plan)}
    rows = IndicatorGoal.objects.filter(indicator__plan=plan).order_by("position", "pk")
    found: dict[int, list[str]] = {}
    for indicator, goal in rows.values_list("indicator", "goal"):
        if goal in goals:
            found.setdefault(indicator, []).append(goals[goal])
    return {indicator: " | ".join(titles) for indicator, titles in found.items()}


def _row(
    indicator: Indicator,
    snapshot: Snapshot,
    one: Observation,
    name: str,
    judged: Judged | None,
) -> list[str]:
    verdict = ", ".join(filter(None, [judged.words, judged.reason])) if judged else ""
    return [
        indicator.title,
        indicator.address,
        one.area,
        name,
        *figure_cells(one),
        snapshot.unit or indicator.unit,
        verdict,
        judged.target if judged else "",
        judged.rule_name if judged else "",
        attribution_of(snapshot),
        timezone.localtime(snapshot.retrieved_at).date().isoformat(),
    ]
