"""Keeps a retrieval: its answers and figures in files, then a row that makes them known.

Until that row is there nothing has changed; what a machine that stopped has left of the files is
tidied away later. Whether the figures differ from those before is worked out before the
transaction begins; if somebody else was faster, again.
"""

from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from livskraft.indicators.installation import store
from livskraft.indicators.messages import stored
from livskraft.indicators.models import (
    Indicator,
    IndicatorVersion,
    Notice,
    NoticeKind,
    RawAnswer,
    Revision,
    Snapshot,
)
from livskraft.indicators.queries.definition import definition_of
from livskraft.indicators.queries.shown import FEWEST
from livskraft.indicators.services.assessing import assess_indicators
from livskraft.indicators.services.sourcing import Retrieval
from livskraft.indicators.services.versions import newest_snapshot
from livskraft.indicators.sources.errors import AnswerError, Message, _
from livskraft.indicators.store import Changes, Table, make_table


@dataclass(frozen=True)
class Kept:
    """What keeping a retrieval led to. `is_new` is False where the same figures were there before.

    `changes` are against the snapshot before; None where there was none.
    """

    snapshot: Snapshot
    is_new: bool
    changes: Changes | None = None


class _OvertakenError(Exception):
    """Another process kept figures of the same indicator in the meantime."""


def keep(retrieval: Retrieval, *, is_assessed: bool = True) -> Kept:
    """Keep a retrieval, whole or not at all, and assess new figures unless the caller does.

    Raises SourceError where it holds no figure.
    """
    table = make_table(retrieval.parts)
    if table.missing == table.rows:
        raise AnswerError(_("The source answered without a single figure. Check the declaration."))
    while True:
        try:
            kept = _keep(retrieval, table, newest_snapshot(retrieval.indicator))
        except _OvertakenError:
            continue
        if kept.is_new and is_assessed:
            assess_indicators([retrieval.indicator])
        return kept


def _keep(retrieval: Retrieval, table: Table, before: Snapshot | None) -> Kept:
    if before and before.content_sha256 == table.content_sha256:
        return _seen_again(before)
    sha256 = store().keep(table)
    changes = store().changes(before.sha256, sha256) if before else None
    if before and not changes:  # The same figures, in a file that is laid out otherwise.
        return _seen_again(before)
    answers = [store().answers.keep(download.payload) for download in retrieval.downloads]
    with transaction.atomic():
        indicator = Indicator.objects.select_for_update().get(pk=retrieval.indicator.pk)
        if newest_snapshot(indicator) != before:
            raise _OvertakenError
        snapshot = _snapshot(retrieval, table, sha256, _version(indicator, before))
        _store_answers(snapshot, retrieval, answers)
        if before and changes:
            Revision.objects.create(before=before, after=snapshot, **asdict(changes))
        _notify(snapshot, before, changes)
    return Kept(snapshot, is_new=True, changes=changes)


def _seen_again(snapshot: Snapshot) -> Kept:
    snapshot.seen_at = max(timezone.now(), snapshot.seen_at)
    Snapshot.objects.filter(pk=snapshot.pk, seen_at__lt=snapshot.seen_at).update(
        seen_at=snapshot.seen_at
    )
    return Kept(snapshot, is_new=False, changes=Changes())


def _version(indicator: Indicator, before: Snapshot | None) -> IndicatorVersion:
    """Return the version that the declaration means now; make it where it is a new one."""
    if before:
        return before.version
    last = indicator.versions.order_by("number").last()
    definition = definition_of(indicator)
    if last and last.definition == definition:
        return last
    return IndicatorVersion.objects.create(
        indicator=indicator,
        number=last.number + 1 if last else 1,
        definition=definition,
        began_at=timezone.now(),
    )


def _snapshot(
    retrieval: Retrieval, table: Table, sha256: str, version: IndicatorVersion
) -> Snapshot:
    about = retrieval.about
    snapshot = Snapshot.objects.create(
        indicator=version.indicator,
        version=version,
        sha256=sha256,
        content_sha256=table.content_sha256,
        origin=retrieval.origin,
        retrieved_at=retrieval.retrieved_at,
        seen_at=retrieval.retrieved_at,
        url=retrieval.url[:2000],
        source=retrieval.source,
        publisher=retrieval.publisher[:300],
        attribution=retrieval.attribution[:1000],
        licence=retrieval.licence[:300],
        unit=(retrieval.indicator.unit or about.unit)[:100],
        about={**asdict(about), FEWEST: table.fewest_answers},
        warnings=_distinct([stored(warning) for warning in retrieval.warnings]),
        rows=table.rows,
        missing=table.missing,
        first_period=table.periods[0],
        last_period=table.periods[-1],
        areas=table.areas,
    )
    if retrieval.made_from:
        snapshot.made_from.set(retrieval.made_from)
    return snapshot


def _store_answers(snapshot: Snapshot, retrieval: Retrieval, names: list[str]) -> None:
    RawAnswer.objects.bulk_create(
        RawAnswer(
            snapshot=snapshot,
            position=position,
            sha256=sha256,
            size=len(download.payload),
            url=download.url[:4000],
            query=download.query,
            content_type=download.content_type[:200],
            retrieved_at=download.retrieved_at,
        )
        for position, (download, sha256) in enumerate(zip(retrieval.downloads, names, strict=True))
    )


def _notify(snapshot: Snapshot, before: Snapshot | None, changes: Changes | None) -> None:
    """Tell the owner what is worth a look."""
    told = before.warnings if before else []
    found: list[tuple[NoticeKind, Any]] = [
        (NoticeKind.TOLD, warning) for warning in snapshot.warnings if warning not in told
    ]
    if before and changes:
        found += [(kind, stored(message)) for kind, message in _changed(snapshot, before, changes)]
    Notice.objects.bulk_create(
        Notice(
            indicator=snapshot.indicator,
            kind=kind,
            message=message,
            snapshot=snapshot,
            created_at=timezone.now(),
        )
        for kind, message in found
    )


def _changed(
    snapshot: Snapshot, before: Snapshot, changes: Changes
) -> list[tuple[NoticeKind, Message]]:
    found = []
    if changes.revised:
        text = _("Figures that were there before and have been revised: %(count)d.")
        found.append((NoticeKind.REVISED, Message(text, {"count": changes.revised})))
    if changes.withdrawn:
        text = _("Figures that were there before and are not given any more: %(count)d.")
        found.append((NoticeKind.WITHDRAWN, Message(text, {"count": changes.withdrawn})))
    old, new = before.about.get("title"), snapshot.about.get("title")
    if old and new and old != new:
        text = _(
            'The publisher calls it "%(new)s" now; it was "%(old)s". If it measures something '
            "else from now on, give the indicator a new version."
        )
        found.append((NoticeKind.RENAMED, Message(text, {"old": old, "new": new})))
    return found


def _distinct(found: list[Any]) -> list[Any]:
    return [one for place, one in enumerate(found) if one not in found[:place]]
