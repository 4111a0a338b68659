"""Figures, periods and the publishers' symbols as they stand in tables and sentences."""

import re
from dataclasses import dataclass
from functools import lru_cache

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext, pgettext

from livskraft.indicators.queries.unit_words import unit_words
from livskraft.indicators.sources.observation import Observation, Value
from livskraft.indicators.sources.periods import period_days
from livskraft.indicators.suppression import hidden_below
from livskraft.shared.periods import month

_MINUS = "\N{MINUS SIGN}"
_NO_BREAK = "\N{NO-BREAK SPACE}"
_MOST_DECIMALS = 2
_PERCENT, _POINTS = "procent", "procentenheter"
_PER = re.compile(r"\bper ")


@dataclass(frozen=True)
class Symbol:
    """A publisher's symbol: `word` for a cell of a table, `meaning` for what explains it."""

    code: str
    word: str
    meaning: str


def figure(value: float, decimals: int | None = None) -> str:
    """Return a number with the language's comma and spaces, with as many decimals as are declared.

    Where none are, at most two, and fewer the larger the number is.
    """
    return _figure(value, decimals, get_language())


@lru_cache(maxsize=20_000)
def _figure(value: float, decimals: int | None, _language: str | None) -> str:
    """Return a number as the language of the moment writes it, which is named to be remembered."""
    if decimals is None:
        fits = 0 if abs(value) >= 1000 else 1 if abs(value) >= 100 else _MOST_DECIMALS
        text = f"{abs(value):.{fits}f}"
        text = text.rstrip("0").rstrip(".") if fits else text
    else:
        text = f"{abs(value):.{decimals}f}"
    places = len(text.partition(".")[2])
    shown = str(number_format(text, places, use_l10n=True, force_grouping=True))
    return f"{_MINUS}{shown}" if value < 0 and float(text) else shown


def with_unit(shown: str, unit: str) -> str:
    """Return a figure with its unit as in a sentence: "19 procent", "plats 4 av 290", "index 34"."""
    if not unit or unit == "antal":
        return shown
    first, _space, rest = unit.partition(" ")
    if first == "antal":
        return f"{shown} {unit_words(rest)}"
    if first in ("index", "plats"):
        place = unit_words(rest) if first == "plats" else ""
        return " ".join(filter(None, [unit_words(first), shown, place]))
    if unit[0].isdigit():  # Two numbers beside each other would be read as one.
        return f"{shown} ({unit_words(unit)})"
    return f"{shown} {unit_words(unit)}"


def in_table(shown: str, unit: str) -> tuple[str, str]:
    """Return a figure as in a table, and what of its unit stands beside: "19 %", "av hushållen"."""
    if unit.startswith(_PERCENT) and not unit.startswith(_POINTS):
        return f"{shown}{_NO_BREAK}%", unit_words(unit.removeprefix(_PERCENT).strip())
    found = _PER.search(unit)
    head, rest = (unit[: found.start()], unit[found.start() :]) if found else (unit, "")
    return with_unit(shown, head.strip()).replace(" ", _NO_BREAK, 1), unit_words(rest)


def around_figure(unit: str) -> tuple[str, str]:
    """Return of a unit what stands beside a large figure, and what beneath it: "%", "av hushållen"."""
    value, rest = in_table("", unit)
    if value.endswith("%"):
        return "%", rest
    return "", " ".join(filter(None, [value.strip(), rest]))


def short_unit(unit: str) -> str:
    """Return what of a unit is said the second time: "procent", or nothing."""
    return "procent" if unit.startswith("procent") else ""


def period_words(period: str) -> str:
    """Return a period as in a table: "2024", "kv 3 2024", "maj 2024", "2023/2024", "2021–2024"."""
    year, mark, part = period[:4], period[4:5], period[5:]
    if mark == "H":
        return gettext("half-year %(part)s, %(year)s") % {"part": part, "year": year}
    if mark == "Q":
        return gettext("Q%(part)s %(year)s") % {"part": part, "year": year}
    if mark == "M":
        return month(period_days(period)[0], get_language() or "sv")
    return period.replace("-", "–")


def at(shown: str, period: str) -> str:
    """Return a figure and when it was so, as in a sentence: "19 procent 2019", "15 år 2019"."""
    year, mark, part = period[:4], period[4:5], period[5:]
    if mark == "H":
        sentence = gettext("%(figure)s in half-year %(part)s of %(year)s")
    elif mark == "Q":
        sentence = gettext("%(figure)s in quarter %(part)s of %(year)s")
    elif mark == "/":
        sentence = gettext("%(figure)s in the school year %(when)s")
    elif shown[-1:].isdigit():
        sentence = pgettext("a figure without a unit", "%(figure)s in %(when)s")
    else:
        sentence = gettext("%(figure)s in %(when)s")
    return sentence % {"figure": shown, "part": part, "year": year, "when": period_words(period)}


def sex_word(sex: str) -> str:
    """Return whom a figure is about; "" for all."""
    return {"K": gettext("women"), "M": gettext("men")}.get(sex, "")


def half_width(one: Observation) -> Value:
    """Return the margin of error, where the publisher gives one or an interval that lies evenly."""
    if one.margin is not None:
        return one.margin
    if one.value is None or one.lower is None or one.upper is None:
        return None
    below, above = one.value - one.lower, one.upper - one.value
    is_even = abs(below - above) <= 0.1 * max(abs(below), abs(above))
    return (below + above) / 2 if is_even else None


def uncertainty(one: Observation, decimals: int | None) -> str:
    """Return "± 2,1", or the interval "70,1–74,9"; "" where the publisher gives none."""
    half = half_width(one)
    if half is not None:
        return f"±{_NO_BREAK}{figure(half, decimals)}"
    if one.lower is not None and one.upper is not None:
        return f"{figure(one.lower, decimals)}–{figure(one.upper, decimals)}"
    return ""


def symbol(code: str | None, *, has_value: bool) -> Symbol:
    """Return what a publisher's symbol means; an unknown one is shown as it is.

    The same letter means one thing beside a value and another in place of one.
    """
    if has_value:
        return _beside(code or "")
    if below := hidden_below(code):
        return _hidden(code or "", below)
    unknown = gettext("no value; the source gives this sign and no reason that we know")
    word, meaning = _instead().get((code or "").casefold(), (code or "", unknown))
    return Symbol(code or "", word, meaning)


def _hidden(code: str, below: int) -> Symbol:
    """Return what our own symbol means, of a figure that is not shown."""
    few = gettext("fewer than %(number)d people, or a figure that would give such a one away")
    return Symbol(code, pgettext("figure", "hidden"), few % {"number": below})


def _instead() -> dict[str, tuple[str, str]]:
    """Return the symbols that stand where there is no value."""
    missing = pgettext("figure", "missing"), gettext("the source gives no value and no reason")
    unsure = (
        pgettext("figure", "not available"),
        gettext("the source has no value, or one that is too uncertain to be published"),
    )
    secret = (
        pgettext("figure", "secret"),
        gettext("withheld by the source, since too few people stand behind it"),
    )
    irrelevant = pgettext("figure", "not relevant"), gettext("a value would have no meaning here")
    nothing = pgettext("figure", "none"), gettext("the source says that there is nothing")
    later = pgettext("figure", "not yet"), gettext("the source publishes the value later")
    return {
        **dict.fromkeys(["", "missing", "notprovided"], missing),
        **dict.fromkeys(["..", ":", "n", "u"], unsure),
        **dict.fromkeys(["private", "c", "x"], secret),
        **dict.fromkeys([".", "z"], irrelevant),
        **dict.fromkeys(["-", "–"], nothing),
        **dict.fromkeys(["...", "…"], later),
    }


def _beside(code: str) -> Symbol:
    """Return what a symbol says of the value that it stands beside; several flags may be joined."""
    if not code:
        return Symbol("", "", "")
    known = {
        "p": (pgettext("figure", "preliminary"), gettext("may still be changed by the source")),
        "e": (pgettext("figure", "estimate"), gettext("estimated by the source")),
        "s": (pgettext("figure", "estimate"), gettext("estimated by the source")),
        "r": (pgettext("figure", "revised"), gettext("changed by the source after publication")),
        "b": (pgettext("figure", "break"), gettext("counted otherwise than before")),
        "d": (pgettext("figure", "other definition"), gettext("the source counts it otherwise")),
        "u": (pgettext("figure", "uncertain"), gettext("of low reliability, says the source")),
        "f": (pgettext("figure", "forecast"), gettext("a forecast of the source, no outcome")),
    }
    named = {"preliminary": "p", "preliminär": "p", "preliminar": "p", "estimate": "e"}
    flags = named.get(code.casefold(), code)
    if not set(flags) <= known.keys():
        return Symbol(code, code, gettext("a sign of the source's, see its own notes"))
    columns = zip(*(known[flag] for flag in dict.fromkeys(flags)), strict=True)
    return Symbol(code, *(", ".join(dict.fromkeys(column)) for column in columns))
