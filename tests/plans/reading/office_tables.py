"""Plans in Word and Excel whose tables say more, or less, than their heads."""

import docx
import openpyxl

from tests.plans.reading.office import Words, add_table, saved
from tests.plans.reading.writers import pdf_pages


def own_labels() -> bytes:
    """Activities as headings; below each the same labels, some of which only this plan uses."""
    document = docx.Document()
    document.add_heading("Åtgärdsprogram för miljömålen 2025–2030", 0)
    document.add_heading("1. En giftfri miljö", 1)
    document.add_paragraph("Ämnen i miljön ska inte hota människors hälsa.")
    for title, lead, partner, time in (
        ("Åtgärd 1.1 Inventera förorenade områden i hamnen", "Länsstyrelsen", "SGU", "2025–2026"),
        ("Åtgärd 1.2 Ge tillsynsvägledning om PFAS", "Länsstyrelsen", "Livsmedelsverket", "2025"),
    ):
        document.add_heading(title, 2)
        document.add_paragraph("Arbetet sker i nära dialog med kommunerna.")
        document.add_paragraph(f"Ansvarig aktör: {lead}")
        document.add_paragraph(f"Samverkande aktörer: {partner}")
        document.add_paragraph(f"Genomförs: {time}")
        document.add_paragraph("Miljömål: Giftfri miljö, Hav i balans")
    document.add_heading("Referenser", 1)
    document.add_paragraph("Naturvårdsverket (2023). Fördjupad utvärdering.")
    return saved(document)


def fields_in_tables() -> bytes:
    """Activities as headings over small tables of who and when; a table of figures."""
    document = docx.Document()
    document.add_heading("Biblioteksplan 2024–2027", 0)
    document.add_heading("Bibliotekslagen", 1)
    document.add_paragraph("Enligt bibliotekslagen ska kommuner anta planer för biblioteken.")
    document.add_heading("Utvecklingsområden", 1)
    for goal, title, lead, time in (
        ("Öppet för alla", "Öppna meröppet bibliotek i Lillby", "Kulturförvaltningen", "2024"),
        ("Barn läser mer", "Införa bokstart för små barn", "Kulturförvaltningen", "2024–2026"),
    ):
        document.add_heading(goal, 2)
        document.add_paragraph("Behoven har vuxit under många år.")
        document.add_heading(title, 3)
        document.add_paragraph("Alla invånare berörs.")
        add_table(document, [["Ansvarig", lead], ["Tidplan", time]])
    document.add_heading("Bilaga", 1)
    add_table(document, [["Filial", "Skick", "Besök"], ["Lillby", "Gott", "9 000"]])
    return saved(document)


def goals_over_heads() -> bytes:
    """Each table's goal in a row over the whole width, above the heads."""
    document = docx.Document()
    document.add_heading("Landsbygdsprogram 2024–2027", 0)
    document.add_heading("Mål och åtgärder", 1)
    for goal, title, lead in (
        ("Mål 1: Fler bor på landsbygden", "Inrätta en landsbygdslots", "Kommunstyrelsen"),
        ("Mål 2: Landsbygden har god service", "Bygga ut fiber till alla", "Stadsnätet AB"),
    ):
        table = document.add_table(rows=1, cols=4)
        across = table.rows[0].cells
        across[0].merge(across[3]).text = goal
        for row in (
            ["Åtgärd", "Ansvarig nämnd", "Genomförs", "Resurs"],
            [title, lead, "2024", "Inom ram"],
        ):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
        document.add_paragraph("")
    return saved(document)


def totals() -> bytes:
    """A sheet with heads in two rows and a sum, one with statistics, one with names to choose."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Åtgärder"
    for row in (
        ["Åtgärdslista till klimatplan 2024–2027"],
        [],
        ["Målområde", "Åtgärd", "Ansvar", None, "Tid", None, "Ton"],
        [None, None, "Huvudansvarig", "Medverkande", "Start", "Slut", None],
        ["Fossilfria transporter", "Byt ut fossila fordon", "Omsorgen", "HR", 2024, 2026, 120],
        [None, "Bygg laddplatser", "Fastighetskontoret", None, 2024, 2025, 40],
        [None, "Summa", None, None, None, None, 160],
    ):
        sheet.append(row)
    for merged in ("C3:D3", "E3:F3", "A3:A4", "B3:B4", "G3:G4", "A5:A6"):
        sheet.merge_cells(merged)
    other = book.create_sheet("Laddstationer")
    for row in (
        ["Plats", "Effekt", "Ägare"],
        ["Torget", "22 kW", "Kommunen"],
        ["Badet", "11", "X"],
    ):
        other.append(row)
    return saved(book)


def flush_columns() -> bytes:
    """Two narrow columns set flush on both sides: the words of a line stand far apart."""
    left = [
        ("Insatsområde 1: Goda vanor", 14.0),
        ("Fler rör på sig men skillnaderna är", 10.0),
        ("stora mellan olika delar av länet och", 10.0),
        ("mellan grupper i hela samhället nu.", 10.0),
        ("Insatser", 11.0),
        ("• Införa fysisk aktivitet på recept i", 10.0),
        ("  alla kommuner", 10.0),
    ]
    right = [
        ("Insatsområde 2: Trygg start", 14.0),
        ("De första åren lägger grunden för hur", 10.0),
        ("hälsan blir senare i livet för alla de", 10.0),
        ("barn som växer upp i vårt län i dag.", 10.0),
        ("Åtgärder", 11.0),
        ("• Erbjuda föräldrastöd till alla som har", 10.0),
        ("  små barn", 10.0),
    ]
    title: Words = (60, 780, 22, "Folkhälsoplan 2025–2028")
    parts = [f"BT /F1 {title[2]} Tf 1 0 0 1 {title[0]} {title[1]} Tm ({title[3]}) Tj"]
    for start, lines in ((60, left), (330, right)):
        for number, (text, size) in enumerate(lines):
            is_running = size == 10 and not text.startswith(" ")
            spread = 7 if is_running else 0
            height = 700 - 17 * number - (start > 100) * 5
            parts.append(f"{spread} Tw /F1 {size} Tf 1 0 0 1 {start} {height} Tm ({text}) Tj")
    return pdf_pages(["\n".join([*parts, "ET"]).encode("cp1252")])
