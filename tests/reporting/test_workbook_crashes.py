"""Wherever a process ends while it keeps or sends a workbook: nothing is lost, nothing sent twice."""

import json
import subprocess
import sys

import pytest

from tests.indicators.crashing import ENDED


@pytest.fixture(scope="module")
def outcome(tmp_path_factory):
    folder = str(tmp_path_factory.mktemp("workbooks"))
    command = [sys.executable, "-m", "tests.reporting.workbook_crashing", folder]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    return json.loads(found.stdout)


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("deed", "steps"),
    [("receive", ("write", "fsync", "replace", "_commit")), ("send", ("_commit",))],
)
def test_a_process_that_ends_anywhere_leaves_all_or_nothing_and_can_go_on(outcome, deed, steps):
    found = outcome[deed]
    points = found["points"]
    names = [point["name"] for point in points]
    for step in steps:
        assert {f"before {step}", f"after {step}"} <= set(names)
    assert {point["code"] for point in points} == {ENDED}
    committed = names.index("after _commit")
    assert [one["ended"] for one in points[:committed]] == [found["before"]] * committed
    done = len(points) - committed
    assert [one["ended"] for one in points[committed:]] == [found["after"]] * done
    assert [one["again"] for one in points] == [found["after"]] * len(points)


def test_both_answers_of_the_workbook_are_sent_and_the_untouched_row_is_not(outcome):
    after = outcome["send"]["after"]
    assert after["uploads"] == [["sent", 2]]
    assert after["reports"] == [[1, "workbook"], [1, "workbook"]]
    assert [state for state, _version in after["assignments"]] == [
        "answered",
        "answered",
        "waiting",
    ]
