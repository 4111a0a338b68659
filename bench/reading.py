"""`python -m bench.reading` measures how fast documents are read: the source text and long PDFs.

Each format is also timed beside the plain library that opens it, in the same run: the ratio tells
what our own rules cost.
"""

import io
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pypdfium2

from livskraft.plans.reading import read_content
from livskraft.plans.reading.structure import read_document
from tests.plans.reading import writers
from tests.plans.reading.writers import Aim, Deed, Field

SOURCE = "shared/source/verksamhetsplan-2021-2023.txt"
MAX_TEXT_SECONDS = 1.0
RUNS = 5


def source_text() -> bytes:
    """Return the example region's plan, or as long a text of our own where the file is not."""
    for folder in Path(__file__).resolve().parents:
        if (folder / SOURCE).is_file():
            return (folder / SOURCE).read_bytes()
    return "\n".join(writers.as_lines(invented(40))).encode()


def invented(areas: int) -> list[Field]:
    """Return a plan of so many areas, each with five goals of five activities."""
    return [
        Field(
            f"Område {area}",
            [
                Aim(
                    str(area * 5 + aim),
                    f"Mål {area} {aim} för länet",
                    [Deed(f"Utveckla del {area}, {aim} och {deed} i länet") for deed in range(5)],
                )
                for aim in range(5)
            ],
        )
        for area in range(areas)
    ]


def seconds(task: Callable[[], object], runs: int) -> float:
    """Return the median of so many runs."""
    times = []
    for _run in range(runs):
        start = time.perf_counter()
        task()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def only_pdf_text(content: bytes) -> None:
    """What PDFium needs to give the text of every page."""
    document = pypdfium2.PdfDocument(content)
    for page in document:
        page.get_textpage().get_text_range()


def measure(pages: list[int], runs: int) -> list[dict[str, object]]:
    """Return one record for each document: what it is, seconds, pages per second, ratio."""
    text = source_text()
    lines = [line.rstrip() for line in text.decode().splitlines()]
    records: list[dict[str, object]] = [
        {
            "document": "source text",
            "seconds": seconds(lambda: read_document(text, "plan.txt"), runs),
        }
    ]
    for count in pages:
        content = writers.pdf((lines * (count * 48 // len(lines) + 1))[: count * 48], head="Region")
        spent = seconds(lambda content=content: read_content(content, "plan.pdf"), 1)  # type: ignore[misc]
        plain = seconds(lambda content=content: only_pdf_text(content), 1)  # type: ignore[misc]
        records.append(
            {
                "document": f"PDF of {count} pages",
                "seconds": spent,
                "pages_per_second": count / spent,
                "ratio_to_library": spent / plain,
            }
        )
    fields = invented(20)
    for name, content, plain_read in (
        ("Word, 500 activities", writers.word_with_tables(fields), docx.Document),
        ("Excel, 500 activities", writers.excel(fields), openpyxl.load_workbook),
    ):
        spent = seconds(lambda content=content: read_document(content, "plan.x"), runs)  # type: ignore[misc]
        plain = seconds(
            lambda content=content, plain_read=plain_read: plain_read(io.BytesIO(content)),  # type: ignore[misc]
            runs,
        )
        records.append({"document": name, "seconds": spent, "ratio_to_library": spent / plain})
    return records


def show_records(records: list[dict[str, object]]) -> bool:
    """Print a line for each document; return whether the source text took less than a second."""
    for record in records:
        numbers = [
            f"{key} {value:.2f}" for key, value in record.items() if isinstance(value, float)
        ]
        print(f"{record['document']}: {', '.join(numbers)}")
    first = records[0]["seconds"]
    return isinstance(first, float) and first < MAX_TEXT_SECONDS
