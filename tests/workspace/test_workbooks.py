"""Workbooks on the pages: downloaded by those who answer, uploaded, looked at, sent or put away."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from livskraft.reporting.models import ReportDraft, StatusReport, UploadState, WorkbookUpload
from livskraft.reporting.services.reports import save_report_draft
from livskraft.reporting.services.workbooks import shelf
from livskraft.reporting.who import Who
from tests.reporting.conftest import (  # noqa: F401 (fixtures)
    ANSWERS,
    editor,
    partner,
    region,
    round_,
    strategist,
)
from tests.reporting.filling_in import filled_in

LIST, PREVIEW = 8, 13
"""Queries of the pages."""

BASE = "/arbeta/omgangar/arsbokslut-2022/arbetsbocker/"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.LIVSKRAFT_DATA = tmp_path


@pytest.fixture
def client(sign_in, editor, round_):  # noqa: F811
    """Somebody of the unit that leads one activity."""
    return sign_in(editor)


def downloaded(client, actor="folkhalsa"):
    response = client.get(f"{BASE}{actor}.xlsx")
    assert response.status_code == 200
    return response.content


def uploaded(client, content, name="bok.xlsx"):
    return client.post(BASE, {"file": SimpleUploadedFile(name, content)})


def send(client, address, **choices):
    seen = client.get(address).context["preview"].seen
    return client.post(address, {"do": "send", "seen": seen, **choices}, follow=True)


def draft(region, round_, **answers):  # noqa: F811
    assignment = region.assignment(round_, "vandring")
    return save_report_draft(
        assignment=assignment, answers=answers, version=assignment.version, who=Who()
    )


def test_a_workbook_is_downloaded_filled_in_looked_at_and_sent(client):
    text = client.get(BASE).text
    assert "Folkhälsa" in text
    assert "Sala kommun" not in text
    response = uploaded(client, filled_in(downloaded(client), ANSWERS))
    [upload] = WorkbookUpload.objects.all()
    assert response["Location"] == f"{BASE}{upload.pk}/"
    text = client.get(response["Location"]).text
    assert "Ett svar kommer att skickas" in text
    assert "Nätverket har träffats." in text
    assert not StatusReport.objects.exists()
    text = send(client, response["Location"]).text
    assert "1 svar är skickat och väntar på granskning." in text
    assert StatusReport.objects.get().answers == ANSWERS
    assert "1 svar skickades" in client.get(response["Location"]).text
    assert (
        "Inget skickades två gånger"
        in client.post(response["Location"], {"do": "send", "seen": "x"}, follow=True).text
    )
    assert StatusReport.objects.count() == 1


def test_what_is_wrong_is_shown_with_its_cell_and_nothing_is_sent(client):
    response = uploaded(client, filled_in(downloaded(client), {"status": "typ klart"}))
    text = client.get(response["Location"]).text
    assert "Välj ett av: Planerad" in text
    assert "F3" in text
    assert "Ladda upp den rättade filen" in text
    seen = client.get(response["Location"]).context["preview"].seen
    answer = client.post(response["Location"], {"do": "send", "seen": seen})
    assert answer.status_code == 409
    assert "Några celler måste rättas först" in answer.text
    assert not StatusReport.objects.exists()


@pytest.mark.parametrize("choice", ["standing", "workbook"])
def test_where_somebody_else_has_written_one_chooses(client, region, round_, choice):  # noqa: F811
    content = filled_in(downloaded(client), ANSWERS)
    draft(region, round_, status="paused", happened="Annat.")
    address = uploaded(client, content)["Location"]
    assert "Någon annan har skrivit" in client.get(address).text
    send(client, address, **{"keep-vandring": choice})
    if choice == "standing":
        assert ReportDraft.objects.get().answers["happened"] == "Annat."
        assert not StatusReport.objects.exists()
    else:
        assert StatusReport.objects.get().answers == ANSWERS
        text = client.get(address).text
        assert "Utkast som ersattes" in text
        assert "Annat." in text


def test_what_changed_since_one_looked_is_shown_before_anything_is_sent(client, region, round_):  # noqa: F811
    address = uploaded(client, filled_in(downloaded(client), ANSWERS))["Location"]
    seen = client.get(address).context["preview"].seen
    draft(region, round_, happened="Annat.")
    answer = client.post(address, {"do": "send", "seen": seen})
    assert answer.status_code == 409
    assert "Något har ändrats sedan du tittade" in answer.text
    assert not StatusReport.objects.exists()


def test_a_workbook_is_put_away(client):
    address = uploaded(client, filled_in(downloaded(client), ANSWERS))["Location"]
    text = client.post(address, {"do": "discard"}, follow=True).text
    assert "Arbetsboken är undanlagd" in text
    assert WorkbookUpload.objects.get().state == UploadState.DISCARDED
    assert "Undanlagd, inget skickades" in client.get(address).text


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "Välj en arbetsbok på din dator."),
        (b"", "Filen är ingen Excel-arbetsbok."),
        (b"a;b", "Filen är ingen Excel-arbetsbok."),
        (b"\xd0\xcf\x11\xe0", "låst med lösenord"),
        (b"PK" + b"0" * 5_000_001, "Filen är större än 5 MB."),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(client, content, problem):
    data = {} if content is None else {"file": SimpleUploadedFile("bok.xlsx", content)}
    response = client.post(BASE, data)
    assert response.status_code == 422
    assert problem in response.text
    assert not WorkbookUpload.objects.exists()


def test_a_file_that_is_gone_is_asked_for_again(client):
    address = uploaded(client, filled_in(downloaded(client), ANSWERS))["Location"]
    shelf().path(WorkbookUpload.objects.get().sha256).unlink()
    assert "Ladda upp den igen" in client.get(address, follow=True).text


def test_the_strategist_has_all_actors_and_sees_what_others_uploaded(
    client,
    sign_in,
    strategist,  # noqa: F811
):
    address = uploaded(client, filled_in(downloaded(client), ANSWERS))["Location"]
    leading = sign_in(strategist)
    text = leading.get(BASE).text
    for actor in ("Folkhälsa", "Sala kommun", "Hembygdsrörelsen", "bok.xlsx", "Ravi"):
        assert actor in text
    assert "Sala kommun" not in client.get(BASE).text
    assert leading.get(address).status_code == 200
    assert downloaded(leading, "sala") != b""


def test_others_get_neither_workbooks_nor_uploads(client, sign_in, partner, make_user):  # noqa: F811
    address = uploaded(client, filled_in(downloaded(client), ANSWERS))["Location"]
    theirs = sign_in(partner)
    assert theirs.get(f"{BASE}folkhalsa.xlsx").status_code == 404
    assert theirs.get(address).status_code == 404
    refused = uploaded(theirs, filled_in(downloaded(client), ANSWERS))
    assert refused.status_code == 422
    assert "en annan aktörs arbetsbok" in refused.text
    for role in ("evaluator", "elected", "reader"):
        reader = sign_in(make_user(role))
        for page in (BASE, address, f"{BASE}folkhalsa.xlsx"):
            assert reader.get(page).status_code == 403


def test_a_round_that_is_not_open_says_so(client, round_):  # noqa: F811
    round_.state = "closed"
    round_.save()
    assert "Omgången är inte öppen för svar" in client.get(BASE).text
    assert client.get(f"{BASE}folkhalsa.xlsx").status_code == 404
    assert client.get("/arbeta/omgangar/finns-inte/arbetsbocker/").status_code == 404


def test_the_pages_ask_the_database_the_same_however_many_there_are(client, region, round_):  # noqa: F811
    address = uploaded(client, filled_in(downloaded(client), ANSWERS))["Location"]
    client.get(BASE)
    client.get(BASE, queries=LIST)
    client.get(address, queries=PREVIEW)
    for number in range(3):
        activity = region.add(f"extra-{number}", region.unit)
        round_.assignments.create(activity=activity, organisation=region.unit, duty="asked")
    client.get(BASE, queries=LIST)
    client.get(address, queries=PREVIEW)
