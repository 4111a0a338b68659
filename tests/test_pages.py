"""Every kind of page through the strict client, in both languages."""

from collections.abc import Iterator, Mapping

import pytest
from django.db.models import Model

from livskraft.accounts.models import User
from livskraft.indicators.models import Indicator
from livskraft.plans.models import Activity, Forum, Goal, Milestone, Organisation, Person
from livskraft.reporting.models import Assignment
from tests.html_rules import Page
from tests.pages import ALONE, PAGES, STATUS, WITH_COOKIE, WORK_PAGES, address
from tests.strict_client import StrictClient

pytestmark = pytest.mark.usefixtures("example_site")

CONTENT: tuple[type[Model], ...] = (
    Activity,
    Forum,
    Goal,
    Indicator,
    Milestone,
    Organisation,
)


@pytest.fixture
def keys(example_site: None) -> Mapping[str, int]:
    """The keys of the example's records that addresses of `tests.pages` need."""
    people = list(Person.objects.order_by("pk").values_list("pk", flat=True))
    accounts = list(User.objects.order_by("pk").values_list("pk", flat=True))
    assignments = Assignment.objects.filter(round__slug="arsbokslut-2022")
    asked = dict(assignments.values_list("activity__slug", "pk"))
    return {
        "person": people[0],
        "leaver": people[2],
        "account": accounts[2],
        "asked": asked["berattelsens-kraft"],
        "answered": asked["kulturmiljovard"],
        "waiting": asked["foretagsklimat-i-kommunerna"],
    }


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", [*PAGES, *WORK_PAGES])
def test_a_page_keeps_every_rule(
    name: str, language: str, strict_client: StrictClient, keys: Mapping[str, int]
) -> None:
    if name in WORK_PAGES:
        strict_client.force_login(User.objects.get(email=WORK_PAGES[name][0]))
    path = address(name, language, keys)
    response = strict_client.get(path, may_set_cookie=name in WITH_COOKIE)
    assert response.status_code == STATUS.get(name, 200)
    assert Page.parse(response.text).root.get("lang") == language
    other = address(name, "en" if language == "sv" else "sv", keys).split("?")[0]
    if name not in ALONE:
        assert f'href="{other}' in response.text, "no link to the same page in the other language"


@pytest.mark.parametrize("name", [*PAGES, *WORK_PAGES])
def test_content_on_an_english_page_says_that_it_is_swedish(
    name: str, strict_client: StrictClient, keys: Mapping[str, int]
) -> None:
    titles = {title for model in CONTENT for title in titles_of(model)}
    titles -= set(Goal.objects.values_list("title_en", flat=True))  # The same word in both.
    if name in WORK_PAGES:
        strict_client.force_login(User.objects.get(email=WORK_PAGES[name][0]))
    response = strict_client.get(address(name, "en", keys), may_set_cookie=name in WITH_COOKIE)
    page = Page.parse(response.text)
    unmarked = [
        text
        for text, language in texts_of(page)
        if text in titles and not language.startswith("sv")
    ]
    assert unmarked == []


@pytest.mark.parametrize("path", ["/en/aktorer/kungsor/", "/en/kommuner/kungsor/"])
def test_a_name_inside_an_english_sentence_says_that_it_is_swedish(
    path: str, strict_client: StrictClient
) -> None:
    page = Page.parse(strict_client.get(path).text)
    name = Organisation.objects.get(title="Kungsörs kommun").title
    found = [language for text, language in texts_of(page) if name in text]
    assert "sv" in found
    assert "en" not in found


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
