"""What only Word knows: automatic numbers, merged cells, text boxes, tracked changes."""

import io
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from livskraft.plans.reading.structure import read_document

pytestmark = pytest.mark.pure


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def number(paragraph: Any, number_id: int, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = number_id


def add_numbering(document: Any, texts: list[str]) -> int:
    """Add a numbered list with these level texts; return its id."""
    root = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "90")
    for depth, text in enumerate(texts):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(depth))
        for name, value in (("w:start", "1"), ("w:numFmt", "decimal"), ("w:lvlText", text)):
            part = OxmlElement(name)
            part.set(qn("w:val"), value)
            level.append(part)
        abstract.append(level)
    root.insert(0, abstract)
    entry = OxmlElement("w:num")
    entry.set(qn("w:numId"), "91")
    link = OxmlElement("w:abstractNumId")
    link.set(qn("w:val"), "90")
    entry.append(link)
    root.append(entry)
    return 91


def test_automatic_numbers_of_headings_are_counted_as_word_prints_them() -> None:
    document = docx.Document()
    document.add_paragraph("Verksamhetsplan 2022", style="Title")
    list_id = add_numbering(document, ["%1", "Delmål %1.%2"])
    for area, aims in (
        ("Trygghet", ["Fler torg", "Säkra vägar"]),
        ("Tillit", ["Nya mötesplatser"]),
    ):
        number(document.add_heading(area, 1), list_id, 0)
        for aim in aims:
            number(document.add_heading(aim, 2), list_id, 1)
            document.add_paragraph("Aktiviteter:")
            document.add_paragraph(f"Utreda {aim.lower()}", style="List Bullet")
    goals = read_document(saved(document), "plan.docx").plan["goals"]
    assert [(goal["number"], goal["title"]) for goal in goals] == [
        ("1", "Trygghet"),
        ("2", "Tillit"),
    ]
    assert [(goal["number"], goal["title"]) for goal in goals[0]["goals"]] == [
        ("1.1", "Fler torg"),
        ("1.2", "Säkra vägar"),
    ]
    assert goals[1]["goals"][0]["number"] == "2.1"


def test_merged_cells_and_rows_over_the_whole_width_name_the_goal_below() -> None:
    document = docx.Document()
    document.add_paragraph("Handlingsplan 2022–2024", style="Title")
    table = document.add_table(rows=1, cols=3)
    for cell, text in zip(table.rows[0].cells, ("Insats", "Ansvarig", "Klart senast"), strict=True):
        cell.text = text
    across = table.add_row().cells
    across[0].merge(across[2]).text = "Delmål 1: Fler torg"
    first, second = table.add_row().cells, table.add_row().cells
    first[0].text, second[0].text = "Rita nya torg", "Bygga nya torg"
    first[1].merge(second[1]).text = "Sala kommun"
    first[2].text, second[2].text = "juni 2022", "2023-05-31"
    plan = read_document(saved(document), "plan.docx").plan
    assert [(goal["number"], goal["title"]) for goal in plan["goals"]] == [("1", "Fler torg")]
    assert [
        (one["title"], one["lead"], one["primary_goal"], one["ends"]) for one in plan["activities"]
    ] == [
        ("Rita nya torg", "sala-kommun", "fler-torg", "2022-06-30"),
        ("Bygga nya torg", "sala-kommun", "fler-torg", "2023-05-31"),
    ]
    assert plan["organisations"][0]["kind"] == "municipality"


def test_labelled_fields_below_an_item_belong_to_it() -> None:
    document = docx.Document()
    document.add_heading("Delmål 1: Fler torg", 1)
    document.add_paragraph("Planerade insatser:")
    document.add_paragraph("Rita nya torg", style="List Bullet")
    document.add_paragraph("Ansvarig: Sala kommun", style="List Bullet 2")
    document.add_paragraph("Indikator: antal torg", style="List Bullet 2")
    document.add_paragraph("Budget: 300 tkr", style="List Bullet 2")
    document.add_paragraph("Tid: 2022", style="List Bullet 2")
    plan = read_document(saved(document), "plan.docx").plan
    (activity,) = plan["activities"]
    assert (activity["lead"], activity["starts"]) == ("sala-kommun", "2022-01-01")
    assert plan["indicators"][0]["title"] == "antal torg"
    assert (plan["budget"][0]["amount"], plan["budget"][0]["year"]) == (300_000, 2022)


def test_items_below_an_item_are_activities_that_are_part_of_it_and_asked_about() -> None:
    document = docx.Document()
    document.add_heading("Delmål 1: Fler torg", 1)
    document.add_paragraph("Insatser:")
    document.add_paragraph("Bygga torg", style="List Bullet")
    document.add_paragraph("Rita torget", style="List Bullet 2")
    document.add_paragraph("Belysa torget", style="List Bullet 2")
    reading = read_document(saved(document), "plan.docx")
    assert [one.get("parent") for one in reading.plan["activities"]] == [
        None,
        "bygga-torg",
        "bygga-torg",
    ]
    assert any("part of it" in doubt["question"] for doubt in reading.shown_doubts())


def test_a_persons_name_stays_internal() -> None:
    document = docx.Document()
    document.add_heading("Delmål 1: Fler torg", 1)
    document.add_paragraph("Åtgärder:")
    document.add_paragraph("Bygga torg. Ansvarig: Anna Andersson. Tid: 2022.", style="List Bullet")
    reading = read_document(saved(document), "plan.docx")
    (activity,) = reading.plan["activities"]
    assert "lead" not in activity
    assert "Anna Andersson" in activity["internal_note"]
    assert "organisations" not in reading.plan


def test_deleted_text_is_not_read() -> None:
    document = docx.Document()
    document.add_heading("Delmål 1: Fler torg", 1)
    document.add_paragraph("Insatser:")
    paragraph = document.add_paragraph("Bygga torg", style="List Bullet")
    gone = OxmlElement("w:del")
    gone.append(paragraph.add_run(" och vägar")._r)
    paragraph._p.append(gone)
    reading = read_document(saved(document), "plan.docx")
    assert [one["title"] for one in reading.plan["activities"]] == ["Bygga torg"]
    assert any("tracked changes" in doubt["question"] for doubt in reading.shown_doubts())
