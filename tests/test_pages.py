"""Every kind of public page through the strict client, in both languages."""

from collections.abc import Iterator

import pytest
from django.db.models import Model

from livskraft.plans.models import Activity, Forum, Goal, Milestone, Organisation
from tests.html_rules import Page
from tests.pages import PAGES, STATUS, WITH_COOKIE, address
from tests.strict_client import StrictClient

pytestmark = pytest.mark.usefixtures("example_region")

CONTENT: tuple[type[Model], ...] = (Activity, Forum, Goal, Milestone, Organisation)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_keeps_every_rule(name: str, language: str, strict_client: StrictClient) -> None:
    path = address(name, language)
    response = strict_client.get(path, may_set_cookie=name in WITH_COOKIE)
    assert response.status_code == STATUS.get(name, 200)
    assert Page.parse(response.text).root.get("lang") == language
    other = address(name, "en" if language == "sv" else "sv").split("?")[0]
    assert f'href="{other}' in response.text, "no link to the same page in the other language"


@pytest.mark.parametrize("name", PAGES)
def test_content_on_an_english_page_says_that_it_is_swedish(
    name: str, strict_client: StrictClient
) -> None:
    titles = {title for model in CONTENT for title in titles_of(model)}
    response = strict_client.get(address(name, "en"), may_set_cookie=name in WITH_COOKIE)
    page = Page.parse(response.text)
    unmarked = [
        text
        for text, language in texts_of(page)
        if text in titles and not language.startswith("sv")
    ]
    assert unmarked == []


def titles_of(model: type[Model]) -> Iterator[str]:
    yield from model._default_manager.values_list("title", flat=True)


def texts_of(page: Page) -> Iterator[tuple[str, str]]:
    """Yield each piece of text in the body with the language that it stands in."""
    for element in page.elements:
        if element.tag == "title":
            continue
        yield (element.text or "").strip(), page.language(element)
        for child in element:
            yield (child.tail or "").strip(), page.language(element)


def test_the_same_address_answers_alike_whatever_language_the_browser_asks_for(
    strict_client: StrictClient,
) -> None:
    response = strict_client.get("/mal/", headers={"Accept-Language": "en"})
    assert Page.parse(response.text).root.get("lang") == "sv"
