"""Publishers are rows of data."""

import pytest

from livskraft.indicators.sources.errors import DeclarationError
from livskraft.indicators.sources.publishers import find_publisher, parse_addresses, publishers

OWN = {
    "slug": "prov",
    "title": "Provmyndigheten",
    "kind": "pxweb1",
    "url": "https://prov.example/api/v1/sv/",
    "attribution": "Källa: Provmyndigheten",
}


def test_the_shipped_ones_and_those_of_a_plan_file_stand_side_by_side():
    found = publishers([OWN])
    assert found["prov"].url == "https://prov.example/api/v1/sv"
    assert found["scb"].kind == "pxweb2"
    assert found["kolada"].attribution == "Källa: Kolada"
    assert len(found) == 12


def test_any_address_can_be_replaced_shipped_or_own():
    addresses = parse_addresses("kolada=http://127.0.0.1:9001/v3, prov=http://127.0.0.1:9002/sv/")
    found = publishers([OWN], addresses)
    assert found["kolada"].url == "http://127.0.0.1:9001/v3"
    assert found["prov"].url == "http://127.0.0.1:9002/sv"
    assert found["scb"].url.startswith("https://statistikdatabasen.scb.se")


def test_a_plan_file_may_change_a_shipped_row():
    found = publishers([{"slug": "scb", "url": "https://api.scb.se/new"}])
    assert (found["scb"].url, found["scb"].kind) == ("https://api.scb.se/new", "pxweb2")


def test_no_address_at_all_is_fine():
    assert parse_addresses("") == {}


@pytest.mark.parametrize(
    "text", ["kolada", "kolada=", "kolada=ftp://x", "kolada=file:///etc/passwd"]
)
def test_a_wrong_address_is_refused(text: str):
    with pytest.raises(DeclarationError):
        parse_addresses(text)


@pytest.mark.parametrize(
    "row", [{**OWN, "kind": "sdmx"}, {"slug": "prov"}, {**OWN, "url": "prov.example"}]
)
def test_a_wrong_row_is_refused(row: dict[str, str]):
    with pytest.raises(DeclarationError):
        publishers([row])


def test_an_unknown_source_is_told_with_those_there_are():
    with pytest.raises(DeclarationError, match=r"no source .sbc.*kolada"):
        find_publisher(publishers(), "sbc")
