"""The forms, filled in by someone whose browser runs no JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewContext, Site


@pytest.fixture
def visitor(open_context: NewContext) -> Page:
    return open_context(java_script_enabled=False).new_page()


def test_search_from_any_page_leads_to_hits(visitor: Page) -> None:
    visitor.goto("/sok/")
    visitor.locator("main input[name=q]").fill("äldre")
    visitor.locator("main input[name=q]").press("Enter")
    expect(visitor).to_have_url(re.compile(r"/sok/\?q=%C3%A4ldre$"))
    expect(visitor.locator("main a[href^='/aktiviteter/']").first).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_filters_become_an_address_that_can_be_shared(visitor: Page, width: int) -> None:
    visitor.set_viewport_size({"width": width, "height": 800})
    visitor.goto("/aktiviteter/")
    fold = visitor.locator("main details.filters > summary")
    if fold.is_visible():  # on a narrow screen the filters are folded up
        fold.click()
    visitor.locator("main input[name=lage]").first.uncheck()  # all are ticked
    visitor.locator("main details.filters form button").click()
    expect(visitor).to_have_url(re.compile(r"/aktiviteter/\?.*lage=\w+"))
    shown = visitor.locator("main").inner_text()
    visitor.goto(visitor.url)
    assert visitor.locator("main").inner_text() == shown


def test_a_message_can_be_sent(visitor: Page) -> None:
    visitor.goto("/kontakt/")
    visitor.locator("textarea[name=text]").fill("Länken till protokollet leder fel.")
    visitor.wait_for_timeout(4000)  # faster than anybody writes is refused
    visitor.locator("main form button").click()
    expect(visitor).to_have_url(re.compile(r"/kontakt/tack/$"))


def test_what_is_missing_in_a_message_is_said_and_nothing_is_lost(visitor: Page) -> None:
    visitor.goto("/kontakt/")
    visitor.locator("input[name=sender]").fill("eva@example.org")
    visitor.locator("main form button").click()
    expect(visitor.locator("textarea[name=text]")).to_have_attribute("aria-invalid", "true")
    expect(visitor.locator("input[name=sender]")).to_have_value("eva@example.org")


def test_the_example_administrator_can_sign_in(visitor: Page, site: Site) -> None:
    email = "administrator@example.org"
    visitor.goto("/arbeta/")
    visitor.locator("input[name=login]").fill(email)
    visitor.locator("input[name=password]").fill(site.passwords[email])
    visitor.locator("form:has(input[name=password]) button").click()
    expect(visitor).to_have_url(re.compile(r"/arbeta/$"))


@pytest.mark.parametrize("role", ["Strateg", "Redaktör", "Samverkanspart", "Läsare"])
def test_each_role_of_the_example_is_one_click(visitor: Page, role: str) -> None:
    visitor.goto("/arbeta/konto/")
    visitor.get_by_role("button", name=role, exact=True).click()
    expect(visitor).to_have_url(re.compile(r"/arbeta/konto/$"))
    expect(visitor.locator("h1 + p")).to_contain_text(role)
