"""Bulk writes keep the history that single writes would keep, many-to-many rows too."""

import pytest

from livskraft.accounts.models import User
from livskraft.plans.models import Activity, Goal
from livskraft.shared.history import Author, delete_rows, set_members, write_history
from tests.factories import make_activity, make_goal, make_link, make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def goals():
    plan = make_plan()
    return [make_goal(plan, slug=slug) for slug in ("a", "b", "c")]


def test_versions_say_who_why_and_what(goals):
    by = User.objects.create_user("anna@example.org", name="Anna")
    activity = make_activity(goals[0], secondary=(goals[1],))
    write_history([activity], "~", Author("Därför", by))
    version = Activity.history.first()
    assert (version.history_type, version.history_change_reason) == ("~", "Därför")
    assert version.history_user == by
    assert version.title == activity.title
    assert [row.goal for row in version.secondary_goals.all()] == [goals[1]]


def test_nothing_to_write_writes_nothing(goals, django_assert_num_queries):
    with django_assert_num_queries(0):
        write_history([], "+", Author("x"))


def test_members_become_exactly_those_wanted(goals):
    field = Activity._meta.get_field("secondary_goals")
    first = make_activity(goals[0], secondary=(goals[1],))
    second = make_activity(goals[0], secondary=(goals[1],))
    changed = set_members(field, {first.pk: [goals[2].pk], second.pk: [goals[1].pk]})
    assert changed == {first.pk}
    assert list(first.secondary_goals.all()) == [goals[2]]
    assert list(second.secondary_goals.all()) == [goals[1]]


def test_deleted_parts_leave_their_history(goals):
    link = make_link(goals[0], goals[1])
    delete_rows([link], Author("Bort"))
    version = type(link).history.first()
    assert (version.history_type, version.history_change_reason) == ("-", "Bort")
    assert Goal.objects.count() == 3
