"""Somebody without an account answers by the link of a mail, on a phone, with a script or without."""

import email
import re
import subprocess
import sys
import time
from email import policy
from email.message import EmailMessage
from typing import cast

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewContext, Site, environment_of

PHONE = {"width": 320, "height": 720}


@pytest.fixture(scope="module")
def links(site: Site) -> list[str]:
    """Remind everybody of the example's open round; return the links in their mails."""
    environment = environment_of(site.data)
    for command in (["round", "remind", "arsbokslut-2022"], ["mail", "send"]):
        program = [sys.executable, "-m", "livskraft", *command]
        done = subprocess.run(program, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    found: list[str] = []
    for file in sorted((site.data / "mail").iterdir()):
        for part in file.read_bytes().split(b"-" * 79 + b"\n"):
            mail = cast("EmailMessage", email.message_from_bytes(part, policy=policy.default))
            body = mail.get_body(["plain"]) if mail["To"] else None
            if body is not None:
                found += re.findall(r"http://[^/]+(/svar/[\w-]+/)", body.get_content())
    assert len(found) > 5
    return found


def test_an_answer_takes_six_actions_and_less_than_a_minute(
    open_context: NewContext, links: list[str]
) -> None:
    page: Page = open_context(viewport=PHONE).new_page()
    began = time.monotonic()
    page.goto(links[0])
    page.get_by_text("Pågår", exact=True).click()
    page.get_by_label("Vad har hänt?").fill("Tre möten, sju kommuner.")
    page.get_by_label("Vad är nästa steg?").fill("Enkät i mars.")
    page.get_by_role("button", name="Skicka").click()
    expect(page.get_by_text("Ditt svar är skickat.")).to_be_visible()
    assert time.monotonic() - began < 60
    expect(page.get_by_text("Tre möten, sju kommuner.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_what_is_written_is_saved_by_itself_and_there_the_next_time(
    open_context: NewContext, links: list[str]
) -> None:
    page = open_context(viewport=PHONE).new_page()
    page.goto(links[1])
    page.get_by_label("Vad har hänt?").fill("Halva sanningen")
    expect(page.locator("[data-count=id_happened]")).to_have_text("15 av 5\xa0000")
    expect(page.locator("[data-status]")).to_contain_text("Sparat kl.")
    page.get_by_label("Vad har hänt?").fill("Halva sanningen till")
    page.get_by_role("button", name="Skicka").click()  # while the script is about to save
    page.wait_for_load_state()
    again = open_context(viewport=PHONE).new_page()
    again.goto(links[1])
    expect(again.get_by_text("Halva sanningen till")).to_be_visible()


def test_without_a_script_the_form_saves_adds_and_sends(
    open_context: NewContext, links: list[str]
) -> None:
    page = open_context(java_script_enabled=False, viewport=PHONE).new_page()
    page.goto(links[2])
    page.get_by_label("Vad har hänt?").fill("Ett utkast")
    page.get_by_role("button", name="Spara utkast").last.click()
    expect(page.get_by_text("Sparat kl.")).to_be_visible()
    page.get_by_text("Lägg till bild, länk eller siffra").click()
    page.get_by_label("Länk").fill("example.org/rapport")
    page.get_by_role("button", name="Lägg till", exact=True).click()
    expect(page.get_by_role("link", name="https://example.org/rapport")).to_be_visible()
    page.get_by_label("Vad är nästa steg?").fill("Mer.")
    page.get_by_role("button", name="Skicka").click()
    expect(page.get_by_text("Ditt svar är skickat.")).to_be_visible()


def test_two_at_once_both_see_both_and_choose(open_context: NewContext, links: list[str]) -> None:
    first = open_context(viewport=PHONE).new_page()
    second = open_context(java_script_enabled=False).new_page()
    first.goto(links[3])
    second.goto(links[3])
    second.get_by_label("Vad har hänt?").fill("Den andras.")
    second.get_by_role("button", name="Spara utkast").last.click()
    first.get_by_label("Vad har hänt?").fill("Min.")
    expect(first.locator("[data-status]")).to_contain_text("Någon annan har ändrat svaret.")
    first.get_by_role("button", name="Spara utkast").last.click()
    expect(first.get_by_role("heading", level=1)).to_have_text("Två svar på samma frågor")
    first.get_by_text("Båda, efter varandra").click()
    first.get_by_role("button", name="Fortsätt med det här").click()
    expect(first.get_by_label("Vad har hänt?")).to_have_value("Den andras.\n\nMin.")


def test_the_form_can_be_filled_in_with_the_keyboard_alone(
    open_context: NewContext, links: list[str]
) -> None:
    page = open_context().new_page()
    page.goto(links[4])
    page.locator("input[name=status]:checked").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("Med tangenter.")
    expect(page.get_by_label("Vad har hänt?")).to_have_value("Med tangenter.")
    while page.evaluate("document.activeElement.value") != "send":
        page.keyboard.press("Tab")
    page.get_by_label("Vad är nästa steg?").fill("Mer.")
    page.locator("button[value=send]").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Ditt svar är skickat.")).to_be_visible()
