"""Writes Parquet files: columns of texts, numbers and days, the same bytes for the same content.

Why our own, and what it was measured against: docs/decisions/0015. Any reader of Parquet opens
the files. Texts and repeated numbers are kept once each, in a dictionary; pages are packed with
gzip. https://parquet.apache.org/docs/file-format/
"""

import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress, repeat
from operator import is_not
from typing import Any, Literal

from livskraft.indicators.store.thrift import Long, Struct, encode, varint

Kind = Literal["text", "number", "day"]

GROUP = 128 * 1024
"""Rows that lie together; a reader skips a group whose smallest and largest texts do not fit."""

MAGIC = b"PAR1"
_LEVEL = 4
_GZIP, _PLAIN, _RLE, _RLE_DICTIONARY = 2, 0, 3, 8
_DATA_PAGE, _DICTIONARY_PAGE = 0, 2
_PHYSICAL = {"text": 6, "number": 5, "day": 1}
_CONVERTED = {"text": 0, "day": 6}
_LOGICAL: dict[str, Struct] = {"text": {1: {}}, "day": {6: {}}}
_ARRAYS = {"number": "d", "day": "i"}
_MOST_REPEATED = 65_536


@dataclass(frozen=True)
class Column:
    """A column whose values stand once each in `values`, and for each row their place there.

    `places` has one, two or four bytes a row, as `place_array` makes it. Where a row has
    nothing, `holes` holds a 0 (else 1) and `places` no place: only filled rows have one.
    Without `values` at all, `plain` holds the numbers themselves.
    """

    name: str
    kind: Kind
    values: Sequence[str | float]
    places: "array[int]"
    holes: bytes = b""
    is_optional: bool = False
    plain: "array[float] | None" = None

    def of_rows(self, start: int, end: int) -> "Column":
        """Return the rows from start to end."""
        holes = self.holes[start:end]
        if self.holes:
            start = self.holes.count(1, 0, start)
            end = start + holes.count(1)
        plain = self.plain[start:end] if self.plain is not None else None
        return Column(
            self.name,
            self.kind,
            self.values,
            self.places[start:end],
            holes,
            self.is_optional,
            plain,
        )


def place_array(size: int, places: Iterable[int] = ()) -> "array[int]":
    """Return an array as narrow as a dictionary of that size allows."""
    return array("B" if size <= 256 else "H" if size <= 65_536 else "I", places)


def optional_column(name: str, kind: Kind, found: Sequence[str | float | None]) -> Column:
    """Return a column in which rows may have nothing."""
    rows = len(found)
    empty = found.count(None)
    if empty == rows:
        return Column(name, kind, (), array("B"), bytes(rows), is_optional=True)
    holes = bytes(map(is_not, found, repeat(None))) if empty else b"\1" * rows
    filled: Sequence[Any] = list(compress(found, holes)) if empty else found
    values = sorted(set(filled))
    order = {value: place for place, value in enumerate(values)}
    if kind == "number":
        if not _is_worth_it(len(values), rows):
            numbers = array("d", [value + 0.0 for value in filled])
            return Column(name, kind, (), array("B"), holes, is_optional=True, plain=numbers)
        values = [value + 0.0 for value in values]  # -0.0 is 0.0
    places = place_array(len(values), list(map(order.__getitem__, filled)))
    return Column(name, kind, values, places, holes, is_optional=True)


def _is_worth_it(distinct: int, rows: int) -> bool:
    """Whether a dictionary takes less room than the numbers themselves."""
    return distinct <= _MOST_REPEATED and distinct * 2 <= rows


def write_parquet(columns: Sequence[Column], rows: int, about: dict[str, str]) -> bytes:
    """Return the file's content. `about` is kept in the file beside the columns."""
    content = bytearray(MAGIC)
    groups: list[Struct] = []
    for start in range(0, rows, GROUP):
        end = min(start + GROUP, rows)
        chunks = []
        before = len(content)
        for column in columns:
            part = column if end - start == rows else column.of_rows(start, end)
            chunks.append(_write_chunk(content, part, end - start))
        groups.append({1: chunks, 2: Long(len(content) - before), 3: Long(end - start)})
    footer = encode(
        {
            1: 1,
            2: [{4: "observations", 5: len(columns)}, *(_described(one) for one in columns)],
            3: Long(rows),
            4: groups,
            5: [{1: key, 2: value} for key, value in sorted(about.items())],
            6: "Livskraft",
        }
    )
    content += footer + len(footer).to_bytes(4, "little") + MAGIC
    return bytes(content)


def _described(column: Column) -> Struct:
    return {
        1: _PHYSICAL[column.kind],
        3: 1 if column.is_optional else 0,
        4: column.name,
        6: _CONVERTED.get(column.kind),
        10: _LOGICAL.get(column.kind),
    }


@dataclass
class _Chunk:
    start: int
    dictionary: int | None = None
    data: int = 0
    unpacked: int = 0
    encodings: list[int] = field(default_factory=lambda: [_RLE])


def _write_chunk(content: bytearray, column: Column, rows: int) -> Struct:
    """Append a column's pages; return where they lie and what they hold."""
    chunk = _Chunk(len(content))
    levels = _levels(column.holes, rows) if column.is_optional else b""
    if column.plain is not None:
        chunk.encodings.append(_PLAIN)
        encoding, values = _PLAIN, column.plain.tobytes()
    elif not column.places:
        chunk.encodings.append(_PLAIN)
        encoding, values = _PLAIN, b""
    else:
        column = column if column.kind == "number" else _narrowed(column)
        chunk.dictionary = len(content)
        chunk.encodings += [_PLAIN, _RLE_DICTIONARY]
        head: Struct = {1: len(column.values), 2: _PLAIN}
        chunk.unpacked += _write_page(
            content, _DICTIONARY_PAGE, {7: head}, _plain(column.kind, column.values)
        )
        encoding, values = _RLE_DICTIONARY, _dictionary_places(column.places)
    chunk.data = len(content)
    page: Struct = {1: rows, 2: encoding, 3: _RLE, 4: _RLE}
    chunk.unpacked += _write_page(content, _DATA_PAGE, {5: page}, levels + values)
    return {2: Long(chunk.start), 3: _about_chunk(chunk, column, rows, len(content))}


def _about_chunk(chunk: _Chunk, column: Column, rows: int, end: int) -> Struct:
    return {
        1: _PHYSICAL[column.kind],
        2: list(chunk.encodings),
        3: [column.name],
        4: _GZIP,
        5: Long(rows),
        6: Long(chunk.unpacked),
        7: Long(end - chunk.start),
        9: Long(chunk.data),
        11: Long(chunk.dictionary) if chunk.dictionary is not None else None,
        12: _statistics(column, rows),
    }


def _statistics(column: Column, rows: int) -> Struct:
    """Return the number of holes, and the smallest and largest of texts and days."""
    holes = rows - column.holes.count(1) if column.is_optional else 0
    if column.kind == "number" or not column.values:
        return {3: Long(holes)}
    smallest, largest = (_one(column.kind, column.values[place]) for place in (0, -1))
    return {3: Long(holes), 5: largest, 6: smallest}


def _one(kind: Kind, value: str | float) -> bytes:
    return (
        value.encode() if isinstance(value, str) else int(value).to_bytes(4, "little", signed=True)
    )


def _narrowed(column: Column) -> Column:
    """Return the column with a dictionary of only those values that its rows have.

    A group with more rows than there are numbers has nearly all of them: that one stays as it is.
    """
    if column.kind == "number" and len(column.places) > len(column.values):
        return column
    used = _used(column.places, len(column.values))
    if len(used) == len(column.values):
        return column
    order = {old: new for new, old in enumerate(used)}
    places = place_array(len(used), list(map(order.__getitem__, column.places)))
    values = [column.values[place] for place in used]
    return Column(column.name, column.kind, values, places, column.holes, column.is_optional)


def _used(places: "array[int]", size: int) -> list[int]:
    """Return which places there are, in order; in bytes a search is faster than a set."""
    if places.itemsize > 1:
        return sorted(set(places))
    packed = places.tobytes()
    return [place for place in range(size) if place in packed]


def _write_page(content: bytearray, kind: int, head: Struct, unpacked: bytes) -> int:
    """Append a page; return how many bytes it is with its head, unpacked."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, 31)
    packed = packer.compress(unpacked) + packer.flush()
    described = encode({1: kind, 2: len(unpacked), 3: len(packed), **head})
    content += described + packed
    return len(described) + len(unpacked)


def _plain(kind: Kind, values: Sequence[str | float]) -> bytes:
    if kind == "text":
        return b"".join(_with_length(str(text).encode()) for text in values)
    numbers: array[Any] = array(_ARRAYS[kind], values)
    return numbers.tobytes()


def _with_length(text: bytes) -> bytes:
    return len(text).to_bytes(4, "little") + text


def _dictionary_places(places: "array[int]") -> bytes:
    """Return the places behind their width in bits, as runs where all are alike."""
    width = places.itemsize
    head = bytes([width * 8])
    if places[0] == places[-1] and places.count(places[0]) == len(places):
        return head + varint(len(places) << 1) + places[:1].tobytes()
    return head + _bit_packed(places.tobytes(), len(places), width)


def _bit_packed(packed: bytes, count: int, width: int) -> bytes:
    """Return values of whole bytes as one run, which must hold a multiple of eight of them."""
    groups = (count + 7) // 8
    return varint(groups << 1 | 1) + packed.ljust(groups * 8 * width, b"\0")


def _levels(holes: bytes, rows: int) -> bytes:
    """Return a bit for each row: 1 where it has a value."""
    if (filled := holes.count(1)) in (0, rows):
        content = varint(rows << 1) + (b"\1" if filled else b"\0")
    else:
        bits = int(holes[::-1].translate(_DIGITS), 2)
        size = (rows + 7) // 8
        content = varint(size << 1 | 1) + bits.to_bytes(size, "little")
    return len(content).to_bytes(4, "little") + content


_DIGITS = bytes.maketrans(b"\0\1", b"01")


def column_bytes(column: Column) -> Iterator[bytes]:
    """Yield all that a column says, in one way only, for a hash over the content."""
    yield f"{column.name}:{len(column.values)}:{len(column.places)}\n".encode()
    if column.plain is not None:
        yield column.plain.tobytes()
    elif column.kind == "text":
        yield _plain("text", column.values)
    else:
        yield _plain(column.kind, column.values)
    yield column.places.tobytes()
    yield column.holes
