"""Tabs that stay open from page to page, as a person's do: opening a page anew takes ten times longer."""

from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from tests.pages import WORK_PAGES

Theme = Literal["light", "dark"]
HEIGHTS = {320: 640, 1280: 900}


class Tab:
    """A tab whose requests and console are judged; `faults` of what was opened last."""

    def __init__(self, page: Page, host: str, *, is_signed_in: bool) -> None:
        self.page = page
        self.faults: list[str] = []
        self._host = host
        self._is_signed_in = is_signed_in
        self._path = ""
        page.on("request", lambda request: self._judge_request(request.url))
        page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        page.on("console", lambda message: self._judge_console(message.type, message.text))
        page.on("response", lambda response: self._judge_answer(response.url, response.status))

    def open(
        self, path: str, *, status: int = 200, theme: Theme = "light", width: int = 1280
    ) -> Page:
        """Open a page as a new visitor does, or as somebody who has been signed in for a while."""
        if not self._is_signed_in:
            self.page.context.clear_cookies()
        self.page.emulate_media(color_scheme=theme)
        self.page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        self.faults.clear()
        self._path = path
        response = self.page.goto(path)
        assert response is not None
        assert response.status == status
        return self.page

    def _judge_request(self, url: str) -> None:
        if urlsplit(url).netloc not in ("", self._host):
            self.faults.append(f"asks another host: {url}")

    def _judge_answer(self, url: str, status: int) -> None:
        if status >= 400 and not url.endswith(self._path):
            self.faults.append(f"answers {status}: {url}")

    def _judge_console(self, kind: str, text: str) -> None:
        # What could not be loaded is judged by its answer.
        if kind in ("error", "warning") and "Failed to load resource" not in text:
            self.faults.append(f"console: {text}")


class SignIns:
    """What a browser holds of each account that has signed in, so that each does so once."""

    def __init__(self, browser: Browser, base_url: str, passwords: dict[str, str]) -> None:
        self._browser = browser
        self._base_url = base_url
        self._passwords = passwords
        self._held: dict[str, Any] = {}

    def of(self, email: str) -> Any:
        if email not in self._held:
            context = self._browser.new_context(base_url=self._base_url)
            page = context.new_page()
            sign_in(page, email, self._passwords[email])
            self._held[email] = context.storage_state()
            context.close()
        return self._held[email]


class Tabs:
    """The open tabs: one for visitors and one for each account, with and without JavaScript."""

    def __init__(self, browser: Browser, base_url: str, sign_ins: SignIns) -> None:
        self._browser = browser
        self._base_url = base_url
        self._sign_ins = sign_ins
        self._open: dict[tuple[str, bool], Tab] = {}

    def of(self, name: str, *, script: bool = True) -> Tab:
        """Return the tab for a page of `tests.pages`: of a visitor, or the account that opens it."""
        email = WORK_PAGES[name][0] if name in WORK_PAGES else ""
        if (email, script) not in self._open:
            context = self._browser.new_context(
                base_url=self._base_url,
                reduced_motion="reduce",
                locale="de-DE",
                java_script_enabled=script,
                storage_state=self._sign_ins.of(email) if email else None,
            )
            host = urlsplit(self._base_url).netloc
            self._open[email, script] = Tab(context.new_page(), host, is_signed_in=bool(email))
        return self._open[email, script]

    def close(self) -> None:
        for tab in self._open.values():
            tab.page.context.close()


def sign_in(page: Page, email: str, password: str) -> None:
    """Sign in by the form, as a person does."""
    page.goto("/arbeta/logga-in/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(password)
    page.locator("form:has(input[name=password]) button").click()
    page.wait_for_url("**/arbeta/")
