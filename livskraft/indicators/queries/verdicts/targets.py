"""The history of targets: what was decided, changed and taken away, and whose time is out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from livskraft.indicators.models import Indicator
from livskraft.indicators.queries.assessed import main_or_nation
from livskraft.indicators.queries.listing import public_indicators
from livskraft.indicators.queries.places import main_areas
from livskraft.indicators.queries.target_words import area_name, decided_words, target_words
from livskraft.indicators.queries.verdict_words import verdict_word
from livskraft.indicators.targets import Target, declared_targets
from livskraft.plans.queries.plan import today


@dataclass(frozen=True)
class TargetChange:
    """What became of a target on a day, in words; "" before one was set, and after it was removed.

    `is_moved`: its year was changed after that year was over, with no word of what became of it.
    `reason` is what the change was given for, `decided` who decided the target as it is after.
    """

    on: date
    area: str
    area_name: str
    before: str
    after: str
    decided: str
    reason: str
    is_moved: bool


@dataclass(frozen=True)
class ExpiredTarget:
    """A target whose time is out, and of which nobody has said what became.

    `removed_on`: it was taken away, or given another year, after its time was out.
    """

    indicator: Indicator
    area: str
    area_name: str
    words: str
    year: int
    decided: str
    removed_on: date | None


def target_history(indicator: Indicator) -> tuple[TargetChange, ...]:
    """Return how an indicator's targets came about and changed, the newest first. Two queries."""
    main = main_or_nation(indicator, main_areas([indicator.plan_id]))
    history: Any = indicator.history
    rows = history.order_by("history_date", "history_id").values_list(
        "history_date", "history_change_reason", "declaration"
    )
    found: list[TargetChange] = []
    before: tuple[Target, ...] = ()
    for moment, reason, declaration in rows:
        after = declared_targets(declaration, main)
        if after != before:
            on = timezone.localtime(moment).date()
            found += _changes(before, after, indicator, on, reason or "")
        before = after
    return tuple(reversed(found))


def _changes(
    before: Sequence[Target],
    after: Sequence[Target],
    indicator: Indicator,
    on: date,
    reason: str,
) -> Iterator[TargetChange]:
    for old, new in _pairs(before, after):
        if old == new:
            continue
        told = new or old
        assert told is not None
        yield TargetChange(
            on=on,
            area=told.area,
            area_name=area_name(told.area),
            before=_told(old, indicator) if old else "",
            after=_told(new, indicator) if new else "",
            decided=decided_words(told),
            reason=reason,
            is_moved=_is_moved(old, new, on),
        )


def _told(target: Target, indicator: Indicator) -> str:
    """Return a target in words, with what became of it."""
    words = target_words(target, indicator)
    if target.final:
        verdict = verdict_word(target.final.verdict)
        words = gettext("%(target)s, final verdict: %(verdict)s") % {
            "target": words,
            "verdict": verdict,
        }
    if target.replaced_on:
        words = gettext("%(target)s, replaced") % {"target": words}
    return words


def _pairs(
    before: Iterable[Target], after: Iterable[Target]
) -> Iterator[tuple[Target | None, Target | None]]:
    """Yield each target as it was and as it became; one with another year is the same one."""
    old = {one.key: one for one in before}
    new = {one.key: one for one in after}
    same = old.keys() & new.keys()
    yield from ((old[key], new[key]) for key in old if key in same)
    left = [old[key] for key in old if key not in same]
    for one in (new[key] for key in new if key not in same):
        earlier = next((each for each in left if _what(each) == _what(one)), None)
        if earlier:
            left.remove(earlier)
        yield earlier, one
    yield from ((one, None) for one in left)


def _what(target: Target) -> tuple[object, ...]:
    return (target.kind, target.area, target.sex, target.against)


def _is_moved(old: Target | None, new: Target | None, on: date) -> bool:
    """Whether a target whose time was out got another year, or went, without a word about it."""
    if old is None or not old.awaits_final_on(on):
        return False
    return new is None or new.year != old.year


def moved_targets(before: Sequence[Target], after: Sequence[Target], on: date) -> Iterator[Target]:
    """Yield the targets whose time was out on a day, and that got another year or went. No query."""
    for old, new in _pairs(before, after):
        if old and _is_moved(old, new, on):
            yield old


def expired_targets(indicators: Iterable[Indicator] | None = None) -> tuple[ExpiredTarget, ...]:
    """Return the targets that wait for a final verdict, the oldest first; of all living indicators.

    Also those that were taken away, or given another year, once their time was out: nothing is
    moved in silence. Three queries.
    """
    if indicators is None:
        indicators = public_indicators().order_by("plan", "position", "pk")
    by_pk = {one.pk: one for one in indicators}
    mains = main_areas(one.plan_id for one in by_pk.values())
    found = []
    for one in by_pk.values():
        main = main_or_nation(one, mains)
        day = today(one.plan)
        for target in declared_targets(one.declaration, main):
            if target.awaits_final_on(day):
                found.append(_expired(target, one, None))
    found += _moved(by_pk, mains)
    return tuple(sorted(found, key=lambda one: one.year))


def _moved(by_pk: dict[int, Indicator], mains: dict[int, str]) -> Iterator[ExpiredTarget]:
    """Yield the targets that went once their time was out. One query."""
    history: Any = Indicator.history
    rows = history.filter(id__in=list(by_pk)).order_by("id", "history_date", "history_id")
    before: tuple[int, tuple[Target, ...]] = (0, ())
    for pk, moment, declaration in rows.values_list("id", "history_date", "declaration"):
        indicator = by_pk[pk]
        after = declared_targets(declaration, main_or_nation(indicator, mains))
        on = timezone.localtime(moment).date()
        if before[0] == pk and before[1] != after:
            for target in moved_targets(before[1], after, on):
                if not _is_closed(target, indicator):
                    yield _expired(target, indicator, on)
        before = (pk, after)


def _is_closed(target: Target, indicator: Indicator) -> bool:
    """Whether the target stands in the declaration again, where it waits or has its final verdict."""
    known = declared_targets(indicator.declaration, target.area)
    return any(one.key == target.key for one in known)


def _expired(target: Target, indicator: Indicator, removed_on: date | None) -> ExpiredTarget:
    return ExpiredTarget(
        indicator=indicator,
        area=target.area,
        area_name=area_name(target.area),
        words=target_words(target, indicator),
        year=target.year or 0,
        decided=decided_words(target),
        removed_on=removed_on,
    )
