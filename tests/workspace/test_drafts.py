"""A draft's way: written in a form, submitted, reviewed, published; and two editors of the same."""

import html
import re
from typing import Any

import pytest
from django.urls import reverse

from livskraft.accounts.models import User
from livskraft.plans.models import Activity, Draft, Goal, Organisation, Plan
from livskraft.plans.models.drafts import DraftState
from tests.factories import make_activity, make_goal, make_organisation, make_plan
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Organisation:
    return make_organisation("Enheten folkhälsa", "folkhalsa", "unit")


@pytest.fixture
def plan() -> Plan:
    return make_plan("strategi")


@pytest.fixture
def goal(plan: Plan) -> Goal:
    return make_goal(plan, "Ökad trygghet", "trygghet", number="3")


@pytest.fixture
def activity(goal: Goal, unit: Organisation) -> Activity:
    return make_activity(goal, "Bygga cykelväg", "cykelvag", lead=unit, summary="En väg.")


class Person:
    """Somebody who is signed in, in a browser without JavaScript."""

    def __init__(self, role: str, **fields: Any) -> None:
        self.user = User.objects.create_user(
            f"{role}-{User.objects.count()}@example.org",
            name=role.capitalize(),
            role=role,
            **fields,
        )
        self.client = StrictClient()
        self.client.force_login(self.user)

    def open(self, name: str, **kwargs: Any) -> Any:
        return self.client.get(reverse(name, kwargs=kwargs))

    def send(self, name: str, data: Any = None, **kwargs: Any) -> Any:
        return self.client.post(reverse(name, kwargs=kwargs), data or {}, follow=True)

    def fill_in(self, name: str, changes: dict[str, Any], **kwargs: Any) -> Any:
        """Open a form, change some fields, send it."""
        page = self.open(name, **kwargs)
        return self.client.post(page.wsgi_request.path, filled(page, changes), follow=True)

    def change(self, slug: str, **changes: Any) -> Draft:
        self.fill_in("edit-record", changes, plan="strategi", word="aktiviteter", slug=slug)
        return self.user.drafts.latest("pk")


def filled(page: Any, changes: dict[str, Any]) -> Any:
    """What a browser sends of the form on the page, with these fields changed."""
    from livskraft.workspace.forms.record import sent

    data = sent(page.context["form"])
    for name in ("seen", "form_signature"):
        data[name] = hidden(name, page)
    for name, value in changes.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def hidden(name: str, page: Any) -> str:
    """What a hidden field on the page holds."""
    [value] = re.findall(f'type="hidden" name="{name}" value="([^"]*)"', page.text)
    return html.unescape(value)


@pytest.fixture
def editor(unit: Organisation) -> Person:
    return Person("editor", organisation=unit)


@pytest.fixture
def strategist() -> Person:
    return Person("strategist")


def test_an_activity_goes_from_the_editor_to_the_public_page(
    editor: Person, strategist: Person, goal: Goal, strict_client: StrictClient
) -> None:
    page = editor.fill_in(
        "new-record",
        {"title": "Rusta lekplatsen", "primary_goal": "trygghet", "starts": "2021-03-01"},
        plan="strategi",
        word="aktiviteter",
    )
    draft = Draft.objects.get()
    assert draft.content == {
        "title": "Rusta lekplatsen",
        "primary_goal": "trygghet",
        "lead": "folkhalsa",
        "starts": "2021-03-01",
        "status": "planned",
        "status_history": [{"status": "planned"}],
    }
    assert "Lämna in för granskning" in page.text
    assert (
        "väntar på granskning" in editor.send("draft-submit", {"reason": "Ny."}, pk=draft.pk).text
    )
    assert "Rusta lekplatsen" in strategist.open("drafts").text
    assert "Publicera" in strategist.send("draft-review", pk=draft.pk).text
    page = editor.send("draft-publish", pk=draft.pk)
    assert "Utkastet är publicerat" in page.text
    assert "Rusta lekplatsen" in strict_client.get("/aktiviteter/rusta-lekplatsen/").text
    version = Activity.objects.get(slug="rusta-lekplatsen").history.latest()
    assert (version.history_user, version.history_change_reason) == (editor.user, "Ny.")


def test_the_public_page_stays_until_the_draft_is_published(
    editor: Person, activity: Activity, strict_client: StrictClient
) -> None:
    editor.change("cykelvag", title="Bygga två cykelvägar")
    assert "två cykelvägar" not in strict_client.get("/aktiviteter/cykelvag/").text


def test_what_was_typed_is_kept_and_shown_with_what_to_do(
    editor: Person, activity: Activity
) -> None:
    kwargs = {"plan": "strategi", "word": "aktiviteter", "slug": "cykelvag"}
    page = editor.fill_in(
        "edit-record",
        {"title": "", "starts": "2021-03-01", "ends": "2020-01-01", "summary": "Ny text"},
        **kwargs,
    )
    assert "Skriv ett datum efter startdatumet 1 mars 2021." in page.text
    assert "Skriv en rubrik." in page.text
    assert 'value="2020-01-01"' in page.text
    assert "Ny text" in page.text
    assert "Ny text" in editor.open("edit-record", **kwargs).text
    draft = Draft.objects.get()
    assert draft.content["ends"] == "2020-01-01"
    assert "Lämna in för granskning" not in editor.open("draft", pk=draft.pk).text


def test_what_is_missing_is_told_once_at_its_field(editor: Person, goal: Goal) -> None:
    page = editor.fill_in(
        "new-record", {"title": "Rusta lekplatsen"}, plan="strategi", word="aktiviteter"
    )
    messages = [(one.anchor, one.text) for one in page.context["messages_of_form"]]
    assert messages == [("id_primary_goal", "Välj det mål som aktiviteten bidrar mest till.")]
    draft = Draft.objects.get()
    page = editor.open("draft", pk=draft.pk)
    assert f'href="/arbeta/utkast/{draft.pk}/redigera/#id_primary_goal"' in page.text


def test_whoever_reviews_may_review_an_own_draft_with_its_reason(
    strategist: Person, activity: Activity
) -> None:
    draft = strategist.change("cykelvag", title="Bygga två cykelvägar")
    seen = hidden("seen", strategist.open("draft", pk=draft.pk))
    strategist.send("draft-review", {"reason": "De blev två.", "seen": seen}, pk=draft.pk)
    draft.refresh_from_db()
    assert (draft.state, draft.reason) == (DraftState.REVIEWED, "De blev två.")


def test_nobody_approves_what_was_changed_after_they_read_it(
    editor: Person, strategist: Person, activity: Activity
) -> None:
    draft = editor.change("cykelvag", title="Bygga två cykelvägar")
    editor.send("draft-submit", pk=draft.pk)
    read = {"seen": hidden("seen", strategist.open("draft", pk=draft.pk))}
    editor.change("cykelvag", title="Bygga tre cykelvägar")
    editor.send("draft-submit", pk=draft.pk)
    page = strategist.send("draft-review", read, pk=draft.pk)
    assert "Utkastet har ändrats sedan du öppnade det" in page.text
    draft.refresh_from_db()
    assert draft.state == DraftState.SUBMITTED
    strategist.send("draft-review", {"seen": hidden("seen", page)}, pk=draft.pk)
    draft.refresh_from_db()
    assert draft.state == DraftState.REVIEWED


def test_a_form_that_is_sent_unchanged_makes_no_draft(editor: Person, activity: Activity) -> None:
    page = editor.fill_in("edit-record", {}, plan="strategi", word="aktiviteter", slug="cykelvag")
    assert "Inget ändrades" in page.text
    assert not Draft.objects.exists()


def test_more_rows_come_without_losing_anything(editor: Person, activity: Activity) -> None:
    page = editor.fill_in(
        "edit-record",
        {"more": "milestones", "milestones-0-title": "Spaden i jorden"},
        plan="strategi",
        word="aktiviteter",
        slug="cykelvag",
    )
    assert page.redirect_chain[-1][0].endswith("?rader=milestones#list-milestones")
    assert page.text.count('name="milestones-') >= 12
    assert "Spaden i jorden" in page.text


def test_whoever_has_a_draft_of_the_same_is_named(
    editor: Person, strategist: Person, activity: Activity
) -> None:
    editor.change("cykelvag", title="Bygga cykelvägar")
    page = strategist.open("edit-record", plan="strategi", word="aktiviteter", slug="cykelvag")
    assert "<b>Editor</b> har" in page.text
    assert "Bygga cykelväg<" in page.text


def test_of_two_editors_the_later_one_sees_both_versions_and_chooses(
    editor: Person, strategist: Person, activity: Activity
) -> None:
    first = editor.change("cykelvag", title="Bygga två cykelvägar", contact="gata@example.org")
    second = strategist.change("cykelvag", title="Bygga tre cykelvägar", summary="Tre vägar.")
    for name in ("draft-review", "draft-publish"):
        strategist.send(name, pk=second.pk)
    editor.send("draft-submit", pk=first.pk)
    strategist.send("draft-review", pk=first.pk)
    assert "Jämför och välj" in editor.open("draft", pk=first.pk).text
    page = editor.send("draft-publish", pk=first.pk)
    for words in ("Bygga cykelväg", "Bygga tre cykelvägar", "Bygga två cykelvägar", "Strategist"):
        assert words in page.text
    assert "Tre vägar." not in page.text
    page = editor.client.post(reverse("draft-conflict", args=[first.pk]), {})
    assert (page.status_code, "Välj en av versionerna." in page.text) == (422, True)
    editor.send("draft-conflict", {"keep-title": "draft"}, pk=first.pk)
    activity.refresh_from_db()
    assert (activity.title, activity.summary, activity.contact) == (
        "Bygga två cykelvägar",
        "Tre vägar.",
        "gata@example.org",
    )


def test_a_form_left_open_while_others_publish_does_not_undo_them(
    editor: Person, strategist: Person, activity: Activity
) -> None:
    kwargs = {"plan": "strategi", "word": "aktiviteter", "slug": "cykelvag"}
    opened = editor.open("edit-record", **kwargs)
    other = strategist.change("cykelvag", title="Bygga tre cykelvägar")
    for name in ("draft-review", "draft-publish"):
        strategist.send(name, pk=other.pk)
    editor.client.post(
        reverse("edit-record", kwargs=kwargs), filled(opened, {"summary": "Ny text."})
    )
    draft = Draft.objects.get(by=editor.user)
    editor.send("draft-submit", pk=draft.pk)
    strategist.send("draft-review", pk=draft.pk)
    editor.send("draft-publish", pk=draft.pk)
    activity.refresh_from_db()
    assert (activity.title, activity.summary) == ("Bygga tre cykelvägar", "Ny text.")


def test_what_is_sent_after_the_draft_was_closed_becomes_a_new_draft(
    strategist: Person, activity: Activity
) -> None:
    draft = strategist.change("cykelvag", title="Bygga två cykelvägar")
    opened = strategist.open("edit-draft", pk=draft.pk)
    for name in ("draft-review", "draft-publish"):
        strategist.send(name, pk=draft.pk)
    address = reverse("edit-draft", args=[draft.pk])
    strategist.client.post(address, filled(opened, {"summary": "Två vägar."}))
    newer = Draft.objects.exclude(pk=draft.pk).get()
    for name in ("draft-review", "draft-publish"):
        strategist.send(name, pk=newer.pk)
    activity.refresh_from_db()
    assert (activity.title, activity.summary) == ("Bygga två cykelvägar", "Två vägar.")


def test_an_editor_adds_an_actor_below_the_own_unit(editor: Person) -> None:
    editor.fill_in("new-record", {"title": "Gruppen", "kind": "unit"}, plan="-", word="aktorer")
    assert Draft.objects.get().content["parent"] == "folkhalsa"


def test_template_text_stands_in_the_way_and_leads_to_its_field(
    editor: Person, activity: Activity
) -> None:
    draft = editor.change("cykelvag", summary="Lorem ipsum dolor")
    page = editor.open("draft", pk=draft.pk)
    assert f'href="/arbeta/utkast/{draft.pk}/redigera/#id_summary"' in page.text
    assert "Fortsätt skriva" in page.text


def test_the_preview_is_the_public_page_and_nothing_stays(
    editor: Person, activity: Activity, strict_client: StrictClient
) -> None:
    draft = editor.change("cykelvag", title="Bygga två cykelvägar")
    page = editor.send("draft-preview", pk=draft.pk)
    assert "Förhandsvisning – inte publicerad" in page.text
    assert "<h1>Bygga två cykelvägar</h1>" in page.text
    assert "Logga ut" not in page.text
    page = editor.send("draft-preview", {"language": "en"}, pk=draft.pk)
    assert "Preview – not published" in page.text
    assert '<h1 lang="sv">Bygga två cykelvägar</h1>' in page.text
    assert "två" not in strict_client.get("/aktiviteter/cykelvag/").text


def test_a_reviewer_sends_a_draft_back_with_what_is_asked_for(
    editor: Person, strategist: Person, activity: Activity
) -> None:
    draft = editor.change("cykelvag", title="Bygga två cykelvägar")
    editor.send("draft-submit", pk=draft.pk)
    strategist.send("draft-return", {"comment": "Vilka vägar?"}, pk=draft.pk)
    draft.refresh_from_db()
    assert draft.state == DraftState.DRAFT
    assert "Vilka vägar?" in editor.open("draft", pk=draft.pk).text
    assert "Vilka vägar?" in editor.open("drafts").text


def test_a_draft_is_discarded_after_a_question(editor: Person, activity: Activity) -> None:
    draft = editor.change("cykelvag", title="Bygga två cykelvägar")
    assert "Kasta utkastet?" in editor.open("draft-discard", pk=draft.pk).text
    assert "Utkastet är kastat" in editor.send("draft-discard", pk=draft.pk).text
    draft.refresh_from_db()
    assert draft.state == DraftState.DISCARDED
    assert "kan kopieras" in editor.open("draft", pk=draft.pk).text


def test_the_internal_note_is_only_for_colleagues(activity: Activity, unit: Organisation) -> None:
    activity.internal_note = "Hemligt"
    activity.save()
    partner = Person("partner", organisation=unit)
    draft = partner.change("cykelvag", title="Bygga två cykelvägar")
    kwargs = {"plan": "strategi", "word": "aktiviteter", "slug": "cykelvag"}
    assert "Hemligt" not in partner.open("edit-record", **kwargs).text
    assert "Hemligt" not in partner.open("draft", pk=draft.pk).text
    assert draft.content["internal_note"] == "Hemligt"


def test_nobody_edits_what_belongs_to_another_unit(activity: Activity) -> None:
    other = make_organisation("Kultur", "kultur", "unit")
    kwargs = {"plan": "strategi", "word": "aktiviteter", "slug": "cykelvag"}
    for person in (Person("editor", organisation=other), Person("reader"), Person("evaluator")):
        assert person.open("edit-record", **kwargs).status_code == 403


def test_another_lead_than_ones_own_is_refused_but_nothing_else_is_lost(
    editor: Person, activity: Activity
) -> None:
    make_organisation("Kultur", "kultur", "unit")
    draft = editor.change("cykelvag", lead="kultur", summary="Ny text")
    assert (draft.content["lead"], draft.content["summary"]) == ("folkhalsa", "Ny text")


def test_drafts_of_others_are_not_shown_to_editors(
    editor: Person, strategist: Person, goal: Goal
) -> None:
    strategist.fill_in(
        "edit-record", {"title": "Trygghet"}, plan="strategi", word="mal", slug="trygghet"
    )
    draft = Draft.objects.get()
    for name in ("draft", "edit-draft", "draft-discard", "draft-conflict"):
        assert editor.open(name, pk=draft.pk).status_code == 403


@pytest.mark.parametrize(
    ("language", "plan_", "word", "slug"),
    [
        ("", "-", "planer", "vastmanland-2030"),
        ("/en", "-", "planer", "agenda-2030"),
        ("", "vastmanland-2030", "mal", "trygghet"),
        ("/en", "vastmanland-2030", "aktiviteter", "nara-vard"),
        ("", "-", "aktorer", "sala"),
        ("/en", "-", "forum", "strategisk-regional-beredning"),
    ],
)
def test_every_kind_of_record_can_be_edited_and_previewed(
    strategist: Person, example_region: None, language: str, plan_: str, word: str, slug: str
) -> None:
    address = f"{language}/arbeta/redigera/{plan_}/{word}/{slug}/"
    page: Any = strategist.client.get(address)
    data = filled(page, {"title": "Efter kontroll", "title_en": "Efter kontroll"})
    page = strategist.client.post(address, data, follow=True)
    assert "Efter kontroll" in page.text
    draft = Draft.objects.get()
    editing = strategist.client.get(f"{language}/arbeta/utkast/{draft.pk}/redigera/")
    assert editing.status_code == 200
    preview = strategist.client.post(
        f"{language}/arbeta/utkast/{draft.pk}/forhandsvisa/", {"language": language.strip("/")}
    )
    assert (preview.status_code, "Efter kontroll" in preview.text) == (200, True)


def test_a_link_between_goals_is_made_previewed_and_published(
    strategist: Person, goal: Goal
) -> None:
    make_goal(goal.plan, "Bättre hälsa", "halsa")
    strategist.fill_in(
        "new-record",
        {"from_": "strategi/trygghet", "to": "strategi/halsa", "note": "Hänger ihop"},
        plan="strategi",
        word="kopplingar",
    )
    draft = Draft.objects.get()
    assert "3 Ökad trygghet bidrar till Bättre hälsa" in strategist.open("draft", pk=draft.pk).text
    assert "Hänger ihop" in strategist.send("draft-preview", pk=draft.pk).text
    for name in ("draft-review", "draft-publish"):
        page = strategist.send(name, pk=draft.pk)
    assert "Utkastet är publicerat" in page.text
    link = goal.links_out.get()
    assert (link.to_goal.slug, link.kind) == ("halsa", "contributes")
    kwargs = {"word": "kopplingar", "slug": "strategi/trygghet contributes strategi/halsa"}
    page = strategist.open("edit-record", plan="strategi", **kwargs)
    assert 'value="Hänger ihop"' in page.text


def test_pages_of_drafts_ask_the_database_little(
    strategist: Person, activity: Activity, django_assert_max_num_queries: Any
) -> None:
    draft = strategist.change("cykelvag", title="Bygga två cykelvägar")
    for name, most in (("drafts", 8), ("draft", 30), ("edit-draft", 25)):
        with django_assert_max_num_queries(most):
            strategist.open(name, **({} if name == "drafts" else {"pk": draft.pk}))
