"""What happens now and next, for the start page."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from livskraft.plans.models import ForumMeeting, Milestone, Plan
from livskraft.plans.models.activities import Status
from livskraft.plans.queries.activity_choices import public_activities
from livskraft.plans.queries.goals import GoalBrief, StatusCount, by_status, goal_brief
from livskraft.plans.queries.plan import today


@dataclass(frozen=True)
class LatestStatus:
    """An activity whose status changed lately."""

    title: str
    address: str
    goal: GoalBrief
    status: str
    since: date
    is_example: bool


@dataclass(frozen=True)
class Coming:
    """A day to come: an activity's milestone, or a meeting of a forum.

    `address` is that of the activity, `forum` that of the forum; one of them is empty.
    """

    on: date
    title: str
    where: str
    address: str
    forum: str
    is_example: bool


@dataclass(frozen=True)
class Happenings:
    """What goes on in a plan as of a day."""

    today: date
    total: int
    statuses: tuple[StatusCount, ...]
    latest: tuple[LatestStatus, ...]
    coming: tuple[Coming, ...]

    @property
    def latest_is_example(self) -> bool:
        """Whether all of the latest changes are invented, so that one mark says it for all."""
        return bool(self.latest) and all(one.is_example for one in self.latest)

    @property
    def coming_is_example(self) -> bool:
        return bool(self.coming) and all(one.is_example for one in self.coming)

    @property
    def ongoing(self) -> int:
        return sum(count.number for count in self.statuses if count.status == Status.ONGOING)


def happenings(plan: Plan, *, shown: int = 4) -> Happenings:
    """Return what goes on now and what comes next, at most `shown` of each. Four queries."""
    on = today(plan)
    activities = public_activities().filter(plan=plan)
    statuses = Counter(
        dict(activities.order_by().values_list("status").annotate(number=Count("pk")))
    )
    latest = _latest(plan, on, shown)
    coming = sorted([*_milestones(plan, on, shown), *_meetings(on, shown)], key=lambda one: one.on)
    return Happenings(
        today=on,
        total=statuses.total(),
        statuses=by_status(statuses),
        latest=latest,
        coming=tuple(coming[:shown]),
    )


def _latest(plan: Plan, on: date, shown: int) -> tuple[LatestStatus, ...]:
    activities = (
        public_activities()
        .filter(plan=plan, status_since__lte=on)
        .select_related("primary_goal")
        .order_by("-status_since", "position")[:shown]
    )
    return tuple(
        LatestStatus(
            activity.title,
            activity.address,
            goal_brief(activity.primary_goal),
            activity.status,
            activity.status_since or on,
            "status" in activity.example_fields,
        )
        for activity in activities
    )


def _milestones(plan: Plan, on: date, shown: int) -> list[Coming]:
    """Return the next milestones of activities that have not stopped."""
    stopped = [Status.DONE, Status.CANCELLED, Status.PAUSED]
    rows = (
        Milestone.objects.filter(date__gt=on, activity__plan=plan, activity__archived_at=None)
        .exclude(activity__status__in=stopped)
        .order_by("date", "pk")
        .values_list("date", "title", "activity__title", "activity__address", "is_example")[:shown]
    )
    return [
        Coming(day, title, activity, address, "", is_example)
        for day, title, activity, address, is_example in rows
    ]


def _meetings(on: date, shown: int) -> list[Coming]:
    rows = (
        ForumMeeting.objects.filter(date__gt=on, archived_at=None, forum__archived_at=None)
        .order_by("date", "pk")
        .values_list("date", "title", "forum__title", "forum__slug", "is_example")[:shown]
    )
    return [
        Coming(day, title or forum, forum if title else "", "", slug, is_example)
        for day, title, forum, slug, is_example in rows
    ]
