"""From a document to a plan through the pages: uploaded, answered, loaded, and a newer edition of it."""

import io
import re

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import escape

from livskraft.plans.models import Activity, DocumentReading, Goal, Plan
from livskraft.plans.services.readings import file_path
from tests.factories import make_activity
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db

DOCUMENTS = "/arbeta/dokument/"
AREAS = {
    "Ett tryggt län": {
        "1. Ökad trygghet": [
            "Kartlägga trygghet i närmiljön",
            "Genomföra trygghetsvandringar i alla kommuner",
        ],
        "2. Fler möts": ["Öppna mötesplatser för äldre"],
    },
    "Ett tillgängligt län": {
        "3. Fler reser hållbart": [
            "Bygga cykelvägar till skolor",
            "Sänka priset på månadskort för unga",
            "Information om cykling (?)",
        ],
    },
}


TITLE = "Verksamhetsplan 2024–2026"
PROSE = "Här beskrivs läget i länet. Arbetet görs tillsammans med kommuner och föreningar i länet."


def text(areas=AREAS, title=TITLE) -> bytes:
    """Return a plan as plain text."""
    lines = [title, "", "1 Inledning", "", PROSE, "", "2 Mål och insatser", ""]
    for at, (area, goals) in enumerate(areas.items(), 1):
        lines += [f"2.{at} Målområde: {area}", "", PROSE, ""]
        for goal, activities in goals.items():
            number, _space, name = goal.partition(" ")
            lines += [f"#{number.rstrip('.')} {name}", "", PROSE, "", "Planerade aktiviteter:", ""]
            lines += [*(f"• {activity}" for activity in activities), ""]
    return "\n".join(lines).encode()


def word(areas=AREAS, title=TITLE) -> bytes:
    """Return a plan as a Word file."""
    document = docx.Document()
    document.add_paragraph(title, style="Title")
    document.add_heading("Inledning", 1)
    document.add_paragraph(PROSE)
    for area, goals in areas.items():
        document.add_heading(f"Målområde: {area}", 1)
        document.add_paragraph(PROSE)
        for goal, activities in goals.items():
            document.add_heading(f"Delmål {goal}", 2)
            document.add_paragraph(PROSE)
            document.add_heading("Aktiviteter", 3)
            for activity in activities:
                document.add_paragraph(activity, style="List Bullet")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def upload(client, content: bytes, name: str = "Plan.txt", **values) -> int:
    """Upload a document and return the reading it leads to."""
    data = {"document": SimpleUploadedFile(name, content), "aim": "plan", **values}
    response = client.post(DOCUMENTS, data)
    assert response.status_code == 302, response.text
    return int(re.findall(r"\d+", response["Location"])[0])


def fields(text: str) -> dict[str, str]:
    """Return what a page's forms would send as they stand: the values of all fields."""
    values = {}
    for tag in re.findall(r"<input[^>]*>", text):
        found = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        kind = found.get("type", "text")
        if kind in ("checkbox", "radio") and " checked" not in tag:
            continue
        if "name" in found and found["name"] != "csrfmiddlewaretoken":
            values[found["name"]] = found.get("value", "on" if kind == "checkbox" else "")
    for name, content in re.findall(
        r'<textarea[^>]*name="([^"]+)"[^>]*>\s*([^<]*)</textarea>', text
    ):
        values[name] = content
    for name, content in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', text, re.S):
        chosen = re.search(r'<option value="([^"]*)"[^>]*selected', content)
        values[name] = chosen[1] if chosen else ""
    return {name: _plain(value) for name, value in values.items()}


def _plain(text: str) -> str:
    for sign, letter in (("&quot;", '"'), ("&#x27;", "'"), ("&lt;", "<"), ("&amp;", "&")):
        text = text.replace(sign, letter)
    return text


def answer(client, pk: int, part: str, action: str = "save", **changed: str):
    """Send a part's form as it stands, with these changes; `__` in a name stands for a hyphen."""
    address = f"{DOCUMENTS}{pk}/del/{part}/"
    values = fields(client.get(address).text)
    values.update({name.replace("__", "-"): value for name, value in changed.items()})
    return client.post(address, {**values, "action": action})


def accept_everything(client, pk: int) -> None:
    text = client.get(f"{DOCUMENTS}{pk}/").text
    for part in dict.fromkeys(re.findall(r"/del/([\w-]+)/", text)):
        response = answer(client, pk, part, "rest")
        assert response.status_code == 302, re.findall(r'error">([^<]+)', response.text)


def load(client, pk: int, **values: str):
    text = client.get(f"{DOCUMENTS}{pk}/ladda/").text
    return client.post(f"{DOCUMENTS}{pk}/ladda/", {**fields(text), "action": "load", **values})


@pytest.fixture
def strategist(django_user_model):
    return django_user_model.objects.create_user("st@example.org", name="Stina", role="strategist")


@pytest.fixture
def client(strategist):
    client = StrictClient()
    client.force_login(strategist)
    return client


def test_only_those_who_plan_may_read_documents(django_user_model, strict_client):
    assert strict_client.get(DOCUMENTS).status_code == 302
    editor = StrictClient()
    editor.force_login(
        django_user_model.objects.create_user("ed@example.org", name="Ed", role="editor")
    )
    assert editor.get(DOCUMENTS).status_code == 403


def test_a_name_that_was_written_and_not_saved_holds_when_the_plan_is_loaded(client):
    pk = upload(client, word(), "Plan.docx")
    accept_everything(client, pk)
    assert load(client, pk, title="Trygghetsplanen", slug="trygghet-2026").status_code == 302
    plan = Plan.objects.get()
    assert (plan.slug, plan.title) == ("trygghet-2026", "Trygghetsplanen")


def test_a_name_that_cannot_be_is_refused_and_nothing_is_loaded(client):
    pk = upload(client, word(), "Plan.docx")
    accept_everything(client, pk)
    response = load(client, pk, slug="Inte Så")
    assert response.status_code == 422
    assert not Plan.objects.exists()


def test_a_document_becomes_a_plan(client, strategist):
    pk = upload(client, word(), "Plan.docx")
    overview = client.get(f"{DOCUMENTS}{pk}/").text
    assert "6 aktiviteter" in overview
    assert "3 delmål" in overview
    page = client.get(f"{DOCUMENTS}{pk}/del/aktiviteter-2/").text
    assert "Information om cykling (?)" in page
    assert "stycke" in page
    accept_everything(client, pk)
    assert "Klart att läsa in" in client.get(f"{DOCUMENTS}{pk}/ladda/").text
    assert load(client, pk).status_code == 302
    plan = Plan.objects.get()
    assert plan.slug == "verksamhetsplan-2024-2026"
    assert Activity.objects.count() == 6
    version = Activity.history.first()
    assert version.history_user == strategist
    assert "Plan.docx" in version.history_change_reason
    assert "Inläst" in client.get(f"{DOCUMENTS}{pk}/").text


def test_answers_change_what_is_loaded(client):
    pk = upload(client, text())
    accept_everything(client, pk)
    page = client.get(f"{DOCUMENTS}{pk}/del/aktiviteter-2/").text
    question = re.search(r'name="(activities-information-om-cykling-question-\d+)"', page)[1]
    answer(
        client,
        pk,
        "aktiviteter-2",
        **{
            question: "left_out",
            "activities-bygga-cykelvagar-till-skolor-title": "Bygga gång- och cykelvägar",
            "activities-bygga-cykelvagar-till-skolor-primary_goal": "okad-trygghet",
            "activities-bygga-cykelvagar-till-skolor-lead": "Sala kommun",
            "activities-bygga-cykelvagar-till-skolor-starts": "2024-03-01",
            "new-title": "Rusta upp busshållplatser",
            "new-primary_goal": "fler-reser-hallbart",
        },
    )
    overview = client.get(f"{DOCUMENTS}{pk}/").text
    assert "Utelämnat" in overview
    assert load(client, pk).status_code == 302
    activity = Activity.objects.get(slug="bygga-cykelvagar-till-skolor")
    assert activity.title == "Bygga gång- och cykelvägar"
    assert activity.primary_goal.slug == "okad-trygghet"
    assert (activity.lead.title, activity.lead.kind) == ("Sala kommun", "municipality")
    assert str(activity.starts) == "2024-03-01"
    titles = set(Activity.objects.values_list("title", flat=True))
    assert "Rusta upp busshållplatser" in titles
    assert not any("Information" in title for title in titles)


def test_a_goal_can_be_changed_after_the_suggestion_was_accepted(client):
    summary = "Sammanställning av aktiviteter målområdet Ett tillgängligt län:"
    content = f"{text().decode()}\n{summary}\n\n• Bygga trygga cykelställ\n• Bygga broar\n"
    pk = upload(client, content.encode())
    accept_everything(client, pk)
    name = "activities-bygga-trygga-cykelstall-primary_goal"
    response = answer(client, pk, "aktiviteter-2", **{name: "fler-mots"})
    assert response.status_code == 302
    page = client.get(f"{DOCUMENTS}{pk}/del/aktiviteter-2/").text
    assert fields(page)[name] == "fler-mots"
    assert 'value="changed"' in page


def test_the_same_file_leads_to_the_reading_that_exists(client):
    content = text()
    pk = upload(client, content)
    assert upload(client, content, "Kopia av plan.txt") == pk
    assert DocumentReading.objects.count() == 1
    assert file_path(DocumentReading.objects.get()).read_bytes() == content
    assert client.get(f"{DOCUMENTS}{pk}/original/").getvalue() == content


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "Filen är tom"), (b"PK\x03\x04trasig", "zip"), (b"%PDF-1.4 trasig", "PDF")],
)
def test_what_cannot_be_read_is_said_by_the_form_and_leaves_nothing(client, content, message):
    data = {"document": SimpleUploadedFile("plan.txt", content), "aim": "plan"}
    response = client.post(DOCUMENTS, data)
    assert response.status_code == 422
    assert re.search(f'field__error" id="[^"]+">[^<]*{message}', response.text, re.IGNORECASE)
    assert not DocumentReading.objects.exists()


def test_an_edition_needs_the_plan_it_belongs_to(client):
    data = {"document": SimpleUploadedFile("plan.txt", text()), "aim": "edition"}
    assert "Välj planen som dokumentet hör till" in client.post(DOCUMENTS, data).text


def test_errors_keep_what_was_written(client):
    pk = upload(client, text())
    prefix = "activities-bygga-cykelvagar-till-skolor"
    changed = {
        f"{prefix}-title": "Bygga gångvägar",
        f"{prefix}-starts": "2024-05-01",
        f"{prefix}-ends": "2024-02-01",
    }
    response = answer(client, pk, "aktiviteter-2", **changed)
    assert response.status_code == 422
    assert "Skriv en dag efter början, 2024-05-01." in response.text
    assert "Bygga gångvägar" in response.text
    assert DocumentReading.objects.get().answers == {}


def test_open_questions_are_listed_and_must_be_confirmed(client):
    pk = upload(client, text())
    page = client.get(f"{DOCUMENTS}{pk}/ladda/").text
    assert "Det går att läsa in, men allt är inte besvarat." in page
    refused = load(client, pk)
    assert (refused.status_code, Plan.objects.count()) == (422, 0)
    assert load(client, pk, confirmed="on").status_code == 302
    assert Plan.objects.count() == 1


def test_a_problem_leads_to_its_row_and_nothing_is_loaded(client):
    pk = upload(client, text())
    accept_everything(client, pk)
    answer(client, pk, "mal", **{"goals-fler-mots-decision": "left_out"})
    page = client.get(f"{DOCUMENTS}{pk}/ladda/").text
    assert 'href="/arbeta/dokument/' in page
    assert "#row-activities-oppna-motesplatser-for-aldre" in page
    assert load(client, pk, confirmed="on").status_code == 422
    assert not Plan.objects.exists()


def test_answers_given_meanwhile_by_another_are_not_overwritten_unseen(client):
    pk = upload(client, text())
    address = f"{DOCUMENTS}{pk}/del/aktiviteter-1/"
    mine = fields(client.get(address).text)
    name = "activities-kartlagga-trygghet-i-narmiljon-title"
    answer(client, pk, "aktiviteter-1", **{name: "Kartlägga trygghet"})
    response = client.post(address, {**mine, name: "Kartlägga otrygghet", "action": "save"})
    assert response.status_code == 422
    assert "Någon annan har sparat svar" in response.text
    assert "Kartlägga otrygghet" in response.text
    again = {**fields(response.text), "action": "save"}
    assert client.post(address, again).status_code == 302
    assert "Kartlägga otrygghet" in client.get(address).text


def test_left_out_bullets_can_be_taken_in(client):
    list_ = "Läget i länet beskrivs så här:\n\n• Mäta luften vid skolor\n• Byta bussar\n"
    content = f"{text().decode()}\n#4 Renare luft\n\n{list_}"
    pk = upload(client, content.encode())
    page = client.get(f"{DOCUMENTS}{pk}/del/dokument/").text
    assert "Mäta luften vid skolor" in page
    number = re.search(r'name="about-(\d+)-items"', page)[1]
    answer(
        client,
        pk,
        "dokument",
        **{
            f"about-{number}-items": "0",
            f"about-{number}-primary_goal": "renare-luft",
            f"about-{number}-answer": "taken_in",
        },
    )
    assert load(client, pk, confirmed="on").status_code == 302
    activity = Activity.objects.get(title="Mäta luften vid skolor")
    assert activity.primary_goal.title == "Renare luft"
    assert not Activity.objects.filter(title="Byta bussar").exists()


def test_the_plan_file_can_be_taken_home(client):
    pk = upload(client, text())
    response = client.get(f"{DOCUMENTS}{pk}/planfil/")
    assert "verksamhetsplan-2024-2026.yaml" in response["Content-Disposition"]
    assert "Bygga cykelvägar till skolor" in response.text


def test_a_discarded_reading_can_be_begun_anew(client):
    pk = upload(client, text())
    answer(client, pk, "aktiviteter-1", "rest")
    client.post(f"{DOCUMENTS}{pk}/kassera/")
    assert "Läs dokumentet på nytt" in client.get(f"{DOCUMENTS}{pk}/").text
    assert client.get(f"{DOCUMENTS}{pk}/del/mal/").status_code == 302
    new = client.post(f"{DOCUMENTS}{pk}/igen/")["Location"]
    assert new != f"{DOCUMENTS}{pk}/"
    assert DocumentReading.objects.get(state="open").answers == {}


@pytest.fixture
def loaded(client) -> Plan:
    pk = upload(client, text())
    accept_everything(client, pk)
    assert load(client, pk).status_code == 302
    return Plan.objects.get()


NEWER = {
    "Ett tryggt län": {
        "1. Ökad trygghet": [
            "Genomföra trygghetsvandringar i alla kommuner och byar",
            "Kartlägga trygghet i närmiljön",
        ],
        "2. Fler möts": ["Öppna mötesplatser för äldre"],
    },
    "Ett tillgängligt län": {
        "3. Fler reser hållbart": [
            "Bygga cykelvägar till skolor",
            "Sänka priset på månadskort för unga",
            "Införa samåkning på landsbygden",
        ],
    },
}


def test_a_newer_edition_changes_only_what_it_speaks_of(client, loaded, strategist):
    before = {one.slug: (one.pk, one.address) for one in Activity.objects.all()}
    kept = Activity.objects.get(slug="bygga-cykelvagar-till-skolor")
    kept.internal_note = "Ring Kim."
    kept.save()
    pk = upload(client, text(NEWER), "Utgåva 2.txt", aim="edition", of_plan=str(loaded.pk))
    page = client.get(f"{DOCUMENTS}{pk}/utgava/").text
    assert "Införa samåkning på landsbygden" in page
    assert "Genomföra trygghetsvandringar i alla kommuner och byar" in page
    assert 'name="gone-activities/information-om-cykling"' in page
    choices = {**fields(page), "action": "archive_all"}
    assert client.post(f"{DOCUMENTS}{pk}/utgava/", choices).status_code == 302
    accept_everything(client, pk)
    assert load(client, pk).status_code == 302
    after = {one.slug: (one.pk, one.address) for one in Activity.objects.all()}
    assert {slug: after[slug] for slug in before} == before
    assert set(after) - set(before) == {"infora-samakning-pa-landsbygden"}
    changed = Activity.objects.get(slug="genomfora-trygghetsvandringar-i-alla-kommuner")
    assert changed.title == "Genomföra trygghetsvandringar i alla kommuner och byar"
    assert Activity.objects.get(slug="information-om-cykling").archived_at is not None
    kept.refresh_from_db()
    assert (kept.internal_note, kept.archived_at) == ("Ring Kim.", None)
    assert Goal.objects.count() == 5


def test_the_same_document_as_an_edition_changes_nothing(client, loaded):
    content = text(title="Verksamhetsplan 2024–2026 ")
    pk = upload(client, content, "Igen.txt", aim="edition", of_plan=str(loaded.pk))
    page = client.get(f"{DOCUMENTS}{pk}/utgava/").text
    assert "Dokumentet ändrar inget som står i planen." in page
    assert "Dokumentet har inget nytt." in page
    assert "Inget är borta." in page
    versions = Activity.history.count()
    assert load(client, pk, confirmed="on").status_code == 302
    assert Activity.history.count() == versions


def test_what_was_edited_on_the_site_is_shown_beside_the_document_and_stays_until_chosen(
    client, loaded
):
    edited = Activity.objects.get(slug="genomfora-trygghetsvandringar-i-alla-kommuner")
    edited.title = "Genomföra vandringar för trygghet i alla kommuner"
    edited.save()
    pk = upload(client, text(NEWER), "Utgåva 2.txt", aim="edition", of_plan=str(loaded.pk))
    page = client.get(f"{DOCUMENTS}{pk}/utgava/").text
    assert "Ändrat på båda håll" in page
    assert escape(edited.title) in page
    assert load(client, pk, confirmed="on").status_code == 302
    kept = edited.title
    edited.refresh_from_db()
    assert edited.title == kept


def test_a_plan_that_changed_since_it_was_looked_at_is_not_overwritten(client, loaded):
    pk = upload(client, text(NEWER), "Utgåva 2.txt", aim="edition", of_plan=str(loaded.pk))
    page = client.get(f"{DOCUMENTS}{pk}/ladda/").text
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    make_activity(Goal.objects.get(slug="okad-trygghet"), "Något annat")
    data = {"seen": seen, "confirmed": "on", "action": "load"}
    response = client.post(f"{DOCUMENTS}{pk}/ladda/", data)
    assert response.status_code == 422
    assert "har ändrats sedan du öppnade sidan" in response.text
    assert DocumentReading.objects.get(pk=pk).state == "open"


def test_a_successor_is_a_plan_of_its_own_with_links_from_the_older_goals(client, loaded):
    content = text(NEWER, "Verksamhetsplan 2027–2029")
    pk = upload(client, content, "Nästa.txt", aim="successor", of_plan=str(loaded.pk))
    page = client.get(f"{DOCUMENTS}{pk}/utgava/").text
    choices = fields(page)
    assert choices["link-okad-trygghet"] == "okad-trygghet"
    client.post(f"{DOCUMENTS}{pk}/utgava/", choices)
    accept_everything(client, pk)
    assert load(client, pk).status_code == 302
    plan = Plan.objects.get(slug="verksamhetsplan-2027-2029")
    assert plan.successor_of == loaded
    assert Plan.objects.count() == 2
    goal = plan.goals.get(slug="okad-trygghet")
    assert [link.from_goal.plan for link in goal.links_in.all()] == [loaded]


@pytest.mark.parametrize(
    "end", ["", "del/dokument/", "del/mal/", "del/aktiviteter-2/", "ladda/", "avsikt/"]
)
def test_every_page_is_there_in_english_too(client, end):
    pk = upload(client, text())
    found = client.get(f"/en{DOCUMENTS}{pk}/{end}")
    assert found.status_code == 200
    assert 'lang="sv"' in found.text
