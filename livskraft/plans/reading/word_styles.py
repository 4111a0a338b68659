"""What Word's styles and automatic numbering say of a paragraph."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from livskraft.plans.reading.archive import Archive

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"^(?:heading|rubrik|überschrift)\s*(\d)", re.IGNORECASE)
_LIST = re.compile(
    r"^(?:list(?: bullet| number| paragraph)?|punktlista|numrerad lista|liststycke)", re.I
)
_CONTENTS = re.compile(r"^(?:toc|innehåll(?:sförteckning)?)\b", re.IGNORECASE)
_TITLE = re.compile(r"^(?:title|titel|huvudrubrik)$", re.IGNORECASE)
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def value(element: etree._Element) -> str:
    return str(element.get(f"{W}val") or "")


@dataclass(frozen=True, slots=True)
class Style:
    heading: int = 0
    list_level: int = -1
    """Depth from 0 when the style is that of a list without numbering of its own."""
    is_contents: bool = False
    is_title: bool = False
    numbering: tuple[str, int] | None = None


class Styles:
    """The styles of a document by their id."""

    def __init__(self, archive: Archive) -> None:
        root = archive.xml("word/styles.xml")
        elements = [] if root is None else list(root.iter(f"{W}style"))
        self._elements = {str(element.get(f"{W}styleId")): element for element in elements}
        self._known: dict[str, Style] = {}

    def of(self, paragraph: etree._Element) -> Style:
        named = paragraph.find(f"{W}pPr/{W}pStyle")
        name = value(named) if named is not None else ""
        if name not in self._known:
            self._known[name] = self._style(name)
        return self._known[name]

    def _style(self, style_id: str) -> Style:
        heading, list_level, numbering = 0, -1, None
        is_contents = is_title = False
        for element in self._ancestry(style_id):
            name_element = element.find(f"{W}name")
            name = value(name_element) if name_element is not None else style_id
            outline = element.find(f"{W}pPr/{W}outlineLvl")
            if not heading and (match := _HEADING.match(name)):
                heading = int(match[1])
            if (
                not heading
                and outline is not None
                and value(outline).isdecimal()
                and int(value(outline)) < 9
            ):
                heading = int(value(outline)) + 1
            if list_level < 0 and _LIST.match(name):
                digit = re.search(r"(\d)$", name)
                list_level = int(digit[1]) - 1 if digit else 0
            is_contents = is_contents or bool(_CONTENTS.match(name))
            is_title = is_title or bool(_TITLE.match(name))
            numbering = numbering or _numbering(element.find(f"{W}pPr/{W}numPr"))
        if heading or is_title:
            list_level = -1
        return Style(heading, list_level, is_contents, is_title, numbering)

    def _ancestry(self, style_id: str) -> Iterator[etree._Element]:
        """Yield the style and those it is based on."""
        seen: set[str] = set()
        while style_id in self._elements and style_id not in seen and len(seen) < 20:
            seen.add(style_id)
            element = self._elements[style_id]
            yield element
            base = element.find(f"{W}basedOn")
            style_id = value(base) if base is not None else ""


def _numbering(properties: etree._Element | None) -> tuple[str, int] | None:
    if properties is None:
        return None
    number, level = properties.find(f"{W}numId"), properties.find(f"{W}ilvl")
    depth = value(level) if level is not None else "0"
    if number is None:
        return ("", int(depth)) if depth.isdecimal() else None
    return value(number), int(depth) if depth.isdecimal() else 0


class Numbering:
    """Counts the automatic numbers as Word would print them."""

    def __init__(self, archive: Archive) -> None:
        root = archive.xml("word/numbering.xml")
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._abstract: dict[str, str] = {}
        self._counters: dict[str, list[int]] = {}
        if root is None:
            return
        abstract = {
            str(element.get(f"{W}abstractNumId")): _levels(element)
            for element in root.iter(f"{W}abstractNum")
        }
        for number in root.iter(f"{W}num"):
            link = number.find(f"{W}abstractNumId")
            if link is not None and value(link) in abstract:
                number_id = str(number.get(f"{W}numId"))
                self._levels[number_id] = abstract[value(link)]
                self._abstract[number_id] = value(link)

    def label(self, paragraph: etree._Element, style: Style) -> tuple[str, bool, int]:
        """Return the printed number ("" for a bullet), whether it is an item, and its depth from 0."""
        own = _numbering(paragraph.find(f"{W}pPr/{W}numPr"))
        inherited = style.numbering
        if own and own[0] == "" and inherited:
            own = (inherited[0], own[1])
        number_id, depth = own or inherited or ("", 0)
        if own is None and style.list_level > 0 and depth == 0:
            depth = style.list_level
        if number_id == "0":
            return "", False, 0
        level = self._levels.get(number_id, {}).get(depth) or self._levels.get(number_id, {}).get(0)
        if level is None:
            return "", style.list_level >= 0 or bool(number_id), max(depth, style.list_level, 0)
        if level[0] in ("bullet", "none"):
            return (
                "",
                level[0] == "bullet" or style.list_level >= 0,
                max(depth, style.list_level, 0),
            )
        return self._count(number_id, depth), True, depth

    def _count(self, number_id: str, depth: int) -> str:
        key = self._abstract[number_id]
        levels = self._levels[number_id]
        counters = self._counters.setdefault(key, [])
        while len(counters) <= depth:
            counters.append(levels.get(len(counters), ("decimal", "", 1))[2] - 1)
        counters[depth] += 1
        del counters[depth + 1 :]
        text = levels.get(depth, ("decimal", f"%{depth + 1}.", 1))[1]

        def printed(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            if at >= len(counters):
                return ""
            return _printed(counters[at], levels.get(at, ("decimal", "", 1))[0])

        return re.sub(r"%(\d)", printed, text).strip()


def _levels(element: etree._Element) -> dict[int, tuple[str, str, int]]:
    """Return (format, text, start) by depth."""
    found = {}
    for level in element.iter(f"{W}lvl"):
        kind, text, start = (level.find(f"{W}{name}") for name in ("numFmt", "lvlText", "start"))
        first = value(start) if start is not None else "1"
        depth = str(level.get(f"{W}ilvl") or "0")
        if depth.isdecimal():
            found[int(depth)] = (
                value(kind) if kind is not None else "decimal",
                value(text) if text is not None else "",
                int(first) if first.isdecimal() else 1,
            )
    return found


def _printed(number: int, kind: str) -> str:
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in ("lowerRoman", "upperRoman"):
        roman, rest = "", min(number, 39)
        for size, letters in _ROMAN:
            while rest >= size:
                roman += letters
                rest -= size
        return roman.upper() if kind == "upperRoman" else roman
    return str(number)
