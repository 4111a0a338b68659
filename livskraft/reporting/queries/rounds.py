"""Rounds: found by name, and listed with how far they have come."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from livskraft.plans.models import Plan
from livskraft.reporting.models import Duty, ReportingRound
from livskraft.reporting.models.rounds import ANSWERED
from livskraft.reporting.queries.board.rows import Parts


def rounds() -> QuerySet[ReportingRound]:
    """Return the rounds of living plans, newest first, each with its plan and without its content."""
    known = ReportingRound.objects.filter(plan__archived_at=None)
    return known.select_related("plan").defer("content", "internal_content")


def find_round(name: str) -> ReportingRound | None:
    """Return a round by its address, or by its slug where that is the only one. Two queries."""
    known = ReportingRound.objects.select_related("plan", "previous")
    found = known.filter(address=name).first()
    if found is None:
        of_slug = list(known.filter(slug=name)[:2])
        found = of_slug[0] if len(of_slug) == 1 else None
    return found


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round in a list: `answered` of `asked`, of those who must answer; `others` have answered too."""

    address: str
    title: str
    plan: str
    kind_word: str
    state: str
    state_word: str
    opens_on: date
    closes_on: date
    asked: int
    answered: int
    others: int
    sha256: str
    is_example: bool

    @property
    def words(self) -> str:
        """As in "4 of 6 have answered", of those who must."""
        return Parts(self.answered, self.asked).words


def round_rows(plan: Plan | None = None) -> list[RoundRow]:
    """Return the rounds, of one plan or of all, newest first. One query."""
    has_answered = Q(assignments__state__in=ANSWERED)
    is_needed = Q(assignments__excused_reason="") | has_answered
    must = is_needed & Q(assignments__duty=Duty.ASKED)
    found = rounds().annotate(
        asked=Count("assignments", filter=must),
        answered=Count("assignments", filter=must & has_answered),
        others=Count("assignments", filter=~must & has_answered),
    )
    if plan is not None:
        found = found.filter(plan=plan)
    return [
        RoundRow(
            address=one.address,
            title=one.title,
            plan=one.plan.title,
            kind_word=str(one.get_kind_display()),
            state=one.state,
            state_word=str(one.get_state_display()),
            opens_on=one.opens_on,
            closes_on=one.closes_on,
            asked=one.asked,
            answered=one.answered,
            others=one.others,
            sha256=one.content_sha256,
            is_example=one.is_example,
        )
        for one in found
    ]
