"""How an indicator stands: what the rules say, side by side, what people say, and its targets."""

from dataclasses import dataclass

from livskraft.indicators.models import Indicator
from livskraft.indicators.queries.verdicts import (
    BaseRow,
    Judged,
    JudgementShown,
    RuleRow,
    TargetChange,
    all_rules,
    base_year_rows,
    judgements,
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

    @property
    def judgement(self) -> JudgementShown | None:
        """What a person says now of the plan's own area."""
        return next((one for one in self.judgements if one.is_in_force and not one.area), None)


def standing_of(indicator: Indicator, main: str) -> Standing:
    """Return how an indicator stands for an area.

    Six queries, three more for all, or for women and men each, where these are judged.
    """
    judged = verdicts([indicator])[indicator.pk]
    of_main = [one for one in judged if one.area == main]
    sexes = {one.sex for one in of_main}
    wanted = ["T"] if "T" in sexes else sorted(sexes)
    found = []
    for sex in wanted:
        rules = all_rules(indicator, main, sex)
        bases = base_year_rows(indicator, main, sex)
        for one in of_main:
            if one.sex == sex:
                of_target = tuple(row for row in rules if row.target == one.target)
                found.append(Series(one, of_target, bases))
    return Standing(
        series=tuple(found),
        others=len({one.area for one in judged if one.area != main}),
        targets=target_history(indicator),
        judgements=judgements(indicator),
    )
