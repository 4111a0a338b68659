"""Drawings in a real browser: their words are as wide as they were measured, their values readable."""

import pytest

from livskraft.shared.charts.lettering import BOLD, REGULAR, text_width
from tests.browser.conftest import accessibility_faults
from tests.shared.gallery import DRAWINGS
from tests.shared.gallery import page as gallery_page

SOME = ("Linje med målbana", "Många län", "Små diagram")


@pytest.fixture(scope="module")
def gallery(browser, tmp_path_factory):
    """The page of drawings, opened as a file."""
    file = tmp_path_factory.mktemp("gallery") / "gallery.html"
    file.write_text(gallery_page({name: DRAWINGS[name] for name in SOME}), encoding="utf-8")
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.goto(file.as_uri())
    opened.evaluate("document.fonts.ready")
    yield opened
    opened.close()


def drawing(gallery, name):
    """The wide drawing of a section, with what the script added."""
    return gallery.locator(f"section:has(h2:text-is('{name}')) > .pair > div").first


def test_words_are_as_wide_as_they_were_measured(gallery):
    found = gallery.evaluate(
        """() => [...document.querySelectorAll("svg text")].map((text) => [
            text.textContent, text.matches(".chart-label"), text.getComputedTextLength()])"""
    )
    assert len(found) > 50
    for words, is_bold, wide in found:
        measured = text_width(words, weight=BOLD if is_bold else REGULAR)
        assert wide <= measured + 1, words
        assert measured <= wide * 1.06 + 1, words


def test_the_keys_read_the_values_of_all_lines(gallery):
    frame = drawing(gallery, "Linje med målbana")
    slider = frame.get_by_role("slider")
    slider.focus()
    assert slider.get_attribute("aria-valuetext") == "2019, Riket 31, Västmanland 19"
    slider.press("ArrowLeft")
    assert slider.get_attribute("aria-valuetext") == "2016, Västmanland 13"
    assert frame.locator(".chart-tip").inner_text().split() == ["2016", "Västmanland", "13"]
    slider.press("Escape")
    assert frame.locator(".chart-tip").is_hidden()


def test_the_pointer_reads_the_values_of_a_year_and_of_a_small_drawing(gallery):
    frame = drawing(gallery, "Linje med målbana")
    frame.locator("svg").hover(position={"x": 40, "y": 100})
    assert frame.locator(".chart-tip__heading").inner_text() == "2010"
    small = drawing(gallery, "Små diagram")
    small.locator("svg").hover(position={"x": 118, "y": 42})
    assert small.locator(".chart-tip").inner_text() == "Västerås 2022: 18"


def test_a_reader_may_hide_lines_and_show_them_again(gallery):
    frame = drawing(gallery, "Många län")
    frame.locator("summary").click()
    box = frame.get_by_label("Gotland")
    line = frame.locator("[data-name='Gotland']")
    box.uncheck()
    assert line.is_hidden()
    frame.get_by_role("slider").focus()
    assert "Gotland" not in frame.locator(".chart-tip").inner_text()
    box.check()
    assert line.is_visible()


def test_axe_finds_nothing_in_drawings_that_can_be_read(gallery):
    assert accessibility_faults(gallery) == []
