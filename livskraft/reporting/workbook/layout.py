"""What a workbook holds, and the marks by which its rows and columns are known again.

Every column bears its name in a hidden row, every row its activity in a hidden column, so that they
are read right after sorting, moving, inserting and renaming.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from livskraft.reporting.questions import Question
from livskraft.reporting.workbook.values import AnswerKey, answer_keys_of

IS, STAND, TITLE, SEND = "livskraft:row", "livskraft:stand", "livskraft:title", "livskraft:send"
ANSWER = "livskraft:answer:"
"""Begins the name of a column of answers; the question's key follows."""

_WIDTHS = {"text": 34, "status": 12, "verdict": 13, "money": 12, "number": 12, "rating": 12}
_REASON_WIDTH, _CHOICE_WIDTH = 20, 16
_ROW = re.compile(r"livskraft:row:([a-z0-9-]+)/([a-z0-9-]+)")
_STAND = re.compile(r"(\d+)((?: [a-z][a-z0-9_]*=[0-9a-f]{12})*)")


def row_mark(round_address: str, activity_address: str) -> str:
    """Return what stands in the hidden column of a row."""
    return f"livskraft:row:{round_address}/{activity_address}"


def marked_row(text: str) -> tuple[str, str] | None:
    """Return the addresses of round and activity that a mark names."""
    found = _ROW.fullmatch(text.strip())
    return (found[1], found[2]) if found else None


@dataclass(frozen=True)
class Stand:
    """What stood in a row when the workbook was made: the version, and a print of each answer."""

    version: int
    prints: Mapping[str, str] = field(default_factory=dict)

    def as_text(self) -> str:
        return " ".join([str(self.version), *(f"{key}={one}" for key, one in self.prints.items())])


def stand_of(version: int, keys: Iterable[AnswerKey], answers: Mapping[str, Any]) -> Stand:
    """Return the stand of these answers."""
    return Stand(version, {one.key: print_of(one.canonical(answers.get(one.key))) for one in keys})


def read_stand(text: str) -> Stand | None:
    """Return the stand that a cell holds; None where it is damaged."""
    found = _STAND.fullmatch(" ".join(text.split()))
    if found is None:
        return None
    return Stand(int(found[1]), dict(part.split("=") for part in found[2].split()))


def print_of(text: str) -> str:
    """Return a short print of a text in canonical form."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class ActivityRow:
    """One activity in a workbook. `state` says in words how far its answer is and where it is from."""

    address: str
    title: str
    goal: str
    state: str
    version: int
    answers: Mapping[str, Any]
    is_locked: bool


@dataclass(frozen=True)
class Workbook:
    """What goes into the workbook of one actor in one round."""

    round_address: str
    round_title: str
    actor: str
    closes_on: date
    questions: tuple[Question, ...]
    rows: tuple[ActivityRow, ...]
    site_name: str
    address: str = ""
    is_example: bool = False


@dataclass(frozen=True)
class Column:
    """A column of the sheet; `answer` None for the others."""

    name: str
    label: str
    width: int
    answer: AnswerKey | None = None


def columns_of(questions: Iterable[Question]) -> list[Column]:
    """Return the columns from the left, with headings in the language in use."""
    return [
        Column(IS, "", 8),
        Column(STAND, "", 8),
        Column(TITLE, _("Activity"), 32),
        Column("livskraft:goal", _("Goal"), 20),
        Column("livskraft:state", _("How far it is"), 22),
        *(_column(one) for one in answer_keys_of(questions)),
        Column(SEND, _("Nothing has changed? Choose yes to send the row as it stands."), 15),
    ]


def _column(one: AnswerKey) -> Column:
    question = one.question
    if one.is_reason:
        named = [label for value, label in question.choices if str(value) in question.why_for]
        label = _("Why? Needed for: %(choices)s") % {"choices": ", ".join(named)}
        return Column(ANSWER + one.key, label, _REASON_WIDTH, one)
    label = question.words
    if question.is_required:
        label += "\n" + _("Must be answered")
    return Column(ANSWER + one.key, label, _WIDTHS.get(question.kind, _CHOICE_WIDTH), one)


def headings(questions: Iterable[Question]) -> dict[str, str]:
    """Return the names of columns by their headings, in small letters and with single spaces.

    Headings that several columns have are left out.
    """
    with override(settings.LANGUAGE_CODE):
        columns = [one for one in columns_of(questions) if one.label]
    numbers = Counter(folded(one.label) for one in columns)
    return {folded(one.label): one.name for one in columns if numbers[folded(one.label)] == 1}


def folded(text: str) -> str:
    """Return a heading or a title as it is compared."""
    return " ".join(text.split()).casefold()
