"""Reviewing answers, deciding, closing and freezing a round, gates, and what partners say."""

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from livskraft.accounts.models import User
from livskraft.plans.models import Partnership
from livskraft.reporting.models import Addendum, Gate, OutgoingMail, PartnerView
from livskraft.reporting.services.closing import close_round
from livskraft.reporting.services.freezing import freeze_round
from livskraft.reporting.services.gates import set_gate
from livskraft.reporting.services.reports import send_report
from livskraft.reporting.services.reviewing import accept_report, return_report
from livskraft.reporting.services.views_of_partners import give_partner_view
from livskraft.reporting.who import Who
from tests.reporting.conftest import ANSWERS

AT = datetime(2023, 1, 16, 9, tzinfo=ZoneInfo("Europe/Stockholm"))
QUEUE = "/arbeta/omgangar/arsbokslut-2022/granska/"
CLOSE = "/arbeta/omgangar/arsbokslut-2022/stang/"
FREEZE = "/arbeta/omgangar/arsbokslut-2022/frys/"
FROZEN = "/arbeta/omgangar/arsbokslut-2022/fryst/"
ROLES = "/arbeta/omgangar/arsbokslut-2022/roller/"


def send(region, round_, name="vandring", now=AT, **more):
    assignment, who = region.assignment(round_, name), Who(person=region.people[name])
    answers = {**ANSWERS, **more}
    return send_report(assignment=assignment, answers=answers, who=who, channel="link", now=now)


def page_of(region, round_, name="vandring"):
    return f"/arbeta/granska/{region.assignment(round_, name).pk}/"


def plain(response):
    return " ".join(response.text.split())


@pytest.fixture
def worker(strategist, sign_in):
    return sign_in(strategist)


@pytest.fixture
def evaluator(sign_in):
    user = User.objects.create_user("u@region.se", name="Ulla", role="evaluator")
    return sign_in(user)


# The queue --------------------------------------------------------------------------------------


def test_the_queue_parts_what_is_new_from_what_goes_as_planned(region, round_, worker):
    send(region, round_, "vandring")
    send(region, round_, "bokbuss", deviation="Bussen gick sönder.", verdict="end", verdict_why="x")
    send(region, round_, "sagner", status="done")
    context = worker.get(QUEUE).context
    assert [one.assignment.activity.slug for one in context["as_planned"]] == ["vandring"]
    assert {one.assignment.activity.slug: one.news for one in context["new"]} == {
        "bokbuss": ("Något blev inte som planerat.", "Förslaget är att avsluta."),
        "sagner": ("Läget ändras från pågår till klar.",),
    }


def test_several_are_accepted_at_once(region, round_, worker):
    reports = [send(region, round_, name) for name in ("vandring", "bokbuss", "sagner")]
    chosen = [reports[0].pk, reports[1].pk]
    text = worker.post(QUEUE, {"report": chosen}, follow=True).text
    assert "2 svar godkända." in text
    states = [region.assignment(round_, name).state for name in ("vandring", "bokbuss", "sagner")]
    assert states == ["accepted", "accepted", "answered"]


def test_none_is_accepted_where_one_was_answered_anew(region, round_, worker):
    old = [send(region, round_, name).pk for name in ("vandring", "bokbuss")]
    send(region, round_, "bokbuss", now=AT + timedelta(days=1), happened="Två turer till.")
    text = worker.post(QUEUE, {"report": old}, follow=True).text
    assert "Några har granskats eller besvarats på nytt" in text
    assert region.assignment(round_, "vandring").state == "answered"
    assert "Kryssa för de svar" in worker.post(QUEUE, {}, follow=True).text


def test_a_gate_keeps_all_of_them_and_says_which(region, round_, worker):
    set_gate(
        activity=region.activities["bokbuss"], title="Höll försöket?", by=None, blocks=["done"]
    )
    reports = [send(region, round_, "vandring"), send(region, round_, "bokbuss", status="done")]
    text = worker.post(QUEUE, {"report": [one.pk for one in reports]}, follow=True).text
    assert "Bokbuss: ”Höll försöket?” måste vara besvarad" in text
    assert region.assignment(round_, "vandring").state == "answered"


def test_what_goes_as_planned_can_be_ticked_at_once(region, round_, worker):
    send(region, round_, "vandring")
    send(region, round_, "bokbuss", deviation="Bussen gick sönder.")
    assert worker.get(QUEUE).text.count(" checked") == 0
    assert worker.get(f"{QUEUE}?markera=alla").text.count(" checked") == 1


def test_an_editor_reviews_what_the_unit_leads(region, round_, editor, sign_in):
    send(region, round_, "vandring")
    send(region, round_, "bokbuss")
    client = sign_in(editor)
    context = client.get(QUEUE).context
    rows = [*context["new"], *context["as_planned"]]
    assert [one.assignment.activity.slug for one in rows] == ["vandring"]
    foreign = page_of(region, round_, "bokbuss")
    assert "Godkänn svaret" not in client.get(foreign).text
    newest = region.assignment(round_, "bokbuss").reports.get().pk
    assert client.post(foreign, {"do": "accept", "report": newest}).status_code == 403


def test_partners_and_readers_review_nothing(region, round_, partner, sign_in, make_user):
    for client in (sign_in(partner), sign_in(make_user("reader"))):
        for path in (QUEUE, CLOSE, FREEZE, FROZEN, ROLES, page_of(region, round_)):
            assert client.get(path).status_code == 403


def test_an_evaluator_reads_and_decides_nothing(region, round_, evaluator):
    report = send(region, round_)
    path = page_of(region, round_)
    assert "Godkänn svaret" not in evaluator.get(path).text
    assert evaluator.post(path, {"do": "accept", "report": report.pk}).status_code == 403
    assert evaluator.get(CLOSE).status_code == 403


# One answer -------------------------------------------------------------------------------------


def test_the_answer_stands_beside_last_times_with_what_is_internal_marked(region, round_, worker):
    accept_report(report=send(region, round_, money="12 000"), by=None, now=AT)
    later = region.open(slug="delar-2023", title="Delår 2023")
    send(region, later, happened="Nätverket har träffats igen.")
    text = plain(worker.get(page_of(region, later)))
    assert "Nätverket har träffats igen." in text
    assert "Nätverket har träffats.</span>" in text
    assert "12 000 kr" in text.replace("\xa0", " ")
    money = text.index("Hur mycket pengar")
    assert "internt" in text[money : money + 120]
    assert text.count('class="compared__new"') == 1


def test_accepting_publishes_and_goes_on_to_the_next(region, round_, worker):
    first, second = (
        send(region, round_),
        send(region, round_, "bokbuss", now=AT + timedelta(days=1)),
    )
    posted = {"do": "accept", "report": first.pk}
    answer = worker.post(page_of(region, round_), posted)
    assert answer["Location"] == page_of(region, round_, "bokbuss")
    posted = {"do": "accept", "report": second.pk}
    assert worker.post(page_of(region, round_, "bokbuss"), posted)["Location"] == QUEUE
    assert region.assignment(round_, "vandring").state == "accepted"


def test_returning_asks_the_reporter_in_the_form_and_by_mail(region, round_, worker):
    report = send(region, round_)
    path = page_of(region, round_)
    answer = worker.post(path, {"do": "return", "report": report.pk, "question": " "})
    assert answer.status_code == 422
    assert "Skriv vad du vill veta." in answer.text
    worker.post(path, {"do": "return", "report": report.pk, "question": "Vilka kommuner?"})
    report.refresh_from_db()
    assert (report.state, report.question) == ("returned", "Vilka kommuner?")
    mail = OutgoingMail.objects.get(kind="returned")
    assert "Vilka kommuner?" in mail.text


def test_an_answer_that_was_replaced_is_not_accepted(region, round_, worker):
    old = send(region, round_)
    send(region, round_, now=AT + timedelta(days=1), happened="Mer.")
    path = page_of(region, round_)
    text = worker.post(path, {"do": "accept", "report": old.pk}, follow=True).text
    assert "Ett nyare svar har kommit" in text
    assert region.assignment(round_, "vandring").state == "answered"


def test_all_versions_and_questions_stand_in_order(region, round_, strategist, worker):
    for day, (said, question) in enumerate(
        [("Ett.", "Hur många?"), ("Två.", "Var?"), ("Tre.", "")]
    ):
        report = send(region, round_, now=AT + timedelta(days=day), happened=said)
        if question:
            return_report(report=report, question=question, by=strategist)
    text = plain(worker.get(page_of(region, round_)))
    text = text[text.index('id="versions"') :]
    places = [
        text.index(one) for one in ("Version 1", "Hur många?", "Version 2", "Var?", "Version 3")
    ]
    assert places == sorted(places)
    assert "Ett." in text
    assert "Två." in text


def test_a_verdict_is_given_with_its_reason(region, round_, worker):
    path = page_of(region, round_)
    answer = worker.post(path, {"do": "decide", "verdict-verdict": "end"})
    assert answer.status_code == 422
    assert "Säg varför." in answer.text or "Skriv varför." in answer.text
    worker.post(
        path, {"do": "decide", "verdict-verdict": "end", "verdict-reason": "Målet är nått."}
    )
    assignment = region.assignment(round_, "vandring")
    assert (assignment.verdict, assignment.verdict_reason) == ("end", "Målet är nått.")
    worker.post(path, {"do": "decide", "verdict-verdict": "open", "verdict-reason": "Väntar."})
    assignment = region.assignment(round_, "vandring")
    assert (assignment.verdict, assignment.verdict_reason) == ("", "Väntar.")


def test_pages_of_review_take_the_same_queries_whatever_is_sent(region, round_, worker):
    send(region, round_)
    path = page_of(region, round_)
    queue, one = 8, 10
    worker.get(QUEUE, queries=queue)
    worker.get(path, queries=one)
    send(region, round_, "bokbuss")
    send(region, round_, "sagner")
    for day in range(1, 4):
        report = send(region, round_, now=AT + timedelta(days=day), happened=f"Dag {day}.")
        if day < 3:
            return_report(report=report, question="Mer?", by=None)
    worker.get(QUEUE, queries=queue)
    worker.get(path, queries=one)


# Closing ----------------------------------------------------------------------------------------


def test_what_is_in_the_way_of_closing_is_named(region, round_, worker):
    send(region, round_)
    text = plain(worker.get(CLOSE))
    assert "Ett svar väntar på granskning." in text
    assert page_of(region, round_) in text
    assert "Tre aktiviteter saknar beslut." in text
    assert "Omgången kan stängas när inget svar väntar" in text
    answer = worker.post(CLOSE, {"do": "close", "reason": "Inget svar."})
    assert answer.status_code == 422
    round_.refresh_from_db()
    assert round_.state == "open"


def test_many_are_decided_about_at_once(region, round_, worker):
    keys = [region.assignment(round_, name).pk for name in ("vandring", "bokbuss")]
    nobody = worker.post(CLOSE, {"do": "decide", "verdict": "continue", "reason": ""})
    assert "Kryssa för de aktiviteter" in nobody.text
    none = worker.post(CLOSE, {"do": "decide", "assignment": keys})
    assert "Välj vad som beslutas." in none.text
    assert none.text.count(" checked") == 2
    worker.post(CLOSE, {"do": "decide", "assignment": keys, "verdict": "continue"})
    assert [one.verdict for one in round_.assignments.all()] == ["continue", "continue", ""]
    assert [one["assignment"].activity.slug for one in worker.get(CLOSE).context["rows"]] == [
        "sagner"
    ]
    assert len(worker.get(f"{CLOSE}?visa=alla").context["rows"]) == 3


def test_all_of_the_page_are_ticked_by_one_link(region, round_, worker):
    page = worker.get(CLOSE)
    assert "markera=alla#verdicts" in page.text
    assert page.text.count(" checked") == 0
    there = f"{CLOSE}?visa=alla&markera=alla"
    page = worker.get(there)
    assert page.text.count(" checked") == 3
    assert "Avmarkera alla" in page.text
    keys = [row["assignment"].pk for row in page.context["rows"]]
    answer = worker.post(there, {"do": "decide", "assignment": keys, "verdict": "continue"})
    assert answer["Location"] == f"{CLOSE}?visa=alla#content"


def test_a_round_is_closed_with_a_reason_for_those_that_are_left(region, round_, worker):
    answer = worker.post(CLOSE, {"do": "close", "reason": " "})
    assert answer.status_code == 422
    assert "Aktiviteter utan beslut: 3" in answer.text
    answer = worker.post(CLOSE, {"do": "close", "reason": "Inget svar kom."})
    assert answer["Location"] == f"{FROZEN}#content"
    round_.refresh_from_db()
    assert round_.state == "closed"
    assert {one.verdict_reason for one in round_.assignments.all()} == {"Inget svar kom."}
    assert worker.get(CLOSE)["Location"] == FROZEN


def test_closing_takes_the_same_queries_whatever_is_in_the_round(region, worker):
    region.open()
    queries = 10
    worker.get(CLOSE, queries=queries)
    for number in range(5):
        region.add(f"mer-{number}", region.unit)
    later = region.open(slug="annan")
    worker.get(f"/arbeta/omgangar/{later.address}/stang/", queries=queries)


# Freezing ---------------------------------------------------------------------------------------


@pytest.fixture
def closed(region, round_):
    accept_report(report=send(region, round_, money="77123"), by=None, now=AT)
    return close_round(round_=round_, by=None, reason="Inget svar.")


def test_what_will_be_frozen_is_shown_and_confirmed(closed, worker):
    text = plain(worker.get(FREEZE))
    assert "planens första frysta omgång" in text
    assert "Hur mycket pengar har använts?" in text
    assert worker.get(FREEZE).context["content"].answered == 1
    assert worker.post(FREEZE)["Location"] == FROZEN
    closed.refresh_from_db()
    assert closed.state == "frozen"
    text = plain(worker.get(FROZEN))
    assert closed.content_sha256 in text
    assert "Inget i den har ändrats sedan dess." in text
    assert worker.get(FREEZE)["Location"] == FROZEN


def test_an_open_round_is_not_frozen(round_, worker):
    assert worker.get(FREEZE)["Location"] == CLOSE
    assert worker.post(FREEZE)["Location"] == CLOSE
    assert worker.get(FROZEN)["Location"] == "/arbeta/omgangar/arsbokslut-2022/"


def test_the_chain_tells_of_what_is_no_longer_whole(region, closed, worker):
    frozen = freeze_round(round_=closed, by=None)
    later = region.open(slug="annan", title="Annan omgång")
    close_round(round_=later, by=None, reason="Inget svar.")
    later = freeze_round(round_=later, by=None)
    text = plain(worker.get(f"/arbeta/omgangar/{later.address}/fryst/"))
    text = text[text.index('id="chain"') :]
    assert text.index(frozen.content_sha256) < text.index(later.content_sha256)
    content = json.loads(frozen.content)
    content["activities"] = []
    type(frozen).objects.filter(pk=frozen.pk).update(content=json.dumps(content))
    text = plain(worker.get(FROZEN))
    assert "Något är inte som det var" in text
    assert "inte hel:" in text


def test_an_addendum_is_written_with_its_reason_beside_what_is_frozen(region, closed, worker):
    frozen = freeze_round(round_=closed, by=None)
    answer = worker.post(FROZEN, {"text": "Summan ska vara 41.", "reason": ""})
    assert answer.status_code == 422
    assert Addendum.objects.count() == 0
    worker.post(FROZEN, {"text": "Summan ska vara 41.", "reason": "Räknefel."})
    worker.post(
        page_of(region, frozen), {"do": "add", "text": "Två träffar, inte tre.", "reason": "Fel."}
    )
    text = plain(worker.get(FROZEN))
    assert "Summan ska vara 41." in text
    assert "Räknefel." in text
    assert "Två träffar, inte tre." in text
    assert "Två träffar, inte tre." in plain(worker.get(page_of(region, frozen)))
    sha256 = frozen.content_sha256
    frozen.refresh_from_db()
    assert frozen.content_sha256 == sha256


def test_others_read_what_is_frozen_and_add_nothing(closed, evaluator):
    freeze_round(round_=closed, by=None)
    assert "Skriv ett tillägg" not in evaluator.get(FROZEN).text
    assert evaluator.post(FROZEN, {"text": "x", "reason": "y"}).status_code == 403


# Gates ------------------------------------------------------------------------------------------


def test_a_gate_is_set_decided_and_shown_on_the_activitys_page(region, worker, strict_client):
    activity = region.activities["vandring"]
    path = "/arbeta/sparrar/vandring/"
    assert "Ingen spärr finns" in worker.get(path).text
    empty = worker.post(path, {"title": "", "blocks": []})
    assert empty.status_code == 422
    assert "Skriv vad som ska utvärderas." in empty.text
    worker.post(path, {"title": "Höll försöket?", "blocks": ["done"]})
    gate = Gate.objects.get(activity=activity)
    assert gate.blocks == ["done"]
    text = plain(strict_client.get("/aktiviteter/vandring/"))
    assert "Höll försöket?" in text
    assert "Väntar på utvärderingen." in text
    decide = f"/arbeta/sparrar/avgor/{gate.pk}/"
    answer = worker.post(decide, {"verdict": "continue", "reason": "", "source": "not an address"})
    assert answer.status_code == 422
    source = "https://example.org/rapport"
    worker.post(decide, {"verdict": "continue", "reason": "Det höll.", "source": source})
    text = plain(strict_client.get("/aktiviteter/vandring/"))
    assert "Det höll." in text
    assert source in text
    assert "Öppen." in plain(worker.get(path))


def test_gates_are_for_those_who_plan(region, editor, evaluator, sign_in, make_user):
    gate = set_gate(activity=region.activities["vandring"], title="?", by=None, blocks=["done"])
    path, decide = "/arbeta/sparrar/vandring/", f"/arbeta/sparrar/avgor/{gate.pk}/"
    for client in (sign_in(editor), evaluator):
        assert "Sätt en spärr" not in client.get(path).text
        assert client.post(path, {"title": "x", "blocks": ["done"]}).status_code == 403
        assert client.get(decide).status_code == 403
    assert sign_in(make_user("reader")).get(path).status_code == 403


# The region's role ------------------------------------------------------------------------------


@pytest.fixture
def shared(region):
    """An activity of the unit that the municipality takes part in."""
    activity = region.add("torg", region.unit)
    Partnership.objects.create(
        activity=activity, organisation=region.municipality, role="participates"
    )
    return activity


def test_a_partner_says_how_it_sees_the_regions_role(region, shared, partner, sign_in, worker):
    round_ = region.open()
    accept_report(report=send(region, round_, "torg", role="leads"), by=None, now=AT)
    client = sign_in(partner)
    path = f"{ROLES}torg/"
    assert path in client.get("/arbeta/svara/").text
    nothing = client.post(path, {"organisation": region.municipality.pk})
    assert nothing.status_code == 422
    said = {"role": "finances", "rating": "2", "comment": "Vi gör jobbet."}
    posted = {"organisation": region.municipality.pk, **said}
    assert client.post(path, posted)["Location"] == "/arbeta/svara/"
    view = PartnerView.objects.get()
    assert (view.organisation, view.role, view.rating) == (region.municipality, "finances", 2)
    [comparison] = worker.get(ROLES).context["comparisons"]
    assert comparison.differs
    text = plain(worker.get(ROLES))
    assert "De skiljer sig" in text
    assert "Vi gör jobbet." in text
    assert "En annan syn än svarets." in plain(worker.get(page_of(region, round_, "torg")))


def test_nobody_speaks_for_somebody_else(region, shared, partner, editor, sign_in, worker):
    round_ = region.open()
    association = region.association
    Partnership.objects.create(activity=shared, organisation=association, role="participates")
    client = sign_in(partner)
    posted = {"organisation": association.pk, "role": "leads"}
    assert client.post(f"{ROLES}torg/", posted).status_code == 422
    assert client.get(f"{ROLES}vandring/").status_code == 403
    assert sign_in(editor).get(f"{ROLES}torg/").status_code == 403
    worker.post(f"{ROLES}torg/", posted)
    assert PartnerView.objects.get().organisation == association
    close_round(round_=round_, by=None, reason="Inget svar.")
    assert "Omgången är inte öppen" in client.get(f"{ROLES}torg/").text


def test_the_regions_role_takes_the_same_queries_whatever_is_said(region, shared, worker):
    round_ = region.open()
    queries = 8
    worker.get(ROLES, queries=queries)
    for name in ("torg", "vandring"):
        accept_report(report=send(region, round_, name, role="leads"), by=None, now=AT)
    give_partner_view(
        round_=round_,
        activity=shared,
        organisation=region.municipality,
        role="leads",
        rating=4,
        comment="Bra.",
        who=Who(),
    )
    worker.get(ROLES, queries=queries)
