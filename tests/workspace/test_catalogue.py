"""The catalogue: searched from what came along until it is fetched; from an entry to a draft."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from livskraft.indicators.models import Catalogue, CatalogueEntry, Indicator, JobState
from livskraft.indicators.queries.catalogue import (
    find_entry,
    listed_publishers,
    margin_of,
    search_catalogue,
)
from livskraft.indicators.services import catalogue as services
from livskraft.indicators.services.catalogue import due_publishers
from livskraft.indicators.sources.cube import Dimension
from livskraft.indicators.sources.http import Client
from livskraft.plans.models import Draft
from tests.indicators.conftest import (  # noqa: F401
    MakeIndicator,
    hasty,
    kolada,
    make_indicator,
    server,
    snapshots,
)
from tests.indicators.sources.conftest import HASTY
from tests.indicators.sources.fakes import FakeKolada, FakePxWeb2, FakeTable
from tests.indicators.sources.server import Reply, Server
from tests.workspace.test_drafts import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def strategist() -> Person:
    return Person("strategist")


@pytest.fixture
def trygg(make_indicator: MakeIndicator) -> Indicator:  # noqa: F811
    return make_indicator("trygg", source={"name": "kolada", "kpi": "N00610"})


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch: Any) -> None:
    for place in ("services.catalogue.polite_client", "services.previewing.hurried_client"):
        monkeypatch.setattr(f"livskraft.indicators.{place}", lambda: Client("test", HASTY))


@pytest.fixture
def nobody(settings: Any) -> None:
    """No publisher can be reached."""
    settings.LIVSKRAFT_SOURCE_URLS = "kolada=http://127.0.0.1:9/v3,scb=http://127.0.0.1:9/v2"


@pytest.fixture
def scb(server: Server, settings: Any) -> FakePxWeb2:  # noqa: F811
    dimensions = [
        Dimension(
            "Region",
            "region",
            ("00", "19", "1980"),
            {"00": "Riket", "19": "Västmanlands län", "1980": "Västerås"},
            "geo",
        ),
        Dimension("Kon", "kön", ("1", "2"), {"1": "män", "2": "kvinnor"}, can_eliminate=True),
        Dimension("Alder", "ålder", ("0", "1"), {}, can_eliminate=True),
        Dimension("ContentsCode", "tabellinnehåll", ("A1",), {"A1": "Antal"}, "metric"),
        Dimension("Tid", "år", tuple(map(str, range(2015, 2025))), {}, "time"),
    ]
    fake = FakePxWeb2(server, FakeTable(dimensions), maxCallsPerTimeWindow=1000)
    row: dict[str, Any] = {
        "id": "TAB1",
        "label": "Folkmängden efter region. År 2015-2024",
        "description": "",
    }
    row |= {"variableNames": ["region", "kön"], "firstPeriod": "2015", "lastPeriod": "2024"}
    page = {"pageNumber": 1, "totalPages": 1}
    server.route("GET", "/api/v2/tables", lambda _asked: Reply({"tables": [row], "page": page}))
    settings.LIVSKRAFT_SOURCE_URLS = f"scb={fake.url}"
    return fake


def fetch(publisher: str) -> Catalogue:
    found = services.ask_for_catalogue(publisher=publisher)
    services.run_catalogue.call(found.pk)
    found.refresh_from_db()
    return found


def identities(words: str, **options: Any) -> list[str]:
    found = search_catalogue(words, listed_publishers(), **options)
    return [one.entry.identity for one in found]


def test_what_came_along_is_searched_and_the_page_says_so(strategist: Person) -> None:
    page = strategist.client.get("/arbeta/katalog/?q=trygghet+utomhus").text
    assert "Kolada: hela katalogen är inte hämtad än. Tills vidare söks 58 poster" in page
    assert "Trygg utomhus i området där du bor" in page


def test_words_are_found_in_all_their_forms_titles_first() -> None:
    assert identities("sysselsättningsgraden")[0] == "N02267"
    assert identities("bredband")[0] == "N07918"
    assert identities("N03700")[0] == "N03700"
    assert identities("") == identities("xylofonkvartett") == []


def test_discontinued_ones_are_left_out_unless_asked_for() -> None:
    assert "U07451" not in identities("företagsklimat")
    assert "U07451" in identities("företagsklimat", with_ended=True)


def test_the_first_update_fills_it(strategist: Person, kolada: FakeKolada) -> None:  # noqa: F811
    page = strategist.send("catalogue-fetch", {"publisher": "kolada"}).text
    assert "Katalogen hämtas." in page
    assert "Den hämtas." in page
    found = Catalogue.objects.get()
    services.run_catalogue.call(found.pk)
    found.refresh_from_db()
    assert (found.state, found.entries.count()) == (JobState.DONE, len(kolada.kpis))
    page = strategist.client.get("/arbeta/katalog/?q=trygg").text
    assert f"Kolada: {len(kolada.kpis)} poster, hämtade" in page
    assert identities("mörkt ute")[0] == "N00610"


def test_the_command_fills_it_too(
    trygg: Indicator,
    kolada: FakeKolada,  # noqa: F811
    hasty: None,  # noqa: F811
) -> None:
    for kpi in ("N00610", "N03702"):
        kolada.add(kpi, "1980", 2023, T=61.5)
    call_command("statistics", "update", stdout=StringIO())
    assert Catalogue.objects.get().entries.count() == len(kolada.kpis)
    assert due_publishers(timezone.now()) == []


def test_half_a_catalogue_leaves_the_earlier_one_whole(
    kolada: FakeKolada,  # noqa: F811
    server: Server,  # noqa: F811
    strategist: Person,
) -> None:
    fetch("kolada")
    before = set(CatalogueEntry.objects.values_list("identity", flat=True))
    kolada.page_size = 2
    original = kolada._page

    def broken(asked: Any, rows: Any) -> Reply:
        if asked.parameters.get("page") == ["2"]:
            return Reply({"detail": "Nej"}, 400)
        return original(asked, rows)

    kolada._page = broken  # type: ignore[method-assign]
    Catalogue.objects.update(state=JobState.DONE)
    found = fetch("kolada")
    assert found.state == JobState.FAILED
    assert set(CatalogueEntry.objects.values_list("identity", flat=True)) == before
    assert "Katalogen från Kolada" in strategist.open("stuck-jobs").text
    assert "Det senaste försöket misslyckades." in strategist.open("catalogue").text


def test_tick_asks_once_for_what_indicators_use(trygg: Indicator, nobody: None) -> None:
    now = timezone.now()
    assert services.tick(now) == ["kataloger som efterfrågats: 1"]
    assert services.tick(now) == []
    found = Catalogue.objects.get()
    services.run_catalogue.call(found.pk)
    found.refresh_from_db()
    assert (found.publisher, found.state, found.can_retry) == ("kolada", JobState.FAILED, True)
    assert services.tick(now + timedelta(days=2)) != []


def test_a_key_figure_becomes_a_draft_in_two_clicks(
    strategist: Person, trygg: Indicator, nobody: None
) -> None:
    kwargs = {"publisher": "kolada", "identity": "N02267"}
    page = strategist.client.get("/arbeta/katalog/?q=sysselsättningsgrad").text
    assert reverse("catalogue-adopt", kwargs=kwargs) in page
    answer = strategist.send("catalogue-adopt", {"plan": "plan"}, **kwargs)
    draft = Draft.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("edit-draft", args=[draft.pk])
    assert draft.content["source"] == {"name": "kolada", "kpi": "N02267"}
    assert draft.content["title"] == "Sysselsättningsgrad 20-64 år"
    assert (draft.content["unit"], draft.content["level"]) == ("procent", "all")
    assert not Indicator.objects.exclude(pk=trygg.pk).exists()


def test_a_survey_gets_its_margin_of_error() -> None:
    found = find_entry("kolada", "N00610")
    assert found is not None
    assert margin_of(found) == "U01610"


def test_figures_are_shown_for_the_own_areas(
    strategist: Person,
    trygg: Indicator,
    kolada: FakeKolada,  # noqa: F811
) -> None:
    for year, value in ((2022, 61.5), (2023, 62)):
        kolada.add("N00610", "1980", year, T=value, K=value - 5, M=value + 5)
        kolada.add("U01610", "1980", year, T=2.5)
    kwargs = {"publisher": "kolada", "identity": "N00610"}
    assert "Trygg" in strategist.open("catalogue-entry", **kwargs).text
    page = strategist.send("catalogue-entry", {"plan": "plan"}, **kwargs).text
    assert "Västerås" in page
    assert "61,5" in page
    assert "En indikator använder det redan" in page


def test_without_a_network_the_page_says_so(
    strategist: Person, trygg: Indicator, nobody: None
) -> None:
    kwargs = {"publisher": "kolada", "identity": "N00610"}
    page = strategist.send("catalogue-entry", {"plan": "plan"}, **kwargs)
    assert page.status_code == 200
    assert "Siffrorna gick inte att hämta just nu." in page.text


def test_a_table_is_found_shown_and_adopted_with_its_variables(
    strategist: Person, trygg: Indicator, scb: FakePxWeb2
) -> None:
    assert fetch("scb").state == JobState.DONE
    assert identities("folkmängd region") == ["TAB1"]
    kwargs = {"publisher": "scb", "identity": "TAB1"}
    page = strategist.send("catalogue-entry", {"plan": "plan"}, **kwargs).text
    assert "Västmanlands län" in page
    assert "2024" in page
    assert "2019" not in page.split("Siffror")[1]
    strategist.send("catalogue-adopt", {"plan": "plan"}, **kwargs)
    source = Draft.objects.get().content["source"]
    assert source == {
        "name": "scb",
        "table": "TAB1",
        "select": {"Region": "area", "Kon": "sex", "ContentsCode": "A1", "Tid": "period"},
    }
    assert Draft.objects.get().content["title"] == "Folkmängden efter region"


def test_a_table_without_a_network_is_adopted_to_be_filled_in(
    strategist: Person, trygg: Indicator, nobody: None
) -> None:
    kwargs = {"publisher": "scb", "identity": "TAB638"}
    page = strategist.send("catalogue-adopt", {"plan": "plan"}, **kwargs).text
    assert "Ange själv vad tabellens variabler är" in page
    assert Draft.objects.get().content["source"] == {"name": "scb", "table": "TAB638"}
