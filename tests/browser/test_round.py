"""A round from its opening to an addendum, as a strategist, a reporter and an editor go through it.

The reporter has no account and a phone; the mails go through a real mail server.
"""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.conftest import Site, accessibility_faults, environment_of, running_demo
from tests.browser.tabs import sign_in
from tests.reporting.mailserver import MailServer, running_mail_server

PHONE: ViewportSize = {"width": 320, "height": 720}
ANNA = "anna.exempel@example.org"
ACTIVITY = "Kartlägga faktorer för hälsofrämjande boende, närmiljö och fritid"
PATH = "/aktiviteter/halsoframjande-boende/"
NEXT_DAY = """
from datetime import timedelta
import django; django.setup()
from livskraft.plans.models import Plan
for plan in Plan.objects.exclude(as_of=None):
    plan.as_of += timedelta(days=1)
    plan.save(update_fields=["as_of"])
"""


@dataclass
class Region:
    """A served example region whose mails go to a server of their own."""

    site: Site
    mails: MailServer
    browser: Browser

    def run(self, *command: str) -> None:
        environment = environment_of(self.site.data, EMAIL_URL=self.mails.url)
        done = subprocess.run(
            [sys.executable, *command], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr

    def send_mails(self) -> None:
        self.run("-m", "livskraft", "mail", "send")

    def link(self) -> str:
        """Return the link to the activity in the newest mail to the person who answers for it."""
        text = said(self.mails.to(ANNA)[-1])
        found = re.search(re.escape(ACTIVITY) + r".*?http://[^/]+(/svar/[\w-]+/)", text)
        assert found
        return found[1]

    def signed_in(self, email: str) -> Page:
        page = self.browser.new_page(base_url=self.site.address, reduced_motion="reduce")
        sign_in(page, email, self.site.passwords[email])
        return page

    def phone(self) -> Page:
        return self.browser.new_page(
            base_url=self.site.address, viewport=PHONE, reduced_motion="reduce"
        )


def said(mail: EmailMessage) -> str:
    """Return a mail's text as one line, however it was wrapped."""
    body = mail.get_body(["plain"])
    assert body is not None
    return " ".join(body.get_content().split())


@pytest.fixture(scope="module")
def region(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Region]:
    with running_mail_server() as mails:
        data = tmp_path_factory.mktemp("round")
        with running_demo(data, "--no-worker", EMAIL_URL=mails.url) as site:
            yield Region(site, mails, browser)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()
    page.wait_for_load_state()
    assert accessibility_faults(page) == [], page.url


@pytest.mark.timeout(400)
def test_a_round_is_opened_answered_returned_closed_frozen_and_added_to(region: Region) -> None:
    strategist = region.signed_in("strateg@example.org")
    strategist.goto("/arbeta/oppna-omgang/")
    press(strategist, "Öppna omgången")
    board = strategist.url
    expect(strategist.get_by_role("heading", level=1)).to_contain_text("Lägesrapport januari 2023")
    region.send_mails()
    invited = len(region.mails.taken)
    assert invited > 10
    assert len(region.mails.to(ANNA)) == 1

    region.run("-c", NEXT_DAY)
    strategist.goto(board)
    press(strategist, "Påminn om")
    region.send_mails()
    assert len(region.mails.taken) == 2 * invited
    assert len(region.mails.to(ANNA)) == 2

    answer(region, "Enkäten har besvarats av 1 214 personer.")
    strategist.goto(board)
    expect(strategist.get_by_role("link", name="1 att granska")).to_be_visible()

    editor = region.signed_in("redaktor@example.org")
    editor.goto(board)
    editor.get_by_role("link", name="Granska svar").click()
    editor.get_by_role("link", name=ACTIVITY).first.click()
    editor.get_by_label("Din fråga").fill("I hur många kommuner?")
    press(editor, "Skicka tillbaka")
    strategist.goto(board)
    expect(strategist.get_by_role("link", name="1 återsänd")).to_be_visible()
    region.send_mails()
    assert "I hur många kommuner?" in said(region.mails.to(ANNA)[-1])

    answer(region, "Enkäten har besvarats av 1 214 personer i fem kommuner.", asked="I hur många")
    editor.goto(board)
    editor.get_by_role("link", name="Granska svar").click()
    editor.get_by_role("link", name=ACTIVITY).first.click()
    press(editor, "Godkänn svaret")
    visitor = region.phone()
    visitor.goto(PATH)
    expect(visitor.get_by_text("1 214 personer i fem kommuner.")).to_be_visible()

    frozen = close_and_freeze(strategist, board)
    add_to(strategist, visitor, frozen)


def answer(region: Region, happened: str, *, asked: str = "") -> None:
    """Answer by the link of the newest mail on a phone: five actions, well under a minute."""
    page = region.phone()
    began = time.monotonic()
    page.goto(region.link())
    if asked:
        expect(page.get_by_text(asked)).to_be_visible()
    page.get_by_text("Pågår", exact=True).click()
    page.get_by_label("Vad har hänt?").fill(happened)
    page.get_by_label("Vad är nästa steg?").fill("Svaren presenteras i april.")
    page.get_by_role("button", name="Skicka").click()
    expect(page.get_by_text("Ditt svar är skickat.")).to_be_visible()
    assert time.monotonic() - began < 60
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    page.close()


def close_and_freeze(strategist: Page, board: str) -> str:
    """Close and freeze the round; return its hash."""
    strategist.goto(board)
    strategist.get_by_role("link", name="Stäng omgången").click()
    strategist.get_by_label("Varför har de övriga inget beslut?").fill("Svar hann inte komma.")
    press(strategist, "Stäng omgången")
    strategist.goto(board)
    strategist.get_by_role("link", name="Frys omgången").click()
    press(strategist, "Frys omgången för gott")
    found = strategist.locator("code.hash").first.inner_text()
    assert re.fullmatch(r"[0-9a-f]{64}", found)
    return found


def add_to(strategist: Page, visitor: Page, frozen: str) -> None:
    """Write an addendum; what was frozen stays as it was, and the visitor sees both."""
    strategist.get_by_text("Skriv ett tillägg").click()
    strategist.get_by_label("Tillägg", exact=True).fill("Antalet kommuner var sex.")
    strategist.get_by_label("Varför läggs det till?").fill("En kommun räknades inte med.")
    press(strategist, "Lägg till")
    expect(strategist.get_by_text("Antalet kommuner var sex.")).to_be_visible()
    assert strategist.locator("code.hash").first.inner_text() == frozen
    visitor.reload()
    visitor.get_by_role("link", name="Hela omgången").first.click()
    expect(visitor.get_by_text("Antalet kommuner var sex.")).to_be_visible()
    expect(visitor.get_by_text(frozen)).to_be_visible()
    assert accessibility_faults(visitor) == []
