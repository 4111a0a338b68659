"""What a workbook would do, as it is shown before anything is sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """What becomes of a row."""

    SENT = "sent"
    """Changed: a new answer is sent."""
    AS_IT_IS = "as_it_is"
    """Nothing is changed, and it is sent as it stands."""
    UNTOUCHED = "untouched"
    WRONG = "wrong"
    """Must be mended before anything of the workbook is sent."""
    KEPT = "kept"
    """Somebody else has written meanwhile: theirs stays unless the workbook is chosen."""
    STANDS = "stands"
    """The answer is accepted, so what was changed is left out."""


@dataclass(frozen=True)
class Standing:
    """An activity as it stands now, and how far its answer is.

    `answers` is what a form would begin with. `is_begun`: there is a draft; `is_answered`: a draft or
    an answer of this round; `is_own_workbook`: the newest answer came from the same person's workbook.
    """

    pk: int
    address: str
    title: str
    version: int
    answers: Mapping[str, Any]
    can_answer: bool = True
    is_awaited: bool = True
    is_begun: bool = False
    is_answered: bool = False
    is_own_workbook: bool = False
    has_evidence: bool = False
    by: str = ""


@dataclass(frozen=True)
class CellShown:
    """A cell that changes something: where, what it answers, before and after, what is wrong.

    `is_content`: somebody has written it, in the language of the plan.
    """

    ref: str
    label: str
    before: str
    after: str
    problem: str = ""
    is_content: bool = True


@dataclass(frozen=True)
class RowShown:
    """A row of the workbook and what becomes of it; `answers` is what would be sent."""

    ref: str
    activity: str
    title: str
    outcome: Outcome
    cells: tuple[CellShown, ...] = ()
    problems: tuple[str, ...] = ()
    standing: Standing | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    is_conflict: bool = False


@dataclass(frozen=True)
class Preview:
    """What a workbook would do.

    `missing` are questions whose column is gone, `strange` the letters of columns that were added,
    `absent` how many activities have no row; `seen` is a print of it all, by which it is known
    whether somebody confirms what still holds.
    """

    rows: tuple[RowShown, ...]
    missing: tuple[str, ...]
    strange: tuple[str, ...]
    absent: int
    seen: str

    def of(self, *outcomes: Outcome) -> tuple[RowShown, ...]:
        """Return the rows with one of these outcomes."""
        return tuple(row for row in self.rows if row.outcome in outcomes)

    @property
    def to_send(self) -> tuple[RowShown, ...]:
        return self.of(Outcome.SENT, Outcome.AS_IT_IS)

    @property
    def wrong(self) -> tuple[RowShown, ...]:
        return self.of(Outcome.WRONG)

    @property
    def conflicts(self) -> tuple[RowShown, ...]:
        return tuple(row for row in self.rows if row.is_conflict)

    @property
    def stands(self) -> tuple[RowShown, ...]:
        return self.of(Outcome.STANDS)

    @property
    def untouched(self) -> int:
        """How many rows say nothing new."""
        return len(self.of(Outcome.UNTOUCHED))
