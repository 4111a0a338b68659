"""A plan with indicators, a store of their own, and a publisher on this machine."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from livskraft.indicators.models import Indicator
from livskraft.indicators.sources.http import Client
from livskraft.plans.services.areas import store_areas
from tests.cli.conftest import livskraft  # noqa: F401 (a fixture)
from tests.factories import make_plan
from tests.indicators.sources.conftest import HASTY
from tests.indicators.sources.fakes import FakeKolada
from tests.indicators.sources.server import Server, running_server

MakeIndicator = Callable[..., Indicator]


@pytest.fixture
def snapshots(settings, tmp_path: Path) -> Path:
    """The folder of a store that is this test's own."""
    settings.LIVSKRAFT_SNAPSHOTS = tmp_path / "snapshots"
    return settings.LIVSKRAFT_SNAPSHOTS


@pytest.fixture
def make_indicator(db: None, snapshots: Path) -> MakeIndicator:
    """Make indicators of one plan, which covers the nation, a county and three municipalities."""
    from livskraft.plans.models import Area

    codes = ["00", "19", "1980", "1982", "1984"]
    store_areas(codes)
    plan = make_plan()
    plan.areas.set(Area.objects.filter(code__in=codes))

    def make(slug: str, **fields: Any) -> Indicator:
        declaration = fields.pop("declaration", {})
        named = {"title": slug.capitalize(), "sort_key": slug, "search_text": slug}
        return Indicator.objects.create(
            plan=plan, slug=slug, address=slug, declaration=declaration, **{**named, **fields}
        )

    return make


@pytest.fixture
def server() -> Iterator[Server]:
    """A real HTTP server on this machine."""
    with running_server() as running:
        yield running


@pytest.fixture
def kolada(server: Server, settings) -> FakeKolada:
    """Kolada on this machine, to which all questions to "kolada" go."""
    fake = FakeKolada(server)
    settings.LIVSKRAFT_SOURCE_URLS = f"kolada={fake.url}"
    return fake


@pytest.fixture
def client(monkeypatch) -> Iterator[Client]:
    """A client as patient as a publisher deserves, a hundred times faster."""
    with Client("test@example.org", HASTY) as asking:
        yield asking


@pytest.fixture
def hasty(monkeypatch) -> None:
    """Commands and workers are as hasty as the client of the tests."""
    for module in ("livskraft.cli.figures", "livskraft.indicators.services.jobs"):
        monkeypatch.setattr(f"{module}.polite_client", lambda: Client("test@example.org", HASTY))
