"""Every kind of page as people meet it: light and dark, wide and narrow, in both languages.

Signed-in pages are opened as the role that `tests.pages` names.
"""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import accessibility_faults
from tests.browser.tabs import Tabs, Theme
from tests.pages import FOLDED, PAGES, STATUS, WITH_COOKIE, WORK_PAGES, address

#: Each kind of page in each theme, width and language; all eight together find nothing more.
VISITS: list[tuple[Theme, int, str]] = [("light", 320, "en"), ("dark", 1280, "sv")]


@pytest.mark.parametrize(("theme", "width", "language"), VISITS)
@pytest.mark.parametrize("name", [*PAGES, *WORK_PAGES])
def test_a_page_is_accessible_fits_and_keeps_to_its_host(
    name: str, theme: Theme, width: int, language: str, tabs: Tabs
) -> None:
    tab = tabs.of(name)
    status = STATUS.get(name, 200)
    page = tab.open(address(name, language), status=status, theme=theme, width=width)
    too_wide = page.evaluate(
        "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert too_wide <= 0, f"{too_wide} px wider than the window: {_widest(page)}"
    assert page.locator("html").get_attribute("lang") == language
    if name in PAGES:
        assert bool(page.context.cookies()) == (name in WITH_COOKIE)
    assert tab.faults + accessibility_faults(page) == []


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
    name: str, width: int, tabs: Tabs
) -> None:
    page = tabs.of(name).open(address(name), status=STATUS.get(name, 200), width=width)
    page.evaluate(f"() => {{{_KEYBOARD}}}")
    stops = page.evaluate("keyboard.stops()")
    reached, unseen = [], []
    dates = page.locator("input[type=date]").count()
    for _press in range(len(stops) + 4 * dates + 5):
        page.keyboard.press("Tab")
        focus = page.evaluate("keyboard.focus()")
        if focus is None or [stop for stop in reached if stop is not None] == stops:
            break  # Behind the last one comes the browser itself, or the first one again.
        if reached[-1:] != [focus["stop"]]:  # a date has several parts
            reached.append(focus["stop"])
        if not focus["isSeen"]:
            unseen.append(focus["html"])
    assert unseen == []
    # A box that scrolls is a stop too, without a number.
    assert [stop for stop in reached if stop is not None] == stops


#: Tools that only JavaScript can offer: which lines of a graph to see, and how long a text is.
ADDED = re.compile(r"Välj linjer|[\d\s]+ av 5\s000")


@pytest.mark.parametrize("name", [*PAGES, *WORK_PAGES])
def test_a_page_says_the_same_without_javascript(name: str, tabs: Tabs) -> None:
    plain, scripted = (
        tabs.of(name, script=script)
        .open(address(name), status=STATUS.get(name, 200))
        .locator("body")
        .inner_text()
        .splitlines()
        for script in (False, True)
    )
    assert [line for line in scripted if not ADDED.fullmatch(line)] == plain
    assert len("".join(plain)) > 100
