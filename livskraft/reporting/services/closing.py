"""A round is closed when every activity has its verdict, or a reason why there is none."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.reporting.errors import UndecidedError
from livskraft.reporting.models import Assignment, ReportingRound, RoundState
from livskraft.reporting.queries.closing import undecided, unreviewed
from livskraft.reporting.services.keeping import as_content, change
from livskraft.reporting.services.permissions import require
from livskraft.reporting.services.rounds import locked, require_open
from livskraft.shared.history import BATCH, Author, write_history


@transaction.atomic
def close_round(
    *,
    round_: ReportingRound,
    by: Any,
    reasons: Mapping[int, str] | None = None,
    reason: str = "",
    now: datetime | None = None,
) -> ReportingRound:
    """Close a round: nobody can answer any more, and the verdicts are public.

    Each activity needs a verdict, or a reason why there is none: that it is excused, one in
    `reasons` by the assignment's key, or `reason` for all that are left. Raises PermissionDenied,
    RoundStateError, and UndecidedError while answers wait for review or verdicts are missing.
    """
    require(by, "reporting.manage_round")
    now = now or timezone.now()
    round_ = locked(round_)
    require_open(round_)
    given = {pk: text.strip() for pk, text in (reasons or {}).items() if text.strip()}
    unread = list(unreviewed(round_).values_list("pk", flat=True))
    rest = list(undecided(round_).select_for_update(of=("self",)))
    without = [one for one in rest if one.pk not in given and not reason.strip()]
    if unread or without:
        raise UndecidedError(
            list(_in_the_way(len(unread), len(without))),
            unreviewed=unread,
            undecided=[one.pk for one in without],
        )
    author = Author(as_content(lambda: _("The round was closed.")), by, now)
    _leave_open(rest, {one.pk: given.get(one.pk, reason.strip()) for one in rest}, author)
    change(round_, author, state=RoundState.CLOSED, closed_at=now, closed_by=by)
    return round_


def _leave_open(rest: list[Assignment], reasons: Mapping[int, str], author: Author) -> None:
    """Keep why there is no verdict; one statement for each reason and 500 activities."""
    by_reason: defaultdict[str, list[int]] = defaultdict(list)
    for one in rest:
        one.verdict_reason, one.decided_at = reasons[one.pk], author.at
        by_reason[one.verdict_reason].append(one.pk)
    for reason, pks in by_reason.items():
        for start in range(0, len(pks), BATCH):
            same = Assignment.objects.filter(pk__in=pks[start : start + BATCH])
            same.update(verdict_reason=reason, decided_at=author.at)
    write_history(rest, "~", author)


def _in_the_way(unread: int, without: int) -> Iterable[str]:
    if unread:
        yield _("Answers that wait for review: %(number)d. Accept or return them first.") % {
            "number": unread
        }
    if without:
        yield _(
            "Activities without a verdict: %(number)d. Decide to continue, change or end, or say why "
            "there is no verdict."
        ) % {"number": without}
