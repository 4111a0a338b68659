"""What an indicator measures, told apart from how it is asked for: a new meaning, a new version."""

from livskraft.indicators.models import Indicator, IndicatorVersion, Snapshot
from livskraft.indicators.queries.definition import definition_of


def newest_version(indicator: Indicator) -> IndicatorVersion | None:
    """Return the version that the indicator's declaration means now, None before its first figures.

    One query.
    """
    version = indicator.versions.order_by("number").last()
    return version if version and version.definition == definition_of(indicator) else None


def newest_snapshot(indicator: Indicator) -> Snapshot | None:
    """Return the newest figures of what the indicator measures now. Two queries."""
    version = newest_version(indicator)
    return version.snapshots.order_by("retrieved_at", "pk").last() if version else None
