"""What needs somebody's eye: notices, and updates that have failed or are stuck."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from livskraft.indicators.models import JobState, Notice, UpdateJob

LATE = timedelta(hours=2)


def open_notices(indicators: Iterable[int] | None = None) -> list[Notice]:
    """Return the notices that nobody has read, of some indicators or of all. One query."""
    found = Notice.objects.filter(read_at=None).select_related("indicator", "snapshot")
    if indicators is not None:
        found = found.filter(indicator__in=indicators)
    return list(found)


def stuck_jobs(now: datetime) -> list[UpdateJob]:
    """Return updates that have failed last, and those that should have begun long ago. Two queries."""
    ended: dict[int, UpdateJob] = {}
    for job in UpdateJob.objects.exclude(ended_at=None).select_related("indicator"):
        before = ended.get(job.indicator_id)
        if before is None or _end(before) <= _end(job):
            ended[job.indicator_id] = job
    late = UpdateJob.objects.filter(state=JobState.WAITING, due_at__lt=now - LATE)
    return [
        *(job for job in ended.values() if job.state == JobState.FAILED),
        *late.select_related("indicator"),
    ]


def _end(job: UpdateJob) -> datetime:
    assert job.ended_at is not None
    return job.ended_at
