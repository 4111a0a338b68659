"""A drawing that leaves the page: on paper, with its finding above it and its source below."""

import re
from dataclasses import dataclass

from livskraft.shared.charts.drawing import element, rectangle, text
from livskraft.shared.charts.lettering import BOLD, LINE, wrap

_SIZE = re.compile(r'<svg[^>]*? width="([\d.]+)" height="([\d.]+)"')
_HEADING, _HEADING_LINE = 21, 27
_SMALL_HEADING, _SMALL_HEADING_LINE = 18, 24
_NARROW = 500


@dataclass(frozen=True)
class Frame:
    """What stands around a drawing: its finding, what it shows, and whose figures it has."""

    heading: str
    about: str
    source: tuple[str, ...]


def framed(svg: str, frame: Frame) -> str:
    """Return a drawing of this package in its frame, as one SVG that is somewhat larger."""
    found = _SIZE.search(svg)
    if found is None:
        raise ValueError("a drawing names its width and height")
    width, height = float(found[1]), float(found[2])
    side = 14.0 if width < _NARROW else 24.0
    is_narrow = width < _NARROW
    size = _SMALL_HEADING if is_narrow else _HEADING
    step = _SMALL_HEADING_LINE if is_narrow else _HEADING_LINE
    lines: list[str] = []
    down = side
    for words in wrap(frame.heading, width, weight=BOLD, size=size):
        down += step
        classes = "picture-heading picture-heading--narrow" if is_narrow else "picture-heading"
        lines.append(text(side, down - 6, words, classes))
    for words in wrap(frame.about, width):
        down += LINE
        lines.append(text(side, down, words, "quiet"))
    down += 20
    inner = _placed(svg, side, down)
    down += height + 8
    for sentence in frame.source:
        for words in wrap(sentence, width):
            down += LINE
            lines.append(text(side, down, words, "quiet"))
    whole = (width + 2 * side, down + side)
    return element(
        "svg",
        rectangle(0, 0, *whole, "picture-paper"),
        *lines,
        inner,
        xmlns="http://www.w3.org/2000/svg",
        class_="chart",
        viewBox=f"0 0 {whole[0]:g} {whole[1]:g}",
        width=whole[0],
        height=whole[1],
    )


def _placed(svg: str, left: float, top: float) -> str:
    """Return a drawing as part of another: one that no longer makes itself as wide as its page."""
    inner = svg.replace("<svg", f'<svg x="{left:g}" y="{top:g}"', 1)
    return inner.replace('class="chart chart--', 'class="chart--', 1)
