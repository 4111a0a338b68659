"""Words about places on a level axis, as near to it as they can be and never one over another."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from math import inf

from livskraft.shared.charts.axis import within
from livskraft.shared.charts.drawing import line
from livskraft.shared.charts.labels import Box, Label, Segment
from livskraft.shared.charts.lettering import (
    ASCENT,
    BOLD,
    DESCENT,
    LINE,
    REGULAR,
    lines_width,
    text_width,
    wrap,
)

_AIR = 12  # Between two labels on one line.
_NEAR = 3  # From words to the place, or the tie, of others.
_ASIDE = 8  # How far beside its place a label may begin or end.
_LEVELS = 8


@dataclass(frozen=True, slots=True)
class Callout:
    """Words about the place `x` of an axis; `classes` say in which colour."""

    x: float
    words: str
    classes: str
    is_bold: bool = False

    @property
    def weight(self) -> int:
        return BOLD if self.is_bold else REGULAR


@dataclass(frozen=True, slots=True)
class Placed:
    """A callout with its place; `tie` leads to the axis where it does not stand at it."""

    label: Label
    tie: Segment | None

    @property
    def box(self) -> Box:
        """What no other words may enter."""
        return Box(
            self.label.box.left - _AIR,
            self.label.box.top,
            self.label.box.right + _AIR,
            self.label.box.bottom,
        )

    def draw(self) -> str:
        tie = line(*self.tie, "chart-tie") if self.tie else ""
        return tie + self.label.draw()


def room_above(wanted: Sequence[Callout], left: float, right: float) -> float:
    """Return how much room words above an axis take."""
    side = Side(0, left, right, is_above=True)
    return -side.far_end(side.place(wanted))


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an axis: above, or below it. `y` is where the marks on the axis end."""

    y: float
    left: float
    right: float
    is_above: bool

    def place(self, wanted: Sequence[Callout]) -> tuple[Placed, ...]:
        """Return all words with their places: on one line if they can, else in levels.

        The first wanted stand nearest to the axis; those that would bar the way to it for others
        wait until the others are placed.
        """
        waiting, placed = [each for each in wanted if each.words], list[Placed]()
        row = self._row(waiting)
        if row is not None:
            return row
        while waiting:
            for callout in waiting:
                others = [other.x for other in waiting if other is not callout]
                if found := self._free(callout, placed, others):
                    break
            else:
                callout = waiting[0]
                found = self._free(callout, placed, []) or self._stacked(callout, placed)
            waiting.remove(callout)
            placed.append(found)
        return tuple(placed)

    def far_end(self, placed: Iterable[Placed]) -> float:
        """Return how far words reach from the axis; where they begin, when there are none."""
        boxes = [each.label.box for each in placed]
        if self.is_above:
            return min((box.top for box in boxes), default=self.y)
        return max((box.bottom for box in boxes), default=self.y)

    def _row(self, wanted: Sequence[Callout]) -> tuple[Placed, ...] | None:
        """Return all words side by side, each at its own place and at no other; None if not."""
        ordered = sorted(wanted, key=lambda each: each.x)
        befores = [-inf, *(each.x + _NEAR for each in ordered)]
        afters = [*(each.x - _NEAR for each in ordered[1:]), inf]
        spans, free = [], self.left
        for callout, before, after in zip(ordered, befores, afters, strict=False):
            size = text_width(callout.words, weight=callout.weight)
            least = max(free, before, callout.x - size - _ASIDE)
            most = min(self.right, after, callout.x + size + _ASIDE) - size
            if least > most:
                return None
            spans.append((callout, size, least, most))
            free = least + size + _AIR
        placed, limit = [], self.right
        for callout, size, least, most in reversed(spans):
            left = max(least, min(callout.x - size / 2, most, limit - size))
            placed.append(Placed(self._label(callout, left + size / 2, self.y), None))
            limit = left - _AIR
        return tuple(reversed(placed))

    def _free(
        self, callout: Callout, placed: Sequence[Placed], others: Sequence[float]
    ) -> Placed | None:
        """Return the lowest place where words hide nothing and nothing crosses them or their tie."""
        xs = [*others, *(other.tie[0][0] for other in placed if other.tie)]
        for level in range(_LEVELS):
            edge = self._edge(level)
            tie = ((callout.x, self.y), (callout.x, edge)) if level else None
            for label in self._labels(callout, edge, xs):
                box = label.box
                is_free = not any(box.overlaps(other.box) for other in placed)
                bars = any(box.left - _NEAR < x < box.right + _NEAR for x in others)
                is_crossed = any(other.tie and box.meets(other.tie, _NEAR) for other in placed)
                crosses = any(tie and other.label.box.meets(tie, _NEAR) for other in placed)
                if is_free and not (bars or is_crossed or crosses):
                    return Placed(label, tie)
        return None

    def _stacked(self, callout: Callout, placed: Sequence[Placed]) -> Placed:
        """Return the lowest place where no other words and no ties are, without a tie."""
        return next(
            Placed(label, None)
            for level in count()
            for label in self._labels(callout, self._edge(level), [])
            if not any(
                label.box.overlaps(other.box) or (other.tie and label.box.meets(other.tie, _NEAR))
                for other in placed
            )
        )

    def _edge(self, level: int) -> float:
        return self.y + (-level if self.is_above else level) * LINE

    def _labels(self, callout: Callout, edge: float, others: Sequence[float]) -> Iterator[Label]:
        """Yield words over their place, then moved away from others, then to one side of it."""
        lines = self._lines(callout)
        width = lines_width(lines, weight=callout.weight)
        middle = within(callout.x, width, self.left, self.right)
        moved = [
            place
            for x in others
            for place in (x - _NEAR - width / 2, x + _NEAR + width / 2)
            if abs(place - callout.x) <= width / 2
        ]
        moved.sort(key=lambda place: abs(place - callout.x))
        for place in (middle, *moved, callout.x + width / 2, callout.x - width / 2):
            is_inside = self.left <= place - width / 2 and place + width / 2 <= self.right
            if is_inside or place == middle:
                yield self._label(callout, place, edge)

    def _lines(self, callout: Callout) -> tuple[str, ...]:
        return wrap(callout.words, self.right - self.left, weight=callout.weight)

    def _label(self, callout: Callout, middle: float, edge: float) -> Label:
        """Return words whose side towards the axis lies at `edge`."""
        lines = self._lines(callout)
        above = LINE * (len(lines) - 1) + DESCENT
        baseline = edge - above if self.is_above else edge + ASCENT
        return Label(lines, middle, baseline, "middle", callout.weight, callout.classes)
