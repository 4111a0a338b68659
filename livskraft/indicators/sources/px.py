"""PX files: a header in keywords, then the cells of STUB × HEADING, last HEADING fastest."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from livskraft.indicators.sources.cube import CellNote, Cube, Dimension, checked_size
from livskraft.indicators.sources.errors import AnswerError, _
from livskraft.indicators.sources.periods import period_on_scale
from livskraft.indicators.sources.px_header import Header, decode_px, read_header

_CELL = re.compile(r'"[^"]*"|[^\s,;"]+')
_SCALE = re.compile(r"TLIST\s*\(\s*([A-Z]\d?)", re.IGNORECASE)
_RANGE = re.compile(r'"([^"]*)"\s*-\s*"([^"]*)"')
_QUOTED = re.compile(r'"([^"]*)"')
_PARTS = {"H": 2, "Q": 4, "M": 12}
_ROLES = {"T": "time", "G": "geo"}
_SYMBOLS = {"." * number: f"DATASYMBOL{number}" for number in range(1, 7)} | {
    "-": "DATASYMBOLNIL",
    ".......": "DATASYMBOLSUM",
}


def read_px(payload: bytes) -> Cube:
    """Return the table of a PX file. Raises AnswerError where it is cut off or inconsistent.

    Texts are those of the file's main language; where a variable has no codes its texts stand
    for them. In the form with KEYS, rows that the file leaves out have no value.
    """
    header, data = read_header(decode_px(payload))
    names = [*header.items("STUB"), *header.items("HEADING")]
    dimensions = tuple(_dimension(header, name) for name in names)
    size = checked_size([len(dimension.values) for dimension in dimensions])
    tokens = _CELL.findall(data) if '"' in data or "," in data else data.split()
    if any(True for _keys in header.keys("KEYS")):
        tokens = _filled(tokens, header, dimensions, size)
    if len(tokens) != size:
        raise AnswerError(
            _(
                "The PX file has %(found)d figures where its header tells of %(size)d: it was cut "
                "off or changed. Fetch it again."
            ),
            found=len(tokens),
            size=size,
        )
    cells, statuses = _cells(tokens, _symbols(header))
    return Cube(
        title=header.text("TITLE") or header.text("DESCRIPTION") or header.text("CONTENTS"),
        dimensions=dimensions,
        cells=cells,
        statuses=statuses,
        source=header.text("SOURCE"),
        updated=_first(header, "LAST-UPDATED"),
        notes=tuple(_notes(header)),
        cell_notes=tuple(_cell_notes(header, names, dimensions)),
    )


def _dimension(header: Header, name: str) -> Dimension:
    texts = header.items("VALUES", name)
    codes = header.items("CODES", name)
    times = _times(header.raw("TIMEVAL", name))
    values = tuple(codes or texts or times)
    texts = texts or list(values)
    if not values or len(values) != len(texts) or len(set(values)) != len(values):
        raise AnswerError(
            _('The PX file does not give the variable "%(name)s" one code for each value.'),
            name=name,
        )
    by_text = dict(zip(texts, values, strict=True))
    elimination = header.text("ELIMINATION", name)
    total = by_text.get(elimination, elimination if elimination in values else None)
    scale = _SCALE.search(header.raw("TIMEVAL", name))
    return Dimension(
        code=header.text("VARIABLECODE", name) or name,
        label=name,
        values=values,
        labels=dict(zip(values, texts, strict=True)),
        role=_role(header, name, bool(times)),
        can_eliminate=bool(total) or elimination.upper() == "YES",
        total=total,
        periods=_periods(values, times, scale[1] if scale else ""),
        units={
            by_text[keys[0]]: header.text("UNITS", *keys)
            for keys in header.keys("UNITS")
            if len(keys) == 1 and keys[0] in by_text
        },
        notes={
            by_text[keys[1]]: header.text(keyword, *keys)
            for keyword in ("VALUENOTE", "VALUENOTEX")
            for keys in header.keys(keyword)
            if len(keys) == 2 and keys[0] == name and keys[1] in by_text
        },
    )


def _role(header: Header, name: str, has_times: bool) -> str:
    if header.text("CONTVARIABLE") == name:
        return "metric"
    if has_times:
        return "time"
    return _ROLES.get(header.text("VARIABLE-TYPE", name).upper(), "")


def _times(timeval: str) -> list[str]:
    """Return the time values of TIMEVAL: `TLIST(A1),"2004","2005"` or `TLIST(A1,"2004"-"2005")`."""
    if between := _RANGE.search(timeval):
        scale = _SCALE.search(timeval)
        return list(_between(between[1], between[2], (scale[1] if scale else "A")[:1].upper()))
    return _QUOTED.findall(timeval)


def _between(first: str, last: str, scale: str) -> Iterator[str]:
    """Yield the years, or years with a part ("20041", "200412"), from the first to the last."""
    parts = _PARTS.get(scale, 0)
    width = 2 if scale == "M" else 1
    if not (first[:4].isdecimal() and last[:4].isdecimal()):
        return
    for year in range(int(first[:4]), int(last[:4]) + 1):
        if not parts:
            yield str(year)
        for part in range(1, parts + 1):
            if first <= (written := f"{year}{part:0{width}}") <= last:
                yield written


def _periods(values: Sequence[str], times: Sequence[str], scale: str) -> dict[str, str]:
    """Return the periods of a time variable by code, where there is one for each."""
    if len(times) != len(values):
        return {}
    read = (period_on_scale(time, scale) for time in times)
    return {code: period for code, period in zip(values, read, strict=True) if period}


def _symbols(header: Header) -> dict[str, str]:
    """Return the symbol to show for each that may stand in the data."""
    return {mark: header.text(keyword) or mark for mark, keyword in _SYMBOLS.items()}


def _cells(
    tokens: Sequence[str | None], symbols: Mapping[str, str]
) -> tuple[list[Any], dict[int, str]]:
    """Return numbers, with None and a status where a symbol stands."""
    cells: list[Any] = []
    statuses: dict[int, str] = {}
    for place, token in enumerate(tokens):
        if token is None:
            cells.append(None)
            continue
        try:
            cells.append(int(token))
            continue
        except ValueError:
            pass
        number = _decimal(token)
        cells.append(number)
        if number is None:
            mark = token.strip('"')
            statuses[place] = symbols.get(mark, mark)
    return cells, statuses


def _decimal(token: str) -> float | None:
    """Return a number; None for symbols, and for words that Python would take for numbers."""
    if not token[-1:].isdecimal() and not token.endswith("."):
        return None
    try:
        return float(token)
    except ValueError:
        return None


def _filled(
    tokens: Sequence[str], header: Header, dimensions: Sequence[Dimension], size: int
) -> list[Any]:
    """Spread rows that begin with keys over the whole table; a row left out is None."""
    stub = dimensions[: len(header.items("STUB"))]
    rows = [_row_keys(header, dimension) for dimension in stub]
    width = size
    for dimension in stub:
        width //= max(1, len(dimension.values))
    step = len(stub) + width
    order = {row: number for number, row in enumerate(product(*(d.values for d in stub)))}
    cells: list[Any] = [None] * size
    for start in range(0, len(tokens), step):
        line = tokens[start : start + step]
        names = [token.strip('"') for token in line[: len(stub)]]
        row = tuple(keys.get(name, name) for keys, name in zip(rows, names, strict=False))
        if len(line) < step or row not in order:
            raise AnswerError(
                _(
                    "The PX file has a row for %(row)s that its header does not tell of: it was "
                    "cut off or changed. Fetch it again."
                ),
                row=", ".join(names),
            )
        place = order[row] * width
        cells[place : place + width] = line[len(stub) :]
    return cells


def _row_keys(header: Header, dimension: Dimension) -> dict[str, str]:
    """Return codes by what stands in the rows: the code itself, or the text."""
    if header.text("KEYS", dimension.label).upper() == "CODES":
        return {code: code for code in dimension.values}
    return {dimension.label_of(code): code for code in dimension.values}


def _first(header: Header, keyword: str) -> str:
    """Return a keyword's text, whether it stands for the table or for a content."""
    return next((header.text(keyword, *keys) for keys in header.keys(keyword)), "")


def _notes(header: Header) -> Iterator[str]:
    for keyword in ("NOTE", "NOTEX"):
        for keys in header.keys(keyword):
            yield ": ".join((*keys, header.text(keyword, *keys)))


def _cell_notes(
    header: Header, names: Sequence[str], dimensions: Sequence[Dimension]
) -> Iterator[CellNote]:
    by_text = [{d.label_of(code): code for code in d.values} for d in dimensions]
    for keyword in ("CELLNOTE", "CELLNOTEX"):
        for keys in header.keys(keyword):
            if len(keys) != len(names):
                continue
            codes = tuple(
                None if key == "*" else texts.get(key, key)
                for texts, key in zip(by_text, keys, strict=True)
            )
            yield CellNote(codes, header.text(keyword, *keys))
