"""Frozen rounds, with what verifies them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from livskraft.reporting.models import Addendum, ReportingRound, RoundState
from livskraft.reporting.queries.public.pieces import (
    PublicAddendum,
    PublicRound,
    addendum_piece,
    round_piece,
)


@dataclass(frozen=True, slots=True)
class ChainedRound:
    """A frozen round with what verifies it; `previous` is the hash of the round before, "" for none."""

    round: PublicRound
    frozen_at: datetime | None
    previous: str
    addenda: tuple[PublicAddendum, ...]


def frozen_rounds(plan: int) -> tuple[ChainedRound, ...]:
    """Return a plan's frozen rounds, newest first, with what was added to them as wholes. Two queries."""
    rounds = ReportingRound.objects.filter(plan=plan, state=RoundState.FROZEN)
    general = Prefetch("addenda", Addendum.objects.filter(assignment=None))
    kept = (
        rounds.select_related("previous")
        .prefetch_related(general)
        .defer(*("content", "internal_content", "previous__content", "previous__internal_content"))
    )
    return tuple(
        ChainedRound(
            round=round_piece(one),
            frozen_at=one.frozen_at,
            previous=one.previous.content_sha256 if one.previous else "",
            addenda=tuple(addendum_piece(each) for each in one.addenda.all()),
        )
        for one in kept.order_by("-frozen_at", "-pk")
    )


def frozen_document(address: str) -> str | None:
    """Return a frozen round's public content as canonical JSON, None if there is none. One query."""
    found = ReportingRound.objects.filter(address=address, state=RoundState.FROZEN)
    return found.values_list("content", flat=True).first()
