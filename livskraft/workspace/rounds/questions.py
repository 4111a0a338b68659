"""The questions of a new round as a form: the shipped ones to tick and reword, and some of one's own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from livskraft.reporting.questions import WHY, Question, declared_questions, default_questions
from livskraft.shared.swedish import plain, words
from livskraft.workspace.forms.fields import ListField, WordsField

OWN = 3
"""So many questions of one's own fit in the form."""
_LONGEST = 300
_KEY_LETTERS = 34
KINDS = (
    ("text", pgettext_lazy("question", "Words")),
    ("choice", pgettext_lazy("question", "One of several answers")),
    ("number", pgettext_lazy("question", "A number")),
    ("money", pgettext_lazy("question", "Kronor")),
    ("rating", pgettext_lazy("question", "1 to 5")),
)


@dataclass(frozen=True)
class ShippedFields:
    """A shipped question with its tick and its words."""

    question: Question
    is_asked: forms.BoundField
    words: forms.BoundField


@dataclass(frozen=True)
class OwnFields:
    """The fields of one question of one's own."""

    number: int
    fields: tuple[forms.BoundField, ...]
    ticks: tuple[forms.BoundField, ...]


class QuestionsForm(forms.Form):
    """What a round of a kind asks."""

    def __init__(self, sent: Any, *, kind: str) -> None:
        super().__init__(sent, auto_id="question_%s")
        self.kind = kind
        self.shipped = default_questions(kind)
        for one in self.shipped:
            self.fields[f"{one.key}_asked"] = forms.BooleanField(
                label=one.words, required=False, initial=True
            )
            self.fields[f"{one.key}_words"] = WordsField(
                label=one.words,
                max_length=_LONGEST,
                initial=one.label["sv"],
            )
        for number in range(1, OWN + 1):
            self._add_own(number)

    def _add_own(self, number: int) -> None:
        self.fields[f"own_{number}_words"] = WordsField(
            label=gettext_lazy("Question"), max_length=_LONGEST
        )
        self.fields[f"own_{number}_kind"] = forms.ChoiceField(
            label=gettext_lazy("Is answered with"), choices=KINDS, required=False
        )
        self.fields[f"own_{number}_choices"] = ListField(
            label=gettext_lazy("Answers to choose from"),
            help_text=gettext_lazy(
                "Only for one of several answers: with semicolons between, such as Ja; Nej; Delvis."
            ),
        )
        self.fields[f"own_{number}_required"] = forms.BooleanField(
            label=gettext_lazy("Must be answered"), required=False
        )
        self.fields[f"own_{number}_internal"] = forms.BooleanField(
            label=gettext_lazy("Only colleagues see the answer"), required=False
        )

    def shipped_fields(self) -> Iterator[ShippedFields]:
        """Yield the shipped questions in their order."""
        for one in self.shipped:
            yield ShippedFields(one, self[f"{one.key}_asked"], self[f"{one.key}_words"])

    def own_fields(self) -> Iterator[OwnFields]:
        """Yield the places for one's own."""
        for number in range(1, OWN + 1):
            names = [f"own_{number}_{name}" for name in ("words", "kind", "choices")]
            ticks = [f"own_{number}_{name}" for name in ("required", "internal")]
            yield OwnFields(number, tuple(map(self._bound, names)), tuple(map(self._bound, ticks)))

    def _bound(self, name: str) -> forms.BoundField:
        return self[name]

    def is_reworded(self) -> bool:
        """Whether a shipped question stands in other words, or in too many."""
        return any(self[f"{one.key}_words"].value() != one.label["sv"] for one in self.shipped)

    def has_own(self) -> bool:
        """Whether somebody has begun to write one of their own."""
        return any(self[f"own_{number}_words"].value() for number in range(1, OWN + 1))

    def clean(self) -> dict[str, Any]:
        """Read one's own questions; what is wrong with one is said at its words."""
        self.own: list[Question] = []
        taken = {one.key for one in self.shipped}
        for number in range(1, OWN + 1):
            if not self.cleaned_data.get(f"own_{number}_words"):
                continue
            declared = self._declared(number, taken)
            try:
                [question] = declared_questions([declared], self.kind)
            except ValidationError:
                self.add_error(
                    f"own_{number}_choices", _("Write at least two answers that differ.")
                )
                continue
            taken.add(question.key)
            self.own.append(question)
        return self.cleaned_data

    def _declared(self, number: int, taken: set[str]) -> dict[str, Any]:
        def given(name: str) -> Any:
            return self.cleaned_data.get(f"own_{number}_{name}")

        kind = given("kind") or "text"
        declared: dict[str, Any] = {
            "key": _key(given("words"), taken),
            "kind": kind,
            "label": {"sv": given("words")},
            "required": given("required"),
            "internal": given("internal"),
        }
        if kind == "choice":
            declared["choices"] = [{"value": one, "sv": one} for one in given("choices") or ()]
        return declared

    def questions(self) -> tuple[Question, ...]:
        """Return what is asked, once the form is valid."""
        kept = [one for one in self.shipped if self.cleaned_data[f"{one.key}_asked"]]
        return (*(self._reworded(one) for one in kept), *self.own)

    def _reworded(self, question: Question) -> Question:
        """Return the question in the words that stand in the form; a translation of others goes."""
        text = self.cleaned_data[f"{question.key}_words"]
        if not text or text == question.label["sv"]:
            return question
        label: Mapping[str, str] = {"sv": text}
        return replace(question, label=label)


def _key(text: str, taken: set[str]) -> str:
    """Return a lasting name for the answers to a question, that no other one has."""
    letters = "_".join(words(plain(text)))[:_KEY_LETTERS].strip("_")
    stem = letters if letters[:1].isalpha() and letters.isascii() else "own"
    stem = f"own_{stem}" if stem != "own" else stem
    stem = f"{stem}_" if stem.endswith(WHY) else stem
    number, key = 1, stem
    while key in taken:
        number += 1
        key = f"{stem}_{number}"
    return key
