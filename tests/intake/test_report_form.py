"""Answering by a link: filled in, kept as it is written, sent once, corrected, and never lost."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from livskraft.accounts.models import User
from livskraft.intake import limits
from livskraft.plans.models import ForumMeeting
from livskraft.reporting.models import Evidence, ReportDraft, ReportLink, StatusReport
from livskraft.reporting.services.closing import close_round
from livskraft.reporting.services.files import shelf
from livskraft.reporting.services.reviewing import accept_report, give_verdict, return_report
from tests.factories import make_forum, make_person
from tests.reporting.making import make_asked, make_assignment, make_round
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db

ANSWERS = {
    "status": "ongoing",
    "happened": "Nätverket har träffats två gånger.",
    "next_step": "Enkät i mars.",
}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.LIVSKRAFT_DATA = tmp_path


@pytest.fixture
def asked(db):
    return make_asked()


@pytest.fixture
def strategist(db):
    return User.objects.create_user("s@region.example", name="Stina", role="strategist")


@pytest.fixture
def reporter(asked):
    return Page(asked.link())


class Page:
    """A browser that keeps the version of the form it has open."""

    def __init__(self, address):
        self.address = address
        self.client = StrictClient()
        self.text = ""
        self.status = 0

    def open(self, more=""):
        self.client.cookies.clear()
        self._keep(self.client.get(self.address + more, may_set_cookie=True))
        return self

    def send(self, do="send", **fields):
        """Press a button; the fields are those of the form, as they were left."""
        content = {"version": self.version, **ANSWERS, **fields, "do": do}
        answer = self.client.post(self.address, content)
        if answer.status_code == 302:
            answer = self.client.get(answer["Location"].split("#")[0], may_set_cookie=True)
        self._keep(answer)
        return self

    def save_by_script(self, **fields):
        content = {"version": self.version, **fields, "do": "save"}
        headers = {"Accept": "application/json"}
        return self.client.post(self.address, content, headers=headers)

    @property
    def version(self):
        found = re.search(r'name="version" value="(\d+)"', self.text)
        return found[1] if found else "0"

    def _keep(self, answer):
        self.text = " ".join(answer.text.split())
        self.status = answer.status_code


def only():
    return StatusReport.objects.get()


# The form ---------------------------------------------------------------------------------------


def test_the_form_asks_three_questions_and_is_filled_in_from_last_time(asked, reporter, strategist):
    before = make_round(
        asked.round.plan,
        slug="delar-2022",
        address="delar-2022",
        title="Delår 2022",
        period_to=date(2022, 6, 30),
        period_from=date(2022, 1, 1),
    )
    earlier = make_assignment(before, asked.assignment.activity, asked.person)
    report = StatusReport.objects.create(
        assignment=earlier,
        number=1,
        answers={"status": "ongoing", "happened": "Sju kommuner var med.", "next_step": "Mer."},
        channel="link",
        sent_at=timezone.now(),
    )
    accept_report(report=report, by=strategist)
    text = reporter.open().text
    assert "<h1>Driva projektet Arbetsfält för samtida konst</h1>" in text
    assert "Tre frågor, ungefär en minut. Svaren är ifyllda från <span>Delår 2022</span>." in text
    assert "Årsbokslut 2022</span>, svara senast 10 februari" in text
    assert "Sju kommuner var med.</textarea>" in text
    assert re.search(r'value="ongoing"[^>]* checked', text)
    assert text.count('class="question__number"') == 3
    assert "<nav" not in text


def test_the_same_form_in_english(reporter, asked):
    reporter.address = "/en" + reporter.address
    text = reporter.open().text
    assert "How is it going?" in text
    assert '<h1 lang="sv">Driva projektet' in text


def test_what_happens_afterwards_is_told_before_and_after(asked, reporter):
    forum = make_forum("Strategisk regional beredning")
    ForumMeeting.objects.create(forum=forum, date=date(2023, 3, 10))
    words = "Det går till <span>Strategisk regional beredning</span> 10 mars 2023."
    assert words in reporter.open().text
    assert words in reporter.send().text
    assert "Ditt svar är skickat." in reporter.text
    assert "Du kan ändra det tills det har godkänts eller omgången har stängts." in reporter.text


def test_an_answer_is_sent_and_shown_back_as_it_was_written(asked, reporter):
    reporter.open().send(happened="  Två möten.\n\nSju kommuner.  ", money="12 000 kr")
    assert only().answers == {
        "status": "ongoing",
        "happened": "Två möten.\n\nSju kommuner.",
        "next_step": "Enkät i mars.",
        "money": 12000,
    }
    assert (only().channel, only().by_person) == ("link", asked.person)
    assert "Två möten.<br><br>Sju kommuner." in reporter.text
    assert "12 000 kr" in reporter.text.replace("\xa0", " ").replace("\u202f", " ")
    asked.assignment.refresh_from_db()
    assert asked.assignment.state == "answered"


def test_an_idea_is_no_answer_unless_the_activity_is_one(asked, reporter):
    assert 'value="idea"' not in reporter.open().text
    asked.assignment.activity.status = "idea"
    asked.assignment.activity.save()
    assert 'value="idea"' in reporter.open().text


def test_the_form_makes_as_many_queries_whatever_was_answered(asked, reporter):
    reporter.client.get(reporter.address, may_set_cookie=True, queries=7)
    reporter.open().send()
    reporter.client.cookies.clear()
    reporter.client.get(reporter.address, queries=8)


# What is missing --------------------------------------------------------------------------------


def test_what_is_missing_is_told_at_its_question_and_nothing_is_lost(reporter):
    reporter.open().send(happened="", next_step="Enkät.", status="paused", money="mycket")
    assert reporter.status == 422
    assert "Svaret är inte skickat än. Det du skrev är sparat." in reporter.text
    assert '<a href="#id_happened">' in reporter.text
    assert '<a href="#id_status_why">' in reporter.text
    assert '<a href="#id_money">' in reporter.text
    assert "Enkät.</textarea>" in reporter.text
    assert not StatusReport.objects.exists()
    assert ReportDraft.objects.get().answers["money"] == "mycket"
    reporter.send(status="paused", status_why="Väntar på medel.", money="")
    assert only().answers["status_why"] == "Väntar på medel."


def test_unknown_values_and_fields_do_no_harm(reporter):
    reporter.open().send(status="<script>", version="-1", do="vadsomhelst", evil="1")
    assert "<script>" not in reporter.text.replace('<script src="', "")
    assert "evil" not in ReportDraft.objects.get().answers
    reporter.send(status="<script>")
    assert reporter.status == 422


# Drafts -----------------------------------------------------------------------------------------


def test_a_draft_is_kept_as_one_writes_and_goes_on_with_the_same_link(reporter):
    reporter.open()
    answer = reporter.save_by_script(happened="Halv")
    assert re.fullmatch(r"\d\d\.\d\d", answer.json()["saved"])
    reporter.text = f'name="version" value="{answer.json()["version"]}"'
    assert reporter.save_by_script(happened="Halva meningen").status_code == 200
    reporter.open()
    assert "Halva meningen</textarea>" in reporter.text
    assert "Ditt utkast är ifyllt." in reporter.text
    assert "Sparat kl." in reporter.text
    reporter.send()
    assert not ReportDraft.objects.exists()


def test_without_a_script_a_button_saves_the_draft(reporter):
    reporter.open().send("save", happened="Ett utkast")
    assert "Sparat kl." in reporter.text
    assert ReportDraft.objects.get().answers["happened"] == "Ett utkast"
    assert not StatusReport.objects.exists()


def test_two_clicks_on_send_are_one_answer(reporter):
    reporter.open()
    opened = reporter.text
    reporter.send()
    reporter.text = opened
    reporter.send()
    assert StatusReport.objects.count() == 1
    assert "Ditt svar är skickat." in reporter.text


def test_an_answer_can_be_changed_until_the_round_is_closed(asked, reporter, strategist):
    reporter.open().send()
    reporter.open("?ratta=1")
    assert "Ditt svar är ifyllt som du skickade det." in reporter.text
    reporter.send("save", happened="Tre gånger.")
    assert "Det du skickade förut gäller tills du skickar igen." in reporter.open().text
    reporter.send("discard")
    assert not ReportDraft.objects.exists()
    reporter.open("?ratta=1").send(happened="Fyra gånger.")
    assert [one.answers["happened"] for one in StatusReport.objects.all()] == [
        "Nätverket har träffats två gånger.",
        "Fyra gånger.",
    ]


# Two at once ------------------------------------------------------------------------------------


@pytest.fixture
def other(asked):
    """The substitute, with a link of their own."""
    person = make_person("Bo Ek", email="bo@region.example")
    asked.assignment.substitute = person
    asked.assignment.save()
    return Page(asked.link(person))


def test_the_later_of_two_sees_both_versions_and_nothing_is_lost(reporter, other):
    reporter.open()
    other.open()
    other.send("save", happened="Bos text.", next_step="Lika.")
    reporter.send("send", happened="Kims text.", next_step="Lika.")
    assert "Två svar på samma frågor" in reporter.text
    assert "Kims text." in reporter.text
    assert "Bos text." in reporter.text
    assert "Lika." not in reporter.text, "only where they differ"
    assert "Bo Ek" not in reporter.text
    assert "Två svar på samma frågor" in reporter.open().text, "also after closing the page"
    assert "Kims text." in reporter.text
    reporter.send("choose", **{"choice-happened": "both"})
    assert "Bos text. Kims text.</textarea>" in reporter.text
    reporter.send(happened="Bos text. Kims text.", next_step="Lika.")
    assert only().answers["happened"] == "Bos text. Kims text."
    assert ReportLink.objects.filter(set_aside_at__isnull=False).count() == 0


@pytest.mark.parametrize(("choice", "stands"), [("mine", "Kims."), ("theirs", "Bos.")])
def test_either_version_can_be_chosen_when_the_other_was_sent(reporter, other, choice, stands):
    reporter.open()
    other.open().send(happened="Bos.")
    reporter.send("save", happened="Kims.")
    assert "skickade någon annan ett svar" in reporter.text
    reporter.send("choose", **{"choice-happened": choice})
    assert f"{stands}</textarea>" in reporter.text
    assert only().answers["happened"] == "Bos.", "what was sent stands until somebody sends again"


def test_a_script_that_saves_is_told_that_somebody_else_was_there(reporter, other):
    reporter.open()
    other.open().send("save", happened="Bos.")
    assert reporter.save_by_script(happened="Kims.").status_code == 409
    assert "Kims." in reporter.open().text
    assert "Bos." in reporter.text


def test_the_same_words_from_two_people_are_no_conflict(reporter, other):
    reporter.open()
    other.open().send()
    reporter.send()
    assert StatusReport.objects.count() == 1
    assert "Ditt svar är skickat." in reporter.text


def test_evidence_is_added_also_when_the_texts_meet(reporter, other):
    reporter.open()
    other.open().send("save", happened="Bos.")
    reporter.send("add", happened="Kims.", **{"evidence-url": "example.org/rapport"})
    assert Evidence.objects.get().url == "https://example.org/rapport"
    assert "Två svar på samma frågor" in reporter.text


# Reviewed, closed -------------------------------------------------------------------------------


def test_a_question_stands_on_top_until_it_is_answered(asked, reporter, strategist):
    reporter.open().send()
    return_report(report=only(), question="Vilka <kommuner>?", by=strategist)
    reporter.open()
    assert "Vi undrar över ditt svar" in reporter.text
    assert "Vilka &lt;kommuner&gt;?" in reporter.text
    assert reporter.text.index("Vi undrar") < reporter.text.index("Hur går det?")
    reporter.send(happened="Sala och Fagersta.")
    assert "Vi undrar" not in reporter.text
    assert StatusReport.objects.count() == 2


def test_an_accepted_answer_stands_and_what_is_written_then_is_not_lost(reporter, strategist):
    reporter.open().send()
    reporter.open("?ratta=1")
    accept_report(report=only(), by=strategist)
    reporter.send(happened="För sent skrivet.")
    assert "Ditt svar är godkänt." in reporter.text
    assert "Det här skrev du, och det skickades inte" in reporter.text
    assert "För sent skrivet." in reporter.text
    assert "Ändra svaret" not in reporter.text
    assert only().answers["happened"] == ANSWERS["happened"]


def test_after_the_round_the_link_tells_what_was_decided(asked, reporter, strategist):
    reporter.open().send()
    accept_report(report=only(), by=strategist)
    give_verdict(
        assignment=asked.assignment, verdict="change", reason="Fler kommuner med.", by=strategist
    )
    assert "Beslutat" not in reporter.open().text, "not before the round is closed"
    close_round(round_=asked.round, by=strategist)
    reporter.open()
    assert "Beslutat: <b>ändra</b>." in reporter.text
    assert "Fler kommuner med." in reporter.text


def test_a_round_that_closed_without_an_answer_says_so(asked, reporter, strategist):
    close_round(round_=asked.round, by=strategist, reason="Inget svar.")
    assert "Omgången är stängd." in reporter.open().text
    reporter.send()
    assert not StatusReport.objects.exists()
    assert ANSWERS["happened"] in reporter.text, "what was written is shown back"


# Evidence ---------------------------------------------------------------------------------------

PDF = b"%PDF-1.7\nhej"


def pdf(name="protokoll.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def test_each_kind_of_evidence_is_added_with_the_answer(reporter):
    reporter.open().send(
        **{
            "evidence-file": pdf(),
            "evidence-url": "https://example.org/rapport",
            "evidence-number": "1 234,5",
            "evidence-unit": "besökare",
            "evidence-quote": "Vi fick prova.",
            "evidence-about": "Protokoll",
        }
    )
    kinds = [(one.kind, str(one)) for one in only().evidence.all()]
    assert [kind for kind, _words in kinds] == ["file", "link", "number", "quote"]
    number = only().evidence.get(kind="number")
    assert (float(number.number), number.unit) == (1234.5, "besökare")
    assert "protokoll.pdf" in reporter.text
    assert "1 234,5 besökare" in reporter.text.replace("\xa0", " "), re.findall(
        "1.{1,8}234.{40}", reporter.text
    )


def test_evidence_can_be_taken_away_before_sending(reporter):
    reporter.open().send("add", **{"evidence-quote": "Fel citat"})
    assert "Fel citat" in reporter.text
    reporter.send(f"remove-{Evidence.objects.get().pk}")
    assert not Evidence.objects.exists()
    assert "Fel citat" not in reporter.text


def test_a_file_is_kept_whole_under_its_checksum_and_handed_back_only_by_its_own_link(
    asked, reporter, other
):
    reporter.open().send("add", **{"evidence-file": pdf("../../C:\\x\\pro<t>.PDF")})
    kept = Evidence.objects.get()
    assert kept.file_name == "pro t.pdf"
    assert shelf().path(kept.sha256).read_bytes() == PDF
    address = f"{reporter.address}underlag/{kept.pk}/"
    answer = reporter.client.get(address)
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="pro t.pdf"'
    assert "sandbox" in answer["Content-Security-Policy"]
    foreign = Page(make_foreign(asked).link())
    assert reporter.client.get(f"{foreign.address}underlag/{kept.pk}/").status_code == 410
    assert reporter.client.get(f"{reporter.address}underlag/{kept.pk + 1}/").status_code == 410


def make_foreign(asked):
    from tests.factories import make_activity
    from tests.reporting.making import Asked

    activity = make_activity(asked.assignment.activity.primary_goal, "En annan")
    assignment = make_assignment(asked.round, activity, asked.person)
    return Asked(asked.round, assignment, asked.person)


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (pdf("virus.exe", b"MZ\x90\x00"), "Den sortens fil går inte att lägga till."),
        (pdf("sida.html", b"<html>"), "Den sortens fil går inte att lägga till."),
        (pdf("bild.svg", b"<svg/>"), "Den sortens fil går inte att lägga till."),
        (pdf("tom.pdf", b""), "Den sortens fil går inte att lägga till."),
        (pdf("foto.jpg", b"\xff\xd8\xff\xe0avklippt"), "Fotot är skadat eller avklippt."),
        (pdf("stor.pdf", PDF + bytes(10_000_000)), "Filen är för stor. Den får vara 10 MB."),
    ],
    ids=["program", "page", "drawing", "empty", "damaged", "large"],
)
def test_a_file_that_cannot_be_taken_is_told_at_its_field_and_the_text_is_kept(
    reporter, file, says
):
    file.seek(0)
    reporter.open().send(**{"evidence-file": file})
    assert reporter.status == 422
    assert says in reporter.text
    assert ReportDraft.objects.get().answers["happened"] == ANSWERS["happened"]
    assert not Evidence.objects.exists()
    assert not StatusReport.objects.exists()


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("true", ""),
        ("false", "Virusskyddet stoppade filen"),
        ("sh -c 'exit 2'", "Filen gick inte att viruskontrollera just nu"),
        ("no-such-scanner --fast", "Filen gick inte att viruskontrollera just nu"),
    ],
)
def test_a_scanner_decides_and_without_its_answer_no_file_is_taken(
    reporter, settings, command, says
):
    settings.LIVSKRAFT_SCAN_COMMAND = command
    reporter.open().send("add", **{"evidence-file": pdf()})
    assert Evidence.objects.exists() == (not says)
    assert says in reporter.text
    assert len(list(shelf().names())) == (not says)


def test_there_is_an_end_to_evidence(reporter):
    reporter.open()
    for number in range(10):
        reporter.send("add", **{"evidence-quote": f"Citat {number}"})
    reporter.send("add", **{"evidence-quote": "Ett till"})
    assert reporter.status == 422
    assert Evidence.objects.count() == 10


# Limits -----------------------------------------------------------------------------------------


def test_one_link_can_send_only_so_much_in_an_hour(reporter, monkeypatch):
    monkeypatch.setattr(limits, "SAVES_AN_HOUR", 3)
    monkeypatch.setattr(limits, "_TRIES", 3)
    reporter.open()
    for _time in range(3):
        reporter.send("save")
        assert reporter.status == 200
    reporter.send("save")
    assert reporter.status == 429
    assert "Vänta en stund" in reporter.text
    assert reporter.address not in reporter.text


def test_a_form_without_the_key_of_the_page_is_refused(asked):
    client = StrictClient(enforce_csrf_checks=True)
    assert client.post(asked.link(), {**ANSWERS, "do": "send", "version": "0"}).status_code == 403
    assert not StatusReport.objects.exists()
