"""Tables as CSV files that a spreadsheet opens as they are."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

_BYTE_ORDER_MARK = "\ufeff"  # Without it Excel reads å ä ö wrongly.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

_NUMBER = re.compile(r"-?\d+([.,]\d+)?(e-?\d+)?")


def as_csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return the table with semicolons; no cell of it but a number is taken for more than text."""
    output = io.StringIO()
    output.write(_BYTE_ORDER_MARK)
    writer = csv.writer(output, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return output.getvalue()


def _cell(value: str) -> str:
    if _NUMBER.fullmatch(value):
        return value
    return f"'{value}" if value.startswith(_FORMULA_STARTS) else value
