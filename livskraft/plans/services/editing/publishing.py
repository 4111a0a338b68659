"""A reviewed draft → the public record; or for a moment only, to be looked at."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.plans.models import Draft
from livskraft.plans.models.drafts import DraftState
from livskraft.plans.planfile.compare import ARCHIVED
from livskraft.plans.planfile.content import Record, tidied
from livskraft.plans.planfile.gate import Surroundings
from livskraft.plans.planfile.merging import Side, merge, without_changed_examples
from livskraft.plans.queries.drafts import obstacles_among
from livskraft.plans.queries.ownership import may_open_draft
from livskraft.plans.queries.surroundings import surroundings
from livskraft.plans.services.editing.drafting import open_draft
from livskraft.plans.services.editing.errors import EditConflictError, ObstaclesError
from livskraft.plans.services.editing.permissions import require_for
from livskraft.plans.services.editing.records import normal_record
from livskraft.plans.services.editing.storing import (
    Present,
    PublishedRecord,
    free_slug,
    present_record,
    published_record,
    store_record,
)
from livskraft.plans.services.locking import lock_plans
from livskraft.shared.history import Author


@transaction.atomic
def publish_draft(
    *, draft: Draft, by: Any, keep: Mapping[str, Side] | None = None
) -> PublishedRecord:
    """Make a reviewed draft the public record, its reason in the history.

    What others changed meanwhile stays, where the draft left it alone. `keep` says for each key
    that both changed which side stands; the other one stays in the draft or in the history.
    Raises PermissionDenied, ObstaclesError, EditConflictError, and ValidationError for a draft that
    is not reviewed and for a record that is archived or gone. Then nothing is changed.
    """
    lock_plans()
    draft = open_draft(draft)
    if draft.state != DraftState.REVIEWED:
        raise ValidationError(_("It has to be reviewed before it can be published."))
    present = _present(draft)
    versions = (present.record, draft.content)
    require_for(by, "plans.publish_record", draft.section, draft.plan, present.slug, *versions)
    published = _publish(draft, present, Author(draft.reason, by), keep=keep or {})
    draft.state, draft.closed_at = DraftState.PUBLISHED, timezone.now()
    draft.slug = published.slug
    draft.save()
    return published


@contextmanager
def previewed(*, draft: Draft, by: Any) -> Iterator[PublishedRecord]:
    """Apply a draft for as long as the block lasts; nothing of it remains.

    In the block this connection reads the public pages as they will be. Raises PermissionDenied,
    ValidationError as `publish_draft`, and ObstaclesError for what cannot be stored at all; template
    text and the like can be looked at. Of conflicts the draft's side is shown.
    """
    with transaction.atomic():
        lock_plans()
        draft = open_draft(draft)
        if not may_open_draft(draft, by):
            raise PermissionDenied
        author = Author(draft.reason, by)
        yield _publish(draft, _present(draft), author, keep=None)
        transaction.set_rollback(True)


def _present(draft: Draft) -> Present:
    """Return the record that the draft changes. Raises ValidationError if it is archived or gone."""
    present = present_record(
        draft.section, draft.plan, draft.slug if draft.base is not None else ""
    )
    if draft.base is not None and present.record is None:
        raise ValidationError(_("The record is no longer there. Make a new one of the draft."))
    if present.record is not None and ARCHIVED in present.record:
        raise ValidationError(_("It is archived. Bring it back before you change it."))
    return present


def _publish(
    draft: Draft, present: Present, author: Author, *, keep: Mapping[str, Side] | None
) -> PublishedRecord:
    """Write what the draft changes; `keep` is None for a preview."""
    around = surroundings(draft.section, draft.plan, present.slug, present.record)
    is_preview = keep is None
    _refuse(present, draft.content, around, is_preview=is_preview)
    slug = _slug(draft, present, around)
    drafted = normal_record(draft.section, draft.plan, draft.content)
    record = drafted
    if present.record is not None:
        base = draft.base or {}
        settled: Mapping[str, Side] = keep if keep is not None else dict.fromkeys(drafted, "draft")
        record, conflicts = merge(base, present.record, drafted, settled)
        if conflicts and not is_preview:
            raise EditConflictError(conflicts)
        record = without_changed_examples(present.record, record)
        _refuse(present, {**record, "slug": slug}, around, is_preview=is_preview)
        if record == present.record and slug == present.slug:
            return published_record(present, slug)
    return store_record(present, record, author, slug=slug)


def _refuse(present: Present, record: Record, around: Surroundings, *, is_preview: bool) -> None:
    if present.section == "links":
        record = {key: value for key, value in record.items() if key != "slug"}
    obstacles = obstacles_among(present.section, record, present.slug, present.record, around)
    if is_preview:
        obstacles = tuple(one for one in obstacles if one.is_grave)
    if obstacles:
        raise ObstaclesError(obstacles)


def _slug(draft: Draft, present: Present, around: Surroundings) -> str:
    """Return what the record will be called: as drafted, as before, or after its title."""
    named = tidied(draft.content).get("slug")
    if draft.section == "links":
        return ""
    if draft.section == "plan" and present.slug and named not in (None, present.slug):
        raise ValidationError(_("A plan keeps its short name."))
    return str(named or present.slug or free_slug(draft.content["title"], around))
