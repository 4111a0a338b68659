"""Which format a file is in, told by its content; every format is read under the same limits."""

import re

from livskraft.plans.reading import cleaning, paragraphs, text
from livskraft.plans.reading.blocks import Source
from livskraft.plans.reading.messages import Message, ReadingError, _

MAX_BYTES = 60_000_000
MAX_LINES = 120_000

_EMPTY = _("The file is empty.")
_TOO_LARGE = _("The file is larger than %(megabytes)d MB. Save it without pictures and try again.")
_OLD_OFFICE = _(
    "This is an old Word or Excel file (doc, xls), or one that is locked with a password. "
    "Open it and save it as docx or xlsx without a password."
)
_OTHER_ARCHIVE = _(
    "This archive is neither Word (docx) nor Excel (xlsx). Unpack it, or save the document as one of these."
)
_MARKUP = _("This is a %(format)s file. Save it as docx, xlsx, PDF or plain text and try again.")
_TOO_LONG = _(
    "The document has %(count)d lines, far more than a plan. "
    "Save the pages that hold the plan as a document of their own and try again."
)
_DROPPED = _(
    "%(count)d lines were left out as page numbers, running heads or a table of contents. "
    "Are they nothing else?"
)
_NOTHING = _("No readable text was found in the file.")


def too_large(limit: int = MAX_BYTES) -> Message:
    return Message(_TOO_LARGE, {"megabytes": limit // 1_000_000})


def format_of(content: bytes, file: str) -> str:
    """Return "pdf", "archive" or "text". Raises ReadingError for what is none of these."""
    if not content.strip(b"\0 \t\r\n\f\xef\xbb\xbf"):
        raise ReadingError(file, Message(_EMPTY))
    if len(content) > MAX_BYTES:
        raise ReadingError(file, too_large())
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "archive"
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise ReadingError(file, Message(_OLD_OFFICE))
    head = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"{\\rtf"):
        raise ReadingError(file, Message(_MARKUP, {"format": "RTF"}))
    if re.match(rb"<!doctype html|<(?:html|head|meta|body)\b|<\?xml", head):
        raise ReadingError(file, Message(_MARKUP, {"format": "HTML" if b"html" in head else "XML"}))
    if len(content) > text.MAX_BYTES:
        raise ReadingError(file, too_large(text.MAX_BYTES))
    return "text"


def read(content: bytes, file: str) -> Source:
    """Return the file's blocks. Raises ReadingError."""
    kind = format_of(content, file)
    if kind == "text":
        source = text.read(content, file)
    elif kind == "pdf":
        from livskraft.plans.reading import pdf

        source = pdf.read(content, file)
    else:
        source = _read_archive(content, file)
    if len(source.lines) > MAX_LINES:
        raise ReadingError(file, Message(_TOO_LONG, {"count": len(source.lines)}))
    if source.lines:
        kept, dropped = cleaning.without_furniture(source.lines)
        source.blocks = paragraphs.blocks_of(kept)
        if dropped:
            texts = dict.fromkeys(" ".join(line.text.split()) for line in dropped)
            source.notes.append(
                (
                    dropped[0].place,
                    "; ".join(texts)[:400],
                    Message(_DROPPED, {"count": len(dropped)}),
                )
            )
    if not source.blocks:
        raise ReadingError(file, Message(_NOTHING))
    return source


def _read_archive(content: bytes, file: str) -> Source:
    from livskraft.plans.reading.archive import Archive

    archive = Archive(content, file)
    if "word/document.xml" in archive.names:
        from livskraft.plans.reading import word

        return word.read(archive, file)
    if "xl/workbook.xml" in archive.names:
        from livskraft.plans.reading import excel

        return excel.read(content, archive, file)
    raise ReadingError(file, Message(_OTHER_ARCHIVE))
