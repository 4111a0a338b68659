"""What a reporter is told after sending: where the answer appears, which forum gets it when, and what
came of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from livskraft.plans.models import ForumMeeting
from livskraft.plans.models.forums import Mandate
from livskraft.plans.models.plan import Level
from livskraft.plans.queries.plan import today
from livskraft.reporting.models import (
    Addendum,
    Assignment,
    AssignmentState,
    ReportState,
    Verdict,
)
from livskraft.reporting.models.rounds import STANDS
from livskraft.reporting.queries.forms import newest_report

_FORUMS = 2


@dataclass(frozen=True, slots=True)
class Place:
    """A public page: what it is ("activity", "goal") and the last part of its address."""

    kind: str
    address: str
    title: str


@dataclass(frozen=True, slots=True)
class ForumVisit:
    """A meeting that gets the round's answers."""

    slug: str
    title: str
    on: date
    is_example: bool


@dataclass(frozen=True)
class WhatHappens:
    """What becomes of an answer.

    `is_public` is whether it can be read in `places` already; `forums` get the round's answers,
    soonest first. `question` is what the reviewer asks, "" for none; `verdict` what was decided,
    "" until then, with its reason; `addenda` what was added after the round was closed.
    """

    places: tuple[Place, ...]
    is_public: bool
    forums: tuple[ForumVisit, ...]
    question: str
    verdict: str
    verdict_reason: str
    addenda: tuple[Addendum, ...]

    @property
    def verdict_word(self) -> str:
        return str(Verdict(self.verdict).label) if self.verdict else ""


def what_happens(assignment: Assignment) -> WhatHappens:
    """Return what becomes of the answer. Five queries; the assignment with round, plan, activity."""
    round_, activity = assignment.round, assignment.activity
    goal = activity.primary_goal
    newest = newest_report(assignment)
    is_decided = round_.state in STANDS
    return WhatHappens(
        places=(
            Place("activity", activity.address, activity.title),
            Place("goal", goal.address, goal.title),
        ),
        is_public=assignment.state == AssignmentState.ACCEPTED,
        forums=tuple(_forums(assignment)),
        question=newest.question if newest and newest.state == ReportState.RETURNED else "",
        verdict=assignment.verdict if is_decided else "",
        verdict_reason=assignment.verdict_reason if is_decided else "",
        addenda=tuple(Addendum.objects.filter(assignment=assignment)),
    )


def _forums(assignment: Assignment) -> Iterable[ForumVisit]:
    """Yield the next meeting, after the last day, of each regional forum on the way to a decision:
    that prepares, or that decides what others prepare.
    """
    plan = assignment.round.plan
    after = max(assignment.round.closes_on, today(plan))
    is_on_the_way = Q(forum__mandate=Mandate.PREPARES) | Q(
        forum__mandate=Mandate.DECIDES, forum__reporting_forums__isnull=False
    )
    meetings = (
        ForumMeeting.objects.filter(
            is_on_the_way,
            date__gte=after,
            archived_at=None,
            forum__archived_at=None,
            forum__level=Level.REGIONAL,
        )
        .select_related("forum")
        .order_by("date", "pk")
    )
    seen: set[int] = set()
    for meeting in meetings:
        if meeting.forum_id in seen:
            continue
        seen.add(meeting.forum_id)
        yield ForumVisit(meeting.forum.slug, meeting.forum.title, meeting.date, meeting.is_example)
        if len(seen) == _FORUMS:
            return
