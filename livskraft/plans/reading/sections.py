"""The tree of headings, and the lists in it."""

from collections.abc import Sequence

from livskraft.plans.reading import vocabulary
from livskraft.plans.reading.blocks import Block, Kind, Mark
from livskraft.plans.reading.findings import ItemList, Section

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
                if open_list is None or (between and not _is_note(between)):
                    open_list = ItemList(section, [], previous)
                    lists.append(open_list)
                elif between:
                    text = " ".join(part.text for part in between)
                    open_list.notes[len(open_list.items) - 1] = text
                between = []
                open_list.items.append(block)
            elif block.kind is Kind.PARAGRAPH:
                between.append(block)
                previous = block
            else:
                open_list, between, previous = None, [], block
        if open_list and between and open_list.notes and _is_note(between[:1]):
            open_list.notes[len(open_list.items) - 1] = between[0].text
    return lists


def _is_note(between: list[Block]) -> bool:
    size = sum(len(block.text) for block in between)
    return len(between) <= 2 and size < MAX_NOTE and not between[-1].text.endswith(":")
