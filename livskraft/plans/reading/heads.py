"""What each column of a table holds, from its heads in one row or two, or from its cells."""

import re
from collections.abc import Sequence

from livskraft.plans.reading import columns
from livskraft.plans.reading.blocks import Block
from livskraft.plans.reading.wording import starts_with_action

MOST = 0.6
"""Share of a column's cells that say what is done, where its head does not call them activities."""

Heads = list[tuple[str | None, str]]
"""For each column its role and its printed head."""


def heads_of(rows: Sequence[Block]) -> tuple[Heads, int]:
    """Return the columns' roles and the position of the first row below the heads."""
    for at, row in enumerate(rows[:6]):
        if row.is_label_row and len(row.cells) > 1:
            continue
        two = _joined(row.cells, rows[at + 1].cells) if at + 1 < len(rows) else None
        if two and _is_second_row(row.cells, rows[at + 1].cells):
            return _with_title(_heads(two), rows[at + 2 :]), at + 2
        if columns.is_head(row.cells):
            return _with_title(_heads(row.cells), rows[at + 1 :]), at + 1
    if all(len(set(row.cells)) == 1 for row in rows):
        return _heads(rows[0].cells[:1]), 1
    return [], 0


def _with_title(heads: Heads, rows: Sequence[Block]) -> Heads:
    """Return the heads; where none names activities, a column whose cells say what is done does."""
    at = columns.title_of([role for role, _text in heads])
    if at is None:
        return heads
    cells = [row.cells[at] for row in rows if at < len(row.cells) and row.cells[at]]
    acting = sum(map(starts_with_action, cells))
    if not cells or acting < MOST * len(cells):
        return heads
    return [*heads[:at], ("activity", heads[at][1]), *heads[at + 1 :]]


def _joined(above: Sequence[str], below: Sequence[str]) -> list[str]:
    return [
        one if one == two or not two else f"{one} {two}".strip()
        for one, two in zip(above, [*below, *[""] * len(above)], strict=False)
    ]


def _is_second_row(above: Sequence[str], below: Sequence[str]) -> bool:
    """Say whether the row below belongs to the heads: it repeats them or divides a repeated one."""
    repeated = {cell for cell in above if cell and list(above).count(cell) > 1}
    pairs = list(zip(above, below, strict=False))
    if not repeated or not columns.is_head(_joined(above, below)):
        return False
    divides = [two for one, two in pairs if one in repeated]
    others = [two for one, two in pairs if one not in repeated]
    is_divided = len(set(divides)) > 1 and all(
        len(two) < 30 and not re.search(r"\d{4}", two) for two in divides
    )
    return (
        is_divided
        and all(not two or two == one for one, two in pairs if one not in repeated)
        and others != []
    )


def _heads(cells: Sequence[str]) -> Heads:
    heads: Heads = []
    taken: set[str] = set()
    for cell in cells:
        role = columns.role_of(cell)
        if role == "activity" and role in taken:
            role = None
        if role:
            taken.add(role)
        heads.append((role, " ".join(cell.split())))
    return heads
