"""What is written about indicators and their figures."""

from livskraft.indicators.services.planfile import TABLES

__all__ = ["TABLES"]
