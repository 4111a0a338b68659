"""PDF with a text layer: the lines as they lie on each page, with the size of their letters."""

import contextlib
import io
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pypdf
from pypdf.errors import PyPdfError

from livskraft.plans.reading.blocks import Line, Place, Source
from livskraft.plans.reading.messages import Message, ReadingError, _
from livskraft.plans.reading.text import clean, lines_of

MAX_PAGES = 3000
SIZED_PAGES = 150
"""Pages on which the size of the letters is looked at; it costs as much as the text itself."""
MAX_PAGE_TEXT = 200_000
MAX_BOOKMARKS = 2000


def read(content: bytes, file: str) -> Source:
    """Return the lines of every page. Raises ReadingError for locked, broken and scanned files."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    document = _open(content, file)
    source = Source(title=_title(document))
    empty: list[int] = []
    bookmarks = _bookmarks(document)
    for number, page in enumerate(document.pages, 1):
        if number > MAX_PAGES:
            break
        lines, problem = _page_lines(page, number)
        if problem:
            source.notes.append((Place("page", 1, number), problem, Message(_UNREADABLE)))
        if not lines:
            empty.append(number)
            continue
        if number <= SIZED_PAGES:
            lines = _sized(lines, page)
        source.lines.extend(_levelled(lines, bookmarks.get(number, {})))
    if not source.lines:
        raise ReadingError(file, Message(_NO_TEXT))
    if empty:
        where = Place("page", 1, empty[0])
        pages = ", ".join(map(str, empty[:20]))
        source.notes.append((where, pages, Message(_EMPTY_PAGES, {"pages": pages})))
    return source


_LOCKED = _("The PDF is locked with a password. Save it again without one, and try again.")
_BROKEN = _(
    "The PDF is broken or cut off (%(problem)s). Fetch it again, or open it and save it anew as PDF."
)
_NO_TEXT = _(
    "The PDF holds no text: it is probably scanned pictures. "
    "Have the text recognised (OCR), or use the Word document it was made from."
)
_EMPTY_PAGES = _("The pages %(pages)s hold no text, perhaps only pictures. Is something missing from them?")
_UNREADABLE = _("This page could not be read. What stands on it?")


def _open(content: bytes, file: str) -> pypdf.PdfReader:
    try:
        document = pypdf.PdfReader(io.BytesIO(content))
        if document.is_encrypted and not document.decrypt(""):
            raise ReadingError(file, Message(_LOCKED))
        len(document.pages)
    except ReadingError:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError) as error:
        template = _LOCKED if "rypt" in str(error) else _BROKEN
        raise ReadingError(file, Message(template, {"problem": _short(error)})) from None
    except (RecursionError, NotImplementedError, ImportError) as error:
        raise ReadingError(file, Message(_BROKEN, {"problem": _short(error)})) from None
    return document


def _short(error: Exception) -> str:
    return " ".join(f"{type(error).__name__} {error}".split())[:120]


def _title(document: pypdf.PdfReader) -> str:
    with contextlib.suppress(Exception):
        title = str((document.metadata or {}).get("/Title") or "").strip()
        if title and not re.search(r"\.\w{3,4}$|^Microsoft|^untitled|^namnlös|\d{6}", title, re.I):
            return clean(title)[:300]
    return ""


def _page_lines(page: Any, number: int) -> tuple[list[Line], str]:
    """Return the page's lines, and what went wrong if it could not be read."""
    try:
        text = page.extract_text(extraction_mode="layout")[:MAX_PAGE_TEXT]
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 a broken page must not cost the others
        try:
            text = page.extract_text()[:MAX_PAGE_TEXT]
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001
            return [], _short(error)
    lines = lines_of(text.replace("\f", "\n"))
    return [
        replace(line, place=Place("page", line.place.number, number), gap=line.gap if at else 0)
        for at, line in enumerate(lines)
    ], ""


def _sized(lines: list[Line], page: Any) -> list[Line]:
    """Return the lines with the size of their letters, where it can be told."""
    sizes: dict[str, tuple[float, bool]] = {}

    def visit(text: str, matrix: list[float], position: list[float], font: Any, size: float) -> None:
        key = _key(text)
        if len(key) > 2 and key not in sizes:
            scale = abs(position[3] * matrix[3]) or abs(position[3]) or 1.0
            name = str((font or {}).get("/BaseFont", ""))
            is_bold = bool(re.search(r"bold|black|heavy|semibold", name, re.IGNORECASE))
            sizes[key] = (round(size * scale * 2) / 2, is_bold)

    with contextlib.suppress(Exception):
        page.extract_text(visitor_text=visit)
    return [_with_size(line, sizes) for line in lines]


def _with_size(line: Line, sizes: dict[str, tuple[float, bool]]) -> Line:
    key = _key(line.text)
    found = sizes.get(key) or next(
        (sizes[key[:end]] for end in range(len(key) - 1, 3, -1) if key[:end] in sizes), None
    )
    return replace(line, size=found[0], is_bold=found[1]) if found else line


def _key(text: str) -> str:
    return "".join(clean(text).split())[:200]


def _bookmarks(document: pypdf.PdfReader) -> dict[int, dict[str, int]]:
    """Return the level of each bookmarked title by page."""
    found: dict[int, dict[str, int]] = {}
    with contextlib.suppress(Exception):
        for count, (title, level, page) in enumerate(_walk(document, document.outline, 1)):
            if count > MAX_BOOKMARKS:
                break
            found.setdefault(page, {})[_key(title)] = level
    return found


def _walk(document: pypdf.PdfReader, outline: Any, level: int) -> Iterator[tuple[str, int, int]]:
    for entry in outline:
        if isinstance(entry, list):
            if level < 9:
                yield from _walk(document, entry, level + 1)
        else:
            page = document.get_destination_page_number(entry)
            if page is not None:
                yield str(entry.title), level, page + 1


def _levelled(lines: list[Line], bookmarks: dict[str, int]) -> list[Line]:
    if not bookmarks:
        return lines
    return [
        replace(line, level=bookmarks[key]) if (key := _key(line.text)) in bookmarks else line
        for line in lines
    ]
