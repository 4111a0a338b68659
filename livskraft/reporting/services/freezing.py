"""A closed round is frozen: its content is written once, with a hash, after the round before."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.plans.models import Plan
from livskraft.reporting.canonical import canonical_json, sha256_of
from livskraft.reporting.errors import RoundStateError
from livskraft.reporting.models import Addendum, Assignment, ReportingRound, RoundState
from livskraft.reporting.models.rounds import STANDS
from livskraft.reporting.queries.content import round_content
from livskraft.reporting.queries.frozen import last_frozen
from livskraft.reporting.services.keeping import change
from livskraft.reporting.services.permissions import require, require_for
from livskraft.reporting.services.rounds import locked
from livskraft.shared.history import Author


@transaction.atomic
def freeze_round(*, round_: ReportingRound, by: Any, now: datetime | None = None) -> ReportingRound:
    """Freeze a closed round: what it holds, and the figures it rests on, stand for good.

    Raises PermissionDenied, and RoundStateError unless it is closed. Some twelve queries, however
    many activities there are.
    """
    require(by, "reporting.manage_round")
    now = now or timezone.now()
    Plan.objects.select_for_update().get(pk=round_.plan_id)
    round_ = locked(round_)
    if round_.state != RoundState.CLOSED:
        raise RoundStateError(
            _("%(round)s can be frozen once, when it is closed.") % {"round": round_.title}
        )
    previous = last_frozen(round_.plan_id)
    public, internal = round_content(round_, previous, now)
    internal_content = canonical_json(internal)
    content = canonical_json({**public, "internal_sha256": sha256_of(internal_content)})
    change(
        round_,
        Author("", by, now),
        state=RoundState.FROZEN,
        frozen_at=now,
        frozen_by=by,
        previous=previous,
        content=content,
        internal_content=internal_content,
        content_sha256=sha256_of(content),
    )
    return round_


@transaction.atomic
def write_addendum(
    *,
    round_: ReportingRound,
    text: str,
    reason: str,
    by: Any,
    assignment: Assignment | None = None,
    is_example: bool = False,
    now: datetime | None = None,
) -> Addendum:
    """Say something afterwards of a closed round, or of one activity in it; it is shown beside.

    Public: text and reason stand on the activity's page. Raises PermissionDenied, RoundStateError
    while the round can still be changed itself, and ValidationError by field.
    """
    if assignment is None:
        require(by, "reporting.manage_round")
    else:
        require_for(by, "reporting.review", assignment.activity)
    round_ = locked(round_)
    if round_.state not in STANDS:
        raise RoundStateError(_("The round is still open: change the answer itself."))
    if assignment is not None and assignment.round_id != round_.pk:
        raise ValidationError(_("The activity is not in this round."))
    errors = {}
    if not text.strip():
        errors["text"] = _("Write what is to be added.")
    if not reason.strip():
        errors["reason"] = _("Say why.")
    if errors:
        raise ValidationError(errors)
    return Addendum.objects.create(
        round=round_,
        assignment=assignment,
        text=text.strip(),
        reason=reason.strip(),
        by=by,
        at=now or timezone.now(),
        is_example=is_example,
    )
