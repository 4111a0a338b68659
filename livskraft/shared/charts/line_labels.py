"""Where the labels of a line chart stand: at the ends of the lines, or in a column at the right.

Names of lines and of the target must stand somewhere; values on the way, the word of the path and
of the baseline stand only where they find room, for the table and the tips have them too.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import hypot

from livskraft.shared.charts.drawing import Point, line
from livskraft.shared.charts.labels import Box, Label, Segment, Space, spread
from livskraft.shared.charts.lettering import BOLD, LINE, REGULAR, lines_width
from livskraft.shared.charts.plot import Plot
from livskraft.shared.charts.scale import Scale
from livskraft.shared.charts.series import Series, Target, Value

TARGET = "target"  # The key of the target's pieces.
NEAR, FAR = 12, 28  # From the end of a line to its label; far where labels must move aside.
_ROW = LINE + 1  # Of a column of labels.
_ABOVE, _BELOW = 4, 6  # How far a column reaches beyond the plot.
_LONGEST_WAY = 20  # A label further from its mark than this gets a thin line to it.
_ASIDE = (("middle", 0), ("middle", 8), ("middle", -8), ("start", 8), ("end", -8))
_PATH_SHARES = (0.6, 0.5, 0.7, 0.4, 0.8, 0.3, 0.2)


@dataclass(frozen=True, slots=True)
class End:
    """A label that must stand, and the mark that it belongs to; `key` is that of its series."""

    key: str
    lines: tuple[str, ...]
    time: float
    value: float
    role: str
    radius: float = 5.0
    way: tuple[Value, ...] = ()  # The line that ends here; its label may stand along it.

    @property
    def width(self) -> float:
        return lines_width(self.lines, weight=name_weight(self.role))

    @property
    def height(self) -> float:
        return _ROW * len(self.lines)


@dataclass(slots=True)
class Placed:
    """Labels and the thin lines to those that stand aside, as SVG by the key of their series."""

    pieces: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, key: str, label: Label, leaders: Iterable[str] = ()) -> None:
        self.pieces[key].extend([*leaders, label.draw()])


def column_height(ends: Iterable[End]) -> float:
    """Return how high a plot must be for a column of labels beside it."""
    return sum(end.height for end in ends) - _ABOVE - _BELOW


def is_crowded(ends: Sequence[End], upwards: Scale) -> bool:
    """Whether labels in a column must move aside from their lines."""
    wanted, middles = _middles(ends, upwards)
    return any(abs(a - b) > _ROW / 2 for a, b in zip(wanted, middles, strict=True))


def _middles(ends: Sequence[End], upwards: Scale) -> tuple[list[float], list[float]]:
    """Return where the labels of a column want to be, and where they come to stand."""
    wanted = [upwards.at(end.value) for end in ends]
    sizes = [end.height for end in ends]
    return wanted, spread(wanted, sizes, upwards.end - _ABOVE, upwards.start + _BELOW)


def in_column(ends: Sequence[End], x: float, plot: Plot, space: Space, placed: Placed) -> None:
    """Place labels under each other at the right of all lines, in the order of their ends.

    The plot must be as high as `column_height` says.
    """
    for end, y, middle in zip(ends, *_middles(ends, plot.upwards), strict=True):
        label = _label(end, x, middle - end.height / 2 + 15.5, "start")
        start = (plot.across.at(end.time) + end.radius + 2, y)
        is_aside = abs(middle - y) > _ROW / 2 or x - start[0] > FAR
        leader = line(start, (x - 4, middle), f"chart-leader {end.role}") if is_aside else ""
        placed.add(end.key, label, [leader])
        space.taken.append(label.box)


def at_ends(
    ends: Sequence[End], plot: Plot, space: Space, placed: Placed, *, crossings: int
) -> bool:
    """Place each label near the end of its line; False when one finds no room.

    A label may lie on so many lines.
    """
    for end in ends:
        clear = (
            label for label in _around(end, plot) if space.is_clear(_leader(end, plot, label.box))
        )
        label = space.place(clear, may_cross=True)
        if label is None or space.crossings(label.box) > crossings:
            return False
        leader = _leader(end, plot, label.box)
        if leader is None:
            placed.add(end.key, label)
        else:
            placed.add(end.key, label, [line(*leader, f"chart-leader {end.role}")])
            space.lines.append(leader)
    return True


def _label(end: End, x: float, y: float, anchor: str) -> Label:
    weight = name_weight(end.role)
    return Label(end.lines, x, y, anchor, weight, f"{text_class(weight)} {end.role}")


def name_weight(role: str) -> int:
    """Return how heavy names of a role are: peers are many, and stay in the background."""
    return REGULAR if role == "peer" else BOLD


def text_class(weight: int) -> str:
    return "chart-label" if weight == BOLD else "chart-value"


def _around(end: End, plot: Plot) -> Iterator[Label]:
    """Yield the places of a label, the best first."""
    x, y = plot.place(end.time, end.value)
    extra = LINE * (len(end.lines) - 1)
    yield _label(end, x + end.radius + 6, y + 5 - extra / 2, "start")
    for way in range(0, 40, 10):
        below, above = y + end.radius + 17 + way, y - end.radius - 8 - extra - way
        for anchor, aside in (("start", 4), ("end", 6), ("middle", 0)):
            yield _label(end, x + aside, below, anchor)
            yield _label(end, x + aside, above, anchor)
    for value in reversed(end.way[:-1]):
        x, y = plot.of(value)
        yield _label(end, x, y - 12 - extra, "middle")
        yield _label(end, x, y + 24, "middle")


def _leader(end: End, plot: Plot, box: Box) -> Segment | None:
    """Return the way from a mark to a label that stands far from it, None for one that is near.

    A label that stands along its line is near.
    """
    point = plot.place(end.time, end.value)
    (x, y), way = _nearest(point, box)
    if any(_nearest(plot.of(value), box)[1] <= _LONGEST_WAY for value in end.way):
        return None
    if way <= _LONGEST_WAY:
        return None
    share = (end.radius + 2) / way
    return (point[0] + (x - point[0]) * share, point[1] + (y - point[1]) * share), (x, y)


def _nearest(point: Point, box: Box) -> tuple[Point, float]:
    """Return the place of a box that is nearest to a point, and how far it is."""
    x = min(max(point[0], box.left), box.right)
    y = min(max(point[1], box.top), box.bottom)
    return (x, y), hypot(x - point[0], y - point[1])


def values_on_the_way(
    series: Series, shown: Iterable[tuple[Value, bool]], plot: Plot, space: Space, placed: Placed
) -> None:
    """Place values as written above (True) or below their dots, where they fit."""
    role = series.role
    for value, is_above in shown:
        x, y = plot.of(value)
        weight = REGULAR if role == "nation" else BOLD
        places = [y - 11, y + 23] if is_above else [y + 23, y - 11]
        asides = (("start", -4), ("start", 4), ("start", 8)) if x <= plot.left + 1 else _ASIDE
        candidates = (
            Label((value.shown,), x + aside, place, anchor, weight, f"{text_class(weight)} {role}")
            for place in places
            for anchor, aside in asides
        )
        label = space.place(candidates)
        if label is not None:
            placed.add(series.key, label)


def target_words(target: Target, plot: Plot, space: Space, placed: Placed) -> None:
    """Place the words of the path, of its milestones and of the baseline, where they fit."""
    wishes: list[Iterator[Label]] = []
    for milestone in target.milestones:
        x, y = plot.place(milestone.time, milestone.value)
        wishes.append(_above_or_below(milestone.label, x, y, 13, "chart-value target"))
    if target.baseline is not None:
        x, y = plot.place(target.baseline.time, target.baseline.value)
        words = target.baseline.words
        wishes.append(_above_or_below(words, x, y, 15, "chart-value target", is_below=True))
    if target.path_words and target.path:
        wishes.append(_along(target.path_words, [plot.place(*each) for each in target.path]))
    for wish in wishes:
        label = space.place(wish)
        if label is not None:
            placed.add(TARGET, label)


def _above_or_below(
    words: str, x: float, y: float, away: float, classes: str, *, is_below: bool = False
) -> Iterator[Label]:
    places = [y - away, y + away + 12]
    for place in reversed(places) if is_below else places:
        for anchor, aside in (("middle", 0), ("start", -4), ("end", 4)):
            yield Label((words,), x + aside, place, anchor, REGULAR, classes)


def _along(words: str, corners: Sequence[Point]) -> Iterator[Label]:
    """Yield places above and below the longest straight piece of a path."""
    pieces = pairwise(corners)
    (x1, y1), (x2, y2) = max(pieces, key=lambda piece: piece[1][0] - piece[0][0])
    for share in _PATH_SHARES:
        x, y = x1 + (x2 - x1) * share, y1 + (y2 - y1) * share
        for away in range(0, 50, 5):
            yield Label((words,), x, y - 9 - away, "middle", REGULAR, "chart-value target")
            yield Label((words,), x, y + 20 + away, "middle", REGULAR, "chart-value target")


def reason(
    lines: tuple[str, ...], start: float, end: float, top: float, space: Space
) -> Label | None:
    """Place the reason of a gap just above its hatching, None when lines or labels are there."""
    y = top - 6 - LINE * (len(lines) - 1)
    middle = (start + end) / 2
    places = (("start", start), ("middle", middle), ("end", end))
    return space.place(Label(lines, x, y, anchor, REGULAR, "quiet") for anchor, x in places)


def in_rows(
    words: Iterable[tuple[tuple[str, ...], float]], room: Box, *, gap: float = 10
) -> list[tuple[tuple[str, ...], float, int]]:
    """Return (lines, middle, row) for words around places across, in as few rows as can be.

    The words lie inside the room from side to side; row 0 is the one nearest to the plot. Words of
    several lines take as many rows.
    """
    ends: dict[int, list[tuple[float, float]]] = {}
    found = []
    for lines, x in sorted(words, key=lambda each: each[1]):
        half = lines_width(lines) / 2
        middle = max(room.left + half, min(x, room.right - half))
        row = 0
        while not all(
            middle - half >= right + gap or middle + half <= left - gap
            for each in range(row, row + len(lines))
            for left, right in ends.get(each, ())
        ):
            row += 1
        for each in range(row, row + len(lines)):
            ends.setdefault(each, []).append((middle - half, middle + half))
        found.append((lines, middle, row))
    return found
