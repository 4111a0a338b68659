"""The public parts of a round, an answer, its evidence and an addendum."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch
from django.utils.formats import number_format
from django.utils.timezone import localdate

from livskraft.plans.models.activities import Status
from livskraft.reporting.answers import Answer, answers_in_words
from livskraft.reporting.models import (
    Addendum,
    Evidence,
    EvidenceKind,
    ReportingRound,
    RoundState,
    StatusReport,
    Verdict,
)
from livskraft.reporting.models.rounds import STANDS
from livskraft.reporting.questions import questions_of

SHOWN = (RoundState.OPEN, *STANDS)
"""Rounds that anybody may know of: those that have been opened."""


@dataclass(frozen=True, slots=True)
class PublicRound:
    """A round as anybody may know it; `sha256` is "" until it is frozen."""

    address: str
    title: str
    state: str
    closes_on: date
    sha256: str
    is_example: bool

    @property
    def is_open(self) -> bool:
        return self.state == RoundState.OPEN

    @property
    def is_frozen(self) -> bool:
        return self.state == RoundState.FROZEN


@dataclass(frozen=True, slots=True)
class PublicAddendum:
    """What was added afterwards. Who wrote it stays inside."""

    text: str
    reason: str
    on: date
    is_example: bool


@dataclass(frozen=True, slots=True)
class PublicEvidence:
    """Something that shows what an answer says; a file is told of by its name and size."""

    kind: str
    kind_word: str
    text: str
    url: str
    number: Decimal | None
    unit: str
    file_name: str
    size: int | None

    @property
    def number_words(self) -> str:
        """As in "1 240 svar", "" where it is no number."""
        if self.number is None:
            return ""
        return f"{number_format(self.number.normalize(), force_grouping=True)} {self.unit}".strip()


@dataclass(frozen=True, slots=True)
class PublicReport:
    """An accepted answer about an activity. `answers` are to public questions, in their order.

    `status` is the reported one, "" where the round did not ask; `verdict` the decision, "" until
    the round is closed. Texts are in the language they were written in.
    """

    round: PublicRound
    on: date
    status: str
    answers: tuple[Answer, ...]
    evidence: tuple[PublicEvidence, ...]
    addenda: tuple[PublicAddendum, ...]
    verdict: str
    is_example: bool

    @property
    def status_word(self) -> str:
        return status_word(self.status)

    @property
    def status_reason(self) -> str:
        """Why the activity is paused or cancelled, "" where no reason was asked for."""
        return next((one.why for one in self.answers if one.kind == "status"), "")

    @property
    def said(self) -> tuple[Answer, ...]:
        """The answers but the status, which is shown as a sign."""
        return tuple(one for one in self.answers if one.kind != "status")

    @property
    def verdict_word(self) -> str:
        return verdict_word(self.verdict)


def status_word(status: str) -> str:
    """Return a reported status in the page's language, "" for none."""
    return str(Status(status).label) if status in Status.values else ""


def verdict_word(verdict: str) -> str:
    """Return a verdict in the page's language, "" for none."""
    return str(Verdict(verdict).label) if verdict else ""


def public_evidence() -> Prefetch:
    """Return what fetches the public evidence of reports."""
    return Prefetch("evidence", Evidence.objects.filter(is_internal=False))


def round_piece(round_: ReportingRound) -> PublicRound:
    """Return the public parts of a round."""
    return PublicRound(
        address=round_.address,
        title=round_.title,
        state=round_.state,
        closes_on=round_.closes_on,
        sha256=round_.content_sha256,
        is_example=round_.is_example,
    )


def report_piece(
    report: StatusReport, round_: ReportingRound, verdict: str, addenda: Iterable[Addendum]
) -> PublicReport:
    """Return the public parts of an accepted report whose public evidence is fetched."""
    answers = answers_in_words(questions_of(round_), report.answers, with_internal=False)
    return PublicReport(
        round=round_piece(round_),
        on=localdate(report.sent_at),
        status=next((str(one.value) for one in answers if one.kind == "status"), ""),
        answers=answers,
        evidence=tuple(_evidence_piece(one) for one in report.evidence.all()),
        addenda=tuple(addendum_piece(one) for one in addenda),
        verdict=verdict if round_.state in STANDS else "",
        is_example=report.is_example,
    )


def addendum_piece(one: Addendum) -> PublicAddendum:
    """Return the public parts of an addendum."""
    return PublicAddendum(one.text, one.reason, localdate(one.at), one.is_example)


def _evidence_piece(one: Evidence) -> PublicEvidence:
    return PublicEvidence(
        kind=one.kind,
        kind_word=str(EvidenceKind(one.kind).label),
        text=one.text,
        url=one.url,
        number=one.number,
        unit=one.unit,
        file_name=one.file_name,
        size=one.size,
    )
