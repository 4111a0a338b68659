"""How a text is set: the size of its letters, what that says of headings, and its width."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from livskraft.plans.reading import marks
from livskraft.plans.reading.blocks import Line

NEARBY = 60
"""Lines on each side that tell how wide the text is set."""


def usual_size(lines: Sequence[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def heading_sizes(lines: Sequence[Line], body: float) -> dict[float, int]:
    """Return the level of each size of letters that is clearly larger than the body's.

    Numbered headings set the scale: where "2.1" is in 16 points, 16 points is the second level.
    """
    if not body:
        return {}
    larger = sorted({line.size for line in lines if line.size > body * 1.12}, reverse=True)[:8]
    levels = {size: level for level, size in enumerate(larger, 1)}
    shifts: Counter[int] = Counter()
    for line in lines:
        if line.size in levels and (found := marks.heading(line.text)) and found.level:
            shifts[levels[line.size] - found.level] += 1
    shift = shifts.most_common(1)[0][0] if shifts else 0
    return {size: max(1, level - shift) for size, level in levels.items()}


def has_bold_numbers(lines: Sequence[Line], body: float) -> bool:
    """Say whether numbered headings are only bold: then a bold line without number is below them."""
    return any(
        line.is_bold
        and line.size <= body * 1.12
        and (found := marks.heading(line.text))
        and found.level
        for line in lines
    )


def fits(line: Line, below: Line, width: float) -> bool:
    """Say whether the next line's first word had room at the end of this one."""
    return line.end + 1 + len(below.text.split(maxsplit=1)[0]) <= width


def is_wrapped(lines: Sequence[Line], widths: dict[int, int], full: float) -> bool:
    """Say whether text is broken to a width: somewhere a full line goes on with a small letter."""
    return any(
        below.text[0].islower()
        and not marks.ends_sentence(line.text)
        and marks.bullet(below.text) is None
        and not fits(line, below, widths[line.place.page or stretch(line)] * full)
        for line, below in pairwise(lines)
    )


def stretch(line: Line) -> int:
    return -1 - line.place.number // (2 * NEARBY)


def widths(lines: Sequence[Line]) -> dict[int, int]:
    """Return how wide the text is set on each page, or in each stretch of a file without pages."""
    ends: dict[int, list[int]] = {}
    for line in lines:
        ends.setdefault(line.place.page or stretch(line), []).append(line.end)
    widths = {key: sorted(found)[int(len(found) * 0.95)] for key, found in ends.items()}
    overall = sorted(line.end for line in lines)[int(len(lines) * 0.9)] if lines else 0
    return {key: max(width, int(overall * 0.85)) for key, width in widths.items()}
