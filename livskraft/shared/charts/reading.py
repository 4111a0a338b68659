"""What a drawing tells the script that reads values aloud: `charts.js`. Nothing shows without it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from livskraft.shared.charts.drawing import group, number


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of the controls that the script adds: "Läs av värden", "Visa serier"."""

    values: str = ""
    series: str = ""

    def attributes(self) -> dict[str, str]:
        """Return attributes of the whole drawing."""
        return {"data_read": self.values, "data_show": self.series}


def tipped(tip: str, *content: str) -> str:
    """Return a mark with the words that a reader who points at it is told."""
    return group("chart-mark", *content, data_tip=tip) if tip else "".join(content)


def stops(moments: Iterable[tuple[float, str]]) -> str:
    """Return the places across where values stand, with their period, as an attribute."""
    return _compact([[_place(x), period] for x, period in moments])


def spots(places: Mapping[int, tuple[float, str]]) -> str:
    """Return a series' values as an attribute: number of the stop, height, words."""
    return _compact([[stop, _place(y), words] for stop, (y, words) in sorted(places.items())])


def marks(places: Iterable[tuple[float, float, str]]) -> str:
    """Return single marks as an attribute: across, down, words; the group has a `data_name`."""
    return _compact([[_place(x), _place(y), words] for x, y, words in places])


def _place(value: float) -> float:
    return float(number(value))


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
