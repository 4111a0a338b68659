"""Opening an uploaded workbook: its cells, and nothing that could swell or do harm."""

import io
import warnings
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from livskraft.plans.reading.archive import Archive
from livskraft.plans.reading.messages import ReadingError
from livskraft.reporting.workbook.values import Value

MAX_BYTES = 5_000_000
MAX_SHEETS = 20
MAX_ROWS = 5_000
MAX_COLUMNS = 120
MAX_PART_BYTES = 20_000_000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_PACKED = b"PK\x03\x04"


@dataclass(frozen=True)
class Sheet:
    """A sheet; its rows from the first one, each as long as its last filled cell or longer."""

    title: str
    rows: tuple[tuple[Value, ...], ...]


class NotReadError(ValidationError):
    """A file that could not be read as a workbook of a round; the message says what to do."""


def opened(content: bytes, name: str) -> list[Sheet]:
    """Return the sheets of an Excel workbook. Raises NotReadError."""
    _check(content, name)
    try:
        return [Sheet(one.title, _rows(one)) for one in _worksheets(content)[:MAX_SHEETS]]
    except Exception as error:
        # openpyxl raises whatever its parts raise when a workbook is broken.
        raise NotReadError(_broken()) from error


def _worksheets(content: bytes) -> list[Any]:
    """Open what holds cells. Names and print titles are left out: some that LibreOffice writes for a
    renamed sheet are none that openpyxl takes, and `load_workbook` fails on them.
    """
    from openpyxl.reader.excel import ExcelReader  # 0.2 seconds, and only uploads need it
    from openpyxl.styles.stylesheet import apply_stylesheet

    reader = ExcelReader(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # What openpyxl cannot keep is of no matter for reading.
        reader.read_manifest()
        reader.read_strings()
        reader.read_workbook()
        apply_stylesheet(reader.archive, reader.wb)
        reader.read_worksheets()
    return list(reader.wb.worksheets)


def _rows(sheet: Any) -> tuple[tuple[Value, ...], ...]:
    limits = {"max_row": MAX_ROWS, "max_col": MAX_COLUMNS}
    return tuple(sheet.iter_rows(min_row=1, min_col=1, **limits, values_only=True))


def _check(content: bytes, name: str) -> None:
    if len(content) > MAX_BYTES:
        raise NotReadError(
            _(
                "The file is larger than %(size)d MB. Remove pictures and other sheets, and try again."
            )
            % {"size": MAX_BYTES // 1_000_000}
        )
    if content.startswith(_OLD_OFFICE):
        raise NotReadError(
            _("The file is an old kind of Excel file, or locked with a password. Save it without a "
              "password as an Excel workbook (xlsx), and upload that.")
        )  # fmt: skip
    if not content.startswith(_PACKED):
        raise NotReadError(
            _(
                "The file is not an Excel workbook. Save it as an Excel workbook (xlsx), and upload that."
            )
        )
    try:
        archive = Archive(content, name)
        if "content.xml" in archive.names:
            raise NotReadError(
                _("The file is an OpenDocument spreadsheet. Choose Save as, Excel 2007–365 (xlsx), "
                  "and upload that file.")
            )  # fmt: skip
        archive.check(r".*\.(xml|rels)$", MAX_PART_BYTES)
    except ReadingError as error:
        raise NotReadError(_broken()) from error


def _broken() -> str:
    return _(
        "The workbook cannot be read. Open it in Excel or LibreOffice, save it as xlsx, and try again."
    )
