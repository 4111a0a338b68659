"""Money that answers say was used, by actor. Only for colleagues."""

from collections.abc import Iterable
from dataclasses import dataclass

from livskraft.reporting.models import ReportingRound, ReportState, StatusReport


@dataclass(frozen=True, slots=True)
class MoneyUsed:
    """What the accepted answers of an actor add up to, in whole kronor, and of how many activities."""

    actor: str
    actor_title: str
    amount: int
    activities: int


def money_used(round_: ReportingRound) -> tuple[MoneyUsed, ...]:
    """Return the money used by actor, most first. One query."""
    keys = [one["key"] for one in round_.questions if one["kind"] == "money"]
    sums: dict[tuple[str, str], list[int]] = {}
    for slug, title, answers in _accepted(round_):
        amounts = [answers[key] for key in keys if isinstance(answers.get(key), int)]
        if amounts:
            sums.setdefault((slug or "", title or ""), []).append(sum(amounts))
    found = (MoneyUsed(*actor, sum(of), len(of)) for actor, of in sums.items())
    return tuple(sorted(found, key=lambda one: -one.amount))


def _accepted(round_: ReportingRound) -> Iterable[tuple[str | None, str | None, dict[str, int]]]:
    reports = StatusReport.objects.filter(assignment__round=round_, state=ReportState.ACCEPTED)
    return reports.values_list(
        "assignment__organisation__slug", "assignment__organisation__title", "answers"
    )
