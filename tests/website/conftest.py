"""Indicators with figures, for pages that show them."""

from tests.indicators.conftest import make_indicator, snapshots  # noqa: F401 (fixtures)
from tests.reporting.conftest import region, round_, strategist  # noqa: F401 (fixtures)
