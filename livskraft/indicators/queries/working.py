"""Indicators as colleagues work with them: how fresh each is, and which updates need an eye."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db.models import Max, QuerySet

from livskraft.indicators.messages import text
from livskraft.indicators.models import (
    Catalogue,
    Indicator,
    IndicatorGoal,
    JobState,
    Notice,
    NoticeKind,
    Origin,
    Publisher,
    Snapshot,
    UpdateJob,
)
from livskraft.indicators.models.jobs import OPEN
from livskraft.indicators.queries.catalogue import catalogue_publishers
from livskraft.indicators.queries.choices import source_names
from livskraft.indicators.queries.latest import newest_snapshots
from livskraft.plans.models import Draft, Goal
from livskraft.plans.models.drafts import OPEN_STATES
from livskraft.shared.swedish import search_terms

State = Literal["fresh", "stale", "none", "file", "example"]


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator in the list.

    `state` says how its figures stand; `reason` why they are stale. `job` is its update that waits
    or runs. `can_update` says that there is somebody to ask, `can_load` that a file can be read in.
    """

    indicator: Indicator
    goals: tuple[tuple[Goal, str], ...]
    source: str
    snapshot: Snapshot | None
    state: State
    reason: str
    job: UpdateJob | None
    drafts: int

    @property
    def can_update(self) -> bool:
        return self.indicator.source.get("name") not in (None, "", "file")

    @property
    def can_load(self) -> bool:
        return self.indicator.source.get("name") != "derived"


@dataclass(frozen=True)
class StuckJob:
    """An update that needs an eye: what it is of, since when, and the last error in words.

    `pk` is the indicator's; None for a catalogue, which is named by `publisher`.
    """

    title: str
    state: str
    since: datetime
    problem: str
    can_retry: bool
    attempts: int
    indicator: Indicator | None = None
    publisher: str = ""


def indicator_rows(words: str = "", state: str = "") -> list[IndicatorRow]:
    """Return the indicators that are not archived, by plan. Eight queries."""
    found = Indicator.objects.filter(archived_at=None, plan__archived_at=None)
    for term in search_terms(words):
        found = found.filter(search_text__contains=term)
    indicators = list(found.select_related("plan").order_by("plan", "position", "pk"))
    pks = [one.pk for one in indicators]
    snapshots = newest_snapshots(pks)
    goals = _goals(pks)
    failed = _last_problems(pks)
    jobs = {job.indicator_id: job for job in UpdateJob.objects.filter(state__in=OPEN)}
    names = _names({one.plan_id for one in indicators})
    drafts = Counter(
        Draft.objects.filter(section="indicators", state__in=OPEN_STATES)
        .order_by()
        .values_list("plan", "slug")
    )
    rows = []
    for one in indicators:
        snapshot = snapshots.get(one.pk)
        standing, reason = _standing(one, snapshot, failed)
        name = str(one.source.get("name") or "")
        row = IndicatorRow(
            indicator=one,
            goals=tuple(goals[one.pk]),
            source=names.get((one.plan_id, name)) or name,
            snapshot=snapshot,
            state=standing,
            reason=reason,
            job=jobs.get(one.pk),
            drafts=drafts[one.plan_id, one.slug],
        )
        if not state or row.state == state:
            rows.append(row)
    return rows


def _goals(pks: Iterable[int]) -> Mapping[int, list[tuple[Goal, str]]]:
    found: dict[int, list[tuple[Goal, str]]] = defaultdict(list)
    roles = IndicatorGoal.objects.filter(indicator__in=list(pks)).select_related("goal")
    for role in roles.order_by("position", "pk"):
        found[role.indicator_id].append((role.goal, str(role.get_role_display())))
    return found


def _names(plans: Iterable[int]) -> dict[tuple[int, str], str]:
    """Return what sources are called, by plan and slug."""
    plans = list(plans)
    names = {(plan, slug): title for plan in plans for slug, title in source_names().items()}
    rows = Publisher.objects.filter(plan__in=plans).order_by()
    for plan, slug, declaration in rows.values_list("plan", "slug", "declaration"):
        names[plan, slug] = str(declaration.get("title") or slug)
    return names


def _last_jobs() -> QuerySet[UpdateJob]:
    """Return the job of each indicator that ended last."""
    ended = UpdateJob.objects.exclude(ended_at=None).order_by()
    last = ended.values("indicator").annotate(last=Max("pk")).values("last")
    return UpdateJob.objects.filter(pk__in=last).select_related("indicator__plan")


def _last_problems(pks: Iterable[int]) -> dict[int, UpdateJob]:
    failed = _last_jobs().filter(indicator__in=list(pks), state=JobState.FAILED)
    return {job.indicator_id: job for job in failed}


def _standing(
    indicator: Indicator, snapshot: Snapshot | None, failed: Mapping[int, UpdateJob]
) -> tuple[State, str]:
    """Return how an indicator's figures stand, and why an update failed after them."""
    job = failed.get(indicator.pk)
    problem = text(job.problem) if job and job.problem else ""
    if snapshot is None:
        return "none", problem
    is_later = job is not None and job.ended_at is not None and job.ended_at > snapshot.seen_at
    if problem and is_later:
        return "stale", problem
    if snapshot.origin == Origin.EXAMPLE:
        return "example", ""
    return ("file" if snapshot.origin == Origin.FILE else "fresh"), ""


def failed_updates() -> list[StuckJob]:
    """Return the updates and catalogues that failed last, the newest first. Three queries."""
    failed = _last_jobs().filter(
        state=JobState.FAILED, indicator__archived_at=None, indicator__plan__archived_at=None
    )
    known = catalogue_publishers()
    catalogues = Catalogue.objects.filter(state=JobState.FAILED)
    found = [_of_job(job) for job in failed]
    found += [_of_catalogue(one, known) for one in catalogues]
    return sorted(found, key=lambda one: one.since, reverse=True)


def open_updates() -> list[StuckJob]:
    """Return the updates and catalogues that wait or run, those that run first. Three queries."""
    jobs = UpdateJob.objects.filter(state__in=OPEN).select_related("indicator__plan")
    known = catalogue_publishers()
    found = [_of_job(job) for job in jobs]
    found += [_of_catalogue(one, known) for one in Catalogue.objects.filter(state__in=OPEN)]
    return sorted(found, key=lambda one: (one.state != JobState.RUNNING, one.since))


def count_failed() -> int:
    """Return how many updates failed last. Two queries."""
    failed = _last_jobs().filter(
        state=JobState.FAILED, indicator__archived_at=None, indicator__plan__archived_at=None
    )
    return failed.count() + Catalogue.objects.filter(state=JobState.FAILED).count()


def unread_notices() -> list[Notice]:
    """Return what of figures nobody has looked at yet, the newest first. One query."""
    return list(_of_figures().select_related("indicator__plan", "snapshot"))


def count_notices() -> int:
    """Return how many notices about figures nobody has read. One query."""
    return _of_figures().count()


def changed_verdicts() -> list[Notice]:
    """Return the verdicts that new figures changed and nobody has read of. One query."""
    found = _unread().filter(kind=NoticeKind.VERDICT)
    return list(found.select_related("indicator__plan", "snapshot"))


def count_changed_verdicts() -> int:
    """Return how many notices of changed verdicts nobody has read. One query."""
    return _unread().filter(kind=NoticeKind.VERDICT).count()


def _of_figures() -> QuerySet[Notice]:
    return _unread().exclude(kind=NoticeKind.VERDICT)


def _unread() -> QuerySet[Notice]:
    return Notice.objects.filter(
        read_at=None, indicator__archived_at=None, indicator__plan__archived_at=None
    )


def notice_text(notice: Notice) -> str:
    """Return a notice in the language of the moment."""
    return text(notice.message)


def _of_job(job: UpdateJob) -> StuckJob:
    since = job.ended_at or job.started_at if job.state != JobState.WAITING else job.due_at
    return StuckJob(
        title=job.indicator.title,
        state=job.state,
        since=since or job.created_at,
        problem=text(job.problem) if job.problem else "",
        can_retry=job.can_retry,
        attempts=job.attempts,
        indicator=job.indicator,
    )


def _of_catalogue(catalogue: Catalogue, known: Mapping[str, Any]) -> StuckJob:
    publisher = known.get(catalogue.publisher)
    return StuckJob(
        title=publisher.title if publisher else catalogue.publisher,
        state=catalogue.state,
        since=catalogue.ended_at or catalogue.started_at or catalogue.asked_at
        if catalogue.state != JobState.WAITING
        else catalogue.asked_at,
        problem=text(catalogue.problem) if catalogue.problem else "",
        can_retry=catalogue.can_retry,
        attempts=1,
        publisher=catalogue.publisher,
    )
