"""What opens an item of a list: a bullet, a box, a number, or only its indentation."""

import re
from collections.abc import Sequence

from livskraft.plans.reading import announcing, marks, said, vocabulary
from livskraft.plans.reading.blocks import Block, Kind, Line
from livskraft.plans.reading.line_reader import LineReader, is_open

_BOXES = {"☐": "planned", "☑": "done", "☒": "done", "✅": "done"}
FEW = 4
"""Words of an item that is whole even if its last one could ask for more: "Tänk om"."""
_INDENT = " "
"""Stands for the bullet of an item that is only indented."""


class ItemReader(LineReader):
    def _bullet(self, index: int) -> Block | None:
        line = self.lines[index]
        found = marks.bullet(line.text)
        if found and (found[0] not in "-–—*+o" or self._is_weak_item(index, found[0])):
            return self._item(line, *found)
        listed = marks.listed(line.text)
        if listed and self._is_list_number(index, listed[0]):
            return self._item(line, re.sub(r"\w+", "1", listed[0]), listed[1], listed[0])
        if self._is_indented_item(index):
            return self._item(line, _INDENT, line.text)
        return None

    def _is_weak_item(self, index: int, mark: str) -> bool:
        """Say whether a dash, a star or an "o" opens an item: it could stand in a sentence."""
        line = self.lines[index]
        if self._is_finished(index):
            return True
        is_known = any(
            mark == other and abs(indent - line.indent) <= 1 for indent, other in self.bullets
        )
        if is_known and self.blocks[-1].kind is Kind.BULLET:
            return not is_open(self.blocks[-1].text)
        return any(
            (found := marks.bullet(other.text)) and found[0] == mark and other.indent == line.indent
            for other in self.lines[index + 1 : index + 4]
        )

    def _is_indented_item(self, index: int) -> bool:
        """Say whether a line is an item whose bullet is drawn and not written: it is only indented."""
        if not self.blocks or self.opened is None:
            return False
        if vocabulary.FIELD_LINE.match(self.lines[index].text):
            return False
        line = self.lines[index]
        last = next(
            (block for block in reversed(self.blocks) if not said.is_field(block)), self.blocks[-1]
        )
        if last.kind is Kind.BULLET and self.bullets and self.bullets[-1][1] == _INDENT:
            is_level = abs(line.indent - self.bullets[-1][0]) <= 1
            return is_level and self._is_finished(index) and not line.text[0].islower()
        if line.indent < self.opened.indent + 3 or line.text[0].islower():
            return False
        return announcing.announces_activities(last) or announcing.announces_goals(last)

    def _item(self, line: Line, mark: str, text: str, number: str = "") -> Block:
        status, text = marks.ticked(text) or (_BOXES.get(mark, ""), text)
        mark = "☐" if mark in _BOXES else mark
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
        return Block(
            Kind.BULLET,
            text,
            line.place,
            len(self.bullets),
            number,
            status=status,
            is_activity=bool(status),
        )

    def _is_list_number(self, index: int, mark: str) -> bool:
        """Say whether "1." or "a)" opens an item: it goes on from the item above, or begins a list."""
        if mark.endswith(")"):
            return self._is_finished(index) or self._is_next_mark(mark)
        line = self.lines[index]
        if line.size > self.body * 1.1 or line.level:
            return False
        value = int(re.sub(r"\D", "", mark))
        last = next((block for block in reversed(self.blocks) if not said.is_field(block)), None)
        found = [block for block in self.blocks[-12:] if block.kind is Kind.BULLET]
        if last and last.kind is Kind.BULLET and self._is_next_number(found, line, value):
            return not is_open(last.text) or len(last.text.split()) <= FEW
        if value != 1 or not self._is_finished(index):
            return False
        is_inner = bool(last and last.kind is Kind.BULLET and line.indent > 1)
        is_led_in = bool(
            last and (last.text.endswith(":") or announcing.announces_activities(last))
        )
        is_no_title = marks.ends_sentence(line.text) or listed_small(line.text)
        return self._has_second(index) and (is_inner or is_led_in or is_no_title)

    def _is_next_mark(self, mark: str) -> bool:
        """Say whether "b)" follows the item "a)"."""
        last, now = self.blocks[-1], mark.strip("()")
        if last.kind is not Kind.BULLET or not last.number or is_open(last.text):
            return False
        if now.isdecimal() and last.number.isdecimal():
            return int(now) == int(last.number) + 1
        return len(now) == len(last.number) == 1 and ord(now) == ord(last.number) + 1

    def _has_second(self, index: int) -> bool:
        """Say whether "2." stands below this "1.", over lines that are set deeper."""
        line = self.lines[index]
        for below in self.lines[index + 1 : index + 15]:
            if below.indent < line.indent:
                return False
            if below.indent == line.indent and (found := marks.listed(below.text)):
                return found[0] == "2."
        return False

    def _is_next_number(self, items: Sequence[Block], line: Line, value: int) -> bool:
        """Say whether a number goes on from the last item with a number at this indentation."""
        levels = [
            level
            for level, (indent, mark) in enumerate(self.bullets, 1)
            if mark == "1." and abs(indent - line.indent) <= 1
        ]
        before = next(
            (
                block
                for block in reversed(items)
                if block.level in levels and block.number.isdecimal()
            ),
            items[-1],
        )
        return before.number.isdecimal() and int(before.number) == value - 1


def listed_small(text: str) -> bool:
    """Say whether the text after a list number begins with a small letter, as no title does."""
    found = marks.listed(text)
    return found is not None and found[1][0].islower()
