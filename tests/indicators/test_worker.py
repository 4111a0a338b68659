"""The worker as it runs: real processes on a data folder of their own."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from tests.indicators.sources.fakes import FakeKolada
from tests.indicators.sources.server import Reply

PLAN = """
plan: {slug: prov, title: Prov, kind: strategy}
areas: ["1984"]
goals: [{slug: mal, title: Mål}]
indicators:
  - {slug: brp, title: BRP, goals: [{goal: mal}], source: {name: kolada, kpi: N03702}}
"""


@pytest.fixture
def livskraft_process(tmp_path, server):
    """Start `livskraft` with arguments in a process of its own; return it."""
    environment = {
        **os.environ,
        "LIVSKRAFT_DATA": str(tmp_path / "data"),
        "LIVSKRAFT_SOURCE_URLS": f"kolada={server.url}/v3",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "livskraft.config.settings",
        "LIVSKRAFT_LANGUAGE": "en",
    }

    def start(*arguments):
        command = [sys.executable, "-m", "livskraft", *arguments]
        return subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    return start


@pytest.mark.timeout(300)
def test_a_killed_worker_loses_nothing(livskraft_process, server, tmp_path):
    def run(*arguments):
        process = livskraft_process(*arguments)
        out, err = process.communicate()
        assert process.returncode == 0, err
        return out

    plan = tmp_path / "prov.yaml"
    plan.write_text(PLAN)
    run("plan", "load", str(plan))
    FakeKolada(server)
    routes = list(server.routes)
    server.route("GET", "/v3/data/.*", Reply(b"{" + b" " * 10_000, pause=0.05))
    run("tick")
    worker = livskraft_process("worker", "--batch")
    deadline = time.monotonic() + 60
    while not any("/data/" in one.path for one in server.asked):
        assert time.monotonic() < deadline
        assert worker.poll() is None
        time.sleep(0.05)
    worker.send_signal(signal.SIGKILL)
    worker.communicate()
    server.routes = routes
    assert "1" in run("tick")
    run("worker", "--batch")
    series = json.loads(run("statistics", "series", "brp", "--json"))
    assert series["observations"]
