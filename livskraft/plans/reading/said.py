"""What is said beside goals and activities in a way of its own, brought into the usual form.

A goal as the sentence below "Mål" or "Vad vill vi uppnå?"; fields under labels that only this document
uses; who leads, and when, as one line below a whole list.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from livskraft.plans.reading import announcing, columns, fields, marks, vocabulary
from livskraft.plans.reading.blocks import Block, Kind, Mark

MAX_GOAL = 250
MAX_WORDS = 12
"""Words of an answer to "Vem ansvarar?"."""
_LABEL = re.compile(r"^(?P<label>[A-ZÅÄÖ][\w/() -]{1,40}):\s+\S")
_NEXT_SENTENCE = re.compile(r"[.!?]\s+[A-ZÅÄÖ]")
_OF_LISTS = {"lead": "Ansvarig", "time": "Tid", "partners": "Samverkan"}
_SHARED = {*_OF_LISTS, "starts", "ends", "status"}


def in_usual_form(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with goals as headings and what is said of activities as fields."""
    return _shared(_answered(_labelled(list(_stated(blocks)))))


def is_field(block: Block) -> bool:
    """Say whether a paragraph or an item only says something of what stands above it."""
    return block.is_said or (
        block.kind in (Kind.PARAGRAPH, Kind.BULLET)
        and vocabulary.FIELD_LINE.match(block.text) is not None
    )


# ── Goals below "Mål" ───────────────────────────────────────────────────────────────────────────


def _stated(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks; a sentence that stands alone below "Mål" becomes the heading."""
    is_goal = False
    level = 0
    for at, block in enumerate(blocks):
        if is_goal:
            yield replace(
                block, kind=Kind.HEADING, level=level, label="mål", mark=Mark.LABEL, number=""
            )
            is_goal = False
            continue
        is_goal = _asks_for_goal(block) and _is_statement(blocks[at + 1 : at + 3])
        if is_goal:
            level = block.level
        elif level and block.kind is Kind.HEADING and block.level <= level:
            if block.level == level and announcing.announces_activities(block):
                block = replace(block, level=level + 1)
            else:
                level = 0
        if not is_goal:
            yield block


def _asks_for_goal(block: Block) -> bool:
    return (
        block.kind is Kind.HEADING
        and not block.label
        and (
            announcing.is_title_of_goals(block.text)
            or vocabulary.GOAL_QUESTION.match(block.text) is not None
        )
    )


def _is_statement(below: Sequence[Block]) -> bool:
    """Say whether one sentence stands here, and no more text after it."""
    if not below or below[0].kind is not Kind.PARAGRAPH or is_field(below[0]):
        return False
    text = below[0].text
    is_one = len(text) <= MAX_GOAL and not text.endswith(":") and not _NEXT_SENTENCE.search(text)
    after = below[1] if len(below) > 1 else None
    is_last = after is None or after.kind is not Kind.PARAGRAPH
    return is_one and (is_last or announcing.announces_activities(after))


# ── Labels of this document ─────────────────────────────────────────────────────────────────────


def _labelled(blocks: list[Block]) -> list[Block]:
    """Return the blocks; lines under a label that comes back beside known ones are fields as well."""
    counts: Counter[str] = Counter()
    own: list[tuple[Block, str]] = []
    for run in _runs(blocks):
        for block in run:
            if not is_field(block) and (match := _LABEL.match(block.text)):
                counts[match["label"]] += 1
                own.append((block, match["label"]))
    found = {id(block) for block, label in own if counts[label] > 1}
    return [
        replace(block, kind=Kind.PARAGRAPH, mark=None, level=0, is_said=True)
        if id(block) in found
        else block
        for block in blocks
    ]


def _runs(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Yield the lines with labels that stand together, some of the labels known."""
    run: list[Block] = []
    for block in [*blocks, None]:
        if block and (is_field(block) or _could_be_field(block)):
            run.append(block)
            continue
        if any(map(is_field, run)):
            yield run
        run = []


def _could_be_field(block: Block) -> bool:
    is_line = block.kind is Kind.PARAGRAPH or block.mark is Mark.WEAK
    is_label = _LABEL.match(block.text) is not None and marks.activity_label(block.text) is None
    return is_line and is_label and marks.labelled(block.text) is None


# ── Said of a whole list ────────────────────────────────────────────────────────────────────────


def _answered(blocks: list[Block]) -> list[Block]:
    """Return the blocks; "Vem ansvarar?" below a list and its answer become one field."""
    found: list[Block] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        below = blocks[at + 1] if at + 1 < len(blocks) else None
        label = _OF_LISTS.get(columns.role_of(block.text.rstrip("?:")) or "", "")
        is_after_list = bool(found) and (found[-1].kind is Kind.BULLET or found[-1].is_said)
        if is_after_list and label and block.kind is Kind.HEADING and below and _is_answer(below):
            found.append(
                replace(
                    below,
                    kind=Kind.PARAGRAPH,
                    text=f"{label}: {below.text}",
                    mark=None,
                    level=0,
                    is_said=True,
                )
            )
            at += 2
            continue
        found.append(block)
        at += 1
    return found


def _is_answer(block: Block) -> bool:
    is_line = block.kind is Kind.PARAGRAPH or block.mark is Mark.WEAK
    return is_line and len(block.text.split()) <= MAX_WORDS and not block.text.endswith((".", ":"))


def _shared(blocks: list[Block]) -> list[Block]:
    """Return the blocks; what one line below a list says is said of each of its items.

    Not where items above have lines of their own.
    """
    items: list[Block] = []
    has_own = False
    for block in blocks:
        if block.kind is Kind.BULLET and not is_field(block):
            items.append(block)
            continue
        if block.kind in (Kind.HEADING, Kind.ROW):
            has_own = False
        elif items and is_field(block):
            is_below = block.kind is Kind.PARAGRAPH and len(items) > 1
            if is_below and not has_own and not any(map(_says_itself, items)):
                _share(items, block)
            has_own = True
        items = []
    return blocks


def _share(items: list[Block], line: Block) -> None:
    """Give all items but the last, which has the line itself, what the line says."""
    written = tuple(
        (label, value)
        for label, value in fields.written_out(line.text)[1]
        if columns.role_of(label) in _SHARED
    )
    for item in items[:-1]:
        if item.level == items[0].level:
            item.said = written


def _says_itself(item: Block) -> bool:
    return any(
        columns.role_of(label) in _SHARED for label, _value in fields.written_out(item.text)[1]
    )
