"""CSV of any dialect: its encoding, its delimiter and its decimal sign are found out."""

import codecs
import csv
from collections import Counter
from io import StringIO

from livskraft.indicators.sources.errors import AnswerError, DeclarationError, _
from livskraft.indicators.sources.sheet import Sheet

_DELIMITERS = ";\t|,"
_LOOKED_AT = 300


def read_delimited(payload: bytes, title: str = "", encoding: str = "") -> Sheet:
    """Return the rows as texts without space around them."""
    text = decode(payload, encoding)
    cells = _Cells()
    try:
        reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text))
        rows = [tuple(map(cells.__getitem__, row)) for row in reader]
    except csv.Error as error:
        raise AnswerError(
            _('"%(title)s" cannot be read as CSV: %(reason)s.'), title=title, reason=str(error)
        ) from error
    return Sheet(title, rows, is_text=True)


class _Cells(dict[str, str]):
    """Each different cell once, without space around it: most of a file's cells are repetitions."""

    def __missing__(self, cell: str) -> str:
        text = self[cell] = cell.strip()
        return text


def decode(payload: bytes, encoding: str = "") -> str:
    """Return the text: in the encoding that is named, else UTF-8 where it is that, else Windows-1252.

    Windows-1252 holds Latin-1 but for signs that nobody writes.
    """
    if encoding:
        try:
            return payload.decode(encoding)
        except (LookupError, UnicodeDecodeError) as error:
            raise DeclarationError(
                _(
                    'The file is not written in "%(encoding)s". Leave encoding out to have it found.'
                ),
                encoding=encoding,
            ) from error
    if payload.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return payload.decode("utf-16", "replace")
    for name in ("utf-8-sig", "windows-1252"):
        try:
            return payload.decode(name)
        except UnicodeDecodeError:
            continue
    return payload.decode("latin-1")


def _delimiter(text: str) -> str:
    """Return the sign that cuts most rows into the same number of cells, two or more."""
    sample = "".join(text.splitlines(keepends=True)[:_LOOKED_AT])

    def regular_rows(delimiter: str) -> int:
        counts = Counter(map(len, csv.reader(StringIO(sample, newline=""), delimiter=delimiter)))
        return max((count for cells, count in counts.items() if cells > 1), default=0)

    return max(_DELIMITERS, key=regular_rows)
