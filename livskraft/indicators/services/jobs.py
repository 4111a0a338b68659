"""Updates as jobs: rows of ours with a state. The queue only names them, so nothing is lost.

A worker that is killed leaves a job running; `tick` finds it and hands it out again.
"""

import logging
import os
import socket
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Max, Q
from django.utils import timezone
from django.utils.translation import gettext
from django_tasks import task

from livskraft.indicators.installation import polite_client, store
from livskraft.indicators.messages import Stored, stored
from livskraft.indicators.models import (
    Indicator,
    JobState,
    Notice,
    NoticeKind,
    RawAnswer,
    Snapshot,
    UpdateJob,
)
from livskraft.indicators.models.jobs import OPEN
from livskraft.indicators.queries.latest import newest_snapshots
from livskraft.indicators.release_calendar import (
    Asked,
    declared_releases,
    next_update,
    release_days,
)
from livskraft.indicators.services.snapshots import Kept
from livskraft.indicators.services.sourcing import WITHOUT_PUBLISHER
from livskraft.indicators.services.updating import refresh_derived, refresh_indicator
from livskraft.indicators.sources.errors import (
    DeclarationError,
    Message,
    SourceError,
    _,
    own_fault,
)
from livskraft.indicators.sources.http import Client

_log = logging.getLogger(__name__)

SILENT = timedelta(hours=1)
"""After so long without a sign of life a worker is taken for dead."""

_QUEUED_AGAIN = timedelta(hours=1)
_KEPT = timedelta(days=90)
MOST_ATTEMPTS = 5
_WAITS = [timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4), timedelta(hours=12)]


@task()
def run_update(job: int) -> None:
    """Do a job, in a worker. A job that somebody else has begun, or done, is left alone."""
    claimed = _claim(job)
    if claimed is None:
        return
    with polite_client() as client, suppress(SourceError):
        if _attempt(claimed, client).is_new:
            for indicator, outcome in refresh_derived(changed=claimed.indicator):
                if isinstance(outcome, SourceError):
                    _notify(indicator, stored(outcome.message))


def update_now(*, indicator: Indicator, client: Client) -> Kept:
    """Update an indicator at once, and keep how it went. Raises SourceError.

    A job that waits for the same indicator is done with this.
    """
    now = timezone.now()
    waiting = UpdateJob.objects.filter(indicator=indicator, state=JobState.WAITING).first()
    job = waiting and _claim(waiting.pk)
    if job is None:
        job = UpdateJob(indicator=indicator, created_at=now, due_at=now, started_at=now)
    return _attempt(job, client)


def request_update(*, indicator: Indicator) -> UpdateJob:
    """Let a worker update an indicator as soon as it can; one that is at it is left to it.

    Raises DeclarationError where there is nobody to ask. Nothing is fetched here.
    """
    name = indicator.source.get("name")
    if not name or name == "file":
        raise DeclarationError(
            _("The figures of %(title)s come from a file: read one in."), title=indicator.title
        )
    now = timezone.now()
    with transaction.atomic():
        Indicator.objects.select_for_update().get(pk=indicator.pk)
        job = UpdateJob.objects.filter(indicator=indicator, state__in=OPEN).first()
        if job is None:
            job = UpdateJob.objects.create(indicator=indicator, created_at=now, due_at=now)
        if job.state == JobState.WAITING and not _is_in_line(job, now):
            job.due_at, job.queued_at = min(job.due_at, now), now
            job.save(update_fields=["due_at", "queued_at"])
            run_update.enqueue(job.pk)
    return job


def _is_in_line(job: UpdateJob, now: datetime) -> bool:
    """Whether a worker has lately been told of a job that is due."""
    return job.due_at <= now and job.queued_at is not None and job.queued_at > now - _QUEUED_AGAIN


def tick(now: datetime) -> list[str]:
    """Do what time asks for: jobs that are due or stuck, tidying. Return what was done, in lines.

    Safe to run at any time, also twice at once.
    """
    lines = [
        (gettext("jobs of a worker that is gone, handed out again: %(count)d"), _give_back(now)),
        (gettext("indicators that are due: %(count)d"), _create(now)),
        (gettext("jobs handed to the workers: %(count)d"), _hand_out(now)),
        (gettext("old jobs cleared away: %(count)d"), _clear(now)),
        (gettext("files left over, cleared away: %(count)d"), _tidy()),
    ]
    newest = Snapshot.objects.order_by().values("indicator").annotate(last=Max("pk")).values("last")
    names = Snapshot.objects.filter(pk__in=newest).values_list("sha256", flat=True)
    if store().sort_by_area(list(names)):
        lines.append((gettext("snapshots sorted by area: %(count)d"), len(names)))
    return [line % {"count": count} for line, count in lines if count]


def _claim(job: int) -> UpdateJob | None:
    """Take a waiting job; None where another worker was first."""
    now = timezone.now()
    taken = UpdateJob.objects.filter(pk=job, state=JobState.WAITING).update(
        state=JobState.RUNNING,
        started_at=now,
        alive_at=now,
        worker=f"{socket.gethostname()}:{os.getpid()}"[:200],
        attempts=F("attempts") + 1,
    )
    if not taken:
        return None
    return UpdateJob.objects.select_related("indicator__plan").get(pk=job)


def _attempt(job: UpdateJob, client: Client) -> Kept:
    """Do a job and keep how it went. Raises SourceError, also for a fault of our own."""

    def beat() -> None:
        UpdateJob.objects.filter(pk=job.pk).update(alive_at=timezone.now())

    try:
        kept = refresh_indicator(indicator=job.indicator, client=client, beat=beat)
    except SourceError as error:
        _fail(job, stored(error.message), can_retry=error.retry_helps)
        raise
    except Exception as error:
        # One publisher's odd answer must not keep all other figures from coming.
        _log.exception("Update of %s", job.indicator)
        fault = own_fault(error)
        _fail(job, stored(fault.message), can_retry=False)
        raise fault from error
    _finish(job, kept)
    return kept


def _finish(job: UpdateJob, kept: Kept) -> None:
    job.state, job.snapshot, job.problem = JobState.DONE, kept.snapshot, None
    job.ended_at = timezone.now()
    job.save()


def _fail(job: UpdateJob, problem: Stored, *, can_retry: bool) -> None:
    """Keep why an attempt failed; it is made again after a while where that may help."""
    now = timezone.now()
    job.problem, job.can_retry = problem, can_retry
    is_last = not can_retry or not 0 < job.attempts < MOST_ATTEMPTS
    with transaction.atomic():
        if is_last:
            was_well = not _has_failed(job.indicator)
            job.state, job.ended_at = JobState.FAILED, now
            if was_well:
                _notify(job.indicator, problem)
        else:
            job.state, job.queued_at = JobState.WAITING, None
            job.due_at = now + _WAITS[job.attempts - 1]
        job.save()


def _has_failed(indicator: Indicator) -> bool:
    """Whether the last update that ended has failed: then its owner knows."""
    last = indicator.update_jobs.exclude(ended_at=None).order_by("ended_at", "pk").last()
    return last is not None and last.state == JobState.FAILED


def _notify(indicator: Indicator, problem: Stored) -> None:
    Notice.objects.create(
        indicator=indicator,
        kind=NoticeKind.FAILED,
        message=problem,
        created_at=timezone.now(),
    )


def _give_back(now: datetime) -> int:
    """Let jobs wait again whose worker is gone; one that has ended its worker often has failed."""
    count = 0
    for job in UpdateJob.objects.filter(state=JobState.RUNNING).select_related("indicator"):
        if _is_alive(job, now):
            continue
        count += 1
        message = Message(_("The worker stopped in the middle of it."))
        _fail(job, stored(message), can_retry=True)
        UpdateJob.objects.filter(pk=job.pk, state=JobState.WAITING).update(due_at=now)
    return count


def _is_alive(job: UpdateJob, now: datetime) -> bool:
    """Whether a worker still works at a job: its process on this machine, else its sign of life."""
    host, _colon, process = job.worker.rpartition(":")
    if host == socket.gethostname() and process.isdecimal():
        try:
            os.kill(int(process), 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            pass
    return job.alive_at is not None and job.alive_at > now - SILENT


def _create(now: datetime) -> int:
    """Make a job for every indicator that is due and has none.

    Plans that look back (`as_of`) are left as they are. Three queries, and one for each new job.
    """
    indicators = (
        Indicator.objects.filter(archived_at=None, plan__archived_at=None, plan__as_of=None)
        .exclude(update_jobs__state__in=OPEN)
        .annotate(tried_at=Max("update_jobs__ended_at"))
    )
    newest = newest_snapshots(one.pk for one in indicators)
    count = 0
    for indicator in indicators:
        if not indicator.source or indicator.source.get("name") in WITHOUT_PUBLISHER:
            continue
        snapshot = newest.get(indicator.pk)
        changed_at = snapshot.retrieved_at if snapshot else None
        written = declared_releases(indicator.declaration)
        if snapshot:
            written.append(str(snapshot.about.get("next_publication") or ""))
        days = tuple(release_days(written, now))
        asked = Asked(indicator.address, indicator.tried_at or changed_at, changed_at, days)
        due = next_update(asked, now)
        if due > now:
            continue
        with suppress(IntegrityError), transaction.atomic():
            UpdateJob.objects.create(indicator=indicator, created_at=now, due_at=due)
            count += 1
    return count


def _hand_out(now: datetime) -> int:
    """Put jobs that are due into the queue, again where they have lain in it for long."""
    due = UpdateJob.objects.filter(
        Q(queued_at=None) | Q(queued_at__lt=now - _QUEUED_AGAIN),
        state=JobState.WAITING,
        due_at__lte=now,
    )
    count = 0
    for job in due.order_by("due_at", "pk").values_list("pk", flat=True):
        with transaction.atomic():
            run_update.enqueue(job)
            UpdateJob.objects.filter(pk=job).update(queued_at=now)
        count += 1
    return count


def _clear(now: datetime) -> int:
    """Delete jobs that ended long ago, but never the last one of an indicator."""
    all_ended = UpdateJob.objects.exclude(ended_at=None)
    last = all_ended.order_by().values("indicator").annotate(last=Max("pk"))
    ended = all_ended.filter(ended_at__lt=now - _KEPT)
    return ended.exclude(pk__in=list(last.values_list("last", flat=True))).delete()[0]


def _tidy() -> int:
    return store().tidy(
        Snapshot.objects.values_list("sha256", flat=True),
        RawAnswer.objects.values_list("sha256", flat=True),
    )
