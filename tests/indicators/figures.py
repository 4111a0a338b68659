"""Figures of an indicator, read from a file as `statistics load` does."""

from collections.abc import Mapping
from pathlib import Path

from livskraft.indicators.models import Indicator
from livskraft.indicators.services.updating import load_figures

Series = Mapping[str, float | str]
"""Values by period; a text is the cell as it is, such as "..\"."""


def read_in(indicator: Indicator, folder: Path, series: Mapping[tuple[str, str], Series]) -> None:
    """Read in an indicator's whole series, by (area, sex)."""
    rows = [
        f"{area};{period};{sex};{value}"
        for (area, sex), values in series.items()
        for period, value in values.items()
    ]
    path = folder / f"{indicator.slug}.csv"
    path.write_text("\n".join(["area;period;sex;value", *rows]) + "\n")
    load_figures(indicator=indicator, path=path)
