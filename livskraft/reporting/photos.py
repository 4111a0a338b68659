"""Photos without what the camera adds: place, time, name of the phone, an earlier picture.

JPEG and PNG only, read by their parts; the picture itself is not decoded, so nothing of it is lost.
Which way up a photo is stays.
"""

from collections.abc import Iterator

JPEG = b"\xff\xd8\xff"
PNG = b"\x89PNG\r\n\x1a\n"

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_APP0, _APP1, _APP2, _APP14, _APP15, _COMMENT = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF, 0xFE
_ALONE = {0x01, *range(0xD0, 0xD8)}
_EXIF = b"Exif\0\0"
_ORIENTATION = 0x0112
_SHORT = 3
_NEEDED_CHUNKS = {
    *(b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs", b"cICP"),
    *(b"mDCV", b"cLLI"),
}


class PhotoError(ValueError):
    """The file begins as a photo and is none, or is cut off."""


def without_metadata(content: bytes) -> bytes:
    """Return the same photo without what tells of anything but the picture. Raises PhotoError."""
    try:
        if content.startswith(JPEG):
            return b"".join(_jpeg_parts(content))
        if content.startswith(PNG):
            return b"".join(_png_chunks(content))
    except IndexError:
        raise PhotoError from None
    raise PhotoError


def _jpeg_parts(content: bytes) -> Iterator[bytes]:
    """Yield what is kept; whatever follows the end of the picture is left out."""
    yield content[:2]
    orientation = 1
    is_told = False
    at = 2
    while True:
        marker, at = _marker(content, at)
        if marker == _END:
            yield b"\xff\xd9"
            return
        if marker in _ALONE:
            yield bytes([0xFF, marker])
            continue
        length = _number(content, at, 2)
        segment = content[at + 2 : at + length]
        if length < 2 or len(segment) != length - 2:
            raise PhotoError
        if marker == _APP1 and segment.startswith(_EXIF):
            orientation = _orientation(segment[len(_EXIF) :])
        if marker not in range(_APP0, _APP15 + 1) and marker != _COMMENT and not is_told:
            is_told = True
            yield _orientation_segment(orientation)
        if _is_needed(marker, segment):
            yield bytes([0xFF, marker]) + content[at : at + length]
        at += length
        if marker == _SCAN:
            end = _end_of_scan(content, at)
            yield content[at:end]
            at = end


def _marker(content: bytes, at: int) -> tuple[int, int]:
    """Return the marker that stands here, and where what follows it begins."""
    if content[at] != 0xFF:
        raise PhotoError
    while content[at] == 0xFF:
        at += 1
    return content[at], at + 1


def _is_needed(marker: int, segment: bytes) -> bool:
    if marker == _APP2:
        return segment.startswith(b"ICC_PROFILE\0")
    if marker in (_APP0, _APP14):
        return True
    return marker not in range(_APP0, _APP15 + 1) and marker != _COMMENT


def _end_of_scan(content: bytes, at: int) -> int:
    """Return where the next marker stands that does not belong to the scan's data."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0:
            raise PhotoError
        if content[at + 1] not in (0, 0xFF, *range(0xD0, 0xD8)):
            return at
        at += 1 if content[at + 1] == 0xFF else 2


def _orientation(tiff: bytes) -> int:
    """Return which way up the photo is, 1 to 8; 1 where that is not told in a way we read."""
    if tiff[:2] not in (b"II", b"MM"):
        return 1
    is_little = tiff[:2] == b"II"

    def number(at: int, size: int) -> int:
        return int.from_bytes(tiff[at : at + size], "little" if is_little else "big")

    directory = number(4, 4)
    for entry in range(min(number(directory, 2), 200)):
        at = directory + 2 + entry * 12
        if number(at, 2) == _ORIENTATION and number(at + 2, 2) == _SHORT:
            return number(at + 8, 2) if 1 <= number(at + 8, 2) <= 8 else 1
    return 1


def _orientation_segment(orientation: int) -> bytes:
    """Return an Exif segment that says nothing but which way up the photo is; nothing for 1."""
    if orientation == 1:
        return b""
    entry = b"\x01\x12\x00\x03\x00\x00\x00\x01" + orientation.to_bytes(2, "big") + b"\0\0"
    exif = _EXIF + b"MM\x00*\x00\x00\x00\x08\x00\x01" + entry + b"\0\0\0\0"
    return b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif


def _png_chunks(content: bytes) -> Iterator[bytes]:
    """Yield what is kept: what draws the picture, and its colours."""
    yield PNG
    at = len(PNG)
    while True:
        length = _number(content, at, 4)
        name = content[at + 4 : at + 8]
        chunk = content[at : at + length + 12]
        if len(chunk) != length + 12:
            raise PhotoError
        if name[:1].isupper() or name in _NEEDED_CHUNKS:
            yield chunk
        if name == b"IEND":
            return
        at += length + 12


def _number(content: bytes, at: int, size: int) -> int:
    found = content[at : at + size]
    if len(found) != size:
        raise PhotoError
    return int.from_bytes(found, "big")
