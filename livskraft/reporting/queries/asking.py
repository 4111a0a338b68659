"""Which activities a round asks about, and who has been written to lately."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from livskraft.plans.models import Activity, Plan
from livskraft.plans.models.activities import Status
from livskraft.reporting.models import MailKind, MailState, OutgoingMail, ReportingRound

#: Mails that ask for an answer; of these nobody gets two about a round on one day.
ASKING = (MailKind.INVITATION, MailKind.REMINDER)
_LIVING = (Status.PLANNED, Status.ONGOING, Status.PAUSED)
_ENDED = (Status.DONE, Status.CANCELLED)


def plans_to_ask_about() -> QuerySet[Plan]:
    """Return the living plans that have living activities. One query."""
    has_activities = Q(activities__isnull=False, activities__archived_at=None)
    return Plan.objects.filter(has_activities, archived_at=None).distinct().order_by("pk")


def activities_to_ask_about(plan: Plan, period_from: date, period_to: date) -> QuerySet[Activity]:
    """Return what a round of that period asks about, in the order of the plan.

    Activities that ended before the period, begin after it, or are ideas yet, are left out.
    """
    living = Q(status__in=_LIVING) | Q(
        Q(status_since=None) | Q(status_since__gte=period_from), status__in=_ENDED
    )
    in_time = Q(starts=None) | Q(starts__lte=period_to) | ~Q(status=Status.PLANNED)
    return Activity.objects.filter(living, in_time, plan=plan, archived_at=None).order_by(
        "position", "pk"
    )


def asking_mails(round_: ReportingRound) -> QuerySet[OutgoingMail]:
    """Return the mails that have asked somebody for an answer, or are about to."""
    mails = OutgoingMail.objects.filter(round=round_, kind__in=ASKING)
    return mails.exclude(state=MailState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who has had a mail that asks today, by key; and the last day on which anybody was reminded."""

    today: frozenset[int]
    reminded_on: date | None


def asked_lately(round_: ReportingRound, day: date) -> Asked:
    """Return who was written to about a round on that day. Two queries."""
    mails = asking_mails(round_).order_by()
    people: Iterable[int] = mails.filter(day=day).values_list("person", flat=True)
    reminders = mails.filter(kind=MailKind.REMINDER).order_by("-day").values_list("day", flat=True)
    return Asked(frozenset(people), reminders.first())
