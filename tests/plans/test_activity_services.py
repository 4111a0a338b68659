"""An activity's status changes with a day, and with a reason where one is due."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from livskraft.accounts.models import User
from livskraft.plans.services.activities import change_status
from tests.factories import make_activity, make_goal, make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity():
    return make_activity(make_goal(make_plan()), status="ongoing", status_since=date(2022, 3, 1))


def test_a_change_is_kept_with_day_reason_and_author(activity):
    by = User.objects.create_user("anna@example.org", name="Anna")
    change_status(
        activity=activity,
        status="paused",
        since=date(2022, 9, 1),
        reason=" Pengarna tog slut. ",
        by=by,
    )
    activity.refresh_from_db()
    assert (activity.status, activity.status_since) == ("paused", date(2022, 9, 1))
    assert [change.status for change in activity.status_changes.all()] == ["ongoing", "paused"]
    version = activity.history.first()
    assert (version.history_change_reason, version.history_user) == ("Pengarna tog slut.", by)
    assert activity.status_changes.last().history.count() == 1


@pytest.mark.parametrize("status", ["paused", "cancelled"])
def test_pausing_and_cancelling_need_a_reason(activity, status):
    with pytest.raises(ValidationError):
        change_status(activity=activity, status=status, since=date(2022, 9, 1), reason="  ")
    assert activity.status_changes.count() == 1


def test_a_change_is_never_older_than_the_newest(activity):
    with pytest.raises(ValidationError):
        change_status(activity=activity, status="done", since=date(2022, 2, 28))


def test_an_unknown_status_is_refused(activity):
    with pytest.raises(ValidationError):
        change_status(activity=activity, status="finished", since=date(2022, 9, 1))


def test_a_real_status_is_no_example_any_more(activity):
    activity.example_fields = ["starts", "status"]
    activity.save()
    change_status(activity=activity, status="done", since=date(2022, 9, 1))
    activity.refresh_from_db()
    assert activity.example_fields == ["starts"]
