"""What the rules say and people judge, as it is kept: of indicators, goals and targets.

Three voices that never mix: a measured value with its rule, a person's judgement, and what is done,
which is not here at all.
"""

from livskraft.indicators.queries.verdicts.facts import Fact, Facts, facts_of
from livskraft.indicators.queries.verdicts.goals import GoalVerdict, goal_verdicts
from livskraft.indicators.queries.verdicts.judged import Judged, verdicts
from livskraft.indicators.queries.verdicts.people import (
    JudgementShown,
    goal_judgements,
    judgements,
)
from livskraft.indicators.queries.verdicts.rules import BaseRow, RuleRow, series_rules
from livskraft.indicators.queries.verdicts.targets import (
    ExpiredTarget,
    TargetChange,
    expired_targets,
    target_history,
)

__all__ = [
    "BaseRow",
    "ExpiredTarget",
    "Fact",
    "Facts",
    "GoalVerdict",
    "Judged",
    "JudgementShown",
    "RuleRow",
    "TargetChange",
    "expired_targets",
    "facts_of",
    "goal_judgements",
    "goal_verdicts",
    "judgements",
    "series_rules",
    "target_history",
    "verdicts",
]
