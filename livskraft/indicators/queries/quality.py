"""The quality score of an indicator: what is asked before it is used to judge a goal."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from livskraft.plans.planfile.schema import QUALITY_CRITERIA

CRITERIA = tuple(QUALITY_CRITERIA)
MOST = 2 * len(CRITERIA)
_MUST_HAVE = ("relevant", "credible")


@dataclass(frozen=True)
class Quality:
    """The sum of ten criteria, 0 to 2 each.

    `is_context_only`: it is not relevant, or its source is not credible; then it judges nothing.
    """

    score: int
    is_context_only: bool


def quality_of(declaration: Mapping[str, Any]) -> Quality | None:
    """Return the score of an indicator's `quality`; None where not all ten are answered."""
    answers = declaration.get("quality")
    if not isinstance(answers, Mapping) or not all(
        answers.get(criterion) in (0, 1, 2) for criterion in CRITERIA
    ):
        return None
    return Quality(
        score=sum(int(answers[criterion]) for criterion in CRITERIA),
        is_context_only=any(not answers[criterion] for criterion in _MUST_HAVE),
    )
