"""Thrift's compact protocol, as much of it as a Parquet file's own descriptions need.

https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_INTEGER_32, _INTEGER_64, _BINARY, _LIST, _STRUCT = 5, 6, 8, 9, 12


@dataclass(frozen=True)
class Long:
    """An integer that the format declares as 64 bits wide."""

    value: int


Value = "int | Long | str | bytes | Sequence[Value] | Struct"
Struct = dict[int, "int | Long | str | bytes | Sequence[object] | Struct | None"]
"""Fields by their number in the format; None leaves a field out."""


def encode(struct: Struct) -> bytes:
    """Return a struct; its fields are written in the order of their numbers."""
    parts = []
    last = 0
    for number in sorted(struct):
        value = struct[number]
        if value is None:
            continue
        kind, content = _content(value)
        step = number - last
        head = bytes([step << 4 | kind]) if step < 16 else bytes([kind]) + _zigzag(number)
        parts += [head, content]
        last = number
    return b"".join(parts) + b"\0"


@lru_cache(maxsize=10_000)
def varint(number: int) -> bytes:
    """Return an unsigned number in groups of seven bits, the lowest first."""
    found = bytearray()
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    found.append(number)
    return bytes(found)


def _zigzag(number: int) -> bytes:
    return varint(number << 1 if number >= 0 else (-number << 1) - 1)


def _content(value: object) -> tuple[int, bytes]:
    """Return the kind of a value, and its bytes."""
    if isinstance(value, int):
        return _INTEGER_32, _zigzag(value)
    if isinstance(value, Long):
        return _INTEGER_64, _zigzag(value.value)
    if isinstance(value, dict):
        return _STRUCT, encode(value)
    if isinstance(value, str | bytes):
        content = value.encode() if isinstance(value, str) else value
        return _BINARY, varint(len(content)) + content
    assert isinstance(value, list)
    parts = [_content(item) for item in value]
    kind = parts[0][0] if parts else _INTEGER_32
    size = len(parts)
    head = bytes([size << 4 | kind]) if size < 15 else bytes([0xF0 | kind]) + varint(size)
    return _LIST, head + b"".join(content for _kind, content in parts)


def decode(content: bytes, place: int = 0) -> tuple[dict[int, Any], int]:
    """Return the struct that `encode` wrote at a place, by its fields' numbers, and where it ends.

    Texts are bytes.
    """
    fields: dict[int, Any] = {}
    number = 0
    while head := content[place]:
        number += head >> 4
        place += 1
        if not head >> 4:
            number, place = _read_number(content, place)
        fields[number], place = _READERS[head & 15](content, place)
    return fields, place + 1


def read_varint(content: bytes, place: int) -> tuple[int, int]:
    """Return the unsigned number at a place, and where it ends."""
    number = shift = 0
    while (part := content[place]) > 0x7F:
        number |= (part & 0x7F) << shift
        shift += 7
        place += 1
    return number | part << shift, place + 1


def _read_number(content: bytes, place: int) -> tuple[int, int]:
    number, place = read_varint(content, place)
    return number >> 1 ^ -(number & 1), place


def _read_bytes(content: bytes, place: int) -> tuple[bytes, int]:
    size, place = read_varint(content, place)
    return content[place : place + size], place + size


def _read_list(content: bytes, place: int) -> tuple[list[Any], int]:
    head, place = content[place], place + 1
    size = head >> 4
    if size == 15:
        size, place = read_varint(content, place)
    found = []
    for _item in range(size):
        item, place = _READERS[head & 15](content, place)
        found.append(item)
    return found, place


_READERS: dict[int, Any] = {
    _INTEGER_32: _read_number,
    _INTEGER_64: _read_number,
    _BINARY: _read_bytes,
    _LIST: _read_list,
    _STRUCT: decode,
}
