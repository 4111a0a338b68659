"""Plain text, in whatever encoding, as it is extracted from a PDF or typed."""

import contextlib
import re
from collections.abc import Iterator

from livskraft.plans.reading.blocks import Line, Place, Source
from livskraft.plans.reading.messages import Message, ReadingError, _

MAX_BYTES = 8_000_000
MAX_LINE = 20_000
_TAB = 8
_SWEDISH = "åäöÅÄÖ"
_AFTER_MARK = re.compile(r"^([•\uf0b7*o–-]|\(?[\w.]{1,8}[.):]?)\t(?=\D)")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(?:[\w-]+:.*\r?\n|[ \t-].*\r?\n){1,40}?---[ \t]*\r?\n")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,300}?\S?)\1")
_ITALIC = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]{1,200}?[^\s*]?)\*(?![\w*])")
_ITALIC_LINE = re.compile(r"^([*_])(?![\s*_])([^*_]{2,300})\1$")
_TWICE_ENCODED = re.compile("Ã[¥¤¶…„–\u0085\u0084\u0096]")


def read(content: bytes, file: str) -> Source:
    """Return the file's lines. Raises ReadingError for what is no text."""
    source = Source()
    text, encoding = decode(content, file)
    if encoding != "utf-8":
        source.notes.append(
            (
                Place("line", 1),
                encoding,
                Message(
                    _("The file is not UTF-8; it was read as %(encoding)s. Are å, ä and ö right?"),
                    {"encoding": encoding},
                ),
            )
        )
    source.lines = list(lines_of(_FRONT_MATTER.sub(_emptied, text, count=1)))
    return source


def _emptied(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


def decode(content: bytes, file: str) -> tuple[str, str]:
    """Return the text and the encoding it was read in."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace"), "UTF-16"
    odd = sum(content.count(bytes([code])) for code in (*range(9), *range(14, 27), *range(28, 32)))
    if odd > len(content) * 0.01:
        raise ReadingError(
            file,
            Message(
                _(
                    "This is neither text, PDF, Word (docx) nor Excel (xlsx). "
                    "Save the document as one of these and try again."
                )
            ),
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _best_guess(content)
    if len(_TWICE_ENCODED.findall(text)) > sum(map(text.count, _SWEDISH)):
        with contextlib.suppress(UnicodeError):
            return b"".join(map(_byte, text)).decode("utf-8"), "UTF-8 (×2)"
    return text, "utf-8"


def _byte(letter: str) -> bytes:
    """Return the byte that was taken for this letter of Windows-1252."""
    return letter.encode("latin-1" if ord(letter) < 256 else "cp1252")


def _best_guess(content: bytes) -> tuple[str, str]:
    """Return the text in the one-byte encoding that gives most Swedish letters."""
    names = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman", "cp850": "DOS 850"}
    texts = {name: content.decode(name, errors="replace") for name in names}
    best = max(names, key=lambda name: sum(map(texts[name].count, _SWEDISH)))
    return texts[best], names[best]


def lines_of(text: str) -> list[Line]:
    """Return the printed lines with their indentation and the distance to the line above."""
    lines: list[Line] = []
    empty = 0
    is_new_page = False
    page = 1
    has_pages = "\f" in text
    on_page = 0
    text = (
        text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n\f")
    )
    for number, raw in _raw_lines(text.replace("\x85", "\n")):
        on_page += 1
        if raw.startswith("\f"):
            raw = raw.lstrip("\f")
            page, on_page, is_new_page = page + 1, 1, True
        printed = raw.expandtabs(_TAB).rstrip() if "\t" in raw else raw.rstrip()
        stripped = without_emphasis(_clean(printed.lstrip()))
        if not stripped:
            empty += 1
            continue
        # A tab inside a line parts columns: keep it as such.
        if "\t" in raw.strip():
            stripped = _clean(re.sub(r"\s*\t\s*", "\t", raw.strip()))
            if stripped.count("\t") == 1:
                stripped = _AFTER_MARK.sub(r"\1 ", stripped)
        gap = 0 if is_new_page else empty + 1
        place = Place("page", on_page, page) if has_pages else Place("line", number)
        lines.append(Line(stripped, place, len(printed) - len(printed.lstrip()), gap))
        empty, is_new_page = 0, False
    return lines


def _raw_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield number and text of each line, endless ones in pieces."""
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) <= MAX_LINE:
            yield number, line
        else:
            for start in range(0, len(line), MAX_LINE):
                yield number, line[start : start + MAX_LINE]


_UNSEEN = [
    *range(9),
    *range(11, 32),
    *range(127, 160),
    *range(0xD800, 0xE000),
    0xAD,
    0x200B,
    0xFEFF,
]
_CONTROL = dict.fromkeys(_UNSEEN)
_CONTROL |= {0xA0: " ", 0x2007: " ", 0x202F: " ", 0x2011: "-", 0x2010: "-"}
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
_TABLE = {**_CONTROL, **_LIGATURES}


def _clean(text: str) -> str:
    """Return the text without invisible letters; a soft hyphen at the end stays as a hyphen."""
    if text.isascii() and text.isprintable():
        return text
    if text.endswith("\u00ad"):
        text = text[:-1] + "-"
    return text.translate(_TABLE).strip()


def without_emphasis(text: str) -> str:
    """Return a line of Markdown without the stars and underscores that set words in bold or italics."""
    text = _STRONG.sub(r"\2", text)
    return _ITALIC.sub(r"\1", _ITALIC_LINE.sub(r"\2", text))


clean = _clean
