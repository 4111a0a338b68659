"""What the rules answer: a verdict, what it was worked out from, and why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from livskraft.indicators.sources.errors import Message, _


class Verdict(StrEnum):
    """What a rule says, the best first; what cannot be assessed stands outside that order."""

    ACHIEVED = "achieved"
    SIGNIFICANT_IMPROVEMENT = "significant_improvement"
    ON_TRACK = "on_track"
    MODERATE_IMPROVEMENT = "moderate_improvement"
    TOO_SLOW = "too_slow"
    NO_CERTAIN_TREND = "no_certain_trend"
    WITHIN_MARGIN = "within_margin"
    INSUFFICIENT = "insufficient"
    MODERATE_DETERIORATION = "moderate_deterioration"
    WRONG_DIRECTION = "wrong_direction"
    SIGNIFICANT_DETERIORATION = "significant_deterioration"
    CANNOT_ASSESS = "cannot_assess"


@dataclass(frozen=True)
class Rule:
    """A rule's `version` grows when the rule may judge the same figures otherwise than before."""

    version: int
    name: str


RULES: Mapping[str, Rule] = {
    "A": Rule(1, _("pace towards the target")),
    "B-eurostat": Rule(1, _("change per year, by Eurostat's limits")),
    "B-canada": Rule(1, _("change per year, by Statistics Canada's limits")),
    "B-un": Rule(1, _("where the change leads, by the UN's limits")),
    "C": Rule(1, _("path to the target")),
    "D": Rule(1, _("trend with its uncertainty")),
    "margin": Rule(1, _("change beside the margin of error")),
    "reach": Rule(1, _("how many have reached the target")),
    "gap": Rule(1, _("difference between two groups")),
    "comparison": Rule(1, _("comparison with others")),
}
"""All rules, in the order in which outcomes are told; `name` is a template for gettext."""

Input = float | str | None
ValueKind = Literal["ratio", "growth", "value", "difference", "count"]
InputKind = Literal["ratio", "growth", "value", "difference", "count", "period", "year", "areas"]

INPUTS: Mapping[str, InputKind] = {
    "base_period": "period",
    "base_value": "value",
    "newest_period": "period",
    "newest_value": "value",
    "target": "value",
    "target_low": "value",
    "target_high": "value",
    "target_year": "year",
    "growth": "growth",
    "needed_growth": "growth",
    "limit": "value",
    "factor": "ratio",
    "threshold": "growth",
    "continued": "value",
    "expected": "value",
    "milestones": "count",
    "values": "count",
    "growth_low": "growth",
    "growth_high": "growth",
    "standard_error": "growth",
    "change": "difference",
    "margin": "difference",
    "break": "year",
    "reached": "count",
    "reached_before": "count",
    "needed": "count",
    "areas": "count",
    "unknown": "count",
    "expected_count": "ratio",
    "reached_areas": "areas",
    "first_value": "value",
    "second_value": "value",
}
"""The names that `Outcome.inputs` may have, with what kind of thing each is.

A growth is a share per year (0.0031 is 0.31 %), a difference is in the unit of the values, areas
are their codes or names with commas.
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rule says of one series.

    `value` is what the verdict was read from; `value_kind` tells what it is. `reason` is a short
    phrase without capital or full stop: why the verdict is not a plain one. `asks_final`: the year
    of the target has passed, and a person should give the final verdict.
    """

    rule: str
    version: int
    verdict: Verdict
    value: float | None
    inputs: Mapping[str, Input]
    reason: Message | None
    is_old: bool
    is_provisional: bool
    asks_final: bool = False

    @property
    def value_kind(self) -> ValueKind:
        if self.rule in ("A", "C") or (self.rule == "B-un" and "target" in self.inputs):
            return "ratio"
        if self.rule == "reach":
            return "count"
        return "growth" if self.rule in ("B-eurostat", "B-canada", "B-un", "D") else "difference"
