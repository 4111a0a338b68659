"""What a round holds, to be frozen: the public part, and the part that only colleagues see.

Neither holds a name of a person: what is frozen can never be erased.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.timezone import localdate

from livskraft.indicators.models import Indicator, IndicatorGoal, Snapshot
from livskraft.indicators.queries.latest import newest_snapshots
from livskraft.plans.models import StatusChange
from livskraft.reporting.answers import public_answers
from livskraft.reporting.models import (
    Assignment,
    Evidence,
    PartnerView,
    ReportingRound,
    ReportState,
    StatusReport,
)
from livskraft.reporting.questions import Question, questions_of

FORMAT = "livskraft-round/1"

Record = dict[str, Any]


def round_content(
    round_: ReportingRound, previous: ReportingRound | None, now: datetime
) -> tuple[Record, Record]:
    """Return the public and the internal content. Eight queries, however many activities there are."""
    assignments = list(
        round_.assignments.select_related("activity__primary_goal", "organisation")
        .only(
            *("round", "activity__address", "activity__title", "duty", "state", "excused_reason"),
            *("activity__primary_goal__address", "activity__primary_goal__title", "verdict"),
            *("organisation__slug", "organisation__title", "verdict_reason", "decided_at"),
        )
        .order_by("activity__address")
    )
    reports = _by_assignment(round_)
    questions = questions_of(round_)
    statuses = _statuses(round_, localdate(now))
    public = {
        "format": FORMAT,
        "round": _round(round_),
        "plan": {"slug": round_.plan.slug, "title": round_.plan.title},
        "frozen_at": now,
        "previous": previous and {"address": previous.address, "sha256": previous.content_sha256},
        "questions": [one.as_stored() for one in questions if not one.is_internal],
        "activities": [
            _public(one, reports[one.pk], questions, statuses.get(one.activity_id, ""))
            for one in assignments
        ],
        "snapshots": [_snapshot(*one) for one in _snapshots(round_.plan_id)],
    }
    internal = {
        "format": FORMAT,
        "questions": round_.questions,
        "activities": [_internal(one, reports[one.pk]) for one in assignments],
        "partner_views": [_partner_view(one) for one in _partner_views(round_)],
    }
    return public, internal


def _round(round_: ReportingRound) -> Record:
    return {
        "address": round_.address,
        "title": round_.title,
        "kind": round_.kind,
        "period": {"from": round_.period_from, "to": round_.period_to},
        "opened_on": round_.opens_on,
        "last_day": round_.closes_on,
        "closed_at": round_.closed_at,
        "is_example": round_.is_example,
    }


def _by_assignment(round_: ReportingRound) -> Mapping[int, list[StatusReport]]:
    """Return the reports of each assignment in their order, with their evidence. Two queries."""
    found: defaultdict[int, list[StatusReport]] = defaultdict(list)
    reports = StatusReport.objects.filter(assignment__round=round_).prefetch_related("evidence")
    for report in reports.order_by("assignment", "number"):
        found[report.assignment_id].append(report)
    return found


def accepted(reports: Iterable[StatusReport]) -> StatusReport | None:
    """Return the accepted one; None where none is."""
    return next((one for one in reports if one.state == ReportState.ACCEPTED), None)


def _statuses(round_: ReportingRound, on: date) -> dict[int, str]:
    """Return by activity its status on a day, as the plan told then. One query."""
    steps = StatusChange.objects.filter(activity__assignments__round=round_)
    in_time = steps.filter(Q(since=None) | Q(since__lte=on)).order_by("activity", "position", "pk")
    return dict(in_time.values_list("activity", "status"))


def _public(
    assignment: Assignment,
    reports: list[StatusReport],
    questions: tuple[Question, ...],
    status: str,
) -> Record:
    activity = assignment.activity
    report = accepted(reports)
    return {
        "address": activity.address,
        "title": activity.title,
        "goal": {
            "address": activity.primary_goal.address,
            "title": activity.primary_goal.title,
        },
        "actor": assignment.organisation
        and {"slug": assignment.organisation.slug, "title": assignment.organisation.title},
        "status": status,
        "verdict": assignment.verdict or None,
        "report": report
        and {
            "number": report.number,
            "sent_at": report.sent_at,
            "is_example": report.is_example,
            "answers": public_answers(questions, report.answers),
            "evidence": [_evidence(one) for one in report.evidence.all() if not one.is_internal],
        },
    }


def _internal(assignment: Assignment, reports: list[StatusReport]) -> Record:
    return {
        "address": assignment.activity.address,
        "duty": assignment.duty,
        "state": assignment.state,
        "excused_reason": assignment.excused_reason,
        "verdict_reason": assignment.verdict_reason,
        "decided_at": assignment.decided_at,
        "reports": [
            {
                "number": one.number,
                "state": one.state,
                "channel": one.channel,
                "sent_at": one.sent_at,
                "reviewed_at": one.reviewed_at,
                "question": one.question,
                "answers": one.answers,
                "evidence": [_evidence(each) for each in one.evidence.all()],
            }
            for one in reports
        ],
    }


def _evidence(one: Evidence) -> Record:
    found = {
        "kind": one.kind,
        "text": one.text,
        "url": one.url,
        "number": one.number,
        "unit": one.unit,
        "sha256": one.sha256,
        "file_name": one.file_name,
        "size": one.size,
    }
    return {key: value for key, value in found.items() if value not in (None, "")}


def _partner_views(round_: ReportingRound) -> Iterable[PartnerView]:
    views = round_.partner_views.select_related("activity", "organisation")
    return views.order_by("activity__address", "organisation__slug")


def _partner_view(view: PartnerView) -> Record:
    return {
        "activity": view.activity.address,
        "actor": view.organisation.slug,
        "role": view.role,
        "rating": view.rating,
        "comment": view.comment,
        "at": view.at,
    }


def _snapshots(plan: int) -> list[tuple[Indicator, Snapshot]]:
    """Return the newest retrieval of each living indicator that measures a goal of the plan.

    Two queries.
    """
    roles = IndicatorGoal.objects.filter(goal__plan=plan)
    measuring = Indicator.objects.filter(pk__in=roles.values("indicator"), archived_at=None)
    indicators = list(measuring.only("address", "title").order_by("address"))
    newest = newest_snapshots(one.pk for one in indicators)
    return [(one, newest[one.pk]) for one in indicators if one.pk in newest]


def _snapshot(indicator: Indicator, one: Snapshot) -> Record:
    return {
        "indicator": indicator.address,
        "title": indicator.title,
        "version": one.version.number,
        "sha256": one.sha256,
        "content_sha256": one.content_sha256,
        "retrieved_at": one.retrieved_at,
        "attribution": one.attribution,
    }
