"""Gates that are shut: what an activity may not become before something is evaluated."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext_noop

from livskraft.plans.models import Activity
from livskraft.plans.planfile.content import Record
from livskraft.plans.planfile.gate import Fault, Surroundings
from livskraft.reporting.models import Gate, Verdict

WAITS = gettext_noop(
    "“%(gate)s” must be answered before the activity can become that: write its verdict first."
)
SHUT = gettext_noop("“%(gate)s” ended with the verdict not to go on.")


def shut_gates(activities: Collection[int]) -> dict[int, list[Gate]]:
    """Return by activity the gates that are not open. One query."""
    found: dict[int, list[Gate]] = {}
    gates = Gate.objects.filter(activity__in=list(activities), verdict__in=["", Verdict.END])
    for gate in gates.order_by("pk"):
        found.setdefault(gate.activity_id, []).append(gate)
    return found


def gates_shut_to(activities: Collection[int], status: str) -> dict[int, Fault]:
    """Return by activity why it may not get a status. One query; none for no status.

    Called by `plans` before a status is set: see the setting STATUS_CHECKS.
    """
    if not status or not activities:
        return {}
    return {
        activity: Fault("status", _reason(gate), {"gate": gate.title})
        for activity, gates in shut_gates(activities).items()
        for gate in gates
        if status in gate.blocks
    }


def gate_faults(section: str, slug: str, record: Record, around: Surroundings) -> Iterator[Fault]:
    """Yield why an activity may not be published with its status. At most two queries.

    See the setting RECORD_CHECKS.
    """
    status = record.get("status") if section == "activities" else None
    if not status or not slug:
        return
    activity = Activity.objects.filter(plan__slug=around.plan, slug=slug).first()
    if activity is None or activity.status == status:
        return
    for gate in shut_gates([activity.pk]).get(activity.pk, ()):
        if status in gate.blocks:
            yield Fault("status", _reason(gate), {"gate": gate.title})


def _reason(gate: Gate) -> str:
    return SHUT if gate.verdict == Verdict.END else WAITS


def gates_of(activity: int) -> tuple[Gate, ...]:
    """Return the gates of an activity, those that are shut first. One query."""
    gates = Gate.objects.filter(activity=activity).select_related("evaluates", "decided_by")
    return tuple(sorted(gates.order_by("pk"), key=lambda one: bool(one.verdict)))


@dataclass(frozen=True, slots=True)
class PublicGate:
    """A gate as anybody may know it. `verdict_word` is "" until it is answered."""

    title: str
    verdict: str
    verdict_word: str
    reason: str
    source: str
    decided_on: date | None
    is_example: bool


def public_gates(address: str) -> tuple[PublicGate, ...]:
    """Return what an activity waits for, and what earlier evaluations led to. One query."""
    gates = Gate.objects.filter(activity__address=address).order_by("pk")
    return tuple(
        PublicGate(
            title=one.title,
            verdict=one.verdict,
            verdict_word=str(Verdict(one.verdict).label) if one.verdict else "",
            reason=one.verdict_reason,
            source=one.source,
            decided_on=localdate(one.decided_at) if one.decided_at else None,
            is_example=one.is_example,
        )
        for one in sorted(gates, key=lambda one: bool(one.verdict))
    )
