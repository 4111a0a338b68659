from datetime import date

import pytest
from django.utils import timezone

from livskraft.plans.models import ForumMeeting
from tests.factories import make_forum, make_organisation, make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return make_plan(as_of=date(2023, 1, 26))


@pytest.fixture
def board():
    return make_forum("Regionstyrelsen", "regionstyrelsen", mandate="decides")


@pytest.fixture
def committee(board):
    return make_forum(
        "Strategisk beredning",
        "beredningen",
        reports_to=board,
        cadence="fyra gånger om året",
        membership="25–30 ledamöter",
    )


@pytest.fixture
def group(committee):
    return make_forum("Ledningsgruppen", "ledningsgruppen", reports_to=committee)


def test_forums_stand_by_mandate_with_cadence_and_next_meeting(
    strict_client, plan, group, committee
):
    ForumMeeting.objects.create(forum=committee, date=date(2022, 12, 9))
    ForumMeeting.objects.create(forum=committee, date=date(2023, 6, 2))
    ForumMeeting.objects.create(forum=committee, date=date(2023, 3, 10), is_example=True)
    response = strict_client.get("/forum/", queries=3)
    assert [each.mandate for each in response.context["groups"]] == ["decides", "prepares"]
    assert "fyra gånger om året" in response.text
    assert "möts den 10 mars 2023" in response.text
    assert "bereder ärenden till" in response.text


def test_the_path_of_a_matter_can_be_followed_up_and_down(
    strict_client, plan, board, committee, group
):
    page = strict_client.get("/forum/beredningen/", queries=5).context["page"]
    assert [step.title for step in page.path] == ["Regionstyrelsen"]
    assert [branch.forum.title for branch in page.below] == ["Ledningsgruppen"]
    above = strict_client.get("/forum/regionstyrelsen/").context["page"]
    assert above.path == ()
    assert above.below[0].below[0].forum.title == "Ledningsgruppen"
    text = " ".join(strict_client.get("/forum/ledningsgruppen/").text.split())
    assert text.index("Ledningsgruppen</b>") < text.index(">Strategisk beredning</a>")
    assert text.index(">Strategisk beredning</a>") < text.index(">Regionstyrelsen</a>")


def test_a_circle_of_reports_ends(strict_client, plan, board, committee, group):
    board.reports_to = group
    board.save()
    page = strict_client.get("/forum/beredningen/").context["page"]
    assert [step.title for step in page.path] == ["Regionstyrelsen", "Ledningsgruppen"]


def test_mandate_members_and_cadence_are_said_in_words(strict_client, plan, committee):
    committee.members.add(
        make_organisation("Öster", "oster"), make_organisation("Arboga kommun", "arboga")
    )
    response = strict_client.get("/forum/beredningen/")
    assert "Bereder. Här görs ärenden klara för dem som beslutar." in response.text
    assert "25–30 ledamöter" in response.text
    assert [each.title for each in response.context["page"].members] == ["Arboga kommun", "Öster"]


def test_meetings_are_split_at_the_plans_today_and_examples_are_tagged(
    strict_client, plan, committee
):
    for day in [date(2022, 12, 9), date(2023, 1, 26), date(2023, 3, 10)]:
        ForumMeeting.objects.create(forum=committee, date=day, title="Möte", is_example=True)
    response = strict_client.get("/forum/beredningen/")
    page = response.context["page"]
    assert [meeting.on for meeting in page.coming] == [date(2023, 1, 26), date(2023, 3, 10)]
    assert [meeting.on for meeting in page.past] == [date(2022, 12, 9)]
    assert "Nästa möte är den 26 januari 2023." in response.text
    assert response.text.count("example-tag") >= 4


def test_a_forum_of_which_little_is_known_says_so(strict_client, plan):
    make_forum("Ensam", "ensam")
    text = strict_client.get("/forum/ensam/").text
    assert "Planen säger inte hur ofta." in text
    assert "Planen nämner inga som deltar." in text
    assert "Inget möte är inlagt." in text


def test_an_earlier_address_leads_to_the_present_one(strict_client, plan, committee):
    committee.former_slugs = ["srb"]
    committee.save()
    response = strict_client.get("/forum/srb/")
    assert (response.status_code, response["Location"]) == (301, "/forum/beredningen/")
    committee.archived_at = timezone.now()
    committee.save()
    for slug in ["srb", "beredningen", "finns-inte"]:
        assert strict_client.get(f"/forum/{slug}/").status_code == 404


def test_swedish_content_on_english_pages_says_its_language(strict_client, plan, group):
    text = strict_client.get("/en/forum/ledningsgruppen/").text
    assert '<h1 lang="sv">Ledningsgruppen</h1>' in text
    assert "Prepares matters for" in text
