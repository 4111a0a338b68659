"""The start page's answer: how many goals go which way, now or when they were last measured."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, ngettext

from livskraft.indicators.queries.verdicts import GoalVerdict
from livskraft.indicators.queries.ways import Way, way_of
from livskraft.shared.listing import listed
from livskraft.shared.numbers import number_word
from livskraft.shared.templatetags.look import VERDICT_WORDS

_WAYS: tuple[Way, ...] = ("right", "slow", "wrong", "unsure")
_ORDER = sorted(
    (one for one in VERDICT_WORDS if way_of(one) in _WAYS),
    key=lambda one: _WAYS.index(way_of(one)),
)


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
    now, then = _now(verdicts), _then(verdicts)
    unknown = tuple(one.verdict for one in verdicts if not one.can_assess)
    found = [
        Tally(gettext("the right way"), _going(now, "right")),
        Tally(gettext("the right way, but too slowly"), _going(now, "slow")),
        Tally(gettext("the wrong way"), _going(now, "wrong")),
        Tally(gettext("no certain change"), _going(now, "unsure")),
        Tally(gettext("held when last measured"), _in_order(then), is_old=True),
        Tally(gettext("cannot be assessed yet"), unknown),
    ]
    return tuple(one for one in found if one.verdicts)


def _now(verdicts: Iterable[GoalVerdict]) -> list[str]:
    return [one.verdict for one in verdicts if one.can_assess and not one.is_old]


def _then(verdicts: Iterable[GoalVerdict]) -> list[str]:
    return [one.verdict for one in verdicts if one.can_assess and one.is_old]


def _going(verdicts: Iterable[str], way: Way) -> tuple[str, ...]:
    return _in_order(one for one in verdicts if way_of(one) == way)


def _in_order(verdicts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(verdicts, key=_ORDER.index))


def assessed_sentence(verdicts: Collection[GoalVerdict]) -> str:
    """Return how many of the goals can be assessed at all."""
    number = sum(one.can_assess for one in verdicts)
    if not number:
        return gettext("None of them can be assessed yet.")
    told = ngettext("One of them can be assessed.", "%(number)s of them can be assessed.", number)
    return capfirst(told % {"number": _word(number)})


def way_sentences(verdicts: Collection[GoalVerdict]) -> tuple[str, ...]:
    """Return which way the goals go: those with fresh figures, older ones, and the rest."""
    sentences = (_of_now(_now(verdicts)), _of_then(_then(verdicts)), _unknown(verdicts))
    return tuple(capfirst(sentence) for sentence in sentences if sentence)


def _of_now(now: Sequence[str]) -> str:
    parts = [_goes(way, number) for way, number in _counted(now)]
    return f"{listed(parts)}." if parts else ""


def _of_then(then: Sequence[str]) -> str:
    if len(then) < 2:
        return _only_one(way_of(then[0])) if then else ""
    told = gettext("%(number)s were last measured over two years ago: %(ways)s.")
    ways = listed([_went(way, number) for way, number in _counted(then)])
    return told % {"number": _word(len(then)), "ways": ways}


def _counted(verdicts: Iterable[str]) -> Iterator[tuple[Way, int]]:
    """Yield how many go each way that any goes."""
    counts = Counter(map(way_of, verdicts))
    return ((way, counts[way]) for way in _WAYS if counts[way])


def _goes(way: Way, number: int) -> str:
    match way:
        case "right":
            words = ngettext("one goes the right way", "%(number)s go the right way", number)
        case "slow":
            words = ngettext(
                "one goes the right way but too slowly",
                "%(number)s go the right way but too slowly",
                number,
            )
        case "wrong":
            words = ngettext("one goes the wrong way", "%(number)s go the wrong way", number)
        case _:
            words = ngettext(
                "one shows no certain change", "%(number)s show no certain change", number
            )
    return words % {"number": _word(number)}


def _went(way: Way, number: int) -> str:
    match way:
        case "right":
            words = ngettext("one went the right way", "%(number)s went the right way", number)
        case "slow":
            words = ngettext(
                "one went the right way but too slowly",
                "%(number)s went the right way but too slowly",
                number,
            )
        case "wrong":
            words = ngettext("one went the wrong way", "%(number)s went the wrong way", number)
        case _:
            words = ngettext(
                "one showed no certain change", "%(number)s showed no certain change", number
            )
    return words % {"number": _word(number)}


def _only_one(way: Way) -> str:
    match way:
        case "right":
            return gettext("One went the right way when it was last measured, over two years ago.")
        case "slow":
            return gettext(
                "One went the right way but too slowly when it was last measured, over two years ago."
            )
        case "wrong":
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


def _word(number: int) -> str:
    return number_word(number, get_language() or "sv")
