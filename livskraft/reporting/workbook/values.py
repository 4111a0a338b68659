"""Cells and answers in one form, so that they can be compared whatever a program made of them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import override

from livskraft.reporting.answers import stored_value
from livskraft.reporting.questions import Question

Value = str | int | float | bool | date | datetime | time | timedelta | None

LANGUAGES = ("sv", "en")
ERRORS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "Err:", "#SPILL!")
_FIRST_DAY = date(1899, 12, 30)
_SERIALS = range(36_526, 54_789)
"""Days of 2000 to 2049, as Excel and LibreOffice count them."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("januari january jan", "februari february feb", "mars march mar", "april apr"),
            *("maj may", "juni june jun", "juli july jul", "augusti august aug"),
            *("september sept sep", "oktober october okt oct", "november nov"),
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_WRITTEN_DAY = re.compile(r"(?:den )?(\d{1,2})(?::e|:a)? ([a-zåäö]+)\.? (\d{4})", re.IGNORECASE)
_NOT_WRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def as_text(value: Value) -> str:
    """Return a cell or an answer as text: days as 2022-06-30, numbers as one writes them."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, datetime):
        is_day = value.time() == time()
        return value.date().isoformat() if is_day else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.15g}".replace(".", ",")
    return tidy(str(value))


def tidy(text: str) -> str:
    """Return a text without what a cell cannot hold, and without spaces that nobody sees."""
    text = _NOT_WRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = unicodedata.normalize("NFC", text).replace("\u00a0", " ")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def day_of(text: str) -> date | None:
    """Return the day that a text is, as "2022-06-30" or "30 juni 2022"; None where it is no day."""
    if found := _ISO_DAY.fullmatch(text):
        parts = (int(found[1]), int(found[2]), int(found[3]))
    elif found := _WRITTEN_DAY.fullmatch(text):
        parts = (int(found[3]), _MONTHS.get(found[2].lower(), 0), int(found[1]))
    else:
        return None
    try:
        return date(*parts)
    except ValueError:
        return None


def day_of_serial(value: Value) -> date | None:
    """Return the day that a bare number is. What one types into a column for text stays text; a number
    there is a date that was pasted in, or whose format LibreOffice dropped.
    """
    if isinstance(value, bool) or not isinstance(value, int | float) or value not in _SERIALS:
        return None
    return _FIRST_DAY + timedelta(days=int(value))


@dataclass(frozen=True)
class AnswerKey:
    """One answer of a row: that of a question, or the reason for it, which is free text.

    `labels` are the words of what can be chosen, by value, in the language in use; `choices` the
    values by all the words that people may write for them.
    """

    key: str
    question: Question
    is_reason: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def offered(self) -> Mapping[str, str]:
        """What can be chosen anew, by value."""
        values = [str(value) for value, _words in self.question.offered()]
        return {value: self.labels[value] for value in values if value in self.labels}

    @property
    def kind(self) -> str:
        return "text" if self.is_reason else self.question.kind

    @property
    def is_text(self) -> bool:
        return self.kind == "text"

    def canonical(self, value: Any) -> str:
        """Return an answer as it is compared, "" for none; what cannot be read stays as written."""
        text = as_text(value)
        if not text:
            return ""
        if self.is_text:
            day = day_of(text)
            return day.isoformat() if day else text
        if self.choices:
            return self.choices.get(_folded(text), text)
        try:
            return str(stored_value(self.question, text))
        except ValidationError:
            return text

    def readings(self, value: Value) -> tuple[str, ...]:
        """Return the canonical forms that a cell may stand for, the likeliest first."""
        text = self.canonical(value)
        day = day_of_serial(value) if self.is_text else None
        return (day.isoformat(), text) if day else (text,)


def answer_keys_of(questions: Iterable[Question]) -> tuple[AnswerKey, ...]:
    """Return the answers that a row has, in the order of its columns; evidence has none."""
    found: list[AnswerKey] = []
    for question in questions:
        if question.kind == "evidence":
            continue
        labels = {str(value): str(label) for value, label in question.choices}
        found.append(AnswerKey(question.key, question, False, labels, _choices(question)))
        if question.why_key:
            found.append(AnswerKey(question.why_key, question, is_reason=True))
    return tuple(found)


def _choices(question: Question) -> dict[str, str]:
    """Return what can be chosen, by label in every language and by value, in small letters."""
    values: dict[str, str] = {}
    for language in LANGUAGES:
        with override(language):
            labels = [(str(value), str(label)) for value, label in question.choices]
        values |= {_folded(label): value for value, label in labels}
        values |= {_folded(value): value for value, label in labels}
    return values


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(".")


def yes_or_no(value: Value) -> bool | None:
    """Return what somebody says in a cell: True, False (also for an empty one), None for neither."""
    said = _folded(as_text(value))
    if said in ("ja", "j", "yes", "y", "x", "1", "true", "sant"):
        return True
    return False if said in ("", "nej", "n", "no", "0", "false", "falskt") else None
