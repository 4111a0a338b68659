"""Indicators with figures, for pages that show them."""

import pytest

from livskraft.indicators.services.updating import load_figures
from tests.indicators.conftest import make_indicator, snapshots  # noqa: F401 (fixtures)
from tests.reporting.conftest import region, round_, strategist  # noqa: F401 (fixtures)


@pytest.fixture
def load(tmp_path):
    """Read an indicator's figures in from lines of a file with that header."""

    def do(indicator, *lines, header="area;period;sex;value;status;margin"):
        path = tmp_path / f"{indicator.slug}.csv"
        path.write_text("\n".join([header, *lines]))
        return load_figures(indicator=indicator, path=path).snapshot

    return do
