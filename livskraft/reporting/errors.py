"""What can stand in the way of reporting, besides rights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError


class RoundStateError(ValidationError):
    """A round that is not open, or not closed, when it must be; the message says what to do."""


class AnsweredError(ValidationError):
    """An answer that is accepted already, or that was returned or replaced meanwhile."""


@dataclass(frozen=True)
class Version:
    """An answer as it stands now. `by` is the name of whoever saved or sent it, "" if unknown."""

    number: int
    answers: Mapping[str, Any]
    at: datetime | None
    by: str
    is_sent: bool


class DraftConflict(Exception):  # noqa: N818
    """Somebody else has saved or sent since the form was opened: `theirs` is what stands there now.

    Nothing was written. Show both, and save again with `theirs.number` as the version.
    """

    def __init__(self, theirs: Version) -> None:
        self.theirs = theirs
        super().__init__(f"version {theirs.number}")


class UndecidedError(ValidationError):
    """Activities stand in the way of closing: their assignments' keys, by what is missing."""

    def __init__(
        self, messages: Sequence[str], *, unreviewed: Sequence[int], undecided: Sequence[int]
    ) -> None:
        self.unreviewed = tuple(unreviewed)
        self.undecided = tuple(undecided)
        super().__init__(list(messages))
