"""A real Chromium before a real server: `livskraft demo` with the example region, on a free port."""

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.tabs import SignIns, Tabs
from tests.pages import WORK_PAGES
from tests.postgresql import free_port

SECONDS_TO_START = 90


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class Site:
    """The served example region."""

    address: str
    data: Path

    @property
    def passwords(self) -> dict[str, str]:
        """The example accounts' passwords, made at the first start."""
        found: dict[str, str] = json.loads((self.data / "example-sign-ins.json").read_text())
        return found


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Start the demo with a database of its own; stop it at the end."""
    with running_demo(tmp_path_factory.mktemp("data")) as served:
        yield served


@contextmanager
def running_demo(data: Path, *options: str, **environment: str) -> Iterator[Site]:
    """Start `livskraft demo` in a data folder, with further settings; stop it afterwards."""
    port, log = free_port(), data / "server.log"
    command = [sys.executable, "-m", "livskraft", "demo", "--port", str(port), *options]
    with log.open("w") as output:
        server = subprocess.Popen(
            command, env=environment_of(data, **environment), stdout=output, stderr=output
        )
    try:
        served = Site(f"http://127.0.0.1:{port}", data)
        _wait_for(f"{served.address}/healthz", server, log)
        yield served
    finally:
        server.terminate()
        server.wait(20)


def environment_of(data: Path, **more: str) -> dict[str, str]:
    """Return the environment of a command that works with the data folder of a served site."""
    return {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "DJANGO_SETTINGS_MODULE": "livskraft.config.settings",
        "LIVSKRAFT_DATA": str(data),
        **more,
    }


def _wait_for(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _attempt in range(SECONDS_TO_START * 5):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except urllib.error.URLError:
            time.sleep(0.2)
    pytest.fail(f"`livskraft demo` does not answer at {address}:\n{log.read_text()}")


@pytest.fixture(scope="session")
def base_url(site: Site) -> str:
    """Where pytest-playwright's pages start, so that tests name paths only."""
    return site.address


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium; playwright's own browsers are never downloaded."""
    program = os.environ.get("LIVSKRAFT_CHROMIUM") or shutil.which("chromium")
    if not program:
        pytest.fail("Chromium was not found; `script/test browser` says what to do.")
    arguments = ["--no-sandbox", "--disable-background-networking"]
    return {**browser_type_launch_args, "executable_path": program, "args": arguments}


NewContext = Callable[..., BrowserContext]


@pytest.fixture
def open_context(browser: Browser, base_url: str) -> Iterator[NewContext]:
    """Make a visitor with the given options; all are closed after the test."""
    contexts = []

    def open_one(**options: Any) -> BrowserContext:
        contexts.append(browser.new_context(base_url=base_url, reduced_motion="reduce", **options))
        return contexts[-1]

    yield open_one
    for context in contexts:
        context.close()


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(open_context: NewContext, sign_ins: SignIns) -> OpenPage:
    """Make a tab for a page of `tests.pages`: a visitor's, or one of the account that opens it."""

    def open_one(name: str, **options: Any) -> Page:
        if name in WORK_PAGES:
            options["storage_state"] = sign_ins.of(WORK_PAGES[name][0])
        return open_context(**options).new_page()

    return open_one


@pytest.fixture(scope="session")
def sign_ins(browser: Browser, base_url: str, site: Site) -> SignIns:
    return SignIns(browser, base_url, site.passwords)


@pytest.fixture(scope="session")
def tabs(browser: Browser, base_url: str, sign_ins: SignIns) -> Iterator[Tabs]:
    found = Tabs(browser, base_url, sign_ins)
    yield found
    found.close()


def accessibility_faults(page: Page) -> list[str]:
    """Return what axe-core finds on the page, readable: the rule, the help, each place."""
    violations = Axe().run(page).response["violations"]
    return [
        f"{violation['id']}: {violation['help']}: {node['html'][:200]} ({node['failureSummary']})"
        for violation in violations
        for node in violation["nodes"]
    ]
