"""What every rule says of a series, and how the verdict would read from another base."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from livskraft.indicators.messages import text
from livskraft.indicators.models import Assessment, Indicator
from livskraft.indicators.queries.assessed import (
    as_json,
    by_base_of,
    definition_on,
    main_or_nation,
)
from livskraft.indicators.queries.latest import decimals_of
from livskraft.indicators.queries.places import main_areas
from livskraft.indicators.queries.shown import shown_figures
from livskraft.indicators.queries.target_words import target_words
from livskraft.indicators.queries.verdict_words import (
    Shown,
    rule_name,
    shown_inputs,
    shown_value,
    verdict_word,
)
from livskraft.indicators.queries.verdicts.judged import targets_by_key


@dataclass(frozen=True)
class RuleRow:
    """What one rule says of a series; `is_standing`: this one is the verdict."""

    rule: str
    name: str
    version: int
    verdict: str
    words: str
    value: str
    reason: str
    inputs: tuple[Shown, ...]
    target: str
    is_standing: bool


@dataclass(frozen=True)
class BaseRow:
    """How the verdict would read if it were counted from another period."""

    period: str
    rule: str
    verdict: str
    words: str
    value: str
    reason: str
    is_same: bool


def all_rules(indicator: Indicator, area: str, sex: str = "T") -> tuple[RuleRow, ...]:
    """Return what every rule says of a series, side by side, by target. Two queries."""
    main = main_or_nation(indicator, main_areas([indicator.plan_id]))
    targets = targets_by_key(indicator, main)
    found = []
    for row in _of_series(indicator, area, sex):
        target = targets.get(row.target)
        words = target_words(target, indicator) if target else ""
        for said in row.outcomes:
            is_standing = _is_same(said, row)
            found.append(_rule_row(said, indicator, words, is_standing=is_standing))
    return tuple(found)


def base_year_rows(indicator: Indicator, area: str, sex: str = "T") -> tuple[BaseRow, ...]:
    """Return how the verdict would read from every other base, the earliest first.

    Two queries. They are stored for the area that the plan leads with; for another one they are
    worked out, with a read of its figures.
    """
    main = main_or_nation(indicator, main_areas([indicator.plan_id]))
    rows = sorted(_of_series(indicator, area, sex), key=lambda row: row.asks_final)
    if not rows:
        return ()
    row = rows[0]
    told = row.by_base if area == main else _worked_out(row, indicator, main)
    return tuple(
        BaseRow(
            period=said["base"],
            rule=said["rule"],
            verdict=said["verdict"],
            words=verdict_word(said["verdict"]),
            value=shown_value(said, indicator.unit, decimals_of(indicator)),
            reason=text(said["reason"]) if said["reason"] else "",
            is_same=said["verdict"] == row.verdict,
        )
        for said in told
    )


def _worked_out(row: Assessment, indicator: Indicator, main: str) -> list[dict[str, Any]]:
    """Return the other bases of a series, as they would be stored; none where its file is gone."""
    try:
        observations = shown_figures(indicator, row.snapshot, areas=[row.area])
    except FileNotFoundError:
        return []
    definition = definition_on(indicator, main)
    found = by_base_of(observations, definition, row.area, row.sex, row.target)
    return [{"base": period, **as_json(outcome)} for period, outcome in found]


def _of_series(indicator: Indicator, area: str, sex: str) -> Iterable[Assessment]:
    known = Assessment.objects.filter(indicator=indicator, is_current=True)
    return known.filter(area=area, sex=sex).select_related("snapshot").order_by("pk")


def _is_same(said: Mapping[str, Any], row: Assessment) -> bool:
    return (said["rule"], said["verdict"]) == (row.rule, row.verdict)


def _rule_row(
    said: Mapping[str, Any], indicator: Indicator, target: str, *, is_standing: bool
) -> RuleRow:
    decimals = decimals_of(indicator)
    return RuleRow(
        rule=said["rule"],
        name=rule_name(said["rule"]),
        version=said["version"],
        verdict=said["verdict"],
        words=verdict_word(said["verdict"]),
        value=shown_value(said, indicator.unit, decimals),
        reason=text(said["reason"]) if said["reason"] else "",
        inputs=tuple(shown_inputs(said["inputs"], indicator.unit, decimals)),
        target=target,
        is_standing=is_standing,
    )
