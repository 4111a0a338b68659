"""From a Word file to a public page and back, as a strategist and an editor do it, without JavaScript."""

import io
import re
from collections.abc import Callable

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewContext, Site, accessibility_faults
from tests.browser.tabs import sign_in

ACTIVITIES = {
    "1. Fler cyklar till arbetet": [
        "Bygga cykelvägar till länets största arbetsplatser",
        "Genomföra en cykelutmaning för företag",
    ],
    "2. Fler åker tillsammans": ["Pröva samåkning mellan tre kommuner (?)"],
}


def word_plan() -> bytes:
    document = docx.Document()
    document.add_paragraph("Cykelplan för länet 2024–2027", style="Title")
    document.add_heading("Målområde: Ett rörligt län", 1)
    for goal, activities in ACTIVITIES.items():
        document.add_heading(f"Delmål {goal}", 2)
        document.add_heading("Aktiviteter", 3)
        for activity in activities:
            document.add_paragraph(activity, style="List Bullet")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


Looker = Callable[[Page], None]


@pytest.fixture
def look(open_context: NewContext, site: Site) -> Looker:
    """Open the page that somebody stands on once more: narrow and dark, and judged by axe."""

    def look_at(page: Page) -> None:
        narrow = open_context(
            storage_state=page.context.storage_state(),
            viewport={"width": 320, "height": 640},
            color_scheme="dark",
        )
        again = narrow.new_page()
        again.goto(page.url)
        too_wide = again.evaluate(
            "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert too_wide <= 0, f"{page.url} is {too_wide} px wider than the window"
        assert accessibility_faults(again) == []
        narrow.close()

    return look_at


def person(open_context: NewContext, site: Site, account: str) -> Page:
    """Return the tab of somebody who has signed in, with no JavaScript."""
    page = open_context(java_script_enabled=False).new_page()
    email = f"{account}@example.org"
    sign_in(page, email, site.passwords[email])
    return page


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).last.click()


@pytest.mark.timeout(300)
def test_a_word_plan_becomes_a_public_plan_and_a_change_of_it_is_undone(
    open_context: NewContext, site: Site, look: Looker
) -> None:
    strategist = person(open_context, site, "strateg")

    # The document is read, its doubts are answered, and it is loaded.
    strategist.goto("/arbeta/dokument/")
    strategist.locator("input[type=file]").set_input_files(
        {"name": "cykelplan.docx", "mimeType": "application/octet-stream", "buffer": word_plan()}
    )
    press(strategist, "Läs dokumentet")
    expect(strategist.locator("h1")).to_have_text("Cykelplan för länet 2024–2027")
    look(strategist)
    reading = strategist.url
    for part in strategist.locator("ol.steps a").evaluate_all(
        "links => links.map(one => one.href)"
    ):
        strategist.goto(part)
        look(strategist)
        rest = strategist.locator("button[value=rest]")
        (rest if rest.count() else strategist.locator("button[value=save]")).click()
    strategist.goto(f"{reading}ladda/")
    look(strategist)
    if strategist.locator("input[name=confirmed]").count():
        strategist.locator("input[name=confirmed]").check()
    strategist.locator("button[value=load]").click()
    look(strategist)
    plan = strategist.locator("main a[href^='/arbeta/planer/']").first.get_attribute("href")
    assert plan
    strategist.goto("/sok/?q=cykelutmaning")
    public = strategist.locator("main a[href^='/aktiviteter/']").first.get_attribute("href")
    assert public

    # One activity is edited, reviewed and published.
    record = f"{plan.strip('/').split('/')[-1]}/aktiviteter/{public.strip('/').split('/')[-1]}/"
    strategist.goto(f"/arbeta/redigera/{record}")
    look(strategist)
    strategist.locator("main [name=title]").fill("Utmana fem företag att cykla")
    press(strategist, "Spara utkastet")
    expect(strategist).to_have_url(re.compile(r"/arbeta/utkast/\d+/$"))
    look(strategist)
    draft = strategist.url
    strategist.goto(public)
    expect(strategist.locator("h1")).to_have_text("Genomföra en cykelutmaning för företag")
    strategist.goto(draft)
    strategist.locator("main [name=reason]").fill("Företagen är valda.")
    press(strategist, "Godkänn")
    press(strategist, "Publicera")
    look(strategist)
    strategist.goto(public)
    expect(strategist.locator("h1")).to_have_text("Utmana fem företag att cykla")

    # The history says so, and takes it back.
    strategist.goto(f"/arbeta/historik/{record}")
    expect(strategist.locator("main")).to_contain_text("Företagen är valda.")
    look(strategist)
    strategist.get_by_role("link", name="Ångra den här ändringen").click()
    look(strategist)
    strategist.locator("main textarea[name=reason]").fill("Valet är överklagat.")
    strategist.locator("main form button").first.click()
    strategist.goto(public)
    expect(strategist.locator("h1")).to_have_text("Genomföra en cykelutmaning för företag")


@pytest.mark.timeout(300)
def test_of_two_who_change_the_same_the_later_sees_both(
    open_context: NewContext, site: Site, look: Looker
) -> None:
    address = "/arbeta/redigera/vastmanland-2030/aktiviteter/lansdialog-arbetsliv/"
    editor = person(open_context, site, "redaktor")
    strategist = person(open_context, site, "strateg")
    for page, words in ((editor, "Redaktörens ingress."), (strategist, "Strategens ingress.")):
        page.goto(address)
        page.locator("main [name=summary]").fill(words)
        press(page, "Spara utkastet")
    press(editor, "Lämna in för granskning")
    press(strategist, "Godkänn")
    press(strategist, "Publicera")
    strategist.goto("/arbeta/")
    look(strategist)
    strategist.locator("main table a.title-link[href*='/utkast/']").first.click()
    press(strategist, "Godkänn")
    editor.reload()
    editor.get_by_role("link", name="Jämför och välj").click()
    look(editor)
    expect(editor.locator("main")).to_contain_text("Redaktörens ingress.")
    expect(editor.locator("main")).to_contain_text("Strategens ingress.")


@pytest.mark.timeout(300)
def test_many_activities_are_changed_at_once_and_seen_first(
    open_context: NewContext, site: Site, look: Looker
) -> None:
    strategist = person(open_context, site, "strateg")
    strategist.goto("/arbeta/aktiviteter/")
    boxes = strategist.locator("main tbody input[type=checkbox]")
    for place in range(3):
        boxes.nth(place).check()
    strategist.locator("main [name=ends]").first.fill("2024-06-30")
    strategist.locator("main [name=reason]").first.fill("Tiden är förlängd.")
    press(strategist, "Visa vad som ändras")
    expect(strategist.locator("main")).to_contain_text("30 juni 2024")
    strategist.get_by_role("button", name=re.compile("Ändra 3 aktiviteter")).click()
    strategist.goto("/arbeta/historik/")
    expect(strategist.locator("main")).to_contain_text("Tiden är förlängd.")
    look(strategist)
