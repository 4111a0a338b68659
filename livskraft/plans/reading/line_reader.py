"""Printed lines and what has been made of them so far: which are complete, which stand alone."""

import math
from collections.abc import Sequence

from livskraft.plans.reading import marks, setting, vocabulary
from livskraft.plans.reading.blocks import Block, Kind, Line
from livskraft.plans.reading.cleaning import usual_gap, words_of

FULL = 0.9
"""How much of that width a line that goes on in the next one fills at least."""


class LineReader:
    """Holds the lines, how they are set, and the blocks built from those above the current one."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.words = words_of(line.text for line in lines)
        self.gap = usual_gap(lines)
        self.body = setting.usual_size(lines)
        self.sizes = setting.heading_sizes(lines, self.body)
        self.has_bold_numbers = setting.has_bold_numbers(lines, self.body)
        self.blocks: list[Block] = []
        self.bullets: list[tuple[int, str]] = []
        self.widths = setting.widths(lines)
        self.is_wrapped = setting.is_wrapped(lines, self.widths, FULL)
        self.chapter: str | None = None
        self.table = 0
        self.opened: Line | None = None
        """The first line of the block that is being built."""

    def _is_second_line(self, index: int) -> bool:
        """Say whether a line in large letters goes on with a title in the same letters above."""
        if not self.blocks or index == 0 or self.blocks[-1].kind is not Kind.HEADING:
            return False
        line, above = self.lines[index], self.lines[index - 1]
        is_large = self.body > 0 and line.size > self.body * 1.05
        is_same = (
            line.size == above.size and line.is_bold == above.is_bold and line.level == above.level
        )
        return is_large and is_same and 0 < line.gap <= self._gap_of(line)

    def _gap_of(self, line: Line) -> int:
        """Return the usual distance between two lines in letters of this size."""
        if not self.body or line.size <= self.body:
            return self.gap
        return math.ceil(self.gap * line.size / self.body)

    def _stands_alone(self, index: int) -> bool:
        """Say whether a line is not the start of a sentence that goes on below."""
        line = self.lines[index]
        if index + 1 == len(self.lines):
            return True
        below = self.lines[index + 1]
        if line.text.split()[-1].lower() in vocabulary.JOINING_WORDS or line.text.endswith(
            ("-", "–")
        ):
            return below.gap < self.gap or marks.heading(line.text) is not None
        if below.gap > max(1, self.gap):
            return True
        if below.text[0].islower():
            return below.gap < self.gap and not marks.ends_sentence(below.text)
        return self._would_fit(line, below) or marks.bullet(below.text) is not None

    def _level_by_size(self, index: int) -> int:
        """Return 1 for the largest letters of the file, 2 for the next; 0 for the body's."""
        line = self.lines[index]
        if line.size in self.sizes:
            return self.sizes[line.size]
        is_bold_title = (
            line.is_bold
            and not self.has_bold_numbers
            and self.body
            and abs(line.size - self.body) < 0.5
            and len(line.text) < 90
            and not marks.ends_sentence(line.text)
            and self._is_finished(index)
            and self._stands_alone(index)
            and not (index + 1 < len(self.lines) and self.lines[index + 1].is_bold)
        )
        return max(self.sizes.values(), default=0) + 1 if is_bold_title else 0

    def _is_finished(self, index: int) -> bool:
        """Say whether what stands above is complete, so that this line can open something."""
        if not self.blocks or index == 0:
            return True
        last, line, above = self.blocks[-1], self.lines[index], self.lines[index - 1]
        if (
            last.kind is Kind.ROW
            or marks.ends_sentence(last.text)
            or last.text.endswith((":", "(?)"))
        ):
            return True
        if last.kind is Kind.HEADING:
            return not is_open(last.text)
        if line.gap > self.gap and not is_open(last.text):
            return True
        return not is_open(last.text) and self._would_fit(above, line)

    def _would_fit(self, line: Line, below: Line) -> bool:
        """Say whether the next line's first word had room here: then the line ends on purpose."""
        width = self.widths[line.place.page or setting.stretch(line)]
        return not self.is_wrapped or setting.fits(line, below, width * FULL)


def is_empty_field(text: str) -> bool:
    """Say whether a text ends in "Ansvarig:", so that the value stands on the next line."""
    return text.endswith(":") and vocabulary.FIELD_LABEL.search(text[-60:]) is not None


def is_open(text: str) -> bool:
    """Say whether a text breaks off: its last word or sign asks for more."""
    if text.endswith(("-", "–", ",", "(", "/")):
        return True
    return text[-40:].split()[-1].lower() in vocabulary.JOINING_WORDS if text else False
