"""The example's rounds show life on every page, and every answer in them is marked as invented."""

import pytest

from livskraft.cli.example import FOLDER, PEOPLE_FILE, ROUNDS_FILE
from livskraft.cli.example_people import load_people
from livskraft.plans.models import Activity
from livskraft.reporting.models import OutgoingMail, ReportingRound, StatusReport
from livskraft.reporting.queries.board import board
from livskraft.reporting.queries.frozen import verify_chain
from livskraft.reporting.queries.roles import role_comparisons
from livskraft.reporting.services.examples import load_example_rounds


@pytest.fixture
def loaded(example_region) -> int:
    load_people(FOLDER / PEOPLE_FILE)
    return load_example_rounds(path=FOLDER / ROUNDS_FILE)


def test_there_are_a_frozen_half_year_and_an_open_year_end(loaded):
    assert loaded == 2
    assert dict(ReportingRound.objects.values_list("slug", "state")) == {
        "delar-2022": "frozen",
        "arsbokslut-2022": "open",
    }
    half, year = ReportingRound.objects.order_by("period_to")
    assert [one.is_whole for one in verify_chain(half.plan)] == [True]
    assert not StatusReport.objects.filter(is_example=False).exists()
    assert half.is_example
    assert year.is_example
    assert not OutgoingMail.objects.exists()


def test_the_board_of_the_open_round_has_something_of_each(loaded):
    found = board(ReportingRound.objects.get(slug="arsbokslut-2022"))
    counts = found.counts
    assert (counts.returned, counts.to_review) == (1, 5)
    assert counts.accepted > 10
    assert counts.missing > 10
    assert counts.overdue == 0
    needs = {one.need for one in found.attention}
    assert {"review", "returned", "missing"} <= needs
    assert any(row.asked != row.person for row in found.rows)


def test_loading_again_changes_nothing_and_no_status_of_the_plan_is_changed(loaded):
    assert load_example_rounds(path=FOLDER / ROUNDS_FILE) == 0
    changed = Activity.history.filter(history_change_reason__contains="Rapporterat i")
    assert not changed.exists()


def test_own_view_and_partners_view_of_the_regions_role_differ_somewhere(loaded):
    found = role_comparisons(ReportingRound.objects.get(slug="arsbokslut-2022"))
    assert [one.address for one in found if one.differs] == [
        "regional-kulturskola",
        "kulturarv-vastmanland",
    ]
