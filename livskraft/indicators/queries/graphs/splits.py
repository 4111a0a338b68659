"""Where an indicator's figures are counted otherwise than before: a line never runs on there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from livskraft.indicators.assessment import time_of
from livskraft.indicators.cases import flagged_breaks
from livskraft.indicators.sources.observation import Figures


@dataclass(frozen=True)
class Split:
    """A time from which figures are counted otherwise. `note` says why; "" where nobody has."""

    time: float
    note: str = ""


def splits_of(
    declaration: Mapping[str, Any], figures: Figures, began: Iterable[str]
) -> tuple[Split, ...]:
    """Return the breaks that are declared, those that the publisher marks, and new versions.

    `began` are the first periods of the versions after the first.
    """
    found = {
        float(one["year"]): Split(float(one["year"]), str(one.get("note") or ""))
        for one in declaration.get("breaks") or ()
    }
    for time in [*flagged_breaks(figures), *map(time_of, began)]:
        if not any(int(time) == int(known) for known in found):
            found[time] = Split(time)
    return tuple(found[time] for time in sorted(found))
