"""A reading survives being kept as JSON."""

import json

import pytest

from livskraft.plans.reading import Reading, read_content
from livskraft.plans.reading.packing import packed, unpacked
from tests.plans.reading import writers
from tests.plans.reading.writers import Aim, Deed, Field

PLAN = [
    Field("Ett tryggt län", [Aim("1", "Ökad trygghet", [Deed("Kartlägga trygghet i närmiljön")])]),
    Field("Ett grönt län", [Aim("2", "Renare luft", [Deed("Mäta luften (?)"), Deed("Bilar")])]),
]
DOCUMENTS = {
    "text": ("plan.txt", lambda: "\n".join(writers.as_lines(PLAN)).encode()),
    "word": ("plan.docx", lambda: writers.word_with_tables(PLAN)),
    "excel": ("plan.xlsx", lambda: writers.excel(PLAN)),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_was_read_is_the_same_after_it_was_kept(name: str) -> None:
    file, write = DOCUMENTS[name]
    reading = read_content(write(), file)
    kept = unpacked(json.loads(json.dumps(packed(reading))))
    assert kept.plan == reading.plan
    assert kept.doubts == reading.doubts
    assert kept.blocks == reading.blocks
    assert kept.places == reading.places


def test_every_record_of_the_reading_has_its_place_in_the_text() -> None:
    reading = read_content("\n".join(writers.as_lines(PLAN)).encode(), "plan.txt")
    places = {block.place for block in reading.blocks}
    assert len(reading.places) == 2 + 2 + 3
    assert set(reading.places.values()) <= places


def test_letters_that_a_database_refuses_are_taken_out() -> None:
    reading = Reading({"plan": {"slug": "x", "title": "Vi\0sion \ud800"}})
    assert packed(reading)["plan"]["plan"]["title"] == "Vision ?"
