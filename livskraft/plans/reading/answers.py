"""What a person has answered about a reading so far, in a form that JSON holds."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

from livskraft.plans.reading.findings import Topic

Record = dict[str, Any]


class Answer(StrEnum):
    """What can be said to a question. Notes are kept with the plan for those who know more."""

    AS_READ = "as_read"
    CHANGED = "changed"
    LEFT_OUT = "left_out"
    MERGED = "merged"
    """The row is the same as another one, which gets what this one says."""
    TAKEN_IN = "taken_in"
    NOTED = "noted"


ALLOWED: dict[Topic, tuple[Answer, ...]] = {
    Topic.DOCUMENT: (Answer.AS_READ, Answer.NOTED),
    Topic.TITLE: (Answer.AS_READ, Answer.CHANGED),
    Topic.PERIOD: (Answer.AS_READ, Answer.CHANGED),
    Topic.GOAL: (Answer.AS_READ, Answer.CHANGED, Answer.LEFT_OUT),
    Topic.WORDING: (Answer.AS_READ, Answer.CHANGED, Answer.LEFT_OUT),
    Topic.ROW: (Answer.AS_READ, Answer.CHANGED, Answer.LEFT_OUT),
    Topic.DOUBLE: (Answer.AS_READ, Answer.MERGED, Answer.LEFT_OUT),
    Topic.NUMBER: (Answer.AS_READ, Answer.CHANGED),
    Topic.LEAD: (Answer.AS_READ, Answer.CHANGED),
    Topic.TIME: (Answer.AS_READ, Answer.CHANGED),
    Topic.STATUS: (Answer.AS_READ, Answer.CHANGED),
    Topic.GROUP: (Answer.AS_READ, Answer.LEFT_OUT, Answer.NOTED),
    Topic.GROUP_TIME: (Answer.AS_READ, Answer.CHANGED),
    Topic.GROUP_GOAL: (Answer.AS_READ, Answer.CHANGED),
    Topic.LEFT_OUT: (Answer.AS_READ, Answer.TAKEN_IN),
}
FIELDS: dict[Topic, tuple[str, ...]] = {
    Topic.TITLE: ("title",),
    Topic.PERIOD: ("first_year", "last_year"),
    Topic.GOAL: ("primary_goal",),
    Topic.WORDING: ("title",),
    Topic.ROW: ("title",),
    Topic.NUMBER: ("number",),
    Topic.LEAD: ("lead",),
    Topic.TIME: ("starts", "ends"),
    Topic.STATUS: ("status", "reason"),
    Topic.GROUP_TIME: ("starts", "ends"),
    Topic.GROUP_GOAL: ("primary_goal",),
    Topic.LEFT_OUT: ("primary_goal",),
}
"""The fields that the answer "changed" fills in, or that what is taken in needs."""


@dataclass(frozen=True)
class RowAnswer:
    """`decision` is "accepted", "left_out" or empty; `changes` holds the changed keys."""

    decision: str = ""
    changes: Record = field(default_factory=dict)


@dataclass(frozen=True)
class QuestionAnswer:
    """An answer; for a note its words, for a group what all of its records were given."""

    answer: str = ""
    note: str = ""
    values: Record = field(default_factory=dict)


@dataclass
class Answers:
    """All answers; rows by "section/slug", questions by their number among the doubts.

    `added` are rows that a person made: {"section", "slug", "title", …, "block"}; `block` is the
    position of the text it came from. `matches` says which record of the plan a row is ("" for
    none), `values` which version of a key holds ("document" or "stored"), `gone` what becomes of
    records that a newer edition lacks, `links` which older goal a goal follows.
    """

    rows: dict[str, RowAnswer] = field(default_factory=dict)
    questions: dict[str, QuestionAnswer] = field(default_factory=dict)
    added: list[Record] = field(default_factory=list)
    plan: Record = field(default_factory=dict)
    matches: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> "Answers":
        """Return the answers that `as_json` wrote."""
        values = dict(content)
        values["rows"] = {
            key: RowAnswer(**answer) for key, answer in values.get("rows", {}).items()
        }
        values["questions"] = {
            number: QuestionAnswer(**answer)
            for number, answer in values.get("questions", {}).items()
        }
        return cls(**values)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def row(self, key: str) -> RowAnswer:
        return self.rows.get(key, RowAnswer())

    def question(self, number: int) -> QuestionAnswer:
        return self.questions.get(str(number), QuestionAnswer())

    def decide(self, key: str, decision: str) -> None:
        """Accept a row, leave it out, or ("") take the decision back."""
        self.rows[key] = replace(self.row(key), decision=decision)

    def change(self, key: str, changes: Record) -> None:
        """Keep the changed keys of a row in place of those before."""
        self.rows[key] = replace(self.row(key), changes=changes)

    def reply(self, number: int, answer: str, note: str = "", values: Record | None = None) -> None:
        """Answer a question, or ("") take the answer back."""
        if answer:
            self.questions[str(number)] = QuestionAnswer(answer, note, values or {})
        else:
            self.questions.pop(str(number), None)
