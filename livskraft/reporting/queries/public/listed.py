"""All rounds that anybody may know of, with how much was asked for and how much has come."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q
from django.utils.timezone import localdate

from livskraft.reporting.models import AssignmentState, Duty, ReportingRound, RoundState
from livskraft.reporting.models.rounds import ANSWERED
from livskraft.reporting.queries.public.pieces import SHOWN, PublicRound, round_piece

_IS_EXPECTED = Q(assignments__duty=Duty.ASKED, assignments__excused_reason="")
_IS_LIVING = Q(assignments__activity__archived_at=None)
_HAS_COME = Q(assignments__state__in=ANSWERED)


@dataclass(frozen=True, slots=True)
class ListedRound:
    """A round in the list: `reported` of `asked` activities have reported, `in_review` have sent.

    While a round is open those count that must answer, and those who have anyway, as on the pages
    of goals. Once it is frozen all its activities do, as on its own page.
    """

    round: PublicRound
    plan: str
    period_from: date
    period_to: date
    frozen_on: date | None
    asked: int
    reported: int
    in_review: int


def listed_rounds() -> tuple[ListedRound, ...]:
    """Return the rounds of living plans that have been opened, newest first. One query."""
    rounds = ReportingRound.objects.filter(state__in=SHOWN, plan__archived_at=None)
    counted = rounds.annotate(
        plan_title=F("plan__title"),
        number=Count("assignments"),
        expected=Count("assignments", filter=_IS_LIVING & (_IS_EXPECTED | _HAS_COME)),
        accepted=Count("assignments", filter=Q(assignments__state=AssignmentState.ACCEPTED)),
        sent=Count("assignments", filter=Q(assignments__state=AssignmentState.ANSWERED)),
    ).only(
        *("address", "title", "state", "closes_on", "content_sha256", "is_example"),
        *("period_from", "period_to", "frozen_at"),
    )
    return tuple(map(_listed, counted.order_by("-period_to", "-opens_on", "-pk")))


def _listed(one: ReportingRound) -> ListedRound:
    counts: dict[str, int] = vars(one)
    is_frozen = one.state == RoundState.FROZEN
    return ListedRound(
        round=round_piece(one),
        plan=vars(one)["plan_title"],
        period_from=one.period_from,
        period_to=one.period_to,
        frozen_on=localdate(one.frozen_at) if one.frozen_at else None,
        asked=counts["number" if is_frozen else "expected"],
        reported=counts["accepted"],
        in_review=counts["sent"],
    )
