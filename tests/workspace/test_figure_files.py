"""A file of figures: what was understood is shown, corrected, confirmed, and kept whole or not."""

import html
import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from livskraft.indicators.models import Indicator, Snapshot
from livskraft.indicators.queries.figures import indicator_series
from tests.indicators.conftest import MakeIndicator, make_indicator, snapshots  # noqa: F401
from tests.workspace.test_drafts import Person

pytestmark = pytest.mark.django_db

MESSY = """Trygghet i länet;;;;

Område;Kön;2019;2020;2021
Västerås;Kvinnor;71,5;..;70,25
Västerås;Män;80;81,5;82
Arboga;Kvinnor;68;69;N
Arboga;Män;79;78;77,5

Källa: Liv och hälsa
""".encode("latin-1")
KWARGS = {"plan": "plan", "slug": "trygg"}


@pytest.fixture
def strategist() -> Person:
    return Person("strategist")


@pytest.fixture
def trygg(make_indicator: MakeIndicator) -> Indicator:  # noqa: F811
    return make_indicator(
        "trygg", source={"name": "file", "attribution": "Liv och hälsa", "own": "kvar"}
    )


def address() -> str:
    return reverse("indicator-load", kwargs=KWARGS)


def look_at(person: Person, content: bytes, name: str = "trygg.csv") -> Any:
    return person.client.post(address(), {"file": SimpleUploadedFile(name, content)})


def fields(page: Any) -> dict[str, str]:
    """What a browser sends of the page's form, when nothing is touched."""
    found = {}
    for name, value in re.findall(r'<input[^>]*name="([^"]+)"[^>]*?value="([^"]*)"', page.text):
        found[name] = html.unescape(value)
    for name, inner in re.findall(
        r'<select name="([^"]+)".*?>(.*?)</select>', page.text, re.DOTALL
    ):
        chosen = re.search(r'<option value="([^"]*)"[^>]*selected', inner)
        found[name] = html.unescape(chosen[1]) if chosen else ""
    found.pop("csrfmiddlewaretoken", None)
    return {name: value for name, value in found.items() if not name.endswith("DELETE")}


def test_a_messy_file_is_understood_confirmed_and_remembered(
    strategist: Person, trygg: Indicator
) -> None:
    page = look_at(strategist, MESSY)
    assert "<strong>12 siffror</strong> från 2019 till 2021. 2 områden. 2 saknas" in page.text
    assert not Snapshot.objects.exists()
    answer = strategist.client.post(address(), {**fields(page), "do": "keep"}, follow=True)
    assert "12 siffror är inlästa." in answer.text
    series = indicator_series(trygg)
    assert series is not None
    figures = {(one.area, one.period, one.sex): one for one in series.observations}
    assert figures["1980", "2021", "K"].value == 70.25
    assert (figures["1980", "2020", "K"].value, figures["1980", "2020", "K"].status) == (None, "..")
    trygg.refresh_from_db()
    assert trygg.source == {
        "name": "file",
        "attribution": "Liv och hälsa",
        "own": "kvar",
        "select": {
            "Område": "area",
            "Kön": "sex",
            "20*": {"role": "value", "heading": "period"},
        },
    }
    version = trygg.history.latest()
    assert version.history_user == strategist.user
    assert "trygg.csv" in version.history_change_reason
    newer = MESSY.replace(b"77,5", b"76")
    page = look_at(strategist, newer, "nyare.csv")
    assert "Läs in siffrorna" in page.text
    strategist.client.post(address(), {**fields(page), "do": "keep"})
    assert Snapshot.objects.count() == 2
    assert trygg.history.count() == 2


def test_a_wrong_mapping_says_why_and_keeps_nothing(strategist: Person, trygg: Indicator) -> None:
    page = look_at(strategist, MESSY)
    sent = {**fields(page), "source__select-0-role": "dimension", "do": "keep"}
    answer = strategist.client.post(address(), sent)
    assert answer.status_code == 422
    assert "Ingenting är inläst än." in answer.text
    assert not Snapshot.objects.exists()
    trygg.refresh_from_db()
    assert "select" not in trygg.source
    again = strategist.client.post(
        address(), {**fields(answer), "source__select-0-role": "area", "do": "look"}
    )
    assert "<strong>12 siffror</strong>" in again.text


def test_a_figure_that_is_none_stops_the_whole_file(strategist: Person, trygg: Indicator) -> None:
    page = look_at(strategist, MESSY.replace(b"78;77,5", b"omkring 78;77,5"))
    assert "omkring 78" in page.text
    assert "Läs in siffrorna" not in page.text
    strategist.client.post(address(), {**fields(page), "do": "keep"})
    assert not Snapshot.objects.exists()


def workbook(sheets: dict[str, list[list[object]]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_one_of_several_sheets_is_chosen(strategist: Person, trygg: Indicator) -> None:
    other: list[list[object]] = [
        ["Om"],
        ["Kommun", "År", "Antal"],
        ["Sala", 2020, 5],
        ["Sala", 2021, 6],
    ]
    wanted: list[list[object]] = [
        ["Kommun", "År", "Andel"],
        ["Arboga", 2020, 61.5],
        ["Västerås", 2020, 64],
    ]
    page = look_at(strategist, workbook({"Antal": other, "Andel": wanted}), "b.xlsx")
    assert '<option value="Andel">' in page.text
    page = strategist.client.post(address(), {**fields(page), "sheet": "Andel", "do": "look"})
    assert "<strong>2 siffror</strong>" in page.text
    strategist.client.post(address(), {**fields(page), "do": "keep"})
    trygg.refresh_from_db()
    assert trygg.source["read"] == {"sheet": "Andel"}
    assert Snapshot.objects.get().rows == 2


@pytest.mark.parametrize("name", ["socialstyrelsen-bup.csv", "kolada-export.csv"])
def test_real_files_are_looked_at(strategist: Person, trygg: Indicator, name: str) -> None:
    content = (Path(__file__).parents[1] / "recorded" / "csv" / name).read_bytes()
    page = look_at(strategist, content, name)
    assert page.status_code == 200
    assert "I filen" in page.text


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "Filen är tom."), (b"\x00\x01\x02", "ingen fil med siffror"), (b"<html>", "siffror")],
)
def test_what_is_no_file_of_figures_is_refused(
    strategist: Person, trygg: Indicator, content: bytes, message: str
) -> None:
    answer = look_at(strategist, content)
    assert answer.status_code == 422
    assert message in answer.text


def test_a_forged_file_is_asked_for_anew(strategist: Person, trygg: Indicator) -> None:
    answer = strategist.client.post(address(), {"token": "påhittad", "do": "keep"})
    assert answer.status_code == 422
    assert not Snapshot.objects.exists()


def test_a_file_for_a_fetched_indicator_leaves_its_source(
    strategist: Person,
    make_indicator: MakeIndicator,  # noqa: F811
) -> None:
    source = {"name": "kolada", "kpi": "N00610"}
    indicator = make_indicator("trygg", source=source)
    page = look_at(strategist, MESSY)
    assert "behåller sin egen källa" in page.text
    strategist.client.post(address(), {**fields(page), "do": "keep"})
    indicator.refresh_from_db()
    assert indicator.source == source
    assert Snapshot.objects.get().rows == 12


def test_more_rows_keep_what_was_sent(strategist: Person, trygg: Indicator) -> None:
    page = look_at(strategist, MESSY)
    sent = {**fields(page), "source__select-3-variable": "Ny", "more": "source__select"}
    again = strategist.client.post(address(), sent)
    assert fields(again)["source__select-3-variable"] == "Ny"
    assert fields(again)["source__select-TOTAL_FORMS"] == "8"


def test_figures_far_from_those_before_are_told_and_can_be_kept_all_the_same(
    strategist: Person, trygg: Indicator
) -> None:
    page = look_at(strategist, MESSY.replace(b"77,5", b"7750"))
    assert "Arboga, 2021: 7750 kommer efter 78 (2020)." in page.text
    assert "Läs in siffrorna" in page.text
    answer = strategist.client.post(address(), {**fields(page), "do": "keep"}, follow=True)
    assert "12 siffror är inlästa." in answer.text
