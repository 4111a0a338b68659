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

__all__ = [
    "Catalogue",
    "CatalogueEntry",
    "Direction",
    "GoalRole",
    "Indicator",
    "IndicatorGoal",
    "IndicatorVersion",
    "JobState",
    "Notice",
    "NoticeKind",
    "Origin",
    "Publisher",
    "RawAnswer",
    "Revision",
    "Snapshot",
    "UpdateJob",
]
