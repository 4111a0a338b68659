"""The example region's rounds: invented answers, each marked as such wherever it is shown."""

from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone

from livskraft.plans.models import Activity, Organisation, Plan
from livskraft.reporting.models import Assignment, ReportingRound
from livskraft.reporting.services.closing import close_round
from livskraft.reporting.services.evidence import EvidenceContent, add_evidence
from livskraft.reporting.services.freezing import freeze_round, write_addendum
from livskraft.reporting.services.gates import set_gate
from livskraft.reporting.services.reports import save_report_draft, send_report
from livskraft.reporting.services.reviewing import accept_report, excuse, mark_returned
from livskraft.reporting.services.rounds import open_round
from livskraft.reporting.services.views_of_partners import give_partner_view
from livskraft.reporting.who import Who

Record = dict[str, Any]

_APART = {"activity", "day", "state", "question", "evidence"}


@transaction.atomic
def load_example_rounds(*, path: Path) -> int:
    """Open the file's rounds, answer, close and freeze them, the first time only; return how many.

    They go through the same services as real ones, on the days that the file says. No mail is
    written.
    """
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    plan = Plan.objects.filter(slug=document["plan"]).first()
    if plan is None or plan.rounds.exists():
        return 0
    for one in document["rounds"]:
        _load(plan, one)
    for one in document["gates"]:
        set_gate(
            activity=_activity(plan, one["activity"]),
            title=one["title"],
            blocks=one["blocks"],
            is_example=True,
            by=None,
            now=_at(one["day"]),
        )
    return len(document["rounds"])


def _load(plan: Plan, one: Record) -> None:
    round_ = open_round(
        plan=plan,
        slug=one["slug"],
        kind=one["kind"],
        period_from=one["period"]["from"],
        period_to=one["period"]["to"],
        opens_on=one["opens_on"],
        closes_on=one["closes_on"],
        is_example=True,
        by=None,
        now=_at(one["opens_on"]),
    )
    for answer in one["answers"]:
        _answer(_assignment(round_, answer["activity"]), answer)
    for each in one.get("excused", []):
        assignment = _assignment(round_, each["activity"], is_needed=False)
        if assignment is not None:
            excuse(assignment=assignment, reason=each["reason"], by=None)
    for view in one.get("partner_views", []):
        _view(round_, view)
    if "closed_on" in one:
        close_round(round_=round_, reason=one["reason"], by=None, now=_at(one["closed_on"]))
        freeze_round(round_=round_, by=None, now=_at(one["frozen_on"]))
    for added in one.get("addenda", []):
        write_addendum(
            round_=round_,
            assignment=_assignment(round_, added["activity"]),
            text=added["text"],
            reason=added["reason"],
            is_example=True,
            by=None,
            now=_at(added["day"]),
        )


def _answer(assignment: Assignment, one: Record) -> None:
    who = Who(person=assignment.substitute or assignment.person)
    answers = {key: value for key, value in one.items() if key not in _APART}
    state, now = one.get("state", "accepted"), _at(one["day"])
    if state == "draft":
        save_report_draft(assignment=assignment, answers=answers, version=0, who=who, now=now)
        return
    for each in one.get("evidence", []):
        add_evidence(assignment=assignment, content=_evidence(each), who=who, now=now)
    report = send_report(
        assignment=assignment, answers=answers, who=who, channel="link", is_example=True, now=now
    )
    if state == "accepted":
        accept_report(report=report, by=None, now=now)
    elif state == "returned":
        mark_returned(report=report, question=one["question"], by=None, now=now)


def _evidence(one: Record) -> EvidenceContent:
    number = one.get("number")
    return EvidenceContent(
        kind=one["kind"],
        text=one.get("text", ""),
        url=one.get("url", ""),
        number=None if number is None else Decimal(str(number)),
        unit=one.get("unit", ""),
    )


def _view(round_: ReportingRound, one: Record) -> None:
    give_partner_view(
        round_=round_,
        activity=_activity(round_.plan, one["activity"]),
        organisation=Organisation.objects.get(slug=one["organisation"]),
        role=one["role"],
        rating=one["rating"],
        comment=one["comment"],
        who=Who(),
        is_example=True,
        now=_at(one["day"]),
    )


def _assignment(round_: ReportingRound, slug: str, *, is_needed: bool = True) -> Any:
    """Return the activity's assignment; None where it was not asked about and need not have been."""
    found = round_.assignments.select_related("person", "substitute").filter(activity__slug=slug)
    return found.get() if is_needed else found.first()


def _activity(plan: Plan, slug: str) -> Activity:
    return Activity.objects.get(plan=plan, slug=slug)


def _at(day: date) -> datetime:
    """Return nine o'clock that day, where the site is."""
    return timezone.make_aware(datetime.combine(day, time(9)))
