"""What is said of a municipality as a whole: composed of counted verdicts, by rules."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.utils.translation import get_language, gettext, ngettext

from livskraft.indicators.queries.ways import Way
from livskraft.shared.listing import listed
from livskraft.shared.numbers import number_word


def lead_sentence(place: str, ways: Iterable[Way]) -> str:
    """Return "I Sala går fyra mått åt rätt håll, två åt fel håll. För sju räcker underlaget inte."."""
    counts = Counter(ways)
    if not counts:
        return gettext("No measure has a value for %(place)s yet.") % {"place": place}
    parts = list(_parts(counts))
    if not parts:
        return ngettext(
            "For %(place)s the one measure has too little to go on to say which way it goes.",
            "For %(place)s none of the %(number)s measures has enough to go on to say which way it goes.",
            counts["unknown"],
        ) % {"place": place, "number": _word(counts["unknown"])}
    sentences = [gettext("In %(place)s %(parts)s.") % {"place": place, "parts": listed(parts)}]
    if unknown := counts["unknown"]:
        rest = ngettext(
            "For one there is too little to go on.",
            "For %(number)s there is too little to go on.",
            unknown,
        )
        sentences.append(rest % {"number": _word(unknown)})
    return " ".join(sentences)


def _parts(counts: Counter[Way]) -> Iterator[str]:
    """Yield how many go each way; only the first says what they are."""
    ways: tuple[Way, ...] = ("right", "slow", "wrong", "unsure")
    there = [way for way in ways if counts[way]]
    for way in there:
        number = counts[way]
        words = _first(way, number) if way == there[0] else _further(way, number)
        yield words % {"number": _word(number)}


def _first(way: Way, number: int) -> str:
    match way:
        case "right":
            return ngettext(
                "one measure goes the right way", "%(number)s measures go the right way", number
            )
        case "slow":
            return ngettext(
                "one measure goes the right way but too slowly",
                "%(number)s measures go the right way but too slowly",
                number,
            )
        case "wrong":
            return ngettext(
                "one measure goes the wrong way", "%(number)s measures go the wrong way", number
            )
    return ngettext(
        "one measure goes no certain way", "%(number)s measures go no certain way", number
    )


def _further(way: Way, number: int) -> str:
    match way:
        case "slow":
            return ngettext(
                "one the right way but too slowly",
                "%(number)s the right way but too slowly",
                number,
            )
        case "wrong":
            return ngettext("one the wrong way", "%(number)s the wrong way", number)
    return ngettext("one no certain way", "%(number)s no certain way", number)


def _word(number: int) -> str:
    return number_word(number, get_language() or "sv")
