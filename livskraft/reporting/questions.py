"""What a round asks, as data: the shipped questions, a plan's own, and how an answer is checked."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from livskraft.plans.models.activities import PartnerRole, Status
from livskraft.reporting.models import RoundKind, Verdict

KINDS = (*("status", "text", "choice", "money", "number", "rating", "role", "verdict", "evidence"),)
WHY = "_why"
"""Ends the key of the reason for an answer: "status_why"."""

RATINGS = (1, 2, 3, 4, 5)
_KEYS = {"key", "kind", "label", "help", "required", "internal", "carried", "rounds", "choices"} | {
    "why_for"
}
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_SHIPPED = Path(__file__).with_name("questions.yaml")

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Choice:
    """One answer to choose; `label` by language, "sv" always there."""

    value: str
    label: Texts

    @property
    def words(self) -> str:
        """The label in the page's language."""
        return in_language(self.label)


@dataclass(frozen=True)
class Question:
    """One question of a round; `why_for` are the values that need a reason beside them."""

    key: str
    kind: str
    label: Texts
    help: Texts = field(default_factory=dict)
    is_required: bool = False
    is_internal: bool = False
    is_carried: bool = False
    own_choices: tuple[Choice, ...] = ()
    why_for: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The question in the page's language."""
        return in_language(self.label)

    @property
    def help_words(self) -> str:
        return in_language(self.help)

    @property
    def why_key(self) -> str:
        """The key of the reason, "" where none is asked for."""
        return f"{self.key}{WHY}" if self.why_for else ""

    @property
    def choices(self) -> tuple[tuple[Any, str], ...]:
        """What can be chosen: values with their words; empty for a question without choices."""
        if self.kind == "status":
            return tuple((value, str(label)) for value, label in Status.choices)
        if self.kind == "verdict":
            return tuple((value, str(label)) for value, label in Verdict.choices)
        if self.kind == "role":
            return role_choices()
        if self.kind == "rating":
            return tuple((value, str(value)) for value in RATINGS)
        return tuple((one.value, one.words) for one in self.own_choices)

    def offered(self, *, was_idea: bool = False) -> tuple[tuple[Any, str], ...]:
        """Return what a reporter may choose: only what is an idea yet can stay one."""
        if self.kind != "status" or was_idea:
            return self.choices
        return tuple(one for one in self.choices if one[0] != Status.IDEA)

    def as_stored(self) -> dict[str, Any]:
        """Return the question as a round keeps it."""
        return asdict(self)


def role_choices() -> tuple[tuple[str, str], ...]:
    """Return the roles that somebody can have in an activity."""
    partners = ((value, str(label)) for value, label in PartnerRole.choices)
    return (("leads", _("leads")), *partners)


def role_word(role: str) -> str:
    """Return a role in an activity, in the page's language."""
    return dict(role_choices()).get(role, role)


def in_language(texts: Texts) -> str:
    """Return the text in the page's language, else in Swedish, "" where there is none."""
    language = (get_language() or "sv")[:2]
    return texts.get(language) or texts.get("sv", "")


def stored_questions(stored: Iterable[Mapping[str, Any]]) -> tuple[Question, ...]:
    """Return the questions that a round keeps."""
    return tuple(
        Question(
            **{
                **one,
                "own_choices": tuple(Choice(**choice) for choice in one["own_choices"]),
                "why_for": tuple(one["why_for"]),
            }
        )
        for one in stored
    )


def questions_of(round_: Any) -> tuple[Question, ...]:
    """Return what a round asks, in its order."""
    return stored_questions(round_.questions)


@cache
def _shipped() -> list[dict[str, Any]]:
    declared: list[dict[str, Any]] = yaml.safe_load(_SHIPPED.read_text(encoding="utf-8"))
    return declared


def default_questions(kind: str) -> tuple[Question, ...]:
    """Return the shipped questions for a kind of round."""
    return declared_questions(_shipped(), kind)


def declared_questions(declared: Any, kind: str) -> tuple[Question, ...]:
    """Return the questions of a declaration that a kind of round asks.

    `declared` is a list as in `questions.yaml`. Raises ValidationError, with a sentence for each
    fault, that names the question.
    """
    if not isinstance(declared, list):
        raise ValidationError(_("The questions must be a list."))
    problems: list[str] = []
    found: dict[str, Question] = {}
    for number, one in enumerate(declared, start=1):
        name = str(one.get("key") or number) if isinstance(one, dict) else str(number)
        try:
            question = _declared(one)
        except ValidationError as error:
            problems += [
                _("Question %(name)s: %(problem)s") % {"name": name, "problem": message}
                for message in error.messages
            ]
            continue
        if question.key in found:
            problems.append(_("Question %(name)s stands twice.") % {"name": name})
        found[question.key] = question
    if problems:
        raise ValidationError(problems)
    asked_in = {one["key"]: one.get("rounds") for one in declared}
    return tuple(one for key, one in found.items() if kind in (asked_in[key] or [kind]))


def _declared(one: Any) -> Question:
    if not isinstance(one, dict):
        raise ValidationError(_("write keys and values, such as “key: reach”."))
    _check_declared(one)
    choices = [
        Choice(str(choice["value"]), {k: v for k, v in choice.items() if k != "value"})
        for choice in one.get("choices", [])
    ]
    return Question(
        key=one["key"],
        kind=one["kind"],
        label=one["label"],
        help=one.get("help", {}),
        is_required=bool(one.get("required")),
        is_internal=bool(one.get("internal")),
        is_carried=bool(one.get("carried")),
        own_choices=tuple(choices),
        why_for=_why_for(one),
    )


def _why_for(one: Mapping[str, Any]) -> tuple[str, ...]:
    if one["kind"] == "status":
        return (Status.PAUSED.value, Status.CANCELLED.value)
    if one["kind"] == "verdict":
        return (Verdict.CHANGE.value, Verdict.END.value)
    return tuple(str(value) for value in one.get("why_for", []))


def _check_declared(one: dict[str, Any]) -> None:
    problems = [
        _("the key %(key)s is unknown.") % {"key": key} for key in sorted(one.keys() - _KEYS)
    ]
    key = one.get("key")
    if not isinstance(key, str) or not _NAME.fullmatch(key) or key.endswith(WHY):
        problems.append(_("“key” must be small letters a–z, digits and underscores."))
    if one.get("kind") not in KINDS:
        problems.append(_("“kind” must be one of %(kinds)s.") % {"kinds": ", ".join(KINDS)})
    for name in ("label", "help"):
        texts = one.get(name, {})
        are_texts = isinstance(texts, dict) and all(isinstance(one, str) for one in texts.values())
        if not are_texts or set(texts) - {"sv", "en"}:
            problems.append(_("“%(key)s” must be {sv: …, en: …}.") % {"key": name})
        elif name == "label" and not texts.get("sv"):
            problems.append(_("the question itself is missing in Swedish: label: {sv: …}."))
    problems += _choice_problems(one)
    rounds = one.get("rounds", [])
    if not isinstance(rounds, list) or set(rounds) - set(RoundKind.values):
        kinds = ", ".join(RoundKind.values)
        problems.append(_("“rounds” must be a list of %(kinds)s.") % {"kinds": kinds})
    if problems:
        raise ValidationError(problems)


def _choice_problems(one: dict[str, Any]) -> list[str]:
    choices = one.get("choices", [])
    if one.get("kind") != "choice":
        return [_("only a choice has “choices”.")] if choices else []
    are_choices = isinstance(choices, list) and all(
        isinstance(choice, dict) and choice.get("sv") and "value" in choice for choice in choices
    )
    if not are_choices or len(choices) < 2:
        return [_("“choices” must hold at least two of {value: …, sv: …}.")]
    values = {str(choice["value"]) for choice in choices}
    if len(values) < len(choices):
        return [_("two choices have the same value.")]
    if set(map(str, one.get("why_for", []))) - values:
        return [_("“why_for” names a value that cannot be chosen.")]
    return []
