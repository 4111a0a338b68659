"""Gates: an evaluation before an activity may go further."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.plans.models import Activity
from livskraft.plans.models.activities import Status
from livskraft.plans.services.locking import lock_plans
from livskraft.reporting.models import Gate, Verdict
from livskraft.reporting.services.keeping import change
from livskraft.reporting.services.permissions import require
from livskraft.shared.history import Author, write_history

SCALING_UP = (Status.ONGOING, Status.DONE)


@transaction.atomic
def set_gate(
    *,
    activity: Activity,
    title: str,
    by: Any,
    blocks: Collection[str] = SCALING_UP,
    evaluates: Activity | None = None,
    is_example: bool = False,
    now: datetime | None = None,
) -> Gate:
    """Keep an activity from statuses until an evaluation has its verdict.

    `evaluates` is the activity that is tried first, None where it is the same. Raises
    PermissionDenied, and ValidationError by field: no title, no status, one that it has already.
    """
    require(by, "reporting.manage_round")
    lock_plans()
    activity = Activity.objects.select_for_update().get(pk=activity.pk)
    errors = {}
    if not title.strip():
        errors["title"] = _("Write what is to be evaluated.")
    if not blocks or set(blocks) - set(Status.values):
        errors["blocks"] = _("Choose which statuses wait for it.")
    elif activity.status in blocks:
        errors["blocks"] = _("The activity has that status already: %(status)s.") % {
            "status": activity.get_status_display()
        }
    if errors:
        raise ValidationError(errors)
    now = now or timezone.now()
    gate = Gate(
        activity=activity,
        title=title.strip(),
        blocks=[one.value for one in Status if one in blocks],
        evaluates=evaluates,
        set_at=now,
        set_by=by,
        is_example=is_example,
    )
    Gate.objects.bulk_create([gate])
    write_history([gate], "+", Author("", by, now))
    return gate


@transaction.atomic
def decide_gate(
    *,
    gate: Gate,
    verdict: str,
    reason: str,
    by: Any,
    source: str = "",
    now: datetime | None = None,
) -> Gate:
    """Write a gate's verdict: to continue or to change opens it, to end keeps it shut.

    Raises PermissionDenied, and ValidationError by field: no verdict, no reason.
    """
    require(by, "reporting.manage_round")
    gate = Gate.objects.select_for_update().get(pk=gate.pk)
    errors = {}
    if verdict not in Verdict.values:
        errors["verdict"] = _("Choose continue, change or end.")
    if not reason.strip():
        errors["reason"] = _("Say why.")
    if errors:
        raise ValidationError(errors)
    now = now or timezone.now()
    change(
        gate,
        Author(reason.strip(), by, now),
        verdict=verdict,
        verdict_reason=reason.strip(),
        source=source.strip(),
        decided_at=now,
        decided_by=by,
    )
    return gate
