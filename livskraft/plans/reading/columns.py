"""Tables in printed lines: columns told apart by what is empty from top to bottom."""

import re
from collections.abc import Sequence

from livskraft.plans.reading import announcing, marks, periods, vocabulary
from livskraft.plans.reading.blocks import Block, Kind, Line, Mark

_GAP = re.compile(r"\s{2,}|\t")
_RULED = re.compile(r"^\|?[\s|:-]*-{3}[\s|:-]*\|[\s|:-]*$")
_RULE = re.compile(r"^[\s|+:=_-]+$")
MAX_WIDTH = 600
MAX_UNNAMED = 9
_WHEN = {"time", "starts", "ends", "status"}
FEWEST_PARTS = 3
"""Parts of a line, and lines below each other, that make a table without known heads."""
MAX_CARD = 15
"""Lines of a card at most."""
CARD = 0.6
"""Share of a card's labels that must be known."""


def find(lines: Sequence[Line]) -> dict[int, tuple[int, list[Block]]]:
    """Return for each line that begins a table the line after its end, and its rows."""
    tables: dict[int, tuple[int, list[Block]]] = {}
    index = 0
    while index < len(lines):
        if card := _card(lines, index) or _fields(lines, index):
            tables[index] = card
            index = card[0]
            continue
        mark = _delimiter(lines[index].text) or _ruled(lines[index : index + 2])
        found = _delimited(lines, index, mark) if mark else _aligned(lines, index)
        found = found or _unnamed(lines, index)
        if found and len(found[1]) > 1:
            tables[index] = found
            index = found[0]
        else:
            index += 1
    return tables


def _card(lines: Sequence[Line], start: int) -> tuple[int, list[Block]] | None:
    """Return an activity on a card: labels to the left, what they say to the right."""
    pairs = [cells_of(lines[start].text)]
    if len(pairs[0]) != 2 or role_of(pairs[0][0]) != "activity" or role_of(pairs[0][1]):
        return None
    column = lines[start].text.index(pairs[0][1])
    stop = start + 1
    while stop < len(lines) and len(pairs) < MAX_CARD:
        line, cells = lines[stop], cells_of(lines[stop].text)
        is_next = len(cells) == 2 and abs(line.text.index(cells[1]) - column) <= 3
        if is_next and role_of(cells[0]) != "activity":
            pairs.append(cells)
        elif len(cells) == 1 and line.indent >= lines[start].indent + column - 3:
            pairs[-1][1] += f" {cells[0]}"
        else:
            break
        stop += 1
    known = {role for label, _value in pairs if (role := role_of(label))}
    if len(known) < 2 or len(known) < CARD * len(pairs):
        return None
    heads, values = zip(*pairs, strict=True)
    return stop, [_row(lines[start], heads), _row(lines[start], values)]


def _fields(lines: Sequence[Line], start: int) -> tuple[int, list[Block]] | None:
    """Return "Ansvarig   HR" and the like as fields, where such lines stand below each other."""
    found: list[Block] = []
    stop = start
    while stop < len(lines):
        cells = cells_of(lines[stop].text)
        if len(cells) != 2 or not is_field_label(cells[0]):
            break
        text = f"{cells[0].rstrip(':')}: {cells[1]}"
        found.append(Block(Kind.PARAGRAPH, text, lines[stop].place, is_said=True))
        stop += 1
    return (stop, found) if found else None


def is_field_label(text: str) -> bool:
    """Say whether a cell is one of the labels by which a line tells of the activity above it."""
    return vocabulary.FIELD_LINE.fullmatch(f"{text.rstrip(':')}:") is not None


def _unnamed(lines: Sequence[Line], start: int) -> tuple[int, list[Block]] | None:
    """Return rows whose parts stand below each other, whatever their heads say."""
    first = _segments(lines[start])
    if len(first) < FEWEST_PARTS:
        return None
    stop = start + 1
    while stop < len(lines):
        parts = _segments(lines[stop])
        is_same = len(parts) == len(first) and all(
            abs(one[0] - two[0]) <= 1 for one, two in zip(first, parts, strict=True)
        )
        if not is_same:
            break
        stop += 1
    if stop - start < FEWEST_PARTS:
        return None
    return stop, [
        _row(line, [text for _from, _to, text in _segments(line)]) for line in lines[start:stop]
    ]


def role_of(text: str) -> str | None:
    """Return what a column with this head holds; None if the head says nothing."""
    head = " ".join(text.split())
    if not head or len(head) > 60:
        return None
    if re.search(r"^mål(?:värde|tal|et)?\b.*(?:\d{4}|värde|antal|%)|^mål(?:värde|tal)", head, re.I):
        return "indicator"
    for role in ("number", "activity", "starts", "ends", *vocabulary.COLUMN_ROLES):
        if vocabulary.COLUMN_ROLES[role].search(head):
            return "period" if role == "time" and periods.months_of(head) else role
    return "period" if periods.months_of(head) else None


def is_head(cells: Sequence[str]) -> bool:
    """Say whether cells are the heads of a table of activities or goals."""
    if any(marks.labelled(cell) for cell in cells):
        return False
    roles = [role_of(cell) for cell in cells]
    named = {role for role in roles if role}
    is_table = ("activity" in named and len(named) > 1) or (
        "goal" in named and len(named - {"period"}) > 1
    )
    is_unnamed = title_of(roles) is not None and len(set(cells)) == len(cells) < MAX_UNNAMED
    is_head = is_table or is_unnamed or roles.count("goal") > 1
    return is_head and all(len(cell) < 80 for cell in cells)


def title_of(roles: Sequence[str | None]) -> int | None:
    """Return the first column whose head says nothing, where others say who and when."""
    named = {role for role in roles if role}
    if "lead" not in named or not named & _WHEN or named & {"activity", "goal", "period"}:
        return None
    return next((at for at, role in enumerate(roles) if role in (None, "description")), None)


def cells_of(text: str) -> list[str]:
    """Return the parts of a line that stand apart."""
    return [cell for cell in _GAP.split(text) if cell]


def _delimiter(text: str) -> str:
    for mark in ("\t", "|", ";"):
        if mark in text and is_head(_split(text, mark)):
            return mark
    return ""


def _ruled(lines: Sequence[Line]) -> str:
    """Return the mark of a table in Markdown: its heads, whatever they say, stand above a rule."""
    is_ruled = len(lines) == 2 and "|" in lines[0].text and _RULED.match(lines[1].text)
    return "|" if is_ruled else ""


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
        if line.gap > gap and _is_text(lines, stop, gap):
            break
        if _stands_off(line, lines[start + 1 : stop], lines[start]):
            break
        tried = filled.copy()
        _fill(tried, line)
        if len(_spans(lines[start], _runs(tried))) < len(heads):
            break
        filled, stop = tried, stop + 1
    spans = _spans(lines[start], _runs(filled))
    if stop - start < 2 or len(spans) != len(heads):
        return None
    return stop, _rows(lines[start:stop], spans, heads)


def _is_text(lines: Sequence[Line], start: int, gap: int) -> bool:
    """Say whether the paragraph that begins here has no columns, nor the one after it, if any."""
    parts = 0
    for index in range(start, min(start + 12, len(lines))):
        if index == start or lines[index].gap > gap:
            parts += 1
            is_table = is_head(cells_of(lines[index].text))
            if parts == 3 or (parts == 2 and is_table):
                return True
        if _GAP.search(lines[index].text):
            return False
    return True


def _is_outside(line: Line, head: Line, gap: int) -> bool:
    """Say whether a line cannot belong to the table: it is a heading of its own."""
    if _GAP.search(line.text):
        return False
    if line.level or line.size > head.size + 0.5:
        return True
    if line.gap > gap and line.indent <= head.indent and announcing.is_title_of_list(line.text):
        return True
    found = marks.heading(line.text)
    if found is None:
        return False
    return found.mark in (Mark.LABEL, Mark.HASH) or (found.is_sure and line.gap > gap)


def _stands_off(line: Line, rows: Sequence[Line], head: Line) -> bool:
    """Say whether a short line without columns stands further below than any row: a heading."""
    return (
        len(rows) > 1
        and not _GAP.search(line.text)
        and line.indent <= head.indent
        and len(line.text.split()) <= 6
        and line.gap > max(row.gap for row in rows)
    )


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
    title = next(
        (roles.index(role) for role in ("activity", "goal") if role in roles), title_of(roles) or 0
    )
    anchors = [
        column
        for role in ("number", "status", "ends", "starts", "time", "lead")
        for column, found in enumerate(roles)
        if found == role and column != title
    ]
    gap = min((line.gap for line in lines[1:] if line.gap), default=1)
    rows: list[Block] = []
    parted = [_cells(line, spans) for line in lines]
    for line, cells, below in zip(lines, parted, [*parted[1:], []], strict=True):
        if rows and cells == list(rows[0].cells):
            continue
        is_first = len(rows) < 2 or _opens_row(line, cells, rows[-1], title, anchors, gap)
        if is_first or _is_top(cells, below, rows[-1], title, anchors):
            rows.append(_row(line, cells))
        else:
            _extend(rows[-1], cells)
    return rows


def _is_top(
    cells: list[str], below: list[str], above: Block, title: int, anchors: list[int]
) -> bool:
    """Say whether a title begins here whose other cells stand beside its last line."""
    if not anchors or not below or not cells[title] or cells[title][0].islower():
        return False
    anchor = anchors[0]
    is_alone = sum(map(bool, cells)) == 1
    is_below = bool(below[anchor]) and below[title][:1].islower()
    return is_alone and is_below and bool(above.cells[anchor])


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
    if text[:1].islower() and sum(map(bool, cells)) == 1:
        return False
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
