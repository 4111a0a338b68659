"""Commands are run in the test's own process, as the shell would call them."""

import sys
from collections.abc import Callable
from typing import NamedTuple

import pytest

from livskraft.cli.main import main


class Outcome(NamedTuple):
    """What a command printed, and its exit code."""

    out: str
    err: str
    code: int


@pytest.fixture
def livskraft(monkeypatch, capsys) -> Callable[..., Outcome]:
    """Run `livskraft` with arguments, in Swedish unless the test sets LIVSKRAFT_LANGUAGE."""
    # Django closes the database after a command, and with it the test's transaction.
    monkeypatch.setattr("django.core.management.base.connections.close_all", lambda: None)
    for name in ("LIVSKRAFT_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: object) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["livskraft", *map(str, arguments)])
        code = 0
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        return Outcome(*capsys.readouterr(), code)

    return run
