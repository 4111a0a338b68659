"""One row of the board for each activity of a round. Always the same six queries."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from livskraft.plans.models import Goal, Organisation
from livskraft.plans.queries.goals import GoalBrief, goal_brief
from livskraft.reporting.models import (
    Duty,
    OutgoingMail,
    ReportingRound,
    StatusReport,
    Verdict,
)
from livskraft.reporting.models.mail import FAILED
from livskraft.reporting.models.rounds import ANSWERED, AWAITED


@dataclass(frozen=True, slots=True)
class Parts:
    """How many of some activities have answered. Never said to be complete."""

    answered: int
    total: int

    @property
    def words(self) -> str:
        """As in "4 of 6 have answered"."""
        return _("%(answered)d of %(total)d have answered") % {
            "answered": self.answered,
            "total": self.total,
        }


@dataclass(frozen=True, slots=True)
class Actor:
    """An organisation that leads activities."""

    pk: int
    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class BoardRow:
    """An activity in a round.

    `person` is who answers for it, `asked` who is asked now (a substitute, or the same), "" for
    nobody; `mailed_on` the day on which that person last got a mail of the round. `goal_place`
    counts the goals of the plan. `report` is the key of the newest answer, None without one.
    Only those who must answer are `is_missing` and `is_overdue`; see `rows_of`.
    """

    pk: int
    activity: int
    address: str
    title: str
    search_text: str
    goal: GoalBrief
    goal_place: int
    actor: Actor | None
    person: str
    asked: str
    asked_pk: int | None
    has_address: bool
    address_fails: bool
    mailed_on: date | None
    duty: str
    state: str
    is_answered: bool
    is_missing: bool
    is_overdue: bool
    excused_reason: str
    verdict: str
    is_decided: bool
    answered_at: datetime | None
    report: int | None
    parts: Parts | None

    @property
    def verdict_word(self) -> str:
        return str(Verdict(self.verdict).label) if self.verdict else ""


def board_rows(round_: ReportingRound, on: date) -> list[BoardRow]:
    """Return the rows in the order of the plan. Six queries, however many there are.

    Missing is what must be answered, is not, and is not excused; overdue the same once the last
    day has passed. Who is only invited, or may answer, is never either.
    """
    in_order = enumerate(Goal.objects.filter(plan=round_.plan_id))
    goals = {goal.pk: (place, goal_brief(goal)) for place, goal in in_order}
    actors = {one.pk: one for one in _actors()}
    mails = _mails(round_)
    newest = _newest_reports(round_)
    raw = list(_assignments(round_))
    parts = _parts(raw)
    is_late = on > round_.closes_on
    return [
        _row(one, goals, actors, mails, newest.get(one["pk"]), parts.get(one["activity"]), is_late)
        for one in raw
    ]


def _actors() -> Iterable[Actor]:
    rows = Organisation.objects.order_by().values_list("pk", "slug", "title")
    return (Actor(*row) for row in rows)


def _assignments(round_: ReportingRound) -> Iterable[dict[str, Any]]:
    return round_.assignments.order_by("activity__position", "pk").values(
        *("pk", "activity", "activity__address", "activity__title", "activity__search_text"),
        *("activity__primary_goal", "activity__parent", "organisation", "duty", "state"),
        *("excused_reason", "verdict", "verdict_reason", "answered_at"),
        *("person", "person__name", "person__email"),
        *("substitute", "substitute__name", "substitute__email"),
    )


@dataclass(frozen=True, slots=True)
class _Mails:
    days: Mapping[int, date]
    failing: frozenset[int]


def _mails(round_: ReportingRound) -> _Mails:
    """Return when each person last got a mail, and whose last one did not arrive. Two queries."""
    mails = OutgoingMail.objects.filter(round=round_).order_by()
    rows = list(mails.values_list("person").annotate(Max("created_at"), Max("day")))
    last = {pk: at for pk, at, _day in rows}
    failed = mails.filter(state__in=FAILED).values_list("person", "created_at")
    days = {pk: day for pk, _at, day in rows}
    return _Mails(days, frozenset(pk for pk, at in failed if at == last.get(pk)))


def _newest_reports(round_: ReportingRound) -> dict[int, int]:
    """Return by assignment the key of its newest answer. One query."""
    reports = StatusReport.objects.filter(assignment__round=round_).order_by("number")
    return dict(reports.values_list("assignment", "pk"))


def _parts(raw: list[dict[str, Any]]) -> dict[int, Parts]:
    """Return for each activity that has others below it in the round how many of them answered."""
    above = {one["activity"]: one["activity__parent"] for one in raw}
    totals: Counter[int] = Counter()
    answered: Counter[int] = Counter()
    for one in raw:
        seen: set[int] = set()
        step = one["activity__parent"]
        while step is not None and step not in seen:
            seen.add(step)
            totals[step] += 1
            answered[step] += one["state"] in ANSWERED
            step = above.get(step)
    return {pk: Parts(answered[pk], total) for pk, total in totals.items()}


def _row(
    one: dict[str, Any],
    goals: Mapping[int, tuple[int, GoalBrief]],
    actors: Mapping[int, Actor],
    mails: _Mails,
    report: int | None,
    parts: Parts | None,
    is_late: bool,
) -> BoardRow:
    whom = "substitute" if one["substitute"] else "person"
    is_answered = one["state"] in ANSWERED
    is_missing = one["duty"] == Duty.ASKED and one["state"] in AWAITED and not one["excused_reason"]
    place, goal = goals[one["activity__primary_goal"]]
    return BoardRow(
        pk=one["pk"],
        activity=one["activity"],
        address=one["activity__address"],
        title=one["activity__title"],
        search_text=one["activity__search_text"],
        goal=goal,
        goal_place=place,
        actor=actors.get(one["organisation"] or 0),
        person=one["person__name"] or "",
        asked=one[f"{whom}__name"] or "",
        asked_pk=one[whom],
        has_address=bool(one[f"{whom}__email"]),
        address_fails=one[whom] in mails.failing,
        mailed_on=mails.days.get(one[whom] or 0),
        duty=one["duty"],
        state=one["state"],
        is_answered=is_answered,
        is_missing=is_missing,
        is_overdue=is_missing and is_late,
        excused_reason=one["excused_reason"],
        verdict=one["verdict"],
        is_decided=bool(one["verdict"] or one["verdict_reason"] or one["excused_reason"]),
        answered_at=one["answered_at"],
        report=report,
        parts=parts,
    )
