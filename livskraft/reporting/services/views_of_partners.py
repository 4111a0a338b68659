"""What partners say of the region's own role in an activity."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.plans.models import Activity, Organisation
from livskraft.reporting.answers import LONGEST, too_long
from livskraft.reporting.errors import RoundStateError
from livskraft.reporting.models import PartnerView, ReportingRound, RoundState
from livskraft.reporting.questions import RATINGS, role_choices
from livskraft.reporting.services.permissions import require_for
from livskraft.reporting.services.rounds import locked
from livskraft.reporting.who import Who


@transaction.atomic
def give_partner_view(
    *,
    round_: ReportingRound,
    activity: Activity,
    organisation: Organisation,
    role: str,
    rating: int | None,
    comment: str,
    who: Who,
    is_example: bool = False,
    now: datetime | None = None,
) -> PartnerView:
    """Keep how a partner sees the region's role: which it is, and how it works (1–5).

    A later view of the same partner replaces it while the round is open. Raises PermissionDenied
    unless the organisation takes part in the activity and the person belongs to it, RoundStateError,
    and ValidationError by field.
    """
    round_ = locked(round_)
    _require_partner(activity, organisation, who)
    if round_.state != RoundState.OPEN:
        raise RoundStateError(_("%(round)s is not open for answers.") % {"round": round_.title})
    errors = {}
    if role not in dict(role_choices()):
        errors["role"] = _("Choose one of the answers.")
    if rating is not None and rating not in RATINGS:
        errors["rating"] = _("Choose one of the answers.")
    if len(comment) > LONGEST:
        errors["comment"] = too_long(comment)
    if errors:
        raise ValidationError(errors)
    view, _is_new = PartnerView.objects.update_or_create(
        round=round_,
        activity=activity,
        organisation=organisation,
        defaults={
            "role": role,
            "rating": rating,
            "comment": comment.strip(),
            "by_user": who.user,
            "by_person": who.person,
            "at": now or timezone.now(),
            "is_example": is_example,
        },
    )
    return view


def _require_partner(activity: Activity, organisation: Organisation, who: Who) -> None:
    if not activity.partnerships.filter(organisation=organisation).exists():
        raise PermissionDenied
    if who.user is not None:
        require_for(who.user, "reporting.give_view", activity)
        is_own = who.user.organisation_id in (organisation.pk, organisation.parent_id)
        if not is_own and not who.user.has_perm("reporting.give_view"):
            raise PermissionDenied
