"""Plans of many kinds, as regions, municipalities, agencies and associations write them.

Each file in `documents` has an outline of what is read of it: see `outline`.
"""

import json
import re
from pathlib import Path

import pytest

from livskraft.plans.planfile.check import check_plan_file
from livskraft.plans.reading.blocks import Block, Kind
from livskraft.plans.reading.columns import is_head
from livskraft.plans.reading.findings import Topic
from livskraft.plans.reading.structure import read_document
from livskraft.plans.reading.vocabulary import FIELD_LINE
from tests.plans.reading import office, office_tables
from tests.plans.reading.outline import outline

pytestmark = pytest.mark.pure

FOLDER = Path(__file__).parent / "documents"
OFFICE = {
    "cards.docx": office.cards,
    "bold-headings.docx": office.bold_headings,
    "numbered-with-fields.docx": office.numbered_with_fields,
    "rows-over-the-width.docx": office.rows_over_the_width,
    "gantt.xlsx": office.gantt,
    "goals-as-sheets.xlsx": office.goals_as_sheets,
    "two-columns.pdf": office.two_columns,
    "table-over-two-pages.pdf": office.table_over_two_pages,
    "own-labels.docx": office_tables.own_labels,
    "fields-in-tables.docx": office_tables.fields_in_tables,
    "goals-over-heads.docx": office_tables.goals_over_heads,
    "totals.xlsx": office_tables.totals,
    "flush-columns.pdf": office_tables.flush_columns,
}
NAMES = [*sorted(path.name for path in FOLDER.iterdir() if path.suffix != ".outline"), *OFFICE]


def content(name: str) -> bytes:
    return OFFICE[name]() if name in OFFICE else (FOLDER / name).read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_a_document_is_read_as_its_outline_says(name: str) -> None:
    reading = read_document(content(name), name)
    assert outline(reading) == (FOLDER / name).with_suffix(".outline").read_text()


@pytest.mark.parametrize("name", NAMES)
def test_what_is_read_is_a_plan_file_without_errors(name: str) -> None:
    from livskraft.cli.plan_reading import plan_file_text

    text = plan_file_text(read_document(content(name), name))
    check_plan_file(text.encode(), name, known_areas=list)


@pytest.mark.parametrize("name", NAMES)
def test_every_item_and_row_becomes_something_or_is_asked_about(name: str) -> None:
    reading = read_document(content(name), name)
    said = json.dumps(reading.plan, ensure_ascii=False)
    for doubt in reading.doubts:
        said += "\n".join(["", doubt.text, *(text for _place, text in doubt.items)])
    known = _plain(said)
    lost = [block.text for block in reading.blocks if _could_be_activity(block)]
    assert [text for text in lost if not any(part in known for part in _parts(text))] == []


def _could_be_activity(block: Block) -> bool:
    """Say whether a block is an item, a line with a number or a row, and neither head nor field."""
    if block.kind is Kind.ROW and (is_head(block.cells) or "Summa" in block.cells):
        return False
    is_numbered = re.match(r"\d+[.)] ", block.text) is not None
    is_item = block.kind in (Kind.BULLET, Kind.ROW) or is_numbered
    return is_item and not FIELD_LINE.match(block.text) and len(_plain(block.text)) > 3


def _parts(text: str) -> list[str]:
    """Return how the longest cell of a row, or the item itself, begins and ends."""
    words = max((_plain(cell) for cell in re.split(r"[|,:\n]", text)), key=len).split()
    return [" ".join(words[:3]), " ".join(words[-3:])]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W\d_]+", text.lower()))


def test_sentences_in_running_text_can_be_taken_in() -> None:
    doubts = read_document(content("running-text.txt"), "running-text.txt").doubts
    items = [text for doubt in doubts if doubt.topic is Topic.LEFT_OUT for _at, text in doubt.items]
    assert [text.split(" ")[0] for text in items] == [
        "Under",
        "Kommunerna",
        "Regionen",
        "Länsstyrelsen",
        "Regionen",
    ]


def test_activities_in_running_text_are_asked_about() -> None:
    document = (
        "Folkhälsoplan 2024–2027\n\nMål 1: Goda uppväxtvillkor\n\nMånga föräldrar efterfrågar stöd. "
        "Kommunen ska därför öppna två träffpunkter, utbilda volontärer och starta fler kurser.\n\n"
        "Mål 2: Hälsosamt åldrande\n\nInsatser:\n• Erbjuda digital fika\n"
    )
    reading = read_document(document.encode(), "plan.txt")
    assert [activity["title"] for activity in reading.plan["activities"]] == [
        "Erbjuda digital fika"
    ]
    doubts = [doubt["text"] for doubt in reading.shown_doubts()]
    assert any(text.startswith("Kommunen ska därför öppna") for text in doubts)


def test_amounts_are_in_the_unit_that_the_column_names() -> None:
    plan = read_document(office.goals_as_sheets(), "plan.xlsx").plan
    assert [line["amount"] for line in plan["budget"]] == [12_000_000, 200_000, 1_400_000]


def test_colours_are_asked_about_once_each() -> None:
    doubts = read_document(office.goals_as_sheets(), "plan.xlsx").shown_doubts()
    colours = [doubt["text"] for doubt in doubts if "colour" in doubt["question"]]
    assert colours == ["grön", "gul"]


def test_brackets_that_are_part_of_a_name_stay() -> None:
    document = (
        "Handlingsplan 2025–2027\n\nMål 1: Friska skogar\n\nAktiviteter:\n"
        "• Samordna insatser utifrån Miljöprogrammet (2018–2022)\n"
        "• Utveckla samverkan skola, socialtjänst och polis (SSP)\n"
        "• Starta ett naturum (Länsstyrelsen, 2026)\n"
    )
    plan = read_document(document.encode(), "plan.txt").plan
    assert [activity["title"] for activity in plan["activities"]] == [
        "Samordna insatser utifrån Miljöprogrammet (2018–2022)",
        "Utveckla samverkan skola, socialtjänst och polis (SSP)",
        "Starta ett naturum",
    ]
