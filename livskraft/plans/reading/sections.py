"""The tree of headings, and the lists in it."""

from collections.abc import Sequence

from livskraft.plans.reading import vocabulary
from livskraft.plans.reading.announcing import announces_activities
from livskraft.plans.reading.blocks import Block, Kind, Mark
from livskraft.plans.reading.findings import ItemList, Section
from livskraft.plans.reading.said import is_field

MAX_NOTE = 700


def tree_of(blocks: Sequence[Block]) -> Section:
    """Return the document as a section without heading that holds all others."""
    root = Section(None, 0)
    current = root
    for block in blocks:
        if block.kind is not Kind.HEADING:
            current.blocks.append(block)
            continue
        parent = _parent_for(block, current)
        depth = block.level or parent.depth + 1
        current = Section(block, max(depth, parent.depth + 1), parent)
        parent.children.append(current)
    return root


def _parent_for(block: Block, current: Section) -> Section:
    """Return the section that a heading belongs under."""
    if block.level:
        return next(
            section
            for section in current.ancestors()
            if section.heading is None
            or (section.depth < block.level and not _is_below(section, block))
        )
    if block.mark is Mark.WEAK:
        is_title = announces_activities(block)
        if is_title and current.heading and not announces_activities(current.heading):
            return current
        return _above_weak(current)
    rank = _rank(block)
    for section in current.ancestors():
        if (
            section.heading
            and section.heading.mark is block.mark
            and _rank(section.heading) >= rank
        ):
            outer = section
            while (
                outer.parent
                and outer.parent.heading
                and outer.parent.heading.mark is block.mark
                and _rank(outer.parent.heading) >= rank
            ):
                outer = outer.parent
            return outer.parent or outer
    return _above_weak(current)


def _is_below(section: Section, block: Block) -> bool:
    """Say whether a heading without level (weak, hash, label) hangs below one of this level."""
    above = section.parent
    while above is not None and above.heading is not None:
        if above.heading.level and above.heading.level >= block.level:
            return True
        above = above.parent
    return bool(section.heading and not section.heading.level)


def _above_weak(current: Section) -> Section:
    """Return the nearest section whose heading is more than a short line that stands alone."""
    return next(
        section
        for section in current.ancestors()
        if section.heading is None or section.heading.mark is not Mark.WEAK
    )


def _rank(block: Block) -> int:
    return vocabulary.GOAL_LABELS.get(block.label, 1)


def lists_of(root: Section) -> list[ItemList]:
    """Return every list with its announcing line, in the order of the document.

    Items that are parted by a short text each belong to one list; the text is a note to the item.
    """
    lists: list[ItemList] = []
    previous: Block | None = None
    for section in root.walk():
        if section.heading:
            previous = section.heading
        open_list: ItemList | None = None
        between: list[Block] = []
        for block in section.blocks:
            if block.kind is Kind.BULLET:
                if open_list is None or not _goes_on(open_list, between, block):
                    _close(open_list, between)
                    open_list = ItemList(section, [], previous)
                    lists.append(open_list)
                else:
                    _note(open_list, between)
                between = []
                open_list.items.append(block)
            elif block.kind is Kind.PARAGRAPH:
                between.append(block)
                previous = previous if is_field(block) else block
            else:
                _close(open_list, between)
                open_list, between, previous = None, [], block
        _close(open_list, between)
    return lists


def _goes_on(found: ItemList, between: list[Block], item: Block) -> bool:
    """Say whether an item belongs to the list above it, over the text between them."""
    first = found.items[0]
    if item.is_activity != first.is_activity and item.level <= first.level:
        return False
    return _is_note(between) or (first.is_activity and not between[-1].text.endswith(":"))


def _is_note(between: list[Block]) -> bool:
    prose = [block for block in between if not is_field(block)]
    size = sum(len(block.text) for block in prose)
    return len(prose) <= 2 and size < MAX_NOTE and not (prose and prose[-1].text.endswith(":"))


def _note(found: ItemList, between: list[Block]) -> None:
    if between:
        found.notes[len(found.items) - 1] = "\n".join(block.text for block in between)


def _close(found: ItemList | None, between: list[Block]) -> None:
    """Give the last item the text below it: its fields, and a note where the others have one."""
    if found is None or not between:
        return
    last = max((at for at, block in enumerate(between) if is_field(block)), default=-1)
    if not found.items[0].is_activity:
        last = (
            next((at for at, block in enumerate(between) if not is_field(block)), len(between)) - 1
        )
    if last < 0 and found.notes and _is_note(between[:1]):
        last = 0
    _note(found, between[: last + 1])
