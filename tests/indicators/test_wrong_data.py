"""Wrong figures in a file reach no page: they are refused with file, row, column and value."""

import pytest
from django.test import Client
from django.utils.translation import gettext, override

from livskraft.indicators.models import Snapshot
from livskraft.indicators.services.updating import load_figures
from livskraft.indicators.sources.errors import SourceError

pytestmark = pytest.mark.django_db

HEAD = "area;period;sex;value"
RIGHT = ["19;2019;T;31", "19;2020;T;32", "1980;2020;T;33"]
SELECT = {"area": "area", "period": "period", "sex": "sex", "value": "value"}


@pytest.fixture
def indicator(make_indicator):
    return make_indicator(
        "enkat", title="Andel nöjda", unit="procent", source={"name": "file", "attribution": "Vi"}
    )


@pytest.fixture
def load(indicator, tmp_path):
    """Read in a file of these lines."""

    def do(*lines, select=None):
        if select:
            indicator.source = {**indicator.source, "select": select}
            indicator.save()
        path = tmp_path / "enkat.csv"
        path.write_text("".join(f"{line}\n" for line in lines))
        return load_figures(indicator=indicator, path=path).snapshot

    return do


WRONG = {
    "1980;2019;T;cirka tio": ["enkat.csv", "Rad 5", "value", "cirka tio"],
    "1980;2019;T;inf": ["enkat.csv", "Rad 5", "value", "inf"],
    "1980;2020;T;33": ["enkat.csv", "Rad 4 och rad 5", "1980, 2020, T"],
    "1980;2020;T;77": ["enkat.csv", "Rad 4 och rad 5", "1980, 2020, T"],
    "1980;202X;T;77": ["enkat.csv", "Rad 5", "period", "202X"],
    "1999;2019;T;77": ["enkat.csv", "Rad 5", "area", "1999"],
    "Salla;2019;T;77": ["enkat.csv", "Rad 5", "area", "Salla"],
    "1980;2019;X;77": ["enkat.csv", "Rad 5", "sex", "X"],
    ";2019;T;77": ["enkat.csv", "Rad 5", "area"],
}
"""What is told of a row that comes after the three right ones."""


def test_a_wrong_row_is_told_and_nothing_of_the_file_is_taken(load):
    before = load(HEAD, *RIGHT)
    page = Client().get("/indikatorer/enkat/").text
    assert "33" in page
    for line, told in WRONG.items():
        with pytest.raises(SourceError) as refused:
            load(HEAD, *RIGHT, line)
        with override("sv"):
            message = refused.value.text(gettext)
        assert all(word in message for word in told), message
    assert list(Snapshot.objects.all()) == [before]
    assert Client().get("/indikatorer/enkat/").text == page


@pytest.mark.parametrize("lines", [[], ["", " "]])
def test_an_empty_file_is_refused_by_its_name(load, lines):
    with pytest.raises(SourceError, match=r'"enkat\.csv" is empty'):
        load(*lines)
    assert not Snapshot.objects.exists()


def test_a_file_of_headings_alone_is_refused_by_its_name(load):
    with pytest.raises(SourceError, match=r"enkat\.csv"):
        load(HEAD)


def test_a_file_without_any_value_takes_nothing_away(load):
    before = load(HEAD, *RIGHT)
    with pytest.raises(SourceError, match="without a single figure"):
        load(HEAD, "19;2021;T;", "19;2022;T;..")
    assert list(Snapshot.objects.all()) == [before]


def test_headings_in_another_case_are_the_same_headings(load):
    assert load("Area;PERIOD;Sex;VALUE", *RIGHT).rows == 3


def test_decimals_are_read_as_they_are_meant(load):
    for written in ("9,5", "9.5", "9,5 %", "9,50"):
        load(HEAD, f"19;2020;T;{written}")
        assert ";9,5;" in Client().get("/indikatorer/enkat.csv").text


def test_an_unknown_area_among_those_of_the_plan_is_left_out_and_told(load):
    snapshot = load(HEAD, *RIGHT, "Salla;2019;T;77", select=SELECT)
    assert snapshot.rows == 3
    assert any("Salla" in str(warning) for warning in snapshot.warnings)
