"""Tables in printed lines: columns told apart by what is empty from top to bottom."""

import re
from collections.abc import Sequence

from livskraft.plans.reading import marks, vocabulary
from livskraft.plans.reading.blocks import Block, Kind, Line, Mark

_GAP = re.compile(r"\s{2,}|\t")
_RULE = re.compile(r"^[\s|+:=_-]+$")
MAX_WIDTH = 600


def find(lines: Sequence[Line]) -> dict[int, tuple[int, list[Block]]]:
    """Return for each line that begins a table the line after its end, and its rows."""
    tables: dict[int, tuple[int, list[Block]]] = {}
    index = 0
    while index < len(lines):
        mark = _delimiter(lines[index].text)
        found = _delimited(lines, index, mark) if mark else _aligned(lines, index)
        if found and len(found[1]) > 1:
            tables[index] = found
            index = found[0]
        else:
            index += 1
    return tables


def role_of(text: str) -> str | None:
    """Return what a column with this head holds; None if the head says nothing."""
    head = " ".join(text.split())
    if not head or len(head) > 60:
        return None
    for role in ("number", "activity", "starts", "ends", *vocabulary.COLUMN_ROLES):
        if vocabulary.COLUMN_ROLES[role].search(head):
            return role
    return None


def is_head(cells: Sequence[str]) -> bool:
    """Say whether cells are the heads of a table of activities or goals."""
    roles = [role_of(cell) for cell in cells]
    named = {role for role in roles if role}
    is_table = ("activity" in named or "goal" in named) and len(named) > 1
    return (is_table or roles.count("goal") > 1) and all(len(cell) < 80 for cell in cells)


def cells_of(text: str) -> list[str]:
    """Return the parts of a line that stand apart."""
    return [cell for cell in _GAP.split(text) if cell]


def _delimiter(text: str) -> str:
    for mark in ("\t", "|", ";"):
        if mark in text and is_head(_split(text, mark)):
            return mark
    return ""


def _split(text: str, mark: str) -> list[str]:
    if mark == "|":
        text = text.strip().strip("|")
    return [cell.strip().strip('"') for cell in text.split(mark)]


def _delimited(lines: Sequence[Line], start: int, mark: str) -> tuple[int, list[Block]]:
    rows: list[Block] = []
    width = len(_split(lines[start].text, mark))
    index = start
    while index < len(lines) and mark in lines[index].text:
        cells = _split(lines[index].text, mark)
        if not _RULE.match(lines[index].text):
            padded = (cells + [""] * width)[: max(width, len(cells))]
            rows.append(_row(lines[index], padded))
        index += 1
    return index, rows


def _aligned(lines: Sequence[Line], start: int) -> tuple[int, list[Block]] | None:
    heads = cells_of(lines[start].text)
    if len(heads) < 2 or not is_head(heads):
        return None
    filled = [False] * MAX_WIDTH
    _fill(filled, lines[start])
    stop = start + 1
    while stop < len(lines):
        line = lines[stop]
        gap = min((other.gap for other in lines[start + 1 : stop] if other.gap), default=line.gap)
        if line.indent + len(line.text) >= MAX_WIDTH or _is_outside(line, lines[start], gap):
            break
        tried = filled.copy()
        _fill(tried, line)
        if len(_runs(tried)) < len(heads):
            break
        filled, stop = tried, stop + 1
    spans = _spans(lines[start], _runs(filled))
    if stop - start < 2 or len(spans) != len(heads):
        return None
    return stop, _rows(lines[start:stop], spans, heads)


def _is_outside(line: Line, head: Line, gap: int) -> bool:
    """Say whether a line cannot belong to the table: it is a heading of its own."""
    if _GAP.search(line.text):
        return False
    if line.level or line.size > head.size + 0.5:
        return True
    found = marks.heading(line.text)
    if found is None:
        return False
    return found.mark in (Mark.LABEL, Mark.HASH) or (found.is_sure and line.gap > gap)


def _segments(line: Line) -> list[tuple[int, int, str]]:
    """Return (from, to, text) of each part of a line that stands apart."""
    found, at = [], 0
    for match in [*_GAP.finditer(line.text), None]:
        end = match.start() if match else len(line.text)
        if end > at:
            found.append((line.indent + at, line.indent + end, line.text[at:end]))
        at = match.end() if match else end
    return found


def _fill(filled: list[bool], line: Line) -> None:
    for begin, end, _text in _segments(line):
        for column in range(begin, min(end, MAX_WIDTH)):
            filled[column] = True


def _runs(filled: Sequence[bool]) -> list[tuple[int, int]]:
    runs, begin = [], None
    for column, is_filled in enumerate([*filled, False]):
        if is_filled and begin is None:
            begin = column
        elif not is_filled and begin is not None:
            runs.append((begin, column))
            begin = None
    return runs


def _spans(head: Line, runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return each head's stretch of columns; a stretch without a head belongs to the one before."""
    spans: list[tuple[int, int]] = []
    starts = [begin for begin, _end, _text in _segments(head)]
    for begin, end in runs:
        if any(begin <= at < end for at in starts) or not spans:
            spans.append((begin, end))
        else:
            spans[-1] = (spans[-1][0], end)
    return spans


def _rows(lines: Sequence[Line], spans: list[tuple[int, int]], heads: list[str]) -> list[Block]:
    roles = [role_of(head) for head in heads]
    title = roles.index("activity") if "activity" in roles else roles.index("goal")
    anchors = [
        column
        for role in ("number", "status", "ends", "starts", "time", "lead")
        for column, found in enumerate(roles)
        if found == role and column != title
    ]
    gap = min((line.gap for line in lines[1:] if line.gap), default=1)
    rows: list[Block] = []
    for line in lines:
        cells = _cells(line, spans)
        if rows and cells == list(rows[0].cells):
            continue
        if len(rows) < 2 or _opens_row(line, cells, rows[-1], title, anchors, gap):
            rows.append(_row(line, cells))
        else:
            _extend(rows[-1], cells)
    return rows


def _cells(line: Line, spans: list[tuple[int, int]]) -> list[str]:
    cells = [""] * len(spans)
    for begin, end, text in _segments(line):
        middle = (begin + end) / 2
        column = min(
            range(len(spans)),
            key=lambda number: max(spans[number][0] - middle, middle - spans[number][1], 0),
        )
        cells[column] = f"{cells[column]} {text}".strip()
    return cells


def _opens_row(
    line: Line, cells: list[str], above: Block, title: int, anchors: list[int], gap: int
) -> bool:
    text = cells[title]
    if line.gap > gap and (text or sum(map(bool, cells)) > 1):
        return True
    if not text or text[0].islower():
        return False
    is_open = above.cells[title].split()[-1:] and above.cells[title].split()[-1].lower() in (
        vocabulary.JOINING_WORDS
    )
    if is_open:
        return False
    if line.gap == 0:
        return True
    anchor = cells[anchors[0]] if anchors else ""
    return not anchors or (anchor != "" and not anchor[0].islower())


def _extend(row: Block, cells: list[str]) -> None:
    joined = []
    for above, below in zip(row.cells, cells, strict=True):
        if above.endswith(("–", "-")) and below[:1].isdigit():
            joined.append(above + below)
        elif above.endswith("-") and below[:1].islower():
            joined.append(above[:-1] + below)
        else:
            joined.append(f"{above} {below}".strip())
    row.cells = tuple(joined)
    row.text = " | ".join(cell for cell in joined if cell)


def _row(line: Line, cells: Sequence[str]) -> Block:
    text = " | ".join(cell for cell in cells if cell)
    return Block(Kind.ROW, text, line.place, cells=tuple(cells))
