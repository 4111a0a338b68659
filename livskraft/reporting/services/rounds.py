"""A round is planned and opened: who is asked about what, and until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.plans.models import Plan
from livskraft.plans.queries.plan import today
from livskraft.plans.services.locking import lock_plans
from livskraft.reporting.errors import RoundStateError
from livskraft.reporting.models import (
    Assignment,
    ReportingRound,
    RoundKind,
    RoundState,
)
from livskraft.reporting.queries.asking import activities_to_ask_about
from livskraft.reporting.queries.duties import duties
from livskraft.reporting.questions import Question, default_questions
from livskraft.reporting.services.keeping import change
from livskraft.reporting.services.people import who_is_asked
from livskraft.reporting.services.permissions import require
from livskraft.shared.history import BATCH, Author, write_history
from livskraft.shared.swedish import plain, words

REMINDERS = (7, 2)
"""Days before the last day, unless the round says otherwise."""

DAYS_OPEN = timedelta(days=21)


@dataclass(frozen=True)
class RoundPlan:
    """How a round is to be; what is left out gets its usual value. Days are both included."""

    kind: str
    period_from: date
    period_to: date
    title: str = ""
    slug: str = ""
    opens_on: date | None = None
    closes_on: date | None = None
    reminders: tuple[int, ...] = REMINDERS
    questions: tuple[Question, ...] | None = None
    is_example: bool = False


@transaction.atomic
def open_round(
    *,
    plan: Plan,
    kind: str,
    period_from: date,
    period_to: date,
    by: Any,
    now: datetime | None = None,
    **how: Any,
) -> ReportingRound:
    """Make a round and open it, or let it wait for its day if `opens_on` is still to come.

    `how` are the further fields of `RoundPlan`; `by` None is a command. Raises PermissionDenied,
    and ValidationError by field. Some fifteen queries, and three for each 500 activities.
    """
    require(by, "reporting.manage_round")
    wanted = RoundPlan(kind, period_from, period_to, **how)
    now = now or timezone.now()
    day = plan.as_of or timezone.localdate(now)
    lock_plans()
    round_ = _as_planned(plan, wanted, day)
    _check(round_)
    ReportingRound.objects.bulk_create([round_])
    write_history([round_], "+", Author("", by, now))
    return open_planned(round_=round_, by=by, now=now) if round_.opens_on <= day else round_


def _as_planned(plan: Plan, wanted: RoundPlan, day: date) -> ReportingRound:
    year = wanted.period_to.year
    title = wanted.title.strip() or usual_title(wanted.kind, year)
    slug = wanted.slug or usual_slug(wanted.kind, year) or "-".join(words(plain(title)))[:80]
    opens_on = wanted.opens_on or day
    questions = wanted.questions
    if questions is None:
        questions = default_questions(wanted.kind)
    return ReportingRound(
        plan=plan,
        slug=slug,
        address=_free_address(plan, slug),
        title=title,
        kind=wanted.kind,
        period_from=wanted.period_from,
        period_to=wanted.period_to,
        opens_on=opens_on,
        closes_on=wanted.closes_on or opens_on + DAYS_OPEN,
        reminders=sorted(set(wanted.reminders), reverse=True),
        questions=[one.as_stored() for one in questions],
        is_example=wanted.is_example,
    )


def usual_title(kind: str, year: int) -> str:
    """Return what a round is called in the plan's language, Swedish; "" for a plan's own round."""
    names: dict[str, str] = {
        RoundKind.HALF_YEAR: f"Delårsuppföljning {year}",
        RoundKind.YEAR_END: f"Årsbokslut {year}",
    }
    return names.get(kind, "")


def usual_slug(kind: str, year: int) -> str:
    """Return the short name of a round; "" for a plan's own round."""
    names: dict[str, str] = {
        RoundKind.HALF_YEAR: f"delar-{year}",
        RoundKind.YEAR_END: f"arsbokslut-{year}",
    }
    return names.get(kind, "")


def _free_address(plan: Plan, slug: str) -> str:
    is_taken = ReportingRound.objects.filter(address=slug).exists()
    return f"{plan.slug}-{slug}" if is_taken else slug


def _check(round_: ReportingRound) -> None:
    errors: dict[str, str] = {}
    if round_.kind not in RoundKind.values:
        errors["kind"] = _("Choose what kind of round it is.")
    if not round_.title:
        errors["title"] = _("Give the round a title.")
    if round_.period_to < round_.period_from:
        errors["period_to"] = _("The period cannot end before it starts.")
    if round_.closes_on < round_.opens_on:
        errors["closes_on"] = _("The last day to answer cannot come before the first.")
    if not round_.questions:
        errors["questions"] = _("A round must ask something.")
    if any(not isinstance(days, int) or days < 0 for days in round_.reminders):
        errors["reminders"] = _("Write reminders as days before the last day, such as 7, 2.")
    same = ReportingRound.objects.filter(plan=round_.plan, slug=round_.slug).exclude(pk=round_.pk)
    if same.exists():
        errors["slug"] = _("There is a round %(name)s already.") % {"name": round_.slug}
    if errors:
        raise ValidationError(errors)


@transaction.atomic
def open_planned(*, round_: ReportingRound, by: Any, now: datetime | None = None) -> ReportingRound:
    """Open a round that waits: each living activity of the plan gets an assignment.

    Activities that ended before the period, begin after it, or are ideas yet, are not asked about.
    Raises PermissionDenied, and RoundStateError where it is open already.
    """
    require(by, "reporting.manage_round")
    now = now or timezone.now()
    round_ = locked(round_)
    if round_.state != RoundState.DRAFT:
        raise RoundStateError(_("%(round)s has been opened already.") % {"round": round_})
    asked_about = activities_to_ask_about(round_.plan, round_.period_from, round_.period_to)
    activities = list(asked_about.only("pk", "lead", "primary_goal", "responsible"))
    duty = duties(round_.plan, activities)
    asked = who_is_asked(activities, today(round_.plan))
    assignments = [
        Assignment(
            round=round_,
            activity=activity,
            organisation_id=activity.lead_id,
            person_id=asked[activity.pk][0],
            substitute_id=asked[activity.pk][1],
            duty=duty[activity.pk],
        )
        for activity in activities
    ]
    author = Author("", by, now)
    Assignment.objects.bulk_create(assignments, batch_size=BATCH)
    write_history(assignments, "+", author)
    change(round_, author, state=RoundState.OPEN, opened_at=now, opened_by=by)
    return round_


def locked(round_: ReportingRound) -> ReportingRound:
    """Return the round as it is now, kept from others until the transaction ends."""
    found: ReportingRound = (
        ReportingRound.objects.select_for_update(of=("self",))
        .select_related("plan")
        .get(pk=round_.pk)
    )
    return found


def require_open(round_: ReportingRound) -> None:
    """Raise RoundStateError unless the round is open."""
    if round_.state != RoundState.OPEN:
        raise RoundStateError(_("%(round)s is not open.") % {"round": round_})


@transaction.atomic
def change_round(
    *,
    round_: ReportingRound,
    by: Any,
    title: str,
    opens_on: date,
    closes_on: date,
    reminders: Iterable[int],
    reason: str = "",
) -> ReportingRound:
    """Give a round that is not closed another title, other days, other reminders.

    Raises PermissionDenied, RoundStateError, and ValidationError by field.
    """
    require(by, "reporting.manage_round")
    round_ = locked(round_)
    if round_.state not in (RoundState.DRAFT, RoundState.OPEN):
        raise RoundStateError(_("%(round)s is closed. Write an addendum.") % {"round": round_})
    kept = {"title": title.strip(), "opens_on": opens_on, "closes_on": closes_on}
    wanted = ReportingRound(pk=round_.pk, plan=round_.plan, slug=round_.slug, kind=round_.kind)
    wanted.period_from, wanted.period_to = round_.period_from, round_.period_to
    wanted.questions = round_.questions
    wanted.reminders = sorted(set(reminders), reverse=True)
    for name, value in kept.items():
        setattr(wanted, name, value)
    _check(wanted)
    change(round_, Author(reason.strip(), by), **kept, reminders=wanted.reminders)
    return round_
