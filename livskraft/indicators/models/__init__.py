"""Indicators, the figures that were fetched for them, and the work of fetching."""

from livskraft.indicators.models.catalogue import Catalogue, CatalogueEntry
from livskraft.indicators.models.definitions import (
    Direction,
    GoalRole,
    Indicator,
    IndicatorGoal,
    Publisher,
)
from livskraft.indicators.models.jobs import JobState, UpdateJob
from livskraft.indicators.models.snapshots import (
    IndicatorVersion,
    Notice,
    NoticeKind,
    Origin,
    RawAnswer,
    Revision,
    Snapshot,
)
from livskraft.indicators.models.verdicts import (
    AssessedIndicator,
    Assessment,
    Headline,
    Judgement,
)

__all__ = [
    "AssessedIndicator",
    "Assessment",
    "Catalogue",
    "CatalogueEntry",
    "Direction",
    "GoalRole",
    "Headline",
    "Indicator",
    "IndicatorGoal",
    "IndicatorVersion",
    "JobState",
    "Judgement",
    "Notice",
    "NoticeKind",
    "Origin",
    "Publisher",
    "RawAnswer",
    "Revision",
    "Snapshot",
    "UpdateJob",
]
