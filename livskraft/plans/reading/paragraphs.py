"""Printed lines → blocks: which lines belong together, which open a heading or an item."""

import re
from collections.abc import Sequence

from livskraft.plans.reading import announcing, columns, marks, said, vocabulary
from livskraft.plans.reading.blocks import Block, Kind, Line, Mark
from livskraft.plans.reading.cleaning import join
from livskraft.plans.reading.item_reader import ItemReader
from livskraft.plans.reading.line_reader import is_empty_field, is_open
from livskraft.plans.reading.messages import Message, _

MAX_PARAGRAPH = 20_000
FRONT = 4
"""Blocks at the start among which titles and publishers stand line by line."""


def blocks_of(lines: Sequence[Line]) -> list[Block]:
    """Return the lines' headings, paragraphs, items and rows, in order."""
    return _Builder(lines).build()


class _Builder(ItemReader):
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
            block.text = (
                " ".join(block.text.split()) or f"{block.label} {block.number}".capitalize()
            )
        return self.blocks

    def _place(self, index: int) -> None:
        line = self.lines[index]
        block = self._bullet(index) or self._field(index) or self._heading(index)
        if block is None and self.blocks and marks.ends_sentence(self.blocks[-1].text):
            block = self._weak_heading(index)
        block = block or self._numbered_line(index)
        if block is None and self._continues(index):
            self._append(line)
            return
        if block is None:
            block = self._weak_heading(index) or Block(Kind.PARAGRAPH, line.text, line.place)
        if block.kind is not Kind.BULLET and not said.is_field(block):
            self.bullets = []
        self.opened = line
        self.blocks.append(block)

    # ── What opens a block ──────────────────────────────────────────────────────────────────

    def _field(self, index: int) -> Block | None:
        """Return a line such as "Ansvarig: …", which says something of what stands above it."""
        line = self.lines[index]
        if not vocabulary.FIELD_LINE.match(line.text):
            return None
        if self.blocks and is_open(self.blocks[-1].text) and line.text[0].islower():
            return None
        return Block(Kind.PARAGRAPH, line.text, line.place)

    def _numbered_line(self, index: int) -> Block | None:
        """Return a sentence with a number in front, which is no heading but opens a paragraph."""
        line = self.lines[index]
        if not self.blocks or not self._is_finished(index) or marks.item(line.text) is None:
            return None
        return Block(Kind.PARAGRAPH, line.text, line.place)

    def _heading(self, index: int) -> Block | None:
        line = self.lines[index]
        found = marks.heading(line.text)
        if found is None and self._is_second_line(index):
            return None
        alone = marks.label_alone(line.text) if self._is_finished(index) else None
        if alone and index + 1 < len(self.lines):
            return _heading_block(line, alone)
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

    def _is_heading(self, index: int, found: marks.HeadingMark) -> bool:
        line = self.lines[index]
        if (
            line.level
            or (self.body and line.size > self.body * 1.1)
            or marks.is_markdown(line.text)
        ):
            return True
        is_plain = found.mark is Mark.NUMBER and "." not in found.number
        is_next = self.chapter is not None and marks.follows(found.number, self.chapter)
        is_chapter = found.mark is Mark.NUMBER and not is_plain and is_next
        is_broken_off = self.blocks and is_open(self.blocks[-1].text) and not is_chapter
        if not self._is_finished(index) and (is_plain or is_broken_off):
            return False
        if found.mark is Mark.NUMBER or found.section:
            number = found.section or found.number
            if not marks.follows(number, self.chapter):
                return "." in number and found.is_sure and line.gap != 1
            return len(line.text) < 160
        if found.mark is Mark.LABEL and not found.number:
            below = self.lines[index + 1] if index + 1 < len(self.lines) else None
            is_apart = line.gap > self.gap and below is not None and not below.text[0].islower()
            return is_apart or self._stands_alone(index)
        return True

    def _weak_heading(self, index: int) -> Block | None:
        line = self.lines[index]
        text = line.text
        is_title = (
            len(text) <= 90
            and len(text.split()) <= 12
            and (text[0].isupper() or text[0] in '”"“')
            and not re.search(r"[.!;,]$|www\.|https?:|@", text)
            and (not text.endswith(":") or len(text.split()) <= 6)
            and (not text.endswith("?") or line.gap > self.gap or line.gap == 0)
            and not announcing.leads_in(text)
        )
        if not is_title or not self._is_finished(index) or not self._stands_alone(index):
            return None
        return Block(Kind.HEADING, text, line.place, mark=Mark.WEAK)

    # ── What goes on ────────────────────────────────────────────────────────────────────────

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
        if is_empty_field(last.text) and not is_far:
            return True
        if marks.ends_sentence(last.text) or last.text.endswith(":"):
            is_wrapped = not is_far and not self._would_fit(above, line)
            return is_wrapped and (starts_small or last.kind is Kind.PARAGRAPH)
        if is_open(last.text) or starts_small:
            return not is_far or starts_small
        return not is_far and not self._would_fit(above, line)

    def _heading_continues(self, last: Block, index: int) -> bool:
        """Say whether a title goes on in this line: it is set closer or breaks off in mid-sentence."""
        line, above = self.lines[index], self.lines[index - 1]
        if not last.text or is_empty_field(last.text):
            return line.gap <= self.gap or not last.text
        if len(columns.cells_of(line.text)) > 1:
            return False
        if last.text.isupper() and not line.text.isupper():
            return False
        if self._is_second_line(index):
            return len(last.text) < 250
        if len(self.blocks) <= FRONT and not self.sizes and _is_of_its_own(line.text):
            return False
        if line.gap > self.gap or line.gap == 0 or len(last.text) > 200 or line.level:
            return False
        if self.body and above.size and abs(line.size - above.size) > 0.5:
            return False
        if is_open(last.text):
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


def _is_of_its_own(text: str) -> bool:
    """Say whether a line below a title says something else: who issues the plan, who decided on it."""
    return bool(vocabulary.FRONT_LINE.match(text)) or any(
        pattern.search(text) for pattern in vocabulary.ORGANISATION_KINDS.values()
    )
