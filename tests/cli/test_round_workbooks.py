"""`livskraft round workbook` and `livskraft round read`: a workbook out, a workbook in."""

import json

import pytest

from livskraft.reporting.models import StatusReport
from livskraft.reporting.services.reports import save_report_draft
from livskraft.reporting.who import Who
from tests.reporting.conftest import ANSWERS, region, round_  # noqa: F401 (fixtures)
from tests.reporting.filling_in import filled_in

ROUND = "arsbokslut-2022"


@pytest.fixture
def book(livskraft, round_, tmp_path):  # noqa: F811
    file = tmp_path / "bok.xlsx"
    written = livskraft("round", "workbook", ROUND, "--actor", "folkhalsa", "-o", str(file))
    assert (written.code, written.out) == (0, f"{file} är skriven.\n")
    return file


def fill_in(file, answers):
    file.write_bytes(filled_in(file.read_bytes(), answers))


def test_actors_are_listed_and_an_unknown_one_is_told(livskraft, round_):  # noqa: F811
    lines = livskraft("round", "workbook", ROUND).out.splitlines()
    assert lines[0] == "folkhalsa  Folkhälsa: 1 aktivitet, 1 väntar på svar"
    refused = livskraft("round", "workbook", ROUND, "--actor", "nix")
    assert refused.code == 1
    assert "Det finns: folkhalsa, hembygd, sala." in refused.err


def test_a_filled_in_workbook_is_looked_at_and_then_sent_once(livskraft, book):
    fill_in(book, {**ANSWERS, "status": "Klar"})
    shown = livskraft("round", "read", ROUND, str(book), "--preview").out
    assert "F3  Hur går det? Pågår → Klar" in shown
    assert not StatusReport.objects.exists()
    sent = livskraft("round", "read", ROUND, str(book))
    assert sent.out.splitlines()[-1] == "Skickade svar: 1."
    report = StatusReport.objects.get()
    assert (report.channel, report.answers["status"]) == ("workbook", "done")
    again = livskraft("round", "read", ROUND, str(book)).out.splitlines()
    assert again == ["Rader som inte säger något nytt: 1", "Skickade svar: 0."]


def test_what_is_wrong_is_told_and_nothing_is_sent(livskraft, book):
    fill_in(book, {"status": "typ klart"})
    outcome = livskraft("round", "read", ROUND, str(book))
    assert outcome.code == 1
    assert "Välj ett av: Planerad" in outcome.out
    assert "Några celler måste rättas först" in outcome.err
    shown = livskraft("round", "read", ROUND, str(book), "--preview")
    assert (shown.code, "Några celler måste rättas först" in shown.err) == (1, True)
    assert not StatusReport.objects.exists()


def test_the_shape_for_programs(livskraft, book, region, round_):  # noqa: F811
    fill_in(book, ANSWERS)
    assignment = region.assignment(round_, "vandring")
    save_report_draft(assignment=assignment, answers={"happened": "Annat."}, version=0, who=Who())
    found = json.loads(livskraft("round", "read", ROUND, str(book), "--preview", "--json").out)
    [row] = found["rows"]
    assert (row["outcome"], row["conflict"], found["to_send"]) == ("kept", True, 0)
    assert {"cell", "question", "before", "after", "problem"} == set(row["cells"][0])


def test_a_file_that_is_not_there_is_told(livskraft, round_, tmp_path):  # noqa: F811
    outcome = livskraft("round", "read", ROUND, str(tmp_path / "nix.xlsx"))
    assert outcome.code == 1
    assert "nix.xlsx" in outcome.err
