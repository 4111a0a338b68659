"""Word documents: paragraphs with their styles and lists, tables, in the order they stand."""

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Any

from lxml import etree

from livskraft.plans.reading import announcing, cards, columns, marks, vocabulary
from livskraft.plans.reading.archive import Archive
from livskraft.plans.reading.blocks import Block, Kind, Line, Mark, Place, Source
from livskraft.plans.reading.messages import Message, ReadingError, _
from livskraft.plans.reading.text import clean
from livskraft.plans.reading.word_styles import Numbering, Styles, W, value

MAX_DEPTH = 20
MAX_CELL = 300
"""Letters of a cell in a table of data; more is text that a table frames."""
_NO_TEXT = _("The Word document holds no text. Is it the right file?")
_TRACKED = _(
    "The document holds tracked changes; inserted text was read, deleted text was not. "
    "Are all changes to be accepted?"
)
_TEXT_BOX = _("This text stands in a text box. Is this the right place for it?")


def read(archive: Archive, file: str) -> Source:
    """Return the document's blocks. Raises ReadingError when there is no text."""
    root = archive.xml("word/document.xml")
    if root is None:
        raise ReadingError(file, Message(_NO_TEXT))
    reader = _Reader(Styles(archive), Numbering(archive))
    body = root.find(f"{W}body")
    for element in _content(body if body is not None else root, 0):
        reader.element(element)
    if not reader.source.blocks:
        raise ReadingError(file, Message(_NO_TEXT))
    if next(root.iter(f"{W}del", f"{W}ins"), None) is not None:
        reader.source.notes.append((Place("paragraph", 1), "", Message(_TRACKED)))
    reader.source.title = reader.title or _core_title(archive)
    if _is_broken_into_lines(reader.source.blocks):
        reader.source.lines = list(_lines(reader.source.blocks))
    return reader.source


def _is_broken_into_lines(blocks: list[Block]) -> bool:
    """Say whether each paragraph is one printed line, as when text is pasted from a PDF."""
    pairs = [
        (above, below)
        for above, below in pairwise(blocks)
        if above.kind is not Kind.ROW
        and below.kind in (Kind.PARAGRAPH, Kind.HEADING)
        and not below.level
    ]
    goes_on = sum(
        below.text[0].islower() and not marks.ends_sentence(above.text) for above, below in pairs
    )
    return (
        goes_on > 10
        and goes_on > 0.2 * len(pairs)
        and not any(block.kind is Kind.ROW for block in blocks)
    )


def _lines(blocks: list[Block]) -> Iterator[Line]:
    """Yield the paragraphs as printed lines, with the marks that their styles stand for."""
    for block in blocks:
        if block.kind is Kind.BULLET:
            text = f"• {block.text}"
        else:
            label = f"{block.label.capitalize()}: " if block.label and not block.number else ""
            label = (
                f"{block.label.capitalize()} {block.number}: "
                if block.label and block.number
                else label
            )
            number = block.number if not block.label else ""
            hash_mark = "#" if block.mark is Mark.HASH else ""
            text = f"{block.section} {label}{hash_mark}{number} {block.text}".replace(
                "# ", "#"
            ).strip()
        level = block.level if block.kind is Kind.HEADING and block.mark is not Mark.NUMBER else 0
        is_styled = block.mark is Mark.STYLE or (
            level > 0 and block.mark in (Mark.HASH, Mark.LABEL)
        )
        yield Line(
            " ".join(text.split()),
            block.place,
            indent=2 * block.level if block.kind is Kind.BULLET else 0,
            level=level if is_styled else 0,
        )


def _core_title(archive: Archive) -> str:
    core = archive.xml("docProps/core.xml")
    title = core.findtext("{http://purl.org/dc/elements/1.1/}title") if core is not None else None
    return clean(title or "").strip()[:300]


def _content(parent: etree._Element, depth: int) -> Iterator[etree._Element]:
    """Yield paragraphs and tables, also those inside content controls and inserted parts."""
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}smartTag", f"{W}customXml"):
            if child.tag == f"{W}sdt" and _is_contents(child):
                continue
            if depth < MAX_DEPTH:
                yield from _content(child, depth + 1)


def _is_contents(control: etree._Element) -> bool:
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and "Table of Contents" in value(gallery)


class _Reader:
    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.source = Source()
        self.styles = styles
        self.numbering = numbering
        self.title = ""
        self.paragraphs = 0
        self.tables = 0

    def element(self, element: etree._Element) -> None:
        if element.tag == f"{W}tbl":
            self._table(element)
            return
        self.paragraphs += 1
        place = Place("paragraph", self.paragraphs)
        for number, text in enumerate(_texts(element)):
            block = self._block(element, text, place, is_first=number == 0)
            if block:
                self.source.blocks.append(block)
        for text in _boxed(element):
            self.source.notes.append((place, text, Message(_TEXT_BOX)))
            self.source.blocks.append(_plain(text, place))

    def _block(
        self, element: etree._Element, text: str, place: Place, *, is_first: bool
    ) -> Block | None:
        style = self.styles.of(element)
        if style.is_contents or vocabulary.CONTENTS.match(text):
            return None
        if style.is_title and not self.title:
            self.title = text
            return None
        label, is_listed, depth = self.numbering.label(element, style)
        if style.heading or element_outline(element):
            return _heading(text, style.heading or element_outline(element), label, place)
        if is_listed and is_first:
            found = marks.labelled(f"{label} {text}") if label else None
            if found:
                return Block(
                    Kind.HEADING,
                    found.text,
                    place,
                    found.level,
                    found.number,
                    found.label,
                    "",
                    found.mark,
                )
            number = label.strip("().") if re.match(r"^[(\w.]+\)?$", label) else ""
            return Block(Kind.BULLET, text, place, depth + 1, number)
        return _plain(text, place)

    def _table(self, table: etree._Element) -> None:
        self.tables += 1
        rows = list(_rows(table))
        if not rows:
            return
        found = cards.of(rows)
        for labels, values in found:
            self._card(labels, values)
        if found:
            return
        if self._fields(rows):
            return
        is_known = any(columns.is_head(row) for row in rows[:4])
        if len(rows[0]) == 1 or not (is_known or self._is_data(table, rows)):
            self._table_as_text(table)
            return
        for number, cells in enumerate(rows, 1):
            place = Place("table", number, table=self.tables)
            text = " | ".join(dict.fromkeys(cell for cell in cells if cell))
            is_label = len(cells) > 1 and len(set(cells)) == 1 and bool(cells[0])
            if text:
                self.source.blocks.append(
                    Block(
                        Kind.ROW,
                        text,
                        place,
                        cells=tuple(cells),
                        table=self.tables,
                        is_label_row=is_label,
                    )
                )

    def _fields(self, rows: list[list[str]]) -> bool:
        """Read a table with "Ansvarig" beside a name, and the like, as what is said of the text above."""
        if not all(len(row) == 2 and columns.is_field_label(row[0]) for row in rows):
            return False
        self.source.blocks.extend(
            Block(
                Kind.PARAGRAPH,
                f"{label.rstrip(':')}: {' '.join(text.split())}",
                Place("table", number, table=self.tables),
                is_said=True,
            )
            for number, (label, text) in enumerate(rows, 1)
        )
        return True

    def _is_data(self, table: etree._Element, rows: list[list[str]]) -> bool:
        """Say whether a table whose heads are unknown holds data, and does not only frame text."""
        if len(rows) < 2 or table.find(f".//{W}tbl") is not None:
            return False
        if not any(block.mark is Mark.STYLE for block in self.source.blocks):
            return False
        cells = [cell for row in rows for cell in row]
        filled = [cell for cell in cells if cell]
        is_short = all(len(cell) <= MAX_CELL and cell.count("\n") < 2 for cell in filled)
        return is_short and len(set(rows[0])) > 1 and len(filled) > len(cells) / 2

    def _card(self, labels: list[str], values: list[str]) -> None:
        """A table that lies on its side becomes one with heads and a single row."""
        for number, cells in enumerate((labels, values), 1):
            place = Place("table", number, table=self.tables)
            text = " | ".join(cell for cell in cells if cell)
            self.source.blocks.append(
                Block(Kind.ROW, text, place, cells=tuple(cells), table=self.tables)
            )
        self.tables += 1

    def _table_as_text(self, table: etree._Element) -> None:
        """A table that only frames text: its paragraphs are read as such."""
        for element in islice(table.iter(f"{W}p"), 5000):
            self.element(element)


def _heading(text: str, level: int, label: str, place: Place) -> Block:
    found = marks.heading(f"{label} {text}" if label else text)
    if found is None:
        return Block(Kind.HEADING, text, place, level, label.strip("(). "), mark=Mark.STYLE)
    mark = Mark.STYLE if found.mark is Mark.NUMBER else found.mark
    return Block(
        Kind.HEADING, found.text, place, level, found.number, found.label, found.section, mark
    )


def _plain(text: str, place: Place) -> Block:
    """Return a paragraph without style: its own marks may still make it a heading or an item."""
    bullet = marks.bullet(text)
    if bullet:
        return Block(Kind.BULLET, bullet[1], place, 1)
    listed = marks.listed(text)
    if listed and listed[0].endswith(")"):
        return Block(Kind.BULLET, listed[1], place, 1, listed[0].strip("()"))
    if vocabulary.FIELD_LINE.match(text):
        return Block(Kind.PARAGRAPH, text, place)
    found = marks.heading(text)
    if found and len(text) < 160 and not marks.ends_sentence(text):
        return Block(
            Kind.HEADING,
            found.text,
            place,
            found.level,
            found.number,
            found.label,
            found.section,
            found.mark,
        )
    is_title = (
        len(text) <= 90
        and len(text.split()) <= 12
        and text[0].isupper()
        and not re.search(r"[.!;,]$|www\.|https?:|@", text)
        and (not text.endswith(":") or len(text.split()) <= 6)
        and not announcing.leads_in(text)
    )
    if is_title:
        return Block(Kind.HEADING, text, place, mark=Mark.WEAK)
    return Block(Kind.PARAGRAPH, text, place)


def element_outline(paragraph: etree._Element) -> int:
    """Return the heading level that is set on the paragraph itself, 0 if none."""
    level = paragraph.find(f"{W}pPr/{W}outlineLvl")
    number = int(value(level) or 9) if level is not None and value(level).isdecimal() else 9
    return number + 1 if number < 9 else 0


def _lines_of(paragraph: etree._Element) -> list[str]:
    parts: list[str] = []
    for node in paragraph.iter():
        if _inside(node, paragraph, (f"{W}del", f"{W}txbxContent", f"{W}moveFrom")):
            continue
        if node.tag == f"{W}t":
            parts.append(node.text or "")
        elif node.tag == f"{W}tab":
            parts.append("\t" if node.getparent().tag == f"{W}r" else "")
        elif node.tag in (f"{W}br", f"{W}cr"):
            parts.append("\n")
        elif node.tag == f"{W}noBreakHyphen":
            parts.append("-")
    return [
        line
        for line in (" ".join(clean(one).split()) for one in "".join(parts).split("\n"))
        if line
    ]


def _texts(paragraph: etree._Element) -> list[str]:
    """Return the paragraph's text; parts after a line break with a bullet of their own apart."""
    lines = _lines_of(paragraph)
    if len(lines) > 1 and sum(marks.bullet(line) is not None for line in lines) > 0:
        return lines
    return [" ".join(lines)] if lines else []


def _inside(node: Any, top: etree._Element, tags: tuple[str, ...]) -> bool:
    while node is not None and node is not top:
        if node.tag in tags:
            return True
        node = node.getparent()
    return False


def _boxed(paragraph: etree._Element) -> list[str]:
    """Return the texts of text boxes that are anchored in the paragraph, each once."""
    found: dict[str, None] = {}
    for box in paragraph.iter(f"{W}txbxContent"):
        for inner in box.iter(f"{W}p"):
            text = "".join(node.text or "" for node in inner.iter(f"{W}t"))
            text = " ".join(clean(text).split())
            if text:
                found[text] = None
    return list(found)


def _rows(table: etree._Element) -> Iterator[list[str]]:
    """Yield each row's cells, one for every column of the grid; merged cells repeat their text."""
    above: list[str] = []
    for row in table.iter(f"{W}tr"):
        if _nearest(row) is not table:
            continue
        cells: list[str] = []
        for cell in row.iter(f"{W}tc"):
            if _nearest(cell) is not table:
                continue
            properties = cell.find(f"{W}tcPr")
            span = merge = None
            if properties is not None:
                span, merge = properties.find(f"{W}gridSpan"), properties.find(f"{W}vMerge")
            text = _cell_text(cell)
            if merge is not None and value(merge) != "restart" and len(cells) < len(above):
                text = above[len(cells)]
            width = min(int(value(span) or 1), 60) if span is not None else 1
            cells.extend([text] * width)
        above = cells
        yield cells


def _nearest(node: etree._Element) -> etree._Element | None:
    parent = node.getparent()
    while parent is not None and parent.tag != f"{W}tbl":
        parent = parent.getparent()
    return parent


def _cell_text(cell: etree._Element) -> str:
    return "\n".join(text for paragraph in cell.iter(f"{W}p") for text in _lines_of(paragraph))
