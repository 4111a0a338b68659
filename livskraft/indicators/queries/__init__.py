"""What is read about indicators and their figures."""

from livskraft.indicators.queries.details import Target
from livskraft.indicators.queries.measures import (
    CANNOT_ASSESS,
    Assessment,
    Measure,
    assessment_of,
    assessments,
    goal_measures,
)

__all__ = [
    "CANNOT_ASSESS",
    "Assessment",
    "Measure",
    "Target",
    "assessment_of",
    "assessments",
    "goal_measures",
]
