"""What a round froze, and whether it still is what it was."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from livskraft.indicators.models import Snapshot
from livskraft.plans.models import Plan
from livskraft.reporting.canonical import canonical_json, sha256_of
from livskraft.reporting.models import ReportingRound, RoundState


@dataclass(frozen=True)
class Verification:
    """Whether a frozen round is whole; `problems` are sentences that say what is not."""

    round: ReportingRound
    problems: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        return not self.problems


def verify_round(round_: ReportingRound) -> Verification:
    """Return whether a frozen round is what it was: its content, its hash, what it rests on.

    Two queries.
    """
    if round_.state != RoundState.FROZEN:
        return Verification(round_, (_("It is not frozen."),))
    return Verification(round_, tuple(_problems(round_)))


def _problems(round_: ReportingRound) -> Iterator[str]:
    if sha256_of(round_.content) != round_.content_sha256:
        yield _("Its content does not have the hash that was kept.")
        return
    content: dict[str, Any] = json.loads(round_.content)
    if canonical_json(content) != round_.content:
        yield _("Its content is not in canonical form.")
    if sha256_of(round_.internal_content) != content["internal_sha256"]:
        yield _("Its internal content does not have the hash that was kept.")
    if content["round"]["address"] != round_.address:
        yield _("Its content is that of another round.")
    before = round_.previous.content_sha256 if round_.previous else None
    if before != (content["previous"] or {}).get("sha256"):
        yield _("The round before it is not the one that it was frozen after.")
    yield from _lost_snapshots(content)


def _lost_snapshots(content: dict[str, Any]) -> Iterator[str]:
    wanted = {one["sha256"]: one["content_sha256"] for one in content["snapshots"]}
    kept = dict(
        Snapshot.objects.filter(sha256__in=list(wanted)).values_list("sha256", "content_sha256")
    )
    for one in content["snapshots"]:
        if kept.get(one["sha256"]) != one["content_sha256"]:
            yield _("The figures of %(indicator)s that it rests on are gone.") % {
                "indicator": one["title"]
            }


def verify_chain(plan: Plan) -> tuple[Verification, ...]:
    """Return whether each frozen round of a plan is whole and follows the one before, first to last.

    One query, and one for each round.
    """
    frozen = plan.rounds.filter(state=RoundState.FROZEN).select_related("previous")
    by_previous = {one.previous_id: one for one in frozen}
    found = []
    step = by_previous.pop(None, None)
    while step is not None:
        found.append(verify_round(step))
        step = by_previous.pop(step.pk, None)
    for lost in by_previous.values():
        found.append(Verification(lost, (_("It hangs together with no other round."),)))
    return tuple(found)


def last_frozen(plan: int) -> ReportingRound | None:
    """Return the plan's round that no other follows upon; None before the first. One query."""
    frozen = ReportingRound.objects.filter(plan=plan, state=RoundState.FROZEN)
    return frozen.filter(following=None).order_by("pk").last()
