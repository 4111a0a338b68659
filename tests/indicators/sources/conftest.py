from collections.abc import Iterator

import pytest

from livskraft.indicators.sources.http import Client, Patience
from tests.indicators.sources.server import Server, running_server

HASTY = Patience(
    attempts=3,
    first_wait=0.01,
    longest_wait=0.02,
    jitter=0.01,
    longest_retry_after=3,
    read=2.0,
    deadline=1.0,
    largest_answer=1_000_000,
)
"""As patient as a publisher deserves, a hundred times faster."""


@pytest.fixture
def server() -> Iterator[Server]:
    """A real HTTP server on this machine."""
    with running_server() as running:
        yield running


@pytest.fixture
def client() -> Iterator[Client]:
    with Client("test@example.org", HASTY) as asking:
        yield asking
