"""A file of figures that is gone or damaged: pages say so, and files say so and are not given."""

from datetime import date

import pytest

from livskraft.indicators.models import IndicatorGoal
from tests.factories import make_goal
from tests.indicators.figures import read_in

pytestmark = pytest.mark.django_db

FILE = {
    "name": "file",
    "attribution": "Skolverket",
    "select": {"area": "area", "period": "period", "sex": "sex", "value": "value"},
}
TOLD = "Siffrorna kan inte läsas just nu."
PAGES = [
    "/",
    "/mal/fler-aker-buss/",
    "/indikatorer/",
    "/indikatorer/buss/",
    "/jamfor/?matt=buss",
    "/jamfor/?matt=tag&mot=buss",
    "/kommuner/fagersta/",
]
TELLING = [
    "/mal/fler-aker-buss/",
    "/indikatorer/",
    "/indikatorer/buss/",
    "/jamfor/?matt=buss",
    "/kommuner/fagersta/",
]
FILES = [
    "/indikatorer/buss.csv",
    "/indikatorer/buss.json",
    "/indikatorer/buss.svg",
    "/indikatorer/buss.png",
    "/indikatorer/buss.csv?diagram=linje",
    "/indikatorer/tag.svg?diagram=samband&mot=buss",
    "/indikatorer/buss/inbaddad/",
    "/indikatorer/buss/badda-in/",
    "/kommuner/fagersta.csv",
]


@pytest.fixture(params=["gone", "damaged"])
def lost(request, settings, make_indicator, tmp_path, snapshots):
    """The figures of one indicator are lost, those of another are not; nothing is remembered."""
    series = {(area, "T"): {"2020": 10, "2021": 12} for area in ("00", "19", "1980", "1982")}
    for slug in ("buss", "tag"):
        indicator = make_indicator(
            slug,
            title=f"Andel som åker {slug}",
            unit="procent",
            direction="increase",
            source=FILE,
        )
        before = set(snapshots.rglob("*.parquet"))
        series[("19", "K")] = {"2021": len(slug)}
        read_in(indicator, tmp_path, series)
        goal = make_goal(indicator.plan, f"Fler åker {slug}", f"fler-aker-{slug}", number=slug)
        IndicatorGoal.objects.create(indicator=indicator, goal=goal)
        if slug == "buss":
            paths = set(snapshots.rglob("*.parquet")) - before
    indicator.plan.as_of = date(2023, 1, 26)
    indicator.plan.save()
    moved = tmp_path / "moved"
    snapshots.rename(moved)
    settings.LIVSKRAFT_SNAPSHOTS = moved
    for path in (moved / one.relative_to(snapshots) for one in paths):
        path.unlink() if request.param == "gone" else path.write_bytes(b"PAR1 no more")


def test_pages_are_shown_without_the_figures(client, lost):
    pages = {address: client.get(address) for address in PAGES}
    assert {page.status_code for page in pages.values()} == {200}
    assert [address for address, page in pages.items() if TOLD in page.text] == TELLING


def test_files_are_not_given_and_say_why(client, lost, caplog):
    for address in FILES:
        caplog.clear()
        response = client.get(address)
        assert (response.status_code, response.headers["Cache-Control"]) == (503, "no-store")
        assert response.text == f"{TOLD} Försök igen senare."
        assert any("cannot be given" in record.message for record in caplog.records)


def test_the_figures_of_another_indicator_are_shown(client, lost):
    assert "12" in client.get("/indikatorer/tag.csv").text
    assert "graph__drawing" in client.get("/mal/fler-aker-tag/").text
