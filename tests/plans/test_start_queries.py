from datetime import date

import pytest

from livskraft.plans.models import ForumMeeting
from livskraft.plans.queries.start import happenings
from tests.factories import make_activity, make_forum, make_goal, make_milestone, make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def goal():
    return make_goal(make_plan(as_of=date(2023, 1, 26)))


def test_the_latest_changes_are_those_before_today(goal):
    make_activity(goal, "Äldre", status_since=date(2022, 11, 2), status="paused")
    make_activity(goal, "Nyast", status_since=date(2023, 1, 18))
    make_activity(goal, "I framtiden", status_since=date(2023, 2, 1))
    make_activity(goal, "Utan datum")
    assert [one.title for one in happenings(goal.plan).latest] == ["Nyast", "Äldre"]


def test_milestones_and_meetings_to_come_stand_in_order_of_date(goal):
    ongoing, done = make_activity(goal, "Bredbandslyft"), make_activity(goal, status="done")
    make_milestone(ongoing, "Beslut", date(2023, 3, 1))
    make_milestone(ongoing, "Redan varit", date(2023, 1, 26))
    make_milestone(done, "Gäller inte längre", date(2023, 3, 1))
    forum = make_forum("Strategisk beredning")
    ForumMeeting.objects.create(forum=forum, date=date(2023, 2, 10))
    ForumMeeting.objects.create(
        forum=forum, date=date(2023, 2, 11), archived_at="2023-01-01T00:00Z"
    )
    coming = happenings(goal.plan).coming
    assert [one.title for one in coming] == ["Strategisk beredning", "Beslut"]
    assert (coming[0].forum, coming[1].where) == (forum.slug, "Bredbandslyft")


def test_statuses_add_up_to_all_activities(goal):
    for status in ["ongoing", "ongoing", "done", "cancelled"]:
        make_activity(goal, status=status)
    found = happenings(goal.plan)
    assert (found.total, found.ongoing) == (4, 2)
    assert sum(count.number for count in found.statuses) == found.total


def test_one_mark_stands_for_all_only_where_all_are_invented(goal):
    make_activity(goal, status_since=date(2023, 1, 1), example_fields=["status"])
    assert happenings(goal.plan).latest_is_example
    make_activity(goal, status_since=date(2023, 1, 2))
    assert not happenings(goal.plan).latest_is_example


def test_it_takes_four_queries(goal, django_assert_num_queries):
    for _ in range(20):
        make_milestone(make_activity(goal, status_since=date(2022, 1, 1)), "M", date(2023, 2, 1))
    with django_assert_num_queries(4):
        happenings(goal.plan)
