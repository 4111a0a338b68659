"""What all rules stand on when they judge one series: the span, the good direction."""

from dataclasses import dataclass
from math import inf

from livskraft.indicators.assessment.case import Case, Point
from livskraft.indicators.assessment.comparable import LARGEST, Span, is_old
from livskraft.indicators.assessment.outcome import RULES, Input, Outcome, Verdict
from livskraft.indicators.sources.errors import Message

SIGNS = {"increase": 1, "decrease": -1}
"""The good direction as a number; 0 for a band, where none is good by itself."""


@dataclass(slots=True)
class Ground:
    """One series with what the rules need of it again and again.

    `sign` is 1 where values should grow, -1 where they should fall, 0 for a band.
    """

    case: Case
    span: Span
    sign: int
    about: dict[str, Input]
    is_old: bool
    is_provisional: bool

    @classmethod
    def of(cls, case: Case, span: Span) -> "Ground":
        base, newest = span.base, span.newest
        about: dict[str, Input] = {
            "base_period": base.period,
            "base_value": base.value,
            "newest_period": newest.period,
            "newest_value": newest.value,
        }
        if span.broken_at is not None:
            about["break"] = span.broken_at
        return cls(
            case=case,
            span=span,
            sign=SIGNS.get(case.direction, 0),
            about=about,
            is_old=is_old(newest, case.today),
            is_provisional=newest.is_provisional or base.is_provisional,
        )

    def telling(self, inputs: dict[str, Input]) -> "Ground":
        """Return the same ground, whose outcomes tell these inputs too."""
        about = {**self.about, **inputs}
        return Ground(self.case, self.span, self.sign, about, self.is_old, self.is_provisional)

    @property
    def years(self) -> float:
        return self.span.newest.time - self.span.base.time

    def says(
        self,
        rule: str,
        verdict: Verdict,
        value: float | None = None,
        inputs: dict[str, Input] | None = None,
        reason: Message | None = None,
        *,
        asks_final: bool = False,
    ) -> Outcome:
        """Return an outcome; without a reason of its own it has what moved the base."""
        return Outcome(
            rule,
            RULES[rule].version,
            verdict,
            value if value is not None and -inf < value < inf else None,
            {**self.about, **inputs} if inputs else self.about,
            reason or self.span.note,
            self.is_old,
            self.is_provisional,
            asks_final,
        )

    def cannot(self, rule: str, reason: Message, inputs: dict[str, Input] | None = None) -> Outcome:
        return self.says(rule, Verdict.CANNOT_ASSESS, None, inputs, reason)


def half_width(point: Point, case: Case) -> float:
    """Return half the width of a point's 95 % interval, or the measurement error; 0 if unknown."""
    low, high = point.low, point.high
    if low is not None and high is not None and 0 <= high - low < LARGEST:
        return (high - low) / 2
    margin = case.margin
    return margin if margin is not None and 0 <= margin < LARGEST else 0.0
