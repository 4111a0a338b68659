"""Brings figures up to date: fetches, reads files, calculates. One indicator at a time."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from livskraft.indicators.models import Indicator
from livskraft.indicators.services.snapshots import Kept, keep
from livskraft.indicators.services.sourcing import Beat, calculated, fetched, read
from livskraft.indicators.sources.derived import read_formula
from livskraft.indicators.sources.errors import DeclarationError, SourceError, _, listed
from livskraft.indicators.sources.files import read_bytes
from livskraft.indicators.sources.http import Client


def refresh_indicator(*, indicator: Indicator, client: Client, beat: Beat = lambda: None) -> Kept:
    """Fetch or calculate an indicator's whole series and keep it, or keep what was there.

    `beat` is called while answers come in. Raises SourceError; then nothing has changed.
    """
    if is_derived(indicator):
        return _calculate(indicator)
    return keep(fetched(indicator, client, beat))


def load_figures(*, indicator: Indicator, path: Path) -> Kept:
    """Read an indicator's whole series from a file and keep it.

    Raises SourceError; then nothing has changed.
    """
    return keep(read(indicator, read_bytes(path), path.name))


def refresh_derived(*, changed: Indicator) -> Iterator[tuple[Indicator, Kept | SourceError]]:
    """Calculate everything anew that rests on an indicator, each after what it rests on."""
    for indicator in _resting_on(changed):
        try:
            yield indicator, _calculate(indicator)
        except SourceError as error:
            yield indicator, error


def is_derived(indicator: Indicator) -> bool:
    return indicator.source.get("name") == "derived"


def in_order(indicators: Iterable[Indicator]) -> list[Indicator]:
    """Return the indicators so that each derived one comes after those it rests on. No query."""
    waiting = {(one.plan_id, one.slug): one for one in indicators}
    found: list[Indicator] = []

    def place(key: tuple[int, str]) -> None:
        indicator = waiting.pop(key, None)
        if indicator is not None:
            for slug in _parts(indicator):
                place((key[0], slug))
            found.append(indicator)

    for key in list(waiting):
        place(key)
    return found


def _calculate(indicator: Indicator) -> Kept:
    """Calculate an indicator anew. Raises DeclarationError where it rests on itself. One query more."""
    derived = _derived_of(indicator)
    reached: set[str] = set()
    waiting = set(_parts(indicator))
    while waiting:
        slug = waiting.pop()
        reached.add(slug)
        waiting |= {part for one in derived if one.slug == slug for part in _parts(one)} - reached
    if indicator.slug in reached:
        raise DeclarationError(
            _("Indicators are calculated from each other in a circle: %(circle)s."),
            circle=listed(sorted(reached)),
        )
    return keep(calculated(indicator))


def _derived_of(indicator: Indicator) -> list[Indicator]:
    """Return all derived indicators of the plan. One query."""
    of_plan = Indicator.objects.filter(plan=indicator.plan_id, archived_at=None)
    return [one for one in of_plan.select_related("plan") if is_derived(one)]


def _resting_on(changed: Indicator) -> list[Indicator]:
    """Return what is calculated from an indicator, directly or by way of others. One query."""
    reached = {changed.slug}
    affected: list[Indicator] = []
    for indicator in in_order(_derived_of(changed)):
        if reached & set(_parts(indicator)):
            reached.add(indicator.slug)
            affected.append(indicator)
    return affected


def _parts(indicator: Indicator) -> list[str]:
    """Return the slugs that an indicator is calculated from; none where it is not, or unreadably."""
    if not is_derived(indicator):
        return []
    try:
        return [part.indicator for part in read_formula(indicator.source).parts.values()]
    except SourceError:
        return []
