"""What time asks of rounds: they open, remind and close by themselves."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.reporting.models import ReportingRound, RoundState
from livskraft.reporting.services.closing import close_round
from livskraft.reporting.services.people import refresh_people
from livskraft.reporting.services.reminding import invite, remind
from livskraft.reporting.services.rounds import open_planned


def tick(now: datetime) -> list[str]:
    """Open, remind about and close what is due; return what was done, in lines.

    Rounds of plans that look back (`as_of`) are left as they are. A round whose last day has passed
    is closed only when every activity has its verdict. Safe to run at any time, also twice at once.
    """
    lines = []
    day = timezone.localdate(now)
    live = ReportingRound.objects.filter(plan__as_of=None, plan__archived_at=None)
    live = live.select_related("plan").order_by("pk")
    for round_ in live.filter(state=RoundState.DRAFT, opens_on__lte=day):
        lines += _tried(_("%(round)s: opened"), _open, round_, now)
    for round_ in live.filter(state=RoundState.OPEN):
        if refresh_people(round_=round_):
            invite(round_=round_)
        if is_reminder_due(round_, day):
            lines += _reminded(round_, day)
        if round_.closes_on < day:
            lines += _tried(_("%(round)s: closed"), close_round, round_, now)
    return lines


def _tried(
    line: str, service: Callable[..., object], round_: ReportingRound, now: datetime
) -> list[str]:
    """Do something with a round; nothing where somebody was first or something is in the way."""
    try:
        service(round_=round_, by=None, now=now)
    except ValidationError:
        return []
    return [line % {"round": round_}]


@transaction.atomic
def _open(*, round_: ReportingRound, by: Any, now: datetime) -> None:
    """Open a round and tell those who are asked, or neither."""
    invite(round_=open_planned(round_=round_, by=by, now=now), by=by)


def is_reminder_due(round_: ReportingRound, day: date) -> bool:
    """Return whether a day of reminding has come that `tick` has not reminded on yet.

    A day on which nothing ran is made up for, until the last day to answer.
    """
    days = [round_.closes_on - timedelta(days=before) for before in round_.reminders]
    come = [one for one in days if round_.opens_on < one <= day <= round_.closes_on]
    return bool(come) and (round_.reminded_on is None or round_.reminded_on < max(come))


def _reminded(round_: ReportingRound, day: date) -> list[str]:
    """Remind; if this ends in the middle, the next time reminds those who have had no mail today."""
    mailed = remind(round_=round_, by=None)
    ReportingRound.objects.filter(pk=round_.pk).update(reminded_on=day)
    return [
        _("%(round)s: reminded, mails: %(number)d") % {"round": round_, "number": mailed.people}
    ]
