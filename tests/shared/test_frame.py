"""What stands around every page."""

from datetime import date

import pytest

from tests.factories import make_plan

pytestmark = pytest.mark.django_db


def test_a_page_names_itself_and_its_other_language(strict_client, settings):
    settings.LIVSKRAFT_PUBLIC_URL = "https://plan.example.org"
    text = strict_client.get("/tillganglighet/?urval=1").text
    assert '<link rel="canonical" href="https://plan.example.org/tillganglighet/">' in text
    assert 'hreflang="en" href="https://plan.example.org/en/tillganglighet/"' in text
    assert '<a href="/en/tillganglighet/?urval=1" hreflang="en" lang="en">In English</a>' in text
    english = strict_client.get("/en/tillganglighet/").text
    assert '<a href="/tillganglighet/" hreflang="sv" lang="sv">På svenska</a>' in english


def test_the_strip_stands_on_an_example_and_only_there(strict_client):
    plan = make_plan(as_of=date(2023, 1, 26))
    assert "Här är det 26 januari 2023" in strict_client.get("/tillganglighet/").text
    plan.as_of = None
    plan.save()
    assert "Exempelregion" not in strict_client.get("/tillganglighet/").text


def test_a_page_loads_only_from_its_own_host_and_holds_no_inline_code(strict_client):
    response = strict_client.get("/tillganglighet/")
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_regions_words_stand_in_the_menu(strict_client, settings, tmp_path):
    settings.LIVSKRAFT_SITE = tmp_path / "site.yaml"
    settings.LIVSKRAFT_SITE.write_text("name: A\nterms: {goals: {sv: delmål, en: aims}}\n")
    assert '<a href="/mal/">Delmål</a>' in strict_client.get("/tillganglighet/").text


def test_the_regions_colours_come_as_a_style_sheet_of_their_own(strict_client, settings, tmp_path):
    settings.LIVSKRAFT_SITE = tmp_path / "site.yaml"
    settings.LIVSKRAFT_SITE.write_text("name: A\n")
    assert "/tema.css" not in strict_client.get("/tillganglighet/").text
    settings.LIVSKRAFT_SITE.write_text('name: A\ncolours: {light: {link: "#0B5178"}}\n')
    assert '<link rel="stylesheet" href="/tema.css?' in strict_client.get("/tillganglighet/").text
    styles = strict_client.get("/tema.css")
    assert "--link: #0B5178;" in styles.text
    assert "immutable" in styles["Cache-Control"]
