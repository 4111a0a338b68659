"""Nothing is lost without a doubt: items, numbers and rows that became nothing are asked about."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from livskraft.plans.reading import columns, marks, vocabulary
from livskraft.plans.reading.blocks import Block, Kind, Place
from livskraft.plans.reading.findings import Findings, Topic
from livskraft.plans.reading.messages import _
from livskraft.plans.reading.said import is_field
from livskraft.plans.reading.wording import starts_with_action
from livskraft.shared.nested import texts_in

MAX_ITEMS = 300
SHORT, LONG = 3, 5
"""Words of a text that are looked for in what was read; shorter ones must be whole."""
_WORD = re.compile(r"\w+")


def ask(blocks: Sequence[Block], content: dict[str, Any], findings: Findings) -> None:
    """Add a doubt about the tables, and one about the items, that are in neither records nor doubts."""
    read = _Read(content, findings)
    lost = [block for block in blocks if _counts(block) and not read.holds(block)]
    _ask_about_rows([block for block in lost if block.kind is Kind.ROW], blocks, findings)
    _ask_about_items([block for block in lost if block.kind is not Kind.ROW], findings)


def _counts(block: Block) -> bool:
    """Say whether a block looks as if it could be an activity."""
    if is_field(block) or not re.search(r"[^\W\d_]{3}", block.text):
        return False
    if block.kind is Kind.ROW:
        is_total = any(vocabulary.TOTAL.match(cell) for cell in block.cells[:3])
        return not is_total and not columns.is_head(block.cells)
    if block.kind is Kind.PARAGRAPH:
        return marks.item(block.text) is not None or marks.listed(block.text) is not None
    if block.kind is Kind.HEADING:
        return block.number != "" and starts_with_action(block.text)
    return block.kind is Kind.BULLET


class _Read:
    """What was read: the places of records and doubts, and every text in them."""

    def __init__(self, content: dict[str, Any], findings: Findings) -> None:
        self.places: set[Place] = {activity.place for activity in findings.activities}
        self.places.update(goal.place for goal in findings.all_goals())
        self.places.update(actor.place for actor in (*findings.organisations, *findings.forums))
        self.places.update(place for _title, place in findings.documents)
        texts = list(texts_in(content))
        for doubt in findings.doubts:
            if doubt.records or doubt.about or doubt.items:
                self.places.add(doubt.place)
            self.places.update(place for place, _text in doubt.items)
            texts.append(doubt.text)
        self.runs: set[tuple[str, ...]] = set()
        for text in texts:
            for line in text.split("\n"):
                words = _words(line)
                if len(words) < SHORT:
                    self.runs.add(words)
                for size in range(SHORT, LONG + 1):
                    self.runs.update(words[at : at + size] for at in range(len(words) - size + 1))

    def holds(self, block: Block) -> bool:
        if block.place in self.places:
            return True
        parts = block.cells if block.kind is Kind.ROW else (block.text,)
        found = [words for part in parts if (words := _words(_bare(part)))]
        if block.kind is Kind.ROW:
            found = [words for words in found if len(words) >= SHORT] or [()]
        return any(words[:LONG] in self.runs for words in found)


def _bare(text: str) -> str:
    found = marks.item(text)
    if found:
        return found[2]
    listed = marks.listed(text)
    return listed[1] if listed else text


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _WORD.findall(text))


def _ask_about_rows(rows: Sequence[Block], blocks: Sequence[Block], findings: Findings) -> None:
    """Ask about rows; heads over nothing but figures are none."""
    first = {block.table: block for block in reversed(blocks) if block.kind is Kind.ROW}
    counts = Counter(row.table for row in rows)
    rows = [row for row in rows if counts[row.table] > 1 or first[row.table] is not row]
    if not rows:
        return
    doubt = findings.ask(
        rows[0].place,
        "; ".join(row.text for row in rows)[:1500],
        _(
            "%(count)d rows of tables were left out: their heads do not say that they hold activities. "
            "Do they?"
        ),
        Topic.LEFT_OUT,
        count=len(rows),
    )
    doubt.items = tuple((row.place, _title(row)) for row in rows[:MAX_ITEMS])


def _title(row: Block) -> str:
    """Return the cell that says most, as the title of what may be taken in."""
    texts = [" ".join(cell.split()) for cell in row.cells]
    return max(texts, key=lambda text: len(_WORD.findall(text)))


def _ask_about_items(items: Sequence[Block], findings: Findings) -> None:
    if not items:
        return
    doubt = findings.ask(
        items[0].place,
        "; ".join(item.text for item in items)[:1500],
        _(
            "%(count)d items of lists were left out, since nothing calls them activities. Are there "
            "activities among them?"
        ),
        Topic.LEFT_OUT,
        count=len(items),
    )
    doubt.items = tuple((item.place, item.text) for item in items[:MAX_ITEMS])
