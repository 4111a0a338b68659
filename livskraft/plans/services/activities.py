"""What happens to an activity: each change of status is dated and kept."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.plans.models import Activity, StatusChange
from livskraft.plans.models.activities import Status
from livskraft.plans.queries.status_checks import status_obstacles
from livskraft.plans.services.locking import lock_plans
from livskraft.shared.history import Author, write_history

NEEDS_REASON = (Status.PAUSED, Status.CANCELLED)


@transaction.atomic
def change_status(
    *, activity: Activity, status: str, since: date, reason: str = "", by: Any = None
) -> StatusChange:
    """Give an activity a new status from a day on, and keep it among its changes.

    Raises ValidationError for an unknown status, for a pause or a cancellation without a reason,
    for a day before the newest change, and for what else stands in the way: see STATUS_CHECKS.
    """
    reason = reason.strip()
    lock_plans()
    activity = Activity.objects.select_for_update().get(pk=activity.pk)
    newest = activity.status_changes.last()
    if status not in Status.values:
        raise ValidationError(_("There is no such status."))
    if status in NEEDS_REASON and not reason:
        raise ValidationError(_("Say why: pausing and cancelling need a reason."))
    if status != activity.status and (fault := status_obstacles([activity.pk], status)):
        raise ValidationError(fault[activity.pk])
    if newest and newest.since and since < newest.since:
        raise ValidationError(
            _("The newest change is of %(date)s; a new one cannot be older.")
            % {"date": newest.since}
        )
    author = Author(reason, by)
    position = newest.position + 1 if newest else 0
    change = StatusChange(
        activity=activity, status=status, since=since, reason=reason, position=position
    )
    StatusChange.objects.bulk_create([change])
    write_history([change], "+", author)
    activity.status, activity.status_since = status, since
    activity.example_fields = [name for name in activity.example_fields if name != "status"]
    activity.changed_at = author.at
    columns = ["status", "status_since", "example_fields", "changed_at"]
    Activity.objects.bulk_update([activity], columns)
    write_history([activity], "~", author)
    return change
