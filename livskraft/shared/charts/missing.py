"""What a drawing has no value for: said in words beside a piece of hatching."""

from collections.abc import Iterable

from livskraft.shared.charts.drawing import hatched, rectangle, text
from livskraft.shared.charts.lettering import LINE, wrap

SWATCH = 24
_HIGH = 14
_INDENT = SWATCH + 8
_MOST_NAMES = 8


def missing_words(missing: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return one line for each reason, of (name, reason): "Too few answers: Norberg, Sala".

    Of more than eight areas only how many they are.
    """
    by_reason: dict[str, list[str]] = {}
    for name, reason in missing:
        by_reason.setdefault(reason, []).append(name)
    return tuple(
        f"{reason}: {_names(names)}" if reason else _names(names)
        for reason, names in by_reason.items()
    )


def _names(names: list[str]) -> str:
    return ", ".join(names) if len(names) <= _MOST_NAMES else str(len(names))


def missing_notes(
    notes: Iterable[str], key: str, *, left: float, top: float, room: float
) -> tuple[str, float]:
    """Return notes below each other, each with a hatched piece before it, and their height.

    The drawing must hold `hatching(key)`.
    """
    drawn, y = [], top
    for note in notes:
        drawn.append(rectangle(left, y + 3, SWATCH, _HIGH, "chart-missing", fill=hatched(key)))
        for words in wrap(note, room - _INDENT) or ("",):
            drawn.append(text(left + _INDENT, y + 15, words) if words else "")
            y += LINE
        y += 4
    return "".join(drawn), y - top
