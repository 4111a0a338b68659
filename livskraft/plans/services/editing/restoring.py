"""Undo: a record as it was at an earlier moment, as a new change of its own."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.plans.models import Activity, Person, Plan
from livskraft.plans.planfile.compare import ARCHIVED
from livskraft.plans.planfile.content import Record
from livskraft.plans.queries.drafts import obstacles_among
from livskraft.plans.queries.surroundings import surroundings
from livskraft.plans.queries.versions import record_at
from livskraft.plans.services.editing.drafting import owning_plan
from livskraft.plans.services.editing.errors import ObstaclesError
from livskraft.plans.services.editing.permissions import require_for
from livskraft.plans.services.editing.storing import (
    Present,
    PublishedRecord,
    present_record,
    store_record,
)
from livskraft.plans.services.locking import lock_plans
from livskraft.shared.history import Author


@transaction.atomic
def restore_record(
    *, section: str, plan: Plan | None, slug: str, at: datetime, reason: str, by: Any
) -> PublishedRecord:
    """Make a record what it was at a moment; it keeps the short name that it has now.

    What happened since stays in the history. An archived record comes back by it, which takes the
    right to archive. Raises PermissionDenied, ObstaclesError where it would refer to what is gone
    or archived, and ValidationError without a reason, where the record did not exist then, and
    where nothing would change.
    """
    if not reason.strip():
        raise ValidationError(_("Say why."))
    lock_plans()
    plan = owning_plan(section, plan)
    present = present_record(section, plan, slug)
    wanted = record_at(section, plan, slug, at)
    if wanted is None:
        raise ValidationError(_("It did not exist then."))
    require_for(by, "plans.restore_record", section, plan, slug, present.record, wanted)
    record = _as_now_named(wanted, present.record)
    if present.record is not None and ARCHIVED in present.record:
        require_for(by, "plans.archive_record", section, plan, slug, present.record)
    is_person_changed = _restore_person(present, at)
    if record == present.record and not is_person_changed:
        raise ValidationError(_("It is the same as it was then."))
    around = surroundings(section, plan, slug, present.record)
    obstacles = obstacles_among(section, record, present.slug, present.record, around)
    if obstacles:
        raise ObstaclesError(obstacles)
    return store_record(present, record, Author(reason.strip(), by), slug=slug)


def _as_now_named(wanted: Record, now: Record | None) -> Record:
    """Return the wanted record, living, with the earlier names that the record has now."""
    left_out = (ARCHIVED, "former_slugs")
    record = {key: value for key, value in wanted.items() if key not in left_out}
    former = (now or wanted).get("former_slugs")
    return {**record, "former_slugs": former} if former else record


def _restore_person(present: Present, at: datetime) -> bool:
    """Set who answered for an activity then, unless that person has been erased."""
    if present.section != "activities" or present.record is None:
        return False
    row = present.row
    versions = Activity.history.filter(id=row.pk, history_date__lte=at)
    then = versions.order_by("history_date", "history_id").last()
    if then is None or then.responsible_id == row.responsible_id:
        return False
    person = then.responsible_id
    if person is not None and not Person.objects.filter(pk=person, erased_at=None).exists():
        return False
    row.responsible_id = person
    return True
