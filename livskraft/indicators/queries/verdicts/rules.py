"""What every rule says of a series, and how the verdict would read from another base."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from livskraft.indicators.messages import text
from livskraft.indicators.models import Assessment, Indicator
from livskraft.indicators.queries.latest import decimals_of
from livskraft.indicators.queries.verdict_words import (
    Shown,
    rule_name,
    shown_inputs,
    shown_value,
    verdict_word,
)


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


def series_rules(
    indicator: Indicator, main: str
) -> dict[tuple[str, str], tuple[tuple[RuleRow, ...], tuple[BaseRow, ...]]]:
    """Return what every rule says of the leading area's series, by sex and key of the target.

    With how the verdict would read from every other base, the earliest first. One query.
    """
    rows = Assessment.objects.filter(indicator=indicator, area=main, is_current=True)
    return {
        (row.sex, row.target): (
            tuple(_rule_row(said, indicator, row) for said in row.outcomes),
            tuple(_base_row(said, indicator, row) for said in row.by_base),
        )
        for row in rows
    }


def _base_row(said: Mapping[str, Any], indicator: Indicator, row: Assessment) -> BaseRow:
    return BaseRow(
        period=said["base"],
        rule=said["rule"],
        verdict=said["verdict"],
        words=verdict_word(said["verdict"]),
        value=shown_value(said, indicator.unit, decimals_of(indicator)),
        reason=text(said["reason"]) if said["reason"] else "",
        is_same=said["verdict"] == row.verdict,
    )


def _rule_row(said: Mapping[str, Any], indicator: Indicator, row: Assessment) -> RuleRow:
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
        is_standing=(said["rule"], said["verdict"]) == (row.rule, row.verdict),
    )
