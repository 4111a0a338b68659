"""The plan that the example region comes from, in every format. Skipped where the file is not."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest

from livskraft.plans.planfile.check import check_plan_file
from livskraft.plans.reading.blocks import Block, Kind, Mark
from livskraft.plans.reading.structure import Reading, read_document
from tests.plans.reading import writers

SOURCE = next(
    (
        folder / "shared/source/verksamhetsplan-2021-2023.txt"
        for folder in Path(__file__).resolve().parents
        if (folder / "shared/source/verksamhetsplan-2021-2023.txt").is_file()
    ),
    None,
)
pytestmark = [
    pytest.mark.pure,
    pytest.mark.skipif(SOURCE is None, reason="the source document is not in a folder above"),
]

HEADINGS = [
    ("3", "Ökad trygghet"),
    ("4", "Ökad tillit"),
    ("5", "Öka andelen barn och vuxna som anger att deras hälsa är bra eller mycket bra"),
    ("6", "Öka tillgängligheten till hälso-och sjukvården"),
    ("11", "Öka deltagande i kultur och fritidsaktiviteter i hela länet"),
    ("7", "Öka kollektivtrafikens marknadsandel"),
    ("9", "Hela Västmanland ska ha tillgång till snabbt bredband"),
    ("10", "Öka tillgängligheten till värdefull natur- och kulturmiljöer"),
    ("11", "Öka deltagande i kultur- och fritidsaktiviteter"),
    ("15", "Öka den regionala ekonomiska förnyelseförmågan"),
    ("15", "Öka andelen exporterade företag"),
    ("16", "Förbättrat företagsklimat"),
    ("17", "Öka andelen elever som fullföljer sina studier med godkänt resultat"),
    (
        "18",
        (
            "Öka andelen företag och organisationer som upplever att de har lätt att hitta rätt "
            "kompetens vid rekrytering"
        ),
    ),
    ("19", "Öka andelen sysselsatta"),
    ("20", "God ekonomisk utveckling"),
]


@pytest.fixture(scope="module")
def content() -> bytes:
    assert SOURCE is not None
    return SOURCE.read_bytes()


@pytest.fixture(scope="module")
def reading(content: bytes) -> Reading:
    return read_document(content, "verksamhetsplan.txt")


def planned(content: bytes) -> list[str]:
    """The items below each "Sammanställning av aktiviteter", cut out of the text by hand."""
    lines = content.decode().splitlines()
    stretches = [(489, 508), (575, 600), (1123, 1163), (1662, 1704), (2213, 2265)]
    found: list[str] = []
    for first, last in stretches:
        text = " ".join(" ".join(lines[first - 1 : last - 1]).split())
        parts = text.split("Övergripande aktiviteter:")
        items = [item for part in parts for item in part.split("•")[1:]]
        found.extend(" ".join(item.split()) for item in items)
    return found


def titles(reading: Reading) -> list[str]:
    return [activity["title"] for activity in reading.plan["activities"]]


def numbered(reading: Reading) -> list[tuple[str, str]]:
    return [
        (goal["number"], goal["title"])
        for area in reading.plan["goals"]
        for goal in area.get("goals", [])
    ]


def test_the_65_activities_have_exactly_their_texts(content: bytes, reading: Reading) -> None:
    assert len(titles(reading)) == 65
    assert titles(reading) == planned(content)


def test_the_16_sub_goals_and_the_five_areas_stand_as_printed(reading: Reading) -> None:
    assert numbered(reading) == HEADINGS
    assert [area["title"] for area in reading.plan["goals"]] == [
        "Hållbar utveckling",
        "Digital omställning",
        "Ett välmående Västmanland",
        "Ett tillgängligt Västmanland",
        "Ett nyskapande Västmanland genom hållbar tillväxt",
    ]
    assert [area.get("horizontal", False) for area in reading.plan["goals"]] == [True, True] + [
        False
    ] * 3


def test_title_period_and_vision_are_found(reading: Reading) -> None:
    plan = reading.plan["plan"]
    assert plan["title"] == "Extern Verksamhetsplan 2021–2023"
    assert plan["period"] == {"from": 2021, "to": 2023}
    assert plan["vision"] == "Ett livskraftigt Västmanland genom hållbar utveckling"


def test_activities_of_the_visions_are_theirs_and_the_others_stay_in_their_area(
    reading: Reading,
) -> None:
    areas = {
        goal["slug"]: area["slug"]
        for area in reading.plan["goals"]
        for goal in [area, *area.get("goals", [])]
    }
    counts: dict[str, int] = {}
    for activity in reading.plan["activities"]:
        area = areas[activity["primary_goal"]]
        counts[area] = counts.get(area, 0) + 1
    assert list(counts.values()) == [6, 3, 17, 19, 20]


def test_units_forums_and_governing_documents_are_found(reading: Reading) -> None:
    units = [unit["title"] for unit in reading.plan["organisations"]]
    assert units[:8] == [
        "Regionala utvecklingsförvaltningen",
        "Ledningsstaben",
        "Hållbarhet",
        "Tärna folkhögskola",
        "Kultur och ideell sektor",
        "Näringsliv och kompetensförsörjning",
        "Välfärd och folkhälsa",
        "Samhällsutveckling",
    ]
    forums = {forum["title"]: forum["mandate"] for forum in reading.plan["forums"]}
    assert forums["Chefsforum"] == "decides"
    assert forums["Regionala ledningsgruppen"] == "prepares"
    assert "Reglab" in forums
    documents = [document["title"] for document in reading.plan["documents"]]
    assert "Regleringsbrev anslag 1:1 Regionala tillväxtåtgärder" in documents
    assert len(documents) == 15


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Öka andelen exporterade företag", "used twice"),
        ("Öka deltagande i kultur- och fritidsaktiviteter", "two areas"),
        ("1, 2, 8, 12, 13, 14", "missing"),
        ("bli behöriga (?)", "question mark"),
        ("arbetsmarknaden. för utsatta grupper.", "full stop parts the sentence"),
        ("Stödja små och medelstora företag i den digitala omställningen.", "Nearly the same"),
        (
            "Öka tillgängligheten till kulturarvet för barn och unga i Västmanland.",
            "Nearly the same",
        ),
        ("Skapa samverkan kring digitaliseringens möjligheter", "Nearly the same"),
        ("se figuren nedan", "figure"),
        ("11; 15; 31; 36; 47", "page numbers"),
        ("Internationellt", "headings"),
        ("Regionutvecklingsdirektören", "two names"),
        ("som är planerade under 2021", "stands under"),
        ("kulturlivet.", "middle of this sentence"),
        ("Omställningen till en Nära vård", "Is it an activity"),
        ("Utveckla kulturhistoriska platser", "left out"),
        ("Leda arbetet med Språkfrö Västmanland.", "is suggested"),
    ],
)
def test_each_known_defect_is_a_doubt(reading: Reading, text: str, question: str) -> None:
    assert any(
        text in doubt["text"] and question in doubt["question"] for doubt in reading.shown_doubts()
    )


def test_every_place_is_the_line_in_the_file(content: bytes, reading: Reading) -> None:
    lines = content.decode().splitlines()
    for activity in reading.plan["activities"]:
        number = int(re.findall(r"rad (\d+)", activity["origin"]["place"])[0])
        first_word = activity["title"].split()[0]
        assert first_word in lines[number - 1]


def test_the_plan_file_has_no_errors(reading: Reading) -> None:
    from livskraft.cli.plan_reading import plan_file_text

    check_plan_file(plan_file_text(reading).encode(), "plan.yaml", known_areas=list)


# ── The same text in other formats ──────────────────────────────────────────────────────────────


def _printed(block: Block) -> str:
    label = f"{block.label.capitalize()}: " if block.label else ""
    mark = "#" if block.mark is Mark.HASH else ""
    number = f"{block.number} " if block.number else ""
    return f"{block.section} {label}{mark}{number}{block.text}".strip()


def _as_pdf(content: bytes, _blocks: list[Block]) -> bytes:
    return writers.pdf([line.rstrip() for line in content.decode().splitlines()], head="Region X")


def _as_word(_content: bytes, blocks: list[Block]) -> bytes:
    document = docx.Document()
    for block in blocks:
        if block.kind is Kind.HEADING:
            level = block.level or (3 if block.mark is Mark.HASH else 4)
            document.add_heading(_printed(block), level)
        else:
            is_item = block.kind is Kind.BULLET
            document.add_paragraph(block.text, style="List Bullet" if is_item else None)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _as_pasted_word(content: bytes, _blocks: list[Block]) -> bytes:
    """Every printed line a paragraph of its own, as when text is pasted from a PDF."""
    document = docx.Document()
    for line in content.decode().splitlines():
        if line.strip():
            document.add_paragraph(line.strip())
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _as_excel(content: bytes, _blocks: list[Block]) -> bytes:
    book = openpyxl.Workbook()
    for line in content.decode().splitlines():
        book.active.append([line.strip() or None])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("make", [_as_pdf, _as_word, _as_pasted_word, _as_excel])
def test_the_same_text_in_another_format_gives_the_same(
    make: Callable[[bytes, list[Block]], bytes], content: bytes, reading: Reading
) -> None:
    again = read_document(make(content, reading.blocks), "verksamhetsplan.x")
    assert titles(again) == titles(reading)
    assert numbered(again) == numbered(reading)
    assert [one["primary_goal"] for one in again.plan["activities"]] == [
        one["primary_goal"] for one in reading.plan["activities"]
    ]
