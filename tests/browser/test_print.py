"""Pages on paper: all goals on one A4, a municipality on two."""

import re

import pytest


@pytest.mark.parametrize("language", ["", "/en"])
def test_all_goals_fit_on_the_first_sheet(site, browser, language):
    page = browser.new_page()
    page.goto(f"{site.address}{language}/")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 1000})  # The paper inside its margins.
    last = page.locator(".section--vision").bounding_box()
    assert page.locator(".section--goals tbody tr").count() == 20
    assert last["y"] + last["height"] < 263 / 180 * 680
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 2
    page.close()


@pytest.mark.parametrize("place", ["vasteras", "sala", "norberg"])
def test_a_municipality_fits_on_two_sheets(site, browser, place):
    page = browser.new_page()
    page.goto(f"{site.address}/kommuner/{place}/")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 2
    page.close()
