"""Rounds as a strategist opens them and sees them: two clicks, and a board."""

from datetime import date
from typing import Any

import pytest

from livskraft.reporting.models import OutgoingMail, ReportingRound
from livskraft.reporting.questions import questions_of
from livskraft.reporting.services.reviewing import accept_report, excuse, return_report
from tests.factories import make_activity, make_goal, make_organisation
from tests.workspace.following import (  # noqa: F401 (fixtures)
    BOARD,
    DAY,
    NEW,
    answer,
    assignment_of,
    small_region,
    strategist_client,
)


def sent_of(page: Any) -> dict[str, Any]:
    """Return what the browser would send of the form that opens a round, as it is filled in."""
    sent = {}
    for form in (page.context["form"], page.context["questions"]):
        for bound in form:
            value = bound.value()
            if isinstance(value, tuple | list):
                value = bound.field.prepare_value(value)
            if value not in (None, False):
                sent[bound.html_name] = "on" if value is True else value
    return sent


# Opening ------------------------------------------------------------------------------------------


def test_without_a_round_or_a_plan_the_pages_say_what_comes(client):
    assert "Ingen omgång har öppnats än." in client.get("/arbeta/omgangar/").text
    assert "Det finns ingen aktivitet att fråga om än." in client.get(NEW).text


def test_a_round_is_opened_in_two_clicks_as_it_is_proposed(client, region):
    assert f'href="{NEW}"' in client.get("/arbeta/omgangar/").text
    page = client.get(NEW)
    for words in ("Årsbokslut 2022", "<b>En</b> aktivitet ska besvaras", "<b>En</b> bjuds in"):
        assert words in page.text
    there = client.post(page.context["request"].get_full_path(), sent_of(page), follow=True)
    round_ = ReportingRound.objects.get()
    assert there.redirect_chain == [(BOARD, 302)]
    assert (round_.state, round_.kind, round_.opens_on) == ("open", "year_end", DAY)
    assert "Årsbokslut 2022 är öppen till och med den 17 februari 2023." in there.text
    assert "Mejl till 2 personer är på väg." in there.text
    assert OutgoingMail.objects.filter(kind="invitation").count() == 2


def test_what_is_asked_can_be_left_out_reworded_and_added_to(client, region):
    page = client.get(NEW)
    sent = sent_of(page)
    del sent["money_asked"]
    more = {
        "happened_words": "Vad har ni gjort?",
        "own_1_words": "Hur många nåddes?",
        "own_1_kind": "number",
        "own_1_internal": "on",
        "own_2_words": "Why",
        "own_2_kind": "choice",
        "own_2_choices": "Ja; Nej",
    }
    client.post(NEW, {**sent, **more})
    questions = {one.key: one for one in questions_of(ReportingRound.objects.get())}
    assert "money" not in questions
    assert questions["happened"].label == {"sv": "Vad har ni gjort?"}
    assert "en" in questions["status"].label
    assert questions["own_hur_manga_naddes"].is_internal
    assert [one.value for one in questions["own_why_"].own_choices] == ["Ja", "Nej"]


def test_what_is_wrong_is_said_where_it_is_and_what_was_written_stays(client, region):
    sent = sent_of(client.get(NEW))
    wrong = {
        "title": "Vår omgång",
        "closes_on": "2023-01-01",
        "reminders": "ofta",
        "own_1_words": "Ja eller nej?",
        "own_1_kind": "choice",
    }
    page = client.post(NEW, {**sent, **wrong})
    assert page.status_code == 422
    assert "Skriv påminnelser som dagar före sista dagen" in page.text
    assert "Skriv minst två olika svar." in page.text
    page = client.post(NEW, {**sent, "closes_on": "2023-01-01"})
    assert page.status_code == 422
    assert "Sista svarsdagen kan inte ligga före den första." in page.text
    assert not ReportingRound.objects.exists()


def test_the_same_round_is_not_opened_twice(client, region):
    sent = sent_of(client.get(NEW))
    client.post(f"{NEW}?slag=year_end", sent)
    page = client.get(NEW)
    assert page.context["form"]["title"].value() == "Lägesrapport januari 2023"
    again = client.post(f"{NEW}?slag=own", {**sent_of(page), "title": "Årsbokslut 2022"})
    assert again.status_code == 422
    assert ReportingRound.objects.count() == 1


def test_it_can_be_looked_at_before_it_is_opened(client, region):
    sent = sent_of(client.get(NEW))
    page = client.post(NEW, {**sent, "visa": "1"})
    assert "Inget är öppnat än." in page.text
    assert not ReportingRound.objects.exists()


def test_who_cannot_be_asked_is_told_before(client, region):
    region.add("stum", email="")
    make_activity(region.goal, "Herrelös", "herrelos", lead=region.unit)
    text = client.get(NEW).text
    assert "1 aktivitet har ingen att fråga" in text
    assert "1 aktivitet har en ansvarig utan adress" in text


def test_a_round_of_a_period_to_come_waits_and_is_opened_by_hand(client, region):
    page = client.get(f"{NEW}?slag=half_year")
    assert "Planera omgången" in page.text
    client.post(f"{NEW}?slag=half_year", sent_of(page))
    there = "/arbeta/omgangar/delar-2023/"
    text = client.get(there).text
    assert "Väntar på att öppnas" in text
    assert "<b>En</b> aktivitet ska besvaras" in text
    assert "Väntar på att öppnas" in client.get("/arbeta/omgangar/").text
    assert "Mejl till 2 personer" in client.post(f"{there}oppna/", follow=True).text
    assert "är redan öppnad" in client.post(f"{there}oppna/", follow=True).text
    assert OutgoingMail.objects.count() == 2


@pytest.mark.parametrize(
    ("day", "title", "opens", "closes"),
    [
        (date(2023, 6, 5), "Delårsuppföljning 2023", date(2023, 6, 5), date(2023, 8, 25)),
        (date(2023, 8, 25), "Delårsuppföljning 2023", date(2023, 8, 25), date(2023, 9, 15)),
        (date(2023, 12, 4), "Årsbokslut 2023", date(2023, 12, 4), date(2024, 2, 9)),
    ],
)
def test_what_is_due_is_proposed(client, region, day, title, opens, closes):
    region.open()
    region.plan.as_of = day
    region.plan.save()
    form = client.get(NEW).context["form"]
    days = (form["opens_on"].value(), form["closes_on"].value())
    assert (form["title"].value(), *days) == (title, opens, closes)


# The board ----------------------------------------------------------------------------------------


def test_the_board_tells_in_sentences_who_has_answered_and_what_to_do_first(client, region):
    region.add("osedd")
    region.add("stum", email="")
    part = region.add("del")
    part.parent_id = region.plan.activities.get(slug="osedd").pk
    part.save()
    round_ = region.open()
    answer(round_, "osedd")
    return_report(report=answer(round_, "bokbuss"), question="Vilka byar?", by=None)
    text = client.get(BOARD).text
    for words in (
        "Öppen till <b>fredag 10 februari</b>, 15 dagar kvar. 1 av 4 har svarat.",
        "Tre saker väntar på dig.",
        "Inbjudna påminns aldrig",
        "Påminn om två svar",
        "Vilka byar?",
        "0 av 1 delprojekt har svarat",
        "Adress saknas.",
    ):
        assert words in text
    groups = client.get(BOARD).context["groups"]
    assert [(one.group.title, one.states) for one in groups] == [
        ("Folkhälsa", ("review", "waiting", "waiting", "waiting")),
        ("Sala kommun", ("returned",)),
    ]


def test_late_answers_are_told_and_invited_ones_are_never_late(client, region):
    region.open()
    region.later(days=20)
    page = client.get(BOARD)
    assert "Sista svarsdagen var <b>fredag 10 februari</b>." in page.text
    assert "Påminn en försenad" in page.text
    assert page.context["numbers"] == {"late": 1, "invited": 1}


def test_by_goal_and_by_filters_the_same_activities_are_found(client, region):
    other = make_goal(region.plan, "Kultur", "kultur")
    make_activity(other, "Teater", "teater", lead=region.unit)
    round_ = region.open()
    accept_report(report=answer(round_, "vandring"), by=None)
    excuse(assignment=assignment_of(round_, "teater"), reason="Vilar till våren.", by=None)
    goals = client.get(f"{BOARD}?visa=mal").context["groups"]
    assert [one.group.title for one in goals] == ["Trygghet", "Kultur"]

    def found(query: str) -> list[str]:
        page = client.get(f"{BOARD}?{query}")
        return sorted(task.one.row.address for task in page.context["tasks"])

    assert found("svar=alla") == ["bokbuss", "teater", "vandring"]
    assert found("svar=godkanda") == ["vandring"]
    assert found("svar=inbjudna") == ["bokbuss"]
    assert found("svar=behover-inte") == ["teater"]
    assert found("svar=har-svarat&mal=kultur") == []
    assert found("aktor=folkhalsa") == ["teater", "vandring"]
    assert found("ord=bokbuss") == ["bokbuss"]
    assert found("svar=nonsens") == []
    page = client.get(f"{BOARD}?svar=godkanda&mal=trygghet")
    assert 'href="?mal=trygghet"' in page.text
    assert "1 av 3" in page.text
    assert "Ingen aktivitet passar" in client.get(f"{BOARD}?ord=saknas").text


def test_many_activities_of_one_actor_are_a_bar_and_pages(client, region):
    for number in range(65):
        make_activity(region.goal, f"Nummer {number}", lead=region.unit)
    region.open()
    assert client.get(BOARD).context["groups"][0].is_bar
    page = client.get(f"{BOARD}?svar=alla&sida=2")
    assert len(page.context["tasks"]) == 17
    assert "Sida 2 av 2" in page.text


def test_queries_are_the_same_for_any_number(client, region):
    return_report(report=answer(region.open(), "vandring"), question="Vad?", by=None)
    client.get(BOARD, queries=13)
    client.get(f"{BOARD}?aktor=folkhalsa", queries=14)
    for number in range(60):
        actor = make_organisation(f"Enhet {number}", f"enhet-{number}", "unit")
        region.add(f"mer-{number}", actor)
    round_ = region.open(slug="igen")
    there = f"/arbeta/omgangar/{round_.address}/"
    return_report(report=answer(round_, "vandring"), question="Vad?", by=None)
    client.get(there, queries=13)
    client.get(f"{there}?aktor=folkhalsa", queries=14)
    client.get("/arbeta/omgangar/", queries=4)


def test_proposing_takes_the_same_queries_for_any_number(client, region):
    client.get(NEW, queries=15)
    for number in range(60):
        region.add(f"mer-{number}")
    client.get(NEW, queries=15)
