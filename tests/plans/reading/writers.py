"""A plan written out in several layouts, so that reading it back can be compared with it."""

import io
import textwrap
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import docx
import openpyxl
from openpyxl.utils import get_column_letter


@dataclass
class Deed:
    """An activity as it is written into a document."""

    title: str
    lead: str = "Enheten Alfa"
    time: str = "2022–2023"
    status: str = "Planerad"


@dataclass
class Aim:
    number: str
    title: str
    deeds: list[Deed] = field(default_factory=list)


@dataclass
class Field:
    """An area of goals."""

    title: str
    aims: list[Aim] = field(default_factory=list)


TITLE = "Handlingsplan för trygghet 2022–2025"
PROSE = "Här beskrivs läget i länet. Arbetet görs tillsammans med kommuner och föreningar i länet."


def deeds(fields: Sequence[Field]) -> list[str]:
    return [deed.title for area in fields for aim in area.aims for deed in aim.deeds]


# ── Text and PDF ────────────────────────────────────────────────────────────────────────────────


def as_lines(fields: Sequence[Field], *, width: int = 76, bullet: str = "•") -> list[str]:
    """Labelled headings, prose, and activities as bullets over several lines."""
    lines = [
        TITLE,
        "",
        "1 Inledning",
        "",
        *textwrap.wrap(PROSE, width),
        "",
        "2 Mål och insatser",
        "",
    ]
    for at, area in enumerate(fields, 1):
        lines += [
            *textwrap.wrap(f"2.{at} Målområde: {area.title}", width),
            "",
            *textwrap.wrap(PROSE, width),
            "",
        ]
        for aim in area.aims:
            lines += [
                *textwrap.wrap(f"#{aim.number} {aim.title}", width),
                "",
                *textwrap.wrap(PROSE, width),
                "",
            ]
            if not aim.deeds:
                continue
            lines += ["Planerade aktiviteter 2022:", ""]
            for deed in aim.deeds:
                lines += textwrap.wrap(
                    f"{bullet} {deed.title}", width, subsequent_indent="  ", break_on_hyphens=False
                )
            lines.append("")
    return lines


def as_outline(fields: Sequence[Field]) -> list[str]:
    """A numbered outline: areas with letters, goals "A.1", activities "a)" with what is said of them."""
    lines = [TITLE, ""]
    for letter, area in zip("ABCDEFGH", fields, strict=False):
        lines += [f"{letter}. {area.title}", "", PROSE, ""]
        for at, aim in enumerate(area.aims, 1):
            lines += [f"{letter}.{at} {aim.title}", "", PROSE, "", "Åtgärder:"]
            for small, deed in zip("abcdefghijklmnopqrstuvwxyz", aim.deeds, strict=False):
                lines.append(f"   {small}) {deed.title}")
                lines.append(f"      Ansvarig: {deed.lead}. Tid: {deed.time}.")
            lines.append("")
    return lines


def pdf(lines: Sequence[str], *, head: str = "", size: int = 10, per_page: int = 48) -> bytes:
    """Set lines in Helvetica, page by page, with a running head and page numbers."""
    pages = [lines[at : at + per_page] for at in range(0, len(lines), per_page)] or [[]]
    return pdf_pages(
        [_page_stream(page, number, head, size) for number, page in enumerate(pages, 1)]
    )


def _page_stream(lines: Sequence[str], number: int, head: str, size: int) -> bytes:
    parts = ["BT"]
    if head:
        parts.append(f"/F1 8 Tf 1 0 0 1 60 810 Tm {_shown(head)} Tj")
        parts.append(f"1 0 0 1 290 20 Tm {_shown(str(number))} Tj")
    parts.append(f"/F1 {size} Tf")
    for at, line in enumerate(lines):
        if line.strip():
            indent = len(line) - len(line.lstrip())
            parts.append(f"1 0 0 1 {60 + indent * 4} {780 - at * 15} Tm {_shown(line.strip())} Tj")
    parts.append("ET")
    return "\n".join(parts).encode("cp1252", errors="replace")


def _shown(text: str) -> str:
    return "(" + text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"


def pdf_pages(streams: Sequence[bytes]) -> bytes:
    """Return a PDF with these content streams as pages."""
    font = 3
    first = 4
    kids = " ".join(f"{first + 2 * at} 0 R" for at in range(len(streams)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for at, stream in enumerate(streams):
        packed = zlib.compress(stream)
        objects.append(
            (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {first + 2 * at + 1} 0 R "
                f"/Resources << /Font << /F1 {font} 0 R >> >> >>"
            ).encode()
        )
        objects.append(
            f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode()
            + packed
            + b"\nendstream"
        )
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    for offset in offsets:
        out.write(f"{offset:010d} 00000 n \n".encode())
    out.write(
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    return out.getvalue()


# ── Word ────────────────────────────────────────────────────────────────────────────────────────


def word_with_lists(fields: Sequence[Field]) -> bytes:
    """Styles for headings and lists."""
    document = docx.Document()
    document.add_paragraph(TITLE, style="Title")
    document.add_heading("Inledning", 1)
    document.add_paragraph(PROSE)
    for area in fields:
        document.add_heading(f"Målområde: {area.title}", 1)
        document.add_paragraph(PROSE)
        for aim in area.aims:
            document.add_heading(f"Delmål {aim.number}. {aim.title}", 2)
            document.add_paragraph(PROSE)
            document.add_heading("Aktiviteter", 3)
            for deed in aim.deeds:
                document.add_paragraph(deed.title, style="List Bullet")
    return _saved(document)


def word_with_tables(fields: Sequence[Field]) -> bytes:
    """An operational plan: under each goal a table with who, when and how it goes."""
    document = docx.Document()
    document.add_paragraph(TITLE, style="Title")
    for at, area in enumerate(fields, 1):
        document.add_heading(f"{at} {area.title}", 1)
        for number, aim in enumerate(area.aims, 1):
            document.add_heading(f"{at}.{number} {aim.title}", 2)
            document.add_paragraph(PROSE)
            table = document.add_table(rows=1, cols=4)
            heads = ("Aktivitet", "Ansvarig", "Tidplan", "Status")
            for cell, text in zip(table.rows[0].cells, heads, strict=True):
                cell.text = text
            for deed in aim.deeds:
                cells = table.add_row().cells
                for cell, text in zip(
                    cells, (deed.title, deed.lead, deed.time, deed.status), strict=True
                ):
                    cell.text = text
    return _saved(document)


def _saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


# ── Excel ───────────────────────────────────────────────────────────────────────────────────────


def excel(fields: Sequence[Field]) -> bytes:
    """Merged cells for areas and goals, heads in two rows, days as dates, a hidden column."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Plan"
    sheet["A1"] = TITLE
    sheet.append([])
    sheet.append(
        ["Målområde", "Delmål", "Aktivitet", "Ansvarig", "Tid", "", "Status", "Intern anteckning"]
    )
    sheet.append(["", "", "", "", "Start", "Slut", "", ""])
    sheet.merge_cells("E3:F3")
    for column in "ABCDGH":
        sheet.merge_cells(f"{column}3:{column}4")
    row = 5
    for area in fields:
        area_row = row
        for aim in area.aims:
            aim_row = row
            for deed in aim.deeds:
                values = [
                    area.title,
                    f"{aim.number} {aim.title}",
                    deed.title,
                    deed.lead,
                    openpyxl.utils.datetime.from_ISO8601("2022-01-01"),
                    openpyxl.utils.datetime.from_ISO8601("2023-12-31"),
                    deed.status,
                    "hemligt",
                ]
                for at, value in enumerate(values, 1):
                    if (at == 1 and row > area_row) or (at == 2 and row > aim_row):
                        continue
                    sheet.cell(row, at, value)
                row += 1
            if row > aim_row + 1:
                sheet.merge_cells(start_row=aim_row, end_row=row - 1, start_column=2, end_column=2)
        if row > area_row + 1:
            sheet.merge_cells(start_row=area_row, end_row=row - 1, start_column=1, end_column=1)
    sheet.column_dimensions[get_column_letter(8)].hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
