"""How an indicator stands: what the rules say, side by side, what people say, and its targets."""

from dataclasses import dataclass

from livskraft.indicators.models import Indicator
from livskraft.indicators.queries.verdicts import (
    BaseRow,
    Judged,
    JudgementShown,
    RuleRow,
    TargetChange,
    judgements,
    series_rules,
    target_history,
    verdicts,
)


@dataclass(frozen=True)
class Series:
    """What is said of one series: the verdict, every rule, and the verdict from other base years."""

    judged: Judged
    rules: tuple[RuleRow, ...]
    bases: tuple[BaseRow, ...]

    @property
    def is_sensitive(self) -> bool:
        """Whether another base year would give another verdict."""
        return any(not row.is_same for row in self.bases)


@dataclass(frozen=True)
class Standing:
    """How an indicator stands for the area that its plan leads with.

    `series` are of all, or of women and men where the source has none of all; of each target.
    `others` counts the series of other areas that are judged too.
    """

    series: tuple[Series, ...]
    others: int
    targets: tuple[TargetChange, ...]
    judgements: tuple[JudgementShown, ...]

    @property
    def first(self) -> Judged | None:
        return self.series[0].judged if self.series else None


def standing_of(indicator: Indicator, main: str) -> Standing:
    """Return how an indicator stands for an area.

    Six queries, one more where it is judged.
    """
    judged = verdicts([indicator])[indicator.pk]
    of_main = [one for one in judged if one.area == main]
    shown = [one for one in of_main if one.sex == "T"] or of_main
    rules = series_rules(indicator, main) if shown else {}
    return Standing(
        series=tuple(
            Series(one, *rules[one.sex, one.target_key])
            for one in shown
            if (one.sex, one.target_key) in rules
        ),
        others=len({one.area for one in judged if one.area != main}),
        targets=target_history(indicator),
        judgements=judgements(indicator),
    )
