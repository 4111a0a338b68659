"""Thrift's compact protocol, as much of it as a Parquet file's own descriptions need.

https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
"""

from collections.abc import Sequence
from dataclasses import dataclass

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
