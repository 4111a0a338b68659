"""One change of many activities: lead, dates, status, person in charge. Whole or not at all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from livskraft.plans.models import Activity, Organisation, Person, StatusChange
from livskraft.plans.models.activities import Status
from livskraft.plans.planfile.gate import TEMPLATE_TEXT, template_text
from livskraft.plans.queries.ownership import activity_ownerships
from livskraft.plans.queries.status_checks import status_obstacles
from livskraft.plans.services.activities import NEEDS_REASON
from livskraft.plans.services.locking import lock_plans
from livskraft.shared.history import BATCH, Author, write_history

Clearable = Literal["lead", "starts", "ends", "responsible"]


@dataclass(frozen=True)
class BulkChange:
    """What all of the activities get; None and "" leave a field as it is, `clear` empties it.

    `since` is the day of the status; without one it is today.
    """

    lead: Organisation | None = None
    starts: date | None = None
    ends: date | None = None
    status: str = ""
    since: date | None = None
    responsible: Person | None = None
    clear: frozenset[Clearable] = frozenset()

    def values(self) -> dict[str, Any]:
        """Return the new values by field, without the status."""
        given = {name: getattr(self, name) for name in ("lead", "starts", "ends", "responsible")}
        return {
            name: None if name in self.clear else value
            for name, value in given.items()
            if value is not None or name in self.clear
        }


@dataclass(frozen=True)
class Refusal:
    """Why one activity cannot be changed so."""

    activity: int
    title: str
    message: str


@dataclass(frozen=True)
class BulkResult:
    """Primary keys of what was changed, and of what had all of it already.

    With any refusal nothing was changed, and `changed` is empty.
    """

    changed: tuple[int, ...] = ()
    unchanged: tuple[int, ...] = ()
    refused: tuple[Refusal, ...] = ()


@dataclass
class _Work:
    """One activity, with the values that it really gets."""

    activity: Activity
    values: dict[str, Any] = field(default_factory=dict)
    is_new_status: bool = False
    position: int = 0

    @property
    def is_changed(self) -> bool:
        return bool(self.values) or self.is_new_status


@transaction.atomic
def change_many(
    *, activities: Sequence[int], changes: BulkChange, reason: str, by: Any
) -> BulkResult:
    """Change all of the activities (primary keys) alike, as one change in the history.

    Moving all activities of a person who leaves is `BulkChange(responsible=…)`. Raises
    ValidationError where nothing is to be changed, the status is unknown, or a pause or a
    cancellation lacks its reason. What stands in the way of one activity is told in the result.
    Some twenty queries for 500 activities; more of them need more only as one statement holds so
    many values, at most 75 for a thousand.
    """
    reason = reason.strip()
    _check(changes, reason)
    lock_plans()
    found = list(_activities(activities))
    values = changes.values()
    refused = list(_not_allowed(found, changes, by)) + _gone(activities, found)
    works = []
    stopped = status_obstacles(
        [activity.pk for activity, _newest in found if activity.status != changes.status],
        changes.status,
    )
    for activity, newest in found:
        work = _Work(activity, _really_new(activity, values))
        work.is_new_status = bool(changes.status) and changes.status != activity.status
        work.position = newest + 1
        works.append(work)
        message = _fault(work, changes) or stopped.get(activity.pk, "")
        if message:
            refused.append(Refusal(activity.pk, activity.title, message))
    if refused:
        return BulkResult(refused=_one_each(refused))
    changed = [work for work in works if work.is_changed]
    _write(changed, changes, Author(reason, by))
    return BulkResult(
        changed=tuple(work.activity.pk for work in changed),
        unchanged=tuple(work.activity.pk for work in works if not work.is_changed),
    )


def _check(changes: BulkChange, reason: str) -> None:
    if not changes.values() and not changes.status:
        raise ValidationError(_("Choose what to change."))
    if changes.status and changes.status not in Status.values:
        raise ValidationError(_("There is no such status."))
    if changes.status in NEEDS_REASON and not reason:
        raise ValidationError(_("Say why: pausing and cancelling need a reason."))
    found = template_text(reason)
    if found:
        raise ValidationError(_(TEMPLATE_TEXT) % {"text": found})


def _activities(pks: Sequence[int]) -> Iterator[tuple[Activity, int]]:
    """Yield each activity with the position of its newest status change. Two queries for each 500."""
    ordered = sorted(set(pks))
    for start in range(0, len(ordered), BATCH):
        batch = ordered[start : start + BATCH]
        rows = Activity.objects.select_for_update().filter(pk__in=batch).order_by("pk")
        steps = StatusChange.objects.filter(activity__in=batch).order_by()
        newest = dict(steps.values_list("activity").annotate(Max("position")))
        yield from ((activity, newest.get(activity.pk, -1)) for activity in rows)


def _not_allowed(
    found: list[tuple[Activity, int]], changes: BulkChange, by: Any
) -> Iterator[Refusal]:
    """Yield a refusal for each activity that the person may not change, now or as it would be."""
    activities = [activity for activity, _newest in found]
    moved = [_with_lead(activity, changes) for activity in activities]
    before, after = activity_ownerships(activities), activity_ownerships(moved)
    for activity in activities:
        if not by.has_perm("plans.change_many", before[activity.pk]):
            message = _("It belongs to another unit.")
        elif not by.has_perm("plans.change_many", after[activity.pk]):
            message = _("You cannot hand it over to another unit.")
        else:
            continue
        yield Refusal(activity.pk, activity.title, message)


def _with_lead(activity: Activity, changes: BulkChange) -> Activity:
    values = changes.values()
    lead = values.get("lead") if "lead" in values else activity.lead_id
    return Activity(pk=activity.pk, lead_id=lead.pk if isinstance(lead, Organisation) else lead)


def _gone(pks: Sequence[int], found: list[tuple[Activity, int]]) -> list[Refusal]:
    present = {activity.pk for activity, _newest in found}
    return [Refusal(pk, "", _("There is no such activity.")) for pk in sorted(set(pks) - present)]


def _one_each(refused: list[Refusal]) -> tuple[Refusal, ...]:
    """Return the first refusal of each activity, in the order of their keys."""
    first: dict[int, Refusal] = {}
    for one in refused:
        first.setdefault(one.activity, one)
    return tuple(first[pk] for pk in sorted(first))


def _really_new(activity: Activity, values: dict[str, Any]) -> dict[str, Any]:
    """Return the values that the activity does not have yet."""

    def key(value: Any) -> Any:
        return value.pk if isinstance(value, Organisation | Person) else value

    attributes = {"lead": "lead_id", "responsible": "responsible_id"}
    return {
        name: value
        for name, value in values.items()
        if getattr(activity, attributes.get(name, name)) != key(value)
    }


def _fault(work: _Work, changes: BulkChange) -> str:
    """Return why an activity cannot have the values, "" if it can."""
    activity = work.activity
    if activity.archived_at is not None:
        return _("It is archived.")
    starts = work.values.get("starts", activity.starts)
    ends = work.values.get("ends", activity.ends)
    if starts and ends and ends < starts:
        return _("It would end on %(ends)s, before it starts on %(starts)s.") % {
            "starts": date_format(starts, "j F Y"),
            "ends": date_format(ends, "j F Y"),
        }
    since, newest = _since(changes), activity.status_since
    if work.is_new_status and newest and since < newest:
        return _("The newest change is of %(date)s; a new one cannot be older.") % {
            "date": date_format(newest, "j F Y")
        }
    return ""


def _since(changes: BulkChange) -> date:
    return changes.since or timezone.localdate()


def _write(works: list[_Work], changes: BulkChange, author: Author) -> None:
    """Write rows, steps and history, in as few statements as the number of rows allows."""
    with_status = [work for work in works if work.is_new_status]
    fewer_examples = []
    for work in works:
        activity, touched = work.activity, set(work.values)
        for name, value in work.values.items():
            setattr(activity, name, value)
        if work.is_new_status:
            touched |= {"status", "status_history"}
            activity.status, activity.status_since = changes.status, _since(changes)
        activity.changed_at = author.at
        if not touched.isdisjoint(activity.example_fields):
            activity.example_fields = [one for one in activity.example_fields if one not in touched]
            fewer_examples.append(activity)
    _update(works, {**changes.values(), "changed_at": author.at})
    _update(with_status, {"status": changes.status, "status_since": _since(changes)})
    Activity.objects.bulk_update(fewer_examples, ["example_fields"], batch_size=BATCH)
    steps = [_step(work, changes, author) for work in with_status]
    StatusChange.objects.bulk_create(steps, batch_size=BATCH)
    write_history(steps, "+", author)
    write_history([work.activity for work in works], "~", author)


def _update(works: list[_Work], values: dict[str, Any]) -> None:
    """Give all of the rows the same values; their history is written afterwards."""
    for start in range(0, len(works), BATCH):
        pks = [work.activity.pk for work in works[start : start + BATCH]]
        Activity.objects.filter(pk__in=pks).update(**values)


def _step(work: _Work, changes: BulkChange, author: Author) -> StatusChange:
    return StatusChange(
        activity=work.activity,
        status=changes.status,
        since=_since(changes),
        reason=author.reason,
        position=work.position,
    )
