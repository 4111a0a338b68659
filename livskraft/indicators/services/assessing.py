"""Keeps what the rules say of figures: a new row only where something of it has changed.

Called when figures come, when a plan is written, and by `tick` for what time changes: figures grow
old, targets expire. Figures are read and judged before the transaction begins.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext

from livskraft.indicators.messages import stored
from livskraft.indicators.models import (
    AssessedIndicator,
    Assessment,
    Indicator,
    Notice,
    NoticeKind,
    Snapshot,
)
from livskraft.indicators.queries.assessed import (
    Assessed,
    as_json,
    assess,
    definition_on,
    definition_sha256,
    main_or_nation,
)
from livskraft.indicators.queries.latest import newest_snapshots
from livskraft.indicators.queries.listing import public_indicators
from livskraft.indicators.queries.places import main_areas
from livskraft.indicators.queries.shown import LostFileError, Screen
from livskraft.indicators.queries.target_words import area_name
from livskraft.indicators.sources.errors import Message, _
from livskraft.plans.queries.plan import today
from livskraft.shared.collector import without_collector
from livskraft.shared.inserting import insert_rows
from livskraft.shared.templatetags.look import VERDICT_WORDS

_BATCH = 50
"""So many indicators are judged and then written in one transaction."""

_SAID = ("rule", "rule_version", "inputs", "verdict", "value", "reason", "outcomes", "by_base")
_TOLD = (*_SAID, "is_old", "is_provisional", "asks_final")

Key = tuple[int, str, str, str]


@dataclass(frozen=True)
class _Due:
    """An indicator to be assessed, from what, and what day counts as today for it.

    `has_new_figures`: since it was assessed last, under the same targets and rules.
    """

    indicator: Indicator
    snapshot: Snapshot
    main: str
    sha256: str
    today: date
    has_new_figures: bool


@dataclass
class _Change:
    """Verdicts of an indicator that new figures changed: area, before, after."""

    due: _Due
    verdicts: list[tuple[str, str, str]]


def assess_indicators(indicators: Iterable[Indicator]) -> int:
    """Assess indicators from their newest figures and keep it; return how many had changed.

    Those without figures, or whose figures, targets and day are as they were, are left alone.
    Three queries to see which are due; for each 50 of these at most seven, and the reads.
    """
    due = _due(list(indicators))
    count = 0
    for start in range(0, len(due), _BATCH):
        batch = due[start : start + _BATCH]
        screen = Screen((one.indicator, one.snapshot) for one in batch)
        with without_collector():
            judged = [(one, _judged(one, screen)) for one in batch]
            count += _keep([(one, rows) for one, rows in judged if rows is not None])
    return count


def assess_plan_records(*, plan: Any, sections: Collection[str]) -> None:
    """Assess a plan's indicators after the plan was written, where that may matter to them.

    See the setting AFTER_PLAN_WRITTEN.
    """
    if plan is not None and {"plan", "indicators"} & set(sections):
        assess_indicators(public_indicators().filter(plan=plan))


def tick(now: datetime) -> list[str]:
    """Assess what time or a fault has left behind; return what was done, in lines."""
    count = assess_indicators(public_indicators())
    line = gettext("indicators whose verdicts have changed: %(count)d") % {"count": count}
    return [line] if count else []


def _due(indicators: list[Indicator]) -> list[_Due]:
    """Return those with figures that were not assessed yet as they are now.

    Three queries; see `Screen` for those that are calculated.
    """
    snapshots = newest_snapshots(one.pk for one in indicators)
    mains = main_areas(one.plan_id for one in indicators)
    done = {
        one.indicator_id: (one.snapshot_id, one.definition_sha256, one.assessed_on)
        for one in AssessedIndicator.objects.filter(indicator__in=snapshots)
    }
    screen = Screen((one, snapshots[one.pk]) for one in indicators if one.pk in snapshots)
    found = []
    for one in indicators:
        if one.pk not in snapshots:
            continue
        main = main_or_nation(one, mains)
        day = today(one.plan)
        snapshot = snapshots[one.pk]
        sha256 = definition_sha256(one, main, screen.rules_of(snapshot))
        before = done.get(one.pk)
        if before == (snapshot.pk, sha256, day):
            continue
        is_new = before is not None and before[0] != snapshot.pk and before[1] == sha256
        found.append(_Due(one, snapshot, main, sha256, day, is_new))
    return found


def _judged(due: _Due, screen: Screen) -> list[Assessment] | None:
    """Return what is to be kept; None where the file is lost: then what was said of it stays."""
    try:
        figures = screen.columns(due.snapshot)
    except LostFileError:
        return None
    definition = definition_on(due.indicator, due.main)
    return [_row(due, one) for one in assess(figures, definition)]


def _row(due: _Due, one: Assessed) -> Assessment:
    said = as_json(one.standing)
    outcomes = one.outcomes if one.area == due.main else ()
    return Assessment(
        indicator_id=due.indicator.pk,
        area=one.area,
        sex=one.sex,
        target=one.target,
        rule=said["rule"],
        rule_version=said["version"],
        inputs=said["inputs"],
        verdict=said["verdict"],
        value=said["value"],
        reason=said["reason"],
        outcomes=[as_json(outcome) for outcome in outcomes],
        by_base=[{"base": period, **as_json(outcome)} for period, outcome in one.by_base],
        is_old=said["is_old"],
        is_provisional=said["is_provisional"],
        asks_final=said["asks_final"],
        snapshot_id=due.snapshot.pk,
        definition_sha256=due.sha256,
        assessed_on=due.today,
    )


@transaction.atomic
def _keep(judged: list[tuple[_Due, list[Assessment]]]) -> int:
    """Write what differs from what is current. Two queries to read, at most four to write."""
    pks = [due.indicator.pk for due, _rows in judged]
    list(Indicator.objects.select_for_update().filter(pk__in=pks).values_list("pk"))
    current: dict[int, dict[Key, Assessment]] = {pk: {} for pk in pks}
    for row in Assessment.objects.filter(indicator__in=pks, is_current=True):
        current[row.indicator_id][_key(row)] = row
    now = timezone.now()
    new, gone, changes = [], [], []
    for due, rows in judged:
        known = current[due.indicator.pk]
        changed = [row for row in rows if _differs(known.get(_key(row)), row)]
        left = known.keys() - {_key(row) for row in rows}
        gone += [known[key].pk for key in left]
        gone += [known[_key(row)].pk for row in changed if _key(row) in known]
        new += changed
        changes.append(_Change(due, list(_by_new_figures(known, changed, due))))
    for row in new:
        row.created_at = now
    Assessment.objects.filter(pk__in=gone).update(is_current=False)
    insert_rows(new)
    Notice.objects.bulk_create(_notice(one, now) for one in changes if one.verdicts)
    AssessedIndicator.objects.bulk_create(
        (_state(due) for due, _rows in judged),
        update_conflicts=True,
        unique_fields=["indicator"],
        update_fields=["snapshot", "definition_sha256", "assessed_on"],
    )
    return len({row.indicator_id for row in new})


def _state(due: _Due) -> AssessedIndicator:
    return AssessedIndicator(
        indicator=due.indicator,
        snapshot=due.snapshot,
        definition_sha256=due.sha256,
        assessed_on=due.today,
    )


def _key(row: Assessment) -> Key:
    return (row.indicator_id, row.area, row.sex, row.target)


def _differs(before: Assessment | None, after: Assessment) -> bool:
    return before is None or any(getattr(before, name) != getattr(after, name) for name in _TOLD)


def _by_new_figures(
    known: Mapping[Key, Assessment], changed: Iterable[Assessment], due: _Due
) -> Iterator[tuple[str, str, str]]:
    """Yield the verdicts that other figures changed; those of targets whose time is out last."""
    for row in sorted(changed, key=lambda row: row.asks_final) if due.has_new_figures else ():
        before = known.get(_key(row))
        if before and before.verdict != row.verdict:
            yield row.area, before.verdict, row.verdict


def _notice(change: _Change, now: datetime) -> Notice:
    """Return what the owner is told: the leading area's verdict first, and how many there are."""
    main = change.due.main
    area, before, after = min(change.verdicts, key=lambda one: (one[0] != main, one[0]))
    told: dict[str, object] = {
        "area": area_name(area),
        "before": _word(before),
        "after": _word(after),
        "count": len(change.verdicts) - 1,
    }
    template = (
        _("New figures changed the verdict of %(area)s: it was “%(before)s”, now “%(after)s”.")
        if len(change.verdicts) == 1
        else _(
            "New figures changed the verdict of %(area)s: it was “%(before)s”, now “%(after)s”. "
            "Further verdicts that changed: %(count)d."
        )
    )
    return Notice(
        indicator=change.due.indicator,
        kind=NoticeKind.VERDICT,
        message=stored(Message(template, told)),
        snapshot=change.due.snapshot,
        created_at=now,
    )


def _word(verdict: str) -> Message:
    """Return a verdict's word as a message of its own, translated when it is shown."""
    with translation.override(None):
        return Message(str(VERDICT_WORDS[verdict]))
