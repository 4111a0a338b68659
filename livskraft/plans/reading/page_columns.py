"""Pages set in columns: their words part by part, so that no line runs over two columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from livskraft.plans.reading import columns

SAME_LINE = 0.35
"""Share of the letters' height by which words of one line may differ."""
COLUMN_GAP = 0.6
"""Heights of empty space that part two columns of a table."""
GUTTER = 0.6
"""Heights of empty space at each side of the middle of a gutter."""
FEWEST = 5
"""Lines that a column of text has at least."""
FULL = 0.5
"""Share of a column's width that its longer lines fill at least; cells of tables are shorter."""
MAX_DEPTH = 2
WIDEST = 2.5
"""Heights of empty space between two words of a line that is spread evenly, at most."""
EVEN = 0.25
"""Share of a height by which the spaces in such a line differ."""


@dataclass(slots=True)
class Word:
    text: str
    left: float
    right: float
    base: float
    """Height of the line it stands on, over the foot of the page."""
    size: float
    is_bold: bool
    is_tight: bool = False
    """Nothing parts it from the word before in the file."""


def lines_of(words: Sequence[Word]) -> list[list[Word]]:
    """Return the words of each line from left to right, lines from the top."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (-word.base, word.left)):
        line = lines[-1] if lines else None
        near = SAME_LINE * max(word.size, 4.0)
        if line and abs(line[0].base - word.base) <= near:
            line.append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: word.left) for line in lines]


def parts_of(words: Sequence[Word], depth: int = 0) -> list[Sequence[Word]]:
    """Return the words in the order of reading: above the columns, left, right, below them."""
    if not words:
        return []
    lines = lines_of(words)
    if depth >= MAX_DEPTH or len(lines) < FEWEST:
        return [words]
    gutter = _gutter(lines)
    if gutter is None:
        return [words]
    middle, first, last = gutter
    inside = [word for line in lines[first : last + 1] for word in line]
    parts: list[Sequence[Word]] = []
    for part in (
        [word for line in lines[:first] for word in line],
        [word for word in inside if word.right <= middle],
        [word for word in inside if word.right > middle],
        [word for line in lines[last + 1 :] for word in line],
    ):
        parts.extend(parts_of(part, depth + 1))
    return parts


def _gutter(lines: Sequence[Sequence[Word]]) -> tuple[float, int, int] | None:
    """Return the middle of an empty strip down the page, and the first and last line beside it."""
    left = min(line[0].left for line in lines)
    right = max(word.right for line in lines for word in line)
    best: tuple[float, int, int] | None = None
    for step in range(30, 71, 2):
        middle = left + (right - left) * step / 100
        for first, last in _clear(lines, middle):
            if best is None or last - first > best[2] - best[1]:
                best = middle, first, last
    if best is None or not _is_text(lines[best[1] : best[2] + 1], best[0], left, right):
        return None
    return best


def _clear(lines: Sequence[Sequence[Word]], middle: float) -> Iterator[tuple[int, int]]:
    """Yield the stretches of lines that leave the strip around `middle` empty."""
    first: int | None = None
    for at, line in enumerate(lines):
        is_clear = not any(
            word.left < middle + GUTTER * word.size and word.right > middle - GUTTER * word.size
            for word in line
        )
        if is_clear and first is None:
            first = at
        if not is_clear and first is not None:
            yield first, at - 1
            first = None
    if first is not None:
        yield first, len(lines) - 1


def _is_text(lines: Sequence[Sequence[Word]], middle: float, left: float, right: float) -> bool:
    """Say whether running text stands on both sides, and no table."""
    if any(columns.is_head(_cells(line)) for line in lines):
        return False
    for begin, end in ((left, middle), (middle, right)):
        side = [
            part
            for line in lines
            if (part := [word for word in line if begin <= (word.left + word.right) / 2 <= end])
        ]
        if len(side) < FEWEST:
            return False
        width = max(part[-1].right for part in side) - min(part[0].left for part in side)
        widths = sorted(part[-1].right - part[0].left for part in side)
        if widths[len(widths) * 3 // 4] < FULL * width:
            return False
        if width < 0.25 * (right - left) or sum(len(_cells(part)) > 1 for part in side) > 0.2 * len(
            side
        ):
            return False
    return True


def _cells(line: Sequence[Word]) -> list[str]:
    """Return the parts of a line that stand apart, as the cells of a row do."""
    if is_justified(line):
        return [" ".join(word.text for word in line)]
    cells: list[str] = []
    end = line[0].left
    for word in line:
        if not cells or word.left - end > COLUMN_GAP * word.size:
            cells.append(word.text)
        else:
            cells[-1] += f" {word.text}"
        end = max(end, word.right)
    return cells


def is_justified(line: Sequence[Word]) -> bool:
    """Say whether the words of a line are spread evenly, as in text that is flush on both sides."""
    gaps = [right.left - left.right for left, right in pairwise(line)]
    if len(gaps) < 2 or max(gaps) > WIDEST * line[0].size:
        return False
    return max(gaps) - min(gaps) < EVEN * line[0].size
