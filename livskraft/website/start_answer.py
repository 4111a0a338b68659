"""The start page's answer: how many goals go which way, now or when they were last measured."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, ngettext

from livskraft.indicators.queries.verdicts import GoalVerdict
from livskraft.shared.numbers import number_word

RIGHT_WAY = (
    "achieved",
    "on_track",
    "significant_improvement",
    "moderate_improvement",
    "too_slow",
    "insufficient",
)
NO_CERTAIN_WAY = ("no_certain_trend", "within_margin")
WRONG_WAY = ("moderate_deterioration", "wrong_direction", "significant_deterioration")
_ORDER = (*RIGHT_WAY, *NO_CERTAIN_WAY, *WRONG_WAY)


@dataclass(frozen=True)
class Tally:
    """Some goals that go the same way: their signs, how many, and a word.

    `verdicts` are in the order of the signs; `is_old` where all of them are of an earlier time.
    """

    words: str
    verdicts: tuple[str, ...]
    is_old: bool = False

    @property
    def number(self) -> int:
        return len(self.verdicts)


def tallies(verdicts: Collection[GoalVerdict]) -> tuple[Tally, ...]:
    """Return all goals by the way they go, each once, those that cannot be assessed last."""
    now = [one.verdict for one in verdicts if one.can_assess and not one.is_old]
    then = [one.verdict for one in verdicts if one.can_assess and one.is_old]
    unknown = tuple(one.verdict for one in verdicts if not one.can_assess)
    found = [
        Tally(gettext("the right way"), _those(now, RIGHT_WAY)),
        Tally(gettext("no certain change"), _those(now, NO_CERTAIN_WAY)),
        Tally(gettext("the wrong way"), _those(now, WRONG_WAY)),
        Tally(gettext("held when last measured"), _those(then, _ORDER), is_old=True),
        Tally(gettext("cannot be assessed yet"), unknown),
    ]
    return tuple(one for one in found if one.verdicts)


def _those(verdicts: Iterable[str], wanted: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted((one for one in verdicts if one in wanted), key=wanted.index))


def assessed_sentence(verdicts: Collection[GoalVerdict]) -> str:
    """Return how many of the goals can be assessed at all."""
    number = sum(one.can_assess for one in verdicts)
    if not number:
        return gettext("None of them can be assessed yet.")
    told = ngettext("One of them can be assessed.", "%(number)s of them can be assessed.", number)
    return capfirst(told % {"number": _word(number)})


def way_sentences(verdicts: Collection[GoalVerdict]) -> tuple[str, ...]:
    """Return which way the goals go: those with fresh figures, older ones, and the rest."""
    return tuple(
        capfirst(sentence)
        for sentence in (_now(verdicts), _then(verdicts), _unknown(verdicts))
        if sentence
    )


def _now(verdicts: Iterable[GoalVerdict]) -> str:
    now = [one.verdict for one in verdicts if one.can_assess and not one.is_old]
    right, wrong, neither = (_number(now, way) for way in (RIGHT_WAY, WRONG_WAY, NO_CERTAIN_WAY))
    return _sentence(
        [
            (right, ngettext("one goes the right way", "%(number)s go the right way", right)),
            (wrong, ngettext("one goes the wrong way", "%(number)s go the wrong way", wrong)),
            (
                neither,
                ngettext(
                    "one shows no certain change", "%(number)s show no certain change", neither
                ),
            ),
        ]
    )


def _then(verdicts: Iterable[GoalVerdict]) -> str:
    then = [one.verdict for one in verdicts if one.can_assess and one.is_old]
    if len(then) < 2:
        return _only_one(then[0]) if then else ""
    right, wrong, neither = (_number(then, way) for way in (RIGHT_WAY, WRONG_WAY, NO_CERTAIN_WAY))
    ways = _sentence(
        [
            (right, ngettext("one went the right way", "%(number)s went the right way", right)),
            (wrong, ngettext("one went the wrong way", "%(number)s went the wrong way", wrong)),
            (
                neither,
                ngettext(
                    "one showed no certain change", "%(number)s showed no certain change", neither
                ),
            ),
        ]
    )
    told = gettext("%(number)s were last measured over two years ago: %(ways)s")
    return told % {"number": _word(len(then)), "ways": ways}


def _only_one(verdict: str) -> str:
    if verdict in RIGHT_WAY:
        return gettext("One went the right way when it was last measured, over two years ago.")
    if verdict in WRONG_WAY:
        return gettext("One went the wrong way when it was last measured, over two years ago.")
    return gettext("One showed no certain change when it was last measured, over two years ago.")


def _unknown(verdicts: Collection[GoalVerdict]) -> str:
    number = sum(not one.can_assess for one in verdicts)
    if number in (0, len(verdicts)):
        return ""
    told = ngettext(
        "For one there is not enough to go by yet.",
        "For %(number)s there is not enough to go by yet.",
        number,
    )
    return told % {"number": _word(number)}


def _number(verdicts: Iterable[str], way: Sequence[str]) -> int:
    return sum(one in way for one in verdicts)


def _sentence(parts: Iterable[tuple[int, str]]) -> str:
    """Return what there is any of, as one sentence without its capital; "" where there is nothing."""
    told = [words % {"number": _word(number)} for number, words in parts if number]
    if len(told) < 2:
        return f"{told[0]}." if told else ""
    start, last = ", ".join(told[:-1]), told[-1]
    return gettext("%(start)s and %(last)s") % {"start": start, "last": last} + "."


def _word(number: int) -> str:
    return number_word(number, get_language() or "sv")
