"""A draft's way: begun, saved, submitted, reviewed or returned, published or discarded."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.plans.models import Draft, Plan
from livskraft.plans.models.drafts import OPEN_STATES, DraftState
from livskraft.plans.planfile.compare import ARCHIVED
from livskraft.plans.planfile.content import Record
from livskraft.plans.queries.drafts import draft_obstacles
from livskraft.plans.queries.ownership import ownership
from livskraft.plans.queries.planfile.tables import table_of
from livskraft.plans.queries.versions import record_at, record_now
from livskraft.plans.services.editing.errors import ObstaclesError
from livskraft.plans.services.editing.permissions import require_for
from livskraft.plans.services.locking import lock_plans


@transaction.atomic
def begin_draft(
    *, section: str, plan: Plan | None, slug: str | None, by: Any, seen_at: datetime | None = None
) -> Draft:
    """Return the person's open draft of a record, or a new one that begins with it as it is stored.

    `seen_at` is when the person saw the record: the draft then begins with what it was at that
    moment, so that what others have changed since is merged, not undone. Without `slug` it is a
    draft of a new record; an editor's begins with the own unit as its lead, a partner's with the
    own organisation among those who take part. Raises PermissionDenied, and ValidationError where
    there is no such record or it is archived.
    """
    plan = owning_plan(section, plan)
    if not slug:
        content = first_content(section, by)
        require_for(by, "plans.draft_record", section, plan, "", content)
        return Draft.objects.create(section=section, plan=plan, content=content, by=by)
    lock_plans()
    stored = record_now(section, plan, slug)
    if stored is None:
        raise ValidationError(_("There is no such record."))
    require_for(by, "plans.draft_record", section, plan, slug, stored)
    present = Draft.objects.filter(
        section=section, plan=plan, slug=slug, by=by, state__in=OPEN_STATES
    ).first()
    if present is not None:
        return present
    if ARCHIVED in stored:
        raise ValidationError(_("It is archived. Bring it back before you change it."))
    seen = record_at(section, plan, slug, seen_at) if seen_at else None
    base = stored if seen is None or ARCHIVED in seen else seen
    return Draft.objects.create(
        section=section, plan=plan, slug=slug, base=base, content=base, by=by
    )


def owning_plan(section: str, plan: Plan | None) -> Plan | None:
    """Return the plan that a record of the section belongs to; None for plans and what they share.

    Raises ValidationError where a plan is needed and none is given.
    """
    if section == "plan" or table_of(section).is_shared:
        return None
    if plan is None:
        raise ValidationError(_("There is no such plan."))
    return plan


def first_content(section: str, by: Any) -> Record:
    """Return what a new record of somebody's begins with: it is their unit's."""
    own = by.organisation
    if own is None or by.has_perm("plans.draft_record"):
        return {}
    if section == "organisations":
        return {"parent": own.slug}
    if section != "activities":
        return {}
    if by.has_perm("plans.publish_record", ownership(section, None, {"lead": own.slug})):
        return {"lead": own.slug}
    return {"partners": [{"organisation": own.slug, "role": "participates"}]}


@transaction.atomic
def save_draft(*, draft: Draft, content: Record, reason: str = "", by: Any) -> Draft:
    """Keep what the person has written, also what is not valid yet.

    A draft that is changed after it was submitted or reviewed is a mere draft again. Raises
    PermissionDenied for a draft of somebody else's and for a lead that the person may not choose,
    and ValidationError for a closed draft.
    """
    draft = _own(draft, by)
    _refuse_handing_over(draft, content, by)
    if draft.content != content:
        draft.state = DraftState.DRAFT
        draft.reviewed_by = draft.reviewed_at = None
    draft.content, draft.reason = content, reason.strip()
    draft.save()
    return draft


def _refuse_handing_over(draft: Draft, content: Record, by: Any) -> None:
    lead = content.get("lead")
    if draft.section != "activities" or not lead or lead == (draft.base or {}).get("lead"):
        return
    require_for(by, "plans.draft_record", draft.section, draft.plan, draft.slug, content)


@transaction.atomic
def submit_draft(*, draft: Draft, by: Any) -> Draft:
    """Ask for review. Raises PermissionDenied, and ValidationError for a closed draft."""
    draft = _own(draft, by)
    _require_drafting(draft, by)
    draft.state, draft.comment = DraftState.SUBMITTED, ""
    draft.reviewed_by = draft.reviewed_at = None
    draft.save()
    return draft


@transaction.atomic
def review_draft(*, draft: Draft, by: Any, seen_at: datetime | None = None) -> Draft:
    """Say that a draft may be published. One of somebody else's must have been submitted.

    `seen_at` is the draft's `changed_at` as the reviewer read it. Raises PermissionDenied,
    ObstaclesError, and ValidationError for a draft in another state or changed since it was seen.
    """
    draft = open_draft(draft)
    require_for(by, "plans.review_record", draft.section, draft.plan, draft.slug, draft.content)
    if draft.state == DraftState.DRAFT and draft.by_id != by.pk:
        raise ValidationError(_("It has not been submitted, or was changed since."))
    if seen_at is not None and seen_at != draft.changed_at:
        raise ValidationError(_("It has been changed since you opened it. Read it once more."))
    obstacles = draft_obstacles(draft)
    if obstacles:
        raise ObstaclesError(obstacles)
    draft.state, draft.comment = DraftState.REVIEWED, ""
    draft.reviewed_by, draft.reviewed_at = by, timezone.now()
    draft.save()
    return draft


@transaction.atomic
def return_draft(*, draft: Draft, comment: str, by: Any) -> Draft:
    """Give a submitted or reviewed draft back to its writer, who reads the comment.

    Raises PermissionDenied, and ValidationError without a comment or for another state.
    """
    draft = open_draft(draft)
    require_for(by, "plans.review_record", draft.section, draft.plan, draft.slug, draft.content)
    if draft.state == DraftState.DRAFT:
        raise ValidationError(_("It has not been submitted, or was changed since."))
    if not comment.strip():
        raise ValidationError(_("Write what should be changed."))
    draft.state, draft.comment = DraftState.DRAFT, comment.strip()
    draft.reviewed_by = draft.reviewed_at = None
    draft.save()
    return draft


@transaction.atomic
def discard_draft(*, draft: Draft, by: Any) -> Draft:
    """Close a draft without publishing it; for a while its text can still be read.

    Its writer may, and whoever reviews. Raises PermissionDenied, and ValidationError for a closed
    one.
    """
    draft = open_draft(draft)
    if draft.by_id != by.pk:
        require_for(by, "plans.review_record", draft.section, draft.plan, draft.slug, draft.content)
    draft.state, draft.closed_at = DraftState.DISCARDED, timezone.now()
    draft.save()
    return draft


def open_draft(draft: Draft) -> Draft:
    """Return the draft as it is now, kept from others. Raises ValidationError for a closed one."""
    locked = Draft.objects.select_for_update(of=("self",)).select_related("plan", "by")
    draft = locked.get(pk=draft.pk)
    if draft.state == DraftState.PUBLISHED:
        raise ValidationError(_("It has been published already."))
    if draft.state == DraftState.DISCARDED:
        raise ValidationError(_("It has been discarded."))
    return draft


def _own(draft: Draft, by: Any) -> Draft:
    draft = open_draft(draft)
    if draft.by_id != by.pk:
        raise PermissionDenied
    return draft


def _require_drafting(draft: Draft, by: Any) -> None:
    """Raise PermissionDenied unless the person may draft the record, as stored and as drafted."""
    stored = record_now(draft.section, draft.plan, draft.slug) if draft.base is not None else None
    versions = (stored, draft.content)
    require_for(by, "plans.draft_record", draft.section, draft.plan, draft.slug, *versions)
