"""How it is going: rules that judge a series, each with its inputs and its reason.

Pure: knows neither Django nor the store. `outcomes` asks every rule, `standing` tells which one is
the verdict. What holds of all rules, and is tested:

- No verdict depends on the unit: multiply all values by a positive number, and it stays.
- Turn all values' signs, the limits and the direction around, and it stays: growth is counted on
  the size of the values, with its sign.
- Turn a share into its complement (100 − x) with the direction turned around, and what is linear
  stays: C, band, margin, reach, gap and comparison. A, B and D judge growth in percent, and the
  same step is a larger part of a smaller share.
- No finite input makes a rule raise, and whatever cannot be assessed has a reason.
"""

from livskraft.indicators.assessment.case import (
    Aim,
    Case,
    Direction,
    Milestone,
    Point,
    moment,
    time_of,
)
from livskraft.indicators.assessment.judging import by_base, outcomes, standing
from livskraft.indicators.assessment.outcome import INPUTS, RULES, Outcome, Rule, Verdict
from livskraft.indicators.assessment.several import comparison, gap, reach
from livskraft.indicators.assessment.summary import badness, counted, score, weakest

__all__ = [
    "INPUTS",
    "RULES",
    "Aim",
    "Case",
    "Direction",
    "Milestone",
    "Outcome",
    "Point",
    "Rule",
    "Verdict",
    "badness",
    "by_base",
    "comparison",
    "counted",
    "gap",
    "moment",
    "outcomes",
    "reach",
    "score",
    "standing",
    "time_of",
    "weakest",
]
