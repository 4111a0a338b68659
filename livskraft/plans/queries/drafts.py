"""Drafts: which there are, what each changes in words, and what stands in the way of publishing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string
from django.utils.translation import gettext

from livskraft.plans.models import Draft, Plan
from livskraft.plans.models.drafts import OPEN_STATES, DraftState
from livskraft.plans.planfile.compare import ARCHIVED
from livskraft.plans.planfile.content import Record, canonical, tidied
from livskraft.plans.planfile.gate import Fault, Surroundings, faults
from livskraft.plans.planfile.merging import Conflict, merge
from livskraft.plans.queries.surroundings import surroundings
from livskraft.plans.queries.titles import Titles
from livskraft.plans.queries.versions import record_now
from livskraft.plans.queries.words import label, value_in_words


@dataclass(frozen=True)
class Obstacle:
    """Why a record cannot be published: its key, what people call that, and what to do."""

    key: str
    label: str
    message: str
    is_grave: bool = True


class Change(NamedTuple):
    """A key of a record in words, before and after; "" where it says nothing."""

    key: str
    label: str
    before: str
    after: str


class ConflictInWords(NamedTuple):
    """A key that two people changed, in words: what it was, what it is now, what is drafted."""

    key: str
    label: str
    base: str
    stored: str
    drafted: str


def open_drafts(by: Any) -> QuerySet[Draft]:
    """Return a person's drafts that are neither published nor discarded, the last changed first."""
    return _drafts().filter(by=by, state__in=OPEN_STATES)


def drafts_for_review() -> QuerySet[Draft]:
    """Return the drafts of everybody that wait for review or, reviewed, for publication.

    Those that have waited longest come first.
    """
    waiting = [DraftState.SUBMITTED, DraftState.REVIEWED]
    return _drafts().filter(state__in=waiting).order_by("changed_at", "pk")


def published_drafts(number: int = 20) -> QuerySet[Draft]:
    """Return the drafts that were published last, the latest first."""
    published = _drafts().filter(state=DraftState.PUBLISHED)
    return published.order_by("-closed_at", "-pk")[:number]


def other_drafts(draft: Draft) -> QuerySet[Draft]:
    """Return open drafts that others have of the same record."""
    if not draft.slug:
        return Draft.objects.none()
    same = _drafts().filter(section=draft.section, plan=draft.plan_id, slug=draft.slug)
    return same.filter(state__in=OPEN_STATES).exclude(by=draft.by_id)


def drafts_of(section: str, plan: Plan | None, slug: str) -> QuerySet[Draft]:
    """Return everybody's open drafts of one record."""
    return _drafts().filter(section=section, plan=plan, slug=slug, state__in=OPEN_STATES)


def find_draft(pk: int) -> Draft | None:
    """Return a draft with its plan and people, whatever its state. One query."""
    return _drafts().filter(pk=pk).first()


def _drafts() -> QuerySet[Draft]:
    return Draft.objects.select_related("plan", "by", "reviewed_by")


def differences(draft: Draft) -> list[Change]:
    """Return what a draft changes since it was begun, key by key, in words. At most six queries."""
    return changes_between(draft.section, draft.plan, draft.base or {}, draft.content)


def changes_between(
    section: str, plan: Plan | None, before: Record, after: Record, titles: Titles | None = None
) -> list[Change]:
    """Return the keys that two versions of a record differ in, in words, in the order of `after`.

    One query for each section that the changed keys refer to.
    """
    titles = titles or Titles(plan)
    old, new = tolerantly_canonical(section, before), tolerantly_canonical(section, after)
    changed = [key for key in dict.fromkeys([*new, *old]) if old.get(key) != new.get(key)]
    if "status_history" in changed and "status" in changed:
        changed.remove("status")
    return [
        Change(
            key,
            label(section, key),
            value_in_words(section, key, old.get(key), titles),
            value_in_words(section, key, new.get(key), titles),
        )
        for key in changed
    ]


def tolerantly_canonical(section: str, record: Record) -> Record:
    """Return a record in its canonical form; one that has none yet without its empty keys."""
    if not record:
        return {}
    try:
        return canonical(section, tidied(record))
    except (AttributeError, KeyError, TypeError):
        return {key: one for key, one in tidied(record).items() if key != "slug"}


def conflicts_in_words(
    section: str, plan: Plan | None, conflicts: Iterable[Conflict]
) -> list[ConflictInWords]:
    """Return the conflicts of `EditConflictError` or `draft_conflicts` in words."""
    titles = Titles(plan)
    return [
        ConflictInWords(
            one.key,
            label(section, one.key),
            *(
                value_in_words(section, one.key, value, titles)
                for value in (one.base, one.stored, one.drafted)
            ),
        )
        for one in conflicts
    ]


def draft_conflicts(draft: Draft) -> list[Conflict]:
    """Return what somebody else has changed otherwise since the draft was begun.

    Queries as `versions.record_now`; none for a new record.
    """
    if draft.base is None:
        return []
    stored = record_now(draft.section, draft.plan, draft.slug)
    if stored is None:
        return []
    drafted = tolerantly_canonical(draft.section, draft.content)
    return merge(draft.base, stored, drafted, {})[1]


def draft_obstacles(draft: Draft) -> tuple[Obstacle, ...]:
    """Return what stands in the way of publishing a draft. Queries as `obstacles`."""
    slug = draft.slug if draft.base is not None else ""
    return obstacles(draft.section, draft.content, draft.plan, slug)


def obstacles(
    section: str, record: Record, plan: Plan | None, slug: str = ""
) -> tuple[Obstacle, ...]:
    """Return what stands in the way of publishing a record, in the order of its keys.

    `record` may be half written; `slug` names the public one that it replaces, "" if it is new.
    At most six queries for what surrounds it, and for a `slug` those of `versions.record_now`.
    """
    stored = record_now(section, plan, slug) if slug else None
    return obstacles_among(section, record, slug, stored, surroundings(section, plan, slug, stored))


def obstacles_among(
    section: str, record: Record, slug: str, stored: Record | None, around: Surroundings
) -> tuple[Obstacle, ...]:
    """Return what `obstacles` does, with what surrounds it known already.

    No query but those of the packages above this one that look at records too: see the setting
    RECORD_CHECKS.
    """
    written = {key: one for key, one in tidied(record).items() if key != ARCHIVED}
    found = faults(section, slug, written, stored, around)
    told = {fault.key for fault in found}
    for check in map(import_string, settings.RECORD_CHECKS):
        found += [fault for fault in check(section, slug, written, around) if fault.key not in told]
    return tuple(
        Obstacle(fault.key, label(section, fault.key), _message(fault), fault.is_grave)
        for fault in found
    )


def _message(fault: Fault) -> str:
    return gettext(fault.template) % fault.parameters
