"""PDF with a text layer: the lines as they lie on each page, with the size of their letters."""

import contextlib
import re
from collections.abc import Iterator

import pypdfium2 as pdfium
from pypdfium2 import raw

from livskraft.plans.reading.blocks import Line, Place, Source
from livskraft.plans.reading.messages import Message, ReadingError, _
from livskraft.plans.reading.pdf_page import Printed, leading, printed_lines
from livskraft.plans.reading.text import clean

MAX_PAGES = 3000
MAX_BOOKMARKS = 2000

_LOCKED = _("The PDF is locked with a password. Save it again without one, and try again.")
_BROKEN = _(
    "The PDF is broken or cut off (%(problem)s). Fetch it again, or open it and save it anew as PDF."
)
_NO_TEXT = _(
    "The PDF holds no text: it is probably scanned pictures. "
    "Have the text recognised (OCR), or use the Word document it was made from."
)
_EMPTY_PAGES = _(
    "The pages %(pages)s hold no text, perhaps only pictures. Is something missing from them?"
)
_UNREADABLE = _("This page could not be read. What stands on it?")
_TOO_LONG = _(
    "The PDF has more than %(pages)d pages; those after were left out. Are they part of the plan?"
)


def read(content: bytes, file: str) -> Source:
    """Return the lines of every page. Raises ReadingError for locked, broken and scanned files."""
    document = _open(content, file)
    source = Source(title=_title(document))
    bookmarks = _bookmarks(document)
    pages: dict[int, list[Printed]] = {}
    for number in range(1, min(len(document), MAX_PAGES) + 1):
        try:
            pages[number] = _printed(document, number)
        except pdfium.PdfiumError:
            where = Place("page", 1, number)
            source.notes.append((where, "", Message(_UNREADABLE)))
    step = leading(line.drop for lines in pages.values() for line in lines)
    for number, lines in pages.items():
        source.lines.extend(_lines(lines, number, step, bookmarks.get(number, {})))
    empty = [number for number, lines in pages.items() if not lines]
    if not source.lines:
        raise ReadingError(file, Message(_NO_TEXT))
    if empty:
        listed = ", ".join(map(str, empty[:20]))
        source.notes.append(
            (Place("page", 1, empty[0]), listed, Message(_EMPTY_PAGES, {"pages": listed}))
        )
    if len(document) > MAX_PAGES:
        source.notes.append(
            (Place("page", 1, MAX_PAGES), "", Message(_TOO_LONG, {"pages": MAX_PAGES}))
        )
    return source


def _open(content: bytes, file: str) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(content)
        len(document)
    except pdfium.PdfiumError as error:
        template = _LOCKED if "assword" in str(error) else _BROKEN
        problem = " ".join(str(error).split())[:120]
        raise ReadingError(file, Message(template, {"problem": problem})) from None
    return document


def _title(document: pdfium.PdfDocument) -> str:
    title = clean(document.get_metadata_value("Title") or "").strip()
    is_file_name = re.search(
        r"\.\w{3,4}$|^Microsoft|^untitled|^namnlös|\d{6}", title, re.IGNORECASE
    )
    return "" if is_file_name else title[:300]


def _bookmarks(document: pdfium.PdfDocument) -> dict[int, dict[str, int]]:
    """Return the level of each bookmarked title by page."""
    found: dict[int, dict[str, int]] = {}
    with contextlib.suppress(pdfium.PdfiumError, ValueError):
        for count, bookmark in enumerate(document.get_toc(max_depth=9)):
            target = bookmark.get_dest()
            page = target.get_index() if target else None
            if page is not None:
                found.setdefault(page + 1, {})[_key(bookmark.get_title())] = bookmark.level + 1
            if count > MAX_BOOKMARKS:
                break
    return found


def _printed(document: pdfium.PdfDocument, number: int) -> list[Printed]:
    page = document[number - 1]
    text_page = page.get_textpage()
    try:
        return printed_lines(text_page.raw, raw)
    finally:
        text_page.close()
        page.close()


def _lines(
    printed: list[Printed], number: int, step: float, bookmarks: dict[str, int]
) -> Iterator[Line]:
    """Yield a page's lines; gaps are counted in halves of the usual `step` between lines."""
    for at, line in enumerate(printed, 1):
        yield Line(
            line.text,
            Place("page", at, number),
            line.indent,
            max(1, round(line.drop / step * 2)) if line.drop else 0,
            line.size,
            line.is_bold,
            bookmarks.get(_key(line.text), 0),
        )


def _key(text: str) -> str:
    return "".join(clean(text).split())[:200]
