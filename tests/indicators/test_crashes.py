"""Wherever a process ends while it keeps figures, either the old or the new ones are there."""

import json
import subprocess
import sys

import pytest

from tests.indicators.crashing import ENDED

OLD = {"values": [1, 1], "rows": [1, 1, 0]}
NEW = {"values": [2, 2], "rows": [2, 2, 1]}


@pytest.mark.timeout(300)
def test_a_process_that_ends_anywhere_leaves_the_old_or_the_new_figures(tmp_path):
    command = [sys.executable, "-m", "tests.indicators.crashing", str(tmp_path)]
    outcome = subprocess.run(command, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stderr
    points = json.loads(outcome.stdout)
    names = [point["point"] for point in points]
    for step in ("write", "fsync", "replace", "_commit"):
        assert {f"before {step}", f"after {step}"} <= set(names)
    assert [point["code"] for point in points] == [ENDED] * len(points)
    committed = names.index("after _commit")
    assert [point["before"] for point in points[:committed]] == [OLD] * committed
    assert [point["before"] for point in points[committed:]] == [NEW] * (len(points) - committed)
    assert [point["after"] for point in points] == [NEW] * len(points)
