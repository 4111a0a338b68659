"""What freezing a round will keep, in numbers: made in the same way as the content itself."""

from dataclasses import dataclass
from datetime import datetime

from livskraft.reporting.canonical import canonical_json
from livskraft.reporting.models import ReportingRound
from livskraft.reporting.queries.content import round_content
from livskraft.reporting.questions import Question, questions_of


@dataclass(frozen=True, slots=True)
class ToFreeze:
    """What a frozen round will hold. `size` is that of the public text, in bytes.

    `answered` counts accepted answers, `evidence` what shows them, both public. `previous` is the
    round that it will be chained to, None for the first of its plan.
    """

    activities: int
    answered: int
    evidence: int
    verdicts: int
    snapshots: int
    size: int
    public: tuple[Question, ...]
    internal: tuple[Question, ...]
    previous: ReportingRound | None


def what_is_frozen(
    round_: ReportingRound, previous: ReportingRound | None, now: datetime
) -> ToFreeze:
    """Return what will be frozen. Eight queries."""
    public, _internal = round_content(round_, previous, now)
    activities = public["activities"]
    reports = [one["report"] for one in activities if one["report"]]
    questions = questions_of(round_)
    return ToFreeze(
        activities=len(activities),
        answered=len(reports),
        evidence=sum(len(one["evidence"]) for one in reports),
        verdicts=sum(one["verdict"] is not None for one in activities),
        snapshots=len(public["snapshots"]),
        size=len(canonical_json(public).encode()),
        public=tuple(one for one in questions if not one.is_internal),
        internal=tuple(one for one in questions if one.is_internal),
        previous=previous,
    )
