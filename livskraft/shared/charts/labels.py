"""Labels that never collide: boxes, the first free place for each, and columns spread apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from livskraft.shared.charts.drawing import Point, text
from livskraft.shared.charts.lettering import ASCENT, DESCENT, LINE, REGULAR, lines_width

Segment = tuple[Point, Point]
_AIR = 2.0  # Between two labels, and between a label and a line, in pixels.


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels; `top` is the smaller number."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box", air: float = 0.0) -> bool:
        return (
            self.left < other.right + air
            and other.left < self.right + air
            and self.top < other.bottom + air
            and other.top < self.bottom + air
        )

    def is_inside(self, other: "Box") -> bool:
        return (
            self.left >= other.left
            and self.top >= other.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )

    def meets(self, segment: Segment, air: float = 0.0) -> bool:
        """Whether a straight line passes through the box (Liang and Barsky's clipping)."""
        (x1, y1), (x2, y2) = segment
        across, down = x2 - x1, y2 - y1
        enters, leaves = 0.0, 1.0
        for step, room in (
            (-across, x1 - self.left + air),
            (across, self.right + air - x1),
            (-down, y1 - self.top + air),
            (down, self.bottom + air - y1),
        ):
            if step == 0:
                if room <= 0:
                    return False
            elif step < 0:
                enters = max(enters, room / step)
            else:
                leaves = min(leaves, room / step)
            if enters > leaves:
                return False
        return True


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of words with a place: the baseline of the first, from their start, middle or end."""

    lines: tuple[str, ...]
    x: float
    y: float
    anchor: str = "start"
    weight: int = REGULAR
    classes: str = ""

    @property
    def box(self) -> Box:
        width = lines_width(self.lines, weight=self.weight)
        left = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        below = self.y + LINE * (len(self.lines) - 1) + DESCENT
        return Box(left, self.y - ASCENT, left + width, below)

    def draw(self) -> str:
        return "".join(
            text(self.x, self.y + LINE * index, words, self.classes, anchor=self.anchor)
            for index, words in enumerate(self.lines)
        )


class Space:
    """The room of a drawing in which labels are placed, one after the other.

    `lines` are what a label should not lie on; `boxes` and the labels already placed are what it
    never does.
    """

    def __init__(
        self, room: Box, *, lines: Iterable[Segment] = (), boxes: Iterable[Box] = ()
    ) -> None:
        self.room = room
        self.lines = list(lines)
        self.taken = list(boxes)

    def is_free(self, box: Box) -> bool:
        return box.is_inside(self.room) and not any(box.overlaps(each, _AIR) for each in self.taken)

    def is_clear(self, segment: Segment | None) -> bool:
        """Whether a straight line, if there is one, passes no label."""
        return segment is None or not any(box.meets(segment) for box in self.taken)

    def crossings(self, box: Box) -> int:
        return sum(box.meets(segment, _AIR) for segment in self.lines)

    def place(self, candidates: Iterable[Label], *, may_cross: bool = False) -> Label | None:
        """Take the first candidate that is free and lies on no line, and return it.

        With `may_cross` the free one that lies on the fewest lines; None when none is free.
        """
        best: tuple[int, Label] | None = None
        for label in candidates:
            box = label.box
            if not self.is_free(box):
                continue
            crossings = self.crossings(box)
            if crossings == 0:
                best = (0, label)
                break
            if may_cross and (best is None or crossings < best[0]):
                best = (crossings, label)
        if best is None:
            return None
        self.taken.append(best[1].box)
        return best[1]


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Return the middles of boxes in a column, none over another, as near to the wanted as can be.

    The order is kept; all lie between `low` and `high` when they find room there, else they
    begin at `low`. Nearest in the sense of least squares: boxes that push each other share the
    way (pooling of adjacent violators).
    """
    order = sorted(range(len(wanted)), key=lambda index: (wanted[index], index))
    blocks: list[tuple[float, float, list[int]]] = []  # Wanted top of the block, height, members.
    for index in order:
        top, height, members = wanted[index] - sizes[index] / 2, sizes[index], [index]
        while blocks and blocks[-1][0] + blocks[-1][1] > top:
            above_top, above_height, above = blocks.pop()
            count, more = len(above), len(members)
            top = (above_top * count + (top - above_height) * more) / (count + more)
            height += above_height
            members = [*above, *members]
        blocks.append((top, height, members))
    return _within(blocks, sizes, low, high)


def _within(
    blocks: Sequence[tuple[float, float, list[int]]],
    sizes: Sequence[float],
    low: float,
    high: float,
) -> list[float]:
    """Return the middles of the members when the blocks are pushed in between the ends."""
    tops: list[float] = []
    limit = high
    for top, height, _members in reversed(blocks):
        limit = min(top, limit - height)
        tops.append(limit)
    middles = [0.0] * len(sizes)
    free = low
    for top, (_wanted, _height, members) in zip(reversed(tops), blocks, strict=True):
        free = max(top, free)
        for index in members:
            middles[index] = free + sizes[index] / 2
            free += sizes[index]
    return middles
