"""Who is asked about an activity: whoever answers for it, or who stands in meanwhile."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.plans.models import Activity, Person
from livskraft.plans.queries.people import is_there
from livskraft.plans.queries.plan import today
from livskraft.reporting.models import Assignment, ReportingRound, RoundState
from livskraft.reporting.models.rounds import AWAITED
from livskraft.reporting.services.keeping import as_content
from livskraft.shared.history import BATCH, Author, write_history

Asked = tuple[int | None, int | None]


def who_is_asked(activities: Iterable[Activity], on: date) -> dict[int, Asked]:
    """Return by activity the keys of who answers for it, and of the substitute on that day.

    Somebody who has left or was erased is not asked; a substitute only while the person is away.
    One query.
    """
    people = {one.pk: one for one in Person.objects.select_related("substitute")}
    return {one.pk: _asked(people.get(one.responsible_id or 0), on) for one in activities}


def _asked(person: Person | None, on: date) -> Asked:
    if person is None or not is_there(person, on):
        return None, None
    is_away = person.away_until is not None and person.away_until >= on
    substitute = person.substitute
    if is_away and substitute is not None and is_there(substitute, on):
        return person.pk, substitute.pk
    return person.pk, None


@transaction.atomic
def refresh_people(*, round_: ReportingRound, by: Any = None) -> int:
    """Ask those who answer for the activities today where no answer has come; return how many changed.

    Also the lead is brought up to date. What is asked of it stays as it was when the round opened.
    Three queries where nothing has changed.
    """
    if round_.state != RoundState.OPEN:
        return 0
    awaited = round_.assignments.filter(state__in=AWAITED).select_for_update(of=("self",))
    assignments = list(awaited.select_related("activity").order_by("pk"))
    asked = who_is_asked((one.activity for one in assignments), today(round_.plan))
    changed: list[Assignment] = []
    for one in assignments:
        now = (one.activity.lead_id, *asked[one.activity_id])
        if (one.organisation_id, one.person_id, one.substitute_id) != now:
            one.organisation_id, one.person_id, one.substitute_id = now
            changed.append(one)
    columns = ["organisation", "person", "substitute"]
    Assignment.objects.bulk_update(changed, columns, batch_size=BATCH)
    write_history(changed, "~", Author(as_content(lambda: _("Somebody else is asked.")), by))
    return len(changed)
