"""Printed lines → blocks: which lines belong together, which open a heading or an item."""

import math
import re
from collections.abc import Sequence

from livskraft.plans.reading import announcing, columns, marks, setting, vocabulary
from livskraft.plans.reading.blocks import Block, Kind, Line, Mark
from livskraft.plans.reading.cleaning import join, usual_gap, words_of
from livskraft.plans.reading.messages import Message, _

MAX_PARAGRAPH = 20_000
FULL = 0.9
"""How much of that width a line that goes on in the next one fills at least."""
_INDENT = " "
"""Stands for the bullet of an item that is only indented."""


def blocks_of(lines: Sequence[Line]) -> list[Block]:
    """Return the lines' headings, paragraphs, items and rows, in order."""
    return _Builder(lines).build()


class _Builder:
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
        self.chapter: str | None = None
        self.table = 0
        self.opened: Line | None = None
        """The first line of the block that is being built."""

    def build(self) -> list[Block]:
        tables = columns.find(self.lines)
        index = 0
        while index < len(self.lines):
            if index in tables:
                stop, rows = tables[index]
                self.table += 1
                for row in rows:
                    row.table = self.table
                self.blocks.extend(rows)
                self.bullets = []
                index = stop
                continue
            self._place(index)
            index += 1
        for block in self.blocks:
            block.text = " ".join(block.text.split())
        return self.blocks

    def _place(self, index: int) -> None:
        line = self.lines[index]
        block = self._bullet(index) or self._heading(index)
        if block is None and self.blocks and marks.ends_sentence(self.blocks[-1].text):
            block = self._weak_heading(index)
        if block is None and self._continues(index):
            self._append(line)
            return
        if block is None:
            block = self._weak_heading(index) or Block(Kind.PARAGRAPH, line.text, line.place)
        if block.kind is not Kind.BULLET:
            self.bullets = []
        self.opened = line
        self.blocks.append(block)

    # ── What opens a block ──────────────────────────────────────────────────────────────────

    def _bullet(self, index: int) -> Block | None:
        line = self.lines[index]
        found = marks.bullet(line.text)
        if found and (found[0] not in "-–—*o" or self._is_finished(index)):
            return self._item(line, *found)
        listed = marks.listed(line.text)
        if listed and self._is_list_number(index, listed[0]):
            return self._item(line, re.sub(r"\w+", "1", listed[0]), listed[1], listed[0])
        if self._is_indented_item(index):
            return self._item(line, _INDENT, line.text)
        return None

    def _is_indented_item(self, index: int) -> bool:
        """Say whether a line is an item whose bullet is drawn and not written: it is only indented."""
        if not self.blocks or self.opened is None:
            return False
        line, last = self.lines[index], self.blocks[-1]
        if last.kind is Kind.BULLET and self.bullets and self.bullets[-1][1] == _INDENT:
            is_level = abs(line.indent - self.bullets[-1][0]) <= 1
            return is_level and self._is_finished(index) and not line.text[0].islower()
        if line.indent < self.opened.indent + 3 or line.text[0].islower():
            return False
        return announcing.announces_activities(last) or announcing.announces_goals(last)

    def _item(self, line: Line, mark: str, text: str, number: str = "") -> Block:
        while self.bullets and self.bullets[-1][0] > line.indent + 1:
            self.bullets.pop()
        known = [
            position
            for position, (indent, other) in enumerate(self.bullets)
            if other == mark and abs(indent - line.indent) <= 1
        ]
        if known:
            self.bullets = self.bullets[: known[-1] + 1]
        else:
            self.bullets.append((line.indent, mark))
        number = number.strip("().")
        return Block(Kind.BULLET, text, line.place, len(self.bullets), number)

    def _is_list_number(self, index: int, mark: str) -> bool:
        """Say whether "1." or "a)" opens an item: it goes on from the item above, or begins a list."""
        if not self._is_finished(index):
            return False
        if mark.endswith(")"):
            return True
        line = self.lines[index]
        if line.size > self.body * 1.1 or line.level:
            return False
        value = int(re.sub(r"\D", "", mark))
        last = self.blocks[-1] if self.blocks else None
        if (
            last
            and last.kind is Kind.BULLET
            and last.number.isdigit()
            and int(last.number) == value - 1
        ):
            return True
        if value != 1:
            return False
        return any(
            (found := marks.listed(line.text)) and found[0] == "2."
            for line in self.lines[index + 1 : index + 5]
        ) and (marks.ends_sentence(line.text) or bool(last and last.text.endswith(":")))

    def _heading(self, index: int) -> Block | None:
        line = self.lines[index]
        found = marks.heading(line.text)
        if found is None and self._is_second_line(index):
            return None
        if found and self._is_heading(index, found):
            if found.section or found.mark is Mark.NUMBER:
                self.chapter = found.section or found.number
            block = _heading_block(line, found)
            if not block.level and (line.level or line.size in self.sizes):
                block.level = line.level or self.sizes[line.size]
            return block
        level = line.level or self._level_by_size(index)
        if level and len(line.text) <= 160:
            if found is None or marks.ends_sentence(found.text):
                return Block(Kind.HEADING, line.text, line.place, level, mark=Mark.STYLE)
            block = _heading_block(line, found)
            block.level = level
            block.mark = Mark.STYLE if block.mark is Mark.NUMBER else block.mark
            return block
        return None

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

    def _is_heading(self, index: int, found: marks.HeadingMark) -> bool:
        line = self.lines[index]
        if line.level or (self.body and line.size > self.body * 1.1):
            return True
        is_plain = found.mark is Mark.NUMBER and "." not in found.number
        if not self._is_finished(index) and (is_plain or _is_open(self.blocks[-1].text)):
            return False
        if found.mark is Mark.NUMBER or found.section:
            number = found.section or found.number
            if not marks.follows(number, self.chapter):
                return "." in number and found.is_sure and line.gap != 1
            return len(line.text) < 160
        if found.mark is Mark.LABEL and not found.number:
            return self._stands_alone(index)
        return True

    def _weak_heading(self, index: int) -> Block | None:
        line = self.lines[index]
        text = line.text
        is_title = (
            len(text) <= 90
            and len(text.split()) <= 12
            and (text[0].isupper() or text[0] in '”"“')
            and not re.search(r"[.!?;,]$|www\.|https?:|@", text)
            and (not text.endswith(":") or len(text.split()) <= 6)
        )
        if not is_title or not self._is_finished(index) or not self._stands_alone(index):
            return None
        return Block(Kind.HEADING, text, line.place, mark=Mark.WEAK)

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

    # ── What goes on ────────────────────────────────────────────────────────────────────────

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
            return not _is_open(last.text)
        if line.gap > self.gap and not _is_open(last.text):
            return True
        return not _is_open(last.text) and self._would_fit(above, line)

    def _continues(self, index: int) -> bool:
        if not self.blocks or index == 0:
            return False
        last, line, above = self.blocks[-1], self.lines[index], self.lines[index - 1]
        if (
            last.kind is Kind.ROW
            or announcing.is_list_title(line.text)
            or len(last.text) > MAX_PARAGRAPH
        ):
            return False
        if last.kind is Kind.HEADING:
            return self._heading_continues(last, index)
        is_far = line.gap > self.gap
        starts_small = line.text[0].islower()
        is_indented = (
            last.kind is Kind.BULLET
            and self.opened is not None
            and line.indent > self.opened.indent + 1
            and not is_far
        )
        if is_indented:
            return True
        if marks.ends_sentence(last.text) or last.text.endswith(":"):
            is_wrapped = not is_far and not self._would_fit(above, line)
            return is_wrapped and (starts_small or last.kind is Kind.PARAGRAPH)
        if _is_open(last.text) or starts_small:
            return not is_far or starts_small
        return not is_far and not self._would_fit(above, line)

    def _heading_continues(self, last: Block, index: int) -> bool:
        """Say whether a title goes on in this line: it is set closer or breaks off in mid-sentence."""
        line, above = self.lines[index], self.lines[index - 1]
        if self._is_second_line(index):
            return len(last.text) < 250
        if line.gap > self.gap or line.gap == 0 or len(last.text) > 200 or line.level:
            return False
        if self.body and above.size and abs(line.size - above.size) > 0.5:
            return False
        if _is_open(last.text):
            return line.gap <= self.gap
        below = self.lines[index + 1] if index + 1 < len(self.lines) else None
        is_closer = line.gap < self.gap or (below is not None and below.gap > line.gap)
        if line.text[0].islower():
            return not marks.ends_sentence(line.text) or is_closer
        return is_closer and not self._would_fit(above, line) and not marks.ends_sentence(line.text)

    def _append(self, line: Line) -> None:
        last = self.blocks[-1]
        joined, is_sure = join(last.text, line.text, self.words)
        if last.kind is not Kind.PARAGRAPH and not is_sure:
            question = _(
                "A word is parted by a hyphen at the end of a line and was joined. Is it right?"
            )
            last.joins.append(Message(question))
        if last.kind is Kind.BULLET and marks.ends_sentence(last.text) and line.text[0].islower():
            question = _(
                "A full stop parts the sentence, but the next line goes on with a small letter. "
                "Both were taken as one. How should it read?"
            )
            last.joins.append(Message(question))
        last.text = joined
        if last.mark is Mark.WEAK and (marks.ends_sentence(joined) or len(joined) > 160):
            last.kind, last.mark = Kind.PARAGRAPH, None

    def _would_fit(self, line: Line, below: Line) -> bool:
        """Say whether the next line's first word had room here: then the line ends on purpose."""
        first = below.text.split(maxsplit=1)[0]
        width = self.widths[line.place.page or setting.stretch(line)]
        return line.end + 1 + len(first) <= width * FULL


def _heading_block(line: Line, found: marks.HeadingMark) -> Block:
    return Block(
        Kind.HEADING,
        found.text,
        line.place,
        found.level,
        found.number,
        found.label,
        found.section,
        found.mark,
    )


def _is_open(text: str) -> bool:
    """Say whether a text breaks off: its last word or sign asks for more."""
    if text.endswith(("-", "–", ",", "(", "/")):
        return True
    return text[-40:].split()[-1].lower() in vocabulary.JOINING_WORDS if text else False
