"""A level axis: its round figures, and the values of other places that a drawing compares with."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from livskraft.shared.charts.drawing import group, text
from livskraft.shared.charts.lettering import text_width
from livskraft.shared.charts.scale import MOST_TICKS, Figures, Scale, Ticks, ticks
from livskraft.shared.charts.series import Role

_GAP = 10  # Between two figures of an axis.


Figure = tuple[float, str]
"""A value of an axis, and how it is written."""


@dataclass(frozen=True, slots=True)
class Axis:
    """How an axis is written. `unit` follows the last figure as it is, with its own space."""

    figures: Figures
    unit: str = ""
    with_zero: bool = False

    def upright(self, values: Sequence[float]) -> tuple[Ticks, tuple[Figure, ...]]:
        """Return round values around all values, and their figures."""
        found = ticks(values, with_zero=self.with_zero)
        return found, self._labels(found)

    def level(
        self, values: Sequence[float], ends: Callable[[Ticks], tuple[float, float]], width: float
    ) -> tuple[Scale, tuple[Figure, ...]]:
        """Return the scale of an axis around all values, and as many figures as find room.

        `ends` says where the lowest and the highest round value stand in a drawing so wide.
        """
        for most in range(MOST_TICKS, 1, -1):
            found = ticks(values, with_zero=self.with_zero, most=most)
            scale = Scale(found.low, found.high, *ends(found))
            labels = self._labels(found)
            spans = [_span(scale.at(value), words, width) for value, words in labels]
            if all(one[1] + _GAP <= other[0] for one, other in pairwise(spans)):
                return scale, labels
        return scale, labels[-1:]

    def _labels(self, found: Ticks) -> tuple[Figure, ...]:
        *first, (value, words) = found.figures(self.figures)
        return (*first, (value, words + self.unit))


def _span(place: float, words: str, width: float) -> tuple[float, float]:
    """Return where the figure of a place begins and ends."""
    size = text_width(words)
    middle = within(place, size, 0, width)
    return middle - size / 2, middle + size / 2


@dataclass(frozen=True, slots=True)
class Reference:
    """A value that a drawing compares with, such as the county's, and its label: "länet 19"."""

    value: float
    label: str
    role: Role = "nation"


def draw_figures(labels: Iterable[Figure], scale: Scale, y: float, width: float) -> str:
    """Return the figures of an axis on one line, each at its place, none outside the drawing."""
    return group(
        "quiet",
        *(
            text(within(scale.at(value), text_width(words), 0, width), y, words, anchor="middle")
            for value, words in labels
        ),
    )


def within(middle: float, size: float, low: float, high: float) -> float:
    """Return the middle of something of that size, moved in between the ends if need be."""
    return max(low + size / 2, min(middle, high - size / 2))
