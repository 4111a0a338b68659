"""What is read about indicators and their figures."""

from livskraft.indicators.queries.details import Target
from livskraft.indicators.queries.measures import Measure, goal_measures

__all__ = ["Measure", "Target", "goal_measures"]
