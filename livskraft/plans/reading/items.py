"""Blocks that are activities by the way they are set, turned into items before the tree is built.

An activity may stand as a heading with a label ("Åtgärd 3: …"), above lines that say who and when,
in a run of numbers below "Åtgärder", or as a plain line below "Vi ska:".
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from livskraft.plans.reading import announcing, columns, fields, marks, said, vocabulary
from livskraft.plans.reading.blocks import Block, Kind, Mark
from livskraft.plans.reading.said import is_field
from livskraft.plans.reading.wording import starts_with_action

MAX_TITLE = 300
FRONT = 3
"""Blocks at the start that may be the plan's own title, with who is responsible for the plan."""
_TELLING = {"lead", "time", "starts", "ends", "status"}
"""What is said of activities, and seldom of anything else."""
MOST = 0.6
"""Share of the lines of a run that must say what is done, where nothing else tells."""


def mark_activities(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with every activity as an item, and the items below one as parts of it."""
    marked = list(_labelled(_goals_in_lists(said.in_usual_form(blocks))))
    for find in (_with_fields, _numbered, _announced):
        for at, item in find(marked):
            marked[at] = item
    return _nested(marked)


def _item(block: Block, text: str, number: str, *, is_sure: bool = True) -> Block:
    return replace(
        block,
        kind=Kind.BULLET,
        text=text,
        number=number,
        level=1,
        mark=None,
        is_line=block.kind is not Kind.BULLET,
        is_activity=True,
        is_sure=is_sure,
    )


def _is_goal(block: Block) -> bool:
    return block.kind is Kind.HEADING and block.mark in (Mark.LABEL, Mark.HASH)


# ── "Åtgärd 3: …" ───────────────────────────────────────────────────────────────────────────────


def _goals_in_lists(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks; an item "Mål 1: …" with items below it becomes a heading over those."""
    depth = 0
    for at, block in enumerate(blocks):
        below = blocks[at + 1] if at + 1 < len(blocks) else None
        has_items = below is not None and below.kind is Kind.BULLET and below.level > block.level
        found = marks.labelled(block.text) if block.kind is Kind.BULLET and has_items else None
        if block.kind is not Kind.BULLET or block.level <= depth:
            depth = 0 if block.kind is not Kind.BULLET or found is None else depth
        if found:
            depth = block.level
            yield replace(
                block,
                kind=Kind.HEADING,
                text=found.text,
                number=found.number,
                label=found.label,
                mark=found.mark,
                level=0,
            )
        elif block.kind is Kind.BULLET and depth:
            yield replace(block, level=max(1, block.level - depth))
        else:
            yield block


def _labelled(found_blocks: Iterable[Block]) -> Iterator[Block]:
    blocks = list(found_blocks)
    waiting = ""
    for at, block in enumerate(blocks):
        if block.kind is Kind.BULLET and (found := marks.activity_label(block.text)):
            yield replace(
                block,
                text=found[1],
                number=found[0] or block.number,
                is_activity=True,
                is_called=True,
            )
            continue
        if block.kind not in (Kind.HEADING, Kind.PARAGRAPH) or _is_goal(block):
            waiting = ""
            yield block
            continue
        if waiting:
            yield _item(block, block.text, waiting)
            waiting = ""
            continue
        below = blocks[at + 1] if at + 1 < len(blocks) else None
        number = marks.activity_number(block.text)
        if (
            number
            and below
            and below.kind in (Kind.HEADING, Kind.PARAGRAPH)
            and not is_field(below)
        ):
            waiting = number
            continue
        found = marks.activity_label(block.text)
        if found and len(found[1]) <= MAX_TITLE and not announcing.leads_in(block.text):
            yield replace(_item(block, found[1], found[0]), is_called=True)
        else:
            yield block


# ── What stands above "Ansvarig: …" ─────────────────────────────────────────────────────────────


def _with_fields(blocks: Sequence[Block]) -> Iterator[tuple[int, Block]]:
    found = []
    end = 0
    for at, block in enumerate(blocks):
        if block.is_line or (block.kind is Kind.HEADING and not _is_goal(block)):
            end = 0 if _heads_titles(blocks, at) else _fields_below(blocks, at)[1]
        is_inner = block.kind is Kind.PARAGRAPH and at < end
        if is_inner or not _can_be_title(block, at) or (at and blocks[at - 1].said):
            continue
        roles, stop = _fields_below(blocks, at)
        if block.kind is Kind.HEADING and _heads_titles(blocks, at):
            continue
        if roles & _TELLING and _is_last_level(block, blocks[stop : stop + 1]):
            number, _point, text = marks.item(block.text) or (block.number, "", block.text)
            item = _item(block, text, number)
            if block.kind is Kind.BULLET:
                item.level = block.level
            found.append((at, item, len(roles)))
    for at, item, count in found:
        if count > 1 or len(found) > 1 or starts_with_action(item.text):
            yield at, item


def _heads_titles(blocks: Sequence[Block], at: int) -> bool:
    """Say whether paragraphs below a heading are activities with fields of their own.

    They are when there are several, or when the only one says what is done and the heading does not.
    """
    stop = _fields_below(blocks, at)[1]
    prose = [block for block in blocks[at + 1 : stop] if not is_field(block)]
    if not prose or not is_field(blocks[stop - 1]):
        return False
    if (
        stop + 1 < len(blocks)
        and blocks[stop].kind is Kind.PARAGRAPH
        and is_field(blocks[stop + 1])
    ):
        return True
    return starts_with_action(prose[-1].text) and not starts_with_action(blocks[at].text)


def _can_be_title(block: Block, at: int) -> bool:
    if block.is_activity or is_field(block) or _is_goal(block) or block.text.endswith(":"):
        return False
    if announcing.announces_activities(block) or vocabulary.GENERIC.match(block.text):
        return False
    is_front = at < FRONT and block.kind is Kind.HEADING and not block.number
    if is_front or (at < FRONT and vocabulary.PLAN_WORD.search(block.text)):
        return False
    return block.kind is not Kind.ROW and 3 < len(block.text) <= MAX_TITLE


def _fields_below(blocks: Sequence[Block], at: int) -> tuple[set[str], int]:
    """Return the roles of the fields below a title, and where what belongs to it ends."""
    roles: set[str] = set()
    prose = 3 if blocks[at].kind is Kind.HEADING or blocks[at].is_line else 0
    stop = at + 1
    while stop < len(blocks):
        block = blocks[stop]
        if is_field(block):
            labels = fields.written_out(block.text)[1]
            roles.update(role for label, _value in labels if (role := columns.role_of(label)))
        elif block.kind is not Kind.PARAGRAPH or roles or prose == 0:
            break
        else:
            prose -= 1
        stop += 1
    return roles, stop


def _is_last_level(title: Block, after: Sequence[Block]) -> bool:
    """Say whether no activities stand below a title: then it is one, and no goal."""
    if title.kind is not Kind.HEADING or not after:
        return True
    below = after[0]
    if below.kind in (Kind.BULLET, Kind.ROW) and not below.is_activity:
        return False
    if announcing.announces_activities(below) or announcing.leads_in(below.text):
        return False
    return not (
        below.kind is Kind.HEADING
        and (below.level > title.level > 0 or _extends(below.number, title.number))
    )


def _extends(number: str, above: str) -> bool:
    return above != "" and number.startswith((f"{above}.", f"{above}:"))


# ── Runs of numbers ─────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Entry:
    at: int
    stop: int
    parts: tuple[str, ...]
    number: str
    text: str


def _numbered(blocks: Sequence[Block]) -> Iterator[tuple[int, Block]]:
    for run in _runs(blocks):
        announcer = _announcer(blocks, run[0].at)
        is_announced = announcer is not None
        if not _is_run_of_activities(blocks, run, announcer):
            continue
        for entry in run:
            yield (
                entry.at,
                _item(blocks[entry.at], entry.text, entry.number, is_sure=is_announced),
            )


def _runs(blocks: Sequence[Block]) -> Iterator[list[_Entry]]:
    """Yield the numbers that follow each other at one depth, with nothing but text between them."""
    run: list[_Entry] = []
    for at, block in enumerate(blocks):
        entry = _entry(blocks, at, block)
        if entry is None:
            continue
        if run and run[-1].stop == at and _follows(run[-1].parts, entry.parts):
            run.append(entry)
            continue
        if run:
            yield run
        run = [entry]
    if run:
        yield run


def _entry(blocks: Sequence[Block], at: int, block: Block) -> _Entry | None:
    if block.kind is Kind.HEADING and block.number and block.mark in (Mark.NUMBER, Mark.STYLE):
        number, text = block.number, block.text
    elif block.kind is Kind.PARAGRAPH and (found := marks.item(block.text)):
        number, _point, text = found
    else:
        return None
    stop = at + 1
    while stop < len(blocks) and not _opens(blocks[stop]):
        stop += 1
    parts = tuple(re.findall(r"\d+|[^\W\d_]", number))
    return _Entry(at, stop, parts, number, text) if parts else None


def _opens(block: Block) -> bool:
    return (
        block.kind in (Kind.HEADING, Kind.ROW)
        or block.is_activity
        or announcing.announces_activities(block)
        or (block.kind is Kind.PARAGRAPH and marks.item(block.text) is not None)
    )


def _follows(last: tuple[str, ...], now: tuple[str, ...]) -> bool:
    if len(last) != len(now) or last[:-1] != now[:-1]:
        return False
    if last[-1].isdigit() and now[-1].isdigit():
        return 0 < int(now[-1]) - int(last[-1]) <= 3
    return last[-1] < now[-1]


def _announcer(blocks: Sequence[Block], at: int) -> Block | None:
    """Return the line that calls what begins here activities, at most two paragraphs above."""
    for block in reversed(blocks[max(0, at - 3) : at]):
        if announcing.announces_activities(block) or announcing.leads_in(block.text):
            return block
        if block.kind is not Kind.PARAGRAPH:
            return None
    return None


def _is_run_of_activities(
    blocks: Sequence[Block], run: Sequence[_Entry], announcer: Block | None
) -> bool:
    if any(vocabulary.GENERIC.match(entry.text) for entry in run):
        return False
    own = [block for entry in run for block in blocks[entry.at + 1 : entry.stop]]
    last = run[-1]
    after = blocks[last.stop : last.stop + 1]
    is_next_list = announcer is not None and any(
        (block.kind, block.mark) == (announcer.kind, announcer.mark) for block in after
    )
    if not is_next_list and not _is_last_level(blocks[last.at], after):
        return False
    has_items = any(block.kind is Kind.BULLET and not is_field(block) for block in own)
    has_prose = any(block.kind is Kind.PARAGRAPH and not is_field(block) for block in own)
    acting = sum(starts_with_action(entry.text) for entry in run) / len(run)
    if announcer is not None:
        is_chapter = announcer.number != "" and (has_prose or has_items)
        return not (is_chapter or has_items) or acting >= MOST
    if acting < MOST or has_prose or has_items:
        return False
    if len(run) < 2:
        return False
    is_below_goal = run[0].at > 0 and _is_goal(blocks[run[0].at - 1])
    return len(run[0].parts) > 1 or is_below_goal


# ── Plain lines below "Vi ska:" ─────────────────────────────────────────────────────────────────


def _announced(blocks: Sequence[Block]) -> Iterator[tuple[int, Block]]:
    for at, block in enumerate(blocks):
        is_title = announcing.announces_activities(block)
        if block.is_activity or not (is_title or announcing.leads_in(block.text)):
            continue
        found = list(_lines_below(blocks, at))
        while found and not _tells(blocks[found[-1]].text):
            found.pop()
        acting = sum(_tells(blocks[line].text) for line in found)
        if acting >= (1 if is_title else 2) and acting >= MOST * len(found):
            for line in found:
                yield line, _item(blocks[line], blocks[line].text, "")


def _tells(text: str) -> bool:
    """Say whether a line says what is done, or who does it and when."""
    if starts_with_action(text):
        return True
    _before, written = fields.written_out(text)
    return any(columns.role_of(label) in _TELLING for label, _value in written)


def _lines_below(blocks: Sequence[Block], at: int) -> Iterator[int]:
    """Yield the lines below an announcing one as long as they could be items, fields passed over."""
    for line in range(at + 1, len(blocks)):
        block = blocks[line]
        if is_field(block):
            continue
        is_line = block.kind is Kind.PARAGRAPH or block.mark is Mark.WEAK
        if not is_line or not _can_be_title(block, line) or len(block.text) > MAX_TITLE:
            return
        yield line


# ── Parts of activities ─────────────────────────────────────────────────────────────────────────


def _nested(blocks: list[Block]) -> list[Block]:
    """Put the items below an activity that was a heading or a line one level deeper."""
    is_inside = False
    for block in blocks:
        if block.kind is Kind.HEADING or block.kind is Kind.ROW:
            is_inside = False
        elif block.is_activity:
            is_inside = block.is_line
        elif block.kind is Kind.BULLET and is_inside:
            block.level += 1
    return blocks
