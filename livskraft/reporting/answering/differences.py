"""Two answers to one form, side by side: each question where they differ is chosen, nothing is lost."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from livskraft.reporting.answers import answer_keys, answers_in_words
from livskraft.reporting.questions import Question

MINE, THEIRS, BOTH = "mine", "theirs", "both"


@dataclass(frozen=True)
class Difference:
    """A question with two answers, in words; `can_be_joined` where both texts can stand."""

    key: str
    question: str
    mine: str
    theirs: str
    can_be_joined: bool


def differences(
    questions: Iterable[Question], mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> list[Difference]:
    """Return where two answers differ, reasons as questions of their own, in the form's order."""
    questions = tuple(questions)
    own, other = _in_words(questions, mine), _in_words(questions, theirs)
    words = {one.key: one for one in questions}
    found = []
    for key in answer_keys(questions):
        if str(mine.get(key, "")).strip() == str(theirs.get(key, "")).strip():
            continue
        question = words.get(key)
        is_text = question is None or question.kind == "text"
        both = is_text and own.get(key) and other.get(key)
        asked = question.words if question else _reason_of(questions, key)
        found.append(Difference(key, asked, own.get(key, ""), other.get(key, ""), bool(both)))
    return found


def joined(
    questions: Iterable[Question],
    mine: Mapping[str, Any],
    theirs: Mapping[str, Any],
    chosen: Mapping[str, str],
) -> dict[str, Any]:
    """Return the answer that was put together; where nothing was chosen, one's own stands."""
    found = {}
    for key in answer_keys(questions):
        own, other = mine.get(key, ""), theirs.get(key, "")
        picked = chosen.get(key, MINE)
        if picked == BOTH:
            found[key] = f"{other}\n\n{own}".strip()
        else:
            found[key] = other if picked == THEIRS else own
    return found


def chosen_in(sent: Mapping[str, str]) -> dict[str, str]:
    """Return what was chosen for each question, from a form that was sent."""
    return {
        key.removeprefix("choice-"): str(value)
        for key, value in sent.items()
        if key.startswith("choice-")
    }


def says_the_same(mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
    """Whether two answers are the same, as after two clicks on the same button."""
    written = {key: str(value).strip() for key, value in mine.items() if str(value).strip()}
    return written == {key: str(value) for key, value in theirs.items()}


def _in_words(questions: tuple[Question, ...], answers: Mapping[str, Any]) -> dict[str, str]:
    known = {one.key: one for one in answers_in_words(questions, answers, with_internal=True)}
    words = {key: one.words for key, one in known.items()}
    reasons = {one.why_key: str(answers.get(one.why_key, "")) for one in questions if one.why_key}
    return {**words, **reasons}


def _reason_of(questions: tuple[Question, ...], key: str) -> str:
    return next(f"{one.words} – {gettext('why')}" for one in questions if one.why_key == key)
