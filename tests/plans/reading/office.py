"""Plans in Word, Excel and PDF, set as people set them."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import docx
import openpyxl
from docx.shared import Pt

from tests.plans.reading import writers

Words = tuple[float, float, float, str]
"""Left, height over the foot of the page, size, text."""


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def add_table(document: Any, rows: Sequence[Sequence[str]]) -> Any:
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return table


def cards() -> bytes:
    """Each activity a table of its own that lies on its side."""
    document = docx.Document()
    document.add_paragraph("Handlingsplan för trafiksäkerhet 2024–2028", style="Title")
    document.add_paragraph("Region Blekinge")
    document.add_heading("Målområde 1: Säkra skolvägar", 1)
    document.add_paragraph("Alla barn ska kunna gå och cykla till skolan.")
    for rows in (
        [
            ["Åtgärd 1.1", "Bygga säkra passager vid tio skolor"],
            ["Ansvarig", "Trafikverket"],
            ["Samverkan", "Kommunerna"],
            ["Tidplan", "2024–2026"],
        ],
        [
            ["Åtgärd 1.2", "Genomföra cykelkampanj för skolelever"],
            ["Ansvarig", "Region Blekinge"],
            ["Samverkan", "NTF"],
            ["Tidplan", "2025"],
        ],
    ):
        add_table(document, rows)
        document.add_paragraph("")
    return saved(document)


def bold_headings() -> bytes:
    """Headings that are only bold, and larger."""
    document = docx.Document()

    def add(text: str, size: int | None = None) -> None:
        run = document.add_paragraph().add_run(text)
        run.bold = True
        run.font.size = Pt(size) if size else None

    add("Aktivitetsplan för kompetensförsörjning 2024", 20)
    add("Prioritering 1: Fler utbildade i vården", 14)
    document.add_paragraph("Bristen på undersköterskor är stor i hela länet.")
    add("Aktiviteter")
    for text in ("Starta vård- och omsorgscollege i Mora", "Erbjuda språkstöd på arbetsplatsen"):
        document.add_paragraph(text, style="List Bullet")
    add("Prioritering 2: Stärkt matchning", 14)
    add("Aktiviteter")
    document.add_paragraph("Ordna två jobbmässor", style="List Bullet")
    return saved(document)


def numbered_with_fields() -> bytes:
    """A numbered list with a paragraph of fields below each item."""
    document = docx.Document()
    document.add_paragraph("Klimatanpassningsplan 2025–2027", style="Title")
    document.add_heading("Vatten", 1)
    document.add_heading("Trygg dricksvattenförsörjning", 2)
    document.add_heading("Åtgärder", 3)
    document.add_paragraph("Utreda reservvattentäkt", style="List Number")
    document.add_paragraph("Ansvarig: VA-enheten. Tid: 2025")
    document.add_paragraph("Inventera enskilda brunnar", style="List Number")
    document.add_paragraph("Ansvarig: Miljökontoret. Tid: 2026")
    return saved(document)


def rows_over_the_width() -> bytes:
    """Goals as rows over the whole table; a cell with two activities."""
    document = docx.Document()
    document.add_paragraph("Handlingsplan mot hedersrelaterat våld 2025", style="Title")
    table = add_table(document, [["Aktivitet", "Ansvarig", "Samverkan", "Tidplan"]])
    for goal, rows in (
        (
            "Insatsområde: Förebyggande arbete",
            [
                (
                    "Utbilda elevhälsan\nTa fram lektionsmaterial",
                    "Skolnämnden",
                    "Länsstyrelsen",
                    "Våren 2025",
                ),
                ("Starta tjejgrupper", "Kultur- och fritidsnämnden", "Rädda Barnen", "Q3–Q4"),
            ],
        ),
        (
            "Insatsområde: Skydd och stöd",
            [("Säkra tillgång till skyddat boende", "Socialnämnden", "Kvinnojouren", "Löpande")],
        ),
    ):
        across = table.add_row().cells
        across[0].merge(across[3]).text = goal
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    return saved(document)


def gantt() -> bytes:
    """Quarters under merged years, crosses, merged goals, a note above the table."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "Handlingsplan cirkulär ekonomi 2024–2025"
    sheet["A2"] = "Uppdaterad 2024-02-01. Grått = pågår."
    sheet.append([])
    sheet.append(["Delmål", "Aktivitet", "Ansvarig", "2024", "", "", "", "2025", "", "", ""])
    sheet.append(["", "", "", *[f"Q{number}" for number in (1, 2, 3, 4) * 2]])
    for goal, title, lead, crosses in (
        ("Mindre avfall", "Öppna återbruksgalleria", "Tekniska kontoret", "xxx....."),
        ("", "Införa pantsystem för muggar", "Miljöenheten", "..xxx..."),
        ("Cirkulära inköp", "Hyra ut kontorsmöbler internt", "Fastighetsenheten", "....xxxx"),
    ):
        sheet.append([goal, title, lead, *[cross.replace(".", "") for cross in crosses]])
    for merged in ("D4:G4", "H4:K4", "A4:A5", "B4:B5", "C4:C5", "A6:A7"):
        sheet.merge_cells(merged)
    return saved(book)


def goals_as_sheets() -> bytes:
    """One sheet for each goal, which only the sheet's name tells; amounts in thousands; colours."""
    book = openpyxl.Workbook()
    heads = ["Åtgärd", "Ansvarig nämnd", "Startdatum", "Slutdatum", "Kostnad 2025 (tkr)", "Status"]
    sheets: dict[str, list[list[object]]] = {
        "Trygg ålderdom": [
            [
                "Bygga trygghetsboende i Kisa",
                "Kommunstyrelsen",
                date(2025, 1, 15),
                date(2026, 12, 31),
                12000,
                "Grön",
            ],
            ["Starta seniorgym", "Socialnämnden", date(2025, 9, 1), None, 200, "Gul"],
        ],
        "Skola för alla": [
            ["Anställa två speciallärare", "Skolnämnden", date(2025, 8, 1), None, 1400, "Grön"]
        ],
    }
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in [heads, *rows]:
            sheet.append(row)
    return saved(book)


def _page(words: Sequence[Words]) -> bytes:
    parts = ["BT"]
    for left, height, size, text in words:
        shown = text.replace("(", r"\(").replace(")", r"\)")
        parts.append(f"/F1 {size} Tf 1 0 0 1 {left} {height} Tm ({shown}) Tj")
    return "\n".join([*parts, "ET"]).encode("cp1252")


def _column(left: float, lines: Sequence[tuple[str, float, float]]) -> list[Words]:
    """Set lines of (text, size, distance to the line above) below each other."""
    words, height = [], 770.0
    for text, size, drop in lines:
        height -= drop
        words.append((left, height, size, text))
    return words


def two_columns() -> bytes:
    """Two columns of text whose lines do not stand beside each other; a footnote; hyphens."""
    title: list[Words] = [
        (60, 780, 22, "Livsmedelsstrategi för Skåne 2025–2030"),
        (60, 750, 12, "Antagen av regionfullmäktige 2024-10-22"),
    ]
    left = [
        ("Insatsområde 1: Konkurrenskraft", 14, 0),
        ("Skåne är landets ledande livsmedels-", 10, 22),
        ("region. Här produceras en stor del av", 10, 13),
        ("maten.1", 10, 13),
        ("Aktiviteter", 11, 22),
        ("• Utveckla en testbädd för växt-", 10, 16),
        ("  baserade livsmedel", 10, 13),
        ("• Starta exportprogram för små och", 10, 13),
        ("  medelstora företag", 10, 13),
    ]
    right = [
        ("Insatsområde 2: Offentliga måltider", 14, 0),
        ("Kommunerna serverar varje dag", 10, 22),
        ("200 000 måltider.", 10, 13),
        ("Aktiviteter", 11, 22),
        ("• Utbilda måltidspersonal i klimat-", 10, 16),
        ("  smart matlagning", 10, 13),
        ("• Samordna upphandlingen av lokala", 10, 13),
        ("  råvaror", 10, 13),
    ]
    foot: list[Words] = [
        (60, 60, 7, "1 Källa: Jordbruksverket, statistik 2023."),
        (60, 30, 8, "Livsmedelsstrategi för Skåne"),
        (500, 30, 8, "2"),
    ]
    return writers.pdf_pages([_page(title), _page(_column(60, left) + _column(320, right) + foot)])


def table_over_two_pages() -> bytes:
    """A table with heads on both pages, cells over two lines, running feet."""
    lefts = (50, 80, 300, 400, 490)

    def row(height: float, *cells: str) -> list[Words]:
        return [(left, height, 9, text) for left, text in zip(lefts, cells, strict=False) if text]

    heads = ("Nr", "Aktivitet", "Ansvarig", "Tidplan", "Status")
    first: list[Words] = [
        (50, 790, 16, "Verksamhetsplan 2026"),
        (50, 770, 12, "Samordningsförbundet Göteborg Nordost"),
        (50, 735, 13, "Mål 1. Fler unga i arbete eller studier"),
        *row(680, *heads),
        *row(662, "1", "Starta uppsökande team i", "Göteborgs stad", "jan–jun 2026", "Pågår"),
        *row(651, "", "Angered och Bergsjön"),
        *row(635, "2", "Pröva jobbspår inom vård", "Arbetsförmedlingen", "2026", "Ej startad"),
    ]
    second: list[Words] = [
        *row(760, *heads),
        *row(744, "3", "Följa upp deltagarnas vägar", "Kansliet", "dec 2026", "Ej startad"),
        (50, 700, 13, "Mål 2. Bättre samverkan kring psykisk ohälsa"),
        *row(670, *heads),
        *row(654, "4", "Utbilda handläggare", "Försäkringskassan", "mars 2026", "Pågår"),
    ]
    return writers.pdf_pages(
        [
            _page([*page, (50, 30, 8, "Samordningsförbundet"), (480, 30, 8, f"Sida {number} av 2")])
            for number, page in enumerate((first, second), 1)
        ]
    )
