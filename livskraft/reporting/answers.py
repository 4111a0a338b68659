"""Answers: what somebody wrote is kept as it is in a draft, and checked when it is sent."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from livskraft.reporting.questions import RATINGS, Question
from livskraft.shared.numbers import thousands

LONGEST = 5_000
"""Characters of one answer; more belongs in a file."""

_LARGEST = 10**12
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_CURRENCY = re.compile(r"(kr|sek|kronor|:-)\.?$", re.IGNORECASE)

Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """An answer as it is shown: the question, the answer and its reason in words, "" for none.

    `value` is as stored, `kind` that of the question. Texts are in the language they were written in.
    """

    key: str
    kind: str
    question: str
    words: str
    why: str
    value: Any
    is_internal: bool


def answer_keys(questions: Iterable[Question]) -> list[str]:
    """Return the keys that answers may have, reasons among them; evidence is kept apart."""
    keys = []
    for question in questions:
        if question.kind != "evidence":
            keys += [question.key, *filter(None, [question.why_key])]
    return keys


def drafted(questions: Iterable[Question], answers: Answers) -> dict[str, Any]:
    """Return what is kept of an answer that is being written: everything, right or not, but empty.

    Raises ValidationError by key for what is too long.
    """
    kept = {}
    errors = {}
    for key in answer_keys(questions):
        value = answers.get(key)
        if isinstance(value, str):
            value = value.strip()
            if len(value) > LONGEST:
                errors[key] = too_long(value)
        if value not in (None, ""):
            kept[key] = value
    if errors:
        raise ValidationError(errors)
    return kept


def checked(questions: Iterable[Question], answers: Answers) -> dict[str, Any]:
    """Return the answers as they are stored once sent: texts, whole numbers, chosen values.

    Raises ValidationError by key, each saying what to do. Nothing but the questions' keys is kept.
    """
    questions = tuple(questions)
    given = drafted(questions, answers)
    found: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for question in questions:
        try:
            found.update(_checked_one(question, given))
        except ValidationError as error:
            errors.update({key: lines[0] for key, lines in error.message_dict.items()})
    if errors:
        raise ValidationError(errors)
    return found


def _checked_one(question: Question, given: Answers) -> dict[str, Any]:
    value, why = given.get(question.key), given.get(question.why_key, "")
    if value is None:
        if question.is_required and question.kind != "evidence":
            raise ValidationError({question.key: _missing(question)})
        return {}
    stored = {question.key: stored_value(question, value)}
    if str(stored[question.key]) in question.why_for and not why:
        raise ValidationError({question.why_key: _missing_reason(question)})
    if why:
        stored[question.why_key] = str(why)
    return stored


def _missing(question: Question) -> str:
    return _("Choose an answer.") if question.choices else _("Write an answer.")


def _missing_reason(question: Question) -> str:
    if question.kind == "status":
        return _("Say why: pausing and cancelling need a reason.")
    return _("Say why.")


def stored_value(question: Question, value: Any) -> Any:
    """Return one answer as it is stored once sent. Raises ValidationError by the question's key."""
    if question.kind == "money":
        return _whole_kronor(question.key, value)
    if question.kind == "number":
        return _plain_number(question.key, value)
    if question.choices:
        chosen = {str(known): known for known, _words in question.choices}
        if str(value) not in chosen:
            raise ValidationError({question.key: _("Choose one of the answers.")})
        return chosen[str(value)]
    return str(value)


def _whole_kronor(key: str, value: Any) -> int:
    """Read "12 000 kr", "12000", 12000.0 as 12000."""
    number = decimal_of(_CURRENCY.sub("", _SPACES.sub("", str(value))))
    if number is None or number < 0 or number != int(number):
        raise ValidationError({key: _("Write whole kronor with digits, such as 12 000.")})
    if number > _LARGEST:
        raise ValidationError({key: _("The amount is too large. Write it in kronor.")})
    return int(number)


def _plain_number(key: str, value: Any) -> int | float:
    number = decimal_of(str(value))
    if number is None or abs(number) > _LARGEST:
        raise ValidationError({key: _("Write a number with digits, such as 12 or 3,5.")})
    return int(number) if number == int(number) else float(number)


def decimal_of(text: str) -> Decimal | None:
    """Return the number that a text is, as "1 200,5"; None where it is none."""
    try:
        number = Decimal(_SPACES.sub("", text).replace(",", ".").replace("−", "-"))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def too_long(value: str) -> str:
    """Return what to do about a text that is longer than LONGEST."""
    return _("Shorten it: %(length)d characters are written, %(most)d fit.") % {
        "length": len(value),
        "most": LONGEST,
    }


def public_answers(questions: Iterable[Question], answers: Answers) -> dict[str, Any]:
    """Return the answers that anybody may see once the report is accepted."""
    keys = answer_keys(one for one in questions if not one.is_internal)
    return {key: answers[key] for key in keys if key in answers}


def answers_in_words(
    questions: Iterable[Question], answers: Answers, *, with_internal: bool
) -> tuple[Answer, ...]:
    """Return what was answered, in the order of the questions; unanswered ones are left out."""
    return tuple(
        Answer(
            key=question.key,
            kind=question.kind,
            question=question.words,
            words=_words(question, answers[question.key]),
            why=str(answers.get(question.why_key, "")),
            value=answers[question.key],
            is_internal=question.is_internal,
        )
        for question in questions
        if question.key in answers and (with_internal or not question.is_internal)
    )


def _words(question: Question, value: Any) -> str:
    language = get_language() or "sv"
    if question.kind == "money" and isinstance(value, int):
        return _("%(amount)s kr") % {"amount": thousands(value, language)}
    if question.kind == "number" and isinstance(value, int | float):
        text = f"{value:g}" if isinstance(value, float) else thousands(value, language)
        return text if language.startswith("en") else text.replace(".", ",")
    if question.kind == "rating":
        return _("%(rating)s of %(most)d") % {"rating": value, "most": RATINGS[-1]}
    words = {str(known): text for known, text in question.choices}
    return words.get(str(value), str(value))
