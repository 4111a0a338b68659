"""Women and men as two marks with the way between them, one row each, on one scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from livskraft.shared.charts.drawing import (
    dot,
    drawing,
    drawing_key,
    hatching,
    line,
    text,
)
from livskraft.shared.charts.lettering import BOLD, LINE, REGULAR, text_width, wrap
from livskraft.shared.charts.missing import missing_notes
from livskraft.shared.charts.scale import Scale

_AIR = 12
_MARKS = 24  # The height of the marks.
_BETWEEN = 14  # From one row to the next.
_NAMES = 240  # The most that names beside the marks may take.
_LEAST = 44  # The least room for marks beside names.
_RADIUS = 7
_SPAN = 0.25  # The scale covers at least this share of the largest value.


@dataclass(frozen=True, slots=True)
class Pair:
    """One area, group or year: the values of women and men, with their labels: "kvinnor 90".

    `about` is a second line under the name: "årskurs 9, 2020". Where one value or both are missing
    `reason` says why.
    """

    name: str
    women: float | None
    men: float | None
    women_label: str = ""
    men_label: str = ""
    about: str = ""
    is_own: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DumbbellChart:
    """The rows are drawn in their order."""

    key: str
    title: str
    description: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where things stand in all rows; `names` is 0 where the names stand above the marks."""

    names: float
    left: float
    width: float
    scale: Scale
    key: str


def draw_dumbbell(chart: DumbbellChart, width: float) -> str:
    """Return the rows; names stand beside the marks, or above them where the drawing is narrow."""
    key = drawing_key(chart.key, width)
    names = _names_width(chart.pairs, width)
    left = names + 2 * _AIR if names else 0.0
    plan = _Plan(names, left, width, _scale(chart.pairs, left, width), key)
    rows, top = [], 0.0
    for pair in chart.pairs:
        row, height = _row(pair, plan, top)
        rows.append(row)
        top += height
    is_whole = all(None not in (pair.women, pair.men) for pair in chart.pairs)
    return drawing(
        "dumbbell",
        key,
        (width, max(ceil(top - _BETWEEN), LINE)),
        chart.title,
        chart.description,
        "" if is_whole else hatching(key),
        *rows,
    )


def _names_width(pairs: Sequence[Pair], width: float) -> float:
    """Return how wide the names beside the marks are; 0 where they stand above them."""
    names = [text_width(name, weight=weight) for name, weight in map(_name, pairs)]
    found = min(max([*names, *(text_width(pair.about) for pair in pairs)], default=0.0), _NAMES)
    labels = sum(_label_widths(pairs)) + 2 * (_RADIUS + _AIR)
    return found if found + 2 * _AIR + labels + _LEAST <= width else 0.0


def _name(pair: Pair) -> tuple[str, int]:
    return pair.name, BOLD if pair.is_own or pair.about else REGULAR


def _label_widths(pairs: Sequence[Pair]) -> tuple[float, float]:
    """Return how wide labels at the left of the marks are at most, and at the right."""
    found = [_sides(pair) for pair in pairs]
    return (
        max((text_width(left, weight=BOLD) for left, _ in found), default=0.0),
        max((text_width(right, weight=BOLD) for _, right in found), default=0.0),
    )


def _sides(pair: Pair) -> tuple[str, str]:
    """Return the labels at the left and at the right of a pair: the lower value stands left."""
    women = pair.women_label if pair.women is not None else ""
    men = pair.men_label if pair.men is not None else ""
    return (women, men) if _women_left(pair) else (men, women)


def _women_left(pair: Pair) -> bool:
    return pair.women is None or pair.men is None or pair.women <= pair.men


def _scale(pairs: Sequence[Pair], left: float, width: float) -> Scale:
    """Return a scale on which a small difference stays small."""
    values = [value for pair in pairs for value in (pair.women, pair.men) if value is not None]
    low, high = min(values, default=0.0), max(values, default=0.0)
    lacking = max(0.0, _SPAN * max(abs(low), abs(high)) - (high - low))
    at_left, at_right = _label_widths(pairs)
    start, end = left + at_left + _RADIUS + _AIR, width - at_right - _RADIUS - _AIR
    return Scale(low - lacking / 2, high + lacking / 2, start, max(start, end))


def _row(pair: Pair, plan: _Plan, top: float) -> tuple[str, float]:
    """Return a row that begins at `top`, and its height."""
    name, weight = _name(pair)
    room = plan.names or plan.width
    lines = [
        (words, "chart-label ink" if weight == BOLD else "ink")
        for words in wrap(name, room, weight=weight)
    ]
    lines += [(words, "quiet") for words in wrap(pair.about, room)]
    said = [
        text(0, top + 16 + LINE * i, words, classes) for i, (words, classes) in enumerate(lines)
    ]
    high = LINE * len(lines) + 1
    marks_top = top if plan.names else top + high + 2
    has_marks = pair.women is not None or pair.men is not None
    middle = marks_top + 11
    marks = _marks(pair, plan.scale, middle) if has_marks else ""
    bottom = marks_top + (_MARKS if has_marks else 0)
    note, note_height = "", 0.0
    if None in (pair.women, pair.men):
        note, note_height = missing_notes(
            [pair.reason], plan.key, left=plan.left, top=bottom, room=plan.width - plan.left
        )
    bottom = max(bottom + note_height, top + high)
    return "".join([*said, marks, note]), bottom - top + _BETWEEN


def _marks(pair: Pair, scale: Scale, y: float) -> str:
    women = scale.at(pair.women) if pair.women is not None else None
    men = scale.at(pair.men) if pair.men is not None else None
    parts = []
    if women is not None and men is not None:
        parts.append(line((women, y), (men, y), "chart-margin"))
    if women is not None:
        is_left = _women_left(pair)
        parts.append(dot((women, y), _RADIUS + 0.5, "chart-dot women"))
        parts.append(_label(women, y, pair.women_label, "women", is_left=is_left))
    if men is not None:
        is_left = not _women_left(pair)
        parts.append(dot((men, y), _RADIUS - 1, "chart-ring men"))
        parts.append(_label(men, y, pair.men_label, "men", is_left=is_left))
    return "".join(parts)


def _label(x: float, y: float, words: str, role: str, *, is_left: bool) -> str:
    place, anchor = (x - _RADIUS - 6, "end") if is_left else (x + _RADIUS + 6, "start")
    return text(place, y + 5, words, f"chart-label {role}", anchor=anchor)
