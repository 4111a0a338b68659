"""What nobody is told by an update: files that are late, and figures whose file is gone."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from livskraft.indicators.installation import store
from livskraft.indicators.models import Indicator, Snapshot
from livskraft.indicators.queries.latest import newest_snapshots
from livskraft.indicators.release_calendar import declared_releases, release_days

_FROM_FILE = "file"


@dataclass(frozen=True)
class AwaitedFile:
    """An indicator whose source has published since its figures were read from a file.

    `released_on` is the last day of publication that has passed; `read_on` None where no file has
    been read yet.
    """

    indicator: Indicator
    released_on: date
    read_on: date | None


def awaited_files(now: datetime) -> list[AwaitedFile]:
    """Return the indicators that wait for a newer file, the longest waiting first. Two queries.

    Plans that look back (`as_of`) wait for nothing.
    """
    with_files: list[Indicator] = [
        one
        for one in Indicator.objects.filter(
            archived_at=None, plan__archived_at=None, plan__as_of=None
        ).select_related("plan")
        if one.source.get("name") == _FROM_FILE and one.declaration.get("releases")
    ]
    snapshots = newest_snapshots([one.pk for one in with_files])
    found = [_awaited(one, snapshots.get(one.pk), now) for one in with_files]
    return sorted((one for one in found if one), key=lambda one: one.released_on)


def _awaited(indicator: Indicator, snapshot: Snapshot | None, now: datetime) -> AwaitedFile | None:
    """Return what an indicator waits for: new figures are due the day after their release."""
    written = declared_releases(indicator.declaration)
    today = timezone.localdate(now)
    released_on = max((day for day in release_days(written, now) if day < today), default=None)
    read_on = timezone.localdate(snapshot.seen_at) if snapshot else None
    if released_on is None or (read_on is not None and read_on >= released_on):
        return None
    return AwaitedFile(indicator, released_on, read_on)


def lost_files() -> list[Snapshot]:
    """Return the retrievals whose figures are not on disk, or not whole, the oldest first. One query."""
    known = Snapshot.objects.select_related("indicator").order_by("retrieved_at", "pk")
    return [one for one in known if not store().is_whole(one.sha256)]
