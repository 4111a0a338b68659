"""A finding: sentences that follow from data by a stated rule, and the mark of that data."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from livskraft.indicators.sources.errors import Message, Translate, _

VERSION = 1
"""Grows when a rule may say something else of the same data than before."""


@dataclass(frozen=True)
class Finding:
    """What data say."""

    messages: tuple[Message, ...]
    data: tuple[object, ...] = field(repr=False)

    @cached_property
    def data_key(self) -> str:
        """What changes with the data: a text of other data is an older text."""
        return sha256(repr((VERSION, *self.data)).encode()).hexdigest()

    def text(self, translate: Translate = str) -> str:
        return " ".join(self.sentences(translate))

    def sentences(self, translate: Translate = str) -> tuple[str, ...]:
        """Return what is said in the language of `translate`, each sentence with its capital."""
        return tuple(_capital(said(message, translate)) for message in self.messages)

    def __bool__(self) -> bool:
        return bool(self.messages)


@dataclass(frozen=True)
class Measured:
    """A value of a place or a group, with the ends of its 95 % interval where they are known."""

    name: str
    value: float
    low: float | None = None
    high: float | None = None

    @property
    def half_width(self) -> float:
        """Half the width of the interval; 0 where it is not known."""
        return 0.0 if self.low is None or self.high is None else (self.high - self.low) / 2

    def differs_from(self, other: "Measured") -> bool:
        """Whether the difference is larger than the margins of both, and is any at all."""
        margin = (self.half_width**2 + other.half_width**2) ** 0.5
        difference = abs(self.value - other.value)
        return difference > 0 and difference >= margin

    def overlaps(self, other: "Measured") -> bool:
        """Whether the intervals meet; where none is known, whether the values are the same."""
        reach = self.half_width + other.half_width
        return abs(self.value - other.value) <= reach


@dataclass(frozen=True)
class Voice:
    """How numbers are said on a page, in its language.

    `figure` writes a value as the indicator's decimals ask ("4,5"), `period` a period ("kv 3 2024"),
    `unit` a unit or a part of one ("kronor per invånare").
    """

    figure: Callable[[float], str]
    number_word: Callable[[int], str]
    period: Callable[[str], str] = str
    unit: Callable[[str], str] = str

    def number(self, value: float) -> str:
        """Return a number in words up to twelve where it is whole, else in figures."""
        whole = round(value)
        is_whole = abs(value - whole) < 1e-9 and whole >= 0
        return self.number_word(whole) if is_whole else self.figure(value)


def finding(messages: Sequence[Message], *data: object) -> Finding:
    """Return a finding with the data that it was read from."""
    return Finding(tuple(messages), data)


def said(message: Message, translate: Translate) -> str:
    """Return a message whose parameters may be messages, all in one language."""
    parameters = {
        name: said(value, translate) if isinstance(value, Message) else value
        for name, value in message.parameters.items()
    }
    return Message(message.template, parameters).text(translate)


def joined(names: Sequence[str]) -> Message:
    """Return "Sala, Norberg and Arboga"."""
    if len(names) < 2:
        return Message("%(name)s", {"name": "".join(names)})
    start, last = ", ".join(names[:-1]), names[-1]
    return Message(_("%(start)s and %(last)s"), {"start": start, "last": last})


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
