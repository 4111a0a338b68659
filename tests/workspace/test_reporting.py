"""Answering while signed in: what is one's own to answer, and that nothing written is lost."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from livskraft.plans.models import ForumMeeting
from livskraft.reporting.models import ReportDraft, StatusReport
from livskraft.reporting.services.closing import close_round
from livskraft.reporting.services.reports import save_report_draft, send_report
from livskraft.reporting.services.reviewing import accept_report, give_verdict, return_report
from livskraft.reporting.who import Who
from tests.factories import make_forum
from tests.reporting.conftest import ANSWERS

AT = datetime(2023, 1, 16, 9, tzinfo=ZoneInfo("Europe/Stockholm"))
OWN = "/arbeta/svara/"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.LIVSKRAFT_DATA = tmp_path


@pytest.fixture
def path(region, round_):
    return f"{OWN}{region.assignment(round_, 'vandring').pk}/"


@pytest.fixture
def reporter(editor, sign_in, path):
    return Page(sign_in(editor), path)


class Page:
    """A browser that keeps the version of the form it has open."""

    def __init__(self, client, path):
        self.client, self.path = client, path
        self.text, self.status = "", 0

    def open(self, more=""):
        self._keep(self.client.get(self.path + more))
        return self

    def send(self, do="send", **fields):
        content = {"version": self.version, **ANSWERS, **fields, "do": do}
        answer = self.client.post(self.path, content)
        if answer.status_code == 302:
            answer = self.client.get(answer["Location"].split("#")[0])
        self._keep(answer)
        return self

    @property
    def version(self):
        found = re.search(r'name="version" value="(\d+)"', self.text)
        return found[1] if found else "0"

    def _keep(self, answer):
        self.text, self.status = " ".join(answer.text.split()), answer.status_code


def draft_of_a_colleague(region, round_, colleague, **answers):
    save_report_draft(
        assignment=region.assignment(round_, "vandring"),
        answers={**ANSWERS, **answers},
        version=region.assignment(round_, "vandring").version,
        who=Who(user=colleague),
    )


# What is one's own ------------------------------------------------------------------------------


def test_the_list_holds_what_the_organisation_is_to_answer(region, round_, editor, sign_in):
    text = sign_in(editor).get(OWN).text
    assert "En aktivitet väntar på svar från Folkhälsa." in text
    assert "Vandring" in text
    assert "Bokbuss" not in text


def test_a_partner_is_invited_and_need_not_answer(region, round_, partner, sign_in):
    client = sign_in(partner)
    text = client.get(OWN).text
    assert "ni är inbjudna och behöver inte svara" in text
    assert "Se alla omgångar" not in text
    own = f"{OWN}{region.assignment(round_, 'bokbuss').pk}/"
    assert "Skicka" in client.get(own).text


def test_those_without_an_organisation_have_nothing_of_their_own(round_, strategist, sign_in):
    assert "hör inte till någon organisation" in sign_in(strategist).get(OWN).text


def test_what_waits_stands_among_the_things_to_do(region, round_, editor, sign_in):
    client = sign_in(editor)
    text = client.get("/arbeta/").text
    assert "Årsbokslut 2022 · svara senast 10 februari" in " ".join(text.split())
    assignment, who = region.assignment(round_, "vandring"), Who(person=region.people["vandring"])
    send_report(assignment=assignment, answers=ANSWERS, who=who, channel="link")
    text = client.get("/arbeta/").text
    assert "1 svar väntar på granskning" in text
    assert "/arbeta/omgangar/arsbokslut-2022/granska/" in text


def test_others_answers_are_closed(region, round_, editor, partner, sign_in, make_user):
    foreign = f"{OWN}{region.assignment(round_, 'bokbuss').pk}/"
    assert sign_in(editor).get(foreign).status_code == 403
    assert sign_in(editor).post(foreign, {"do": "send", **ANSWERS}).status_code == 403
    own = f"{OWN}{region.assignment(round_, 'vandring').pk}/"
    assert sign_in(partner).get(own).status_code == 403
    reader = sign_in(make_user("reader", organisation=region.unit))
    assert reader.get(own).status_code == 403
    assert reader.get(OWN).status_code == 200
    assert StatusReport.objects.count() == 0


def test_the_list_takes_the_same_queries_whatever_is_asked(region, editor, sign_in):
    region.open()
    client = sign_in(editor)
    queries = 9
    client.get(OWN, queries=queries)
    for number in range(5):
        region.add(f"mer-{number}", region.unit)
    region.open(slug="annan")
    client.get(OWN, queries=queries)


# The form ---------------------------------------------------------------------------------------


def test_the_form_asks_the_three_questions_filled_in_from_last_time(region, editor, sign_in):
    before = region.open(slug="delar", title="Delår 2022", period_to=date(2022, 6, 30))
    assignment, who = region.assignment(before, "vandring"), Who(user=editor)
    report = send_report(assignment=assignment, answers=ANSWERS, who=who, channel="account", now=AT)
    accept_report(report=report, by=None)
    now = region.open()
    page = Page(sign_in(editor), f"{OWN}{region.assignment(now, 'vandring').pk}/").open()
    assert "Tre frågor, ungefär en minut." in page.text
    assert "ifyllda från <span>Delår 2022</span>" in page.text
    assert "Nätverket har träffats.</textarea>" in page.text
    assert page.text.count('class="question__number"') == 3


def test_an_answer_is_sent_by_its_writer_and_shown_back(region, reporter, editor):
    forum = make_forum("Beredningen")
    ForumMeeting.objects.create(forum=forum, date=date(2023, 3, 10))
    reporter.open().send(money="12 000 kr")
    report = StatusReport.objects.get()
    assert (report.channel, report.by_user, report.answers["money"]) == ("account", editor, 12000)
    assert "Svaret är skickat." in reporter.text
    assert "Det går till <span>Beredningen</span> 10 mars 2023." in reporter.text
    assert reporter.send(money="12 000 kr").status == 200
    assert StatusReport.objects.count() == 1


def test_what_is_missing_is_told_and_what_was_written_is_kept(reporter):
    page = reporter.open().send(happened="", next_step="Enkät i mars.")
    assert page.status == 422
    assert "Svaret är inte skickat än." in page.text
    assert ReportDraft.objects.get().answers["next_step"] == "Enkät i mars."


def test_a_draft_is_saved_by_button_and_by_script(reporter):
    page = reporter.open().send("save", happened="Halvvägs.")
    assert "Halvvägs.</textarea>" in page.text
    assert "Du kan stänga sidan och fortsätta senare." in page.text
    headers = {"Accept": "application/json"}
    content = {"version": page.version, **ANSWERS, "do": "save"}
    found = reporter.client.post(reporter.path, content, headers=headers).json()
    assert found["version"] > int(page.version)
    late = reporter.client.post(
        reporter.path, {**content, "version": 1, "happened": "Annat."}, headers=headers
    )
    assert late.status_code == 409
    page.open().send("discard")


def test_two_people_see_both_answers_and_choose(region, round_, reporter, strategist):
    reporter.open()
    draft_of_a_colleague(region, round_, strategist, happened="Kollegans.", next_step="Deras.")
    page = reporter.send(happened="Mina ord.", next_step="Mitt.")
    assert page.status == 409
    assert "Mina ord." in page.text
    assert "Kollegans." in page.text
    hidden = dict(re.findall(r'type="hidden" name="(mine-\w+)" value="([^"]*)"', page.text))
    choices = {"choice-happened": "both", "choice-next_step": "theirs"}
    page.send("choose", **hidden, **choices)
    draft = ReportDraft.objects.get().answers
    assert draft["happened"] == "Kollegans.\n\nMina ord."
    assert draft["next_step"] == "Deras."


def test_a_choice_that_is_too_late_shows_both_anew(region, round_, reporter, strategist):
    reporter.open()
    draft_of_a_colleague(region, round_, strategist, happened="Första.")
    page = reporter.send(happened="Mina ord.")
    hidden = dict(re.findall(r'type="hidden" name="(mine-\w+)" value="([^"]*)"', page.text))
    draft_of_a_colleague(region, round_, strategist, happened="Andra.")
    page.send("choose", **hidden, **{"choice-happened": "mine"})
    assert page.status == 409
    assert "Mina ord." in page.text
    assert "Andra." in page.text


def test_what_is_written_after_the_round_has_closed_is_given_back(region, round_, reporter):
    reporter.open()
    close_round(round_=round_, by=None, reason="Inget svar.")
    page = reporter.send(happened="För sent.")
    assert page.status == 409
    assert "Det gick inte att skicka." in page.text
    assert "För sent." in page.text
    assert StatusReport.objects.count() == 0


def test_a_returned_answer_shows_the_question_and_is_answered_again(region, reporter, strategist):
    reporter.open().send()
    return_report(report=StatusReport.objects.get(), question="Vilka?", by=strategist)
    assert "Vilka?" in reporter.open().text
    reporter.send(happened="Sala och Köping.")
    assert StatusReport.objects.count() == 2
    assert "Vilka?" not in reporter.open().text


def test_evidence_is_added_handed_out_and_taken_away(region, reporter, partner, sign_in):
    file = SimpleUploadedFile("bild.txt", b"Elva deltagare.", "text/plain")
    page = reporter.open().send("add", **{"evidence-file": file})
    address = re.search(r'href="(/arbeta/svara/\d+/underlag/\d+/)"', page.text)
    assert address
    got = reporter.client.get(address[1])
    assert b"".join(got.streaming_content) == b"Elva deltagare."
    assert got["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert sign_in(partner).get(address[1]).status_code == 403
    assert reporter.client.get(f"{reporter.path}underlag/0/").status_code == 404
    key = re.search(r'value="(remove-\d+)"', page.text)
    assert key
    assert "bild.txt" not in page.send(key[1]).text


def test_what_was_decided_is_told(region, round_, reporter, strategist):
    reporter.open().send()
    accept_report(report=StatusReport.objects.get(), by=strategist)
    assert "Svaret är godkänt." in reporter.open().text
    assignment = region.assignment(round_, "vandring")
    give_verdict(assignment=assignment, verdict="change", reason="Byt spår.", by=strategist)
    assert "Byt spår." not in reporter.open().text
    close_round(round_=round_, by=None, reason="Inget svar.")
    assert "Beslutat: <b>ändra</b>." in reporter.open().text
    assert "Byt spår." in reporter.text
    text = reporter.client.get(OWN).text
    assert "Vad det blev av" in text
    assert "Byt spår." in text


def test_the_next_one_to_answer_is_offered(region, editor, sign_in):
    region.add("stig", region.unit)
    round_ = region.open()
    page = Page(sign_in(editor), f"{OWN}{region.assignment(round_, 'vandring').pk}/").open().send()
    assert f"{OWN}{region.assignment(round_, 'stig').pk}/" in page.text
    assert "Svara på nästa" in page.text
