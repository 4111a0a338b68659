"""A frozen round as its public page shows it: read from the frozen text itself, nothing else."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate

from livskraft.reporting.answers import Answer, answers_in_words
from livskraft.reporting.canonical import sha256_of
from livskraft.reporting.models import (
    Addendum,
    EvidenceKind,
    ReportingRound,
    RoundKind,
    RoundState,
    Verdict,
)
from livskraft.reporting.queries.public.pieces import (
    PublicAddendum,
    PublicEvidence,
    addendum_piece,
    status_word,
    verdict_word,
)
from livskraft.reporting.questions import Question, stored_questions

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a page of its own: the last part of its address, and its title that day."""

    address: str
    title: str


@dataclass(frozen=True, slots=True)
class FrozenActivity:
    """An activity as it stood: `answered_on` is None where no answer was accepted.

    `addenda` were written afterwards; they are no part of what was frozen.
    """

    address: str
    title: str
    actor: Named | None
    status: str
    verdict: str
    answers: tuple[Answer, ...]
    evidence: tuple[PublicEvidence, ...]
    answered_on: date | None
    is_example: bool
    addenda: tuple[PublicAddendum, ...]

    @property
    def status_word(self) -> str:
        return status_word(self.status)

    @property
    def verdict_word(self) -> str:
        return verdict_word(self.verdict)


@dataclass(frozen=True, slots=True)
class FrozenGoal:
    """A goal with its activities in the round, in the order of their titles."""

    goal: Named
    activities: tuple[FrozenActivity, ...]


@dataclass(frozen=True, slots=True)
class FrozenFigures:
    """A retrieval of figures that the round rests on."""

    indicator: Named
    retrieved_on: date
    attribution: str
    sha256: str


@dataclass(frozen=True)
class FrozenPage:
    """A frozen round. `is_whole` is whether its text still has the hash that was kept.

    `previous` and `following` are the rounds before and after it in the plan's chain, None at its
    ends; `previous_sha256` is what this round's own text says of the one before.
    """

    address: str
    title: str
    kind_word: str
    plan: Named
    period_from: date
    period_to: date
    last_day: date
    frozen_at: datetime
    sha256: str
    internal_sha256: str
    is_whole: bool
    is_example: bool
    previous: Named | None
    previous_sha256: str
    following: Named | None
    goals: tuple[FrozenGoal, ...]
    figures: tuple[FrozenFigures, ...]
    addenda: tuple[PublicAddendum, ...]

    @property
    def activities(self) -> tuple[FrozenActivity, ...]:
        return tuple(one for goal in self.goals for one in goal.activities)

    @property
    def answered(self) -> int:
        return sum(one.answered_on is not None for one in self.activities)

    @property
    def verdicts(self) -> tuple[tuple[str, int], ...]:
        """The verdicts that were given, in words and in the order of the form, with how many have each."""
        given = [one.verdict for one in self.activities]
        return tuple(
            (verdict_word(one), given.count(one)) for one in Verdict.values if one in given
        )

    @property
    def open_verdicts(self) -> int:
        return sum(not one.verdict for one in self.activities)


def frozen_page(address: str) -> FrozenPage | None:
    """Return a frozen round, None if there is none with that address. Three queries."""
    rounds = ReportingRound.objects.filter(state=RoundState.FROZEN).select_related("previous")
    own = rounds.filter(address=address).defer(
        *("internal_content", "previous__content", "previous__internal_content", "questions")
    )
    round_ = own.first()
    if round_ is None:
        return None
    following = ReportingRound.objects.filter(previous=round_).values_list("address", "title")
    next_round = following.first()
    general, of_activity = _addenda(round_)
    content: Record = json.loads(round_.content)
    questions = stored_questions(content["questions"])
    before = round_.previous
    return FrozenPage(
        address=round_.address,
        title=content["round"]["title"],
        kind_word=str(RoundKind(content["round"]["kind"]).label),
        plan=Named(content["plan"]["slug"], content["plan"]["title"]),
        period_from=date.fromisoformat(content["round"]["period"]["from"]),
        period_to=date.fromisoformat(content["round"]["period"]["to"]),
        last_day=date.fromisoformat(content["round"]["last_day"]),
        frozen_at=datetime.fromisoformat(content["frozen_at"]),
        sha256=round_.content_sha256,
        internal_sha256=content["internal_sha256"],
        is_whole=sha256_of(round_.content) == round_.content_sha256,
        is_example=content["round"]["is_example"],
        previous=Named(before.address, before.title) if before else None,
        previous_sha256=(content["previous"] or {}).get("sha256", ""),
        following=Named(*next_round) if next_round else None,
        goals=_goals(content["activities"], questions, of_activity),
        figures=tuple(_figures(one) for one in content["snapshots"]),
        addenda=tuple(general),
    )


def _addenda(
    round_: ReportingRound,
) -> tuple[list[PublicAddendum], Mapping[str, list[PublicAddendum]]]:
    """Return what was added to the whole, and by activity's address. One query."""
    general: list[PublicAddendum] = []
    of_activity: defaultdict[str, list[PublicAddendum]] = defaultdict(list)
    written = Addendum.objects.filter(round=round_).select_related("assignment__activity")
    for one in written.only(
        *("text", "reason", "at", "is_example", "assignment__activity__address")
    ):
        address = one.assignment.activity.address if one.assignment else ""
        (of_activity[address] if address else general).append(addendum_piece(one))
    return general, of_activity


def _goals(
    activities: Iterable[Record],
    questions: tuple[Question, ...],
    addenda: Mapping[str, list[PublicAddendum]],
) -> tuple[FrozenGoal, ...]:
    found: defaultdict[Named, list[FrozenActivity]] = defaultdict(list)
    for one in activities:
        goal = Named(one["goal"]["address"], one["goal"]["title"])
        found[goal].append(_activity(one, questions, addenda.get(one["address"], ())))
    return tuple(
        FrozenGoal(goal, tuple(sorted(some, key=lambda one: one.title.casefold())))
        for goal, some in sorted(found.items(), key=lambda pair: pair[0].title.casefold())
    )


def _activity(
    one: Record, questions: tuple[Question, ...], addenda: Iterable[PublicAddendum]
) -> FrozenActivity:
    report: Record = one["report"] or {}
    actor = one["actor"]
    sent_at = report.get("sent_at")
    return FrozenActivity(
        address=one["address"],
        title=one["title"],
        actor=Named(actor["slug"], actor["title"]) if actor else None,
        status=one["status"],
        verdict=one["verdict"] or "",
        answers=answers_in_words(questions, report.get("answers", {}), with_internal=False),
        evidence=tuple(_evidence(each) for each in report.get("evidence", ())),
        answered_on=localdate(datetime.fromisoformat(sent_at)) if sent_at else None,
        is_example=bool(report.get("is_example")),
        addenda=tuple(addenda),
    )


def _evidence(one: Record) -> PublicEvidence:
    return PublicEvidence(
        kind=one["kind"],
        kind_word=str(EvidenceKind(one["kind"]).label),
        text=one.get("text", ""),
        url=one.get("url", ""),
        number=Decimal(str(one["number"])) if "number" in one else None,
        unit=one.get("unit", ""),
        file_name=one.get("file_name", ""),
        size=one.get("size"),
    )


def _figures(one: Record) -> FrozenFigures:
    return FrozenFigures(
        indicator=Named(one["indicator"], one["title"]),
        retrieved_on=localdate(datetime.fromisoformat(one["retrieved_at"])),
        attribution=one["attribution"],
        sha256=one["content_sha256"],
    )
