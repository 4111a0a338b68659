"""The letters of a PDF page → its printed lines, set in columns as on the page."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from ctypes import byref, c_double, c_int, create_string_buffer
from dataclasses import dataclass
from statistics import median
from typing import Any

from livskraft.plans.reading import page_columns
from livskraft.plans.reading.page_columns import COLUMN_GAP, Word, lines_of
from livskraft.plans.reading.text import clean

MAX_LETTERS = 60_000
NARROW = 0.7
"""Columns are counted in letters narrower than most, so that no cell's text outgrows its column."""
_BOLD = re.compile(r"bold|black|heavy", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Printed:
    """`drop` is the distance to the line above in points; 0 for the first line of a page."""

    text: str
    indent: int
    drop: float
    size: float
    is_bold: bool


def printed_lines(text_page: Any, raw: Any) -> list[Printed]:
    """Return a page's lines from top to bottom. `raw` is PDFium's own interface."""
    words = list(_words(text_page, raw))
    return [line for part in page_columns.parts_of(words) for line in _printed_part(part)]


def _printed_part(words: Sequence[Word]) -> list[Printed]:
    """Return the lines of a page, or of one of its columns."""
    lines = lines_of(words)
    left = min(word.left for word in words)
    widths = [(word.right - word.left) / len(word.text) for word in words if word.right > word.left]
    width = (median(widths) if widths else 1.0) * NARROW
    found = []
    above: float | None = None
    for line in lines:
        text = clean(_set(line, left, width))
        if not text:
            continue
        base = max(word.base for word in line)
        drop = 0.0 if above is None else max(above - base, 1.0)
        longest = max(line, key=lambda word: len(word.text))
        indent = max(0, round((line[0].left - left) / width))
        found.append(Printed(text, indent, drop, longest.size, all(word.is_bold for word in line)))
        above = base
    return found


def _words(text_page: Any, raw: Any) -> Iterator[Word]:
    """Yield the words in the order of the file; only their first and last letter is measured."""
    count = min(raw.FPDFText_CountChars(text_page), MAX_LETTERS)
    unicode_of = raw.FPDFText_GetUnicode
    letters: list[str] = []
    start = -1
    for at in range(count):
        code = unicode_of(text_page, at)
        if code in (32, 9, 10, 13, 160, 0, 0x3000):
            if letters:
                yield from _measured(text_page, raw, start, at - 1, letters)
            start, letters = -1, []
            continue
        if start < 0:
            start = at
        # PDFium writes 2 and 0xFFFE for a hyphen at the end of a line.
        letters.append("-" if code in (2, 0xFFFE) else chr(code) if code < 0x110000 else "")
        if code in (2, 0xFFFE):
            yield from _measured(text_page, raw, start, at, letters)
            start, letters = -1, []
    if letters:
        yield from _measured(text_page, raw, start, count - 1, letters)


def _measured(text_page: Any, raw: Any, start: int, end: int, letters: list[str]) -> Iterator[Word]:
    """Yield the word with its place; parted where its letters change line."""
    first, last = _box(text_page, raw, start), _box(text_page, raw, end)
    size = raw.FPDFText_GetFontSize(text_page, start)
    height = max(first[3] - first[2], 1.0)
    if abs(first[1] - last[1]) > height and end > start:
        for at in range(start + 1, end + 1):
            box = _box(text_page, raw, at)
            if abs(box[1] - first[1]) > height:
                yield from _measured(text_page, raw, start, at - 1, letters[: at - start])
                for word in _measured(text_page, raw, at, end, letters[at - start :]):
                    word.is_tight = True
                    yield word
                return
    scaled = _scaled(text_page, raw, start, size, height)
    right = max(last[4], first[4])
    yield Word("".join(letters), first[0], right, first[1], scaled, _is_bold(text_page, raw, start))


def _box(text_page: Any, raw: Any, at: int) -> tuple[float, float, float, float, float]:
    """Return left, base, bottom, top and right of a letter."""
    x, y = c_double(), c_double()
    raw.FPDFText_GetCharOrigin(text_page, at, byref(x), byref(y))
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    raw.FPDFText_GetCharBox(text_page, at, byref(left), byref(right), byref(bottom), byref(top))
    return x.value, y.value, bottom.value, top.value, max(right.value, x.value)


def _scaled(text_page: Any, raw: Any, at: int, size: float, height: float) -> float:
    """Return the size as printed: fonts of size 1 are scaled by the page's matrix."""
    matrix = raw.FS_MATRIX()
    if raw.FPDFText_GetMatrix(text_page, at, byref(matrix)) and matrix.d:
        size = size * abs(matrix.d)
    return round((size or height) * 2) / 2


def _is_bold(text_page: Any, raw: Any, at: int) -> bool:
    if raw.FPDFText_GetFontWeight(text_page, at) >= 600:
        return True
    name, flags = create_string_buffer(100), c_int()
    raw.FPDFText_GetFontInfo(text_page, at, name, 100, byref(flags))
    return _BOLD.search(name.value.decode("latin-1")) is not None


def _set(line: Sequence[Word], left: float, width: float) -> str:
    """Return the line's text; columns stand as many letters apart as on the page."""
    text = ""
    indent = max(0, round((line[0].left - left) / width))
    end = line[0].left
    is_even = page_columns.is_justified(line)
    for word in line:
        space = word.left - end
        if not text:
            text = word.text
        elif space > COLUMN_GAP * word.size and not is_even:
            column = round((word.left - left) / width) - indent
            text += " " * max(3, column - len(text)) + word.text
        elif word.is_tight and space < 0.2 * word.size:
            text += word.text
        else:
            text += f" {word.text}"
        end = max(end, word.right)
    return text


def leading(drops: Iterable[float]) -> float:
    """Return the distance between two lines of running text: the smallest that is common."""
    counts = Counter(round(drop) for drop in drops if 2 < drop < 80)
    common = [drop for drop, count in counts.items() if count >= 0.2 * counts.total()]
    return float(min(common, default=max(counts, key=counts.__getitem__, default=12)))
