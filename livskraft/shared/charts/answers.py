"""The signs of a round's answers: a square with a mark for each, and one bar of them all.

Each function returns an SVG without text for a screen reader: words always stand beside it.
Colours come from classes, so that both themes and print work; shape alone carries the meaning too.
"""

from collections.abc import Mapping

_MARKS = {
    "accepted": '<path class="answer-mark" d="M5.4 11.2 9.2 15 16.4 7.4"/>',
    "review": '<circle class="answer-dot" cx="11" cy="11" r="2.6"/>',
    "returned": (
        '<path class="answer-mark" d="M8.8 6.2 5.6 9.4 8.8 12.6'
        'M6 9.4H13.6Q16.2 9.4 16.2 12T13.6 14.8H11"/>'
    ),
    "waiting": "",
    "late": '<path class="answer-mark" d="M11 5.2V12.6M11 14.8V17.2"/>',
    "invited": '<path class="answer-hatch" d="M1 8 8 1M1 15 15 1M1 21 21 1M7 21 21 7M14 21 21 14"/>',
    "free": "",
    "excused": '<path class="answer-mark" d="M6 11H16"/>',
}
STATES = tuple(_MARKS)
"""In the order in which they stand: what is done first, what is not asked for last."""


def answer_sign(state: str) -> str:
    """Return the square of one answer, 22 pixels; raises KeyError for an unknown state."""
    return (
        f'<svg class="answer answer--{state}" viewBox="0 0 22 22" width="22" height="22"'
        f' aria-hidden="true" focusable="false"><rect class="answer-ground" x=".75" y=".75"'
        f' width="20.5" height="20.5"/>{_MARKS[state]}</svg>'
    )


def answers_bar(numbers: Mapping[str, int], *, has_pattern: bool = True) -> str:
    """Return one bar of all answers, as wide as its place; "" where there are none.

    One bar of a page brings the pattern of the hatching, with its id.
    """
    total = sum(numbers.values())
    parts, start = [], 0
    for state in STATES:
        number = numbers.get(state, 0)
        if number:
            parts.append(
                f'<svg class="answer answer--{state}" x="{_share(start, total)}"'
                f' width="{_share(number, total)}" height="100%"><rect class="answer-ground"'
                f' width="100%" height="100%"/>{_hatching(state)}</svg>'
            )
            start += number
    if not parts:
        return ""
    return (
        '<svg class="answers-bar" width="100%" height="30" aria-hidden="true" focusable="false">'
        f"{_PATTERN if has_pattern else ''}{''.join(parts)}</svg>"
    )


_PATTERN = (
    '<defs><pattern id="answers-hatch" width="7" height="7" patternUnits="userSpaceOnUse">'
    '<path class="answer-hatch" d="M-1 8 8 -1M-1 1 1 -1M6 8 8 6"/></pattern></defs>'
)


def _share(number: int, total: int) -> str:
    return f"{100 * number / total:.3f}%"


def _hatching(state: str) -> str:
    if state != "invited":
        return ""
    return '<rect class="answer-hatching" width="100%" height="100%" fill="url(#answers-hatch)"/>'
