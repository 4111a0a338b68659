"""Which figures would tell of a few people only, and are therefore not shown. Knows nothing of Django.

Hidden are values below a limit, and as many more as it takes that none of them can be calculated
from those that are shown, by the sums that figures of areas, sexes, groups and times form.
"""

from livskraft.indicators.suppression.hiding import (
    HIDDEN,
    Rule,
    hidden_below,
    hidden_keys,
    hidden_status,
    hide,
)
from livskraft.indicators.suppression.people import counts_people
from livskraft.indicators.suppression.ranks import Rank, ranks

__all__ = [
    "HIDDEN",
    "Rank",
    "Rule",
    "counts_people",
    "hidden_below",
    "hidden_keys",
    "hidden_status",
    "hide",
    "ranks",
]
