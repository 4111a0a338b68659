"""What partners are asked to say of the region's role: which activities, and what they said."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from livskraft.accounts.policies import may_somewhere
from livskraft.plans.models import Organisation
from livskraft.reporting.models import Assignment, PartnerView, ReportingRound, RoundState

_GIVE = "reporting.give_view"


@dataclass(frozen=True, slots=True)
class ViewToGive:
    """An activity that a partner takes part in; `given` is its view, None until it is written."""

    assignment: Assignment
    organisation: Organisation
    given: PartnerView | None


def views_to_give(user: Any) -> list[ViewToGive]:
    """Return what a partner's own organisation may say in open rounds of the region's role.

    What it has not said yet stands first. At most two queries.
    """
    is_partner = may_somewhere(user, _GIVE) and not user.has_perm(_GIVE)
    if user.organisation_id is None or not is_partner:
        return []
    organisation = user.organisation
    assignments = _taking_part(organisation).select_related("round", "activity")
    found = list(assignments.order_by("round__closes_on", "activity__position", "pk"))
    views = PartnerView.objects.filter(
        organisation=organisation, round__in={one.round_id for one in found}
    )
    given = {(one.round_id, one.activity_id): one for one in views}
    rows = [
        ViewToGive(one, organisation, given.get((one.round_id, one.activity_id))) for one in found
    ]
    return sorted(rows, key=lambda one: one.given is not None)


def _taking_part(organisation: Organisation) -> QuerySet[Assignment]:
    return Assignment.objects.filter(
        round__state=RoundState.OPEN,
        round__plan__archived_at=None,
        activity__archived_at=None,
        activity__partnerships__organisation=organisation,
    ).defer("round__content", "round__internal_content")


def partners_to_speak_for(round_: ReportingRound, activity: Any, user: Any) -> list[Organisation]:
    """Return the partners of an activity whose view somebody may write in a round.

    Those who plan write down what any of them said; a partner what its own organisation says.
    Two queries.
    """
    if not round_.assignments.filter(activity=activity).exists():
        return []
    partners = Organisation.objects.filter(partnerships__activity=activity).distinct()
    found = list(partners.order_by("sort_key", "pk"))
    if user.has_perm(_GIVE):
        return found
    return [one for one in found if user.organisation_id in (one.pk, one.parent_id)]


def view_given(round_: ReportingRound, activity: Any, organisation: Any) -> PartnerView | None:
    """Return what a partner has said of an activity in a round. One query."""
    views = PartnerView.objects.filter(round=round_, activity=activity, organisation=organisation)
    return views.first()
