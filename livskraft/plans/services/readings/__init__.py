"""Documents into plans: received, read, reviewed and loaded, with every answer kept."""

from livskraft.plans.services.readings.answering import (
    NewRow,
    PartReplies,
    QuestionReply,
    RowReply,
    keep_aim,
    keep_edition_answers,
    keep_part,
)
from livskraft.plans.services.readings.errors import (
    AnsweredMeanwhileError,
    NotConfirmedError,
    PlanChangedError,
    ReadingClosedError,
)
from livskraft.plans.services.readings.files import file_path
from livskraft.plans.services.readings.loading import load_reading
from livskraft.plans.services.readings.opening import OpenReading, open_reading, part_version
from livskraft.plans.services.readings.outcome import Outcome, outcome_of
from livskraft.plans.services.readings.receiving import (
    discard_reading,
    read_again,
    receive_document,
)

__all__ = [
    "AnsweredMeanwhileError",
    "NewRow",
    "NotConfirmedError",
    "OpenReading",
    "Outcome",
    "PartReplies",
    "PlanChangedError",
    "QuestionReply",
    "ReadingClosedError",
    "RowReply",
    "discard_reading",
    "file_path",
    "keep_aim",
    "keep_edition_answers",
    "keep_part",
    "load_reading",
    "open_reading",
    "outcome_of",
    "part_version",
    "read_again",
    "receive_document",
]
