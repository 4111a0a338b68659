"""Reads the Parquet files that parquet.py writes, as the same columns; other readers can too.

Why our own, and what it was measured against: docs/decisions/0025.
"""

import zlib
from array import array
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from livskraft.indicators.store.parquet import MAGIC, Column, Kind
from livskraft.indicators.store.thrift import decode, read_varint

_KINDS: Mapping[int, Kind] = {6: "text", 5: "number", 1: "day"}
_DICTIONARY = 8
_WIDTHS = {8: "B", 16: "H", 32: "I"}
_BITS = bytes.maketrans(b"01", b"\0\1")
_FOOTER_END = 8


@dataclass(frozen=True)
class Group:
    """Rows that lie together in a file, column by column."""

    rows: int
    columns: Mapping[str, Column]


class ParquetFile:
    """A file's content and what it says of itself; its groups are unpacked when they are asked for.

    It must be as it was written: whoever reads it has compared its hash.
    """

    def __init__(self, content: bytes) -> None:
        size = int.from_bytes(content[-_FOOTER_END : -len(MAGIC)], "little")
        footer, _end = decode(content, len(content) - _FOOTER_END - size)
        self._content = content
        self._kinds = {field[4].decode(): (_KINDS[field[1]], field[3]) for field in footer[2][1:]}
        self._groups = footer[4]
        self.rows: int = footer[3]

    def __len__(self) -> int:
        return len(self._groups)

    def ends(self, number: int, name: str) -> tuple[str, str]:
        """Return the smallest and the largest text of a column in a group."""
        told = self._chunks(number)[name][12]
        return told[6].decode(), told[5].decode()

    def group(self, number: int, names: Collection[str]) -> Group:
        """Return some columns of a group."""
        chunks = self._chunks(number)
        columns = {name: self._column(name, chunks[name]) for name in names}
        return Group(self._groups[number][3], columns)

    def _chunks(self, number: int) -> dict[str, dict[int, Any]]:
        return {chunk[3][3][0].decode(): chunk[3] for chunk in self._groups[number][1]}

    def _column(self, name: str, about: Mapping[int, Any]) -> Column:
        kind, repetition = self._kinds[name]
        values = _values(kind, self._page(about[11])[1]) if 11 in about else ()
        head, page = self._page(about[9])
        rows, encoding = head[5][1], head[5][2]
        holes, place = _holes(page, rows) if repetition else (b"", 0)
        filled = holes.count(1) if repetition else rows
        is_plain = filled and encoding != _DICTIONARY
        return Column(
            name=name,
            kind=kind,
            values=values,
            places=_places(page, place, filled) if encoding == _DICTIONARY else array("B"),
            holes=holes,
            is_optional=bool(repetition),
            plain=array("d", page[place:]) if is_plain else None,
        )

    def _page(self, place: int) -> tuple[dict[int, Any], bytes]:
        """Return what a page says of itself, and what is in it."""
        head, start = decode(self._content, place)
        return head, zlib.decompress(self._content[start : start + head[3]], 31)


def _values(kind: Kind, page: bytes) -> Sequence[Any]:
    if kind != "text":
        return array("d" if kind == "number" else "i", page)
    found = []
    place = 0
    while place < len(page):
        start = place + 4
        place = start + int.from_bytes(page[place:start], "little")
        found.append(page[start:place].decode())
    return found


def _holes(page: bytes, rows: int) -> tuple[bytes, int]:
    """Return a 1 for each row that has a value, else a 0; and where the values begin."""
    end = 4 + int.from_bytes(page[:4], "little")
    head, place = read_varint(page, 4)
    if not head & 1:
        return page[place : place + 1] * rows, end
    bits = format(int.from_bytes(page[place:end], "little"), f"0{rows}b")
    return bits[::-1].encode().translate(_BITS), end


def _places(page: bytes, place: int, filled: int) -> "array[int]":
    """Return the places in the dictionary: one run, or one place for all.

    A run is of a multiple of eight places; those after the last value mean nothing.
    """
    kind = _WIDTHS[page[place]]
    head, start = read_varint(page, place + 1)
    found = array(kind, page[start:])
    return found[:filled] if head & 1 else found * filled
