"""An indicator's figures, and what must stand beside them: whose, from when, and whether stale."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from livskraft.indicators.messages import text
from livskraft.indicators.models import Indicator, JobState, Origin, Revision, Snapshot, UpdateJob
from livskraft.indicators.queries.shown import Screen
from livskraft.indicators.sources.observation import Observation
from livskraft.indicators.store import Change


@dataclass(frozen=True)
class Series:
    """Figures of one retrieval.

    `attribution` is the line to show, `table` the publisher's own name of the table or key figure.
    `version` counts the meanings of the indicator, from 1. `stale` says why these are still the
    newest figures although an update was tried; "" where nothing is wrong.
    """

    indicator: str
    title: str
    unit: str
    attribution: str
    table: str
    snapshot: str
    version: int
    origin: str
    retrieved_at: datetime
    seen_at: datetime
    stale: str
    observations: tuple[Observation, ...]


def find_indicator(name: str) -> Indicator | None:
    """Return an indicator by its address, or by its slug where that is the only one. Two queries."""
    known = Indicator.objects.select_related("plan")
    found = known.filter(address=name).first()
    if found is None:
        of_slug = list(known.filter(slug=name, archived_at=None)[:2])
        found = of_slug[0] if len(of_slug) == 1 else None
    return found


def newest_of(indicator: Indicator) -> Snapshot | None:
    """Return the newest retrieval of the newest version. One query."""
    return (
        Snapshot.objects.filter(indicator=indicator)
        .select_related("version")
        .order_by("version__number", "retrieved_at", "pk")
        .last()
    )


def indicator_series(
    indicator: Indicator,
    *,
    areas: Sequence[str] = (),
    sexes: Sequence[str] = (),
    snapshot: str = "",
    with_small_groups: bool = False,
) -> Series | None:
    """Return an indicator's figures by area, sex and time; of all areas and sexes where none is named.

    `snapshot` begins the SHA-256 of an older retrieval. `with_small_groups`: also the figures of a
    few people, which nobody outside may see. None where there are no figures. Two queries and one
    read; see `Screen` for one that is calculated.
    """
    if snapshot:
        known = Snapshot.objects.filter(
            Q(sha256__startswith=snapshot), indicator=indicator
        ).select_related("version")
        found = known.order_by("retrieved_at", "pk").last()
    else:
        found = newest_of(indicator)
    if found is None:
        return None
    screen = Screen([(indicator, found)])
    read = screen.all_figures if with_small_groups else screen.figures
    return Series(
        indicator=indicator.address,
        title=indicator.title,
        unit=found.unit or indicator.unit,
        attribution=found.attribution,
        table=str(found.about.get("identity") or found.source.get("table") or ""),
        snapshot=found.sha256,
        version=found.version.number,
        origin=found.origin,
        retrieved_at=found.retrieved_at,
        seen_at=found.seen_at,
        stale=_staleness(indicator, found),
        observations=tuple(read(found, areas=areas, sexes=sexes)),
    )


def failed_update(indicator: Indicator, snapshot: Snapshot) -> UpdateJob | None:
    """Return the update that has failed since the figures were last seen, if the last one did.

    One query. What was calculated is as stale as what it was calculated from: two queries more
    for each part.
    """
    last = UpdateJob.objects.filter(indicator=indicator, ended_at__gt=snapshot.seen_at)
    job = last.order_by("ended_at", "pk").last()
    if job and job.state == JobState.FAILED:
        return job
    if snapshot.origin != Origin.DERIVED:
        return None
    parts = snapshot.made_from.select_related("indicator")
    return next(filter(None, (failed_update(part.indicator, part) for part in parts)), None)


def _staleness(indicator: Indicator, snapshot: Snapshot) -> str:
    """Return why the last update failed, "" where it did not."""
    job = failed_update(indicator, snapshot)
    return text(job.problem) if job and job.problem else ""


def revisions(indicator: Indicator) -> list[Revision]:
    """Return what each retrieval changed in the one before, the newest first. One query."""
    found = Revision.objects.filter(after__indicator=indicator).select_related("before", "after")
    return list(found.order_by("-after__retrieved_at", "-pk"))


def revised_figures(
    revision: Revision,
    limit: int | None = None,
    kinds: Sequence[str] = (),
    screen: Screen | None = None,
) -> list[Change]:
    """Return the figures that a revision is about, by area, sex and time. One read of two files.

    Only those that are "new", "revised" or "withdrawn", where `kinds` names some of these.
    """
    screen = screen or screen_of(revision.after.indicator, [revision])
    return screen.changes(revision.before, revision.after, limit, kinds)


def screen_of(indicator: Indicator, revised: Iterable[Revision]) -> Screen:
    """Return what stands before the figures of revisions."""
    return Screen((indicator, snapshot) for one in revised for snapshot in (one.before, one.after))
