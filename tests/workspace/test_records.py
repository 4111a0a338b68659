"""The lists one works from: plans, activities, actors, forums; and the archive."""

import pytest
from django.urls import reverse

from livskraft.plans.models import Activity, Forum, GoalLink, Organisation, Plan
from livskraft.plans.queries.working_lists import Question, working_activities
from tests.factories import (
    make_activity,
    make_forum,
    make_goal,
    make_link,
    make_organisation,
    make_person,
    make_plan,
)

pytestmark = pytest.mark.django_db
LIST = "/arbeta/aktiviteter/"


@pytest.fixture
def client(strategist, sign_in):
    return sign_in(strategist)


@pytest.fixture
def plan(goal):
    return goal.plan


def titles(text):
    names = ("Tända lampor", "Anlägga torg", "Öppna bibliotek")
    return sorted((name for name in names if name in text), key=text.index)


# The list.


def test_visitors_are_sent_to_sign_in(strict_client):
    for name in ("plans", "activities", "actors", "forums"):
        path = reverse(f"workspace-{name}")
        assert strict_client.get(path)["Location"] == f"/arbeta/logga-in/?next={path}"


def test_an_empty_list_says_what_comes(client):
    assert "Ingen aktivitet är inlagd än." in client.get(LIST).text
    assert "Ingen plan är inlagd än." in client.get("/arbeta/planer/").text


def test_the_list_leads_to_the_form_the_public_page_and_the_history(client, activities):
    text = client.get(LIST).text
    assert 'href="/arbeta/redigera/plan/aktiviteter/lampor/"' in text
    assert 'href="/aktiviteter/lampor/"' in text
    assert 'href="/arbeta/historik/plan/aktiviteter/lampor/"' in text
    assert client.get("/en" + LIST).status_code == 200


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Tända lampor", "Anlägga torg", "Öppna bibliotek"]),
        ("ord=lampa", ["Tända lampor"]),
        ("lage=planned", ["Öppna bibliotek"]),
        ("utan_ansvarig=on", ["Öppna bibliotek"]),
        ("utan_datum=on", ["Tända lampor", "Anlägga torg", "Öppna bibliotek"]),
        ("ansvarig=sala", ["Anlägga torg"]),
        ("slutar_till=2022-12-31", ["Tända lampor"]),
        ("slutar_fran=2022-12-31", []),
        ("lage=archived", []),
        ("ordning=titel", ["Anlägga torg", "Tända lampor", "Öppna bibliotek"]),
        ("ordning=slut", ["Tända lampor", "Anlägga torg", "Öppna bibliotek"]),
        ("ordning=start", ["Anlägga torg", "Tända lampor", "Öppna bibliotek"]),
        ("ordning=ansvarig", ["Tända lampor", "Anlägga torg", "Öppna bibliotek"]),
        ("ordning=lage", ["Öppna bibliotek", "Tända lampor", "Anlägga torg"]),
        ("lage=finns-inte&mal=x&plan=99&sida=0&slutar_fran=igår&ord=%00", None),
    ],
)
def test_the_list_is_chosen_and_ordered(client, activities, query, found):
    text = client.get(f"{LIST}?{query}").text
    assert found is None or titles(text) == found


def test_goals_and_leads_take_in_what_lies_below_them(client, activities, goal, unit, plan):
    below = make_goal(plan, "Trygga torg", parent=goal)
    part = make_organisation("Natten", parent=unit)
    make_activity(below, "Nattvandra", lead=part)
    assert "Nattvandra" in client.get(f"{LIST}?mal={goal.pk}").text
    assert "Nattvandra" in client.get(f"{LIST}?ansvarig=folkhalsa").text
    assert titles(client.get(f"{LIST}?mal={below.pk}").text) == []


def test_people_are_shown_and_asked_for_only_by_those_who_may_see_them(
    sign_in, client, make_user, activities
):
    person = make_person("Kim Påhittad")
    Activity.objects.filter(slug="lampor").update(responsible=person)
    assert titles(client.get(f"{LIST}?person={person.pk}").text) == ["Tända lampor"]
    assert titles(client.get(f"{LIST}?person=-1").text) == ["Anlägga torg", "Öppna bibliotek"]
    for role in ("reader", "elected", "partner", "evaluator"):
        text = sign_in(make_user(role)).get(f"{LIST}?person={person.pk}").text
        assert "Kim" not in text
        assert len(titles(text)) == 3


def test_archived_activities_are_asked_for_and_taken_back(client, activities):
    path = "/arbeta/arkivera/plan/aktiviteter/lampor/"
    assert client.post(path, {"reason": "Slut"})["Location"] == LIST
    assert "Tända lampor" not in client.get(LIST).text.split("</header>")[-1].split("notice")[0]
    text = client.get(f"{LIST}?lage=archived").text
    assert "Tända lampor" in text
    assert "Anlägga torg" not in text
    assert "/arbeta/ateruppta/plan/aktiviteter/lampor/" in text
    assert 'name="aktivitet"' not in text
    client.post("/arbeta/ateruppta/plan/aktiviteter/lampor/", {"reason": "Fortsätter"})
    assert Activity.objects.get(slug="lampor").archived_at is None


def test_readers_get_no_form(sign_in, make_user, activities):
    for role in ("reader", "evaluator", "elected"):
        text = sign_in(make_user(role)).get(LIST).text
        assert 'name="aktivitet"' not in text
        assert "/arbeta/redigera/" not in text


def test_editors_tick_and_edit_what_their_unit_leads(sign_in, make_user, activities, unit):
    editor = sign_in(make_user("editor", organisation=unit))
    text = editor.get(LIST).text
    assert len(titles(text)) == 3
    assert text.count('name="aktivitet"') == 1
    assert f'value="{activities[0].pk}"' in text
    assert "din egen enhet leder" in text
    assert "/arbeta/redigera/plan/aktiviteter/lampor/" in text
    assert "/arbeta/redigera/plan/aktiviteter/torg/" not in text


def test_a_thousand_rows_come_in_pages_with_few_queries(
    sign_in, client, goal, unit, make_user, django_assert_max_num_queries
):
    Activity.objects.bulk_create(
        Activity(
            plan=goal.plan,
            primary_goal=goal,
            title=f"Nummer {number}",
            slug=f"nummer-{number}",
            address=f"nummer-{number}",
            position=number,
            lead=unit,
        )
        for number in range(1000)
    )
    with django_assert_max_num_queries(16):
        text = client.get(LIST).text
    assert text.count('name="aktivitet"') == 100
    assert "Sida 1 av 10" in text
    assert "Alla 1000 i listan" in text
    editor = sign_in(make_user("editor", organisation=unit))
    with django_assert_max_num_queries(22):
        text = editor.get(f"{LIST}?sida=10&ordning=titel").text
    assert "Alla 1000 i listan som din enhet leder" in text
    assert "ordning=titel&amp;sida=9" in text


# Plans, actors, forums.


def test_a_plan_shows_its_goals_with_ways_to_change_each(client, activities, goal, plan):
    make_goal(plan, "Trygga torg", "torg", parent=goal)
    make_link(goal, make_goal(make_plan("ram", kind="frame", title="Ramen"), "Fred"))
    text = client.get("/arbeta/planer/plan/").text
    assert f'href="{LIST}?mal={goal.pk}">3 aktiviteter</a>' in text
    assert 'href="/arbeta/redigera/plan/mal/trygghet/"' in text
    assert 'href="/arbeta/ny/plan/mal/?under=trygghet"' in text
    assert "1 koppling" in text
    assert "livskraft plan save plan" in text
    text = client.get("/arbeta/planer/").text
    assert "Ramen" in text
    assert text.index("Strategi 2030") < text.index("Ramen")


def test_readers_see_plans_without_ways_to_change_them(sign_in, make_user, activities, plan):
    for role in ("reader", "editor"):
        user = sign_in(make_user(role))
        text = user.get("/arbeta/planer/plan/").text
        assert "/arbeta/redigera/" not in text
        assert "/arbeta/ny/" not in text
        assert "/arbeta/arkivera/" not in text
        assert "/arbeta/ny/" not in user.get("/arbeta/planer/").text
    assert user.get("/arbeta/planer/finns-inte/").status_code == 404


def test_a_plan_takes_few_queries(client, example_region, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        client.get("/arbeta/planer/vastmanland-2030/")
    with django_assert_max_num_queries(10):
        client.get("/arbeta/planer/")
    for path in ("/arbeta/aktorer/", "/arbeta/forum/"):
        with django_assert_max_num_queries(7):
            client.get(path)


def test_actors_and_forums_are_listed_with_ways_to_change_them(client, activities):
    make_forum("Beredningen", "beredningen")
    text = client.get("/arbeta/aktorer/").text
    assert 'href="/arbeta/redigera/-/aktorer/sala/"' in text
    assert 'href="/arbeta/ny/-/aktorer/"' in text
    text = client.get("/arbeta/forum/").text
    assert 'href="/arbeta/redigera/-/forum/beredningen/"' in text
    assert 'href="/arbeta/arkivera/-/forum/beredningen/"' in text


def test_editors_edit_their_own_unit_and_those_below_it(sign_in, make_user, activities, unit):
    make_organisation("Natten", "natten", parent=unit)
    text = sign_in(make_user("editor", organisation=unit)).get("/arbeta/aktorer/").text
    assert "/arbeta/redigera/-/aktorer/folkhalsa/" in text
    assert "/arbeta/redigera/-/aktorer/natten/" in text
    assert "/arbeta/redigera/-/aktorer/sala/" not in text
    assert "/arbeta/arkivera/" not in text


def test_what_stands_in_the_way_of_the_archive_is_named(client, activities):
    path = "/arbeta/arkivera/-/aktorer/sala/"
    assert "Arkivera ”Sala kommun”?" in client.get(path).text
    answer = client.post(path, {"reason": "Slut"})
    assert answer.status_code == 422
    assert "Anlägga torg" in answer.text
    assert Organisation.objects.get(slug="sala").archived_at is None
    assert client.post(path, {"reason": ""}).status_code == 422


def test_an_archived_forum_stands_last_and_is_taken_back(client):
    make_forum("Aftonforum", "afton")
    make_forum("Beredningen", "beredningen")
    client.post("/arbeta/arkivera/-/forum/afton/", {"reason": "Upplöst"})
    text = client.get("/arbeta/forum/").text
    assert "Arkiverade" in text
    assert 'href="/arbeta/ateruppta/-/forum/afton/"' in text
    assert "”Aftonforum” är arkiverad." in text
    client.post("/arbeta/ateruppta/-/forum/afton/", {"reason": "Igen"})
    assert Forum.objects.filter(archived_at=None).count() == 2


def test_links_and_plans_are_taken_away_too(client, goal, plan):
    make_link(goal, make_goal(plan, "Tillit", "tillit"))
    path = "/arbeta/arkivera/plan/kopplingar/plan/trygghet%20contributes%20plan/tillit/"
    assert client.get(path).status_code == 200
    assert client.post(path, {"reason": "Fel"})["Location"] == "/arbeta/planer/plan/"
    assert GoalLink.objects.count() == 0
    client.post("/arbeta/arkivera/-/planer/plan/", {"reason": "Ersatt"})
    assert Plan.objects.get().archived_at is not None
    assert "Arkiverade" in client.get("/arbeta/planer/").text


def test_only_those_who_plan_archive(sign_in, make_user, activities, unit):
    for role in ("reader", "editor", "partner", "evaluator", "elected"):
        user = sign_in(make_user(role, organisation=unit))
        for what in ("arkivera", "ateruppta"):
            path = f"/arbeta/{what}/-/aktorer/folkhalsa/"
            assert user.get(path).status_code == 403
            assert user.post(path, {"reason": "Slut"}).status_code == 403


def test_activities_of_archived_plans_are_left_out(activities, plan):
    from django.utils import timezone

    Plan.objects.filter(pk=plan.pk).update(archived_at=timezone.now())
    assert list(working_activities(Question())) == []
