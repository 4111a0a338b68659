"""Wherever a process ends while it writes mails, sends them or keeps a file: nothing lost or twice."""

import json
import subprocess
import sys
from collections import Counter

import pytest

from tests.indicators.crashing import ENDED
from tests.reporting.mailserver import MailServer, running_mail_server


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Return what was found at each point of each deed, and the server with what it took."""
    folder = tmp_path_factory.mktemp("crashes")
    with running_mail_server() as server:
        command = [sys.executable, "-m", "tests.reporting.mail_crashing", str(folder)]
        outcome = subprocess.run(
            [*command, str(server.port)], capture_output=True, text=True, check=False
        )
    assert outcome.returncode == 0, outcome.stderr
    found = json.loads(outcome.stdout)
    assert {point["code"] for points in found.values() for point in points} == {ENDED}
    return found, server


def taken(server: MailServer, deed: str, number: int) -> Counter[str]:
    """Return how often the server took each mail of a point, by its Message-ID."""
    sender = f"{deed}-{number}@region.example"
    return Counter(mail["Message-ID"] for mail in server.taken if mail["From"] == sender)


@pytest.mark.timeout(300)
def test_reminders_are_written_whole_with_their_links_or_not_at_all(run):
    points, server = run[0]["remind"], run[1]
    assert "after _commit" in [point["name"] for point in points]
    for number, point in enumerate(points):
        assert len(point["ended"]["mails"]) in (1, 3), point["name"]
        assert point["ended"]["links"] == len(point["ended"]["mails"])
        assert point["ended"]["secrets"] == len(point["ended"]["mails"])
        assert [state for *_whom, state in point["later"]["mails"]] == ["sent"] * 3
        assert sorted(taken(server, "remind", number).values()) == [1, 1, 1]


@pytest.mark.timeout(300)
def test_no_mail_is_handed_over_twice_and_what_is_not_certain_is_shown(run):
    points, server = run[0]["send"], run[1]
    names = [point["name"] for point in points]
    updates = [number for number, name in enumerate(names) if name.startswith("after UPDATE")]
    _doubted, claimed, kept = updates
    answered = names.index("after data")
    assert claimed < names.index("before data") < answered < kept
    for number, point in enumerate(points):
        [[_recipient, _round, state]] = point["later"]["mails"]
        times = sum(taken(server, "send", number).values())
        found = (state, times)
        if number < claimed or number >= kept:
            assert found == ("sent", 1), "it still waited, or was known to have left"
        elif number < answered:
            assert found == ("uncertain", 0)
        else:
            assert found == ("uncertain", 1)
        assert (point["later"]["secrets"] == 0) == (state == "sent")


@pytest.mark.timeout(300)
def test_a_file_and_its_row_are_there_together_or_the_row_is_not(run):
    points = run[0]["attach"]
    names = [point["name"] for point in points]
    for step in ("write", "fsync", "replace", "_commit"):
        assert {f"before {step}", f"after {step}"} <= set(names)
    assert {point["later"]["evidence"] for point in points} == {1}
    assert {point["ended"]["evidence"] for point in points} == {0, 1}
