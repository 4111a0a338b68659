"""Wherever a process ends while it keeps an answer or freezes a round, all of it is there or nothing."""

import json
import subprocess
import sys

import pytest

from tests.indicators.crashing import ENDED


@pytest.fixture(scope="module")
def outcome(tmp_path_factory):
    command = [sys.executable, "-m", "tests.reporting.crashing", str(tmp_path_factory.mktemp("c"))]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    return json.loads(found.stdout)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("deed", ["save", "send", "accept", "freeze"])
def test_a_process_that_ends_anywhere_leaves_all_or_nothing_and_can_go_on(outcome, deed):
    found = outcome[deed]
    points = found["points"]
    names = [point["name"] for point in points]
    assert {"before _commit", "after _commit"} <= set(names)
    assert len(names) > 5
    assert {point["code"] for point in points} == {ENDED}
    committed = names.index("after _commit")
    assert [one["ended"] for one in points[:committed]] == [found["before"]] * committed
    done = len(points) - committed
    assert [one["ended"] for one in points[committed:]] == [found["after"]] * done
    assert [one["again"] for one in points] == [found["after"]] * len(points)
