"""Every kind of page as people meet it: light and dark, wide and narrow, in both languages.

Signed-in pages are opened as the role that `tests.pages` names.
"""

from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage, accessibility_faults
from tests.pages import FOLDED, PAGES, STATUS, WITH_COOKIE, WORK_PAGES, address

Theme = Literal["light", "dark"]
HEIGHTS = {320: 640, 1280: 900}


class Watched:
    """A page whose requests and console are kept, to be judged at the end."""

    def __init__(self, page: Page, host: str) -> None:
        self.page = page
        self.faults: list[str] = []
        self.host = host
        self.document = ""
        page.on("request", lambda request: self._judge_request(request.url))
        page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        page.on("console", lambda message: self._judge_console(message.type, message.text))
        page.on("response", lambda response: self._judge_answer(response.url, response.status))

    def open(self, path: str, status: int = 200) -> None:
        self.document = path
        response = self.page.goto(path)
        assert response is not None
        assert response.status == status

    def _judge_request(self, url: str) -> None:
        if urlsplit(url).netloc not in ("", self.host):
            self.faults.append(f"asks another host: {url}")

    def _judge_answer(self, url: str, status: int) -> None:
        if status >= 400 and not url.endswith(self.document):
            self.faults.append(f"answers {status}: {url}")

    def _judge_console(self, kind: str, text: str) -> None:
        # What could not be loaded is judged by its answer.
        if kind in ("error", "warning") and "Failed to load resource" not in text:
            self.faults.append(f"console: {text}")


#: Each kind of page in each theme, width and language; all eight together find nothing more.
VISITS: list[tuple[Theme, int, str]] = [("light", 320, "en"), ("dark", 1280, "sv")]


@pytest.mark.parametrize(("theme", "width", "language"), VISITS)
@pytest.mark.parametrize("name", [*PAGES, *WORK_PAGES])
def test_a_page_is_accessible_fits_and_keeps_to_its_host(
    name: str, theme: Theme, width: int, language: str, open_page: OpenPage, base_url: str
) -> None:
    page = open_page(
        name,
        color_scheme=theme,
        viewport={"width": width, "height": HEIGHTS[width]},
        locale="de-DE",
    )
    watched = Watched(page, urlsplit(base_url).netloc)
    watched.open(address(name, language), STATUS.get(name, 200))
    too_wide = page.evaluate(
        "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert too_wide <= 0, f"{too_wide} px wider than the window: {_widest(page)}"
    assert page.locator("html").get_attribute("lang") == language
    if name in PAGES:
        assert bool(page.context.cookies()) == (name in WITH_COOKIE)
    assert watched.faults + accessibility_faults(page) == []


def _widest(page: Page) -> list[str]:
    """Return the elements that reach past the right edge, as the start of their HTML."""
    found: list[str] = page.evaluate(
        """() => [...document.body.querySelectorAll('*')]
            .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
            .map(one => one.outerHTML.slice(0, 120)).slice(0, 5)"""
    )
    return found


#: What the keyboard test runs in the page.
#: `stops` numbers what the Tab key must reach, in the order of the document, and returns the
#: numbers; one radio of a group is enough. `focus` tells where the focus stands: the number, and
#: whether one sees it: by an outline, a shadow, or in a drawing by any change of its shapes.
_KEYBOARD = """
    const look = one => [one, ...one.querySelectorAll('*')].map(part => {
        const style = getComputedStyle(part);
        return [style.fill, style.stroke, style.strokeWidth].join();
    }).join();
    const looks = new Map();
    const stops = () => {
        const groups = new Set();
        const found = [...document.querySelectorAll(
            'a[*|href], button, input, select, textarea, summary, [tabindex]')].filter(one => {
            if (one.disabled || one.type === 'hidden' || one.tabIndex < 0) return false;
            if (!one.checkVisibility({visibilityProperty: true})) return false;
            if (one.closest('svg') && !one.getClientRects().length) return false;
            if (one.type !== 'radio') return true;
            const isFirst = !groups.has(one.name);
            groups.add(one.name);
            return isFirst;
        });
        found.forEach((one, number) => {
            one.dataset.stop = one.type === 'radio' ? one.name : number;
            looks.set(one, look(one));
        });
        return found.map(one => one.dataset.stop);
    };
    const focus = () => {
        const one = document.activeElement;
        if (one === document.body) return null;
        const style = getComputedStyle(one), box = one.getBoundingClientRect();
        const hasOutline = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
        const hasShadow = style.boxShadow !== 'none';
        const hasNewShapes = one.closest('svg') && looks.get(one) !== look(one);
        const isOnScreen = box.width > 0 && box.bottom > 0 && box.top < innerHeight;
        return {
            stop: one.type === 'radio' ? one.name : one.dataset.stop ?? null,
            isSeen: isOnScreen && Boolean(hasOutline || hasShadow || hasNewShapes),
            html: one.outerHTML.slice(0, 160),
        };
    };
    window.keyboard = {stops, focus};
"""


@pytest.mark.parametrize(
    ("name", "width"),
    [*((name, 1280) for name in [*PAGES, *WORK_PAGES]), *((name, 320) for name in FOLDED)],
)
def test_the_tab_key_reaches_everything_and_shows_where_it_is(
    name: str, width: int, open_page: OpenPage
) -> None:
    page = open_page(name, viewport={"width": width, "height": HEIGHTS[width]})
    page.goto(address(name))
    page.evaluate(f"() => {{{_KEYBOARD}}}")
    stops = page.evaluate("keyboard.stops()")
    reached, unseen = [], []
    dates = page.locator("input[type=date]").count()
    for _press in range(len(stops) + 4 * dates + 5):
        page.keyboard.press("Tab")
        focus = page.evaluate("keyboard.focus()")
        if focus is None:
            break
        if reached[-1:] != [focus["stop"]]:  # a date has several parts
            reached.append(focus["stop"])
        if not focus["isSeen"]:
            unseen.append(focus["html"])
    assert unseen == []
    # A box that scrolls is a stop too, without a number.
    assert [stop for stop in reached if stop is not None] == stops


@pytest.mark.parametrize("name", [*PAGES, *WORK_PAGES])
def test_a_page_says_the_same_without_javascript(name: str, open_page: OpenPage) -> None:
    texts = []
    for is_enabled in (True, False):
        page = open_page(name, java_script_enabled=is_enabled)
        page.goto(address(name))
        texts.append(page.locator("body").inner_text())
    assert texts[0] == texts[1]
    assert len(texts[0]) > 100
