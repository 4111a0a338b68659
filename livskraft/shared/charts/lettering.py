"""How wide words are in the typeface of the drawings, and how they break into lines.

The widths are those of the font that the pages serve, so that a label that finds room here finds
it in the browser too.
"""

import re
from functools import cache, lru_cache
from typing import Any

from fontTools.ttLib import TTFont

from livskraft.shared.fonts import font_file

SIZE = 15  # Of all text in a drawing, in pixels.
LINE = 20  # From baseline to baseline.
ASCENT, DESCENT = 14, 5  # What a line takes above and below its baseline, accents included.
REGULAR, BOLD = 400, 600
_UNKNOWN = 0.75  # Of the size: a letter that our font lacks comes from one we do not know.
_FONT = "public-sans.woff2"
_SPACES = re.compile(r"[ \t\n]+")


def text_width(words: str, *, weight: int = REGULAR, size: float = SIZE) -> float:
    """Return how wide words are on one line, in pixels; never less than the browser makes them."""
    return _width(words, weight) * size


@lru_cache(maxsize=4096)
def _width(words: str, weight: int) -> float:
    return sum(_letter(letter, weight) for letter in words)


@cache
def _letter(letter: str, weight: int) -> float:
    """Return a letter's width as a share of the size of type."""
    glyphs, names, units = _font(weight)
    name = names.get(ord(letter))
    return float(glyphs[name].width) / units if name else _UNKNOWN


@cache
def _font(weight: int) -> tuple[Any, dict[int, str], int]:
    """Return the glyphs, their names by letter, and the units that their widths are given in."""
    font = TTFont(font_file(_FONT), lazy=True)
    glyphs = font.getGlyphSet(location={"wght": weight})
    return glyphs, font.getBestCmap(), font["head"].unitsPerEm


@lru_cache(maxsize=4096)
def wrap(words: str, room: float, *, weight: int = REGULAR, size: float = SIZE) -> tuple[str, ...]:
    """Return words as lines that are at most `room` pixels wide.

    Lines break at spaces that may break. A word that is wider than the room breaks at a soft hyphen,
    or where it must.
    """
    lines: list[str] = []
    current = ""
    for word in _SPACES.split(words.strip()):
        longer = f"{current} {word}" if current else word
        if text_width(longer, weight=weight, size=size) <= room:
            current = longer
            continue
        if current:
            lines.append(current)
        *whole, current = _broken(word, room, weight, size)
        lines.extend(whole)
    return tuple(line.replace("\N{SOFT HYPHEN}", "") for line in (*lines, current) if line)


def _broken(word: str, room: float, weight: int, size: float) -> list[str]:
    """Return a word in parts that find room; each has one letter at least."""
    parts: list[str] = []
    while word and text_width(word.replace("\N{SOFT HYPHEN}", ""), weight=weight, size=size) > room:
        kept = 1
        while kept < len(word) - 1 and (
            text_width(f"{word[: kept + 1]}-", weight=weight, size=size) <= room
        ):
            kept += 1
        soft = word.rfind("\N{SOFT HYPHEN}", 1, kept + 1)
        kept = soft if soft > 0 else kept
        if kept >= len(word):
            break
        parts.append(f"{word[:kept]}-")
        word = word[kept:].lstrip("\N{SOFT HYPHEN}")
    return [*parts, word]


def lines_width(lines: tuple[str, ...], *, weight: int = REGULAR, size: float = SIZE) -> float:
    """Return how wide the widest line is."""
    return max((text_width(line, weight=weight, size=size) for line in lines), default=0.0)
