"""`livskraft plan read`: from a document to a plan on the site."""

import json

import pytest

from tests.plans.reading import writers
from tests.plans.reading.test_layouts import FIELDS

pytestmark = pytest.mark.django_db


def test_a_document_is_read_written_and_loaded_twice_with_the_same_state(
    livskraft, tmp_path
) -> None:
    document, plan = tmp_path / "plan.docx", tmp_path / "plan.yaml"
    document.write_bytes(writers.word_with_tables(FIELDS))
    read = livskraft("plan", "read", document, "-o", plan, "--json")
    content = json.loads(read.out)
    assert len(content["activities"]) == 6
    assert set(content["doubts"][0]) == {"place", "text", "question"}
    first = livskraft("plan", "load", plan)
    second = livskraft("plan", "load", plan)
    assert (first.code, second.code) == (0, 0)
    saved = livskraft("plan", "save", "handlingsplan-for-trygghet-2022-2025", "--json")
    assert len(json.loads(saved.out)["activities"]) == 6


def test_what_cannot_be_read_names_the_file_and_writes_nothing(livskraft, tmp_path) -> None:
    document, plan = tmp_path / "plan.pdf", tmp_path / "plan.yaml"
    document.write_bytes(b"%PDF-1.7 trasig")
    answer = livskraft("plan", "read", document, "-o", plan)
    assert answer.code == 1
    assert "plan.pdf" in answer.err
    assert not plan.exists()
    assert livskraft("plan", "read", tmp_path / "saknas.txt").code == 1
