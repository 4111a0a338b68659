"""Excel workbooks: each sheet as tables of rows, or as running text when it has one column."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from livskraft.plans.reading import columns, marks, vocabulary
from livskraft.plans.reading.archive import Archive
from livskraft.plans.reading.blocks import Block, Kind, Line, Mark, Place, Source
from livskraft.plans.reading.messages import Message, ReadingError, _
from livskraft.plans.reading.paragraphs import blocks_of
from livskraft.plans.reading.text import clean

MAX_SHEETS = 200
MAX_ROWS = 50_000
MAX_COLUMNS = 200
MAX_SHEET_BYTES = 40_000_000

_NO_TEXT = _("The workbook holds no text in its visible sheets. Is it the right file?")
_BROKEN = _("The workbook cannot be read (%(problem)s). Open it in Excel and save it anew as xlsx.")
_HIDDEN_SHEET = _("The sheet “%(sheet)s” is hidden and was left out. Should it be read?")
_HIDDEN_COLUMN = _("Column %(column)s is hidden and was left out. Should it be read?")
_HIDDEN_ROWS = _("%(count)d hidden rows were left out, first row %(row)d. Should they be read?")
_CUT = _(
    "The sheet has more than %(rows)d rows; those below were left out. Are they part of the plan?"
)


def read(content: bytes, archive: Archive, file: str) -> Source:
    """Return the blocks of every visible sheet. Raises ReadingError."""
    archive.check(r"xl/.*\.xml$", MAX_SHEET_BYTES)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    except MemoryError:
        raise
    except Exception as error:
        # openpyxl raises whatever its parts raise when a workbook is broken.
        raise _broken(file, error) from None
    source = Source(title=clean(str(book.properties.title or "")).strip()[:300])
    tables = 0
    for sheet in book.worksheets[:MAX_SHEETS]:
        if sheet.sheet_state != "visible":
            where = Place("sheet", 1, sheet=sheet.title)
            source.notes.append(
                (where, sheet.title, Message(_HIDDEN_SHEET, {"sheet": sheet.title}))
            )
            continue
        tables = _read_sheet(sheet, source, tables)
    if not source.blocks:
        raise ReadingError(file, Message(_NO_TEXT))
    source.blocks = list(_under_sheet_names(source.blocks))
    return source


def _under_sheet_names(blocks: list[Block]) -> Iterator[Block]:
    """Yield the blocks; where no goals are named but by the sheets, each sheet's name is a heading."""
    heads = [block for block in blocks if block.kind is Kind.ROW and columns.is_head(block.cells)]
    sheets = dict.fromkeys(block.place.sheet for block in heads)
    names_goals = any(columns.role_of(cell) == "goal" for block in heads for cell in block.cells)
    is_named = any(block.kind is Kind.HEADING or block.is_label_row for block in blocks)
    is_by_sheet = len(sheets) > 1 and not names_goals and not is_named
    last = ""
    for block in blocks:
        sheet = block.place.sheet
        if is_by_sheet and sheet != last and not vocabulary.SHEET_NAME.match(sheet):
            where = Place("sheet", 1, sheet=sheet)
            yield Block(Kind.HEADING, sheet, where, 1, mark=Mark.STYLE)
        last = sheet
        yield block


def _broken(file: str, error: Exception) -> ReadingError:
    problem = " ".join(f"{type(error).__name__} {error}".split())[:120]
    return ReadingError(file, Message(_BROKEN, {"problem": problem}))


def _read_sheet(sheet: Worksheet, source: Source, tables: int) -> int:
    """Add the sheet's blocks; return how many tables there are so far."""
    _tell_hidden(sheet, source)
    rows = list(_rows(sheet))
    if not rows:
        return tables
    if _is_one_column(rows):
        source.blocks.extend(
            _row(sheet.title, number, cells, own, tables + 1) for number, cells, own in rows
        )
        return tables + 1
    if not any(_is_table_head(rows, at) for at in range(min(len(rows), 400))):
        return _without_heads(sheet.title, rows, source, tables)
    table = tables
    waiting: list[tuple[int, list[str], list[str]]] = []
    is_open = False
    last = 0
    for at, (number, cells, own) in enumerate(rows):
        is_head = _is_table_head(rows, at) and not (
            is_open and number == last + 1 and _is_second(rows, at)
        )
        if is_head:
            source.blocks.extend(_as_text(sheet.title, waiting))
            waiting, is_open, table = [], True, table + 1
        if is_open and number > last + 2 and not is_head and sum(map(bool, own)) < 2:
            is_open = False
        last = number
        if is_open:
            source.blocks.append(_row(sheet.title, number, cells, own, table))
        else:
            waiting.append((number, cells, own))
    source.blocks.extend(_as_text(sheet.title, waiting))
    return table


def _is_one_column(rows: list[tuple[int, list[str], list[str]]]) -> bool:
    """Say whether the sheet is one column of activities under its head, without bullets."""
    filled = [[cell for cell in own if cell] for _number, _cells, own in rows]
    if len(rows) < 2 or any(len(cells) != 1 for cells in filled):
        return False
    head, *texts = (cells[0] for cells in filled)
    is_head = (
        columns.role_of(head) == "activity" and len(head.split()) <= 3 and not head.endswith(":")
    )
    return is_head and not any(marks.bullet(text) or marks.heading(text) for text in texts)


def _without_heads(
    title: str, rows: list[tuple[int, list[str], list[str]]], source: Source, tables: int
) -> int:
    """Add a sheet without known heads, as rows or as text; return how many tables there are so far."""
    start = _data_start(rows)
    if not start:
        source.blocks.extend(_as_text(title, rows))
        return tables
    source.blocks.extend(_as_text(title, rows[: start - 1]))
    source.blocks.extend(
        _row(title, number, cells, own, tables + 1) for number, cells, own in rows[start - 1 :]
    )
    return tables + 1


def _data_start(rows: list[tuple[int, list[str], list[str]]]) -> int:
    """Return the number of the first row of data under unknown heads, from 1; 0 if it is text."""
    widths = [sum(map(bool, own)) for _number, _cells, own in rows]
    first = next((at for at, width in enumerate(widths) if width > 2), None)
    if first is None or len(widths) - first < 3:
        return 0
    return first + 1 if sum(width > 2 for width in widths[first:]) > len(widths[first:]) / 2 else 0


def _is_table_head(rows: list[tuple[int, list[str], list[str]]], at: int) -> bool:
    """Say whether a row, alone or with the one below, holds the heads of a table."""
    cells = rows[at][1]
    if columns.is_head(cells):
        return True
    if at + 1 >= len(rows) or not any(columns.role_of(cell) for cell in cells):
        return False
    below = rows[at + 1][1]
    both = [
        f"{above} {under}".strip() if above != under else above
        for above, under in zip(cells, below, strict=True)
    ]
    return (
        columns.is_head(both)
        and sum(map(bool, cells)) > 1
        and all(len(cell) < 40 for cell in below)
    )


def _is_second(rows: list[tuple[int, list[str], list[str]]], at: int) -> bool:
    return at > 0 and _is_table_head(rows, at - 1)


def _row(title: str, number: int, cells: list[str], own: list[str], table: int) -> Block:
    text = " | ".join(dict.fromkeys(cell for cell in cells if cell))
    filled = {cell for cell in own if cell}
    is_label = len(filled) == 1 and len({cell for cell in cells if cell}) == 1
    place = Place("sheet", number, sheet=title)
    return Block(Kind.ROW, text, place, cells=tuple(cells), table=table, is_label_row=is_label)


def _as_text(title: str, rows: list[tuple[int, list[str], list[str]]]) -> list[Block]:
    """Read rows as printed lines: one row is one line, an empty row a gap."""
    lines: list[Line] = []
    last = 0
    for number, _cells, own in rows:
        filled = [(at, cell) for at, cell in enumerate(own) if cell]
        if not filled:
            continue
        text = " ".join(cell for _at, cell in filled)
        place = Place("sheet", number, sheet=title)
        for at, part in enumerate(text.split("\n")):
            if part := part.strip():
                gap = number - last if at == 0 and last else 1
                lines.append(Line(part, place, filled[0][0] * 4, gap if lines else 0))
        last = number
    if not lines:
        return []
    # In a sheet a row's end says nothing of the width of the text: a new row is a new line on purpose.
    longest = max(line.end for line in lines)
    is_wrapped = longest < 130 and sum(line.text[0].islower() for line in lines) > len(lines) * 0.15
    if not is_wrapped:
        lines = [replace(line, gap=max(line.gap, 1) * 2 if line.gap else 0) for line in lines]
    return blocks_of(lines)


def _rows(sheet: Worksheet) -> Iterator[tuple[int, list[str], list[str]]]:
    """Yield row number, its cells with merged ones repeated, and the cells as they are."""
    hidden = set(_hidden_columns(sheet))
    width = min(sheet.max_column or 1, MAX_COLUMNS)
    shown = [column for column in range(1, width + 1) if get_column_letter(column) not in hidden]
    merged = _merged(sheet)
    hidden_rows = {row for row, dimension in sheet.row_dimensions.items() if dimension.hidden}
    height = min(sheet.max_row or 1, MAX_ROWS)
    for number, row in enumerate(sheet.iter_rows(max_col=width, max_row=height), 1):
        if number in hidden_rows:
            continue
        own = ["" for _column in shown]
        cells = ["" for _column in shown]
        for at, column in enumerate(shown):
            own[at] = _text(row[column - 1].value)
            origin = merged.get((number, column))
            cells[at] = _text(sheet.cell(*origin).value) if origin else own[at]
        if any(cells):
            yield number, cells, own


def _merged(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Return the corner of the range that each covered cell belongs to; huge ranges are passed over."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for merged in list(sheet.merged_cells.ranges)[:5000]:
        rows = range(merged.min_row, min(merged.max_row, MAX_ROWS) + 1)
        across = range(merged.min_col, min(merged.max_col, MAX_COLUMNS) + 1)
        if len(rows) * len(across) > 20_000:
            continue
        for row in rows:
            for column in across:
                found[row, column] = (merged.min_row, merged.min_col)
    return found


def _hidden_columns(sheet: Worksheet) -> list[str]:
    found: list[str] = []
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden:
            last = min(dimension.max or 1, MAX_COLUMNS)
            found.extend(get_column_letter(at) for at in range(dimension.min or 1, last + 1))
    return found


def _tell_hidden(sheet: Worksheet, source: Source) -> None:
    for letter in _hidden_columns(sheet):
        head = next((_text(cell.value) for cell in sheet[letter][:20] if cell.value), "")
        if head:
            where = Place("sheet", 1, sheet=sheet.title)
            source.notes.append((where, head, Message(_HIDDEN_COLUMN, {"column": letter})))
    hidden = [row for row, dimension in sheet.row_dimensions.items() if dimension.hidden]
    if hidden:
        where = Place("sheet", hidden[0], sheet=sheet.title)
        values = {"count": len(hidden), "row": hidden[0]}
        source.notes.append((where, "", Message(_HIDDEN_ROWS, values)))
    if (sheet.max_row or 0) > MAX_ROWS:
        where = Place("sheet", MAX_ROWS, sheet=sheet.title)
        source.notes.append((where, "", Message(_CUT, {"rows": MAX_ROWS})))


def _text(value: object) -> str:
    """Return a cell's value as text: days as 2022-03-01, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return (
            value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        )
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, bool):
        return "ja" if value else "nej"
    lines = [" ".join(clean(line).split()) for line in str(value)[:20_000].split("\n")]
    return "\n".join(line for line in lines if line)
