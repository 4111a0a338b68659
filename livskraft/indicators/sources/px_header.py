"""The header of a PX file: keywords with values, in several languages."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from livskraft.indicators.sources.errors import AnswerError, _

_STATEMENT = re.compile(
    r"""\s*(?P<keyword>[A-Z][A-Z0-9_-]*+)
        (?:\[(?P<language>[^\]]*)\])?\s*
        (?:\((?P<keys>(?:"[^"]*"|[^")]++)*+)\))?\s*=""",
    re.VERBOSE | re.IGNORECASE,
)
_VALUE = re.compile(r'((?:"[^"]*"|[^;"]++)*+);')
_ITEM = re.compile(r'"(?P<quoted>[^"]*)"|(?P<comma>,)|(?P<bare>[^\s",]+)')
_START = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*[A-Z][A-Z0-9_-]*(?:\[[^\]]*\])?(?:\([^)]*\))?\s*=", re.I
)
_CODEPAGE = re.compile(rb'CODEPAGE\s*=\s*"([^"]*)"', re.IGNORECASE)

Keys = tuple[str, ...]


def is_px(payload: bytes) -> bool:
    """Whether it looks like a PX file: it begins with a keyword and has a data part."""
    return bool(_START.match(payload)) and b"DATA" in payload.upper()


def decode_px(payload: bytes) -> str:
    """Return the text: as UTF-8 where it is that, else as the file declares, else Windows-1252.

    One agency's files declare iso-8859-1 and are UTF-8.
    """
    if payload.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return payload.decode("utf-16", "replace")
    try:
        return payload.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    declared = _CODEPAGE.search(payload)
    names = [declared[1].decode("ascii", "replace")] if declared else []
    for name in (*names, "windows-1252"):
        try:
            return payload.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
    return payload.decode("latin-1")


@dataclass
class Header:
    """What the keywords say. Without a language of its own a keyword is in the main one."""

    texts: dict[tuple[str, Keys], str] = field(default_factory=dict)
    order: dict[str, list[Keys]] = field(default_factory=dict)

    def items(self, keyword: str, *keys: str) -> list[str]:
        """Return the values of a keyword, [] where it is not there."""
        return split_items(self.texts.get((keyword, keys), ""))

    def text(self, keyword: str, *keys: str) -> str:
        """Return the value of a keyword as one text; "#" is a new line there."""
        return " ".join(self.items(keyword, *keys)).replace("#", "\n").strip()

    def raw(self, keyword: str, *keys: str) -> str:
        return self.texts.get((keyword, keys), "")

    def keys(self, keyword: str) -> Iterator[Keys]:
        """Yield what stands in brackets after each statement of that keyword."""
        yield from self.order.get(keyword, [])


def read_header(text: str) -> tuple[Header, str]:
    """Return the header and what follows `DATA=`, up to the last semicolon."""
    header = Header()
    translated: dict[tuple[str, str, Keys], str] = {}
    place = 0
    while statement := _STATEMENT.match(text, place):
        keyword = statement["keyword"].upper()
        if keyword == "DATA":
            _adopt(header, translated)
            return header, _data(text, statement.end())
        value = _VALUE.match(text, statement.end())
        if not value:
            break
        place = value.end()
        keys = tuple(split_items(statement["keys"] or ""))
        if statement["language"]:
            translated[statement["language"], keyword, keys] = value[1]
        else:
            _put(header, keyword, keys, value[1])
    raise AnswerError(
        _(
            'The PX file cannot be read from "%(start)s" on: it was cut off or changed. '
            "Fetch it again."
        ),
        start=text[place : place + 40].strip(),
    )


def split_items(text: str) -> list[str]:
    """Return the values between commas; strings that follow on each other are one."""
    items: list[str] = []
    is_open = False
    for match in _ITEM.finditer(text):
        if match["comma"]:
            is_open = False
            continue
        part = match["quoted"] if match["quoted"] is not None else match["bare"]
        part = part.replace("\r", "").replace("\n", "")
        if is_open:
            items[-1] += part
        else:
            items.append(part)
            is_open = True
    return items


def _put(header: Header, keyword: str, keys: Keys, value: str) -> None:
    if (keyword, keys) not in header.texts:
        header.order.setdefault(keyword, []).append(keys)
    header.texts[keyword, keys] = value


def _adopt(header: Header, translated: dict[tuple[str, str, Keys], str]) -> None:
    """Take a language's statements where the file marks even its main language."""
    if "STUB" in header.order or "HEADING" in header.order:
        return
    main = header.text("LANGUAGE") or next((language for language, _, _ in translated), "")
    for (language, keyword, keys), value in translated.items():
        if language == main:
            _put(header, keyword, keys, value)


def _data(text: str, start: int) -> str:
    end = text.rfind(";")
    if end < start:
        raise AnswerError(
            _("The PX file ends in the middle of its figures: it was cut off. Fetch it again.")
        )
    return text[start:end]
